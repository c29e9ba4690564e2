"""What runs in which process, and what each is told: nothing that it does not need."""

import http.client
import signal
import sys
from collections.abc import Mapping
from socket import socket

from designer.runtime.child import Child, open_log
from designer.runtime.folders import Folders
from designer.runtime.running import ROLE

PASSED_TO_SANDBOX = (
    *("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "DJANGO_SETTINGS_MODULE", "POSTGRES_BIN"),
    *("REDIS_URL", "SANDBOX_URLS", "SANDBOX_USER", "SANDBOX_DIR", "SANDBOX_OLDEST_SAFE"),
)


def web(environment: Mapping[str, str], folders: Folders, *, port: socket) -> Child:
    return Child(
        name="The web server",
        command=[sys.executable, "-m", "designer.runtime.web", str(port.fileno())],
        environment={**environment, ROLE: "web"},
        log=open_log(folders.logs, "web"),
        folder=folders.checkout,
        pass_fds=(port.fileno(),),
        is_ready=lambda: _answers(port),
    )


def worker(environment: Mapping[str, str], folders: Folders) -> Child:
    """Tasks that use the database, and the clock that takes up abandoned jobs."""
    told = {**environment, ROLE: "worker"}
    return _celery("The worker", ["--queues", "default", "--beat"], told, folders)


def sandbox_worker(environment: Mapping[str, str], folders: Folders) -> Child:
    """Tasks that run strangers' SQL: told of no database and no key, only of the queues."""
    told = {name: environment[name] for name in PASSED_TO_SANDBOX if name in environment}
    told[ROLE] = "sandbox"
    return _celery("The sandbox worker", ["--queues", "sandbox"], told, folders)


def _celery(
    name: str, options: list[str], environment: Mapping[str, str], folders: Folders
) -> Child:
    role = environment[ROLE]
    ready = folders.home / f"{role}.ready"
    ready.unlink(missing_ok=True)
    return Child(
        name=name,
        command=[
            *(sys.executable, "-m", "celery", "--app", "designer.celery", "worker", *options),
            *("--hostname", f"{role}@%h", "--concurrency", "2", "--loglevel", "WARNING"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        ],
        environment={**environment, "READY_FILE": str(ready)},
        log=open_log(folders.logs, role),
        folder=folders.checkout,
        is_ready=ready.exists,
        # Celery's quick way out: unfinished tasks go back to their queue.
        stop_signal=signal.SIGQUIT,
    )


def _answers(port: socket) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port.getsockname()[1], timeout=10)
    try:
        connection.request("HEAD", "/accounts/login/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
