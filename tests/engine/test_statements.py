"""Reading statements: what is understood, and that nothing is too strange to read."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schemas.engine.read.statements import forms as f
from schemas.engine.read.statements import read_statements


def form(sql: str) -> f.Form:
    (statement,) = read_statements(sql)
    return statement.form


def actions(sql: str) -> tuple[f.Action, ...]:
    read = form(sql)
    assert isinstance(read, f.AlterRelation)
    return read.actions


def test_each_statement_has_its_text_and_its_line() -> None:
    script = "-- first\nSELECT 1;\n\n/* a /* nested */ one */ DROP TABLE t ;;\n"
    read = [(s.text, s.line) for s in read_statements(script)]
    assert read == [("SELECT 1", 2), ("DROP TABLE t", 4)]


def test_semicolons_inside_bodies_and_strings_end_nothing() -> None:
    script = """
        CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC
            SELECT 1; SELECT CASE WHEN true THEN 2 END; END;
        DO $x$ BEGIN NULL; END $x$;
        SELECT 'a;b', $$;$$, ";", E'\\';';
    """
    assert len(list(read_statements(script))) == 3


def test_psql_commands_and_copied_rows_are_passed_over() -> None:
    script = "\\connect shop\nCOPY t FROM stdin;\n1;2\n\\.\nSELECT 1;"
    assert [s.text for s in read_statements(script)] == ["COPY t FROM stdin", "SELECT 1"]


def test_alter_table_is_read_action_by_action() -> None:
    assert actions(
        'ALTER TABLE ONLY app."Visits" ADD COLUMN IF NOT EXISTS at timestamp(3) with time zone '
        "NOT NULL DEFAULT now(), DROP COLUMN b CASCADE, ALTER c TYPE int8[] USING c::int8[], "
        "ADD CONSTRAINT k FOREIGN KEY (x, y) REFERENCES app.pages (x, y) NOT VALID"
    ) == (
        f.AddColumn(
            f.ColumnDefinition(
                name="at", type="timestamp(3) with time zone", not_null=True, default="now()"
            ),
            if_not_exists=True,
        ),
        f.DropColumn("b", cascade=True),
        f.AlterType("c", "bigint[]", "c::int8[]"),
        f.AddConstraint(
            f.ConstraintDefinition(
                kind="FOREIGN KEY",
                name="k",
                columns=("x", "y"),
                target=f.Name("app", "pages"),
                is_valid=False,
            )
        ),
    )


@pytest.mark.parametrize(
    ("sql", "action"),
    [
        ("ALTER c SET NOT NULL", f.SetNotNull("c")),
        ("ALTER COLUMN c DROP DEFAULT", f.SetDefault("c", "")),
        ("ALTER c SET STATISTICS 500", f.TuneColumn("c", "STATISTICS")),
        ("ALTER CONSTRAINT k NOT ENFORCED", f.AlterConstraint("k", not_enforced=True)),
        ("VALIDATE CONSTRAINT k", f.ValidateConstraint("k")),
        ("DISABLE TRIGGER t", f.ToggleTrigger("t", enable=False)),
        ("FORCE ROW LEVEL SECURITY", f.ChangeRowSecurity("FORCE")),
        ("SET UNLOGGED", f.Relocate("UNLOGGED")),
        ("SET (fillfactor = 70)", f.SetOptions(("fillfactor",))),
        ("RENAME a TO b", f.RenameColumn("a", "b")),
        ("RENAME TO b", f.RenameTo("b")),
        ("DETACH PARTITION p CONCURRENTLY", f.DetachPartition(f.Name("", "p"), concurrently=True)),
        ("ATTACH PARTITION p DEFAULT", f.AttachPartition(f.Name("", "p"), "DEFAULT")),
        ("INHERIT s.p", f.ChangeInheritance(f.Name("s", "p"), inherits=True)),
        ("OWNER TO ann", f.SetOwner("ann")),
    ],
)
def test_an_action_is_read(sql: str, action: f.Action) -> None:
    assert actions(f"ALTER TABLE t {sql}") == (action,)


def test_a_table_is_read_with_its_columns_and_constraints() -> None:
    table = form(
        "CREATE TABLE IF NOT EXISTS t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
        "n int DEFAULT NULL NULL, twice int GENERATED ALWAYS AS (n * 2) STORED, "
        "UNIQUE (n, twice)) PARTITION BY RANGE (id)"
    )
    assert isinstance(table, f.CreateTable)
    assert [column.name for column in table.columns] == ["id", "n", "twice"]
    assert table.columns[0].is_identity
    assert table.columns[1].default == "NULL"
    assert (table.columns[2].generated, table.columns[2].is_virtual) == ("n * 2", False)
    assert [c.columns for c in table.constraints] == [("n", "twice")]
    assert table.partition_by == "RANGE (id)"


@pytest.mark.parametrize(
    ("sql", "is_full"),
    [
        ("VACUUM FULL t", True),
        ("VACUUM (ANALYZE, FULL) t", True),
        ("VACUUM (FULL off) t", False),
        ("VACUUM ANALYZE t", False),
    ],
)
def test_vacuum_is_full_only_where_it_says_so(sql: str, is_full: bool) -> None:
    assert form(sql) == f.Vacuum(names=(f.Name("", "t"),), is_full=is_full)


def test_what_is_not_known_is_other() -> None:
    assert form("FROBNICATE THE table") == f.Other(words=("FROBNICATE", "THE", "TABLE"))


_WORDS = (
    "ALTER TABLE t ADD COLUMN CONSTRAINT CHECK ( ) , ; . [ ] CREATE UNIQUE INDEX ON USING DROP IF "
    "EXISTS NOT NULL DEFAULT FOREIGN KEY REFERENCES TYPE SET FULL VACUUM REINDEX CONCURRENTLY "
    "PARTITION OF FOR VALUES FROM TO DOMAIN VIEW AS SELECT INTO UPDATE DELETE INSERT WITH BEGIN "
    "ATOMIC END CASE COPY STDIN GRANT COMMENT RENAME LIKE EXCLUDE GENERATED ALWAYS IDENTITY 'a' "
    '"q" $$ $x$ E\'\\ -- /* */ 1.5 :: \\ \n'
)
WORDS = _WORDS.split(" ")


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
@example("ALTER TABLE")
@example("CREATE TABLE t (a int DEFAULT")
@example("UPDATE t SET (a")
def test_words_in_any_order_are_read(sql: str) -> None:
    assert all(statement.text in sql for statement in read_statements(sql))


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert all(statement.text in text for statement in read_statements(text))


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "/*",
        "$$",
        "'",
        "CREATE TABLE t (",
        "ALTER TABLE t ADD a int,",
        "SELECT 1;",
        "\\\n",
        "CASE ",
    ],
)
def test_the_cost_grows_with_the_length_alone(piece: str) -> None:
    def seconds(length: int) -> float:
        script = piece * (length // len(piece))
        start = time.process_time()
        assert sum(1 for _ in read_statements(script)) <= length
        return time.process_time() - start

    small = max(seconds(8_000), 0.01)
    assert seconds(80_000) < small * 40
