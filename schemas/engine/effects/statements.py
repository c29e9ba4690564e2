"""What each statement locks, writes anew, reads and destroys."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.effects.alterations import alter, lock_default_partition
from schemas.engine.effects.ledger import ACCESS_EXCLUSIVE, STRENGTH, Ledger
from schemas.engine.effects.world import Relation
from schemas.engine.read.statements import forms as f
from schemas.engine.sql_text import Sql

_SHARE_UPDATE = "SHARE UPDATE EXCLUSIVE"
_SHARE_ROW = "SHARE ROW EXCLUSIVE"


def record(form: f.Form, ledger: Ledger) -> None:
    """Write the effects of one statement into the ledger."""
    match form:
        case f.AlterRelation():
            alter(form, ledger)
        case f.CreateTable():
            _create_table(form, ledger)
        case f.CreateIndex():
            _create_index(form, ledger)
        case f.CreateView():
            _create_view(form, ledger)
        case f.CreateTrigger(table=table):
            ledger.lock(table, _SHARE_ROW)
        case f.Create(on=on) | f.Alter(on=on):
            _create_or_alter(form, on, ledger)
        case f.Drop():
            _drop(form, ledger)
        case f.AlterDomain():
            _alter_domain(form, ledger)
        case f.Reindex() | f.Refresh() | f.Cluster() | f.Vacuum() | f.Analyze():
            _maintain(form, ledger)
        case f.Truncate() | f.Update() | f.Delete() | f.Insert():
            _change_rows(form, ledger)
        case f.Query(into=f.Name() as table):
            ledger.lock(table, "ROW EXCLUSIVE")
        case f.Lock(names=names, mode=mode):
            for name in names:
                ledger.lock(name, mode if mode in STRENGTH else ACCESS_EXCLUSIVE, children=True)
        case f.Comment(kind=kind, name=name):
            if kind in ("TABLE", "COLUMN", "VIEW", "MATERIALIZED VIEW", "INDEX", "CONSTRAINT"):
                ledger.lock(name, _SHARE_UPDATE)
        case f.Grant(tables=tables):
            for name in tables:
                ledger.lock(name, "ACCESS SHARE")
        case _:
            pass


def _create_table(form: f.CreateTable, ledger: Ledger) -> None:
    for key in foreign_keys(form):
        if key.target and key.target != form.name:
            ledger.lock(key.target, _SHARE_ROW, children=True)
    if form.partition_of:
        ledger.lock(form.partition_of, ACCESS_EXCLUSIVE)
        lock_default_partition(ledger, form.partition_of)
    for name in form.inherits:
        ledger.lock(name, _SHARE_UPDATE)
    for name in form.like:
        ledger.lock(name, "ACCESS SHARE")
    _read_sources(form.query, ledger)


def foreign_keys(form: f.CreateTable) -> Iterator[f.ConstraintDefinition]:
    inline = (c for column in form.columns for c in column.constraints)
    return (c for c in (*form.constraints, *inline) if c.kind == "FOREIGN KEY")


def _read_sources(query: str, ledger: Ledger, *, scans: bool = True) -> None:
    for name in sources(query):
        ledger.lock(name, "ACCESS SHARE")
        if scans:
            ledger.scan(name, "The query is run.")


_BEFORE_SOURCE = ("FROM", "JOIN", "UPDATE", "INTO", "USING")


def sources(query: str) -> Iterator[f.Name]:
    """What stands behind FROM, JOIN and their like in a query; no functions, no subqueries."""
    sql = Sql(query)
    for place, word in enumerate(sql):
        first, after = sql[place + 1], sql[place + 2]
        if not word.is_key(*_BEFORE_SOURCE) or first.kind != "name":
            continue
        if after.text == ".":
            yield f.Name(first.value, sql[place + 3].value)
        elif after.text != "(":
            yield f.Name("", first.value)


def _create_index(form: f.CreateIndex, ledger: Ledger) -> None:
    mode = _SHARE_UPDATE if form.concurrently else "SHARE"
    ledger.lock(form.table, mode, children=not form.only)
    if not form.only:
        ledger.scan(form.table, "The index is built from every row.")


def _create_view(form: f.CreateView, ledger: Ledger) -> None:
    if form.or_replace and ledger.relation(form.name):
        ledger.lock(form.name, ACCESS_EXCLUSIVE)
    _read_sources(form.query, ledger, scans=form.is_materialized)


def _create_or_alter(form: f.Create | f.Alter, on: f.Name | None, ledger: Ledger) -> None:
    if form.kind in ("POLICY", "RULE", "TRIGGER"):
        ledger.lock(on, ACCESS_EXCLUSIVE)
    elif form.kind in ("STATISTICS", "PUBLICATION"):
        ledger.lock(on, _SHARE_UPDATE)


# Drops


def _drop(form: f.Drop, ledger: Ledger) -> None:
    match form.kind:
        case "INDEX":
            _drop_indexes(form, ledger)
        case "TABLE" | "FOREIGN TABLE" | "VIEW" | "MATERIALIZED VIEW" | "SEQUENCE":
            for name in form.names:
                _drop_relation(form, name, ledger)
        case "TRIGGER" | "POLICY" | "RULE":
            ledger.lock(form.on, ACCESS_EXCLUSIVE)
        case "SCHEMA" | "DATABASE" | "OWNED":
            for name in form.names:
                ledger.destroy(f"everything in {form.kind.lower()} {name}")
        case _:
            pass


def _drop_indexes(form: f.Drop, ledger: Ledger) -> None:
    mode = _SHARE_UPDATE if form.concurrently else ACCESS_EXCLUSIVE
    for name in form.names:
        table = ledger.world.table_of_index(name)
        if table is None or not table.is_new:
            ledger.lock(name, mode)
        if table is not None:
            ledger.lock(table.name, mode)


def _drop_relation(form: f.Drop, name: f.Name, ledger: Ledger) -> None:
    ledger.lock(name, ACCESS_EXCLUSIVE, children=True)
    relation = ledger.relation(name)
    if form.kind == "TABLE" and not (relation and relation.is_new):
        ledger.destroy(f"every row of {name}")
    if relation is None:
        return
    ledger.lock(relation.parent, ACCESS_EXCLUSIVE)
    for key in relation.keys_to:
        ledger.lock(key.target, ACCESS_EXCLUSIVE)
    if form.cascade:
        for other in _dependents(relation, ledger):
            ledger.lock(other.name, ACCESS_EXCLUSIVE)


def _dependents(relation: Relation, ledger: Ledger) -> list[Relation]:
    """Views on it, views on those, and tables whose keys point at it."""
    found: dict[f.Name, Relation] = {}
    waiting = [relation]
    while waiting:
        for view in ledger.world.reading(waiting.pop().name):
            if view.name not in found:
                found[view.name] = view
                waiting.append(view)
    return [*found.values(), *ledger.world.referencing(relation.name)]


# Domains, maintenance, rows


def _alter_domain(form: f.AlterDomain, ledger: Ledger) -> None:
    checks_now = form.adds is not None and form.adds.is_valid
    if not checks_now and not form.validates:
        return
    for relation in ledger.world.using_type(form.name):
        ledger.lock(relation.name, "SHARE")
        ledger.scan(relation.name, "Every value of the domain is checked.")


def _maintain(
    form: f.Reindex | f.Refresh | f.Cluster | f.Vacuum | f.Analyze, ledger: Ledger
) -> None:
    match form:
        case f.Reindex():
            _reindex(form, ledger)
        case f.Refresh():
            _refresh(form, ledger)
        case f.Cluster(name=name):
            ledger.lock(name, ACCESS_EXCLUSIVE)
            ledger.rewrite(name, "CLUSTER writes the table anew.")
        case f.Vacuum(names=names, is_full=is_full):
            for name in names:
                ledger.lock(name, ACCESS_EXCLUSIVE if is_full else _SHARE_UPDATE)
                if is_full:
                    ledger.rewrite(name, "VACUUM FULL writes the table anew.")
        case f.Analyze(names=names):
            for name in names:
                ledger.lock(name, _SHARE_UPDATE)


def _refresh(form: f.Refresh, ledger: Ledger) -> None:
    view = ledger.relation(form.name)
    if form.concurrently:
        ledger.lock(form.name, "EXCLUSIVE")
        ledger.scan(form.name, "The view's rows are compared with those of its query.")
    else:
        ledger.lock(form.name, ACCESS_EXCLUSIVE)
        why = "The view's query is run, and its rows are written anew."
        ledger.rewrite(form.name, why, reads=view is not None and bool(view.indexes))
    _read_sources(view.query if view and form.with_data else "", ledger)


def _reindex(form: f.Reindex, ledger: Ledger) -> None:
    weak = _SHARE_UPDATE if form.concurrently else "SHARE"
    strong = _SHARE_UPDATE if form.concurrently else ACCESS_EXCLUSIVE
    is_index = form.kind == "INDEX"
    table = ledger.world.table_of_index(form.name) if is_index else ledger.relation(form.name)
    if is_index:
        ledger.lock(form.name, strong)
    elif form.kind == "TABLE":
        ledger.lock(form.name, weak)
        for index in table.indexes if table else ():
            ledger.lock(f.Name(form.name.schema, index), strong)
    if table is not None:
        ledger.lock(table.name, weak)
        ledger.scan(table.name, "The index is built from every row.")


def _change_rows(form: f.Truncate | f.Update | f.Delete | f.Insert, ledger: Ledger) -> None:
    match form:
        case f.Truncate(names=names, cascade=cascade):
            for name in names:
                ledger.lock(name, ACCESS_EXCLUSIVE, children=True)
                ledger.rewrite(name, "TRUNCATE starts an empty file.")
                ledger.destroy(f"every row of {name}")
                for other in ledger.world.referencing(name) if cascade else ():
                    ledger.lock(other.name, ACCESS_EXCLUSIVE)
                    ledger.destroy(f"every row of {other.name}")
        case f.Update(table=table, has_where=has_where):
            ledger.lock(table, "ROW EXCLUSIVE")
            if not has_where:
                ledger.scan(table, "Every row is written.")
        case f.Delete(table=table, has_where=has_where):
            ledger.lock(table, "ROW EXCLUSIVE")
            ledger.destroy(f"{'rows' if has_where else 'every row'} of {table}")
            if not has_where:
                ledger.scan(table, "Every row is written.")
        case f.Insert(table=table):
            ledger.lock(table, "ROW EXCLUSIVE")
