"""Reading settings out of environment variables."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

Environment = Mapping[str, str]
_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"", "0", "false", "no", "off"}


def flag(environment: Environment, name: str) -> bool:
    """A yes or no; raises ImproperlyConfigured for anything else, so that a typo is no answer."""
    text = environment.get(name, "").strip().lower()
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {text!r}; say 1 or 0.")


def names(environment: Environment, name: str) -> list[str]:
    """A list written with commas."""
    return [part for item in environment.get(name, "").split(",") if (part := item.strip())]


def database(environment: Environment, *, pooled: bool) -> dict[str, Any]:
    """Django's DATABASES for DATABASE_URL, in any form that libpq takes; empty without one."""
    url = environment.get("DATABASE_URL", "")
    if not url:
        return {}
    try:
        told = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from None
    default = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": str(told.pop("dbname", "")),
        "USER": str(told.pop("user", "")),
        "PASSWORD": str(told.pop("password", "")),
        "HOST": str(told.pop("host", "")),
        "PORT": str(told.pop("port", "")),
        "CONN_HEALTH_CHECKS": True,
        # Workers are single-threaded and keep one connection; the web process shares a pool.
        "CONN_MAX_AGE": 0 if pooled else 60,
        "OPTIONS": {**told, **({"pool": _POOL} if pooled else {})},
    }
    if not default["NAME"]:
        raise ImproperlyConfigured("DATABASE_URL names no database: postgresql://user@host/name.")
    return {"default": default}


_POOL = {"min_size": 1, "max_size": 16, "timeout": 10}


class JsonSerializer:
    """JSON in Django's Redis cache: safe to read even where others could write it."""

    def dumps(self, value: Any) -> bytes | int:
        # Redis counts only in plain integers.
        return value if type(value) is int else json.dumps(value).encode()

    def loads(self, stored: bytes) -> Any:
        return json.loads(stored)
