"""The `tablewright` command: a door to the management commands that need no browser."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

COMMANDS = {
    "render": "prints a script's design as SQL, Mermaid, Markdown, Drizzle, DBML or JSON",
    "diff": "prints the migration from one script to another",
    "trial": "runs that migration in a throw-away database and says what it does",
    "check-migration": "says what a migration does that is not safe on a database in use",
    "import": "makes a project of a script in the Tablewright that runs here",
}
BAD_INPUT = 2


def main() -> None:
    """Run `tablewright COMMAND …`; a management command of the same name does the work."""
    name = sys.argv[1] if len(sys.argv) > 1 else "--help"
    if name in ("-h", "--help"):
        print(f"usage: tablewright {{{','.join(COMMANDS)}}} …")
        for command, purpose in COMMANDS.items():
            print(f"  {command:<15} {purpose}")
        print("tablewright COMMAND --help says more.")
    elif name in COMMANDS:
        execute(["tablewright", *sys.argv[1:]])
    else:
        _refuse(f"no command {name!r}; there are {', '.join(COMMANDS)}.")


def execute(arguments: list[str]) -> None:
    """Run a management command; a wrong setting ends in one line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "designer.settings")
    try:
        execute_from_command_line(arguments)
    except ImproperlyConfigured as error:
        _refuse(str(error))


def _refuse(message: str) -> None:
    print(f"tablewright: {message}", file=sys.stderr)
    sys.exit(BAD_INPUT)
