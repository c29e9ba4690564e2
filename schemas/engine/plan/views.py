"""Views that stay: replaced where their columns allow it; what does not was dropped before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from schemas.engine.model import View
from schemas.engine.plan.columns import storage_steps
from schemas.engine.plan.notes import REWRITES
from schemas.engine.plan.options import option_steps
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql


def view_steps(old: View, new: View) -> Iterator[Step]:
    if old.access_method != new.access_method:
        yield Step(sql.set_access_method(new), f"Change how {new.name} is stored", (REWRITES,))
    if old.definition != new.definition or old.check_option != new.check_option:
        yield Step(sql.replace_view(new), f"Replace view {new.name}")
    elif dict(old.options) != dict(new.options):
        yield from _option_steps(old, new)
    were = {column.name: column for column in old.columns}
    for column in new.columns:
        was = were.get(column.name) or replace(column, default=None)
        name = f"{new.name}.{column.name}"
        if was.default != column.default:
            statement = sql.drop_default(new, column)
            if column.default is not None:
                statement = sql.set_default(new, column, column.default)
            yield Step(statement, f"Set the default of {name}")
        yield from storage_steps(new, was, column)


def _option_steps(old: View, new: View) -> Iterator[Step]:
    yield from option_steps(
        new.name,
        old.options,
        new.options,
        reset=partial(sql.reset_view_option, new),
        set=partial(sql.set_view_option, new),
    )
