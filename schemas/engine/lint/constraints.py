"""Constraints: what is checked under which lock, and what is lost with them."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.effects.alterations import (
    is_filled,
    key_index_has_nullable,
    proves_not_null,
)
from schemas.engine.errors import Severity
from schemas.engine.lint.rule import Example, Hit, Moment, rule
from schemas.engine.read.statements import forms as f

_CHECK_PROVES_NOT_NULL_SINCE = 12
_NOT_NULL_IS_CONSTRAINT_SINCE = 18


def _added(moment: Moment) -> Iterator[tuple[f.Name, f.ConstraintDefinition]]:
    """Constraints put on tables with rows in them, by ADD CONSTRAINT and with a new column."""
    for table, action in moment.actions:
        if isinstance(action, f.AddConstraint):
            yield table, action.constraint
        elif isinstance(action, f.AddColumn):
            yield from ((table, constraint) for constraint in action.column.constraints)


def _stated(moment: Moment) -> Iterator[tuple[f.Name, f.ConstraintDefinition]]:
    """Those of ADD CONSTRAINT alone."""
    for table, action in moment.actions:
        if isinstance(action, f.AddConstraint):
            yield table, action.constraint


@rule(
    "mig/set-not-null",
    Severity.WARNING,
    safer="ADD CONSTRAINT … CHECK (c IS NOT NULL) NOT VALID, VALIDATE it, SET NOT NULL, drop it.",
    bad="ALTER TABLE app.visits ALTER COLUMN country SET NOT NULL;",
    good="ALTER TABLE app.visits ADD CONSTRAINT has_country CHECK (country IS NOT NULL) NOT VALID; "
    "ALTER TABLE app.visits VALIDATE CONSTRAINT has_country; "
    "ALTER TABLE app.visits ALTER COLUMN country SET NOT NULL;",
)
def set_not_null(moment: Moment) -> Iterator[Hit]:
    for table, action in moment.actions:
        if not isinstance(action, f.SetNotNull):
            continue
        if not proves_not_null(moment.world, table, action.column, moment.version):
            yield Hit(
                f"All of {table} is read for NULLs in {action.column} while everybody waits.",
                _not_null_in_steps(table, action.column, moment.version),
            )


def _not_null_in_steps(table: f.Name, column: str, version: int) -> str:
    name = f"{table.name}_{column}_not_null"
    if version >= _NOT_NULL_IS_CONSTRAINT_SINCE:
        added = f"ALTER TABLE {table} ADD CONSTRAINT {name} NOT NULL {column} NOT VALID"
        return f"{added}; then ALTER TABLE {table} VALIDATE CONSTRAINT {name}"
    check = f"CHECK ({column} IS NOT NULL) NOT VALID"
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {name} {check}; then VALIDATE CONSTRAINT {name}; "
        "then SET NOT NULL; then DROP CONSTRAINT"
    )


@rule(
    "mig/constraint-without-not-valid",
    Severity.WARNING,
    safer="Add the constraint NOT VALID, then VALIDATE CONSTRAINT in a transaction of its own.",
    bad="ALTER TABLE app.visits ADD CONSTRAINT pages_positive CHECK (pages > 0);",
    good="ALTER TABLE app.visits ADD CONSTRAINT pages_positive CHECK (pages > 0) NOT VALID;",
)
def checked_at_once(moment: Moment) -> Iterator[Hit]:
    for table, constraint in _added(moment):
        if not _is_checked(constraint) or not _takes_not_valid(moment, table, constraint):
            continue
        name = constraint.name or "…"
        yield Hit(
            f"Every row of {table} is checked while writers wait.",
            f"Add it NOT VALID; then ALTER TABLE {table} VALIDATE CONSTRAINT {name}",
        )


def _is_checked(constraint: f.ConstraintDefinition) -> bool:
    return constraint.is_valid and constraint.is_enforced


def _takes_not_valid(moment: Moment, table: f.Name, constraint: f.ConstraintDefinition) -> bool:
    match constraint.kind:
        case "CHECK":
            return True
        case "FOREIGN KEY":
            return _is_scanned(moment, constraint)
        case "NOT NULL":
            return not all(
                proves_not_null(moment.world, table, column, moment.version)
                for column in constraint.columns
            )
        case _:
            return False


def _is_scanned(moment: Moment, key: f.ConstraintDefinition) -> bool:
    """A key that comes with its column looks at rows only where they get a value."""
    for _, action in moment.actions:
        if isinstance(action, f.AddColumn) and key in action.column.constraints:
            return is_filled(action.column)
    return True


@rule(
    "mig/add-fk-validates",
    Severity.WARNING,
    safer="Add the key NOT VALID, then VALIDATE CONSTRAINT in a transaction of its own.",
    bad="ALTER TABLE app.visits ADD CONSTRAINT visit_user FOREIGN KEY (user_id) "
    "REFERENCES app.users;",
    good="ALTER TABLE app.visits ADD CONSTRAINT visit_user FOREIGN KEY (user_id) "
    "REFERENCES app.users NOT VALID;",
)
def key_checked_at_once(moment: Moment) -> Iterator[str]:
    for table, key in _added(moment):
        if key.kind == "FOREIGN KEY" and _is_checked(key) and _is_scanned(moment, key):
            yield f"Writers of {table} and {key.target} wait until every row is checked."


@rule(
    "mig/add-multiple-fks",
    Severity.WARNING,
    safer="One foreign key to a transaction.",
    bad="BEGIN; ALTER TABLE app.visits ADD FOREIGN KEY (user_id) REFERENCES app.users NOT VALID, "
    "ADD FOREIGN KEY (page_id) REFERENCES app.pages NOT VALID; COMMIT;",
    good="ALTER TABLE app.visits ADD FOREIGN KEY (user_id) REFERENCES app.users NOT VALID; "
    "ALTER TABLE app.visits ADD FOREIGN KEY (page_id) REFERENCES app.pages NOT VALID;",
)
def several_keys(moment: Moment) -> Iterator[str]:
    targets = _key_targets(moment)
    held = moment.session.held.keys_to if moment.session.in_transaction else set()
    if targets and len(targets | held) > 1:
        yield f"Writers of {', '.join(sorted(targets | held))} wait at the same time."


def _key_targets(moment: Moment) -> set[str]:
    form = moment.form
    if isinstance(form, f.CreateTable):
        inline = (c for column in form.columns for c in column.constraints)
        keys = [c for c in (*form.constraints, *inline) if c.target]
    elif isinstance(form, f.Drop) and form.kind == "TABLE":
        relations = [moment.relation(name) for name in form.names]
        keys = [key for relation in relations if relation for key in relation.keys_to]
    else:
        keys = [c for _, c in _added(moment) if c.target]
    return {str(key.target) for key in keys if key.target and not moment.is_new(key.target)}


@rule(
    "mig/validate-in-same-transaction",
    Severity.WARNING,
    safer="VALIDATE CONSTRAINT in a transaction of its own.",
    bad="BEGIN; ALTER TABLE app.visits ADD CONSTRAINT pages_positive CHECK (pages > 0) NOT VALID; "
    "ALTER TABLE app.visits VALIDATE CONSTRAINT pages_positive; COMMIT;",
    good="ALTER TABLE app.visits ADD CONSTRAINT pages_positive CHECK (pages > 0) NOT VALID; "
    "ALTER TABLE app.visits VALIDATE CONSTRAINT pages_positive;",
)
def validated_at_once(moment: Moment) -> Iterator[str]:
    here = {(str(table), c.name) for table, c in _stated(moment) if not c.is_valid}
    for table, action in moment.actions:
        if not isinstance(action, f.ValidateConstraint):
            continue
        key = (str(moment.world.key(table)), action.name)
        held = moment.session.in_transaction and key in moment.session.held.unvalidated
        if held or (str(table), action.name) in here:
            yield f"The lock of adding {action.name} is held while every row is checked."


@rule(
    "mig/add-unique-constraint",
    Severity.WARNING,
    safer="CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … UNIQUE USING INDEX.",
    bad="ALTER TABLE app.visits ADD CONSTRAINT visit_token UNIQUE (token);",
    good="CREATE UNIQUE INDEX CONCURRENTLY visit_token ON app.visits (token); "
    "ALTER TABLE app.visits ADD CONSTRAINT visit_token UNIQUE USING INDEX visit_token;",
)
def unique_built_under_lock(moment: Moment) -> Iterator[str]:
    for table, constraint in _added(moment):
        if constraint.kind == "UNIQUE" and not constraint.using_index:
            yield f"The index is built while readers and writers of {table} wait."


@rule(
    "mig/unique-on-existing-data",
    Severity.WARNING,
    safer="Look for duplicates first: SELECT … GROUP BY … HAVING count(*) > 1",
    bad="CREATE UNIQUE INDEX CONCURRENTLY visit_token ON app.visits (token);",
    good="CREATE INDEX CONCURRENTLY visit_token ON app.visits (token);",
)
def may_have_duplicates(moment: Moment) -> Iterator[str]:
    form = moment.form
    if isinstance(form, f.CreateIndex) and form.is_unique and not moment.is_new(form.table):
        yield f"This fails if rows of {form.table} agree in {', '.join(form.keys)}."
    for table, constraint in _stated(moment):
        if constraint.kind == "UNIQUE" and not constraint.using_index:
            yield f"This fails if rows of {table} agree in {', '.join(constraint.columns)}."


@rule(
    "mig/add-primary-key",
    Severity.WARNING,
    safer="CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … PRIMARY KEY USING INDEX.",
    bad="ALTER TABLE app.visits ADD PRIMARY KEY (id);",
    good="ALTER TABLE app.visits ADD CONSTRAINT visits_pkey PRIMARY KEY USING INDEX visits_id;",
)
def primary_key_built_under_lock(moment: Moment) -> Iterator[str]:
    for table, constraint in _added(moment):
        if constraint.kind == "PRIMARY KEY" and not constraint.using_index:
            yield f"The index is built while readers and writers of {table} wait."


@rule(
    "mig/primary-key-using-nullable-index",
    Severity.WARNING,
    safer="Make the columns NOT NULL the safe way first.",
    bad=Example(
        "CREATE UNIQUE INDEX CONCURRENTLY visit_id ON visits (id); "
        "ALTER TABLE visits ADD PRIMARY KEY USING INDEX visit_id;",
        base="CREATE TABLE visits (id bigint)",
    ),
    good=Example(
        "CREATE UNIQUE INDEX CONCURRENTLY visit_id ON visits (id); "
        "ALTER TABLE visits ADD PRIMARY KEY USING INDEX visit_id;",
        base="CREATE TABLE visits (id bigint NOT NULL)",
    ),
)
def nullable_key(moment: Moment) -> Iterator[str]:
    for table, constraint in _stated(moment):
        if constraint.kind == "PRIMARY KEY" and constraint.using_index:
            index = constraint.using_index
            if key_index_has_nullable(moment.world, table, index, moment.version):
                yield f"A column of {index} may be NULL: all of {table} is read under lock."


@rule(
    "mig/add-exclusion-constraint",
    Severity.WARNING,
    safer="There is no online way: do it while the table is small, or in a maintenance window.",
    bad="ALTER TABLE app.stays ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&);",
    good="CREATE TABLE app.stays (during tstzrange, EXCLUDE USING gist (during WITH &&));",
)
def exclusion_built_under_lock(moment: Moment) -> Iterator[str]:
    for table, constraint in _added(moment):
        if constraint.kind == "EXCLUDE":
            yield f"The index is built while readers and writers of {table} wait."


@rule(
    "mig/drop-not-null",
    Severity.NOTE,
    safer="Release clients that can read NULL first.",
    bad="ALTER TABLE app.visits ALTER COLUMN country DROP NOT NULL;",
    good="ALTER TABLE app.visits ALTER COLUMN country SET DEFAULT '';",
)
def becomes_nullable(moment: Moment) -> Iterator[str]:
    for _, action in moment.actions:
        if isinstance(action, f.DropNotNull):
            yield f"Clients may now read NULL in {action.column}."


@rule(
    "mig/drop-constraint",
    Severity.WARNING,
    safer="Make sure that nothing relies on it; write the statement that adds it again NOT VALID.",
    bad="ALTER TABLE app.visits DROP CONSTRAINT pages_positive;",
    good="ALTER TABLE app.visits VALIDATE CONSTRAINT pages_positive;",
)
def constraint_dropped(moment: Moment) -> Iterator[str]:
    for table, action in moment.actions:
        if isinstance(action, f.DropConstraint):
            yield f"{table} no longer keeps what {action.name} promised."


@rule(
    "mig/parent-locked-by-drop",
    Severity.WARNING,
    safer="SET lock_timeout, and drop each foreign key in a transaction of its own first.",
    bad=Example(
        "DROP TABLE visits;",
        base="CREATE TABLE users (id int PRIMARY KEY); "
        "CREATE TABLE visits (user_id int REFERENCES users)",
    ),
    good=Example("DROP TABLE visits;", base="CREATE TABLE visits (user_id int)"),
)
def parent_locked(moment: Moment) -> Iterator[str]:
    for table, key in _dropped_keys(moment):
        if key.target and not moment.is_new(key.target):
            yield f"Readers and writers of {key.target} wait too, for {table} points at it."


def _dropped_keys(moment: Moment) -> Iterator[tuple[f.Name, f.ConstraintDefinition]]:
    form = moment.form
    if isinstance(form, f.Drop) and form.kind == "TABLE":
        for name in form.names:
            if (found := moment.relation(name)) and not moment.is_new(name):
                yield from ((name, key) for key in found.keys_to)
    for table, action in moment.actions:
        relation = moment.relation(table)
        if isinstance(action, f.DropConstraint) and relation:
            key = relation.constraints.get(action.name)
            if key and key.target:
                yield table, key
