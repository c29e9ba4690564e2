"""The child that lets one database on a shared server to one job, and takes it back.

The role it logs in as has CREATEDB and CREATEROLE and nothing else. Each job gets a database of its
own, a role for the script and one for the reader, with passwords that nobody else learns. All three
are named `t_<hexadecimal time><random>`: nothing to learn from them but their age, by which a
later job removes what a killed landlord left.
"""

from __future__ import annotations

import random
import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any, TypedDict

import psycopg
from psycopg import errors, sql
from psycopg.conninfo import make_conninfo

from schemas.engine.errors import SandboxUnavailable
from schemas.sandbox import roles, walls
from schemas.sandbox.accounts import Account
from schemas.sandbox.configuration import COURTESY
from schemas.sandbox.limits import Limits, refuse_unsafe
from schemas.sandbox.supervising import Access, first_line, forbid_login, supervise

_OLDEST = 16
_CONNECT_SECONDS = 10
_GRACE_SECONDS = 60
_NAME = re.compile(r"t_([0-9a-f]{8})[0-9a-f]{12}")
_INVENTED = "Made up by Tablewright for a policy; gone when no database names it."


class Order(TypedDict):
    addresses: list[str]
    account: dict[str, Any]
    limits: dict[str, Any]


def order_for(addresses: list[str], *, account: Account, limits: Limits) -> Order:
    return {"addresses": addresses, "account": asdict(account), "limits": limits.to_json()}


def main() -> None:
    order: Order = first_line()
    limits = Limits.from_json(order["limits"])
    Account(**order["account"]).drop_to()
    walls.raise_child_walls(limits)
    supervise(Tenant(order["addresses"], limits), limits)


@dataclass(slots=True)
class Tenant:
    """One job's database and its two roles."""

    addresses: Sequence[str]
    limits: Limits
    name: str = ""
    connection: psycopg.Connection[Any] | None = None
    passwords: dict[str, str] = field(default_factory=dict)
    """By role."""

    @property
    def admin(self) -> psycopg.Connection[Any]:
        assert self.connection
        return self.connection

    @property
    def reader(self) -> str:
        return f"{self.name}_r"

    @property
    def access(self) -> Access:
        return {"script": self._door(self.name), "reader": self._door(self.reader)}

    def start(self) -> None:
        self.connection = _connect(self.addresses)
        _refuse_unfit(self.admin)
        remove_leftovers(self.admin, self.limits)
        self.name = f"t_{_now(self.admin):08x}{secrets.token_hex(6)}"
        self._create_roles()
        self._create_database()

    def _create_roles(self) -> None:
        life = f"{self.limits.lifetime_seconds} seconds"
        until = _value(self.admin, "SELECT (now() + %s::interval)::text", life)
        for role, options in (
            (self.name, "INHERIT CONNECTION LIMIT 2"),
            (self.reader, "NOINHERIT CONNECTION LIMIT 1"),
        ):
            self.passwords[role] = secrets.token_urlsafe(32)
            # The server and its log only see what the password is checked by.
            verifier = self.admin.pgconn.encrypt_password(
                self.passwords[role].encode(), role.encode(), b"scram-sha-256"
            ).decode()
            create = (
                f"CREATE ROLE {role} {roles.POWERLESS} {options} PASSWORD {{}} VALID UNTIL {{}}"
            )
            self.admin.execute(sql.SQL(create).format(verifier, until))
        # To signal a role's sessions one needs its rights; to hand it a schema, to become it.
        self._be_granted_both("INHERIT TRUE, SET TRUE")

    def _create_database(self) -> None:
        self.admin.execute(
            f"CREATE DATABASE {self.name} TEMPLATE template0 ENCODING 'UTF8' "
            "LOCALE_PROVIDER libc LOCALE 'C' CONNECTION LIMIT 4"
        )
        self._run(
            f"REVOKE ALL ON DATABASE {self.name} FROM PUBLIC",
            f"GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {self.name} TO {self.name}",
            f"GRANT CONNECT ON DATABASE {self.name} TO {self.reader}",
            *(f"ALTER DATABASE {self.name} SET {name} = '{COURTESY[name]}'" for name in COURTESY),
        )
        own = {"user": self.admin.info.user, "password": self.admin.info.password}
        inside = make_conninfo(**self._server(), **own, dbname=self.name)
        with psycopg.connect(inside, autocommit=True) as connection:
            for statement in roles.public_schema_setup(self.name):
                connection.execute(statement)
        self._be_granted_both("SET FALSE")

    def _be_granted_both(self, options: str) -> None:
        self._run(f"GRANT {self.name}, {self.reader} TO CURRENT_USER WITH {options}")

    def invent_role(self, name: str) -> None:
        """Roles belong to the whole server: another job may have made it, and may still need it."""
        role = sql.Identifier(name)
        with suppress(errors.DuplicateObject):
            self.admin.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(role))
            self.admin.execute(sql.SQL("COMMENT ON ROLE {} IS {}").format(role, _INVENTED))

    def is_gone(self) -> bool:
        try:
            self.admin.execute("SELECT 1")
        except psycopg.OperationalError:
            return True
        return False

    def disk_used(self) -> int:
        return int(_value(self.admin, "SELECT pg_database_size(%s)", self.name))

    def stop(self) -> None:
        """What cannot be dropped now is left to a later job."""
        with suppress(psycopg.Error):
            if self.name:
                forbid_login(self)
                _drop(self.admin, self.name)
                _drop_invented_roles(self.admin)

    def _door(self, role: str) -> dict[str, str]:
        return {
            **self._server(),
            "dbname": self.name,
            "user": role,
            "password": self.passwords[role],
        }

    def _server(self) -> dict[str, str]:
        """Where the server is and how to speak to it, without who and to what."""
        own = ("user", "password", "dbname", "options", "client_encoding", "connect_timeout")
        parameters = self.admin.info.get_parameters()
        return {name: value for name, value in parameters.items() if name not in own}

    def _run(self, *statements: str) -> None:
        """Names put into statements are our own: letters, digits and an underscore."""
        for statement in statements:
            self.admin.execute(statement)


