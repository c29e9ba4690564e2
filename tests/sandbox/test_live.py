"""A live database is read by its address: the catalog alone, and its password shows nowhere."""

from __future__ import annotations

import pytest

from schemas.engine import codec
from schemas.engine.errors import Refused
from schemas.sandbox.cluster import Cluster
from schemas.sandbox.live import door_of, read_live, shown_address
from tests.sandbox.running import NAMESPACE

SECRET = "never-to-be-seen"


def test_the_catalog_of_a_running_server_becomes_a_design(running_cluster: Cluster) -> None:
    result = read_live(running_cluster.access["reader"], namespace=NAMESPACE)
    assert result["refused"] is None
    assert codec.decode(result["schema"]).tables == ()
    assert result["report"]


def test_a_server_that_is_not_there_is_one_sentence_without_the_password() -> None:
    door = door_of(f"postgresql://me:{SECRET}@127.0.0.1:1/shop?sslmode=disable", {})
    refused = read_live(door, namespace=NAMESPACE)["refused"]
    assert refused
    assert "refused" in refused["message"]
    assert SECRET not in str(refused)


def test_an_address_is_shown_without_its_secrets() -> None:
    url = f"postgresql://me:{SECRET}@db.example:5433/shop?sslmode=require"
    assert shown_address(url) == "postgresql://db.example/shop"
    in_query = f"postgres://db.example/shop?password={SECRET}"
    assert shown_address(in_query) == "postgresql://db.example/shop"


def test_what_an_address_leaves_open_comes_from_the_environment() -> None:
    environment = {"PGUSER": "me", "PGPASSWORD": SECRET}
    door = door_of("postgresql://h/d", environment)
    assert door == {"host": "h", "dbname": "d", "user": "me", "password": SECRET}
    assert door_of("postgresql://you:x@h/d", environment)["user"] == "you"


@pytest.mark.parametrize("name", ["options", "service", "krbsrvname", "client_encoding"])
def test_parameters_that_would_change_how_it_is_read_are_refused(name: str) -> None:
    with pytest.raises(Refused, match=f"the parameter {name} "):
        door_of(f"postgresql://me:{SECRET}@h/d?{name}=x", {})


@pytest.mark.parametrize("rest", ["[", "h:port/d?x", "h/d?nonsense=1", "%zz@h/d"])
def test_a_broken_address_is_refused_in_words_that_do_not_repeat_it(rest: str) -> None:
    with pytest.raises(Refused) as caught:
        door_of(f"postgresql://me:{SECRET}@{rest}", {})
    assert SECRET not in str(caught.value)
