"""Statements that write or lock whole relations: views refreshed, tables moved, triggers made."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.errors import Severity
from schemas.engine.lint.rule import Hit, Moment, rule
from schemas.engine.read.statements import forms as f


@rule(
    "mig/refresh-matview-not-concurrent",
    Severity.WARNING,
    safer="REFRESH MATERIALIZED VIEW CONCURRENTLY; it needs a unique index on the view.",
    bad="REFRESH MATERIALIZED VIEW app.totals;",
    good="REFRESH MATERIALIZED VIEW CONCURRENTLY app.totals;",
)
def refresh_blocks_readers(moment: Moment) -> Iterator[Hit]:
    form = moment.form
    if not isinstance(form, f.Refresh) or form.concurrently or not form.with_data:
        return
    if not moment.is_new(form.name):
        yield Hit(
            f"Readers of {form.name} wait until its query is done.",
            f"REFRESH MATERIALIZED VIEW CONCURRENTLY {form.name}",
        )


@rule(
    "mig/refresh-matview-concurrent-lock",
    Severity.NOTE,
    safer="Run it when nothing else has to write to the view, with a lock_timeout.",
    bad="REFRESH MATERIALIZED VIEW CONCURRENTLY app.totals;",
    good="CREATE MATERIALIZED VIEW app.totals AS SELECT 1 AS one;",
)
def refresh_excludes_others(moment: Moment) -> Iterator[str]:
    if isinstance(moment.form, f.Refresh) and moment.form.concurrently:
        yield f"{moment.form.name} is locked EXCLUSIVE: readers go on, other refreshes wait."


@rule(
    "mig/create-trigger",
    Severity.NOTE,
    safer="SET lock_timeout, and try again when it runs out.",
    bad="CREATE TRIGGER touch BEFORE UPDATE ON app.visits FOR EACH ROW EXECUTE FUNCTION touch();",
    good="CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'begin end';",
)
def trigger_made(moment: Moment) -> Iterator[str]:
    form = moment.form
    if isinstance(form, f.CreateTrigger) and not moment.is_new(form.table):
        yield f"Writers of {form.table} wait (SHARE ROW EXCLUSIVE)."


@rule(
    "mig/toggle-trigger",
    Severity.WARNING,
    safer="Let the trigger's function decide by a setting: it can differ from session to session.",
    bad="ALTER TABLE app.visits DISABLE TRIGGER touch;",
    good="ALTER TABLE app.visits ENABLE ROW LEVEL SECURITY;",
)
def trigger_toggled(moment: Moment) -> Iterator[str]:
    for table, action in moment.actions:
        if isinstance(action, f.ToggleTrigger):
            gap = "" if action.enable else ", and what is written until it is enabled slips through"
            yield f"Writers of {table} wait{gap}."


@rule(
    "mig/drop-trigger",
    Severity.WARNING,
    safer="SET lock_timeout, and try again when it runs out.",
    bad="DROP TRIGGER touch ON app.visits;",
    good="DROP FUNCTION app.touch();",
)
def trigger_dropped(moment: Moment) -> Iterator[str]:
    form = moment.form
    if not isinstance(form, f.Drop) or form.kind != "TRIGGER" or form.on is None:
        return
    if not moment.is_new(form.on):
        yield f"Readers and writers of {form.on} wait (ACCESS EXCLUSIVE)."


@rule(
    "mig/vacuum-full-cluster",
    Severity.WARNING,
    safer="pg_repack or pg_squeeze write a table anew while it is used.",
    bad="VACUUM FULL app.visits;",
    good="VACUUM ANALYZE app.visits;",
)
def written_anew(moment: Moment) -> Iterator[str]:
    form = moment.form
    if isinstance(form, f.Cluster) or (isinstance(form, f.Vacuum) and form.is_full):
        yield "Readers and writers wait until the whole table is written anew."


@rule(
    "mig/table-rewrite-command",
    Severity.WARNING,
    safer="Do it while the table is small, or copy into a new table in batches and swap the two.",
    bad="ALTER TABLE app.visits SET UNLOGGED;",
    good="ALTER TABLE app.visits SET (fillfactor = 80);",
)
def table_moved(moment: Moment) -> Iterator[str]:
    for table, action in moment.actions:
        if isinstance(action, f.Relocate):
            yield f"{table} is written anew while readers and writers wait."


@rule(
    "mig/rewrite-under-lock",
    Severity.WARNING,
    safer="Spread the change: new column or table, batches, swap.",
    bad="ALTER TABLE app.visits ADD COLUMN nr bigserial;",
    good="ALTER TABLE app.visits ADD COLUMN nr bigint;",
)
def rewrite_under_lock(moment: Moment) -> Iterator[str]:
    if not isinstance(moment.form, f.AlterRelation):
        return
    for name in moment.effects.rewrites:
        yield f"{name} is written anew under ACCESS EXCLUSIVE. {moment.effects.why}"
