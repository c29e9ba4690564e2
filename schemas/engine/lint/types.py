"""Changing the types of columns, and the domains and enums that are types of columns."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.effects.alterations import changes_rows, rebuilds_index
from schemas.engine.effects.type_change import can_fail
from schemas.engine.errors import Severity
from schemas.engine.lint.rule import Example, Moment, rule
from schemas.engine.read.statements import forms as f

_ENUM_IN_TRANSACTION_SINCE = 12


def _retyped(moment: Moment) -> Iterator[tuple[f.Name, f.AlterType]]:
    for table, action in moment.actions:
        if isinstance(action, f.AlterType):
            yield table, action


@rule(
    "mig/alter-column-type",
    Severity.WARNING,
    safer="Add a column of the new type, write both, fill it in batches, then swap the two.",
    bad=Example(
        "ALTER TABLE visits ALTER COLUMN pages TYPE bigint;", base="CREATE TABLE visits (pages int)"
    ),
    good=Example(
        "ALTER TABLE visits ALTER COLUMN path TYPE text;",
        base="CREATE TABLE visits (path varchar(80))",
    ),
)
def type_change(moment: Moment) -> Iterator[str]:
    for table, action in _retyped(moment):
        field = moment.field(table, action.column)
        relation = moment.relation(table)
        if changes_rows(action, field, moment.world):
            old = f" from {field.type}" if field else ""
            yield (
                f"Changing {action.column}{old} to {action.type} writes {table} and its indexes "
                "anew while readers and writers wait."
            )
        elif relation and field and rebuilds_index(relation, field, action):
            yield f"The new collation rebuilds the indexes on {action.column} under lock."


@rule(
    "mig/alter-type-revalidates-checks",
    Severity.WARNING,
    safer="Drop the check, change the type, add the check NOT VALID, and VALIDATE it on its own.",
    bad=Example(
        "ALTER TABLE visits ALTER COLUMN path TYPE text;",
        base="CREATE TABLE visits (path varchar(80) CHECK (path <> ''))",
    ),
    good=Example(
        "ALTER TABLE visits ALTER COLUMN path TYPE text;",
        base="CREATE TABLE visits (path varchar(80), pages int CHECK (pages > 0))",
    ),
)
def checks_again(moment: Moment) -> Iterator[str]:
    for table, action in _retyped(moment):
        relation = moment.relation(table)
        checks = relation.constraints_on(action.column, "CHECK") if relation else []
        if checks:
            names = ", ".join(check.name for check in checks)
            yield f"The checks on {action.column} ({names}) are done again for every row."


@rule(
    "mig/type-narrowing",
    Severity.ERROR,
    safer="Look first whether every value fits; else clean the values up in a step of their own.",
    bad=Example(
        "ALTER TABLE visits ALTER COLUMN pages TYPE smallint;",
        base="CREATE TABLE visits (pages int)",
    ),
    good=Example(
        "ALTER TABLE visits ALTER COLUMN pages TYPE bigint;", base="CREATE TABLE visits (pages int)"
    ),
)
def narrowing(moment: Moment) -> Iterator[str]:
    for table, action in _retyped(moment):
        field = moment.field(table, action.column)
        if field is None:
            continue
        old, new = moment.world.base_of(field.type), moment.world.base_of(action.type)
        if can_fail(old, new):
            yield f"A value of {table}.{action.column} may not fit into {action.type}: this fails."


@rule(
    "mig/domain-add-constraint",
    Severity.WARNING,
    safer="ADD CONSTRAINT … NOT VALID, then VALIDATE CONSTRAINT in a transaction of its own.",
    bad="ALTER DOMAIN app.rank ADD CONSTRAINT rank_positive CHECK (VALUE > 0);",
    good="ALTER DOMAIN app.rank ADD CONSTRAINT rank_positive CHECK (VALUE > 0) NOT VALID;",
)
def domain_check(moment: Moment) -> Iterator[str]:
    form = moment.form
    if isinstance(form, f.AlterDomain) and form.adds and form.verb == "ADD" and form.adds.is_valid:
        yield f"Every table with a column of {form.name} is read while its writers wait."


@rule(
    "mig/domain-set-not-null",
    Severity.WARNING,
    safer="ADD CONSTRAINT … CHECK (VALUE IS NOT NULL) NOT VALID, then VALIDATE CONSTRAINT.",
    bad="ALTER DOMAIN app.rank SET NOT NULL;",
    good="ALTER DOMAIN app.rank DROP NOT NULL;",
)
def domain_not_null(moment: Moment) -> Iterator[str]:
    form = moment.form
    if isinstance(form, f.AlterDomain) and form.adds and form.adds.kind == "NOT NULL":
        yield f"Every table with a column of {form.name} is read while its writers wait."


@rule(
    "mig/enum-add-value",
    Severity.ERROR,
    safer="Run it outside a transaction block.",
    bad=Example("BEGIN; ALTER TYPE app.state ADD VALUE 'late' AFTER 'sent'; COMMIT;", version=11),
    good="BEGIN; ALTER TYPE app.state ADD VALUE 'late' AFTER 'sent'; COMMIT;",
)
def enum_value_in_transaction(moment: Moment) -> Iterator[str]:
    is_old = moment.version < _ENUM_IN_TRANSACTION_SINCE
    if isinstance(moment.form, f.AddEnumValue) and is_old and moment.session.in_transaction:
        yield "Before PostgreSQL 12 a value cannot be added within a transaction block."


@rule(
    "mig/enum-value-used-in-transaction",
    Severity.ERROR,
    safer="Commit the new value first, and use it in the next transaction.",
    bad="BEGIN; ALTER TYPE app.state ADD VALUE 'late' AFTER 'sent'; "
    "UPDATE app.mails SET state = 'late' WHERE id = 1; COMMIT;",
    good="ALTER TYPE app.state ADD VALUE 'late' AFTER 'sent'; "
    "UPDATE app.mails SET state = 'late' WHERE id = 1;",
)
def new_value_used(moment: Moment) -> Iterator[str]:
    fresh = moment.session.held.enum_values if moment.session.in_transaction else set()
    if not fresh or isinstance(moment.form, f.AddEnumValue | f.Comment):
        return
    for token in moment.statement.tokens:
        if token.kind == "string" and token.text.strip("'") in fresh:
            yield f"{token.text} was added in this transaction, and is not usable until it commits."
            return


@rule(
    "mig/enum-add-value-unordered",
    Severity.NOTE,
    safer="ALTER TYPE … ADD VALUE 'new' AFTER 'existing'",
    bad="ALTER TYPE app.state ADD VALUE 'late';",
    good="ALTER TYPE app.state ADD VALUE 'late' BEFORE 'sent';",
)
def unplaced_value(moment: Moment) -> Iterator[str]:
    if isinstance(moment.form, f.AddEnumValue) and not moment.form.is_placed:
        yield f"{moment.form.value!r} sorts after all other values; say where it belongs."


@rule(
    "mig/enum-rename-value",
    Severity.WARNING,
    safer="Add the new value, move the rows and the clients over, and leave the old one unused.",
    bad="ALTER TYPE app.state RENAME VALUE 'late' TO 'delayed';",
    good="ALTER TYPE app.state ADD VALUE 'delayed' AFTER 'late';",
)
def renamed_value(moment: Moment) -> Iterator[str]:
    if isinstance(moment.form, f.RenameEnumValue):
        yield f"Clients that still write {moment.form.old!r} fail from here on."


@rule(
    "mig/enum-remove-value",
    Severity.WARNING,
    safer="Leave the value unused; a CHECK NOT VALID keeps new rows from having it.",
    bad=Example(
        "CREATE TYPE state_new AS ENUM ('new', 'sent'); "
        "ALTER TABLE mails ALTER state TYPE state_new USING state::text::state_new;",
        base="CREATE TYPE state AS ENUM ('new', 'sent', 'late'); CREATE TABLE mails (state state)",
    ),
    good=Example(
        "ALTER TABLE mails ALTER state TYPE text USING state::text;",
        base="CREATE TYPE state AS ENUM ('new', 'sent', 'late'); CREATE TABLE mails (state state)",
    ),
)
def enum_swapped(moment: Moment) -> Iterator[str]:
    enums = moment.world.enums
    for table, action in _retyped(moment):
        field = moment.field(table, action.column)
        kinds = (
            {moment.world.type_name(type) for type in (field.type, action.type)} if field else ()
        )
        if kinds and enums.issuperset(kinds):
            yield f"Rows of {table} that hold a value that is gone make this fail."
