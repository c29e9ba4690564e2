"""The web application, as Django knows it."""

from django.apps import AppConfig


class DesignerConfig(AppConfig):
    name = "designer"
    verbose_name = "Tablewright"

    def ready(self) -> None:
        # Makes the configured Celery application the current one: `.delay()` works everywhere.
        from designer import celery  # noqa: F401
