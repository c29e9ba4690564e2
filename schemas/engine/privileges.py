"""Who may do what: GRANT and REVOKE as sets of rights, and what turns one set into another.

The text of an object of kind PRIVILEGES starts from what PostgreSQL gives by itself: everything to
the owner, and some rights to everybody (https://www.postgresql.org/docs/current/ddl-priv.html).
Each statement names one grantee. `CURRENT_USER` is the owner wherever the role that runs the
script owns the object.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from schemas.engine.sql_clauses import statements_of

ALL = "ALL"
PUBLIC_GRANTEE = "PUBLIC"
RUNNER = "CURRENT_USER"
_OPEN_TO_ALL = {
    "FUNCTION": "EXECUTE",
    "FUNCTIONS": "EXECUTE",
    "PROCEDURE": "EXECUTE",
    "LANGUAGE": "USAGE",
    "TYPE": "USAGE",
    "TYPES": "USAGE",
}
_OPEN_SCHEMA = "SCHEMA public"
"""Of all schemas this one lets everybody look up names (from PostgreSQL 15, no longer create)."""


class Holder(NamedTuple):
    """Who holds rights, on which column, and who gave them; names as SQL."""

    grantee: str
    """Empty for the owner."""
    column: str = ""
    """Empty for the object as a whole."""
    grantor: str = ""
    """Empty for the owner."""


Held = Mapping[str, bool]
"""Privilege -> whether it may be passed on (WITH GRANT OPTION); `ALL` stands for every one."""
Rights = Mapping[Holder, Held]


class Target(NamedTuple):
    """What statements are about."""

    on: str
    """`TABLE app.note`, or `TABLES` of default privileges."""
    owner: str = RUNNER
    prefix: str = ""
    """`ALTER DEFAULT PRIVILEGES IN SCHEMA app `, with the blank at its end."""


def given_rights(target: Target) -> Rights:
    """What an object has before anybody grants anything."""
    if "IN SCHEMA" in target.prefix:
        return {}
    word = target.on.partition(" ")[0]
    public = "USAGE" if target.on == _OPEN_SCHEMA else _OPEN_TO_ALL.get(word)
    rights = {Holder(""): {ALL: False}}
    return rights | ({Holder(PUBLIC_GRANTEE): {public: False}} if public else {})


def rights_in(text: str, target: Target) -> Rights | None:
    """What the statements lead to; None when they are not of the form that is written here."""
    rights = {holder: dict(held) for holder, held in given_rights(target).items()}
    grantor = ""
    for statement in statements_of(text):
        if statement.startswith("SET ROLE "):
            grantor = statement.removeprefix("SET ROLE ")
        elif statement == "RESET ROLE":
            grantor = ""
        elif found := _statement(target).fullmatch(statement):
            _take(rights, found, Holder(_grantee(found["grantee"], target), grantor=grantor))
        else:
            return None
    return {holder: held for holder, held in rights.items() if held}


def turning(target: Target, old: Rights, new: Rights) -> Iterator[str]:
    """Statements that turn the old rights into the new ones; what others granted goes first."""
    left = {holder: dict(held) for holder, held in old.items()}
    for holder in sorted(old, key=lambda holder: (not holder.grantor, bool(holder.column))):
        yield from _revokes(target, left, holder, new.get(holder, {}))
    for holder in sorted(new, key=lambda holder: (bool(holder.grantor), bool(holder.column))):
        yield from _grants(target, holder, left.get(holder, {}), new[holder])


def united(one: Rights, other: Rights) -> Rights:
    """What is held by either; PostgreSQL adds the default privileges of a schema to the others."""
    return {
        holder: {
            word: one.get(holder, {}).get(word, False) or other.get(holder, {}).get(word, False)
            for word in (*one.get(holder, {}), *other.get(holder, {}))
        }
        for holder in (*one, *other)
    }


def in_one_order(text: str) -> str:
    """The same statements, sorted: in which order rights were granted means nothing."""
    blocks: list[list[str]] = []
    for statement in statements_of(text):
        if blocks and blocks[-1][0].startswith("SET ROLE") and blocks[-1][-1] != "RESET ROLE":
            blocks[-1].append(statement)
        else:
            blocks.append([statement])
    written = [";\n".join(block) for block in blocks]
    return ";\n".join(sorted(written, key=lambda block: ("REVOKE" not in block, block)))


def with_column(text: str, old: str, new: str | None) -> str:
    """The statements with another name of a column, as SQL; without those about it for None."""
    statements = statements_of(text)
    if new is None:
        return ";\n".join(one for one in statements if f" ({old})" not in one)
    return ";\n".join(one.replace(f" ({old})", f" ({new})") for one in statements)


# Reading

_NAME = r'(?:"(?:[^"]|"")+"|[^\s"]+)'
_WORD = re.compile(r'([A-Z][A-Z ]*?)(?: \(("(?:[^"]|"")+"|[^)",]+)\))?(?:, |$)')


def _statement(target: Target) -> re.Pattern[str]:
    return re.compile(
        rf"{re.escape(target.prefix)}(?P<verb>GRANT|REVOKE)(?P<option> GRANT OPTION FOR)? "
        rf"(?P<words>.+?) ON {re.escape(target.on)} (?:TO|FROM) "
        rf"(?P<grantee>{_NAME})(?P<passed_on> WITH GRANT OPTION)?"
    )


def _grantee(name: str, target: Target) -> str:
    return "" if name == target.owner else name


def _take(rights: dict[Holder, dict[str, bool]], found: re.Match[str], holder: Holder) -> None:
    for word, column in _WORD.findall(found["words"]):
        at = holder._replace(column=column)
        held = rights.setdefault(at, {})
        if found["verb"] == "GRANT":
            held[word] = held.get(word, False) or bool(found["passed_on"])
        elif found["option"]:
            held[word] = False
        else:
            _lose(rights, at, [*held] if word == ALL else [word])


def _lose(rights: dict[Holder, dict[str, bool]], holder: Holder, words: Iterable[str]) -> None:
    """What is revoked from a table is revoked from its columns too."""
    words = list(words)
    for other, held in rights.items():
        if other == holder or (not holder.column and other._replace(column="") == holder):
            for word in [*held] if ALL in words else words:
                held.pop(word, None)


# Writing


def _revokes(
    target: Target, left: dict[Holder, dict[str, bool]], holder: Holder, wanted: Held
) -> Iterator[str]:
    held = left[holder]
    gone = [word for word in held if word not in wanted]
    if not wanted and gone:
        gone = [ALL]
    if gone:
        yield from _written(target, holder, "REVOKE", gone)
        _lose(left, holder, gone)
    kept_back = [word for word in held if held[word] and not wanted[word]]
    if kept_back:
        yield from _written(target, holder, "REVOKE GRANT OPTION FOR", kept_back)


def _grants(target: Target, holder: Holder, held: Held, wanted: Held) -> Iterator[str]:
    plain = [word for word in wanted if word not in held and not wanted[word]]
    passed_on = [word for word in wanted if wanted[word] and not held.get(word)]
    if plain:
        yield from _written(target, holder, "GRANT", plain)
    if passed_on:
        yield from _written(target, holder, "GRANT", passed_on, end=" WITH GRANT OPTION")


def _written(
    target: Target, holder: Holder, verb: str, words: Iterable[str], end: str = ""
) -> Iterator[str]:
    if holder.grantor:
        yield f"SET ROLE {holder.grantor}"
    column = f" ({holder.column})" if holder.column else ""
    rights = ", ".join(f"{word}{column}" for word in words)
    preposition = "TO" if verb == "GRANT" else "FROM"
    grantee = holder.grantee or target.owner
    yield f"{target.prefix}{verb} {rights} ON {target.on} {preposition} {grantee}{end}"
    if holder.grantor:
        yield "RESET ROLE"
