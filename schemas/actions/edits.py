"""Edits of a branch: the only way in which a design or its layout changes.

The lock on the branch's row puts the edits of a branch in one order, so that their numbers have
no gaps and every change is checked against what it will really meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from schemas.actions.arrangement import places_for_all, places_for_new
from schemas.actions.permission import require
from schemas.actions.places import (
    NO_PLACES,
    Places,
    checked,
    moves,
    places_of,
    put,
    standing,
)
from schemas.actions.scope import load_for
from schemas.announce import announce, branch_channel
from schemas.engine.apply import apply
from schemas.engine.cascade import with_dependents
from schemas.engine.changes import Change
from schemas.engine.codec import decode_change, encode_change
from schemas.engine.describe import describe
from schemas.engine.errors import Conflict, InvalidChange, Refused
from schemas.engine.inverse import inverse
from schemas.engine.model import ObjectId, Schema, Table, View
from schemas.models import Branch, Diagram, Edit, Role
from schemas.models.mapping import load_schema, store_difference


class Origin(NamedTuple):
    """The request that an edit comes from, as far as its browser tab says."""

    session: str = ""
    token: UUID | None = None
    """The same when a lost answer is asked for again: there is one edit of each token."""


HERE = Origin()


@dataclass(frozen=True, kw_only=True)
class Intent:
    """An edit to be."""

    by: AbstractBaseUser
    summary: str
    changes: Sequence[Change] = ()
    inverse: Sequence[Change] | None = None
    """What takes the changes back, when it is known without working it out one by one."""
    places: Places = field(default_factory=dict)
    """Where things shall stand; new ones that are not here get a place near their kin."""
    diagram: Diagram | None = None
    """None for the first of the branch."""
    origin: Origin = HERE
    undoes: Edit | None = None
    redoes: Edit | None = None


@transaction.atomic
def apply_changes(
    branch: Branch,
    changes: Sequence[Change],
    *,
    by: AbstractBaseUser,
    origin: Origin = HERE,
    places: Places = NO_PLACES,
) -> Edit | None:
    """Make one edit of these changes and of all that has to go with them.

    None when they leave everything as it is, as when two people make the same change.
    Raises InvalidChange for what cannot be applied, and Conflict for what was changed meanwhile.
    """
    locked = lock_branch(branch, by=by)
    if made := _already_made(locked, origin):
        return made
    before = load_for(locked, changes)
    intent = Intent(
        by=by,
        summary=summary(before, changes),
        changes=with_dependents(before, changes),
        places=checked(places),
        origin=origin,
    )
    return commit(locked, intent, before)


@transaction.atomic
def place(
    diagram: Diagram, places: Places, *, by: AbstractBaseUser, origin: Origin = HERE
) -> Edit | None:
    """Move tables and views on a diagram; None when they stand there already."""
    if not places:
        raise Refused("Nothing is to be moved: choose a table.")
    branch = lock_branch(diagram.branch, by=by)
    if made := _already_made(branch, origin):
        return made
    text = "Move 1 table" if len(places) == 1 else f"Move {len(places)} tables"
    intent = Intent(by=by, summary=text, places=checked(places), diagram=diagram, origin=origin)
    return commit(branch, intent, Schema())


@transaction.atomic
def arrange(diagram: Diagram, *, by: AbstractBaseUser, origin: Origin = HERE) -> Edit | None:
    """Lay the whole diagram out anew; None when it is laid out like that already."""
    branch = lock_branch(diagram.branch, by=by)
    if made := _already_made(branch, origin):
        return made
    schema = load_schema(branch)
    intent = Intent(
        by=by,
        summary="Arrange the diagram",
        places=places_for_all(schema),
        diagram=diagram,
        origin=origin,
    )
    return commit(branch, intent, schema)


@transaction.atomic
def undo(branch: Branch, *, by: AbstractBaseUser, origin: Origin = HERE) -> Edit:
    """Take back the user's own last edit that still stands; Refused when that cannot be."""
    locked = lock_branch(branch, by=by)
    if made := _already_made(locked, origin):
        return made
    edit = locked.edits.undoable(by).first()
    if edit is None:
        raise Refused("There is nothing of yours to undo here.")
    intent = Intent(by=by, summary=f"Undo: {edit.summary}", origin=origin, undoes=edit)
    return _take_back(locked, edit, intent)


