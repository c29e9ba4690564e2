"""The application's own PostgreSQL: durable, on a private Unix socket, without passwords.

Peer authentication lets exactly the user who runs Tablewright in, as a role that owns one
database and is no superuser; the superuser cannot connect at all.
https://www.postgresql.org/docs/current/auth-peer.html
"""

import os
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg

from designer.runtime.accounts import account_name
from designer.runtime.child import Child
from designer.runtime.errors import CannotRun
from designer.runtime.folders import own_folder
from schemas.sandbox.accounts import Account
from schemas.sandbox.binaries import CLEAN_ENVIRONMENT, Binaries

ROLE = DATABASE = "tablewright"
SETTINGS = {"max_connections": "60", "log_line_prefix": "%m [%p] "}
# For a server whose data may be lost with the machine.
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def address(sockets: Path) -> str:
    """The DATABASE_URL of the server whose socket is in this folder, running or not."""
    return f"postgresql://{ROLE}@/{DATABASE}?host={quote(str(sockets), safe='/')}"


@dataclass(frozen=True)
class Postgres:
    binaries: Binaries
    folder: Path
    """Holds the data directory; belongs to the account."""
    sockets: Path
    account: Account
    settings: Mapping[str, str] = field(default_factory=dict)
    role_options: str = ""

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        return address(self.sockets)

    def prepare(self) -> None:
        """Create the cluster unless there is one, and write who may connect."""
        own_folder(self.folder, mode=0o700, account=self.account)
        own_folder(self.sockets, mode=0o700, account=self.account)
        if not self.data.exists():
            self._create()
        self._refuse_other_version()
        self._write("pg_hba.conf", f"local all {ROLE} peer map={ROLE}\n")
        self._write("pg_ident.conf", f'{ROLE} "{account_name(os.geteuid())}" {ROLE}\n')

    def child(self, log: Path) -> Child:
        options = {
            "listen_addresses": "",
            "unix_socket_directories": f'"{self.sockets}"',
            **SETTINGS,
            **self.settings,
        }
        flags = [text for name, value in options.items() for text in ("-c", f"{name}={value}")]
        return Child(
            name="PostgreSQL",
            command=[self.binaries.program("postgres"), "-D", str(self.data), *flags],
            environment=CLEAN_ENVIRONMENT,
            log=log,
            account=self.account,
            is_ready=self.is_ready,
            stop_signal=signal.SIGINT,  # a fast shutdown: no waiting for clients
            grace=30.0,
        )

    def is_ready(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _create(self) -> None:
        # Under another name until it is whole: an interrupted start leaves nothing half made.
        building = self.folder / "building"
        self._run("rm", "-rf", str(building))
        self._run(
            self.binaries.program("initdb"),
            *("--pgdata", str(building), "--username", "postgres", "--auth", "reject"),
            *("--encoding", "UTF8", *_locale(self.binaries.major)),
            *(["--no-sync"] if self.settings.get("fsync") == "off" else []),
        )
        self._run(
            *(self.binaries.program("postgres"), "--single", "-j", "-D", str(building), "postgres"),
            stdin=f"CREATE ROLE {ROLE} LOGIN {self.role_options};\n\n"
            f"CREATE DATABASE {DATABASE} OWNER {ROLE};\n\n",
        )
        building.rename(self.data)

    def _run(self, *command: str, stdin: str = "") -> None:
        ran = subprocess.run(
            command,
            input=stdin,
            env=CLEAN_ENVIRONMENT,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            **self.account.popen_options(),
        )
        if ran.returncode or "ERROR:" in ran.stderr:
            raise CannotRun(f"{Path(command[0]).name} failed: {ran.stderr.strip()[-500:]}")

    def _refuse_other_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if made_by != str(self.binaries.major):
            raise CannotRun(
                f"The database in {self.data} was made by PostgreSQL {made_by}, and this is "
                f"{self.binaries.version}: set POSTGRES_BIN to version {made_by}, or dump and "
                "restore it with pg_dump."
            )

    def _write(self, name: str, text: str) -> None:
        file = self.data / name
        file.write_text(text)
        if self.account.is_other:
            os.chown(file, self.account.uid, self.account.gid)


def _locale(major: int) -> list[str]:
    # PostgreSQL 17 brought a Unicode locale that every system has; before it, only C is sure.
    if major >= 17:
        return ["--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
    return ["--no-locale"]
