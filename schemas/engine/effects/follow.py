"""What the world is like after a statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from schemas.engine.effects.world import Field, IndexFacts, Relation, World, columns_in
from schemas.engine.model import PUBLIC
from schemas.engine.names import default_name, default_names
from schemas.engine.read.statements import forms as f

_TRIES = 50
"""So many constraints without a name get the one PostgreSQL chooses; nobody names later ones."""
_SUFFIXES = {"PRIMARY KEY": "pkey", "UNIQUE": "key", "CHECK": "check", "FOREIGN KEY": "fkey"}


def follow(form: f.Form, world: World) -> None:
    """Change the world as the statement does; what is not known stays unknown."""
    match form:
        case f.CreateTable():
            _create_table(form, world)
        case f.CreateView():
            key = world.key(form.name)
            kind = "MATERIALIZED VIEW" if form.is_materialized else "VIEW"
            is_new = world.relation(form.name) is None
            world.put(Relation(name=key, kind=kind, is_new=is_new, query=form.query))
        case f.CreateIndex():
            _create_index(form, world)
        case f.AlterRelation(kind=kind) if kind not in ("INDEX", "SEQUENCE"):
            for action in form.actions:
                _alter(form.name, action, world)
        case f.Drop():
            _drop(form, world)
        case f.CreateDomain(name=name, type=type):
            key = _in_schema(name)
            world.domains[key] = bool(form.constraints)
            world.domain_bases[key] = type
        case f.AlterDomain(adds=f.ConstraintDefinition()):
            world.domains[_in_schema(form.name)] = True
        case f.CreateRoutine(name=name, volatility=volatility):
            world.routines[name.name] = volatility
        case f.CreateEnum(name=name):
            world.enums.add(_in_schema(name))
        case f.Set(name="timezone", value=value):
            world.in_utc = value.upper() in ("UTC", "GMT", "ETC/UTC")
        case f.Set(name="search_path", value=value):
            first = value.split(",")[0].strip(" '\"")
            world.default_schema = first or PUBLIC
        case f.Insert(table=table) | f.Query(into=f.Name() as table):
            _fill(table, world)
        case _:
            pass


def _in_schema(name: f.Name) -> f.Name:
    return f.Name(name.schema or PUBLIC, name.name)


def _fill(table: f.Name, world: World) -> None:
    if (found := world.relation(table)) and found.is_new:
        world.put(replace(found, is_filled=True))


# Tables


def _create_table(form: f.CreateTable, world: World) -> None:
    if world.relation(form.name):
        return
    key = f.Name(form.name.schema or world.default_schema, form.name.name)
    relation = Relation(
        name=key,
        is_new=True,
        is_temporary=form.is_temporary,
        is_filled=bool(form.query),
        is_known=not (form.like or form.query or form.inherits or form.partition_of),
        columns={column.name: field_of(column) for column in form.columns},
        partition_by=form.partition_by,
        parent=world.key(form.partition_of) if form.partition_of else None,
        is_default_partition=form.bound.upper() == "DEFAULT",
        inherits=tuple(world.key(name) for name in form.inherits),
    )
    inline = [c for column in form.columns for c in column.constraints]
    world.put(_with_constraints(relation, (*form.constraints, *inline)))


def field_of(column: f.ColumnDefinition) -> Field:
    is_key = any(c.kind == "PRIMARY KEY" for c in column.constraints)
    return Field(
        type=column.type,
        not_null=column.not_null or column.is_identity or is_key,
        collation=column.collation,
        generated=column.generated,
        is_virtual=column.is_virtual,
    )


def _with_constraints(
    relation: Relation, constraints: Iterable[f.ConstraintDefinition]
) -> Relation:
    for constraint in constraints:
        relation = with_constraint(relation, constraint)
    return relation


def with_constraint(relation: Relation, constraint: f.ConstraintDefinition) -> Relation:
    """The relation with one more constraint, under the name that PostgreSQL would choose."""
    columns = constraint.columns
    if constraint.kind == "CHECK":
        columns = columns_in(constraint.expression, list(relation.columns)) or columns
    name = constraint.name or constraint.using_index or _chosen_name(relation, constraint)
    added = replace(constraint, name=name, columns=columns)
    relation = replace(relation, constraints={**relation.constraints, name: added})
    if constraint.kind in ("PRIMARY KEY", "UNIQUE"):
        relation = _with_key(relation, added)
    if constraint.kind in ("PRIMARY KEY", "NOT NULL"):
        fields = {
            name: replace(field, not_null=True)
            for name, field in relation.columns.items()
            if name in added.columns and constraint.is_valid
        }
        relation = replace(relation, columns={**relation.columns, **fields})
    return relation


def _chosen_name(relation: Relation, constraint: f.ConstraintDefinition) -> str:
    suffix = _SUFFIXES.get(constraint.kind, "not_null")
    columns = () if constraint.kind == "PRIMARY KEY" else constraint.columns
    names = default_names(relation.name.name, columns, suffix)
    first = (name for name in islice(names, _TRIES) if name not in relation.constraints)
    return next(first, f"{next(names)}_{len(relation.constraints)}")


def _with_key(relation: Relation, key: f.ConstraintDefinition) -> Relation:
    """USING INDEX renames the index to the constraint's name."""
    indexes = dict(relation.indexes)
    used = indexes.pop(key.using_index, None)
    columns = used.columns if used else key.columns
    indexes[key.name] = IndexFacts(name=key.name, columns=columns, is_unique=True)
    return replace(relation, indexes=indexes)


