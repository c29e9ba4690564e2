"""Altering what is kept as text: the statements between two definitions, where there are any.

Definitions are in the form that the catalog reader writes. What PostgreSQL cannot alter in place
has to be dropped and made anew, with everything that hangs on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from schemas.engine.model import ATTACHMENTS, Kind, SqlObject
from schemas.engine.plan.routines import is_replaceable, is_replaceable_aggregate
from schemas.engine.sql_clauses import clause_after, items_of, statements_of
from schemas.engine.sql_text import Sql
from schemas.engine.write.statements.objects import verbatim_name


class _Rebuild(Exception):
    """There is no ALTER for this difference."""


def alterations(old: SqlObject, new: SqlObject) -> list[str] | None:
    """Statements that turn the old definition into the new one; None when only a drop will do.

    Both have the new name. Attachments are the business of `plan.attachments`.
    """
    if old.definition == new.definition or new.kind in ATTACHMENTS:
        return []
    alter = _ALTERATIONS.get(new.kind)
    if alter is None or not (old.is_verified and new.is_verified):
        return None
    try:
        return list(alter(old, new))
    except _Rebuild:
        return None


def _routine(old: SqlObject, new: SqlObject) -> Iterator[str]:
    if not is_replaceable(old.definition, new.definition):
        raise _Rebuild
    yield new.definition


def _aggregate(old: SqlObject, new: SqlObject) -> Iterator[str]:
    if not is_replaceable_aggregate(old.definition, new.definition):
        raise _Rebuild
    yield _or_replace(new.definition)


def _replaced(old: SqlObject, new: SqlObject) -> Iterator[str]:
    yield _or_replace(new.definition)


def _rule(old: SqlObject, new: SqlObject) -> Iterator[str]:
    """OR REPLACE leaves a rule enabled or disabled as it was."""
    was, now = statements_of(old.definition), statements_of(new.definition)
    if was[0] != now[0]:
        yield _or_replace(now[0])
    if was[1:] != now[1:]:
        name, _, table = new.name.partition(" ON ")
        yield from now[1:] or [f"ALTER TABLE {table} ENABLE RULE {name}"]


def _event_trigger(old: SqlObject, new: SqlObject) -> Iterator[str]:
    yield from _settings(old, new, f"ALTER EVENT TRIGGER {new.name} ENABLE")


def _statistics(old: SqlObject, new: SqlObject) -> Iterator[str]:
    yield from _settings(old, new, f"ALTER STATISTICS {verbatim_name(new)} SET STATISTICS -1")


def _settings(old: SqlObject, new: SqlObject, reset: str) -> Iterator[str]:
    """Of what can alter nothing but the statement that follows its CREATE."""
    was, now = statements_of(old.definition), statements_of(new.definition)
    if was[0] != now[0]:
        raise _Rebuild
    yield from now[1:] or [reset]


# Text search


def _configuration(old: SqlObject, new: SqlObject) -> Iterator[str]:
    was, now = statements_of(old.definition), statements_of(new.definition)
    if was[0] != now[0]:
        raise _Rebuild
    old_mappings, new_mappings = _mappings(was[1:]), _mappings(now[1:])
    alter = f"ALTER TEXT SEARCH CONFIGURATION {verbatim_name(new)}"
    for token in old_mappings.keys() - new_mappings.keys():
        yield f"{alter} DROP MAPPING FOR {token}"
    for token, dictionaries in new_mappings.items():
        if token not in old_mappings:
            yield f"{alter} ADD MAPPING FOR {token} WITH {dictionaries}"
        elif old_mappings[token] != dictionaries:
            yield f"{alter} ALTER MAPPING FOR {token} WITH {dictionaries}"


def _mappings(statements: list[str]) -> dict[str, str]:
    """Kind of token -> its dictionaries, as SQL."""
    found = {}
    for statement in statements:
        token, _, dictionaries = statement.partition(" MAPPING FOR ")[2].partition(" WITH ")
        found[token] = dictionaries
    return found


def _dictionary(old: SqlObject, new: SqlObject) -> Iterator[str]:
    was, now = (
        _named(clause_after(old.definition, "").items),
        _named(clause_after(new.definition, "").items),
    )
    if was.pop("TEMPLATE", None) != now.pop("TEMPLATE", None):
        raise _Rebuild
    changed = [f"{name} = {value}" for name, value in now.items() if was.get(name) != value]
    changed += [name for name in was if name not in now]
    yield f"ALTER TEXT SEARCH DICTIONARY {verbatim_name(new)} ({', '.join(changed)})"


def _named(items: tuple[str, ...]) -> dict[str, str]:
    """`name = value` -> value by name; a name alone has an empty one."""
    found = {}
    for item in items:
        name, _, value = item.partition("=")
        found[name.strip()] = value.strip()
    return found


# Operators


def _operator(old: SqlObject, new: SqlObject) -> Iterator[str]:
    was = _named(clause_after(old.definition, "").items)
    now = _named(clause_after(new.definition, "").items)
    changed = {name for name in was | now if was.get(name) != now.get(name)}
    if not changed <= {"RESTRICT", "JOIN"}:
        raise _Rebuild
    settings = ", ".join(f"{name} = {now.get(name) or 'NONE'}" for name in sorted(changed))
    yield f"ALTER OPERATOR {verbatim_name(new)} SET ({settings})"


def _operator_family(old: SqlObject, new: SqlObject) -> Iterator[str]:
    """Its loose members, each in a statement of its own."""
    was, now = statements_of(old.definition), statements_of(new.definition)
    for member in was[1:]:
        if member not in now:
            yield _dropped_member(member, new)
    yield from (member for member in now[1:] if member not in was)


def _dropped_member(statement: str, family: SqlObject) -> str:
    member = statement.partition(" ADD ")[2]
    if member.startswith("OPERATOR "):
        # `OPERATOR 1 app.<(integer,bigint)`: only the types tell which.
        clause = clause_after(member, "")
        what, types = " ".join(clause.head.split(" ")[:2]), ", ".join(clause.items)
    else:
        clause = clause_after(member, "")
        what, types = clause.head, ", ".join(clause.items)
    return f"ALTER OPERATOR FAMILY {verbatim_name(family)} DROP {what} ({types})"


# Foreign data


def _wrapper(old: SqlObject, new: SqlObject) -> Iterator[str]:
    was, now = clause_after(old.definition, "OPTIONS"), clause_after(new.definition, "OPTIONS")
    alter = f"ALTER FOREIGN DATA WRAPPER {new.name}"
    for word in ("HANDLER", "VALIDATOR"):
        before, after = _value_of(was.head, word), _value_of(now.head, word)
        if before != after:
            yield f"{alter} {word} {after}" if after else f"{alter} NO {word}"
    yield from _options(alter, was.items, now.items)


def _server(old: SqlObject, new: SqlObject) -> Iterator[str]:
    was, now = clause_after(old.definition, "OPTIONS"), clause_after(new.definition, "OPTIONS")
    versions = _value_of(was.head, "VERSION"), _value_of(now.head, "VERSION")
    heads = [
        clause.head.replace(f" VERSION {version}", "", 1)
        for clause, version in zip((was, now), versions, strict=True)
    ]
    if heads[0] != heads[1] or (versions[0] and not versions[1]):
        raise _Rebuild
    if versions[0] != versions[1]:
        yield f"ALTER SERVER {new.name} VERSION {versions[1]}"
    yield from _options(f"ALTER SERVER {new.name}", was.items, now.items)


def _user_mapping(old: SqlObject, new: SqlObject) -> Iterator[str]:
    was, now = clause_after(old.definition, "OPTIONS"), clause_after(new.definition, "OPTIONS")
    yield from _options(f"ALTER USER MAPPING {new.name}", was.items, now.items)


def _foreign_table(old: SqlObject, new: SqlObject) -> Iterator[str]:
    """Options of the table and its columns; anything else makes it anew: it holds no rows."""
    name = verbatim_name(new)
    was, now = statements_of(old.definition), statements_of(new.definition)
    table, wanted = clause_after(was[0], "OPTIONS"), clause_after(now[0], "OPTIONS")
    if (table.head, table.tail) != (wanted.head, wanted.tail):
        raise _Rebuild
    yield from _options(f"ALTER FOREIGN TABLE {name}", table.items, wanted.items)
    columns = [_column_options(statements[1:]) for statements in (was, now)]
    others = [[s for s in statements[1:] if not _is_option(s)] for statements in (was, now)]
    if others[0] != others[1]:
        raise _Rebuild
    for alter in columns[0] | columns[1]:
        yield from _options(alter, columns[0].get(alter, ()), columns[1].get(alter, ()))


def _is_option(statement: str) -> bool:
    clause = clause_after(statement, "OPTIONS")
    return statement.startswith("ALTER FOREIGN TABLE ") and bool(clause.items)


def _column_options(statements: list[str]) -> dict[str, tuple[str, ...]]:
    clauses = [clause_after(s, "OPTIONS") for s in statements if _is_option(s)]
    return {clause.head: clause.items for clause in clauses}


def _options(alter: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[str]:
    was, now = dict(map(_option, old)), dict(map(_option, new))
    changed = [f"DROP {name}" for name in was if name not in now]
    changed += [f"SET {name} {v}" for name, v in now.items() if name in was and was[name] != v]
    changed += [f"ADD {name} {value}" for name, value in now.items() if name not in was]
    if changed:
        yield f"{alter} OPTIONS ({', '.join(changed)})"


def _option(item: str) -> tuple[str, str]:
    name = next(iter(Sql(item))).text
    return name, item.removeprefix(name).strip()


def _value_of(head: str, word: str) -> str | None:
    """What follows a key word; None where the word is not there."""
    sql = Sql(head)
    for place, token in enumerate(sql):
        if token.is_key(word):
            value = sql[place + 1].text
            is_qualified = sql[place + 2].text == "."
            return f"{value}.{sql[place + 3].text}" if is_qualified else value
    return None


# Replication


def _publication(old: SqlObject, new: SqlObject) -> Iterator[str]:
    was, now = clause_after(old.definition, "WITH"), clause_after(new.definition, "WITH")
    content, wanted = _content(was.head), _content(now.head)
    if "ALL TABLES" in (content, wanted) and content != wanted:
        raise _Rebuild
    alter = f"ALTER PUBLICATION {new.name}"
    if content != wanted:
        yield f"{alter} SET {wanted}" if wanted else f"{alter} DROP {_bare(content)}"
    if was.items != now.items:
        options = _PUBLICATION_DEFAULTS | _named(now.items)
        names = [name for name in options if name in _named(was.items) | _named(now.items)]
        yield f"{alter} SET ({', '.join(f'{name} = {options[name]}' for name in names)})"


_PUBLICATION_DEFAULTS = {
    "publish_via_partition_root": "false",
    "publish_generated_columns": "none",
}


def _content(head: str) -> str:
    """What is published: `TABLE ONLY app.note (a, b)`, `ALL TABLES`, or nothing."""
    return head.partition(" FOR ")[2].strip()


def _bare(content: str) -> str:
    """The list without columns and conditions, as DROP wants it."""
    return ", ".join(item.partition(" WHERE ")[0].partition(" (")[0] for item in items_of(content))


def _subscription(old: SqlObject, new: SqlObject) -> Iterator[str]:
    was, now = clause_after(old.definition, "WITH"), clause_after(new.definition, "WITH")
    alter = f"ALTER SUBSCRIPTION {new.name}"
    before, after = _value_of(was.head, "CONNECTION"), _value_of(now.head, "CONNECTION")
    if before != after:
        yield f"{alter} CONNECTION {after}"
    names = [clause.head.partition(" PUBLICATION ")[2] for clause in (was, now)]
    if names[0] != names[1]:
        yield f"{alter} SET PUBLICATION {names[1]} WITH (refresh = false)"
    options, wanted = _named(was.items), _named(now.items)
    if options.keys() != wanted.keys():
        raise _Rebuild
    changed = [f"{name} = {value}" for name, value in wanted.items() if options[name] != value]
    if changed:
        yield f"{alter} SET ({', '.join(changed)})"


def _or_replace(definition: str) -> str:
    if definition.startswith("CREATE OR REPLACE "):
        return definition
    return definition.replace("CREATE ", "CREATE OR REPLACE ", 1)


_ALTERATIONS: dict[Kind, Callable[[SqlObject, SqlObject], Iterator[str]]] = {
    Kind.FUNCTION: _routine,
    Kind.PROCEDURE: _routine,
    Kind.AGGREGATE: _aggregate,
    Kind.RULE: _rule,
    Kind.LANGUAGE: _replaced,
    Kind.TRANSFORM: _replaced,
    Kind.EVENT_TRIGGER: _event_trigger,
    Kind.STATISTICS: _statistics,
    Kind.TEXT_SEARCH_CONFIGURATION: _configuration,
    Kind.TEXT_SEARCH_DICTIONARY: _dictionary,
    Kind.OPERATOR: _operator,
    Kind.OPERATOR_FAMILY: _operator_family,
    Kind.FOREIGN_DATA_WRAPPER: _wrapper,
    Kind.FOREIGN_SERVER: _server,
    Kind.USER_MAPPING: _user_mapping,
    Kind.FOREIGN_TABLE: _foreign_table,
    Kind.PUBLICATION: _publication,
    Kind.SUBSCRIPTION: _subscription,
}
