"""Who may do what in a trusted cluster: the script is the user's own, and runs as `postgres`.

- `postgres`, the superuser: runs the script. Dumps name this role, so it has its usual name.
- `sbx_admin`: makes the databases, cancels and terminates.
- `trial_r`: reads the catalog.

The other two are superusers as well, and only names of their own: the script's settings
(`ALTER ROLE postgres SET …`) do not reach them, and the watchdog can tell their sessions apart.
"""

from __future__ import annotations

from schemas.sandbox import roles
from schemas.sandbox.accounts import Account
from schemas.sandbox.setup import Setup

SCRIPT = "postgres"
BLANK = "blank"
"""What every script's database is a copy of; nobody but the administrator may enter it."""


def trusted_setup(account: Account) -> Setup:
    method = "peer map=sandbox" if account.name else "trust"
    return Setup(
        database=BLANK,
        in_postgres=[
            f"CREATE ROLE {roles.ADMIN} LOGIN SUPERUSER",
            f"CREATE ROLE {roles.READER} LOGIN SUPERUSER",
            f"ALTER ROLE {roles.ADMIN} SET search_path = pg_catalog, pg_temp",
            f"CREATE DATABASE {BLANK} TEMPLATE template0 ENCODING 'UTF8'",
        ],
        in_database=[],
        at_last=roles.clean_up(),
        host_based_access="\n".join(
            (
                f"local {roles.DATABASE} all {method}",
                f"local postgres,{BLANK} {roles.ADMIN} {method}",
                "local all all reject",
                "host all all all reject",
                "",
            )
        ),
        user_name_map=roles.user_name_map(account, (roles.ADMIN, roles.READER, SCRIPT)),
        installed_extensions=True,
    )


CLEAR_AWAY = f"""
    SELECT pg_catalog.format('DROP ROLE %I', rolname) FROM pg_catalog.pg_roles
    WHERE oid >= 16384 AND rolname NOT IN ('{roles.ADMIN}', '{roles.READER}')"""  # noqa: S608
"""Statements that drop the roles which a script made, once its database is gone."""

IS_AS_IT_WAS = f"""
    SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_database
                       WHERE datname NOT IN ('postgres', '{BLANK}'))
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_db_role_setting
                       WHERE setrole <> '{roles.ADMIN}'::pg_catalog.regrole)
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_tablespace WHERE oid >= 16384)
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_shdepend WHERE dbid = 0 AND deptype <> 'p')
       AND (SELECT rolsuper AND rolcanlogin AND rolconnlimit < 0 AND rolvaliduntil IS NULL
            FROM pg_catalog.pg_roles WHERE rolname = '{SCRIPT}')"""  # noqa: S608
"""Whether a script left nothing that another one could notice: else the cluster is thrown away."""
