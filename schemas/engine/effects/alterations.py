"""What each action of ALTER TABLE locks, writes anew, reads and destroys.

Measured on PostgreSQL 15 and 18; https://www.postgresql.org/docs/18/sql-altertable.html
"""

from __future__ import annotations

from schemas.engine.builtin_types import SERIAL
from schemas.engine.effects.ledger import ACCESS_EXCLUSIVE, Ledger
from schemas.engine.effects.type_change import is_rewrite
from schemas.engine.effects.volatility import is_volatile
from schemas.engine.effects.world import Field, Relation, World
from schemas.engine.read.statements import forms as f
from schemas.engine.sql_text import Sql

_SHARE_UPDATE = "SHARE UPDATE EXCLUSIVE"
_SHARE_ROW = "SHARE ROW EXCLUSIVE"
_FAST_DEFAULTS_SINCE = 11
_CHECK_PROVES_NOT_NULL_SINCE = 12


def alter(form: f.AlterRelation, ledger: Ledger) -> None:
    if form.kind in ("INDEX", "SEQUENCE"):
        _alter_other(form, ledger)
        return
    for action in form.actions:
        _act(form.name, action, ledger, children=not form.only)


def _alter_other(form: f.AlterRelation, ledger: Ledger) -> None:
    """Indexes and sequences: renaming an index is gentle, the rest of it mostly too."""
    gentle = _SHARE_UPDATE if form.kind == "INDEX" else _SHARE_ROW
    for action in form.actions:
        is_gentle = isinstance(action, f.SetOptions | f.OtherAction) or (
            form.kind == "INDEX" and isinstance(action, f.RenameTo)
        )
        ledger.lock(form.name, gentle if is_gentle else ACCESS_EXCLUSIVE)


def _act(table: f.Name, action: f.Action, ledger: Ledger, *, children: bool) -> None:
    match action:
        case f.AddConstraint(constraint=constraint):
            _add_constraint(table, constraint, ledger, children=children)
        case f.ValidateConstraint() | f.AlterConstraint() | f.DropConstraint():
            _constraint(table, action, ledger, children=children)
        case f.AttachPartition() | f.DetachPartition() | f.ChangeInheritance():
            _family(table, action, ledger)
        case f.ToggleTrigger():
            ledger.lock(table, _SHARE_ROW, children=children)
        case f.SetOptions() | f.ClusterOn() | f.TuneColumn(setting="STATISTICS" | "OPTIONS"):
            relation = ledger.relation(table)
            is_view = relation is not None and relation.kind == "VIEW"
            ledger.lock(table, ACCESS_EXCLUSIVE if is_view else _SHARE_UPDATE)
        case f.RenameConstraint() | f.SetOwner() | f.SetSchema() | f.RenameTo():
            ledger.lock(table, ACCESS_EXCLUSIVE)
        case _:
            ledger.lock(table, ACCESS_EXCLUSIVE, children=children)
            _column(table, action, ledger)


def _column(table: f.Name, action: f.Action, ledger: Ledger) -> None:
    match action:
        case f.AddColumn(column=column):
            _add_column(table, action, column, ledger)
        case f.DropColumn(name=name):
            ledger.destroy(f"the values of {table}.{name}")
            for key in _keys_of(ledger.relation(table), name):
                ledger.lock(key.target, ACCESS_EXCLUSIVE)
        case f.AlterType():
            _alter_type(table, action, ledger)
        case f.SetNotNull(column=name):
            if not proves_not_null(ledger.world, table, name, ledger.version):
                ledger.scan(table, "SET NOT NULL looks at every row.")
        case f.SetExpression(column=name, expression=expression):
            field = _field(ledger.relation(table), name)
            if expression and not (field and field.is_virtual):
                ledger.rewrite(table, "A stored generated column is computed for every row.")
        case f.Relocate(setting=setting):
            ledger.rewrite(table, f"SET {setting} writes the table anew.")
        case _:
            pass


def _keys_of(relation: Relation | None, column: str) -> list[f.ConstraintDefinition]:
    return relation.constraints_on(column, "FOREIGN KEY") if relation else []


def _field(relation: Relation | None, column: str) -> Field | None:
    return relation.columns.get(column) if relation else None


# Adding a column


def _add_column(
    table: f.Name, action: f.AddColumn, column: f.ColumnDefinition, ledger: Ledger
) -> None:
    relation = ledger.relation(table)
    if action.if_not_exists and _field(relation, column.name):
        return
    if why := fills_rows(column, ledger):
        ledger.rewrite(table, why)
    elif column.not_null and not is_filled(column):
        ledger.scan(table, "NOT NULL without a default looks for rows, and fails on the first.")
    for constraint in column.constraints:
        _inline_constraint(table, column, constraint, ledger)


