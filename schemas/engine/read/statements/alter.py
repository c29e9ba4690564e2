"""ALTER TABLE and its kin; ALTER TYPE, ALTER DOMAIN, and ALTER of everything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from schemas.engine.read.statements import forms as f
from schemas.engine.read.statements.cursor import Cursor
from schemas.engine.read.statements.definitions import (
    read_column,
    read_constraint,
    starts_constraint,
)

_RELATIONS: tuple[f.RelationKind, ...] = get_args(f.RelationKind)
_KINDS = (
    ("DEFAULT", "PRIVILEGES"),
    ("EVENT", "TRIGGER"),
    ("FOREIGN", "DATA", "WRAPPER"),
    ("OPERATOR", "CLASS"),
    ("OPERATOR", "FAMILY"),
    ("TEXT", "SEARCH", "CONFIGURATION"),
    ("TEXT", "SEARCH", "DICTIONARY"),
    ("USER", "MAPPING"),
)


def read_kind(cursor: Cursor) -> str:
    """`EVENT TRIGGER`, `POLICY` … after CREATE, ALTER or DROP."""
    for words in _KINDS:
        if cursor.accept(*words):
            return " ".join(words)
    return cursor.take().text.upper()


def read_alter(cursor: Cursor) -> f.Form:
    for kind in _RELATIONS:
        if cursor.accept(*kind.split()):
            return _alter_relation(cursor, kind)
    if cursor.accept("TYPE"):
        return _alter_type(cursor)
    if cursor.accept("DOMAIN"):
        return _alter_domain(cursor)
    return _alter_other(cursor, read_kind(cursor))


def _alter_other(cursor: Cursor, kind: str) -> f.Form:
    cursor.accept_if_exists()
    name = cursor.qualified()
    if cursor.sees("("):
        cursor.group()
    on = cursor.qualified() if cursor.accept("ON") else None
    verb = cursor.peek().text.upper()
    new = ""
    if cursor.accept("RENAME", "TO"):
        new = cursor.name()
    return f.Alter(kind=kind, name=name, on=on, verb=verb, new_name=new)


def _alter_type(cursor: Cursor) -> f.Form:
    name = cursor.qualified()
    if cursor.accept("ADD", "VALUE"):
        if_not_exists = cursor.accept_if_not_exists()
        value = _string(cursor)
        is_placed = bool(cursor.one_of("BEFORE", "AFTER"))
        return f.AddEnumValue(
            type=name, value=value, is_placed=is_placed, if_not_exists=if_not_exists
        )
    if cursor.accept("RENAME", "VALUE"):
        old = _string(cursor)
        cursor.accept("TO")
        return f.RenameEnumValue(type=name, old=old, new=_string(cursor))
    verb = cursor.peek().text.upper()
    new = cursor.name() if cursor.accept("RENAME", "TO") else ""
    return f.Alter(kind="TYPE", name=name, verb=verb, new_name=new)


def _string(cursor: Cursor) -> str:
    return cursor.take().text.strip("'").replace("''", "'")


def _alter_domain(cursor: Cursor) -> f.Form:
    name = cursor.qualified()
    if cursor.accept("ADD"):
        return f.AlterDomain(name=name, adds=read_constraint(cursor), verb="ADD")
    if cursor.accept("SET", "NOT", "NULL"):
        not_null = f.ConstraintDefinition(kind="NOT NULL")
        return f.AlterDomain(name=name, adds=not_null, verb="SET NOT NULL")
    if cursor.accept("VALIDATE", "CONSTRAINT"):
        return f.AlterDomain(name=name, validates=cursor.name(), verb="VALIDATE")
    if cursor.sees("RENAME", "TO"):
        return f.Alter(kind="DOMAIN", name=name, verb="RENAME", new_name=cursor.peek(2).value)
    return f.AlterDomain(name=name, verb=cursor.peek().text.upper())


def _alter_relation(cursor: Cursor, kind: f.RelationKind) -> f.Form:
    if cursor.sees("ALL", "IN", "TABLESPACE"):
        return f.Alter(kind=kind, name=f.Name("", ""), verb="SET TABLESPACE")
    if_exists = cursor.accept_if_exists()
    only = cursor.accept("ONLY")
    name = cursor.qualified()
    cursor.accept("*")
    if kind == "SEQUENCE" and not cursor.sees("RENAME") and not cursor.sees("SET", "SCHEMA"):
        actions: tuple[f.Action, ...] = (f.OtherAction(cursor.rest()),)
    else:
        actions = tuple(_action(item) for item in cursor.items())
    return f.AlterRelation(kind=kind, name=name, actions=actions, if_exists=if_exists, only=only)


def _action(cursor: Cursor) -> f.Action:
    verb = cursor.peek().text.upper()
    if read := _READERS.get(verb):
        start = cursor.words
        if action := read(cursor):
            return action
        return f.OtherAction(" ".join(token.text.upper() for token in start[:3]))
    return f.OtherAction(cursor.rest())


def _add(cursor: Cursor) -> f.Action | None:
    cursor.accept("ADD")
    if starts_constraint(cursor):
        constraint = read_constraint(cursor)
        return f.AddConstraint(constraint) if constraint else None
    cursor.accept("COLUMN")
    if_not_exists = cursor.accept_if_not_exists()
    return f.AddColumn(read_column(cursor), if_not_exists)


def _drop(cursor: Cursor) -> f.Action | None:
    cursor.accept("DROP")
    is_constraint = cursor.accept("CONSTRAINT")
    if not is_constraint:
        cursor.accept("COLUMN")
    if_exists = cursor.accept_if_exists()
    name = cursor.name()
    cascade = cursor.accept("CASCADE")
    form = f.DropConstraint if is_constraint else f.DropColumn
    return form(name, if_exists, cascade)


def _alter(cursor: Cursor) -> f.Action | None:
    cursor.accept("ALTER")
    if cursor.accept("CONSTRAINT"):
        return _alter_constraint(cursor)
    cursor.accept("COLUMN")
    column = cursor.name()
    if cursor.accept("SET", "DATA", "TYPE") or cursor.accept("TYPE"):
        type = cursor.type()
        collation = str(cursor.qualified()) if cursor.accept("COLLATE") else ""
        using = cursor.rest() if cursor.accept("USING") else ""
        return f.AlterType(column, type, using, collation)
    for words, action in _SHORT_COLUMN_ACTIONS.items():
        if cursor.accept(*words.split()):
            return action(column, cursor)
    return None


_SHORT_COLUMN_ACTIONS: dict[str, Callable[[str, Cursor], f.Action]] = {
    "SET NOT NULL": lambda column, _: f.SetNotNull(column),
    "DROP NOT NULL": lambda column, _: f.DropNotNull(column),
    "SET DEFAULT": lambda column, cursor: f.SetDefault(column, cursor.rest()),
    "DROP DEFAULT": lambda column, _: f.SetDefault(column, ""),
    "SET EXPRESSION AS": lambda column, cursor: f.SetExpression(column, cursor.group().rest()),
    "DROP EXPRESSION": lambda column, _: f.SetExpression(column, ""),
    "SET STATISTICS": lambda column, _: f.TuneColumn(column, "STATISTICS"),
    "SET STORAGE": lambda column, _: f.TuneColumn(column, "STORAGE"),
    "SET COMPRESSION": lambda column, _: f.TuneColumn(column, "COMPRESSION"),
    "SET (": lambda column, _: f.TuneColumn(column, "OPTIONS"),
    "RESET": lambda column, _: f.TuneColumn(column, "OPTIONS"),
    "ADD GENERATED": lambda column, _: f.ChangeIdentity(column, "ADD"),
    "DROP IDENTITY": lambda column, _: f.ChangeIdentity(column, "DROP"),
    "SET GENERATED": lambda column, _: f.ChangeIdentity(column, "SET"),
    "RESTART": lambda column, _: f.ChangeIdentity(column, "RESTART"),
}


def _alter_constraint(cursor: Cursor) -> f.Action:
    name = cursor.name()
    ending = " ".join(token.text.upper() for token in cursor.words)
    not_enforced = "NOT ENFORCED" in ending
    return f.AlterConstraint(name, not_enforced, "ENFORCED" in ending and not not_enforced)


def _validate(cursor: Cursor) -> f.Action | None:
    return f.ValidateConstraint(cursor.name()) if cursor.accept("VALIDATE", "CONSTRAINT") else None


def _rename(cursor: Cursor) -> f.Action | None:
    cursor.accept("RENAME")
    if cursor.accept("TO"):
        return f.RenameTo(cursor.name())
    form = f.RenameConstraint if cursor.accept("CONSTRAINT") else f.RenameColumn
    cursor.accept("COLUMN")
    old = cursor.name()
    cursor.accept("TO")
    return form(old, cursor.name())


def _attach(cursor: Cursor) -> f.Action | None:
    if not cursor.accept("ATTACH", "PARTITION"):
        return None
    partition = cursor.qualified()
    cursor.accept("FOR", "VALUES")
    return f.AttachPartition(partition, cursor.rest())


def _detach(cursor: Cursor) -> f.Action | None:
    if not cursor.accept("DETACH", "PARTITION"):
        return None
    partition = cursor.qualified()
    return f.DetachPartition(partition, cursor.accept("CONCURRENTLY"), cursor.accept("FINALIZE"))


def _toggle(cursor: Cursor) -> f.Action | None:
    enable = cursor.one_of("ENABLE", "DISABLE") == "ENABLE"
    cursor.one_of("REPLICA", "ALWAYS")
    if cursor.accept("TRIGGER"):
        return f.ToggleTrigger(cursor.name(), enable)
    if cursor.accept("ROW", "LEVEL", "SECURITY"):
        return f.ChangeRowSecurity("ENABLE" if enable else "DISABLE")
    return None


def _force(cursor: Cursor) -> f.Action | None:
    verb = "NO FORCE" if cursor.accept("NO") else "FORCE"
    if cursor.accept("FORCE", "ROW", "LEVEL", "SECURITY"):
        return f.ChangeRowSecurity(verb)
    if cursor.accept("INHERIT"):
        return f.ChangeInheritance(cursor.qualified(), inherits=False)
    return None


def _set(cursor: Cursor) -> f.Action | None:
    cursor.accept("SET")
    if cursor.accept("SCHEMA"):
        return f.SetSchema(cursor.name())
    if cursor.accept("LOGGED"):
        return f.Relocate("LOGGED")
    if cursor.accept("UNLOGGED"):
        return f.Relocate("UNLOGGED")
    if cursor.accept("ACCESS", "METHOD"):
        return f.Relocate("ACCESS METHOD")
    if cursor.accept("TABLESPACE"):
        return f.Relocate("TABLESPACE")
    if cursor.accept("WITHOUT", "CLUSTER"):
        return f.ClusterOn()
    return _set_options(cursor)


def _set_options(cursor: Cursor) -> f.Action | None:
    cursor.accept("RESET")
    if not cursor.sees("("):
        return None
    return f.SetOptions(tuple(str(item.qualified()) for item in cursor.group().items()))


def _inherit(cursor: Cursor) -> f.Action | None:
    cursor.accept("INHERIT")
    return f.ChangeInheritance(cursor.qualified(), inherits=True)


def _owner(cursor: Cursor) -> f.Action | None:
    return f.SetOwner(cursor.name()) if cursor.accept("OWNER", "TO") else None


def _cluster(cursor: Cursor) -> f.Action | None:
    return f.ClusterOn() if cursor.accept("CLUSTER", "ON") else None


_READERS: dict[str, Callable[[Cursor], f.Action | None]] = {
    "ADD": _add,
    "DROP": _drop,
    "ALTER": _alter,
    "VALIDATE": _validate,
    "RENAME": _rename,
    "ATTACH": _attach,
    "DETACH": _detach,
    "ENABLE": _toggle,
    "DISABLE": _toggle,
    "FORCE": _force,
    "NO": _force,
    "SET": _set,
    "RESET": _set_options,
    "INHERIT": _inherit,
    "OWNER": _owner,
    "CLUSTER": _cluster,
}
