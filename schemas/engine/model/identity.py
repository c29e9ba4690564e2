"""What everything in a design is known by."""

from __future__ import annotations

from uuid import UUID

ObjectId = UUID
PUBLIC = "public"
