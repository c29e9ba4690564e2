"""Which operating-system account the application's own servers run as."""

import os
import pwd

from designer.runtime.errors import CannotRun
from schemas.sandbox.accounts import Account, sandbox_account

UNPRIVILEGED = ("daemon", "www-data", "nobody", "postgres")


def server_account() -> Account:
    """Whoever started us; started by root, an existing unprivileged account.

    It differs from the sandbox's account: what breaks out there owns no file of the application.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), account_name(os.geteuid()), is_other=False)
    taken = sandbox_account().uid
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid not in (0, taken):
            return Account(entry.pw_uid, entry.pw_gid, name, is_other=True)
    raise CannotRun(
        "Running as root, PostgreSQL and Redis need an unprivileged account: create one named "
        f"{UNPRIVILEGED[0]}, or start Tablewright as an ordinary user."
    )


def account_name(uid: int) -> str:
    """The name PostgreSQL's peer authentication sees; raises CannotRun when there is none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        raise CannotRun(
            f"The user {uid} has no name in /etc/passwd, which PostgreSQL needs: add one, "
            "or set DATABASE_URL to a server that runs elsewhere."
        ) from None
