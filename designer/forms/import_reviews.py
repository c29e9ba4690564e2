"""Whether what looks like a rename is one: a question for each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from django import forms

from schemas.engine.match import Suggestion

SAME, OTHER = "same", "other"
CHOICES = [(SAME, "Renamed"), (OTHER, "Another one")]
LIKELY = 0.7
"""What looks so much alike is taken for the same until somebody says otherwise."""


class Question(NamedTuple):
    name: str
    kind: str
    was: str
    now: str
    percent: int
    is_same: bool


class RenamesForm(forms.Form):
    """Unanswered questions have the answer that is likely."""

    def __init__(self, data: Mapping[str, str], *, suggestions: Iterable[Suggestion]) -> None:
        super().__init__(data)
        self._suggestions = tuple(suggestions)
        for each in self._suggestions:
            self.fields[_name(each)] = forms.ChoiceField(choices=CHOICES, required=False)

    def is_same(self, suggestion: Suggestion) -> bool:
        said = self.cleaned_data.get(_name(suggestion))
        return said == SAME if said else self.is_likely(suggestion)

    @staticmethod
    def is_likely(suggestion: Suggestion) -> bool:
        return suggestion.score >= LIKELY

    def questions(self, accepted: Collection[Suggestion]) -> list[Question]:
        """Those that matter: of columns only where their tables are the same."""
        apart = {each.now for each in self._suggestions if each not in accepted}
        return [
            Question(
                name=_name(each),
                kind=each.kind.lower(),
                was=".".join(each.was),
                now=".".join(each.now[-1:] if each.now[:-1] == each.was[:-1] else each.now),
                percent=round(each.score * 100),
                is_same=each in accepted,
            )
            for each in self._suggestions
            if each.now[:-1] not in apart
        ]

    def answers(self, accepted: Collection[Suggestion]) -> dict[str, str]:
        """All of them, as they are taken."""
        return {_name(each): SAME if each in accepted else OTHER for each in self._suggestions}


def _name(suggestion: Suggestion) -> str:
    return f"{suggestion.before}:{suggestion.after}"
