"""The `tablewright` command: a door to the management commands that need no browser."""

import os
import sys

from django.core.management import execute_from_command_line

COMMANDS = ("render", "diff", "trial", "import")


def main() -> None:
    """Run `tablewright COMMAND …`; a management command of the same name does the work."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "designer.settings")
    name = sys.argv[1] if len(sys.argv) > 1 else "--help"
    if name in ("-h", "--help"):
        print(f"usage: tablewright {{{','.join(COMMANDS)}}} …")
        print("tablewright COMMAND --help says more.")
        return
    if name not in COMMANDS:
        print(
            f"tablewright: no command {name!r}; there are {', '.join(COMMANDS)}.", file=sys.stderr
        )
        sys.exit(2)
    execute_from_command_line(["tablewright", *sys.argv[1:]])
