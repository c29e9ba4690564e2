"""Roles that a script names and the throw-away cluster lacks are made up, as far as limits go."""

from __future__ import annotations

import re

from schemas.sandbox.limits import Limits
from schemas.sandbox.reporting import Reporter
from schemas.sandbox.talk import Talk

_MISSING_ROLE = re.compile(r'\Arole "(.{1,63})" does not exist\Z', re.DOTALL)
# SET ROLE and SET SESSION AUTHORIZATION call a missing role an invalid value.
_UNDEFINED_OBJECT, _INVALID_VALUE = "42704", "22023"


class Inventor:
    def __init__(self, talk: Talk, reporter: Reporter, limits: Limits) -> None:
        self._talk, self._reporter = talk, reporter
        self._left = limits.invented_roles

    def helps(self, sqlstate: str | None, message: str) -> bool:
        """Whether a statement that failed like this is worth another try: its role is there now."""
        found = _MISSING_ROLE.match(message)
        if sqlstate not in (_UNDEFINED_OBJECT, _INVALID_VALUE) or not found or not self._left:
            return False
        if not self._talk.ask_for_role(found[1]):
            return False
        self._left -= 1
        self._reporter.invented_role(found[1])
        return True
