"""What people call things."""

from __future__ import annotations

from schemas.engine.errors import Refused

LONGEST_NAME = 120


def tidy_name(text: str) -> str:
    """One line without needless spaces; Refused when nothing is left or it is too long."""
    name = " ".join(text.split())
    if not name:
        raise Refused("Give it a name.")
    if len(name) > LONGEST_NAME:
        raise Refused(f"This name is too long: use at most {LONGEST_NAME} characters.")
    return name
