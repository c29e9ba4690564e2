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
    celery = _celery_command("default", "--beat")
    return Child(
        name="The worker",
        command=celery,
        environment={**environment, ROLE: "worker"},
        log=open_log(folders.logs, "worker"),
        folder=folders.checkout,
        stop_signal=signal.SIGQUIT,
    )


def sandbox_worker(environment: Mapping[str, str], folders: Folders) -> Child:
    """Tasks that run strangers' SQL: told of no database and no key, only of the queues."""
    told = {name: environment[name] for name in PASSED_TO_SANDBOX if name in environment}
    return Child(
        name="The sandbox worker",
        command=_celery_command("sandbox"),
        environment={**told, ROLE: "sandbox"},
        log=open_log(folders.logs, "sandbox-worker"),
        folder=folders.checkout,
        stop_signal=signal.SIGQUIT,
    )


def _celery_command(queue: str, *flags: str) -> list[str]:
    return [
        *(sys.executable, "-m", "celery", "--app", "designer.celery", "worker"),
        *("--queues", queue, "--hostname", f"{queue}@%h", "--concurrency", "2"),
        *("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING"),
        *flags,
    ]


def _answers(port: socket) -> bool:
    connection = http.client.HTTPConnection(*port.getsockname(), timeout=10)
    try:
        connection.request("HEAD", "/accounts/login/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
