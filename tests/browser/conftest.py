"""Projects made of rows, for tests that do not start with an import."""

from __future__ import annotations

import pytest

from schemas.models import Branch
from tests.browser.library import open_the_library
from tests.cast import Cast
from tests.views.conftest import branch, project, shop

__all__ = ["branch", "library", "project", "shop"]


@pytest.fixture
def library(branch: Branch, cast: Cast) -> Branch:
    open_the_library(branch, by=cast.owner)
    return branch
