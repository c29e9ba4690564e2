"""Importing again: what a script would change in a design, and whether it shall.

The script is compared with the design as it was when the import began. What was edited since
stays, unless the script wants it otherwise too: then the import is to be started again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from schemas.actions.edits import Intent, commit, lock_branch
from schemas.actions.permission import require
from schemas.engine.changes import AlterObject, AlterTable, Change
from schemas.engine.codec import decode
from schemas.engine.diff import diff
from schemas.engine.errors import Refused
from schemas.engine.match import Suggestion, adopt_ids, keep_descriptions, suggest_renames
from schemas.engine.merge import Merged, merge
from schemas.engine.model import Schema
from schemas.models import Branch, Edit, Import, Outcome, Role
from schemas.models.mapping import load_schema

Answer = Callable[[Suggestion], bool]
"""Whether what may be a rename is one."""
DECIDED = "This import was decided about already."
MOVED_ON = "The design has changed since this import began, where the script changes it too"
_UNASKED = {
    *("PrimaryKey", "Unique", "Check", "ForeignKey", "Exclusion"),
    *("Index", "Trigger", "Policy"),
}
"""What holds no rows is the same when all but its name is, and else not worth a question."""
_FROM_THE_CATALOG = {"depends_on", "columns"}
"""Of tables and views: what PostgreSQL knows of them, and nobody writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What an import would make of the design as it is now."""

    now: Schema
    after: Schema
    changes: Sequence[Change]
    """All of them."""
    told: Sequence[Change]
    """Those that mean something to people."""
    accepted: frozenset[Suggestion]
    hindrances: Sequence[str]
    """Why it cannot be accepted, a sentence each."""


def update_of(job: Import, answer: Answer) -> Update:
    """Read the branch and compare; nothing is written."""
    return _update(job, load_schema(job.project.main), answer)


def questions_of(job: Import) -> tuple[Suggestion, ...]:
    """What may be renamed, and holds rows or is named elsewhere."""
    found = suggest_renames(decode(job.base), decode(job.proposed))
    return tuple(each for each in found if each.kind not in _UNASKED)


@transaction.atomic
def accept_import(job: Import, answer: Answer, *, by: AbstractBaseUser) -> Edit | None:
    """Make one edit of what the script changes; None when it changes nothing any more.

    Layout stays, new tables stand in free room. Refused when the branch has moved on in the same
    places, or when PostgreSQL would refuse what came of both.
    """
    branch, job = _lock(job, by=by)
    now = load_schema(branch)
    update = _update(job, now, answer)
    if update.hindrances:
        raise Refused(f"{MOVED_ON}: {' '.join(update.hindrances[:3])} Import the script again.")
    edit = None
    if update.changes:
        intent = Intent(by=by, summary=f"Import {job} again", changes=update.changes)
        edit = commit(branch, intent, now)
    _decide(job, Outcome.ACCEPTED, edit)
    return edit


@transaction.atomic
def discard_import(job: Import, *, by: AbstractBaseUser) -> None:
    """Leave the design as it is."""
    _, job = _lock(job, by=by)
    _decide(job, Outcome.DISCARDED, None)


def _lock(job: Import, *, by: AbstractBaseUser) -> tuple[Branch, Import]:
    require(job.project.workspace, by, Role.EDITOR)
    branch = lock_branch(job.project.main, by=by)
    locked = Import.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if not locked.awaits_review:
        raise Refused(DECIDED)
    return branch, locked


def _decide(job: Import, outcome: Outcome, edit: Edit | None) -> None:
    job.outcome, job.edit = outcome, edit
    # What nobody will look at again need not be kept.
    job.base, job.printed, job.proposed = {}, None, None
    job.save(update_fields=["outcome", "edit", "base", "printed", "proposed"])


def _update(job: Import, now: Schema, answer: Answer) -> Update:
    base, script = decode(job.base), decode(job.proposed)
    suggestions = suggest_renames(base, script)
    accepted = frozenset(
        each for each in suggestions if (each.is_exact if each.kind in _UNASKED else answer(each))
    )
    wanted = _as_written(job, base, adopt_ids(script, base, accepted))
    merged = merge(base, now, keep_descriptions(wanted, base))
    changes = diff(now, merged.schema)
    return Update(
        now=now,
        after=merged.schema,
        changes=changes,
        told=[change for change in changes if _is_told(change)],
        accepted=accepted,
        hindrances=_hindrances(merged),
    )


def _as_written(job: Import, base: Schema, script: Schema) -> Schema:
    """The script's design, in the words of the base where PostgreSQL prints both alike.

    `price > 0`, typed by hand, comes back as `(price > (0)::numeric)`: that is no change.
    """
    if job.printed is None:
        return script
    printed = adopt_ids(decode(job.printed), base)
    clashes = merge(printed, base, script).clashes
    return merge(printed, base, script, {each.where: "theirs" for each in clashes}).schema


def _is_told(change: Change) -> bool:
    is_whole = isinstance(change, AlterTable | AlterObject)
    return not (is_whole and set(change.set) <= _FROM_THE_CATALOG)


def _hindrances(merged: Merged) -> list[str]:
    clashes = [
        f"{'.'.join(clash.at)} ({clash.field.replace('_', ' ') or 'as a whole'})."
        for clash in merged.clashes
    ]
    return clashes + [issue.message for issue in merged.problems]
