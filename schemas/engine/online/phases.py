"""Which steps of the online form share a transaction, and how long each waits for its locks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from schemas.engine.plan.steps import Effects, Step
from schemas.engine.read.statements import forms as f
from schemas.engine.read.statements import read_statements

_LIMIT = Step(
    "SET LOCAL lock_timeout = '2s'",
    "Whoever comes later queues behind a lock that is waited for, so give up soon. After\n"
    '"canceling statement due to lock timeout" nothing has changed: run this transaction again.',
    effects=Effects(online=True),
)
_KEPT = "Its locks are kept until its transaction ends, which takes longer than a moment."


def in_own_transactions(steps: Sequence[Step]) -> Iterator[Step]:
    """What takes time shares a transaction with nobody, except where something is missing
    meanwhile that was dropped and comes back: then the whole of it is one transaction."""
    keys = _groups(steps)
    for phase, (_, group) in enumerate(groupby(zip(keys, steps, strict=True), lambda p: p[0])):
        members = [step for _, step in group]
        is_slow = len(members) > 1 and any(_takes_time(step) for step in members)
        if any(step.effects.locks for step in members) and members[0].transaction:
            yield replace(_LIMIT, phase=phase)
        for step in members:
            yield replace(_kept(step) if is_slow else step, phase=phase)


def _kept(step: Step) -> Step:
    """Beside a slow step, no lock is held for a moment only."""
    if not step.effects.online or not step.effects.locks:
        return step
    why = f"{step.effects.why} {_KEPT}".lstrip()
    return replace(step, effects=replace(step.effects, online=False, why=why))


def _groups(steps: Sequence[Step]) -> list[int]:
    """For each step the number of its transaction."""
    gaps = _gaps(steps)
    numbers: list[int] = []
    for place, step in enumerate(steps):
        if not numbers:
            numbers.append(0)
            continue
        last = steps[place - 1]
        is_apart = any(
            not s.transaction or (_takes_time(s) and not gaps[place]) for s in (last, step)
        )
        numbers.append(numbers[-1] + (is_apart or last.phase != step.phase))
    return numbers


def _takes_time(step: Step) -> bool:
    return bool(step.effects.scans or step.effects.rewrites)


def _gaps(steps: Sequence[Step]) -> list[bool]:
    """For each step whether something dropped before it comes back with it or after it."""
    made: dict[str, int] = {}
    forms = [[statement.form for statement in read_statements(step.sql)] for step in steps]
    for place, found in enumerate(forms):
        made |= {name: place for form in found for name in _made(form)}
    until, gaps = -1, []
    for place, found in enumerate(forms):
        gaps.append(place <= until)
        back = [made.get(name, -1) for form in found for name in _dropped(form)]
        until = max([until, *back])
    return gaps


def _made(form: f.Form) -> Iterator[str]:
    match form:
        case f.CreateTrigger(name=name) | f.CreateView(name=f.Name(name=name)):
            yield name
        case f.CreateRoutine(name=f.Name(name=name)) | f.Create(name=f.Name(name=name)):
            yield name


def _dropped(form: f.Form) -> Iterator[str]:
    if isinstance(form, f.Drop) and form.kind != "INDEX":
        yield from (name.name for name in form.names)
