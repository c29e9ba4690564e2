"""Tests: the engine's need no server; the others start their own PostgreSQL and Redis."""
