"""Options in brackets: storage parameters of tables, keys and indexes, options of views."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from schemas.engine.plan.steps import Step

Options = tuple[tuple[str, str], ...]


def option_steps(
    name: str,
    old: Options,
    new: Options,
    *,
    reset: Callable[[str], str],
    set: Callable[[str, str], str],
) -> Iterator[Step]:
    """Only what differs, unless that would leave them in another order than they are written in.

    PostgreSQL keeps the order in which options were set, and prints them so.
    """
    was, now = dict(old), dict(new)
    changed = [key for key in now if was.get(key) != now[key]]
    kept = [key for key in was if key in now and key not in changed]
    gone = [key for key in was if key not in now]
    if [*kept, *changed] != list(now):
        gone, changed = list(was), list(now)
    for key in gone:
        yield Step(reset(key), f"Reset {key} of {name}")
    for key in changed:
        yield Step(set(key, now[key]), f"Set {key} of {name}")