def fills_rows(column: f.ColumnDefinition, ledger: Ledger) -> str:
    """Why adding the column writes every row; "" when it does not."""
    if column.type in SERIAL or column.is_identity:
        return "Every row gets a number of its own."
    if column.generated:
        return "" if column.is_virtual else "A stored generated column is computed for every row."
    if column.default and is_volatile(column.default, ledger.world.routines):
        return "A volatile default is computed for every row."
    if column.default and ledger.version < _FAST_DEFAULTS_SINCE:
        return "Before PostgreSQL 11 a default is written to every row."
    if ledger.world.has_constrained_domain(column.type):
        return "A domain with constraints is checked by writing every row."
    return ""


def is_filled(column: f.ColumnDefinition) -> bool:
    """Whether rows that are there get a value."""
    has_default = bool(column.default) and column.default.upper() != "NULL"
    return has_default or bool(column.generated) or column.is_identity or column.type in SERIAL


def _inline_constraint(
    table: f.Name,
    column: f.ColumnDefinition,
    constraint: f.ConstraintDefinition,
    ledger: Ledger,
) -> None:
    match constraint.kind:
        case "CHECK" if constraint.is_enforced:
            ledger.scan(table, "CHECK looks at every row.")
        case "UNIQUE" | "PRIMARY KEY":
            ledger.scan(table, "The key's index is built.")
        case "FOREIGN KEY":
            ledger.lock(constraint.target, _SHARE_ROW, children=True)
            if is_filled(column):
                _check_key(table, constraint, ledger)
        case _:
            pass


def _check_key(table: f.Name, key: f.ConstraintDefinition, ledger: Ledger) -> None:
    ledger.scan(table, "The foreign key checks every row against the other table.")
    if ledger.relation(table) is None or not ledger.world.is_new(table):
        ledger.scan(key.target, "The foreign key checks every row against the other table.")


# Changing a type


def _alter_type(table: f.Name, action: f.AlterType, ledger: Ledger) -> None:
    relation = ledger.relation(table)
    field = _field(relation, action.column)
    if changes_rows(action, field, ledger.world):
        ledger.rewrite(table, f"The new type of {action.column} is written to every row.")
    elif relation and field and rebuilds_index(relation, field, action):
        ledger.scan(table, f"An index on {action.column} is built anew under another collation.")
    if relation and any(c.is_enforced for c in relation.constraints_on(action.column, "CHECK")):
        ledger.scan(table, f"A CHECK on {action.column} is checked again for every row.")
    for key in _keys_of(relation, action.column):
        ledger.lock(key.target, ACCESS_EXCLUSIVE)


def changes_rows(action: f.AlterType, field: Field | None, world: World) -> bool:
    """Whether the type change writes every row; True when the old type is not known."""
    if action.using and not _is_plain_cast(action):
        return True
    if field is None:
        return True
    if world.has_constrained_domain(action.type):
        return True
    before, after = world.base_of(field.type), world.base_of(action.type)
    return is_rewrite(before, after, in_utc=world.in_utc)


def _is_plain_cast(action: f.AlterType) -> bool:
    """`USING c` and `USING c::type` are what PostgreSQL does by itself."""
    tokens = [token for token in Sql(action.using) if token.text not in ("(", ")")]
    is_column = bool(tokens) and tokens[0].value == action.column
    return is_column and (len(tokens) == 1 or tokens[1].text == "::")


def rebuilds_index(relation: Relation, field: Field, action: f.AlterType) -> bool:
    """Without COLLATE the type's own collation comes back."""
    collation = "" if action.collation in ('"default"', "default") else action.collation
    return collation != field.collation and bool(relation.indexes_on(action.column))


def proves_not_null(world: World, table: f.Name, column: str, version: int) -> bool:
    """Whether a valid CHECK, or the column itself, already says that there is no NULL."""
    relation = world.relation(table)
    if relation is None:
        return False
    if (field := relation.columns.get(column)) and field.not_null:
        return True
    if version < _CHECK_PROVES_NOT_NULL_SINCE:
        return False
    return any(
        c.is_valid and c.is_enforced and says_not_null(c.expression, column)
        for c in relation.constraints.values()
        if c.kind == "CHECK"
    )


def says_not_null(expression: str, column: str) -> bool:
    """Whether a CHECK is `column IS NOT NULL`, perhaps AND something else."""
    tokens = [token for token in Sql(expression) if token.text not in ("(", ")")]
    if any(token.is_key("OR") for token in tokens):
        return False
    words = [t.value if t.kind == "name" else t.text for t in tokens]
    wanted = [column, "is", "not", "null"]
    return any(words[at : at + 4] == wanted for at in range(len(words) - 3))


# Constraints


