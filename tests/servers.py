"""The PostgreSQL and Redis of one test run: real ones, started when the first test needs them.

Their addresses are known before they run, so that Django can be configured with them while a run
of engine tests alone never starts a server.
"""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from designer.runtime import postgres, redis
from designer.runtime.accounts import server_account
from designer.runtime.child import Child
from designer.runtime.folders import own_folder
from schemas.sandbox.accounts import Account
from schemas.sandbox.binaries import find_binaries
from schemas.sandbox.places import Places

FOLDER = Path(tempfile.gettempdir()) / f"tablewright-tests-{os.getpid()}"
POSTGRES_SOCKETS = FOLDER / "pg"
REDIS_SOCKETS = FOLDER / "redis"
PASSWORD = secrets.token_urlsafe(32)

DATABASE_URL = postgres.address(POSTGRES_SOCKETS)
REDIS_URL = redis.address(REDIS_SOCKETS, PASSWORD)
# The workers of browser tests read queues of their own, apart from what other tests send.
LIVE_REDIS_URL = redis.address(REDIS_SOCKETS, PASSWORD, number=1)


@contextmanager
def running_servers() -> Iterator[None]:
    """Both servers for as long as the block runs; their folder goes with them."""
    account = server_account()
    own_folder(FOLDER, mode=0o711)
    children: list[Child] = []
    try:
        for child in (postgres_child(account), redis_child(account)):
            children.append(child)
            child.start()
        for child in children:
            child.wait_until_ready()
        yield
    finally:
        for child in children:
            child.stop()
        shutil.rmtree(FOLDER)


def postgres_child(account: Account) -> Child:
    server = postgres.Postgres(
        find_binaries(_copies(), account),
        folder=FOLDER / "postgres",
        sockets=POSTGRES_SOCKETS,
        account=account,
        settings=postgres.THROW_AWAY,
        role_options="CREATEDB",
    )
    server.prepare()
    return server.child(FOLDER / "postgres.log")


def redis_child(account: Account) -> Child:
    program = redis.find_redis(_copies().binaries, account)
    server = redis.Redis(program, sockets=REDIS_SOCKETS, account=account, password=PASSWORD)
    server.prepare()
    return server.child(FOLDER / "redis.log")


def _copies() -> Places:
    places = Places(FOLDER)
    own_folder(places.binaries, mode=0o711)
    return places
