"""Triggers and row-level security policies."""

from __future__ import annotations

from schemas.engine.model import Policy, Table, Trigger
from schemas.engine.names import quote
from schemas.engine.write.statements.rereading import reread_alike
from schemas.engine.write.statements.text import Relation, in_parentheses, relation_name

_ENABLE = {
    "ORIGIN": "ENABLE",
    "DISABLED": "DISABLE",
    "REPLICA": "ENABLE REPLICA",
    "ALWAYS": "ENABLE ALWAYS",
}


def create_trigger(trigger: Trigger) -> str:
    return reread_alike(trigger.definition.strip().rstrip(";"))


def set_trigger_enabled(relation: Relation, trigger: Trigger) -> str:
    word = _ENABLE[trigger.enabled]
    return f"ALTER TABLE {relation_name(relation)} {word} TRIGGER {quote(trigger.name)}"


def drop_trigger(relation: Relation, trigger: Trigger) -> str:
    return f"DROP TRIGGER {quote(trigger.name)} ON {relation_name(relation)}"


def rename_trigger(relation: Relation, trigger: Trigger, name: str) -> str:
    names = f"{quote(trigger.name)} ON {relation_name(relation)} RENAME TO {quote(name)}"
    return f"ALTER TRIGGER {names}"


def create_policy(table: Table, policy: Policy) -> str:
    clauses = [f"CREATE POLICY {_on(table, policy)}"]
    if not policy.is_permissive:
        clauses.append("AS RESTRICTIVE")
    if policy.command != "ALL":
        clauses.append(f"FOR {policy.command}")
    if policy.roles != ("public",):
        clauses.append(f"TO {_roles(policy)}")
    return " ".join([*clauses, *_conditions(policy)])


def drop_policy(table: Table, policy: Policy) -> str:
    return f"DROP POLICY {_on(table, policy)}"


def rename_policy(table: Table, policy: Policy, name: str) -> str:
    return f"ALTER POLICY {_on(table, policy)} RENAME TO {quote(name)}"


def _on(table: Table, policy: Policy) -> str:
    return f"{quote(policy.name)} ON {relation_name(table)}"


def _roles(policy: Policy) -> str:
    return ", ".join("PUBLIC" if role == "public" else quote(role) for role in policy.roles)


def _conditions(policy: Policy) -> list[str]:
    clauses = []
    if policy.using is not None:
        clauses.append(f"USING {in_parentheses(policy.using)}")
    if policy.check is not None:
        clauses.append(f"WITH CHECK {in_parentheses(policy.check)}")
    return clauses
