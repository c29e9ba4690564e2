"""Views and materialized views."""

from __future__ import annotations

from schemas.engine.model import View
from schemas.engine.write.statements.text import relation_name, storage_clause


def create_view(view: View) -> str:
    if view.is_materialized:
        data = "" if view.is_populated else "\nWITH NO DATA"
        return f"CREATE {_head(view)} AS\n{_query(view)}{data}"
    check = f"\nWITH {view.check_option} CHECK OPTION" if view.check_option else ""
    return f"CREATE {_head(view)} AS\n{_query(view)}{check}"


def view_kind(view: View) -> str:
    return "MATERIALIZED VIEW" if view.is_materialized else "VIEW"


def _head(view: View) -> str:
    return f"{view_kind(view)} {relation_name(view)}{storage_clause(view.options)}"


def _query(view: View) -> str:
    return view.definition.strip().rstrip(";").rstrip()
