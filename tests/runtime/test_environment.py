"""Settings come from environment variables, and a wrong one is refused by name."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from designer.celery import broker_url
from designer.environment import JsonSerializer, database, flag, names


def read(url: str, *, pooled: bool = False) -> dict[str, object]:
    return database({"DATABASE_URL": url}, pooled=pooled)["default"]


def test_a_network_address_is_taken_apart() -> None:
    read_url = read("postgresql://ada:s%40crt@db.example:5433/shop?sslmode=require")
    assert read_url["NAME"] == "shop"
    assert read_url["USER"] == "ada"
    assert read_url["PASSWORD"] == "s@crt"
    assert read_url["HOST"] == "db.example"
    assert read_url["PORT"] == "5433"
    assert read_url["OPTIONS"] == {"sslmode": "require"}


def test_a_unix_socket_may_have_a_space_in_its_path() -> None:
    read_url = read("postgresql://ada@/shop?host=/tmp/a%20b")
    assert (read_url["HOST"], read_url["NAME"]) == ("/tmp/a b", "shop")


def test_only_the_web_process_pools_connections() -> None:
    assert "pool" not in read("postgresql://ada@/shop")["OPTIONS"]
    pooled = read("postgresql://ada@/shop", pooled=True)
    assert pooled["OPTIONS"]["pool"]["max_size"] > 1
    assert pooled["CONN_MAX_AGE"] == 0  # Django refuses to keep a pooled connection


def test_without_an_address_there_is_no_database() -> None:
    assert database({}, pooled=True) == {}


@pytest.mark.parametrize("url", ["mysql://ada@db/shop", "postgresql://ada@db/", "postgresql://[x/"])
def test_an_unusable_address_is_refused_by_name(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        read(url)


@pytest.mark.parametrize(
    ("text", "expected"), [("1", True), ("Yes", True), ("", False), ("0", False)]
)
def test_a_flag_is_yes_or_no(text: str, expected: bool) -> None:
    assert flag({"DEBUG": text}, "DEBUG") is expected


def test_a_flag_that_is_neither_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="DEBUG"):
        flag({"DEBUG": "maybe"}, "DEBUG")


def test_lists_are_separated_by_commas() -> None:
    assert names({"ALLOWED_HOSTS": " a.example, ,b.example "}, "ALLOWED_HOSTS") == [
        "a.example",
        "b.example",
    ]


@pytest.mark.parametrize(
    ("redis", "kombu"),
    [
        ("redis://:pw@redis:6379/2", "redis://:pw@redis:6379/2"),
        ("unix://:pw@/tmp/r.sock?db=3", "redis+socket://:pw@/tmp/r.sock?virtual_host=3"),
        ("unix:///tmp/a%20b.sock", "redis+socket:///tmp/a%20b.sock?virtual_host=0"),
    ],
)
def test_the_broker_is_the_same_redis_in_kombus_spelling(redis: str, kombu: str) -> None:
    assert broker_url(redis) == kombu


@pytest.mark.parametrize("value", [1, True, "é", [1.5, None], {"a": [1]}])
def test_the_cache_keeps_plain_values(value: object) -> None:
    serializer = JsonSerializer()
    stored = serializer.dumps(value)
    assert serializer.loads(str(stored).encode() if type(stored) is int else stored) == value


def test_the_cache_refuses_a_pickle() -> None:
    with pytest.raises(ValueError, match=r"codec can't decode|Expecting value"):
        JsonSerializer().loads(b"\x80\x05K\x01.")


def run_with(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "designer.settings",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_sandbox_worker_needs_neither_database_nor_key() -> None:
    code = (
        "from designer.celery import app; app.loader.import_default_modules();"
        "from django.db import connection; print(connection.vendor, bool(app.conf.broker_url))"
    )
    ran = run_with(code, TABLEWRIGHT_ROLE="sandbox", REDIS_URL="unix:///nowhere.sock?db=0")
    assert ran.stdout.strip() == "unknown True", ran.stderr


def test_cookies_travel_over_https_alone_when_there_is_https() -> None:
    code = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.DEBUG)"
    )
    assert run_with(code, TABLEWRIGHT_ROLE="web", HTTPS="1").stdout.split() == [
        *("True", "True", "True", "False")
    ]
    assert run_with(code, TABLEWRIGHT_ROLE="web").stdout.split() == [
        *("False", "False", "False", "False")
    ]
