"""Two readings of a design: which thing of the one is which thing of the other.

`adopt_ids` matches by name and by id; what is left over may be the same under a new name, and
`suggest_renames` says how much it looks like it. Whether it is, only a person knows.
"""

from schemas.engine.match.descriptions import keep_descriptions
from schemas.engine.match.ids import adopt_ids, tell_apart
from schemas.engine.match.substitution import substitute
from schemas.engine.match.suggestions import Suggestion, suggest_renames

__all__ = [
    "Suggestion",
    "adopt_ids",
    "keep_descriptions",
    "substitute",
    "suggest_renames",
    "tell_apart",
]
