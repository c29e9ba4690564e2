"""A column whose default differs from row to row is added empty and filled in batches.

https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES
"""

from __future__ import annotations

from dataclasses import replace

from schemas.engine.effects.world import Relation
from schemas.engine.model import Column, Table
from schemas.engine.names import literal, quote
from schemas.engine.online.gentle import Gentle, Scene, only_action
from schemas.engine.online.not_null import required
from schemas.engine.plan.steps import Effects, Lock, Step
from schemas.engine.read.statements import forms as f
from schemas.engine.write import statements as sql

_PAGES = 1000
"""Of 8 kB: a batch locks the rows of 8 MB."""
_FILL = """
DECLARE
  pages bigint := pg_catalog.pg_relation_size({name})
    / pg_catalog.current_setting('block_size')::bigint;
BEGIN
  FOR page IN 0 .. pages BY {batch} LOOP
    UPDATE ONLY {table} SET {column} = DEFAULT
    WHERE ctid >= pg_catalog.format('(%s,0)', page)::tid
      AND ctid < pg_catalog.format('(%s,0)', page + {batch})::tid
      AND {column} IS NULL;
    COMMIT;
  END LOOP;
END
"""


def gentle_column(step: Step, form: f.Form, scene: Scene, *, is_harmless: bool) -> Gentle | None:
    match only_action(form), form:
        case f.AddColumn(column=added), f.AlterRelation(name=name) if not is_harmless:
            relation, table = scene.used(name), scene.target(name)
            column = table.column_named(added.name) if table else None
            if relation and table and column and _may_be_filled(relation, table, column, scene):
                return _filled_later(step, table, column, scene.version)
    return None


def _may_be_filled(relation: Relation, table: Table, column: Column, scene: Scene) -> bool:
    """Batches go by the pages of one table, and must not set off triggers that change more."""
    is_alone = not (relation.partition_by or relation.parent or scene.world.children(relation))
    has_default = column.default is not None and not column.identity and not column.generated
    is_checked = scene.world.has_constrained_domain(column.type)
    return is_alone and has_default and not is_checked and not table.triggers


def _filled_later(step: Step, table: Table, column: Column, version: int) -> Gentle:
    empty = replace(column, default=None, nullable=True)
    name = f"{table.name}.{column.name}"
    steps = (
        replace(step, sql=sql.add_column(table, empty), notes=()),
        Step(sql.set_default(table, column, column.default or ""), f"Set the default of {name}"),
        _fill(table, column),
    )
    if column.nullable:
        return Gentle(steps)
    demand = Step(sql.set_not_null(table, column), f"Require a value in {name}")
    last = required(demand, table, column, version)
    return replace(last, now=(*steps, *last.now))


def _fill(table: Table, column: Column) -> Step:
    relation = sql.relation_name(table)
    body = _FILL.format(
        name=literal(relation), table=relation, column=quote(column.name), batch=_PAGES
    )
    return Step(
        f"DO {literal(body)}",
        f"Fill {table.name}.{column.name} in batches; it may be interrupted and run again",
        transaction=False,
        effects=Effects(
            locks=(Lock(relation, "ROW EXCLUSIVE"),),
            scans=(relation,),
            why="Every row gets its default; each batch is committed.",
            online=True,
        ),
    )
