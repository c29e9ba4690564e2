"""Hypothesis strategies for rich, valid designs.

Ids come from a few slots, so that two designs drawn one after the other have many things in
common under other names, in other places and with other fields.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from hypothesis import strategies as st

from schemas.engine.model import (
    PUBLIC,
    Action,
    Attribute,
    Check,
    Column,
    CompositeType,
    Constraint,
    Domain,
    EnumType,
    Exclusion,
    Extension,
    ForeignKey,
    Generated,
    Identity,
    Index,
    IndexKey,
    KeyIndex,
    Kind,
    Namespace,
    NotNull,
    Policy,
    PrimaryKey,
    Schema,
    SequenceOptions,
    SqlObject,
    Table,
    TopLevel,
    Trigger,
    Unique,
    View,
)
from schemas.engine.model import Sequence as SqlSequence
from schemas.engine.names import qualified, quote

T = TypeVar("T")
TABLES, COLUMNS = 3, 4
RELATION_NAMES = ("users", "order", "Größe", 'a"b', "😀", "notes", "x y", "users2")
COLUMN_NAMES = ("id", "name", "user", "Straße", "price", "at", "status", "ö ö")
SCHEMA_NAMES = ("app", "Audit", "user")
TYPE_NAMES = ("status", "Mood", "mail", "money amount")
BUILT_IN_TYPES = ("integer", "text", "numeric(10,2)", "timestamp with time zone", "uuid[]")
LABELS = ("new", "it's", "done", "größer", "")
_TARGETS = st.sampled_from((None, 7))
_KEY_INDEXES = st.sampled_from(
    (KeyIndex(), KeyIndex(storage_parameters=(("fillfactor", "60"),), comment="Behind"))
)
_NOT_NULLS = st.sampled_from((NotNull(), NotNull(no_inherit=True, comment="Why")))
_COMMENTS = st.sampled_from(("", "What it is for.", "It's “quoted”\nand long"))


def _id(kind: int, owner: int, slot: int) -> UUID:
    return UUID(int=(kind << 64) + (owner << 32) + slot + 1)


def _some(
    items: Sequence[T], *, least: int = 0, most: int | None = None
) -> st.SearchStrategy[list[T]]:
    """A few of the items, in any order."""
    return st.permutations(items).flatmap(
        lambda order: st.integers(least, len(order) if most is None else most).map(
            lambda count: order[:count]
        )
    )


@dataclass(frozen=True)
class _Frame:
    """What has been drawn already and what tables may refer to."""

    schemas: tuple[str, ...]
    types: tuple[str, ...]
    sequence: str | None


@st.composite
def schemas(draw: st.DrawFn) -> Schema:
    namespaces = _namespaces(draw)
    names = (PUBLIC, *(namespace.name for namespace in namespaces))
    types = _types(draw, names)
    sequence = _sequence(draw, names)
    frame = _Frame(
        schemas=names,
        types=tuple(qualified(t.schema, t.name) for t in types),
        sequence=qualified(sequence.schema, sequence.name) if sequence else None,
    )
    tables = _tables(draw, frame)
    objects: list[TopLevel] = [*namespaces, *types, *([sequence] if sequence else [])]
    objects += _views(draw, frame, tables)
    objects += _others(draw, frame)
    return Schema(tables=tuple(tables), objects=tuple(draw(st.permutations(objects))))


# Objects


def _namespaces(draw: st.DrawFn) -> list[Namespace]:
    slots = draw(_some(range(2)))
    names = draw(st.permutations(SCHEMA_NAMES))
    return [
        Namespace(id=_id(1, 0, slot), name=name, comment=draw(_COMMENTS))
        for slot, name in zip(slots, names, strict=False)
    ]


def _types(draw: st.DrawFn, schemas: Sequence[str]) -> list[EnumType | Domain | CompositeType]:
    names = iter(draw(st.permutations(TYPE_NAMES)))
    found: list[EnumType | Domain | CompositeType] = []
    for slot in draw(_some(range(3))):
        id, name, schema = _id(2, 0, slot), next(names), draw(st.sampled_from(schemas))
        if slot == 0:
            labels = tuple(draw(_some(LABELS, least=1)))
            found.append(EnumType(id=id, name=name, schema=schema, labels=labels))
        elif slot == 1:
            check = Check(id=_id(2, 1, 0), name="is_fit", expression="(VALUE <> ''::text)")
            checks = draw(st.sampled_from(((), (check,))))
            found.append(Domain(id=id, name=name, schema=schema, type="text", checks=checks))
        else:
            attributes = (Attribute(name="a", type="integer"), Attribute(name="b", type="text"))
            found.append(CompositeType(id=id, name=name, schema=schema, attributes=attributes))
    return found


def _sequence(draw: st.DrawFn, schemas: Sequence[str]) -> SqlSequence | None:
    if not draw(st.booleans()):
        return None
    options = SequenceOptions(start=draw(st.sampled_from((None, 7))), cycle=draw(st.booleans()))
    name, schema = draw(st.sampled_from(("ids", "Ids"))), draw(st.sampled_from(schemas))
    return SqlSequence(id=_id(3, 0, 0), name=name, schema=schema, options=options)


def _views(draw: st.DrawFn, frame: _Frame, tables: Sequence[Table]) -> list[View]:
    if not tables or not draw(st.booleans()):
        return []
    table = draw(st.sampled_from(tables))
    name, schema = (
        draw(st.sampled_from(("summary", "Totals"))),
        draw(st.sampled_from(frame.schemas)),
    )
    index = Index(
        id=_id(4, 1, 0),
        name=draw(st.sampled_from(("summary_idx", "totals_idx"))),
        keys=(IndexKey(expression="n"),),
    )
    return [
        View(
            id=_id(4, 0, 0),
            name=name,
            schema=schema,
            definition=f" SELECT count(*) AS n\n   FROM {qualified(table.schema, table.name)}",
            is_materialized=True,
            columns=(Attribute(name="n", type="bigint", statistics=draw(_TARGETS)),),
            indexes=draw(st.sampled_from(((), (index,)))),
            depends_on=(table.id,),
        )
    ]


def _others(draw: st.DrawFn, frame: _Frame) -> list[TopLevel]:
    schema = draw(st.sampled_from(frame.schemas))
    body = f"CREATE FUNCTION {qualified(schema, 'touch')}() RETURNS trigger AS $$ begin end $$"
    function = SqlObject(
        id=_id(5, 0, 0), kind=Kind.FUNCTION, name="touch()", schema=schema, definition=body
    )
    extension = Extension(
        id=_id(5, 0, 1), name="citext", schema=draw(st.sampled_from(frame.schemas))
    )
    return draw(_some((function, extension)))


# Tables


def _tables(draw: st.DrawFn, frame: _Frame) -> list[Table]:
    slots = draw(_some(range(TABLES)))
    names = draw(st.permutations(RELATION_NAMES))
    bare = [_bare_table(draw, frame, slot, name) for slot, name in zip(slots, names, strict=False)]
    return [
        _with_children(draw, table, slot, bare) for slot, table in zip(slots, bare, strict=True)
    ]


def _bare_table(draw: st.DrawFn, frame: _Frame, slot: int, name: str) -> Table:
    """Columns and keys, so that foreign keys have something to point at."""
    columns = _columns(draw, frame, slot)
    key = draw(_some(columns, most=min(2, len(columns))))
    required = {column.id for column in key}
    columns = [
        replace(column, nullable=False) if column.id in required else column for column in columns
    ]
    constraints: tuple[Constraint, ...] = ()
    if key:
        ids = tuple(column.id for column in key)
        made = PrimaryKey(
            id=_id(7, slot, 0), name=f"t{slot}_pkey", columns=ids, index=draw(_KEY_INDEXES)
        )
        constraints = (made,)
    return Table(
        id=_id(6, 0, slot),
        name=name,
        schema=draw(st.sampled_from(frame.schemas)),
        columns=tuple(columns),
        constraints=constraints,
        is_unlogged=draw(st.booleans()),
        row_security=draw(st.booleans()),
        access_method=draw(st.sampled_from((None, "heap2"))),
        replica_identity=draw(st.sampled_from((None, "FULL"))),
        storage_parameters=draw(st.sampled_from(((), (("fillfactor", "70"),)))),
        comment=draw(_COMMENTS),
    )


def _columns(draw: st.DrawFn, frame: _Frame, table: int) -> list[Column]:
    slots = draw(_some(range(COLUMNS), least=1))
    names = draw(st.permutations(COLUMN_NAMES))
    columns: list[Column] = []
    for slot, name in zip(slots, names, strict=False):
        columns.append(_column(draw, frame, _id(8, table, slot), name, columns))
    return columns


def _column(
    draw: st.DrawFn, frame: _Frame, id: UUID, name: str, others: Sequence[Column]
) -> Column:
    comment, nullable = draw(_COMMENTS), draw(st.booleans())
    match draw(st.sampled_from(("plain", "default", "identity", "generated"))):
        case "identity":
            identity = Identity(
                always=draw(st.booleans()),
                is_unlogged=draw(st.sampled_from((None, True))),
                comment=draw(_COMMENTS),
            )
            return Column(id=id, name=name, type="bigint", nullable=False, identity=identity)
        case "generated" if others:
            source = draw(st.sampled_from(others))
            generated = Generated(expression=f"lower(({quote(source.name)})::text)")
            return Column(id=id, name=name, type="text", nullable=nullable, generated=generated)
        case "default" if frame.sequence:
            default = f"nextval('{frame.sequence}'::regclass)"
            return Column(id=id, name=name, type="bigint", nullable=nullable, default=default)
    return Column(
        id=id,
        name=name,
        type=draw(st.sampled_from((*BUILT_IN_TYPES, *frame.types))),
        nullable=nullable,
        options=draw(st.sampled_from(((), (("n_distinct", "5"),)))),
        not_null=NotNull() if nullable else draw(_NOT_NULLS),
        comment=comment,
    )


def _with_children(draw: st.DrawFn, table: Table, slot: int, tables: Sequence[Table]) -> Table:
    constraints = [*table.constraints, *_constraints(draw, table, slot)]
    constraints += _foreign_keys(draw, table, slot, tables)
    return replace(
        table,
        constraints=tuple(draw(st.permutations(constraints))),
        indexes=_indexes(draw, table, slot),
        triggers=_triggers(draw, table, slot),
        policies=_policies(draw, table, slot, tables),
    )


def _constraints(draw: st.DrawFn, table: Table, slot: int) -> list[Constraint]:
    column = draw(st.sampled_from(table.columns))
    other = draw(st.sampled_from(("a", "B")))
    every: list[Constraint] = [
        Unique(
            id=_id(7, slot, 1),
            name=f"t{slot}_{other}_key",
            columns=tuple(c.id for c in draw(_some(table.columns, least=1))),
            nulls_not_distinct=draw(st.booleans()),
            index=draw(_KEY_INDEXES),
        ),
        Check(
            id=_id(7, slot, 2),
            name=f"check_{other}",
            expression=f"({quote(column.name)} IS NOT NULL)",
            validated=draw(st.booleans()),
        ),
        Exclusion(
            id=_id(7, slot, 3),
            name=f"t{slot}_{other}_excl",
            definition=f"EXCLUDE USING gist ({quote(column.name)} WITH =)",
        ),
    ]
    return draw(_some(every))


def _foreign_keys(
    draw: st.DrawFn, table: Table, slot: int, tables: Sequence[Table]
) -> list[ForeignKey]:
    keys = []
    for number in range(draw(st.integers(0, 2))):
        target = draw(st.sampled_from(tables))
        key = target.primary_key
        if key is None or len(key.columns) > len(table.columns):
            continue
        columns = draw(st.permutations(table.columns))[: len(key.columns)]
        keys.append(
            ForeignKey(
                id=_id(9, slot, number),
                name=f"fk {number} {draw(st.sampled_from('xy'))}",
                columns=tuple(column.id for column in columns),
                target=target.id,
                target_columns=key.columns,
                on_delete=draw(st.sampled_from(Action)),
            )
        )
    return keys


def _indexes(draw: st.DrawFn, table: Table, slot: int) -> tuple[Index, ...]:
    column, other = draw(st.sampled_from(table.columns)), draw(st.sampled_from(table.columns))
    every = (
        Index(
            id=_id(10, slot, 0),
            name=f"t{slot}_{draw(st.sampled_from('xy'))}_idx",
            keys=(IndexKey(column=column.id, descending=draw(st.booleans())),),
            where=draw(st.sampled_from((None, f"({quote(other.name)} IS NULL)"))),
            method=draw(st.sampled_from(("btree", "hash"))),
        ),
        Index(
            id=_id(10, slot, 1),
            name=f"t{slot}_lower_idx",
            keys=(
                IndexKey(
                    expression=f"lower({quote(column.name)})",
                    statistics=draw(st.sampled_from((None, 100))),
                ),
            ),
            include=(other.id,),
            is_clustered=draw(st.booleans()),
        ),
    )
    return tuple(draw(_some(every)))


def _triggers(draw: st.DrawFn, table: Table, slot: int) -> tuple[Trigger, ...]:
    name = draw(st.sampled_from(("touch", "Watch")))
    column = draw(st.sampled_from(table.columns))
    definition = (
        f"CREATE TRIGGER {quote(name)} BEFORE UPDATE OF {quote(column.name)}"
        f" ON {qualified(table.schema, table.name)} FOR EACH ROW"
        f" WHEN ((old.{quote(column.name)} IS NOT NULL)) EXECUTE FUNCTION public.touch()"
    )
    enabled = draw(st.sampled_from(("ORIGIN", "DISABLED")))
    trigger = Trigger(id=_id(11, slot, 0), name=name, definition=definition, enabled=enabled)
    return draw(st.sampled_from(((), (trigger,))))


def _policies(
    draw: st.DrawFn, table: Table, slot: int, tables: Sequence[Table]
) -> tuple[Policy, ...]:
    column, read = draw(st.sampled_from(table.columns)), draw(st.sampled_from(tables))
    key = draw(st.sampled_from(read.columns))
    own = Policy(
        id=_id(12, slot, 0),
        name=draw(st.sampled_from(("own", "all of them"))),
        command=draw(st.sampled_from(("ALL", "SELECT"))),
        using=f"(({quote(column.name)})::text = CURRENT_USER)",
    )
    reading = Policy(
        id=_id(12, slot, 1),
        name="members",
        check=(
            f"(EXISTS ( SELECT 1\n   FROM {qualified(read.schema, read.name)}"
            f"\n  WHERE ({quote(read.name)}.{quote(key.name)} IS NOT NULL)))"
        ),
        depends_on=(read.id,),
    )
    return tuple(draw(_some((own, reading))))
