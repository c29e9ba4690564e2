"""Start Tablewright in this folder and keep it running."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from designer.runtime.errors import CannotRun
from designer.runtime.stack import run
from designer.runtime.supervisor import Stopped
from schemas.engine.errors import SandboxUnavailable


class Command(BaseCommand):
    help = "Starts the database, Redis, the workers and the pages here, until Ctrl-C."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run(settings.BASE_DIR, say=self._say)
        except Stopped:
            self._say("Stopped.")
        except (CannotRun, SandboxUnavailable) as error:
            sys.exit(f"Tablewright cannot run: {error}")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
