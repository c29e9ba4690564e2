"""Importing scripts: what runs, what is tolerated, and where an import stops."""

from __future__ import annotations

import pytest

from schemas.engine.model import Extension, Kind, SqlObject
from schemas.sandbox.jobs import import_script
from tests.sandbox.running import NAMESPACE, accepted, refused, table


@pytest.mark.usefixtures("one_cluster")
@pytest.mark.parametrize("script", ["", "  \n\t", "-- nothing\n/* here */ ;;"])
def test_an_empty_script_is_told_so(script: str) -> None:
    assert refused(script)["message"] == "The script is empty: there is no statement in it."


def test_sixty_megabytes_are_refused_before_anything_starts() -> None:
    answer = refused(b"x" * 60_000_000)
    assert answer["message"].startswith("The script has 57 MB; at most 20 MB can be imported.")


@pytest.mark.usefixtures("one_cluster")
@pytest.mark.parametrize(
    ("script", "message", "line"),
    [
        (b"SELECT 1;\nSELECT '\xff';", "This is not valid UTF-8: save it as UTF-8.", 2),
        (b"SELECT 1;\n\0", "This is not a text file: it contains a NUL byte.", 2),
        (b"\x7fELF\x02\x01\x01\0\0", "This is not a text file: it contains a NUL byte.", 1),
    ],
)
def test_bytes_that_are_no_script_are_refused_with_their_line(
    script: bytes, message: str, line: int
) -> None:
    answer = refused(script)
    assert (answer["message"], answer["line"]) == (message, line)


@pytest.mark.usefixtures("one_cluster")
def test_a_syntax_error_on_line_3_of_2000_names_line_and_statement() -> None:
    script = "CREATE TABLE a (\n    id int,\n    naem txt default,\n    x int\n);\n" + "\n" * 1995
    answer = refused(script)
    assert answer["line"] == 3
    assert answer["sqlstate"] == "42601"
    assert answer["message"] == 'syntax error at or near ","'
    assert answer["statement"] is not None
    assert answer["statement"].startswith("CREATE TABLE a (")


@pytest.mark.usefixtures("one_cluster")
@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("DROP DATABASE trial;", "DROP DATABASE is not part of a schema."),
        ("ALTER SYSTEM SET fsync = off;", "ALTER SYSTEM changes a server, not a schema."),
    ],
)
def test_what_would_change_a_server_is_refused(script: str, sentence: str) -> None:
    assert refused(script)["message"] == f"{sentence} Remove it from the script."


def test_any_name_that_postgres_takes_is_read_back_as_it_is() -> None:
    names = ['a "quoted" name', "`backticks`", "<script>alert(1)</script>", "🙂🙂", "é" * 31 + "x"]
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    script = "".join(f"CREATE TABLE {name} ({name} int PRIMARY KEY);\n" for name in quoted)
    schema, _ = accepted(script)
    assert sorted(found.name for found in schema.tables) == sorted(names)
    assert all(found.columns[0].name == found.name for found in schema.tables)


def test_a_dump_with_everything_around_its_schema_is_imported() -> None:
    schema, report = accepted(
        "\\restrict abcdef\n"
        "SET statement_timeout = 0;\n"
        "SET no_such_parameter = 1;\n"
        "CREATE ROLE boss;\n"
        "CREATE DATABASE shop;\n"
        "\\connect shop\n"
        "CREATE EXTENSION postgis;\n"
        "COMMENT ON EXTENSION postgis IS 'maps';\n"
        "CREATE TABLE t (id int);\n"
        "ALTER TABLE t OWNER TO boss;\n"
        "COPY t (id) FROM stdin;\n1\nnonsense; DROP TABLE t;\n\\.\n"
        "INSERT INTO t VALUES ('no number');\n"
        "GRANT ALL ON t TO boss;\n"
        "\\unrestrict abcdef\n"
    )
    assert [found.name for found in schema.tables] == ["t"]
    told = {left["line"]: left["message"] for left in report["left_out"]}
    assert told.keys() == {1, 3, 4, 5, 6, 8, 10, 15, 17}
    assert told[6] == "Not run: psql commands are for psql, not for the server."
    assert told[10] == "Not run: roles and ownership belong to the server, not to the design."
    [granted] = [o.definition for o in schema.sql_objects if o.kind is Kind.PRIVILEGES]
    assert granted == "GRANT ALL ON TABLE public.t TO boss"
    assert "1 statement about rows failed." in report["notes"]
    assert "2 lines of COPY data were not loaded: rows are not part of a design." in report["notes"]


