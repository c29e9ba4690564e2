"""A scenario: two scripts, and the claim that the migration between them converges.

One file each, `tests/scenarios/<area>/<name>.sql`:

    -- The claim, in one line.
    -- roles: reader, writer
    -- before
    CREATE TABLE t (id int);
    -- after
    CREATE TABLE t (id bigint);

The line of roles may be left out; they are there before either script runs, and so is the
superuser `postgres`, who runs both. Roles that a script names without having them are made up.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
_FORM = re.compile(
    r"-- (?P<claim>[^\n]+)\n"
    r"(?:-- roles: (?P<roles>[^\n]+)\n)?"
    r"-- before\n(?P<before>.*?)"
    r"^-- after\n(?P<after>.*)",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Scenario:
    name: str
    """`<area>/<name>`."""
    claim: str
    roles: tuple[str, ...]
    before: str
    after: str

    def to_line(self) -> str:
        """The scenario as a line of a file of pairs."""
        fields = {
            "name": self.name,
            "roles": self.roles,
            "before_sql": self.before,
            "after_sql": self.after,
        }
        return json.dumps(fields)


def scenarios() -> list[Scenario]:
    """All of them, in the order of their names."""
    return [read_scenario(path) for path in sorted(FOLDER.glob("*/*.sql"))]


def read_scenario(path: Path) -> Scenario:
    """Raises ValueError for a file that is not of the form above."""
    name = f"{path.parent.name}/{path.stem}"
    found = _FORM.fullmatch(path.read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"{path} is no scenario: see {Path(__file__).name}.")
    roles = tuple(role.strip() for role in (found["roles"] or "").split(",") if role.strip())
    return Scenario(name, found["claim"], roles, found["before"], found["after"])
