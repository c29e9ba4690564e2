"""Settings of a throw-away server that no SQL can lift.

Each is fixed at start or reserved to superusers, save COURTESY: a script may set those away, and
the watchdog does not rely on them.
https://www.postgresql.org/docs/current/runtime-config.html
"""

from __future__ import annotations

from pathlib import Path

_NOTHING_IS_WORTH_KEEPING = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_replication_slots": "0",
    "archive_mode": "off",
    "wal_init_zero": "off",
    "wal_recycle": "off",
    "min_wal_size": "8MB",
    "max_wal_size": "32MB",
    "checkpoint_completion_target": "0",
}
# A user's index function would go on running in an autovacuum worker after every session ended.
_NO_PROCESS_OUTLIVES_THE_SESSION = {
    "autovacuum": "off",
    "max_worker_processes": "0",
    "max_parallel_workers": "0",
    "max_logical_replication_workers": "0",
    "jit": "off",
    "max_prepared_transactions": "0",
    "restart_after_crash": "off",
}
_FIXED_MEMORY = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "32MB",
    "max_connections": "10",
    "superuser_reserved_connections": "2",
    "max_locks_per_transaction": "1024",
    "max_files_per_process": "200",
    "huge_pages": "off",
    "track_activity_query_size": "256",
    "max_stack_depth": "2MB",
    "temp_file_limit": "128MB",
}
# RAISE LOG and failing statements of megabytes would otherwise fill the disk with log.
_NO_LOG = {
    "logging_collector": "off",
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_checkpoints": "off",
    "log_temp_files": "-1",
    "session_preload_libraries": "",
    "shared_preload_libraries": "",
}
COURTESY = {
    "statement_timeout": "120s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "120s",
    "work_mem": "4MB",
    "maintenance_work_mem": "32MB",
    "temp_buffers": "4MB",
    "client_connection_check_interval": "1s",
    "timezone": "UTC",
}
# `importing.py` knows some of PostgreSQL's messages.
_WORDS = {"lc_messages": "C"}
_SINCE = {
    16: {"reserved_connections": "3", "createrole_self_grant": ""},
    17: {
        "allow_alter_system": "off",
        "max_notify_queue_pages": "64",
        "summarize_wal": "off",
    },
    18: {"io_method": "sync", "max_active_replication_origins": "0"},
}


def settings_for(
    major: int, extensions: Path | None, *, installed_too: bool = False
) -> dict[str, str]:
    """Name -> value; `extensions` replaces the installed ones where the server can (from 18)."""
    settings = (
        _NOTHING_IS_WORTH_KEEPING
        | _NO_PROCESS_OUTLIVES_THE_SESSION
        | _FIXED_MEMORY
        | _NO_LOG
        | COURTESY
        | _WORDS
    )
    for since, added in _SINCE.items():
        if major >= since:
            settings = settings | added
    if major >= 18 and extensions:
        path = f"$system:{extensions}" if installed_too else str(extensions)
        settings = settings | {"extension_control_path": path}
    return settings


def configuration_text(settings: dict[str, str]) -> str:
    quoted = ((name, value.replace("'", "''")) for name, value in settings.items())
    return "".join(f"{name} = '{value}'\n" for name, value in quoted)
