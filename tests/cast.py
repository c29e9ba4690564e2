"""The same five people in every test, and what they work on."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import User
from django.test import Client

from schemas.models import Membership, Role, Workspace


@dataclass(frozen=True)
class Cast:
    owner: User
    editor: User
    reviewer: User
    viewer: User
    stranger: User
    """Owner of another workspace."""


@pytest.fixture
def cast(db: None) -> Cast:
    names = ("owner", "editor", "reviewer", "viewer", "stranger")
    return Cast(*(User.objects.create_user(name, f"{name}@example.org") for name in names))


@pytest.fixture
def workspace(cast: Cast) -> Workspace:
    """Where all but the stranger are members, each in the role of their name."""
    elsewhere = Workspace.objects.create(name="Elsewhere")
    Membership.objects.create(workspace=elsewhere, user=cast.stranger, role=Role.OWNER)
    workspace = Workspace.objects.create(name="Acme")
    for role in Role:
        user = getattr(cast, role.value)
        Membership.objects.create(workspace=workspace, user=user, role=role)
    return workspace


def client_of(user: User) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(user)
    return client
