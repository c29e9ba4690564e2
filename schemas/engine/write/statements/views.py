"""Views and materialized views."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemas.engine.model import Attribute, View
from schemas.engine.names import quote
from schemas.engine.write.statements.columns import column_settings, set_default
from schemas.engine.write.statements.rereading import (
    named_values,
    reread_alike,
    reread_query_alike,
)
from schemas.engine.write.statements.text import (
    relation_name,
    storage_clause,
    storage_name,
    storage_setting,
)


def create_view(view: View) -> str:
    if values := named_values(view.definition):
        view = replace(view, definition=values.query)
    names = f" ({', '.join(values.names)})" if values else ""
    if view.is_materialized:
        data = "" if view.is_populated else "\nWITH NO DATA"
        return f"CREATE {_head(view, names)} AS\n{_query(view)}{data}"
    check = f"\nWITH {view.check_option} CHECK OPTION" if view.check_option else ""
    return f"CREATE {_head(view, names)} AS\n{_query(view)}{check}"


def create_view_placeholder(view: View) -> str:
    """A view with the same columns and no rows, for what is needed by its own query."""
    columns = ",\n    ".join(
        f"NULL::{column.type}{_collate(column)} AS {quote(column.name)}" for column in view.columns
    )
    return f"CREATE VIEW {relation_name(view)} AS\n SELECT {columns}".rstrip()


def refresh(view: View) -> str:
    """To have rows or none, as the view says."""
    rows = "" if view.is_populated else " WITH NO DATA"
    return f"REFRESH MATERIALIZED VIEW {relation_name(view)}{rows}"


def view_settings(view: View) -> Iterator[str]:
    """What CREATE VIEW cannot say of the columns."""
    for column in view.columns:
        if column.default is not None:
            yield set_default(view, column, column.default)
        yield from column_settings(view, column)


def _collate(column: Attribute) -> str:
    return f" COLLATE {column.collation}" if column.collation else ""


def replace_view(view: View) -> str:
    """Of an ordinary view, with its options: those not named would be lost."""
    return create_view(view).replace("CREATE VIEW", "CREATE OR REPLACE VIEW", 1)


def set_view_option(view: View, name: str, value: str) -> str:
    return f"ALTER {view_kind(view)} {relation_name(view)} SET ({storage_setting(name, value)})"


def reset_view_option(view: View, name: str) -> str:
    return f"ALTER {view_kind(view)} {relation_name(view)} RESET ({storage_name(name)})"


def view_kind(view: View) -> str:
    return "MATERIALIZED VIEW" if view.is_materialized else "VIEW"


def _head(view: View, column_names: str) -> str:
    using = f" USING {quote(view.access_method)}" if view.access_method else ""
    name = f"{view_kind(view)} {relation_name(view)}{column_names}"
    return f"{name}{using}{storage_clause(view.options)}"


def _query(view: View) -> str:
    """As it was printed; only what PostgreSQL printed leaves out names that are not to be seen."""
    text = view.definition.strip().rstrip(";").rstrip()
    return reread_query_alike(text) if view.columns else reread_alike(text)
