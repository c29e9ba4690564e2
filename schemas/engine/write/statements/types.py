"""Enums, domains and composite types."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.model import Attribute, Check, CompositeType, Domain, EnumType, UserType
from schemas.engine.names import default_name, literal, qualified, quote
from schemas.engine.write.statements.constraints import check_body
from schemas.engine.write.statements.rereading import reread_alike


def create_enum(enum: EnumType) -> str:
    labels = ",\n".join(f"    {literal(label)}" for label in enum.labels)
    return f"CREATE TYPE {type_name(enum)} AS ENUM ({_block(labels)})"


def add_enum_label(enum: EnumType, label: str, *, before: str | None = None) -> str:
    """Without `before` the label goes last. Cannot be used in the transaction that adds it."""
    place = f" BEFORE {literal(before)}" if before is not None else ""
    return f"ALTER TYPE {type_name(enum)} ADD VALUE {literal(label)}{place}"


def rename_enum_label(enum: EnumType, old: str, new: str) -> str:
    return f"ALTER TYPE {type_name(enum)} RENAME VALUE {literal(old)} TO {literal(new)}"


def create_domain(domain: Domain) -> str:
    """Checks that are NOT VALID are left to `domain_settings`: CREATE cannot say it."""
    clauses = [f"CREATE DOMAIN {type_name(domain)} AS {domain.type}"]
    if domain.collation:
        clauses[0] += f" COLLATE {domain.collation}"
    if domain.default is not None:
        clauses.append(f"DEFAULT {reread_alike(domain.default)}")
    if not domain.nullable:
        name = f"CONSTRAINT {quote(domain.not_null_name)} " if domain.not_null_name else ""
        clauses.append(f"{name}NOT NULL")
    clauses += [_named_check(check) for check in domain.checks if check.validated]
    return "\n    ".join(clauses)


def add_domain_not_null(domain: Domain) -> str:
    """Under its name (from PostgreSQL 17)."""
    return _alter_domain(domain, f"ADD CONSTRAINT {quote(domain_not_null_name(domain))} NOT NULL")


def rename_domain_not_null(old: Domain, new: Domain) -> str:
    names = f"{quote(domain_not_null_name(old))} TO {quote(domain_not_null_name(new))}"
    return _alter_domain(new, f"RENAME CONSTRAINT {names}")


def domain_not_null_name(domain: Domain) -> str:
    return domain.not_null_name or default_name(domain.name, [], "not_null")


def domain_settings(domain: Domain) -> Iterator[str]:
    for check in domain.checks:
        if not check.validated:
            yield add_domain_check(domain, check)


def add_domain_check(domain: Domain, check: Check) -> str:
    return _alter_domain(domain, f"ADD {_named_check(check)}")


def drop_domain_check(domain: Domain, check: Check) -> str:
    return _alter_domain(domain, f"DROP CONSTRAINT {quote(check.name)}")


def validate_domain_check(domain: Domain, check: Check) -> str:
    return _alter_domain(domain, f"VALIDATE CONSTRAINT {quote(check.name)}")


def set_domain_default(domain: Domain, default: str | None) -> str:
    action = "DROP DEFAULT" if default is None else f"SET DEFAULT {reread_alike(default)}"
    return _alter_domain(domain, action)


def set_domain_nullable(domain: Domain, nullable: bool) -> str:
    return _alter_domain(domain, "DROP NOT NULL" if nullable else "SET NOT NULL")


def create_composite(composite: CompositeType) -> str:
    attributes = ",\n".join(f"    {_attribute(a)}" for a in composite.attributes)
    return f"CREATE TYPE {type_name(composite)} AS ({_block(attributes)})"


def add_attribute(composite: CompositeType, attribute: Attribute) -> str:
    return f"ALTER TYPE {type_name(composite)} ADD ATTRIBUTE {_attribute(attribute)}"


def drop_attribute(composite: CompositeType, attribute: Attribute) -> str:
    return f"ALTER TYPE {type_name(composite)} DROP ATTRIBUTE {quote(attribute.name)}"


def set_attribute_type(composite: CompositeType, attribute: Attribute) -> str:
    name, type_ = quote(attribute.name), attribute.type
    collation = f" COLLATE {attribute.collation}" if attribute.collation else ""
    return f"ALTER TYPE {type_name(composite)} ALTER ATTRIBUTE {name} TYPE {type_}{collation}"


def create_type(user_type: UserType) -> str:
    match user_type:
        case EnumType():
            return create_enum(user_type)
        case Domain():
            return create_domain(user_type)
        case CompositeType():
            return create_composite(user_type)


def type_name(user_type: UserType) -> str:
    return qualified(user_type.schema, user_type.name)


def _alter_domain(domain: Domain, action: str) -> str:
    return f"ALTER DOMAIN {type_name(domain)} {action}"


def _named_check(check: Check) -> str:
    return f"CONSTRAINT {quote(check.name)} {check_body(check)}"


def _attribute(attribute: Attribute) -> str:
    collation = f" COLLATE {attribute.collation}" if attribute.collation else ""
    return f"{quote(attribute.name)} {attribute.type}{collation}"


def _block(lines: str) -> str:
    return f"\n{lines}\n" if lines else ""
