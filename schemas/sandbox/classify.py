"""What is done with each kind of statement: run, tried, kept as text, left out, or refused.

A design is one database's schema. What belongs to the cluster (roles, owners, databases), to psql
or to the rows does not stop an import; it is reported. What only a superuser may create is kept as
text. Everything else must run, or the import stops with PostgreSQL's own message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from schemas.engine.model import Kind
from schemas.engine.names import quote
from schemas.sandbox.script import Piece, PieceKind


class Treatment(Enum):
    RUN = "run"
    """A failure stops the import."""
    TRY = "try"
    """A failure is reported as left out."""
    KEEP = "keep"
    """A failure keeps the statement verbatim, unverified."""
    SKIP = "skip"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Decision:
    treatment: Treatment
    reason: str = ""
    """Why a statement is skipped, may fail, or is refused; for the report."""


PSQL = "psql commands are for psql, not for the server"
PRIVILEGES = "only its owner may say who may do what with it"
ROLES = "roles and ownership belong to the server, not to the design"
SERVER = "what belongs to the whole server is no part of a design"
SESSION = "a setting of the session"
ROWS = "rows are not part of a design"
MAINTENANCE = "maintenance changes no design"
EXTENSION = "the extension is not available in the sandbox"
COMMENT = "what it comments on could not be created in the sandbox"
NO_XML = "the PostgreSQL of the sandbox is built without XML"
OWN_SCHEMA = "it makes a schema for whoever runs the script, not for the design"
TRANSLATED = "its translation is not what PostgreSQL accepts"
SUPERUSER = "only a superuser may create it, so the sandbox could not verify it"

_RUN = Decision(Treatment.RUN)

# Longest first words decide; the rest of the table is looked up by fewer and fewer words.
_BY_WORDS: dict[str, Decision] = {
    **dict.fromkeys(("GRANT", "REVOKE", "ALTER DEFAULT"), Decision(Treatment.TRY, PRIVILEGES)),
    **dict.fromkeys(
        (
            *(
                f"{verb} {noun}"
                for verb in ("CREATE", "ALTER", "DROP")
                for noun in ("ROLE", "GROUP")
            ),
            *(f"{verb} USER" for verb in ("CREATE", "ALTER", "DROP")),
            "COMMENT ON ROLE",
            "SET ROLE",
            "RESET ROLE",
            "SET SESSION AUTHORIZATION",
            "RESET SESSION",
            "REASSIGN",
            "DROP OWNED",
        ),
        Decision(Treatment.SKIP, ROLES),
    ),
    **dict.fromkeys(
        (
            "CREATE DATABASE",
            "ALTER DATABASE",
            "COMMENT ON DATABASE",
            "COMMENT ON TABLESPACE",
            "CREATE TABLESPACE",
            "ALTER TABLESPACE",
            "DROP TABLESPACE",
            "COMMENT ON EXTENSION",
            "SECURITY LABEL",
            "LISTEN",
            "NOTIFY",
            "UNLISTEN",
            "LOAD",
            "CREATE SUBSCRIPTION",
            "ALTER SUBSCRIPTION",
            "PREPARE TRANSACTION",
        ),
        Decision(Treatment.SKIP, SERVER),
    ),
    **dict.fromkeys(
        ("VACUUM", "ANALYZE", "ANALYSE", "REINDEX", "CHECKPOINT"),
        Decision(Treatment.SKIP, MAINTENANCE),
    ),
    "COPY": Decision(Treatment.SKIP, ROWS),
    "SET": Decision(Treatment.TRY, SESSION),
    "RESET": Decision(Treatment.TRY, SESSION),
    **dict.fromkeys(
        ("INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "SELECT", "WITH", "VALUES", "LOCK"),
        Decision(Treatment.TRY, ROWS),
    ),
    "CREATE EXTENSION": Decision(Treatment.TRY, EXTENSION),
    "ALTER EXTENSION": Decision(Treatment.TRY, EXTENSION),
    "DROP EXTENSION": Decision(Treatment.TRY, EXTENSION),
    "COMMENT ON": Decision(Treatment.TRY, COMMENT),
    **dict.fromkeys(
        (
            "CREATE EVENT TRIGGER",
            "CREATE CAST",
            "CREATE OPERATOR CLASS",
            "CREATE OPERATOR FAMILY",
            "CREATE LANGUAGE",
            "CREATE TRUSTED LANGUAGE",
            "CREATE FOREIGN DATA",
            "CREATE SERVER",
            "CREATE USER MAPPING",
            "CREATE FOREIGN TABLE",
            "IMPORT FOREIGN",
            "CREATE PUBLICATION",
            "CREATE ACCESS METHOD",
            "CREATE TRANSFORM",
            "CREATE CONVERSION",
            "CREATE TEXT SEARCH",
            "CREATE COLLATION",
        ),
        Decision(Treatment.KEEP, SUPERUSER),
    ),
    **dict.fromkeys(
        (
            f"ALTER {noun}"
            for noun in ("EVENT", "OPERATOR", "SERVER", "PUBLICATION", "FOREIGN", "LANGUAGE")
        ),
        Decision(Treatment.TRY, SUPERUSER),
    ),
    "DROP DATABASE": Decision(
        Treatment.REFUSE, "DROP DATABASE is not part of a schema. Remove it from the script."
    ),
    "ALTER SYSTEM": Decision(
        Treatment.REFUSE, "ALTER SYSTEM changes a server, not a schema. Remove it from the script."
    ),
}
# What a superuser can do beyond that; what it cannot (a label without its provider) is left out.
_TRIED_BY_SUPERUSER = {
    words: Decision(Treatment.TRY, decision.reason)
    for words, decision in _BY_WORDS.items()
    if decision.reason in (PRIVILEGES, ROLES)
    or words in ("COMMENT ON EXTENSION", "SECURITY LABEL", "LOAD")
    or words.endswith(("SUBSCRIPTION", "TABLESPACE"))
}
_BY_WORDS_TRUSTED = _BY_WORDS | _TRIED_BY_SUPERUSER
_MOST_WORDS = max(len(words.split()) for words in _BY_WORDS)
_OWNER = re.compile(r"\sOWNER\s+TO\s+(\"[^\"]+\"|\w+)\s*\Z", re.IGNORECASE)
_OWN_SCHEMA = re.compile(
    r"CREATE\s+SCHEMA\s+(IF\s+NOT\s+EXISTS\s+)?AUTHORIZATION\s+(CURRENT_|SESSION_)?(USER|ROLE)\s*\Z",
    re.IGNORECASE,
)
_PERMISSION_DENIED, _UNDEFINED_OBJECT = "42501", "42704"


def decide(piece: Piece, *, trusted: bool = False) -> Decision:
    """`trusted` says that the script runs as a superuser."""
    if piece.kind is PieceKind.META:
        return Decision(Treatment.SKIP, PSQL)
    if piece.may_fail:
        return Decision(Treatment.TRY, TRANSLATED)
    if not trusted and _is_about_an_owner(piece):
        return Decision(Treatment.SKIP, ROLES)
    if not trusted and _OWN_SCHEMA.match(piece.text):
        return Decision(Treatment.SKIP, OWN_SCHEMA)
    table = _BY_WORDS_TRUSTED if trusted else _BY_WORDS
    for length in range(min(_MOST_WORDS, len(piece.words)), 0, -1):
        if decision := table.get(" ".join(piece.words[:length])):
            return decision
    return _RUN


def _is_about_an_owner(piece: Piece) -> bool:
    return (
        piece.verb == "ALTER"
        and "RENAME" not in piece.words
        and _OWNER.search(piece.text) is not None
    )


def is_unverifiable(piece: Piece, sqlstate: str) -> bool:
    """Whether a failed CREATE is the sandbox's fault: a routine or type in a language it lacks."""
    words = piece.words[:4]
    return (
        words[:1] == ("CREATE",)
        and bool({"FUNCTION", "PROCEDURE", "TYPE", "OPERATOR", "AGGREGATE"} & set(words))
        and (
            sqlstate == _PERMISSION_DENIED
            or (sqlstate == _UNDEFINED_OBJECT and "LANGUAGE" in piece.text.upper())
        )
    )


