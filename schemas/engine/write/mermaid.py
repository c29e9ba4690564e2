"""An entity relationship diagram for Mermaid.

https://mermaid.js.org/syntax/entityRelationshipDiagram.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from schemas.engine.model import PUBLIC, Column, ObjectId, Schema, Table
from schemas.engine.write.relations import (
    Relation,
    drawn_tables,
    relations,
    shown_name,
    singular,
)

_SIMPLE_TYPES = {
    "string": ("character varying", "varchar", "character", "char", "text", "bpchar", "name"),
    "int": ("smallint", "integer", "bigint", "int2", "int4", "int8", "int"),
    "decimal": ("numeric", "decimal", "money"),
    "float": ("real", "double precision", "float4", "float8"),
    "datetime": ("timestamp", "timestamptz"),
    "time": ("time", "timetz"),
    "json": ("json", "jsonb"),
    "boolean": ("boolean", "bool"),
    "binary": ("bytea",),
}
_SIMPLE_NAMES = {name: simple for simple, names in _SIMPLE_TYPES.items() for name in names}
_PEOPLE = {"user", "customer", "client", "member", "account", "person", "buyer", "patient"}
_PLACED = {"order", "booking", "purchase", "reservation", "bid"}
_PLAIN_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_KEY_WORDS = {"PK", "FK", "UK"}


def write_mermaid(schema: Schema) -> str:
    """Tables with their relationships as parents before each; views and partitions are left out.

    Names that Mermaid cannot spell stand beside their entity as a label, beside their column as a
    comment.
    """
    tables = drawn_tables(schema)
    names = _entity_names(tables)
    children: dict[ObjectId, list[Relation]] = {}
    for relation in relations(schema):
        children.setdefault(relation.parent.id, []).append(relation)
    lines = ["erDiagram"]
    for table in tables:
        lines += [_relation_line(relation, names) for relation in children.get(table.id, ())]
        lines += _entity_lines(table, names[table.id])
    return "\n".join(lines) + "\n"


def simple_type(type_name: str) -> str:
    """One lower-case word: `numeric(10,2)` is a decimal, `app.mood[]` a `mood[]`."""
    base = re.sub(r"\(.*?\)", "", type_name).removesuffix("[]").strip()
    brackets = "[]" if type_name.endswith("[]") else ""
    base = re.sub(r" with(out)? time zone$", "", base)
    base = _SIMPLE_NAMES.get(base, base.rpartition(".")[2].strip('"'))
    return _word(base).lower() + brackets


def _entity_names(tables: Iterable[Table]) -> dict[ObjectId, str]:
    """Upper-case words, all different."""
    names: dict[ObjectId, str] = {}
    taken = set(_KEY_WORDS)
    for table in tables:
        name = _word(shown_name(table).replace(".", "_")).upper()
        number, chosen = 2, name
        while chosen in taken:
            chosen, number = f"{name}_{number}", number + 1
        taken.add(chosen)
        names[table.id] = chosen
    return names


def _entity_lines(table: Table, name: str) -> Iterator[str]:
    has_own_name = table.schema == PUBLIC and name == table.name.upper()
    label = "" if has_own_name else f'["{_text(shown_name(table))}"]'
    if not table.columns:
        yield f"    {name}{label}"
        return
    yield f"    {name}{label} {{"
    marks = _marks(table)
    words = _attribute_words(table)
    for column in table.columns:
        yield "        " + _attribute(column, words[column.id], marks[column.id])
    yield "    }"


def _attribute(column: Column, word: str, marks: list[str]) -> str:
    parts = [simple_type(column.type), word]
    if marks:
        parts.append(", ".join(marks))
    if word != column.name:
        parts.append(f'"{_text(column.name)}"')
    return " ".join(parts)


def _attribute_words(table: Table) -> dict[ObjectId, str]:
    """A key word cannot name an attribute, so it gets an underscore."""
    words = {column.id: _word(column.name) for column in table.columns}
    return {id: f"{word}_" if word in _KEY_WORDS else word for id, word in words.items()}


def _marks(table: Table) -> Mapping[ObjectId, list[str]]:
    primary = set(table.primary_key.columns) if table.primary_key else set()
    foreign = {id for key in table.foreign_keys for id in key.columns}
    unique = {id for ids in table.unique_sets().values() if len(ids) == 1 for id in ids} - primary
    sets = {"PK": primary, "FK": foreign, "UK": unique}
    return {
        column.id: [mark for mark, ids in sets.items() if column.id in ids]
        for column in table.columns
    }


def _relation_line(relation: Relation, names: Mapping[ObjectId, str]) -> str:
    parent, child = names[relation.parent.id], names[relation.child.id]
    verb = _verb(relation)
    label = verb if _PLAIN_WORD.fullmatch(verb) else f'"{_text(verb)}"'
    return f"    {parent} {_cardinality(relation)} {child} : {label}"


def _cardinality(relation: Relation) -> str:
    """Nullability and uniqueness decide, but a whole without any part counts as unfinished."""
    parent = "|o" if relation.is_optional else "||"
    if relation.is_one_to_one:
        return f"{parent}--o|"
    return f"{parent}--|{{" if relation.is_composition else f"{parent}--o{{"


def _verb(relation: Relation) -> str:
    parent, child = singular(relation.parent.name), singular(relation.child.name)
    if relation.parent is relation.child:
        return "is above"
    if not relation.is_plain:
        role = relation.role.replace("_", " ")
        return role if role.endswith(" by") else f"is {role} of"
    if relation.is_composition:
        return "contains"
    if _joins_others(relation):
        return "included in"
    if parent in _PEOPLE and child in _PLACED:
        return "places"
    return "has"


def _joins_others(relation: Relation) -> bool:
    """Whether the child is keyed by this parent together with another."""
    own = set(relation.key.columns)
    others = {id for key in relation.child.foreign_keys for id in key.columns} - own
    return any(own < ids and ids & others for ids in relation.child.unique_sets().values())


def _word(name: str) -> str:
    word = re.sub(r"[^A-Za-z0-9_]", "_", name, flags=re.ASCII)
    return word if _PLAIN_WORD.fullmatch(word) else f"_{word}"


def _text(text: str) -> str:
    """Inside quotes, with Mermaid's own entities for all that could end them or mark up."""
    return re.sub(r"[^\w .,:()'/-]", _entity, " ".join(text.split()))


def _entity(match: re.Match[str]) -> str:
    return f"#{ord(match.group())};"
