"""What is written for another database is translated, run by PostgreSQL, and told."""

from __future__ import annotations

from schemas.engine import codec
from schemas.engine.model import Schema
from schemas.engine.read.formats import Format
from schemas.sandbox.jobs import import_script
from schemas.sandbox.results import ImportResult
from tests.sandbox.running import NAMESPACE, table

BLOG = """
Table users {
  id int [pk, increment]
  mail varchar(255) [not null, unique]
  made datetime [default: `now()`]
}
Table posts {
  id int [pk, increment]
  author int [not null, ref: > users.id]
  state post_state [default: 'draft', note: 'Where it is']
}
Enum post_state { draft
  out }
Ref: posts.id <> users.id [delete: cascade]
"""


def imported(script: str, format: Format) -> ImportResult:
    return import_script(script.encode(), namespace=NAMESPACE, format=format)


def design(result: ImportResult) -> Schema:
    assert result["refused"] is None
    return codec.decode(result["schema"])


def test_a_dbml_document_becomes_a_design() -> None:
    result = imported(BLOG, Format.DBML)
    schema = design(result)
    assert sorted(one.name for one in schema.tables) == ["posts", "posts_users", "users"]
    state = table(schema, "posts").column_named("state")
    assert state
    assert (state.type, state.default) == ("public.post_state", "'draft'::public.post_state")
    assert state.comment == "Where it is"
    report = result["report"]
    assert report
    assert [told["message"] for told in report["translated"]] == [
        "The type datetime becomes timestamp.",
        "Many to many becomes a table of its own, posts_users.",
    ]


def test_what_postgres_refuses_is_told_with_the_line_of_the_document() -> None:
    refused = imported("Table a {\n  x int\n\n  y int [default: `nope()`]\n}", Format.DBML)[
        "refused"
    ]
    assert refused
    assert (refused["line"], refused["message"]) == (4, "function nope() does not exist")


def test_what_cannot_be_read_is_told_with_its_line() -> None:
    refused = imported("Table a {\n  x\n}", Format.DBML)["refused"]
    assert refused
    assert (refused["line"], refused["message"]) == (2, "The column “x” has no type.")


MYSQL = """
SET NAMES utf8mb4;
DROP TABLE IF EXISTS `orders`;
CREATE TABLE `orders` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `buyer` int unsigned NOT NULL COMMENT 'Who pays',
  `state` enum('new','paid') NOT NULL DEFAULT 'new',
  `gift` tinyint(1) NOT NULL DEFAULT '0',
  `doc` json DEFAULT NULL,
  `made` timestamp NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  KEY `by_buyer` (`buyer`),
  CONSTRAINT `fk` FOREIGN KEY (`buyer`) REFERENCES `buyers` (`id`) ON DELETE CASCADE,
  CONSTRAINT `is_json` CHECK (json_valid(`doc`))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `buyers` (`id` int unsigned PRIMARY KEY, `name` varchar(80) NOT NULL);
CREATE VIEW `names` AS SELECT `Name` AS `n`, count(*) AS `c` FROM `buyers` GROUP BY `name`;
INSERT INTO `buyers` VALUES (1, 'a;b');
"""
SQL_SERVER = """
CREATE TABLE [sales].[Orders](
  [Id] [int] IDENTITY(1,1) NOT NULL, [Key] [uniqueidentifier] NOT NULL, [Total] [money] NULL,
  [Twice] AS ([Total]*(2)), CONSTRAINT [PK] PRIMARY KEY CLUSTERED ([Id] ASC) ON [PRIMARY])
GO
ALTER TABLE [sales].[Orders] ADD CONSTRAINT [DF] DEFAULT (newid()) FOR [Key]
GO
CREATE NONCLUSTERED INDEX [ByKey] ON [sales].[Orders] ([Key] DESC) WHERE ([total] > (0))
GO
"""


def test_a_dump_of_mysql_becomes_a_design() -> None:
    result = imported(MYSQL, Format.MYSQL)
    schema = design(result)
    orders = table(schema, "orders")
    assert [(column.name, column.type) for column in orders.columns] == [
        ("id", "bigint"),
        ("buyer", "bigint"),
        ("state", "public.orders_state"),
        ("gift", "boolean"),
        ("doc", "jsonb"),
        ("made", "timestamp with time zone"),
    ]
    assert [key.name for key in orders.foreign_keys] == ["fk"]
    assert [index.name for index in orders.indexes] == ["by_buyer"]
    assert [view.name for view in schema.views] == ["names"]
    report = result["report"]
    assert report
    refused = [left for left in report["left_out"] if "json_valid" in left["message"]]
    assert [left["line"] for left in refused] == [14]


def test_a_script_of_sql_server_becomes_a_design() -> None:
    result = imported(SQL_SERVER, Format.DETECT)
    orders = table(design(result), "Orders", "sales")
    assert orders.columns[3].generated
    assert orders.columns[1].default == "gen_random_uuid()"
    assert orders.indexes[0].where == '("Total" > (0)::numeric)'
    report = result["report"]
    assert report
    assert "Read as SQL Server, by the look of it." in report["notes"]
    assert report["left_out"] == []


def test_a_script_that_is_too_deep_costs_what_is_deep_alone() -> None:
    deep = "(" * 10_000 + "1" + ")" * 10_000
    result = imported(f"CREATE TABLE t (a int, CHECK ({deep} > 0));", Format.MYSQL)
    assert [one.name for one in design(result).tables] == ["t"]


def test_sixty_megabytes_are_refused_before_they_are_read() -> None:
    refused = imported("CREATE TABLE t (a int);" + " " * (60 << 20), Format.SQLITE)["refused"]
    assert refused
    assert "60 MB" in refused["message"]
