"""The database and Redis that a Tablewright brings along, unless variables name others."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from designer.runtime.child import Child, open_log
from designer.runtime.folders import Folders, own_folder
from designer.runtime.postgres import Postgres
from designer.runtime.redis import Redis, find_redis
from schemas.sandbox.accounts import Account
from schemas.sandbox.binaries import find_binaries
from schemas.sandbox.places import Places


@dataclass(frozen=True)
class Servers:
    """What to start, and the environment of processes that use it."""

    children: list[Child]
    environment: dict[str, str]


def embedded_servers(folders: Folders, account: Account, environment: Mapping[str, str]) -> Servers:
    """Prepare the servers that `environment` does not name, and add their addresses to it."""
    children: list[Child] = []
    told = {
        "DJANGO_SETTINGS_MODULE": "designer.settings",
        "STATIC_ROOT": str(folders.static),
        "SANDBOX_DIR": str(folders.servers / "sandbox"),
        "SECRET_KEY": _secret_key(folders),
        **environment,
    }
    if not told.get("DATABASE_URL"):
        postgres = _postgres(folders, account)
        children.append(postgres.child(open_log(folders.logs, "postgres")))
        told["DATABASE_URL"] = postgres.url
    if not told.get("REDIS_URL"):
        redis = _redis(folders, account)
        children.append(redis.child(open_log(folders.logs, "redis")))
        told["REDIS_URL"] = redis.url
    return Servers(children, told)


def _postgres(folders: Folders, account: Account) -> Postgres:
    postgres = Postgres(
        find_binaries(_copies(folders), account),
        folder=folders.servers / "postgres",
        sockets=folders.sockets / "postgres",
        account=account,
    )
    postgres.prepare()
    return postgres


def _redis(folders: Folders, account: Account) -> Redis:
    redis = Redis(
        find_redis(_copies(folders).binaries, account),
        sockets=folders.sockets / "redis",
        account=account,
    )
    redis.prepare()
    return redis


def _copies(folders: Folders) -> Places:
    places = Places(folders.servers)
    own_folder(places.binaries, mode=0o711)
    return places


def _secret_key(folders: Folders) -> str:
    """The same for every start, so that people stay signed in."""
    file = folders.home / "secret_key"
    if not file.exists():
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(secrets.token_urlsafe(48))
    return file.read_text()
