"""Signs of life that workers without a database give."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from schemas.announce import job_channel, redis
from schemas.heartbeat import ALIVE, heartbeat, last_sign, release

pytestmark = pytest.mark.usefixtures("servers")


def test_two_workers_never_have_one_job() -> None:
    job = str(uuid4())
    with heartbeat(job) as first, heartbeat(job) as second:
        assert first
        assert second is None


def test_the_hold_on_a_job_outlasts_the_work_until_it_is_released() -> None:
    job = str(uuid4())
    with heartbeat(job):
        pass
    with heartbeat(job) as too_early:
        assert too_early is None
    release(job)
    with heartbeat(job) as again:
        assert again


def test_a_dead_worker_holds_nothing_for_long() -> None:
    job = str(uuid4())
    with heartbeat(job):
        pass
    assert 0 < redis().pttl(f"job:{job}:alive") <= ALIVE * 1000


def test_progress_reaches_whoever_listens() -> None:
    job = str(uuid4())
    with redis().pubsub(ignore_subscribe_messages=True) as subscription, heartbeat(job) as pulse:
        subscription.subscribe(job_channel(job))
        subscription.get_message(timeout=1)
        pulse.progress(0.25, "Starting a sandbox")
        told = subscription.get_message(timeout=5)
    assert json.loads(told["data"]) == {"progress": 0.25, "message": "Starting a sandbox"}


def test_progress_is_part_of_the_sign_of_life_and_stays_in_range() -> None:
    job = str(uuid4())
    with heartbeat(job) as pulse:
        pulse.progress(7.0, "Too eager")
        pulse.beat()
        assert last_sign(job) == {"progress": 1.0, "message": "Too eager"}


def test_progress_never_runs_backwards() -> None:
    job = str(uuid4())
    with heartbeat(job) as pulse:
        pulse.progress(0.5, "Running statement 51 of 80")
        assert last_sign(job) == {"progress": 0.5, "message": "Running statement 51 of 80"}
        pulse.progress(0.3, "Late")
        pulse.beat()
        assert last_sign(job) == {"progress": 0.5, "message": "Late"}


def test_a_job_that_nobody_works_on_gives_no_sign() -> None:
    assert last_sign(str(uuid4())) is None


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"progress": NaN, "message": ""}', '{"progress": 2, "message": ""}'],
)
def test_a_sign_that_makes_no_sense_is_no_sign(text: str) -> None:
    job = str(uuid4())
    redis().set(f"job:{job}:alive", text, px=5000)
    assert last_sign(job) is None
