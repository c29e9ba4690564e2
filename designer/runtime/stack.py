"""`manage.py up`: what starts in which order, until a signal stops it all."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from socket import socket

from designer.runtime import roles
from designer.runtime.accounts import server_account
from designer.runtime.child import Child, open_log
from designer.runtime.errors import CannotRun
from designer.runtime.folders import Folders, open_folders
from designer.runtime.lock import locked
from designer.runtime.ports import open_port
from designer.runtime.running import ROLE, publishing
from designer.runtime.servers import embedded_servers
from designer.runtime.supervisor import Stopped, Supervisor, stopping_on_signals

Say = Callable[[str], None]


def run(checkout: Path, *, say: Say) -> None:
    """Start everything and keep it running until a signal, as Stopped; raises CannotRun too."""
    account = server_account()
    folders = open_folders(checkout, account)
    with locked(folders.lock), stopping_on_signals(), open_port(os.environ.get("PORT")) as port:
        supervisor = Supervisor(say)
        try:
            if folders.servers != folders.home:
                say(f"The servers' account cannot enter {folders.home}: using {folders.servers}.")
            say("Starting the servers …")
            servers = embedded_servers(folders, account, os.environ)
            supervisor.start(servers.children)
            address = f"http://127.0.0.1:{port.getsockname()[1]}"
            told = {**servers.environment, "TABLEWRIGHT_ADDRESS": address}
            with publishing(told, folders.home):
                say("Preparing the database …")
                link = prepare(servers.environment, folders)
                supervisor.start(processes(servers.environment, folders, port))
                say(f"Tablewright is ready: {address}{link}")
                supervisor.watch()
        except Stopped:
            say("Stopping …")
            raise
        finally:
            supervisor.stop()
            shutil.rmtree(folders.sockets, ignore_errors=True)


def prepare(environment: Mapping[str, str], folders: Folders) -> str:
    """Bring the database and the static files up to date; the path of a new sign-in link."""
    log = open_log(folders.logs, "prepare")
    with open(log, "w") as errors:
        ran = subprocess.run(
            [sys.executable, "manage.py", "prepare"],
            env={**environment, ROLE: "prepare"},
            cwd=folders.checkout,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            check=False,
        )
    if ran.returncode:
        last = log.read_text().strip().splitlines()[-1:]
        raise CannotRun(f"Preparing the database failed; {log} ends: {''.join(last)}")
    return ran.stdout.strip().splitlines()[-1]


def processes(environment: Mapping[str, str], folders: Folders, port: socket) -> list[Child]:
    return [
        roles.sandbox_worker(environment, folders),
        roles.worker(environment, folders),
        roles.web(environment, folders, port=port),
    ]
