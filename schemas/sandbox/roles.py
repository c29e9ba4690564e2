"""Who may do what in a throw-away cluster, as the SQL that sets it up once per template.

- `postgres`, the superuser: rejected by pg_hba as soon as the template is built.
- `sbx_admin`: cancels, terminates, invents roles; may connect to the database `postgres` alone.
- `trial`: runs the script; owns nothing but what it creates.
- `trial_r`: reads the catalog; has no right to anything of the trial's.

The script's role does not own its database: an owner may `ALTER DATABASE … SET search_path` and so
reach the sessions of others. It never becomes another role by SET ROLE: RESET ROLE undoes that.
"""

from __future__ import annotations

from schemas.sandbox.accounts import Account
from schemas.sandbox.setup import Setup

DATABASE = "trial"
ADMIN = "sbx_admin"
TRIAL = "trial"
READER = "trial_r"

POWERLESS = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"

# Needless for any schema, and each one is a way to time, to signal, to look around or to fill WAL.
_REVOKED_FUNCTIONS = [
    "pg_logical_emit_message",
    "pg_notify",
    "pg_export_snapshot",
    "pg_stat_get_activity",
    "pg_stat_get_backend_idset",
    "pg_stat_get_backend_activity",
    "pg_stat_get_backend_client_addr",
    "pg_stat_get_backend_pid",
    "pg_stat_get_backend_userid",
    "pg_stat_get_progress_info",
    "pg_prepared_xact",
    "pg_tablespace_databases",
    "pg_tablespace_location",
    "pg_control_system",
    "pg_control_init",
    "pg_control_checkpoint",
    "pg_control_recovery",
    "pg_stat_get_wal_senders",
    "pg_stat_get_wal_receiver",
    "pg_get_replication_slots",
    "pg_get_shmem_allocations",
    "pg_import_system_collations",
    "pg_log_backend_memory_contexts",
    "pg_ls_tmpdir",
    "pg_ls_logdir",
    "pg_ls_waldir",
    "pg_ls_dir",
    "pg_stat_file",
    "pg_read_file",
    "pg_read_binary_file",
    "lo_import",
    "lo_export",
    "pg_rotate_logfile",
    "pg_reload_conf",
    "pg_sleep",
    "pg_sleep_for",
    "pg_sleep_until",
    "pg_conf_load_time",
    "pg_postmaster_start_time",
    "database_to_xml",
    "database_to_xmlschema",
    "database_to_xml_and_xmlschema",
]
_REVOKED_RELATIONS = [
    "pg_db_role_setting",
    "pg_shdescription",
    "pg_shseclabel",
    "pg_replication_origin",
    "pg_stat_activity",
    "pg_prepared_xacts",
    "pg_replication_slots",
    "pg_shmem_allocations",
    "pg_backend_memory_contexts",
]


def powerless_setup(major: int, account: Account) -> Setup:
    """For scripts of strangers."""
    return Setup(
        database=DATABASE,
        in_postgres=cluster_setup(major),
        in_database=database_setup(),
        at_last=clean_up(),
        host_based_access=host_based_access(account),
        user_name_map=user_name_map(account, (ADMIN, TRIAL, READER)),
    )


def cluster_setup(major: int) -> list[str]:
    """Run by the superuser in the database `postgres`, before the trial database exists."""
    admin_member = " WITH ADMIN TRUE, INHERIT FALSE, SET FALSE" if major >= 16 else ""
    return [
        f"CREATE ROLE {ADMIN} LOGIN NOSUPERUSER CREATEROLE CONNECTION LIMIT 3",
        f"CREATE ROLE {TRIAL} {POWERLESS} INHERIT CONNECTION LIMIT 2",
        f"CREATE ROLE {READER} {POWERLESS} NOINHERIT CONNECTION LIMIT 1",
        f"GRANT {TRIAL} TO {ADMIN}{admin_member}",
        f"GRANT pg_signal_backend, pg_read_all_stats TO {ADMIN}",
        f"ALTER ROLE {ADMIN} SET search_path = pg_catalog, pg_temp",
        f"ALTER ROLE {ADMIN} SET statement_timeout = '5s'",
        f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8'",
        f"REVOKE ALL ON DATABASE postgres, {DATABASE} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE postgres TO {ADMIN}",
        f"GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {DATABASE} TO {TRIAL}",
        f"GRANT CONNECT ON DATABASE {DATABASE} TO {READER}",
    ]


def database_setup() -> list[str]:
    """Run by the superuser in the trial database."""
    return [
        *public_schema_setup(TRIAL),
        _revoke_each(_REVOKED_FUNCTIONS),
        *(
            f"DO $$ BEGIN REVOKE ALL ON pg_catalog.{name} FROM PUBLIC; "
            "EXCEPTION WHEN undefined_table THEN NULL; END $$"
            for name in _REVOKED_RELATIONS
        ),
    ]


def public_schema_setup(role: str) -> list[str]:
    """A dump may drop and create `public`, which only its owner can.

    Everybody may look up names in it, as everywhere from PostgreSQL 15 on.
    """
    return [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"ALTER SCHEMA public OWNER TO {role}",
    ]


def clean_up() -> list[str]:
    """The templates that every cluster has: gone, a start copies a third fewer bytes."""
    return [
        "ALTER DATABASE template1 IS_TEMPLATE false",
        "DROP DATABASE template1",
        "UPDATE pg_database SET datistemplate = false WHERE datname = 'template0'",
        "DROP DATABASE template0",
        "CHECKPOINT",
    ]


def host_based_access(account: Account) -> str:
    """pg_hba.conf. Unknown accounts have no name to map; the 0700 socket directory stands alone."""
    method = "peer map=sandbox" if account.name else "trust"
    return "\n".join(
        (
            f"local postgres {ADMIN} {method}",
            f"local {DATABASE} {TRIAL} {method}",
            f"local {DATABASE} {READER} {method}",
            "local all all reject",
            "host all all all reject",
            "",
        )
    )


def user_name_map(account: Account, roles: tuple[str, ...]) -> str:
    """pg_ident.conf."""
    return "".join(f'sandbox "{account.name}" {role}\n' for role in roles) if account.name else ""


def _revoke_each(functions: list[str]) -> str:
    names = ", ".join(f"'{name}'" for name in functions)
    # Only names from the list above are put in.
    return f"""
        DO $$ DECLARE f regprocedure; BEGIN
          FOR f IN SELECT oid FROM pg_catalog.pg_proc
                   WHERE pronamespace = 'pg_catalog'::regnamespace AND proname IN ({names})
          LOOP EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f); END LOOP;
        END $$"""  # noqa: S608
