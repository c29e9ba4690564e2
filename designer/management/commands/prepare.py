"""Everything that a start needs done once: tables, static files, examples, the local owner."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.urls import reverse

from designer.entrance import local_owner, new_token


class Command(BaseCommand):
    help = "Migrates, collects static files, loads the examples; prints a one-time sign-in path."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        call_command("loadexamples")
        self.stdout.write(reverse("enter", args=[new_token(local_owner())]))
