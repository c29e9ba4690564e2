"""A change in a few words, for the log, the undo button and the list of changes."""

from __future__ import annotations

from typing import assert_never

from schemas.engine.changes import (
    AddColumn,
    AddConstraint,
    AddIndex,
    AddObject,
    AddPolicy,
    AddTable,
    AddTrigger,
    AlterColumn,
    AlterConstraint,
    AlterIndex,
    AlterObject,
    AlterPolicy,
    AlterTable,
    AlterTrigger,
    Change,
    DropColumn,
    DropConstraint,
    DropIndex,
    DropObject,
    DropPolicy,
    DropTable,
    DropTrigger,
    Fields,
    MoveColumn,
    MoveObject,
    MoveTable,
    RenameColumn,
    RenameConstraint,
    RenameIndex,
    RenameObject,
    RenameTable,
)
from schemas.engine.model import (
    PUBLIC,
    Check,
    Column,
    CompositeType,
    EnumType,
    Namespace,
    Schema,
    SqlObject,
    View,
)
from schemas.engine.targets import Thing, owner_in, target_in

_WORDS = {Namespace: "schema", EnumType: "enum", CompositeType: "composite type"}
_FIELDS = {
    "nullable": "whether NULL is allowed",
    "is_unlogged": "logging",
    "row_security": "row security",
    "partition_by": "partitioning",
    "on_delete": "ON DELETE",
    "on_update": "ON UPDATE",
    "where": "condition",
    "is_unique": "uniqueness",
    "generated": "generated value",
}
_MANY = 3


def describe(before: Schema, change: Change) -> str:
    """`before` is the design the change is made to; what is not there is named vaguely."""
    match change:
        case AddTable(table=table):
            return f"Add table {_name(table)}"
        case AddObject(object=thing):
            return f"Add {_word(thing)} {_name(thing)}"
        case AddColumn() | AddConstraint() | AddIndex() | AddTrigger() | AddPolicy():
            return _describe_child_added(before, change)
        case (
            DropTable()
            | DropObject()
            | DropColumn()
            | DropConstraint()
            | DropIndex()
            | DropTrigger()
            | DropPolicy()
        ):
            return f"Drop {_target(before, change)}"
        case RenameTable() | RenameObject() | RenameColumn() | RenameConstraint() | RenameIndex():
            return f"Rename {_target(before, change)} to {change.name}"
        case MoveTable() | MoveObject():
            return f"Move {_target(before, change)} to schema {change.schema}"
        case MoveColumn():
            return f"Move {_target(before, change)} to position {change.position + 1}"
        case AlterColumn():
            return _describe_column(before, change)
        case AlterObject(set=fields) if [*fields] == ["labels"]:
            return _describe_labels(before, change)
        case (
            AlterTable()
            | AlterConstraint()
            | AlterIndex()
            | AlterTrigger()
            | AlterPolicy()
            | AlterObject()
        ):
            return f"Change {_field_words(change.set)} of {_target(before, change)}"
        case _:
            assert_never(change)


def _describe_child_added(
    before: Schema, change: AddColumn | AddConstraint | AddIndex | AddTrigger | AddPolicy
) -> str:
    owner = owner_in(before, change)
    to = f" to {_name(owner)}" if owner else ""
    match change:
        case AddColumn(column=column):
            return f"Add column {column.name} {column.type}{to}"
        case AddConstraint(constraint=constraint):
            added = f"{f'Add {_word(constraint)} {constraint.name}'.rstrip()}{to}"
            if isinstance(constraint, Check):
                return f"{added}: {_short(constraint.expression)}"
            return added
        case AddIndex(index=index):
            return f"{f'Add index {index.name}'.rstrip()}{to}"
        case AddTrigger(trigger=trigger):
            return f"Add trigger {trigger.name}{to}"
        case AddPolicy(policy=policy):
            return f"Add policy {policy.name}{to}"
        case _:
            assert_never(change)


def _describe_column(before: Schema, change: AlterColumn) -> str:
    """The commonest edits of a column in their own words."""
    target, fields = _target(before, change), change.set
    match dict(fields):
        case {"type": type, **rest} if not rest:
            was = target_in(before, change)
            past = f" from {was.type}" if isinstance(was, Column) else ""
            return f"Change type of {target}{past} to {type}"
        case {"nullable": nullable, **rest} if not rest:
            return f"{'Allow' if nullable else 'Forbid'} NULL in {target}"
        case {"default": None, **rest} if not rest:
            return f"Drop default of {target}"
        case {"default": default, **rest} if not rest:
            return f"Set default of {target} to {_short(default)}"
        case _:
            return f"Change {_field_words(fields)} of {target}"


def _describe_labels(before: Schema, change: AlterObject) -> str:
    """The labels that an enum wins and loses; when there are none, only their order changes."""
    target, was = _target(before, change), target_in(before, change)
    old = was.labels if isinstance(was, EnumType) else ()
    new: tuple[str, ...] = tuple(change.set["labels"])
    added = ", ".join(_short(label) for label in new if label not in old)
    removed = ", ".join(_short(label) for label in old if label not in new)
    if not added and not removed:
        return f"Reorder labels of {target}"
    verbs = (
        f"add {_short(added)}" if added else "",
        f"remove {_short(removed)}" if removed else "",
    )
    return f"Change labels of {target}: {', '.join(filter(None, verbs))}"


def _target(schema: Schema, change: Change) -> str:
    owner, thing = owner_in(schema, change), target_in(schema, change)
    if thing is None or owner is None:
        return "what is no longer there"
    name = _name(owner) if thing is owner else f"{_name(owner)}.{thing.name}"
    return f"{_word(thing)} {name}"


def _word(thing: Thing) -> str:
    if isinstance(thing, SqlObject):
        return thing.kind.name.replace("_", " ").lower()
    if isinstance(thing, View) and thing.is_materialized:
        return "materialized view"
    return _WORDS.get(type(thing)) or _spaced(type(thing).__name__)


def _spaced(class_name: str) -> str:
    return "".join(f" {c.lower()}" if c.isupper() else c for c in class_name).strip()


def _name(thing: Thing) -> str:
    schema = getattr(thing, "schema", "")
    return thing.name if schema in ("", PUBLIC) else f"{schema}.{thing.name}"


def _field_words(fields: Fields) -> str:
    words = [_FIELDS.get(name, name.replace("_", " ")) for name in fields]
    if len(words) > _MANY:
        return f"{len(words)} settings"
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]])) or "nothing"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