def test_a_missing_extension_is_kept_and_explains_what_it_breaks() -> None:
    schema, report = accepted("CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA public;")
    assert [(e.name, e.schema) for e in schema.objects if isinstance(e, Extension)] == [
        ("postgis", "public")
    ]
    assert report["verbatim"][0]["verified"] is False
    assert (report["left_out"], "extensions" in report["structured"]) == ([], False)
    answer = refused("CREATE EXTENSION postgis;\nCREATE TABLE t (g geometry);")
    assert answer["message"] == 'type "geometry" does not exist'
    assert answer["hint"] == "The sandbox lacks the extension postgis, which may define it."


def test_statements_about_rows_are_counted() -> None:
    _, report = accepted("CREATE TABLE t (id int); INSERT INTO t VALUES (1); SELECT 1;")
    assert report["notes"] == ["1 statement about rows ran; rows are not kept."]


def test_common_extensions_can_be_created() -> None:
    names = ["citext", "pg_stat_statements", "pgcrypto", "uuid-ossp"]
    schema, report = accepted("".join(f'CREATE EXTENSION "{name}";' for name in names))
    assert [e.name for e in schema.extensions] == names
    assert report["left_out"] == []
    assert [thing for thing in schema.objects if isinstance(thing, SqlObject)] == []


def test_what_needs_a_superuser_is_kept_unverified() -> None:
    schema, report = accepted(
        "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';\n"
        "CREATE EVENT TRIGGER guard ON ddl_command_end EXECUTE FUNCTION f();"
    )
    guard = next(o for o in schema.sql_objects if o.kind is Kind.EVENT_TRIGGER)
    assert (guard.name, guard.is_verified) == ("guard", False)
    assert guard.definition == "CREATE EVENT TRIGGER guard ON ddl_command_end EXECUTE FUNCTION f()"
    assert [kept["line"] for kept in report["verbatim"] if not kept["verified"]] == [2]


def test_policies_may_name_roles_that_the_sandbox_lacks() -> None:
    schema, report = accepted(
        "CREATE TABLE t (a int);\n"
        'CREATE POLICY p ON t TO "Web User", anon USING (a > 0);\n'
        "CREATE POLICY q ON t TO anon;"
    )
    roles = {policy.name: policy.roles for policy in table(schema, "t").policies}
    assert roles == {"p": ("Web User", "anon"), "q": ("anon",)}
    assert len([note for note in report["notes"] if "made up" in note]) == 2


def test_a_tolerated_failure_does_not_end_the_transaction_of_the_script() -> None:
    schema, _ = accepted(
        "BEGIN; CREATE TABLE a (n int); INSERT INTO a VALUES ('x'); CREATE TABLE b (); COMMIT;"
    )
    assert [found.name for found in schema.tables] == ["a", "b"]


def test_rows_never_stop_a_constraint() -> None:
    schema, report = accepted(
        "CREATE TABLE a (n int); INSERT INTO a VALUES (1), (1); ALTER TABLE a ADD UNIQUE (n);"
    )
    assert [unique.name for unique in table(schema, "a").uniques] == ["a_n_key"]
    assert report["notes"] == [
        "Rows that a constraint did not accept were removed before adding it.",
        "1 statement about rows ran; rows are not kept.",
    ]


def test_function_bodies_may_use_what_comes_later() -> None:
    schema, _ = accepted(
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT n FROM later';"
        "CREATE TABLE later (n int);"
    )
    assert [thing.name for thing in schema.sql_objects] == ["f()"]


def test_the_same_script_gives_the_same_schema_to_the_last_bit() -> None:
    script = b"CREATE TABLE a (id int PRIMARY KEY); CREATE VIEW v AS SELECT * FROM a;"
    first = import_script(script, namespace=NAMESPACE)
    assert first == import_script(script, namespace=NAMESPACE)


def test_progress_only_goes_forward_and_ends_at_one() -> None:
    seen: list[float] = []
    script = "".join(f"CREATE TABLE t{n} ();" for n in range(300)).encode()
    import_script(script, namespace=NAMESPACE, progress=lambda at, message: seen.append(at))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


@pytest.mark.usefixtures("one_cluster")
def test_a_statement_after_the_limit_is_named() -> None:
    answer = refused("SELECT 1;\nSELECT " + "(" * 600 + "1" + ")" * 600)
    assert answer["line"] == 2
    assert "nests 600 parentheses deep" in answer["message"]
