"""Indexes: built, dropped and built again while others wait, or concurrently."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.errors import Severity
from schemas.engine.lint.rule import Example, Hit, Moment, rule
from schemas.engine.read.statements import forms as f

_FIXED_AFTER_14 = 14


def _concurrent(moment: Moment, word: str) -> str:
    """The same statement with CONCURRENTLY after this word."""
    text = " ".join(moment.statement.text.split())
    at = text.upper().find(word)
    return f"{text[: at + len(word)]} CONCURRENTLY{text[at + len(word) :]}"


@rule(
    "mig/index-not-concurrent",
    Severity.WARNING,
    safer="CREATE INDEX CONCURRENTLY, outside a transaction block.",
    bad="CREATE INDEX visit_path ON app.visits (path);",
    good="CREATE INDEX CONCURRENTLY visit_path ON app.visits (path);",
)
def index_blocks_writers(moment: Moment) -> Iterator[Hit]:
    form = moment.form
    if not isinstance(form, f.CreateIndex) or form.concurrently or form.only:
        return
    if moment.is_new(form.table) or _is_partitioned(moment, form.table):
        return
    yield Hit(
        f"Writers of {form.table} wait until the index is built.", _concurrent(moment, "INDEX")
    )


def _is_partitioned(moment: Moment, table: f.Name) -> bool:
    relation = moment.relation(table)
    return relation is not None and bool(relation.partition_by)


@rule(
    "mig/index-on-partitioned-parent",
    Severity.WARNING,
    safer="CREATE INDEX ON ONLY the parent, CREATE INDEX CONCURRENTLY on each partition, "
    "then ALTER INDEX … ATTACH PARTITION.",
    bad=Example(
        "CREATE INDEX visit_path ON visits (path);",
        base="CREATE TABLE visits (path text, at date) PARTITION BY RANGE (at)",
    ),
    good=Example(
        "CREATE INDEX visit_path ON ONLY visits (path);",
        base="CREATE TABLE visits (path text, at date) PARTITION BY RANGE (at)",
    ),
)
def index_on_parent(moment: Moment) -> Iterator[str]:
    form = moment.form
    if not isinstance(form, f.CreateIndex) or form.only or moment.is_new(form.table):
        return
    if _is_partitioned(moment, form.table):
        yield f"Writers of all partitions of {form.table} wait until every index is built."


@rule(
    "mig/drop-index-not-concurrent",
    Severity.WARNING,
    safer="DROP INDEX CONCURRENTLY, outside a transaction block.",
    bad="DROP INDEX app.visit_path;",
    good="DROP INDEX CONCURRENTLY app.visit_path;",
)
def drop_blocks_everybody(moment: Moment) -> Iterator[Hit]:
    form = moment.form
    if not isinstance(form, f.Drop) or form.kind != "INDEX" or form.concurrently:
        return
    tables = [moment.world.table_of_index(name) for name in form.names]
    if all(table is not None and moment.is_new(table.name) for table in tables):
        return
    yield Hit(
        "Readers and writers of the table wait for this, and for whoever is before it.",
        _concurrent(moment, "INDEX"),
    )


@rule(
    "mig/drop-index",
    Severity.NOTE,
    safer="Look in pg_stat_user_indexes first whether anything still uses it.",
    bad="DROP INDEX CONCURRENTLY app.visit_path;",
    good="CREATE INDEX CONCURRENTLY visit_path ON app.visits (path);",
)
def index_dropped(moment: Moment) -> Iterator[str]:
    form = moment.form
    if isinstance(form, f.Drop) and form.kind == "INDEX":
        names = ", ".join(str(name) for name in form.names)
        yield f"Queries that use {names} become slow."


@rule(
    "mig/replace-index",
    Severity.WARNING,
    safer="Create the new index first, under another name; drop the old one once it is valid.",
    bad="DROP INDEX CONCURRENTLY app.visit_path; "
    "CREATE INDEX CONCURRENTLY visit_path ON app.visits (path, at);",
    good="CREATE INDEX CONCURRENTLY visit_path_at ON app.visits (path, at); "
    "DROP INDEX CONCURRENTLY app.visit_path;",
)
def replaced_too_early(moment: Moment) -> Iterator[str]:
    form = moment.form
    if not isinstance(form, f.CreateIndex) or moment.is_new(form.table):
        return
    session = moment.session
    start = (moment.world.key(form.table), form.keys[0].strip('"') if form.keys else "")
    if form.name.name in session.dropped_indexes or start in session.uncovered:
        yield "Queries have neither the old index nor the new one until this is built."


@rule(
    "mig/reindex-not-concurrent",
    Severity.WARNING,
    safer="REINDEX … CONCURRENTLY, outside a transaction block.",
    bad="REINDEX TABLE app.visits;",
    good="REINDEX TABLE CONCURRENTLY app.visits;",
)
def reindex_blocks(moment: Moment) -> Iterator[Hit]:
    form = moment.form
    if isinstance(form, f.Reindex) and not form.concurrently:
        yield Hit(
            "Writers wait until the index is built again, and readers that would use it.",
            _concurrent(moment, form.kind or "REINDEX"),
        )


@rule(
    "mig/concurrently-in-transaction",
    Severity.ERROR,
    safer="Run it outside a transaction block, in a file of its own.",
    bad="BEGIN; CREATE INDEX CONCURRENTLY visit_path ON app.visits (path); COMMIT;",
    good="CREATE INDEX CONCURRENTLY visit_path ON app.visits (path);",
)
def concurrently_in_transaction(moment: Moment) -> Iterator[str]:
    if moment.session.in_transaction and is_concurrent(moment.form):
        yield "PostgreSQL refuses CONCURRENTLY inside a transaction block."


def is_concurrent(form: f.Form) -> bool:
    """Whether this is CONCURRENTLY in a form that no transaction block takes."""
    if isinstance(form, f.CreateIndex | f.Drop | f.Reindex):
        return form.concurrently
    return isinstance(form, f.AlterRelation) and any(
        isinstance(action, f.DetachPartition) and action.concurrently for action in form.actions
    )


@rule(
    "mig/index-corruption-pg14",
    Severity.WARNING,
    safer="Update to 14.4 or later first; afterwards check the index with amcheck.",
    bad=Example("CREATE INDEX CONCURRENTLY visit_path ON app.visits (path);", version=14),
    good="CREATE INDEX CONCURRENTLY visit_path ON app.visits (path);",
)
def corrupt_on_14(moment: Moment) -> Iterator[str]:
    if moment.version != _FIXED_AFTER_14:
        return
    form = moment.form
    if isinstance(form, f.CreateIndex | f.Reindex) and form.concurrently:
        yield "PostgreSQL 14.0 to 14.3 can leave rows out of an index that is built concurrently."