_NAME = r'(?:"(?:[^"]|"")+"|[\w$]+)'
_KEPT_KINDS = {
    "EVENT TRIGGER": Kind.EVENT_TRIGGER,
    "CAST": Kind.CAST,
    "OPERATOR CLASS": Kind.OPERATOR_CLASS,
    "OPERATOR FAMILY": Kind.OPERATOR_FAMILY,
    "OPERATOR": Kind.OPERATOR,
    "SERVER": Kind.FOREIGN_SERVER,
    "FOREIGN TABLE": Kind.FOREIGN_TABLE,
    "PUBLICATION": Kind.PUBLICATION,
    "COLLATION": Kind.COLLATION,
    "TEXT SEARCH CONFIGURATION": Kind.TEXT_SEARCH_CONFIGURATION,
    "TEXT SEARCH DICTIONARY": Kind.TEXT_SEARCH_DICTIONARY,
    "FUNCTION": Kind.FUNCTION,
    "PROCEDURE": Kind.PROCEDURE,
    "AGGREGATE": Kind.AGGREGATE,
    "TYPE": Kind.TYPE,
}
_OUTSIDE_SCHEMAS = (Kind.EVENT_TRIGGER, Kind.CAST, Kind.FOREIGN_SERVER, Kind.PUBLICATION)
_WITH_ARGUMENTS = (Kind.FUNCTION, Kind.PROCEDURE, Kind.AGGREGATE)
_ONE_LEVEL = r"\([^()]*(?:\([^()]*\)[^()]*)*\)"
"""An argument list, in which a type may have parentheses of its own: `varchar(3)`."""
_KIND_WORDS = "|".join(kind.replace(" ", r"\s+") for kind in _KEPT_KINDS)
_KEPT = re.compile(
    rf"""CREATE\s+(?:OR\s+REPLACE\s+)?(?P<kind>{_KIND_WORDS})\s+(?:IF\s+NOT\s+EXISTS\s+)?
    (?: (?P<types>{_ONE_LEVEL})                                        # of a cast
      | (?:(?P<schema>{_NAME})\s*\.\s*)?(?P<name>{_NAME}|[^\s(]+) )
    \s*(?P<arguments>{_ONE_LEVEL})?""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class KeptName:
    """What a statement that could not be run would have created."""

    kind: Kind
    schema: str | None
    """None when the statement names none; "" for what lives outside schemas."""
    name: str

    def qualified_in(self, text: str, schema: str) -> str:
        """The statement with its unqualified name qualified: no search path is kept with it."""
        found = _KEPT.match(text)
        if self.schema is not None or not found:
            return text
        at = found.start("name")
        return f"{text[:at]}{quote(schema)}.{text[at:]}"


def kept_name(text: str) -> KeptName | None:
    """Read kind and name off a CREATE statement; None when the design has no kind for it."""
    found = _KEPT.match(text)
    if not found:
        return None
    kind = _KEPT_KINDS[" ".join(found["kind"].upper().split())]
    if found["types"]:
        return KeptName(kind, "", " ".join(found["types"].split()))
    name = found["name"] + (found["arguments"] or "()" if kind in _WITH_ARGUMENTS else "")
    if kind in _OUTSIDE_SCHEMAS:
        return KeptName(kind, "", name)
    return KeptName(kind, found["schema"].strip('"') if found["schema"] else None, name)