@transaction.atomic
def redo(branch: Branch, *, by: AbstractBaseUser, origin: Origin = HERE) -> Edit:
    """Make again what the user undid last; Refused when that cannot be."""
    locked = lock_branch(branch, by=by)
    if made := _already_made(locked, origin):
        return made
    edit = locked.edits.redoable(by).select_related("undoes").first()
    if edit is None:
        raise Refused("There is nothing of yours to redo here.")
    intent = Intent(by=by, summary=edit.undoes.summary, origin=origin, redoes=edit)
    return _take_back(locked, edit, intent)


def lock_branch(branch: Branch, *, by: AbstractBaseUser) -> Branch:
    """The branch as it is now, for this transaction alone; `by` must be an editor."""
    require(branch.project.workspace, by, Role.EDITOR)
    return (
        Branch.objects.select_for_update(of=("self",)).select_related("project").get(pk=branch.pk)
    )


def commit(branch: Branch, intent: Intent, before: Schema) -> Edit | None:
    """Make the edit on a locked branch; `before` holds at least what the changes touch.

    What changes nothing is not logged and gives None, except the taking back of an edit, which is
    thereby taken back.
    """
    after = apply(before, intent.changes)
    back = inverse(before, intent.changes) if intent.inverse is None else intent.inverse
    changes = intent.changes if back else ()
    diagram = intent.diagram or branch.diagrams.earliest("created_at", "id")
    touched = _cards_that_differ(before, after)
    stood = places_of(diagram, {*touched, *intent.places})
    store_difference(branch, before, after)
    if _cards(after).keys() - _cards(before).keys() - intent.places.keys():
        put(diagram, places_for_new(diagram, after, intent.places))
    put(diagram, intent.places)
    stand = places_of(diagram, {*touched, *intent.places})
    moved = [id for id in {**stood, **stand} if stood.get(id) != stand.get(id)]
    if not (changes or moved or intent.undoes or intent.redoes):
        return None
    return _log(
        branch,
        intent,
        changes=[encode_change(change) for change in changes],
        inverse=[encode_change(change) for change in back],
        diagram=diagram,
        moves=moves(moved, stand),
        moves_back=moves(moved, stood),
        touched=touched,
    )


def summary(before: Schema, changes: Sequence[Change]) -> str:
    """The first change in words, and how many follow it."""
    if not changes:
        return "Move tables"
    first, others = describe(before, changes[0]), len(changes) - 1
    return f"{first}, and {others} more" if others else first


def _already_made(branch: Branch, origin: Origin) -> Edit | None:
    return branch.edits.filter(token=origin.token).first() if origin.token else None


def _take_back(branch: Branch, edit: Edit, intent: Intent) -> Edit:
    changes = [decode_change(document) for document in edit.inverse]
    places = _places_untouched_since(edit)
    if edit.moves_back and not changes and not places:
        raise Refused(f"“{edit.summary}” cannot be taken back: it was moved since.")
    try:
        return commit(
            branch,
            replace(intent, changes=changes, places=places, diagram=edit.diagram),
            load_for(branch, changes),
        )
    except (InvalidChange, Conflict) as error:
        raise Refused(
            f"“{edit.summary}” cannot be taken back, because of what was done since: {error}"
        ) from error


def _places_untouched_since(edit: Edit) -> Places:
    """Where things stood before an edit, for those that are still where it left them."""
    if edit.diagram is None:
        return NO_PLACES
    back, left = standing(edit.moves_back), standing(edit.moves)
    now = places_of(edit.diagram, back)
    return {id: place for id, place in back.items() if now.get(id) == left.get(id)}


def _cards(schema: Schema) -> dict[ObjectId, Table | View]:
    return {**schema.tables_by_id, **{view.id: view for view in schema.views}}


def _cards_that_differ(before: Schema, after: Schema) -> list[ObjectId]:
    old, new = _cards(before), _cards(after)
    return [id for id in {**old, **new} if old.get(id) != new.get(id)]


def _log(branch: Branch, intent: Intent, **what: Any) -> Edit:
    branch.seq += 1
    branch.save(update_fields=["seq"])
    edit = Edit.objects.create(
        branch=branch,
        seq=branch.seq,
        actor=intent.by,
        session=intent.origin.session,
        token=intent.origin.token,
        summary=intent.summary,
        undoes=intent.undoes,
        redoes=intent.redoes,
        **what,
    )
    event = {"seq": edit.seq, "session": edit.session, "summary": edit.summary}
    announce(branch_channel(branch.id), event)
    return edit
