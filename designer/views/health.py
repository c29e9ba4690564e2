"""Whether everything this depends on answers."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import RedisError

from designer.access import User
from schemas.announce import redis
from schemas.models import Membership, Role
from schemas.sandbox import jobs


class Part(NamedTuple):
    name: str
    holds: bool
    sentence: str
    rows: tuple[tuple[str, str], ...] = ()


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """`ok` or `failing` for anyone who asks; owners of a workspace see each part."""
    parts = [_database(), _redis()]
    status = 200 if all(part.holds for part in parts) else 503
    if not parts[0].holds or not _is_owner(request.user):
        text = "ok" if status == 200 else "failing"
        return HttpResponse(text, content_type="text/plain", status=status)
    context = {"parts": [*parts, _sandbox()]}
    return render(request, "health/show.html", context, status=status)


def _is_owner(user: User | AnonymousUser) -> bool:
    return user.is_authenticated and Membership.objects.filter(user=user, role=Role.OWNER).exists()


def _database() -> Part:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            (version,) = cursor.fetchone()
    except DatabaseError:
        return Part("Database", False, "It does not answer.")
    return Part("Database", True, f"PostgreSQL {version} answers.")


def _redis() -> Part:
    try:
        version = redis().info("server")["redis_version"]
    except RedisError:
        return Part(
            "Redis", False, "It does not answer: edits are saved, but nobody hears of them."
        )
    return Part("Redis", True, f"Redis {version} answers.")


def _sandbox() -> Part:
    """As it would be on this machine; sandbox workers elsewhere have their own."""
    found = jobs.health()
    walls = tuple(
        (name.capitalize(), "holds" if holds else "not there")
        for name, holds in found["walls"].items()
    )
    return Part("Sandbox", found["available"], found["message"], walls)
