"""Names of types: their one spelling, what is wrong with them, what one may be about to type."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from schemas.engine.builtin_types import (
    BUILT_IN,
    BY_SPELLING,
    EXTENSION_TYPES,
    INTERVAL_FIELDS,
    SERIAL,
    BuiltIn,
)
from schemas.engine.errors import Issue, Severity
from schemas.engine.model import PUBLIC, Domain, EnumType, Extension, Kind, Schema
from schemas.engine.names import qualified, quote

RULE = "schema/type"


@dataclass(frozen=True, slots=True)
class Completion:
    """One offer of the type field."""

    name: str
    category: str
    meaning: str


def canonical_type(text: str, user_types: Collection[str] = ()) -> str:
    """The type as `format_type` prints it: `int8[]` -> `bigint[]`, `status` -> `app.status`.

    `user_types` are qualified names as `user_types()` gives them. What is not understood comes
    back as it was, without blanks around it: `validate_type` says what is wrong.
    """
    parsed = _parsed(text)
    if parsed is None or _mistake(parsed) is not None:
        return text.strip()
    return _element_name(parsed, user_types) + ("[]" if parsed.is_array else "")


def is_bare(text: str) -> bool:
    """Whether this is a name without a schema that no built-in type has."""
    parsed = _parsed(text)
    return parsed is not None and not parsed.schema and parsed.built_in is None


def user_types(schema: Schema) -> frozenset[str]:
    """Qualified names of all types that the design itself brings, row types included."""
    ranges = (o for o in schema.sql_objects if o.kind == Kind.TYPE)
    own = [*schema.types, *ranges, *schema.tables, *schema.views]
    names = [qualified(thing.schema, thing.name) for thing in own]
    return frozenset([*names, *_extension_types(schema)])


def extension_type_names(extension: Extension) -> tuple[str, ...]:
    """Bare names of the types that an extension brings, where we know them."""
    return EXTENSION_TYPES.get(extension.name, ())


def validate_type(text: str, user_types: Collection[str], at: tuple[str, ...] = ()) -> Issue | None:
    """What PostgreSQL would object to, or a warning about a type that nobody has heard of."""
    parsed = _parsed(text)
    if parsed is None:
        shown = text.strip()[:80]
        return _issue(at, f"“{shown}” is not the name of a type." if shown else "Choose a type.")
    mistake = _mistake(parsed)
    if mistake is not None:
        return _issue(at, mistake)
    if parsed.built_in or _match(parsed, user_types):
        return None
    message = f"There is no type {parsed.element}. Create it first, or choose another."
    return _issue(at, message, Severity.WARNING if parsed.schema else Severity.ERROR)


def completions(prefix: str, schema: Schema, limit: int = 20) -> list[Completion]:
    """Types that start with the text, then those that contain it; the design's own ones first."""
    wanted = prefix.strip().lower()
    offers = [*_own_completions(schema), *_built_in_completions()]
    ranked = sorted(
        (rank, number)
        for number, (_, spellings) in enumerate(offers)
        if (rank := _rank(wanted, spellings)) is not None
    )
    return [offers[number][0] for _, number in ranked[:limit]]


def enum_or_domain(text: str, schema: Schema) -> EnumType | Domain | None:
    """The type of the design that a column has, seen through arrays."""
    name = canonical_type(text, user_types(schema)).removesuffix("[]")
    return next(
        (
            t
            for t in schema.types
            if isinstance(t, EnumType | Domain) and qualified(t.schema, t.name) == name
        ),
        None,
    )


# Parsing

