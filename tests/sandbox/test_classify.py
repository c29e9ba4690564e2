"""What is done with which statement."""

from __future__ import annotations

import pytest

from schemas.engine.model import Kind
from schemas.sandbox.classify import KeptName, Treatment, decide, kept_name
from schemas.sandbox.limits import Limits
from schemas.sandbox.script import split


@pytest.mark.parametrize(
    ("statement", "treatment"),
    [
        ("\\connect other", Treatment.SKIP),
        ("ALTER TABLE a OWNER TO b", Treatment.SKIP),
        ('ALTER FUNCTION f(integer) OWNER TO "B c"', Treatment.SKIP),
        ("ALTER TABLE a RENAME COLUMN owner TO boss", Treatment.RUN),
        ("GRANT SELECT ON a TO b", Treatment.TRY),
        ("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO b", Treatment.TRY),
        ("CREATE ROLE r", Treatment.SKIP),
        ("CREATE USER u", Treatment.SKIP),
        ("CREATE USER MAPPING FOR u SERVER s", Treatment.KEEP),
        ("SET ROLE postgres", Treatment.SKIP),
        ("SET SESSION AUTHORIZATION postgres", Treatment.SKIP),
        ("SET search_path = a", Treatment.TRY),
        ("CREATE SCHEMA AUTHORIZATION CURRENT_USER", Treatment.SKIP),
        ("COMMENT ON EXTENSION x IS 'y'", Treatment.SKIP),
        ("COMMENT ON TABLE x IS 'y'", Treatment.TRY),
        ("CREATE EVENT TRIGGER e ON sql_drop EXECUTE FUNCTION f()", Treatment.KEEP),
        ("INSERT INTO a VALUES (1)", Treatment.TRY),
        ("COPY a FROM stdin", Treatment.SKIP),
        ("CREATE TABLE a ()", Treatment.RUN),
        ("DROP DATABASE a", Treatment.REFUSE),
        ("drop database if exists a", Treatment.REFUSE),
        ("ALTER SYSTEM SET fsync = off", Treatment.REFUSE),
    ],
)
def test_each_class_of_statement_has_its_treatment(statement: str, treatment: Treatment) -> None:
    [piece] = split(statement, Limits())
    assert decide(piece).treatment is treatment


@pytest.mark.parametrize(
    ("statement", "kept"),
    [
        ("CREATE CAST (a.b AS json) WITH INOUT", KeptName(Kind.CAST, "", "(a.b AS json)")),
        (
            'CREATE FUNCTION "A b".f(x integer, y varchar(3)) RETURNS int',
            KeptName(Kind.FUNCTION, "A b", "f(x integer, y varchar(3))"),
        ),
        (
            "CREATE EVENT TRIGGER guard ON ddl_command_end EXECUTE FUNCTION f()",
            KeptName(Kind.EVENT_TRIGGER, "", "guard"),
        ),
        ("CREATE COLLATION nums (provider = icu)", KeptName(Kind.COLLATION, None, "nums")),
    ],
)
def test_a_kept_statement_tells_what_it_would_create(statement: str, kept: KeptName) -> None:
    assert kept_name(statement) == kept


def test_a_kind_that_a_design_lacks_has_no_kept_name() -> None:
    assert kept_name("CREATE ACCESS METHOD m TYPE INDEX HANDLER h") is None
