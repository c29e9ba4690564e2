"""Partitions: attached, detached and made."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.engine.effects.alterations import has_matching_check
from schemas.engine.errors import Severity
from schemas.engine.lint.rule import Example, Hit, Moment, rule
from schemas.engine.read.statements import forms as f

_RANGE_BASE = "CREATE TABLE visits (at date) PARTITION BY RANGE (at)"


@rule(
    "mig/detach-partition-not-concurrent",
    Severity.WARNING,
    safer="ALTER TABLE … DETACH PARTITION … CONCURRENTLY, outside a transaction block.",
    bad="ALTER TABLE app.visits DETACH PARTITION app.visits_2020;",
    good="ALTER TABLE app.visits DETACH PARTITION app.visits_2020 CONCURRENTLY;",
)
def detach_blocks(moment: Moment) -> Iterator[Hit]:
    for table, action in moment.actions:
        if not isinstance(action, f.DetachPartition) or action.finalize:
            continue
        if not action.concurrently:
            yield Hit(
                f"Readers and writers of all of {table} wait for this.",
                f"ALTER TABLE {table} DETACH PARTITION {action.partition} CONCURRENTLY",
            )


@rule(
    "mig/attach-partition",
    Severity.WARNING,
    safer="Give the new partition a CHECK that says the same as its bounds, NOT VALID, VALIDATE "
    "it, then attach; give the default partition a CHECK that excludes them.",
    bad="ALTER TABLE app.visits ATTACH PARTITION app.visits_2030 "
    "FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');",
    good="CREATE TABLE app.visits_2030 (LIKE app.visits); ALTER TABLE app.visits "
    "ATTACH PARTITION app.visits_2030 FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');",
)
def attach_scans(moment: Moment) -> Iterator[str]:
    for table, action in moment.actions:
        if not isinstance(action, f.AttachPartition) or moment.is_about_index:
            continue
        is_read = not moment.is_new(action.partition) and not has_matching_check(
            moment.world, table, action
        )
        if is_read:
            yield f"All of {action.partition} is read to see that it fits, while it is locked."
        if default := moment.world.default_partition(table):
            yield f"All of {default.name} is read for rows that belong into the new partition."


@rule(
    "mig/create-partition-of",
    Severity.WARNING,
    safer="CREATE TABLE … (LIKE parent INCLUDING ALL), then ALTER TABLE … ATTACH PARTITION.",
    bad="CREATE TABLE app.visits_2030 PARTITION OF app.visits "
    "FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');",
    good="CREATE TABLE app.visits_2030 (LIKE app.visits INCLUDING ALL);",
)
def partition_made_in_place(moment: Moment) -> Iterator[str]:
    parent = moment.form.partition_of if isinstance(moment.form, f.CreateTable) else None
    if parent and not moment.is_new(parent):
        yield f"Readers and writers of {parent} wait; ATTACH does not stop them."


@rule(
    "mig/partition-key-mismatch",
    Severity.ERROR,
    safer="Bounds are FROM … TO for RANGE, IN (…) for LIST, WITH (MODULUS, REMAINDER) for HASH.",
    bad=Example("CREATE TABLE v1 PARTITION OF visits FOR VALUES IN ('a');", base=_RANGE_BASE),
    good=Example(
        "CREATE TABLE v1 PARTITION OF visits FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');",
        base=_RANGE_BASE,
    ),
)
def bounds_do_not_fit(moment: Moment) -> Iterator[str]:
    for parent, bound in _bounds(moment):
        relation = moment.relation(parent)
        if relation is None or not bound:
            continue
        strategy = relation.partition_by.partition(" ")[0].upper()
        if not strategy and relation.is_known:
            yield f"{parent} is not partitioned."
        elif strategy and not _fits(bound, strategy):
            yield f"{parent} is partitioned by {strategy}: these bounds are of another kind."


def _bounds(moment: Moment) -> Iterator[tuple[f.Name, str]]:
    form = moment.form
    if isinstance(form, f.CreateTable) and form.partition_of:
        yield form.partition_of, form.bound
    elif isinstance(form, f.AlterRelation):
        for action in form.actions:
            if isinstance(action, f.AttachPartition):
                yield form.name, action.bound


_FIRST_WORDS = {"RANGE": ("FROM", "DEFAULT"), "LIST": ("IN", "DEFAULT"), "HASH": ("WITH",)}


def _fits(bound: str, strategy: str) -> bool:
    word = re.match(r"\w+", bound)
    return word is not None and word[0].upper() in _FIRST_WORDS.get(strategy, (word[0].upper(),))
