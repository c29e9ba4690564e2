"""A project made of rows, for tests that do not start with an import."""

from tests.views.conftest import branch, project, shop

__all__ = ["branch", "project", "shop"]
