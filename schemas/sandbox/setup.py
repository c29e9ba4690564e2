"""What turns a fresh cluster into a template: data for `template.py`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """SQL that the superuser runs once, in this order, and who may come in afterwards."""

    in_postgres: list[str]
    """In the database `postgres`; it makes `database`."""
    database: str
    in_database: list[str]
    at_last: list[str]
    """In the database `postgres` again."""
    host_based_access: str
    """pg_hba.conf."""
    user_name_map: str
    """pg_ident.conf."""
    installed_extensions: bool = False
    """Whether scripts may use every extension that is installed, not only the allowed ones."""

    def shape(self) -> tuple[str, ...]:
        """Every text that the template depends on."""
        return (
            self.host_based_access,
            self.user_name_map,
            *self.in_postgres,
            *self.in_database,
            *self.at_last,
        )