def _create_index(form: f.CreateIndex, world: World) -> None:
    table = world.relation(form.table)
    if table is None:
        table = Relation(name=world.key(form.table), is_known=False)
    plain = tuple(key.split()[0].strip('"') for key in form.keys if "(" not in key and key.split())
    name = form.name.name or default_name(table.name.name, plain, "idx", taken=table.indexes)
    if name in table.indexes:
        return
    facts = IndexFacts(name=name, columns=plain, is_unique=form.is_unique)
    world.put(replace(table, indexes={**table.indexes, name: facts}))


# Alterations


def _alter(table: f.Name, action: f.Action, world: World) -> None:
    relation = world.relation(table) or Relation(name=world.key(table), is_known=False)
    match action:
        case f.RenameTo(name=name):
            world.remove(relation.name)
            world.put(replace(relation, name=f.Name(relation.name.schema, name)))
        case f.SetSchema(schema=schema):
            world.remove(relation.name)
            world.put(replace(relation, name=f.Name(schema, relation.name.name)))
        case f.AttachPartition(partition=partition, bound=bound):
            _adopt(world, partition, relation.name, is_default=bound.upper() == "DEFAULT")
        case f.DetachPartition(partition=partition):
            _adopt(world, partition, None, is_default=False)
        case f.AddConstraint(constraint=constraint):
            world.put(with_constraint(relation, constraint))
        case f.ValidateConstraint(name=name) if name in relation.constraints:
            world.put(_validated(relation, name))
            if relation.constraints[name].kind == "NOT NULL":
                _require(world, relation, relation.constraints[name].columns)
        case f.SetNotNull(column=name):
            _require(world, relation, (name,))
        case f.DropConstraint(name=name):
            world.put(_without_constraint(relation, name))
        case _:
            world.put(_with_column_change(relation, action))


def _adopt(world: World, partition: f.Name, parent: f.Name | None, *, is_default: bool) -> None:
    if found := world.relation(partition):
        world.put(replace(found, parent=parent, is_default_partition=is_default))


def _require(world: World, relation: Relation, columns: Iterable[str]) -> None:
    """Partitions and inheriting tables get the NOT NULL too."""
    for below in (world.relations.get(relation.name, relation), *world.children(relation)):
        required = {
            c: replace(below.columns[c], not_null=True) for c in columns if c in below.columns
        }
        world.put(replace(below, columns={**below.columns, **required}))


def _validated(relation: Relation, name: str) -> Relation:
    constraint = replace(relation.constraints[name], is_valid=True)
    return replace(relation, constraints={**relation.constraints, name: constraint})


def _without_constraint(relation: Relation, name: str) -> Relation:
    constraints = {key: c for key, c in relation.constraints.items() if key != name}
    indexes = {key: index for key, index in relation.indexes.items() if key != name}
    return replace(relation, constraints=constraints, indexes=indexes)


def _with_column_change(relation: Relation, action: f.Action) -> Relation:
    columns = dict(relation.columns)
    match action:
        case f.AddColumn(column=column) if column.name not in columns:
            columns[column.name] = field_of(column)
            added = replace(relation, columns=columns)
            return _with_constraints(added, column.constraints)
        case f.DropColumn(name=name):
            return _without_column(relation, name)
        case f.RenameColumn(old=old, new=new) if old in columns:
            columns[new] = columns.pop(old)
        case f.AlterType(column=name, type=type, collation=collation) if name in columns:
            columns[name] = replace(columns[name], type=type, collation=collation)
        case f.DropNotNull(column=name) if name in columns:
            columns[name] = replace(columns[name], not_null=False)
        case _:
            return relation
    return replace(relation, columns=columns)


def _without_column(relation: Relation, name: str) -> Relation:
    return replace(
        relation,
        columns={key: field for key, field in relation.columns.items() if key != name},
        constraints={k: c for k, c in relation.constraints.items() if name not in c.columns},
        indexes={k: index for k, index in relation.indexes.items() if name not in index.columns},
    )


# Drops


def _drop(form: f.Drop, world: World) -> None:
    for name in form.names:
        if form.kind in ("TABLE", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE"):
            relation = world.relation(name)
            if relation and form.cascade:
                for other in world.referencing(relation.name):
                    world.put(_without_keys_to(other, relation.name, world))
            world.remove(name)
        elif form.kind == "INDEX" and (table := world.table_of_index(name)):
            world.put(_without_constraint(table, name.name))
        elif form.kind == "DOMAIN":
            world.domains.pop(_in_schema(name), None)


def _without_keys_to(relation: Relation, target: f.Name, world: World) -> Relation:
    kept = {
        name: c
        for name, c in relation.constraints.items()
        if c.target is None or world.key(c.target) != target
    }
    return replace(relation, constraints=kept)
