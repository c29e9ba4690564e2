"""Columns: their definition and every ALTER of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemas.engine.model import Attribute, Column, Generated, Identity, Table
from schemas.engine.names import default_name, literal, qualified, quote
from schemas.engine.write.statements.rereading import reread_alike
from schemas.engine.write.statements.text import (
    Relation,
    every_sequence_clause,
    in_parentheses,
    relation_name,
    sequence_clauses,
    storage_name,
    storage_setting,
)

_Settled = Column | Attribute
"""What has storage settings: a column of a table or of a materialized view."""


def column_definition(table: Table, column: Column) -> str:
    """`name type …` as CREATE TABLE and ADD COLUMN want it, without storage settings."""
    return " ".join([quote(column.name), column.type, *column_clauses(table, column)])


def column_clauses(table: Table, column: Column) -> list[str]:
    """What follows name and type in a definition."""
    clauses = [f"COLLATE {column.collation}"] if column.collation else []
    if column.default is not None:
        clauses.append(f"DEFAULT {reread_alike(column.default)}")
    if column.identity:
        clauses.append(identity_clause(table, column.identity))
    if column.generated:
        clauses.append(generated_clause(column.generated))
    if not column.nullable:
        clauses.append(not_null_clause(column))
    return clauses


def not_null_clause(column: Column) -> str:
    name = f"CONSTRAINT {quote(column.not_null_name)} " if column.not_null_name else ""
    return f"{name}NOT NULL{' NO INHERIT' if column.not_null.no_inherit else ''}"


def add_not_null(table: Table, column: Column, *, name: str | None = None) -> str:
    """As a constraint with all its options, and a name if it has one (from PostgreSQL 18)."""
    proof = "" if column.not_null.validated else " NOT VALID"
    line = not_null_line(column, name=name or column.not_null_name)
    return f"ALTER TABLE {relation_name(table)} ADD {line}{proof}"


def own_not_null_name(table: Table, column: Column) -> str:
    """Of a NOT NULL that comes from no parent."""
    return column.not_null_name or default_name(table.name, [column.name], "not_null")


def set_not_null_inheritance(table: Table, column: Column, *, name: str) -> str:
    """Whether heirs have it too (from PostgreSQL 18)."""
    word = "NO INHERIT" if column.not_null.no_inherit else "INHERIT"
    return f"ALTER TABLE {relation_name(table)} ALTER CONSTRAINT {quote(name)} {word}"


def not_null_line(column: Column, *, name: str | None) -> str:
    """As a constraint of the table, which is how one over an inherited column is written."""
    named = f"CONSTRAINT {quote(name)} " if name else ""
    no_inherit = " NO INHERIT" if column.not_null.no_inherit else ""
    return f"{named}NOT NULL {quote(column.name)}{no_inherit}"


def generated_clause(generated: Generated) -> str:
    return f"GENERATED ALWAYS AS {in_parentheses(generated.expression)} {generated.storage}"


def identity_clause(table: Table, identity: Identity) -> str:
    options = sequence_clauses(identity.options)
    if identity.sequence_name:
        options.insert(0, f"SEQUENCE NAME {qualified(table.schema, identity.sequence_name)}")
    when = "ALWAYS" if identity.always else "BY DEFAULT"
    return f"GENERATED {when} AS IDENTITY" + (f" ({' '.join(options)})" if options else "")


def identity_settings(table: Table, column: Column) -> Iterator[str]:
    """Of the sequence behind an identity column."""
    if column.identity is None:
        return
    if column.identity.sequence_type:
        yield set_identity_sequence_type(table, column)
    if column.identity.is_unlogged is not None:
        yield set_identity_sequence_logged(table, column)
    if column.identity.comment:
        yield comment_on_identity_sequence(table, column)


def set_identity_sequence_type(table: Table, column: Column) -> str:
    """To that of the column, unless the identity says another."""
    chosen = column.identity and column.identity.sequence_type
    return f"ALTER SEQUENCE {identity_sequence(table, column)} AS {chosen or column.type}"


def set_identity_sequence_logged(table: Table, column: Column) -> str:
    """As the table is, unless the identity says otherwise."""
    said = column.identity.is_unlogged if column.identity else None
    word = "UNLOGGED" if (table.is_unlogged if said is None else said) else "LOGGED"
    return f"ALTER SEQUENCE {identity_sequence(table, column)} SET {word}"


def comment_on_identity_sequence(table: Table, column: Column) -> str:
    comment = column.identity.comment if column.identity else ""
    text = literal(comment) if comment else "NULL"
    return f"COMMENT ON SEQUENCE {identity_sequence(table, column)} IS {text}"


def identity_sequence(table: Table, column: Column) -> str:
    """Its qualified name, which is PostgreSQL's choice unless the design says another."""
    said = column.identity.sequence_name if column.identity else None
    return qualified(table.schema, said or default_name(table.name, [column.name], "seq"))