def remove_leftovers(admin: psycopg.Connection[Any], limits: Limits) -> None:
    """Drop what jobs older than any job may be have left behind."""
    oldest = _now(admin) - limits.lifetime_seconds - _GRACE_SECONDS
    rows = admin.execute(
        "SELECT datname FROM pg_database WHERE pg_has_role(datdba, 'USAGE') "
        "UNION SELECT rolname FROM pg_roles WHERE pg_has_role(oid, 'MEMBER WITH ADMIN OPTION')"
    )
    found = {match[0]: match[1] for (name,) in rows if (match := _NAME.match(name))}
    for name, time in found.items():
        if int(time, 16) < oldest:
            with suppress(psycopg.Error):
                _drop(admin, name)
    _drop_invented_roles(admin)


def _drop(admin: psycopg.Connection[Any], name: str) -> None:
    admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    admin.execute(f"DROP ROLE IF EXISTS {name}, {name}_r")


def _drop_invented_roles(admin: psycopg.Connection[Any]) -> None:
    rows = admin.execute(
        "SELECT rolname FROM pg_roles WHERE shobj_description(oid, 'pg_authid') = %s "
        "AND pg_has_role(oid, 'MEMBER WITH ADMIN OPTION')",
        [_INVENTED],
    )
    for (name,) in rows:
        # Some database may still name it, or another job may just have dropped it.
        with suppress(errors.DependentObjectsStillExist, errors.UndefinedObject):
            admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def _connect(addresses: Sequence[str]) -> psycopg.Connection[Any]:
    """To any server that answers; a random one first, so that they share the work."""
    failure = ""
    for address in random.sample(addresses, len(addresses)):
        try:
            return psycopg.connect(
                address,
                autocommit=True,
                connect_timeout=_CONNECT_SECONDS,
                options="-c search_path=pg_catalog -c client_encoding=UTF8",
            )
        except psycopg.ProgrammingError:
            # libpq's message may hold a part of the address, and so of the password.
            failure = "an address is not of the form postgresql://role:password@host:port/postgres"
        except psycopg.OperationalError as error:
            failure = " ".join(str(error).split())
    raise SandboxUnavailable(
        f"No server of SANDBOX_URLS can be used: {failure}. "
        "Correct the address, or start the server."
    )


def _refuse_unfit(admin: psycopg.Connection[Any]) -> None:
    """A server or a role that would leave a wall out; SandboxUnavailable says what to change."""
    major, minor = divmod(admin.info.server_version, 10_000)
    if major < _OLDEST:
        raise SandboxUnavailable(
            f"SANDBOX_URLS leads to PostgreSQL {major}; a shared server must be {_OLDEST} or newer."
        )
    refuse_unsafe(major, minor)
    role = admin.info.user
    row = admin.execute(
        "SELECT rolsuper, rolcreatedb AND rolcreaterole FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    is_superuser, may_create = row or (False, False)
    if is_superuser:
        raise SandboxUnavailable(
            f"SANDBOX_URLS logs in as {role}, who is a superuser: use a role that has CREATEDB and "
            "CREATEROLE only."
        )
    if not may_create:
        raise SandboxUnavailable(
            f"The role {role} of SANDBOX_URLS may not create databases and roles: "
            f'ALTER ROLE "{role}" CREATEDB CREATEROLE.'
        )


def _now(admin: psycopg.Connection[Any]) -> int:
    """Seconds since 1970 by the server's clock, which all jobs on it share."""
    return int(_value(admin, "SELECT extract(epoch FROM now())::bigint"))


def _value(admin: psycopg.Connection[Any], query: str, *parameters: str) -> Any:
    row = admin.execute(query, parameters).fetchone()
    return row[0] if row else None
