"""What holds for every edit: it can be undone, and redone, and sees all that it touches."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, assume, given, settings

from schemas.actions.edits import apply_changes, redo, undo
from schemas.actions.places import places_of
from schemas.actions.scope import load_for
from schemas.actions.versions import restore_version, save_version
from schemas.engine.apply import apply
from schemas.engine.canonical import canonical
from schemas.engine.cascade import with_dependents
from schemas.engine.changes import Change
from schemas.engine.codec import checksum
from schemas.engine.diff import diff
from schemas.engine.errors import InvalidChange
from schemas.engine.model import ObjectId, Schema, Table, TopLevel
from schemas.models import Branch, Diagram, Project
from schemas.models.mapping import load_schema, store_difference
from tests.cast import Cast
from tests.engine.strategies import schemas

# One database for all examples is enough, as each has a branch of its own.
many = settings(
    # Each step of shrinking would be some hundred queries.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@many
@given(schemas(), schemas())
def test_whatever_an_edit_did_is_undone_and_redone(
    project: Project, cast: Cast, before: Schema, after: Schema
) -> None:
    assume(before.tables and diff(before, after))
    branch = Branch.objects.create(project=project, name=f"branch {project.branches.count()}")
    diagram = Diagram.objects.create(branch=branch)
    apply_changes(branch, diff(Schema(), before), by=cast.owner)
    apply_changes(branch, diff(before, after), by=cast.editor)
    there = canonical(load_schema(branch)), places_of(diagram)
    undo(branch, by=cast.editor)
    assert canonical(load_schema(branch)) == canonical(before)
    redo(branch, by=cast.editor)
    assert (canonical(load_schema(branch)), places_of(diagram)) == there


@many
@given(schemas(), schemas())
def test_a_restored_version_is_exactly_what_was_saved(
    project: Project, cast: Cast, then: Schema, now: Schema
) -> None:
    assume(diff(now, then))
    branch = Branch.objects.create(project=project, name=f"branch {project.branches.count()}")
    Diagram.objects.create(branch=branch)
    store_difference(branch, Schema(), then)
    version = save_version(branch, title="Then", by=cast.owner)
    store_difference(branch, then, now)
    restore_version(version, branch=branch, by=cast.editor)
    assert checksum(load_schema(branch)) == version.checksum == checksum(then)


@many
@given(schemas(), schemas())
def test_an_edit_of_the_loaded_part_is_the_edit_of_the_whole(
    project: Project, before: Schema, after: Schema
) -> None:
    branch = Branch.objects.create(project=project, name=f"branch {project.branches.count()}")
    store_difference(branch, Schema(), before)
    whole = load_schema(branch)
    for change in diff(before, after):
        part = load_for(branch, [change])
        assert _differences(part, change) == _differences(whole, change)


def _differences(schema: Schema, change: Change) -> dict[ObjectId, Table | TopLevel | None] | None:
    """What an edit leaves of each thing it alters; None when it is refused."""
    try:
        after = apply(schema, with_dependents(schema, [change]))
    except InvalidChange:
        return None
    old, new = ({**s.tables_by_id, **s.objects_by_id} for s in (schema, after))
    return {id: new.get(id) for id in {**old, **new} if old.get(id) != new.get(id)}