def column_settings(table: Relation, column: _Settled) -> Iterator[str]:
    """Statements for what a definition cannot hold in every supported PostgreSQL."""
    if column.storage:
        yield set_column_storage(table, column, column.storage)
    if column.compression:
        yield set_column_compression(table, column, column.compression)
    if column.statistics is not None:
        yield set_column_statistics(table, column, column.statistics)
    if column.options:
        yield set_column_options(table, column, column.options)


def add_column(table: Table, column: Column) -> str:
    return f"ALTER TABLE {relation_name(table)} ADD COLUMN {column_definition(table, column)}"


def drop_column(table: Table, column: Column) -> str:
    return f"ALTER TABLE {relation_name(table)} DROP COLUMN {quote(column.name)}"


def rename_column(table: Table, column: Column, name: str) -> str:
    names = f"{quote(column.name)} TO {quote(name)}"
    return f"ALTER TABLE {relation_name(table)} RENAME COLUMN {names}"


def set_column_type(table: Table, column: Column, *, using: str | None = None) -> str:
    """To the type and collation that the column has; `using` converts the rows."""
    collation = f" COLLATE {column.collation}" if column.collation else ""
    conversion = f" USING {using}" if using else ""
    return alter_column(table, column, f"TYPE {column.type}{collation}{conversion}")


def set_default(table: Relation, column: _Settled, default: str) -> str:
    return alter_column(table, column, f"SET DEFAULT {reread_alike(default)}")


def drop_default(table: Relation, column: _Settled) -> str:
    return alter_column(table, column, "DROP DEFAULT")


def set_not_null(table: Table, column: Column) -> str:
    return alter_column(table, column, "SET NOT NULL")


def rename_not_null(table: Table, old: str, new: str) -> str:
    """The NOT NULL of a column is a constraint with a name (from PostgreSQL 18)."""
    names = f"{quote(old)} TO {quote(new)}"
    return f"ALTER TABLE {relation_name(table)} RENAME CONSTRAINT {names}"


def drop_not_null(table: Table, column: Column) -> str:
    return alter_column(table, column, "DROP NOT NULL")


def add_identity(table: Table, column: Column, identity: Identity) -> str:
    return alter_column(table, column, f"ADD {identity_clause(table, identity)}")


def set_identity(table: Table, column: Column, identity: Identity) -> str:
    """Change when values are generated and the options of the sequence behind."""
    when = "ALWAYS" if identity.always else "BY DEFAULT"
    options = [f"SET {clause}" for clause in every_sequence_clause(identity.options)]
    return alter_column(table, column, " ".join([f"SET GENERATED {when}", *options]))


def catch_up(table: Table, column: Column) -> str:
    """Let the sequence behind a column go on after the highest value in the table."""
    name = quote(column.name)
    sequence = f"pg_get_serial_sequence({literal(relation_name(table))}, {literal(column.name)})"
    highest = f"coalesce(max({name}), 0) + 1"
    # Every name is quoted.
    return f"SELECT setval({sequence}, {highest}, false) FROM {relation_name(table)}"  # noqa: S608


def drop_identity(table: Table, column: Column) -> str:
    return alter_column(table, column, "DROP IDENTITY")


def set_expression(table: Table, column: Column, expression: str, *, only: bool = False) -> str:
    """New expression of a generated column; rewrites a stored one (from PostgreSQL 17).

    Heirs get it too unless it is for the table alone.
    """
    alter = alter_only if only else alter_column
    return alter(table, column, f"SET EXPRESSION AS {in_parentheses(expression)}")


def drop_expression(table: Table, column: Column) -> str:
    return alter_column(table, column, "DROP EXPRESSION")


def set_column_storage(table: Relation, column: _Settled, storage: str) -> str:
    return alter_column(table, column, f"SET STORAGE {storage}")


def set_column_compression(table: Relation, column: _Settled, method: str) -> str:
    return alter_column(table, column, f"SET COMPRESSION {method}")


def set_column_statistics(table: Relation, column: _Settled, target: int | None) -> str:
    """None goes back to the default target, in the spelling all versions take."""
    return alter_column(table, column, f"SET STATISTICS {-1 if target is None else target}")


def set_column_options(
    table: Relation, column: _Settled, options: Iterable[tuple[str, str]]
) -> str:
    settings = ", ".join(storage_setting(name, value) for name, value in options)
    return alter_column(table, column, f"SET ({settings})")


def reset_column_options(table: Relation, column: _Settled, names: Iterable[str]) -> str:
    return alter_column(table, column, f"RESET ({', '.join(storage_name(name) for name in names)})")


def alter_only(table: Table, column: Column, action: str) -> str:
    """One action on a column of this table and not of its children."""
    return f"ALTER TABLE ONLY {relation_name(table)} ALTER COLUMN {quote(column.name)} {action}"


def alter_column(table: Relation, column: _Settled, action: str) -> str:
    return f"ALTER TABLE {relation_name(table)} ALTER COLUMN {quote(column.name)} {action}"
