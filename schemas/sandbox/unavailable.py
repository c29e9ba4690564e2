"""The one error of the sandbox that is not about the script it was given."""

from __future__ import annotations

from schemas.engine.errors import Refused


class SandboxUnavailable(Refused):
    """No throw-away cluster can be had on this machine now; the message says what to do."""
