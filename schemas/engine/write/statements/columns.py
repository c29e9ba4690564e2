"""Columns: their definition and every ALTER of one."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.model import Column, Generated, Identity, Table
from schemas.engine.names import literal, qualified, quote
from schemas.engine.write.statements.text import (
    every_sequence_clause,
    in_parentheses,
    relation_name,
    sequence_clauses,
)


def column_definition(table: Table, column: Column) -> str:
    """`name type …` as CREATE TABLE and ADD COLUMN want it, without storage settings."""
    return " ".join([quote(column.name), column.type, *column_clauses(table, column)])


def column_clauses(table: Table, column: Column) -> list[str]:
    """What follows name and type in a definition."""
    clauses = [f"COLLATE {column.collation}"] if column.collation else []
    if column.default is not None:
        clauses.append(f"DEFAULT {column.default}")
    if column.identity:
        clauses.append(identity_clause(table, column.identity))
    if column.generated:
        clauses.append(generated_clause(column.generated))
    if not column.nullable:
        clauses.append(not_null_clause(column))
    return clauses


def not_null_clause(column: Column) -> str:
    name = f"CONSTRAINT {quote(column.not_null_name)} " if column.not_null_name else ""
    return f"{name}NOT NULL"


def generated_clause(generated: Generated) -> str:
    return f"GENERATED ALWAYS AS {in_parentheses(generated.expression)} {generated.storage}"


def identity_clause(table: Table, identity: Identity) -> str:
    options = sequence_clauses(identity.options)
    if identity.sequence_name:
        options.insert(0, f"SEQUENCE NAME {qualified(table.schema, identity.sequence_name)}")
    when = "ALWAYS" if identity.always else "BY DEFAULT"
    return f"GENERATED {when} AS IDENTITY" + (f" ({' '.join(options)})" if options else "")


def column_settings(table: Table, column: Column) -> Iterator[str]:
    """Statements for what a definition cannot hold in every supported PostgreSQL."""
    if column.storage:
        yield set_column_storage(table, column, column.storage)
    if column.compression:
        yield set_column_compression(table, column, column.compression)
    if column.statistics is not None:
        yield set_column_statistics(table, column, column.statistics)


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


def set_default(table: Table, column: Column, default: str) -> str:
    return alter_column(table, column, f"SET DEFAULT {default}")


def drop_default(table: Table, column: Column) -> str:
    return alter_column(table, column, "DROP DEFAULT")


def set_not_null(table: Table, column: Column) -> str:
    return alter_column(table, column, "SET NOT NULL")


def add_not_null(table: Table, column: Column) -> str:
    """As a constraint with a name (from PostgreSQL 18)."""
    clause = f"{not_null_clause(column)} {quote(column.name)}"
    return f"ALTER TABLE {relation_name(table)} ADD {clause}"


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


def set_expression(table: Table, column: Column, expression: str) -> str:
    """New expression of a generated column; rewrites a stored one (from PostgreSQL 17)."""
    return alter_column(table, column, f"SET EXPRESSION AS {in_parentheses(expression)}")


def drop_expression(table: Table, column: Column) -> str:
    return alter_column(table, column, "DROP EXPRESSION")


def set_column_storage(table: Table, column: Column, storage: str) -> str:
    return alter_column(table, column, f"SET STORAGE {storage}")


def set_column_compression(table: Table, column: Column, method: str) -> str:
    return alter_column(table, column, f"SET COMPRESSION {method}")


def set_column_statistics(table: Table, column: Column, target: int | None) -> str:
    """None goes back to the default target, in the spelling all versions take."""
    return alter_column(table, column, f"SET STATISTICS {-1 if target is None else target}")


def alter_only(table: Table, column: Column, action: str) -> str:
    """One action on a column of this table and not of its children."""
    return f"ALTER TABLE ONLY {relation_name(table)} ALTER COLUMN {quote(column.name)} {action}"


def alter_column(table: Table, column: Column, action: str) -> str:
    return f"ALTER TABLE {relation_name(table)} ALTER COLUMN {quote(column.name)} {action}"
