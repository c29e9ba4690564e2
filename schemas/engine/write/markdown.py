"""Schema documentation in Markdown: an overview, one part per table, enums and views."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from schemas.engine.model import Check, Column, Index, IndexKey, Schema, Table, View
from schemas.engine.write.queries import sample_queries
from schemas.engine.write.relations import (
    Relation,
    drawn_tables,
    relations,
    shown_name,
    singular,
)

_METHODS = {"btree": "B-tree", "gin": "GIN", "gist": "GiST", "spgist": "SP-GiST", "brin": "BRIN"}
_SHORT_TYPES = {
    "character varying": "varchar",
    "character": "char",
    "timestamp with time zone": "timestamptz",
    "timestamp without time zone": "timestamp",
    "time with time zone": "timetz",
    "time without time zone": "time",
}
_BUILT_IN = re.compile(r"[a-z][a-z0-9 ]*(\([0-9, ]+\))?[a-z ]*(\[\])*")


def write_markdown(schema: Schema, *, title: str = "Application") -> str:
    """Row estimates are not part of a design, so that column says so."""
    tables = drawn_tables(schema)
    known = list(relations(schema))
    lines = [f"# Database Schema: {_text(title)}", "", *_overview(schema, tables)]
    for table in tables:
        lines += ["", *_entity(table, known)]
    lines += _enums(schema)
    lines += _views(schema)
    return "\n".join(lines) + "\n"


def short_type(type_name: str) -> str:
    """Built-in types in capitals and short: `VARCHAR(255)`, `TIMESTAMPTZ`."""
    if not _BUILT_IN.fullmatch(type_name):
        return type_name
    # The precision of a time stands between its words: timestamp(3) with time zone.
    precision = re.search(r"\([0-9, ]+\)", type_name)
    brackets = "[]" * type_name.count("[]")
    base = " ".join(re.sub(r"\([0-9, ]+\)|\[\]", "", type_name).split())
    short = _SHORT_TYPES.get(base, base).upper()
    return short + (precision.group() if precision else "") + brackets


def _overview(schema: Schema, tables: Sequence[Table]) -> list[str]:
    rows = [(shown_name(table), _purpose(schema, table), "unknown") for table in tables]
    return ["## Tables Overview", *_grid(("Table", "Purpose", "Row Estimate"), rows)]


def _purpose(schema: Schema, table: Table) -> str:
    if table.comment:
        return table.comment
    keys = table.foreign_keys
    columns = {id for key in keys for id in key.columns}
    if len(keys) == 2 and any(ids == columns for ids in table.unique_sets().values()):
        first, second = (shown_name(schema.tables_by_id[key.target]) for key in keys)
        return f"Joins {first} and {second}"
    return "–"


def _entity(table: Table, known: Iterable[Relation]) -> Iterator[str]:
    mine = [r for r in known if table in (r.parent, r.child)]
    yield f"## Entity: {_text(shown_name(table))}"
    yield from ["", "### Columns"]
    rows = [
        (column.name, short_type(column.type), _constraints(table, column), column.comment)
        for column in table.columns
    ]
    yield from _grid(("Column", "Type", "Constraints", "Description"), rows)
    yield from _conditions(table)
    yield from ["", "### Indexes"]
    yield from _grid(("Name", "Columns", "Type", "Purpose"), list(_index_rows(table, mine)))
    yield from ["", "### Relationships", *_relationships(table, mine)]
    yield from ["", "### Sample Queries", *_code(sample_queries(table, mine))]


def _constraints(table: Table, column: Column) -> str:
    """Of one column; a primary key needs no word about NOT NULL or where its value comes from."""
    if table.primary_key and column.id in table.primary_key.columns:
        return ", ".join(["PK", *_foreign(table, column)])
    words = [] if column.nullable else ["NOT NULL"]
    if frozenset({column.id}) in table.unique_sets().values():
        words.append("UNIQUE")
    words += _foreign(table, column)
    if column.default is not None:
        words.append(f"DEFAULT {column.default}")
    if column.identity:
        words.append("IDENTITY")
    if column.generated:
        words.append(f"GENERATED {column.generated.expression}")
    return ", ".join(words)


def _foreign(table: Table, column: Column) -> list[str]:
    return ["FK"] if any(column.id in key.columns for key in table.foreign_keys) else []


def _conditions(table: Table) -> Iterator[str]:
    """Checks and exclusions, which belong to no single column."""
    rules = [c for c in table.constraints if isinstance(c, Check)]
    named = sorted((c.name, c.expression) for c in rules)
    named += sorted((e.name, e.definition) for e in table.exclusions)
    if named:
        yield from ["", "### Rules"]
        yield from _grid(("Name", "Condition"), named)


def _index_rows(table: Table, mine: Sequence[Relation]) -> Iterator[tuple[str, ...]]:
    if key := table.primary_key:
        columns = ", ".join(table.column_names(key.columns))
        yield key.name, columns, "B-tree", key.comment or "Primary key"
    for unique in sorted(table.uniques, key=lambda unique: unique.name):
        names = table.column_names(unique.columns)
        purpose = unique.comment or f"{_phrase(names)} lookups"
        yield unique.name, ", ".join(names), "B-tree", purpose
    for index in sorted(table.indexes, key=lambda index: index.name):
        columns = ", ".join(_index_key(table, key) for key in index.keys)
        method = _METHODS.get(index.method, index.method.capitalize())
        yield index.name, columns, method, index.comment or _index_purpose(table, index, mine)


def _index_key(table: Table, key: IndexKey) -> str:
    subject = key.expression or ""
    if key.column:
        subject = table.columns_by_id[key.column].name
    return f"{subject} DESC" if key.descending else subject


def _index_purpose(table: Table, index: Index, mine: Sequence[Relation]) -> str:
    leading = index.keys[0].column
    joined = [r for r in mine if r.child is table and r.key.columns[0] == leading]
    names = [table.columns_by_id[key.column].name for key in index.keys if key.column]
    subject = _phrase(names) or "Expression"
    if joined:
        purpose = f"Join to {shown_name(joined[0].parent)}"
    elif index.keys[0].descending:
        purpose = f"{subject}, latest first"
    elif index.method == "gin":
        purpose = f"Search inside {', '.join(names) or 'an expression'}"
    else:
        purpose = f"{subject} lookups"
    return f"{purpose}, only {index.where}" if index.where else purpose


def _relationships(table: Table, mine: Sequence[Relation]) -> list[str]:
    children = [r for r in mine if r.parent is table]
    lists = {
        "Has many": _names(r.child for r in children if not r.is_one_to_one),
        "Has one": _names(r.child for r in children if r.is_one_to_one),
        "Belongs to": [_belonging(r) for r in mine if r.child is table],
    }
    lines = [f"- {words}: {_text(', '.join(names))}" for words, names in lists.items() if names]
    return lines or ["- None"]


def _names(tables: Iterable[Table]) -> list[str]:
    return sorted({shown_name(table) for table in tables})


def _belonging(relation: Relation) -> str:
    remarks = [] if relation.is_plain else [f"in {shown_name(relation.parent)}"]
    if relation.is_optional:
        remarks.append("optional")
    name = singular(shown_name(relation.parent)) if relation.is_plain else relation.role
    return f"{name} ({', '.join(remarks)})" if remarks else name


def _enums(schema: Schema) -> Iterator[str]:
    enums = sorted(schema.enums, key=lambda enum: (enum.schema, enum.name))
    if enums:
        yield from ["", "## Enums"]
        rows = [(_shown(e.schema, e.name), ", ".join(e.labels), e.comment) for e in enums]
        yield from _grid(("Enum", "Values", "Description"), rows)


def _views(schema: Schema) -> Iterator[str]:
    for view in sorted(schema.views, key=lambda view: (view.schema, view.name)):
        kind = "Materialized View" if view.is_materialized else "View"
        yield from ["", f"## {kind}: {_text(_shown(view.schema, view.name))}", ""]
        if view.comment:
            yield from [_text(view.comment), ""]
        yield from _view_columns(view)
        yield from _code([view.definition.strip()])


def _view_columns(view: View) -> Iterator[str]:
    if view.columns:
        rows = [(column.name, short_type(column.type), column.comment) for column in view.columns]
        yield from [*_grid(("Column", "Type", "Description"), rows), ""]


def _shown(schema_name: str, name: str) -> str:
    return name if schema_name == "public" else f"{schema_name}.{name}"


def _phrase(names: Sequence[str]) -> str:
    """Names as the start of a sentence."""
    words = " and ".join(name.replace("_", " ") for name in names)
    return words[:1].upper() + words[1:]


def _grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join('-' * (len(word) + 2) for word in head)}|"
    for row in rows:
        yield f"| {' | '.join(_text(cell) for cell in row)} |"


def _code(statements: Iterable[str]) -> Iterator[str]:
    """Fenced by more backticks than any run of them inside."""
    text = "\n\n".join(statements)
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    yield from [f"{fence}sql", text, fence]


def _text(text: str) -> str:
    """On one line, with everything that Markdown or HTML would take for markup made plain."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = re.sub(r"[\\`*|\[\]~#]", r"\\\g<0>", line)
    return re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", line)
