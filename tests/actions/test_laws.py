"""What holds for every edit: it can be undone, and redone."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, assume, given, settings

from schemas.actions.edits import apply_changes, redo, undo
from schemas.actions.places import places_of
from schemas.engine.canonical import canonical
from schemas.engine.diff import diff
from schemas.engine.model import Schema
from schemas.models import Branch, Diagram, Project
from schemas.models.mapping import load_schema
from tests.cast import Cast
from tests.engine.strategies import schemas

# One database for all examples is enough, as each has a branch of its own.
many = settings(
    max_examples=25,
    deadline=None,
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