_LONGEST = 300
_TOKEN = re.compile(r'\s*(?:("(?:[^"]|"")+")|([^\W\d][\w$]*)|(-?\d+)|(\'[^\']*\')|([()\[\],.]))')


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A type name in its parts; `words` are folded to lower case unless they were quoted."""

    schema: str
    words: tuple[str, ...]
    quoted: bool
    modifiers: tuple[str, ...]
    is_array: bool

    @property
    def spelling(self) -> str:
        """With quotes around what was quoted, so that `"char"` is not `char`."""
        return quote(self.words[0]) if self.quoted else " ".join(self.words)

    @property
    def element(self) -> str:
        name = " ".join(self.words)
        return qualified(self.schema, name) if self.schema else self.spelling

    @property
    def built_in(self) -> BuiltIn | None:
        if self.schema not in ("", "pg_catalog"):
            return None
        if self.words[0] == "interval" and " ".join(self.words[1:]) in INTERVAL_FIELDS:
            return BY_SPELLING["interval"]
        if self.words == ("float",) and not self.quoted:
            return BY_SPELLING["real" if self._float_bits() <= 24 else "double precision"]
        if not self.quoted:
            return BY_SPELLING.get(self.spelling)
        word = self.words[0]
        return BY_SPELLING.get('"char"' if word == "char" else word if word.isidentifier() else "")

    def _float_bits(self) -> int:
        return int(self.modifiers[0]) if self.modifiers and self.modifiers[0].isdigit() else 53


def _parsed(text: str) -> _Parsed | None:
    return _parts(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _parts(text: str) -> _Parsed | None:
    tokens = _tokens(text)
    if tokens is None:
        return None
    tokens, is_array = _without_brackets(tokens)
    tokens, modifiers = _without_modifiers(tokens)
    if not tokens or any(not _is_word(t) for t in tokens if t != "."):
        return None
    schema = ""
    if "." in tokens:
        if len(tokens) != 3 or tokens[1] != ".":
            return None
        schema, tokens = _folded(tokens[0]), tokens[2:]
    quoted = tokens[0].startswith('"')
    if len(tokens) > 1 and any(t.startswith('"') for t in tokens):
        return None
    words = tuple(_folded(token) for token in tokens)
    return _Parsed(schema, words, quoted, modifiers, is_array)


def _tokens(text: str) -> list[str] | None:
    tokens, position, text = [], 0, text.strip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            return None
        tokens.append(match.group().strip())
        position = match.end()
    return tokens


def _without_brackets(tokens: list[str]) -> tuple[list[str], bool]:
    """Cuts `[]`, `[3][3]`, `ARRAY` or `ARRAY[3]` off the end: PostgreSQL keeps no dimensions."""
    rest = list(tokens)
    while rest[-1:] == ["]"]:
        start = -2 if rest[-2:-1] == ["["] else -3
        if rest[start : start + 1] != ["["] or (start == -3 and not rest[-2].isdigit()):
            break
        del rest[start:]
    if len(rest) > 1 and rest[-1].lower() == "array":
        rest.pop()
    return rest, len(rest) < len(tokens)


def _without_modifiers(tokens: list[str]) -> tuple[list[str], tuple[str, ...]]:
    if "(" not in tokens or ")" not in tokens:
        return tokens, ()
    start, end = tokens.index("("), tokens.index(")")
    inside = tokens[start + 1 : end]
    if not inside[::2] or len(inside) % 2 == 0 or any(t != "," for t in inside[1::2]):
        return [], ()
    return tokens[:start] + tokens[end + 1 :], tuple(inside[::2])


def _is_word(token: str) -> bool:
    return token.startswith('"') or token[0].isalpha() or token[0] == "_"


def _folded(token: str) -> str:
    return token[1:-1].replace('""', '"') if token.startswith('"') else token.lower()


# Checking and printing


def _mistake(parsed: _Parsed) -> str | None:
    built_in, name = parsed.built_in, parsed.spelling
    if name in SERIAL and not parsed.schema:
        return f"{name} is a shorthand, not a type: choose {SERIAL[name]} and make it an identity."
    if parsed.words == ("float",):
        return _modifier_mistake("float", (range(1, 54),), parsed.modifiers)
    if built_in is not None:
        return _modifier_mistake(built_in.name, built_in.modifiers, parsed.modifiers)
    return None if len(parsed.words) == 1 else f"“{name}” is not the name of a type."


def _modifier_mistake(name: str, allowed: Sequence[range], given: Sequence[str]) -> str | None:
    if len(given) > len(allowed):
        how_many = f"at most {len(allowed)}" if allowed else "none"
        return f"{name} takes {how_many} in parentheses."
    for limits, text in zip(allowed, given, strict=False):
        if not re.fullmatch(r"-?\d{1,9}", text) or int(text) not in limits:
            return f"{name} takes a number from {limits.start} to {limits.stop - 1}, not {text}."
    return None


def _element_name(parsed: _Parsed, user_types: Collection[str]) -> str:
    built_in = parsed.built_in
    if built_in is None:
        known = _match(parsed, user_types) or parsed.element
        return known + (f"({','.join(parsed.modifiers)})" if parsed.modifiers else "")
    if parsed.words == ("float",):
        return built_in.name
    if parsed.words[0] == "interval":
        return _with_modifiers(" ".join(parsed.words), parsed.modifiers, 0)
    given = tuple(str(int(text)) for text in parsed.modifiers) or tuple(map(str, built_in.implied))
    if built_in.name == "numeric" and len(given) == 1:
        given = (*given, "0")
    return _with_modifiers(built_in.name, given, built_in.modified_word)


def _with_modifiers(name: str, modifiers: Sequence[str], word: int) -> str:
    if not modifiers:
        return name
    words = name.split(" ")
    words[word - 1] += f"({','.join(modifiers)})"
    return " ".join(words)


def _match(parsed: _Parsed, user_types: Collection[str]) -> str | None:
    """The one type of that name, `public` winning among several."""
    if parsed.schema:
        return parsed.element if parsed.element in user_types else None
    ending = "." + quote(parsed.words[0])
    found = [name for name in user_types if name.endswith(ending)]
    return next((n for n in found if n == PUBLIC + ending), found[0] if len(found) == 1 else None)


def _extension_types(schema: Schema) -> Iterator[str]:
    for extension in schema.extensions:
        for name in extension_type_names(extension):
            yield qualified(extension.schema, name)


# Completion

_Offer = tuple[Completion, tuple[str, ...]]


def _own_completions(schema: Schema) -> Iterator[_Offer]:
    for type in schema.types:
        meaning = ", ".join(type.labels[:5]) if isinstance(type, EnumType) else type.comment
        yield (
            Completion(qualified(type.schema, type.name), "own", meaning),
            (type.name.lower(), qualified(type.schema, type.name).lower()),
        )
    for name in _extension_types(schema):
        yield Completion(name, "extension", ""), (name.rpartition(".")[2], name)


def _built_in_completions() -> Iterator[_Offer]:
    for type in BUILT_IN:
        if type.category != "internal":
            yield Completion(type.name, type.category, type.meaning), (type.name, *type.aliases)


def _rank(wanted: str, spellings: Sequence[str]) -> int | None:
    if wanted in spellings:
        return 0
    if any(spelling.startswith(wanted) for spelling in spellings):
        return 1
    return 2 if any(wanted in spelling for spelling in spellings) else None


def _issue(at: tuple[str, ...], message: str, severity: Severity = Severity.ERROR) -> Issue:
    return Issue(RULE, severity, at, message)
