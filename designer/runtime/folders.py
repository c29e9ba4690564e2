"""Where a running Tablewright keeps things.

    .tablewright/            in the checkout, or $TABLEWRIGHT_STATE: lock, key, logs, static files
    <servers>/postgres/      the application's database; its server's account owns it
    <servers>/sandbox/       the sandbox's templates and throw-away clusters
    <sockets>/               one private folder per server, with a path short enough for a socket

`servers` is `.tablewright` too, unless that lies below a folder which the servers' account may not
enter (a checkout in /root): then it is one folder of its own in /var/lib.
"""

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from designer.runtime.errors import CannotRun
from designer.runtime.running import home_of
from schemas.sandbox.accounts import Account

# A socket's path may have 107 bytes on Linux and 103 on macOS, its own name included.
LONGEST_FOLDER = 103 - len("/postgres/.s.PGSQL.5432")


@dataclass(frozen=True, slots=True)
class Folders:
    checkout: Path
    home: Path
    servers: Path
    sockets: Path

    @property
    def lock(self) -> Path:
        return self.home / "lock"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def static(self) -> Path:
        return self.home / "static"


def open_folders(checkout: Path, account: Account) -> Folders:
    """Create what is missing; raises CannotRun where a folder is someone else's."""
    home = home_of(checkout)
    own_folder(home, mode=0o711)
    own_folder(home / "logs", mode=0o700)
    servers = home if account.can_enter(home) else Path("/var/lib") / _name_for(home)
    own_folder(servers, mode=0o711)
    sockets = servers / "run"
    if len(os.fsencode(sockets)) > LONGEST_FOLDER:
        sockets = Path(tempfile.gettempdir()) / f"{_name_for(home)}-{os.geteuid()}"
    own_folder(sockets, mode=0o711 if account.is_other else 0o700)
    return Folders(checkout, home, servers, sockets)


def own_folder(path: Path, *, mode: int, account: Account | None = None) -> Path:
    """A folder with exactly this mode that belongs to `account` (else to this process's user)."""
    try:
        path.mkdir(mode=mode, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotRun(f"{path} cannot be made: {error.strerror}.") from None
    found = path.lstat()
    owner = account.uid if account else os.geteuid()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), owner):
        raise CannotRun(
            f"{path} belongs to another user: run Tablewright as that user, or remove it."
        )
    path.chmod(mode)
    if account and account.is_other:
        os.chown(path, account.uid, account.gid)
    return path


def _name_for(home: Path) -> str:
    return f"tablewright-{hashlib.sha256(os.fsencode(home)).hexdigest()[:12]}"