def _add_constraint(
    table: f.Name, constraint: f.ConstraintDefinition, ledger: Ledger, *, children: bool
) -> None:
    is_checked = constraint.is_valid and constraint.is_enforced
    if constraint.kind == "FOREIGN KEY":
        ledger.lock(table, _SHARE_ROW, children=children)
        ledger.lock(constraint.target, _SHARE_ROW, children=True)
        if is_checked:
            _check_key(table, constraint, ledger)
        return
    ledger.lock(table, ACCESS_EXCLUSIVE, children=children)
    match constraint.kind:
        case "CHECK" if is_checked:
            ledger.scan(table, "CHECK looks at every row.")
        case "NOT NULL" if is_checked and not _all_proven(ledger, table, constraint.columns):
            ledger.scan(table, "NOT NULL looks at every row.")
        case "UNIQUE" | "PRIMARY KEY" | "EXCLUDE" if not constraint.using_index:
            relation = ledger.relation(table)
            if children or relation is None or not relation.partition_by:
                ledger.scan(table, "The key's index is built.")
        case "PRIMARY KEY" if key_index_has_nullable(
            ledger.world, table, constraint.using_index, ledger.version
        ):
            ledger.scan(table, "The key's columns become NOT NULL, so every row is looked at.")
        case _:
            pass


def _all_proven(ledger: Ledger, table: f.Name, columns: tuple[str, ...]) -> bool:
    world, version = ledger.world, ledger.version
    return all(proves_not_null(world, table, column, version) for column in columns)


def key_index_has_nullable(world: World, table: f.Name, index: str, version: int) -> bool:
    """Whether a column of the index may hold NULL, as far as is known."""
    relation = world.relation(table)
    known = relation.indexes.get(index) if relation else None
    if known is None:
        return False
    return not all(proves_not_null(world, table, column, version) for column in known.columns)


def _constraint(
    table: f.Name,
    action: f.ValidateConstraint | f.AlterConstraint | f.DropConstraint,
    ledger: Ledger,
    *,
    children: bool,
) -> None:
    relation = ledger.relation(table)
    known = relation.constraints.get(action.name) if relation else None
    target = known.target if known else None
    match action:
        case f.ValidateConstraint():
            ledger.lock(table, _SHARE_UPDATE, children=children)
            ledger.lock(target, "ROW SHARE")
            if known is None or not known.is_valid:
                ledger.scan(table, "VALIDATE looks at every row.")
                ledger.scan(target, "VALIDATE looks at every row.")
        case f.AlterConstraint():
            ledger.lock(table, ACCESS_EXCLUSIVE, children=children)
            if action.not_enforced or action.enforced:
                ledger.lock(target, ACCESS_EXCLUSIVE)
            if action.enforced:
                ledger.scan(table, "A constraint that becomes ENFORCED is checked for every row.")
        case f.DropConstraint():
            ledger.lock(table, ACCESS_EXCLUSIVE, children=children)
            ledger.lock(target, ACCESS_EXCLUSIVE)
            if action.cascade and known and known.kind in ("PRIMARY KEY", "UNIQUE"):
                for other in ledger.world.referencing(table):
                    ledger.lock(other.name, ACCESS_EXCLUSIVE)


# Partitions and inheritance


def _family(
    table: f.Name,
    action: f.AttachPartition | f.DetachPartition | f.ChangeInheritance,
    ledger: Ledger,
) -> None:
    match action:
        case f.AttachPartition(partition=partition):
            ledger.lock(table, _SHARE_UPDATE)
            ledger.lock(partition, ACCESS_EXCLUSIVE)
            if not has_matching_check(ledger.world, table, action):
                ledger.scan(partition, "ATTACH looks whether every row fits the bounds.")
            lock_default_partition(ledger, table)
        case f.DetachPartition(partition=partition, concurrently=concurrently):
            ledger.lock(table, _SHARE_UPDATE if concurrently else ACCESS_EXCLUSIVE)
            if not concurrently:
                ledger.lock(partition, ACCESS_EXCLUSIVE)
        case f.ChangeInheritance(parent=parent, inherits=inherits):
            ledger.lock(table, ACCESS_EXCLUSIVE)
            ledger.lock(parent, _SHARE_UPDATE if inherits else "ACCESS SHARE")


def lock_default_partition(ledger: Ledger, parent: f.Name) -> None:
    """A new partition takes rows that the default one may hold, so all of those are looked at."""
    if default := ledger.world.default_partition(parent):
        ledger.lock(default.name, ACCESS_EXCLUSIVE)
        ledger.scan(default.name, "Rows of the new partition may be in the default one.")


def has_matching_check(world: World, parent: f.Name, action: f.AttachPartition) -> bool:
    """Whether a valid CHECK of the new partition speaks of the partition key with its bounds."""
    above, below = world.relation(parent), world.relation(action.partition)
    if below is None or action.bound.upper() == "DEFAULT":
        return False
    values = {t.text for t in Sql(action.bound) if t.kind in ("string", "number")}
    for check in below.constraints.values():
        if check.kind != "CHECK" or not check.is_valid:
            continue
        words = list(Sql(check.expression))
        named = {word.value for word in words if word.kind == "name"}
        on_key = above is None or any(
            word.value in named for word in Sql(above.partition_by) if word.kind == "name"
        )
        if on_key and values <= {word.text for word in words}:
            return True
    return False
