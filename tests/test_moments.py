"""How long ago something was, in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from designer.templatetags.moments import ago


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=5, seconds=30), "5\xa0minutes ago"),
        (timedelta(hours=3, minutes=59), "3\xa0hours ago"),
    ],
)
def test_only_the_largest_unit_is_said(passed: timedelta, words: str) -> None:
    assert ago(timezone.now() - passed) == words


def test_a_clock_that_runs_ahead_says_just_now() -> None:
    assert ago(timezone.now() + timedelta(seconds=3)) == "just now"
