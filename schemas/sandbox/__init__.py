"""Throw-away PostgreSQL clusters that run other people's SQL: scripts in, JSON out.

`jobs.py` is the door; nothing else here is meant to be called from outside.
"""
