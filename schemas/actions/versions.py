"""Numbered snapshots: saved and restored."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Max

from schemas.actions.artifacts import request_artifacts
from schemas.actions.edits import Intent, commit, lock_branch
from schemas.actions.places import Places, moves, places_of, standing
from schemas.engine.codec import checksum, encode
from schemas.engine.diff import diff
from schemas.engine.errors import Refused
from schemas.engine.model import Schema
from schemas.models import Branch, Edit, Project, Version
from schemas.models.mapping import load_schema


@transaction.atomic
def save_version(branch: Branch, *, title: str, by: AbstractBaseUser) -> Version:
    """Snapshot a branch and have it rendered; Refused when nothing has changed since the last."""
    branch = lock_branch(branch, by=by)
    schema = load_schema(branch)
    digest = checksum(schema)
    _refuse_unchanged(branch, digest)
    places = places_of(branch.diagrams.earliest("created_at", "id"))
    version = Version.objects.create(
        project=branch.project,
        branch=branch,
        number=_next_number(branch.project),
        title=title.strip() or "Untitled",
        document=encode(schema),
        positions=moves(places, places),
        checksum=digest,
        seq=branch.seq,
        created_by=by,
    )
    request_artifacts(version, by=by)
    return version


@transaction.atomic
def restore_version(version: Version, *, branch: Branch, by: AbstractBaseUser) -> Edit:
    """Bring a branch back to a version, as one new edit that can be undone."""
    if version.project_id != branch.project_id:
        raise Refused("This version belongs to another project.")
    branch = lock_branch(branch, by=by)
    before = load_schema(branch)
    changes = diff(before, version.schema)
    if not changes:
        raise Refused(f"The design is as it was in version {version.number} already.")
    intent = Intent(
        by=by,
        summary=f"Restore version {version.number}: {version.title}",
        changes=changes,
        places=_places_of_returning(version, before),
    )
    return commit(branch, intent, before)


def _refuse_unchanged(branch: Branch, digest: str) -> None:
    last = branch.versions.order_by("-number").first()
    if last and last.checksum == digest:
        raise Refused(f"Nothing has changed since version {last.number}: {last.title}.")


def _next_number(project: Project) -> int:
    # The branches of a project share its numbers: whoever saves has to take turns.
    Project.objects.select_for_update().get(pk=project.pk)
    return project.versions.aggregate(number=Max("number", default=0))["number"] + 1


def _places_of_returning(version: Version, before: Schema) -> Places:
    """Where what comes back stood in the version; what is there stays where it is."""
    stood = standing(version.positions)
    present = {*before.tables_by_id, *before.objects_by_id}
    return {id: place for id, place in stood.items() if id not in present}
