"""Views and materialized views."""

from __future__ import annotations

from schemas.engine.model import View
from schemas.engine.write.statements.text import (
    relation_name,
    storage_clause,
    storage_name,
    storage_setting,
)


def create_view(view: View) -> str:
    if view.is_materialized:
        data = "" if view.is_populated else "\nWITH NO DATA"
        return f"CREATE {_head(view)} AS\n{_query(view)}{data}"
    check = f"\nWITH {view.check_option} CHECK OPTION" if view.check_option else ""
    return f"CREATE {_head(view)} AS\n{_query(view)}{check}"


def replace_view(view: View) -> str:
    """Of an ordinary view, with its options: those not named would be lost."""
    return create_view(view).replace("CREATE VIEW", "CREATE OR REPLACE VIEW", 1)


def set_view_option(view: View, name: str, value: str) -> str:
    return f"ALTER {view_kind(view)} {relation_name(view)} SET ({storage_setting(name, value)})"


def reset_view_option(view: View, name: str) -> str:
    return f"ALTER {view_kind(view)} {relation_name(view)} RESET ({storage_name(name)})"


def view_kind(view: View) -> str:
    return "MATERIALIZED VIEW" if view.is_materialized else "VIEW"


def _head(view: View) -> str:
    return f"{view_kind(view)} {relation_name(view)}{storage_clause(view.options)}"


def _query(view: View) -> str:
    return view.definition.strip().rstrip(";").rstrip()
