"""The Drizzle schema says what the builders can say, and lists what they cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.engine.model import (
    PUBLIC,
    EnumType,
    Generated,
    Identity,
    IndexKey,
    PrimaryKey,
    Schema,
    Sequence,
    SequenceOptions,
    Table,
)
from schemas.engine.write.drizzle import write_drizzle
from schemas.engine.write.drizzle.literals import sql_template, string
from schemas.engine.write.drizzle.module import camel
from tests.engine.write.designs import column, foreign_key, hostile, index, new_id, shop, table


@pytest.mark.parametrize(
    "line",
    [
        "} from 'drizzle-orm/pg-core';",
        "export const users = pgTable('users', {",
        "  id: uuid('id').primaryKey().defaultRandom(),",
        "  passwordHash: varchar('password_hash', { length: 255 }).notNull(),",
        "  role: varchar('role', { length: 50 }).notNull().default('user'),",
        "  isActive: boolean('is_active').notNull().default(true),",
        "  emailVerifiedAt: timestamp('email_verified_at', { withTimezone: true }),",
        "  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),",
        "  totalAmount: numeric('total_amount', { precision: 10, scale: 2 }).notNull(),",
        "  preferences: jsonb('preferences').notNull().default(sql`'{}'::jsonb`),",
        "  index('idx_orders_user_id').on(table.userId),",
        "  index('idx_orders_created_at').on(table.createdAt.desc().nullsFirst()),",
        "  index('idx_settings_preferences').using('gin', table.preferences),",
        "  index('idx_resources_active').on(table.id).where(sql`deleted_at IS NULL`),",
        "  check('order_items_quantity_check', sql`quantity > 0`),",
        "// - table public.users: trigger users_updated_at",
    ],
)
def test_the_shop_reads_as_drizzle(line: str) -> None:
    assert line in write_drizzle(shop()).splitlines()


def test_foreign_keys_keep_their_names_and_actions() -> None:
    assert (
        "  foreignKey({\n"
        "    name: 'order_items_product_id_fkey',\n"
        "    columns: [table.productId],\n"
        "    foreignColumns: [products.id],\n"
        "  }).onDelete('restrict'),\n"
    ) in write_drizzle(shop())


def written(type_name: str, **options: object) -> str:
    made = replace(column("t", "c", type_name), **options)
    mood = EnumType(id=new_id("mood"), name="mood", schema="app", labels=("ok", "it's"))
    design = Schema(tables=(Table(id=new_id("t"), name="t", columns=(made,)),), objects=(mood,))
    text = write_drizzle(design)
    return next(line.strip() for line in text.splitlines() if line.startswith("  c: "))


@pytest.mark.parametrize(
    ("type_name", "code"),
    [
        ("bigint", "bigint('c', { mode: 'bigint' })"),
        ("character(3)", "char('c', { length: 3 })"),
        ("numeric", "numeric('c')"),
        ("numeric(10,-2)", "numeric('c', { precision: 10, scale: -2 })"),
        ("double precision", "doublePrecision('c')"),
        ("time(0) without time zone", "time('c', { precision: 0 })"),
        ("timestamp(3) with time zone", "timestamp('c', { precision: 3, withTimezone: true })"),
        ("interval year to month", "interval('c', { fields: 'year to month' })"),
        ("interval(3)", "interval('c', { precision: 3 })"),
        ("bit(8)", "bit('c', { dimensions: 8 })"),
        ("point", "point('c', { mode: 'xy' })"),
        ("text[]", "text('c').array()"),
        ("app.mood", "mood('c')"),
        ("app.mood[]", "mood('c').array()"),
        ("tstzrange", "tstzrangeType('c')"),
        ("app.email", "appEmailType('c')"),
    ],
)
def test_a_type_has_its_builder(type_name: str, code: str) -> None:
    assert written(type_name) == f"c: {code},"


@pytest.mark.parametrize(
    ("type_name", "options", "end"),
    [
        ("text", {"default": "'it''s'::text"}, ".default('it\\'s')"),
        ("integer", {"default": "0"}, ".default(0)"),
        ("numeric", {"default": "0"}, ".default(sql`0`)"),
        ("bigint", {"default": "0"}, ".default(sql`0`)"),
        ("app.mood", {"default": "'ok'::app.mood"}, ".default('ok')"),
        ("text[]", {"default": "'{}'::text[]"}, ".default(sql`'{}'::text[]`)"),
        (
            "integer",
            {"generated": Generated(expression="(a * 2)")},
            ".generatedAlwaysAs(sql`a * 2`)",
        ),
        (
            "integer",
            {"identity": Identity(always=True, options=SequenceOptions(start=5))},
            ".generatedAlwaysAsIdentity({ name: 't_c_seq', startWith: 5 })",
        ),
    ],
)
def test_a_default_keeps_its_meaning(type_name: str, options: dict[str, object], end: str) -> None:
    assert written(type_name, **options).endswith(f"{end},")


def test_a_sequence_just_as_serial_makes_it_becomes_serial() -> None:
    made = column("t", "id", nullable=False, default="nextval('public.t_id_seq'::regclass)")
    owned = Sequence(
        id=new_id("s"), name="t_id_seq", type="integer", owned_by=(new_id("t"), made.id)
    )
    users = Table(id=new_id("t"), name="t", columns=(made,))
    text = write_drizzle(Schema(tables=(users,), objects=(owned,)))
    assert "  id: serial('id'),\n" in text
    assert "pgSequence" not in text


def test_tables_that_reference_each_other_say_what_their_keys_are() -> None:
    first, second = table("a", "id", "b_id"), table("b", "id", "a_id")
    first = replace(first, constraints=(*first.constraints, foreign_key("a", "b_id", "b")))
    second = replace(second, constraints=(*second.constraints, foreign_key("b", "a_id", "a")))
    text = write_drizzle(Schema(tables=(first, second)))
    assert text.count("(table): PgTableExtraConfigValue[] => [") == 1
    assert "  type PgTableExtraConfigValue,\n" in text


def test_a_composite_key_keeps_its_name_and_order() -> None:
    columns = (column("t", "b_id"), column("t", "a_id"))
    key = PrimaryKey(id=new_id("k"), name="odd", columns=(columns[1].id, columns[0].id))
    made = Table(id=new_id("t"), name="t", columns=columns, constraints=(key,))
    assert "primaryKey({ name: 'odd', columns: [table.aId, table.bId] })" in write_drizzle(
        Schema(tables=(made,))
    )


def test_an_operator_class_with_an_order_is_written_raw() -> None:
    made = table("t", "id", "name text")
    key = IndexKey(column=made.columns[1].id, operator_class="text_pattern_ops", descending=True)
    made = replace(made, indexes=(replace(index("t", "name"), keys=(key,)),))
    text = write_drizzle(Schema(tables=(made,)))
    assert "index('t_name_idx').on(sql`name text_pattern_ops DESC`)" in text


def test_names_that_meet_in_camel_case_stay_apart() -> None:
    made = table("t", "user_id", "userId", "user__id")
    text = write_drizzle(Schema(tables=(made, table("text"), table("T_"))))
    assert "  userId2: integer('userId')," in text
    assert "  userId3: integer('user__id')," in text
    assert "export const textTable = pgTable('text', {" in text
    assert "export const t2 = pgTable(" in text


def test_schemas_prefix_only_names_that_are_taken() -> None:
    users, theirs = table("users"), replace(table("users"), id=new_id("2"), schema="app")
    text = write_drizzle(Schema(tables=(users, theirs)))
    assert "export const app = pgSchema('app');" in text
    assert "export const users = pgTable('users'" in text
    assert "export const appUsers = app.table('users'" in text


@pytest.mark.parametrize(
    ("expression", "template"),
    [
        ("a = '`${x}`'", "sql`a = '\\`\\${x}\\`'`"),
        ("a = 'x;y--z'", "sql`a = U&'x\\\\003By\\\\002D\\\\002Dz'`"),
        ("a = '\\;'", "sql`a = U&'\\\\\\\\\\\\003B'`"),
        ("a = 'it''s'", "sql`a = 'it''s'`"),
    ],
)
def test_sql_is_safe_in_a_template_and_from_the_separators_of_the_kit(
    expression: str, template: str
) -> None:
    assert sql_template(expression) == template


def test_strings_survive_quotes_breaks_and_emoji() -> None:
    assert string('it\'s "so"\n\\') == "'it\\'s \"so\"\\n\\\\'"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("full_name", "fullName"),
        ("2fa", "_2fa"),
        ("😀", "unnamed"),
        ("URL", "uRL"),
        ("a-b c", "aBC"),
    ],
)
def test_keys_are_identifiers(name: str, key: str) -> None:
    assert camel(name) == key


def test_hostile_comments_cannot_end_a_comment() -> None:
    text = write_drizzle(hostile())
    comments = [line for line in text.splitlines() if line.lstrip().startswith("/** ")]
    assert len(comments) > 20
    assert all(line.count("*/") == 1 and line.endswith("*/") for line in comments)
    assert all(line.count("`") % 2 == 0 for line in text.splitlines() if "sql`" in line)
    assert PUBLIC not in [line.split("'")[1] for line in text.splitlines() if "pgSchema('" in line]
