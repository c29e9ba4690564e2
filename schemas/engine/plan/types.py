"""Enums, domains and composite types that stay, altered in place."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.engine.model import CompositeType, Domain, EnumType
from schemas.engine.plan.alterable import renamed_labels
from schemas.engine.plan.fates import Fates
from schemas.engine.plan.notes import BREAKS_CLIENTS, SCANS
from schemas.engine.plan.steps import Step
from schemas.engine.write import statements as sql


def label_steps(old: EnumType, new: EnumType) -> Iterator[Step]:
    """From the back, so that the label before which one goes is always there."""
    if names := renamed_labels(old, new):
        for was, now in names.items():
            describe = f"Rename label {was} of {new.name} to {now}"
            yield Step(sql.rename_enum_label(new, was, now), describe, (BREAKS_CLIENTS,))
        return
    following: str | None = None
    for label in reversed(new.labels):
        if label not in old.labels:
            describe = f"Add label {label} to {new.name}"
            yield Step(sql.add_enum_label(new, label, before=following), describe)
        following = label


def domain_steps(fates: Fates, old: Domain, new: Domain) -> Iterator[Step]:
    default = None if new.id in fates.undefaulted else old.default
    if default != new.default:
        yield Step(sql.set_domain_default(new, new.default), f"Set the default of {new.name}")
    if old.nullable != new.nullable:
        notes = () if new.nullable else (SCANS,)
        statement = sql.set_domain_nullable(new, new.nullable)
        if new.not_null_name and not new.nullable:
            statement = sql.add_domain_not_null(new)
        yield Step(statement, f"Change whether {new.name} may be NULL", notes)
    elif old.not_null_name != new.not_null_name and not new.nullable:
        describe = f"Rename the NOT NULL of {new.name}"
        yield Step(sql.rename_domain_not_null(old, new), describe)
    if old.not_null_comment != new.not_null_comment and not new.nullable:
        describe = f"Comment on the NOT NULL of {new.name}"
        yield Step(sql.comment_on_domain_not_null(new), describe)
    yield from _check_steps(fates, old, new)


def _check_steps(fates: Fates, old: Domain, new: Domain) -> Iterator[Step]:
    was = {check.id: check for check in old.checks}
    for check in new.checks:
        before = was.get(check.id)
        if before is None or check.id in fates.dropped:
            describe = f"Add check {check.name} to {new.name}"
            yield Step(sql.add_domain_check(new, check), describe, (SCANS,))
            before = None
        elif check.validated and not before.validated:
            describe = f"Validate check {check.name} of {new.name}"
            yield Step(sql.validate_domain_check(new, check), describe, (SCANS,))
        if check.comment != (before.comment if before else ""):
            yield Step(sql.comment_on_domain_check(new, check), f"Comment on {check.name}")


def attribute_steps(old: CompositeType, new: CompositeType) -> Iterator[Step]:
    there = {attribute.name for attribute in new.attributes}
    for attribute in old.attributes:
        if attribute.name not in there:
            describe = f"Drop attribute {attribute.name} of {new.name}"
            yield Step(sql.drop_attribute(new, attribute), describe)
    were = {attribute.name for attribute in old.attributes}
    for attribute in new.attributes:
        if attribute.name not in were:
            describe = f"Add attribute {attribute.name} to {new.name}"
            yield Step(sql.add_attribute(new, attribute), describe)
