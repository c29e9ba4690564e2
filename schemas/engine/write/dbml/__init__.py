"""A design in DBML, the language of many diagram tools: https://dbml.dbdiagram.io/docs/

What DBML has no words for stands as a comment, so that the text never says more than is true and
never less than is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.model import EnumType, ForeignKey, Namespace, ObjectId, Schema, Sequence, Table
from schemas.engine.write.dbml.tables import table_lines
from schemas.engine.write.dbml.text import full_name, name, remark
from schemas.engine.write.relations import Relation, drawn_tables, relations
from schemas.engine.write.statements.constraints import constraint_definition


def write_dbml(schema: Schema, *, title: str) -> str:
    """Enums, tables, relationships; views and routines are named in a comment at the end."""
    enums = sorted(schema.enums, key=lambda enum: (enum.schema, enum.name))
    known = {(enum.schema, enum.name) for enum in enums}
    parts = [[f"Project {name(title)} {{", "  database_type: 'PostgreSQL'", "}"]]
    parts += [list(_enum(enum)) for enum in enums]
    parts += [list(table_lines(schema, table, known)) for table in drawn_tables(schema)]
    parts.append([line for relation in relations(schema) for line in _ref(schema, relation)])
    parts.append(list(_unsaid(schema)))
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _enum(enum: EnumType) -> Iterator[str]:
    if enum.comment:
        yield remark(enum.comment)
    if "" in enum.labels:
        yield remark("One more value is the empty text, which DBML cannot say.")
    yield f"Enum {full_name(enum.schema, enum.name)} {{"
    yield from (f"  {name(label)}" for label in enum.labels if label)
    yield "}"


def _ref(schema: Schema, relation: Relation) -> Iterator[str]:
    """The side that is unique stands first where both are: DBML lets the second refer to it."""
    key = relation.key
    same_columns = set(key.target_columns) == set(key.columns)
    refers_to_itself = key.target == relation.child.id and same_columns
    if _has_more(key) or refers_to_itself:
        yield remark(constraint_definition(schema, relation.child, key))
    if refers_to_itself:
        return
    child = _endpoint(relation.child, key.columns)
    parent = _endpoint(relation.parent, key.target_columns)
    sides = f"{parent} - {child}" if relation.is_one_to_one else f"{child} > {parent}"
    settings = [
        f"{event}: {action.lower()}"
        for event, action in (("delete", key.on_delete), ("update", key.on_update))
        if action != "NO ACTION"
    ]
    ending = f" [{', '.join(settings)}]" if settings else ""
    yield f"Ref {name(key.name)}: {sides}{ending}"


def _endpoint(table: Table, ids: tuple[ObjectId, ...]) -> str:
    names = [name(text) for text in table.column_names(ids)]
    columns = names[0] if len(names) == 1 else f"({', '.join(names)})"
    return f"{full_name(table.schema, table.name)}.{columns}"


def _has_more(key: ForeignKey) -> bool:
    """Whether DBML tells only a part of it."""
    is_halfway = not key.validated or not key.enforced
    return bool(key.on_delete_columns or key.match_full or key.deferrable or is_halfway)


def _unsaid(schema: Schema) -> Iterator[str]:
    """The names of what DBML has no element for."""
    partitions = [t for t in schema.tables if t.partition_of is not None]
    others = [o for o in schema.objects if not isinstance(o, EnumType | Namespace | Sequence)]
    free = [s for s in schema.sequences if s.owned_by is None]
    things = sorted(
        f"{_kind(thing)} {'.'.join(filter(None, (getattr(thing, 'schema', ''), thing.name)))}"
        for thing in (*partitions, *others, *free)
    )
    if things:
        yield remark("Not in DBML:")
        yield from (remark(f"  {thing}") for thing in things)


def _kind(thing: object) -> str:
    words = {"Table": "partition", "SqlObject": "SQL", "CompositeType": "composite type"}
    kind = type(thing).__name__
    return words.get(kind, kind.lower())
