"""Views that stay: replaced where their columns allow it; what does not was dropped before."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.model import View
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql


def view_steps(old: View, new: View) -> Iterator[Step]:
    if old.definition != new.definition or old.check_option != new.check_option:
        yield Step(sql.replace_view(new), f"Replace view {new.name}")
    elif dict(old.options) != dict(new.options):
        yield from _option_steps(old, new)


def _option_steps(old: View, new: View) -> Iterator[Step]:
    was, now = dict(old.options), dict(new.options)
    for name in sorted(was.keys() - now.keys()):
        yield Step(sql.reset_view_option(new, name), f"Reset {name} of {new.name}")
    for name, value in now.items():
        if was.get(name) != value:
            yield Step(sql.set_view_option(new, name, value), f"Set {name} of {new.name}")
