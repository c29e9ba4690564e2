"""DBML text as a `Document`; https://dbml.dbdiagram.io/docs/ describes the language.

Nothing here recurses: blocks stand in blocks at most three deep, and what is unknown is skipped by
counting braces. Keywords are read in any case; a line end matters only after a column's type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from schemas.engine.read.dbml.elements import (
    Cardinality,
    Check,
    Column,
    Document,
    Endpoint,
    Enum,
    Ignored,
    Index,
    Key,
    Label,
    Name,
    Ref,
    Setting,
    Settings,
    Table,
    TypeName,
    is_text,
    setting,
)
from schemas.engine.read.dbml.tokens import Kind, Token, tokens
from schemas.engine.read.translation import Unreadable

_OPENING, _CLOSING = ("{", "[", "("), ("}", "]", ")")
_CARDINALITIES: dict[str, Cardinality] = {"<": "<", ">": ">", "-": "-", "<>": "<>"}
_SETTING_KEYS = {"primary key": "pk"}


def parse(text: str) -> Document:
    """Raises Unreadable with the line of what is wrong."""
    return _Parser(text).document()


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens: Iterator[Token] = tokens(text)
        self._next = next(self._tokens)
        self._after: Token | None = None
        self._document = Document()

    def document(self) -> Document:
        elements: dict[str, Callable[[int], None]] = {
            "table": self._table,
            "tablepartial": self._partial,
            "enum": self._enum,
            "ref": self._refs,
        }
        while self._next.kind is not Kind.END:
            word = self._take("the name of an element, such as Table or Ref")
            if word.kind is not Kind.WORD:
                wanted = "An element such as Table or Ref must begin here"
                raise Unreadable(f"{wanted}, not {word}.", word.line)
            if read := elements.get(word.text.lower()):
                read(word.line)
            else:
                self._ignored(word)
        return self._document

    # Elements

    def _table(self, line: int) -> None:
        table = Table(self._name("the name of a table"), line)
        if self._is_word("as"):
            self._advance()
            table.alias = self._identifier("an alias")
        table.settings = self._settings()
        self._table_body(table)
        self._document.tables.append(table)

    def _partial(self, line: int) -> None:
        partial = Table(Name(None, self._identifier("the name of the partial")), line)
        partial.settings = self._settings()
        self._table_body(partial)
        self._document.partials[partial.name.name] = partial

    def _table_body(self, table: Table) -> None:
        self._expect("{")
        while not self._skip("}"):
            self._table_member(table)

    def _table_member(self, table: Table) -> None:
        if self._skip("~"):
            table.members.append(self._identifier("the name of a partial"))
            return
        word = self._next.text.lower() if self._next.kind is Kind.WORD else ""
        opens = self._peek().text
        if word == "note" and opens in (":", "{"):
            table.note = self._note()
        elif word == "indexes" and opens == "{":
            self._block(lambda: table.indexes.append(self._index()))
        elif word == "checks" and opens == "{":
            self._block(lambda: table.checks.append(self._check()))
        elif word == "records" and opens in ("{", "("):
            self._ignored(self._take("records"))
        else:
            table.members.append(self._column())

    def _column(self) -> Column:
        line = self._next.line
        name = self._identifier("the name of a column")
        if self._next.line != line or not is_text(self._next):
            raise Unreadable(f"The column “{name}” has no type.", line)
        type_name = self._type()
        return Column(name, type_name, self._settings(), line)

    def _type(self) -> TypeName:
        line = self._next.line
        parts = [self._identifier("a type")]
        while self._skip("."):
            parts.append(self._identifier("a type"))
        # `double precision` and its like are written without quotes at times.
        while self._next.line == line and self._next.kind is Kind.WORD:
            parts[-1] += f" {self._advance().text}"
        arguments = self._raw_group() if self._next.text == "(" else ""
        while self._next.line == line and self._next.kind is Kind.WORD:
            arguments += f" {self._advance().text}"
        return TypeName(tuple(parts), arguments, self._dimensions())

    def _dimensions(self) -> int:
        """`[]` and `[3]` belong to the type when nothing stands before the bracket."""
        count = 0
        while self._next.text == "[" and self._next.glued:
            if self._peek().text != "]" and self._peek().kind is not Kind.NUMBER:
                break
            self._raw_group()
            count += 1
        return count

    def _index(self) -> Index:
        line = self._next.line
        keys = [self._key()] if not self._skip("(") else self._keys()
        return Index(tuple(keys), self._settings(), line)

    def _keys(self) -> list[Key]:
        keys = [self._key()]
        while self._skip(","):
            keys.append(self._key())
        self._expect(")")
        return keys

    def _key(self) -> Key:
        if self._next.kind is Kind.EXPRESSION:
            return Key(self._advance().text, is_expression=True)
        return Key(self._identifier("a column or an `expression`"), is_expression=False)

    def _check(self) -> Check:
        token = self._take("an `expression`")
        if token.kind is not Kind.EXPRESSION:
            raise Unreadable(f"A check is an expression in backticks, not {token}.", token.line)
        return Check(token.text, self._settings(), token.line)

    def _enum(self, line: int) -> None:
        name = self._name("the name of an enum")
        labels: list[Label] = []
        self._expect("{")
        while not self._skip("}"):
            at = self._next.line
            if self._is_word("note") and self._peek().text in (":", "{"):
                self._document.ignored.append(Ignored(f"the note of the enum {name}", at))
                self._note()
                continue
            label = self._identifier("a value of the enum")
            labels.append(Label(label, setting(self._settings(), "note") is not None, at))
        self._document.enums.append(Enum(name, tuple(labels), line))

    def _refs(self, line: int) -> None:
        name = None
        if self._next.text not in (":", "{"):
            name = ".".join(self._dotted("the name of the relationship"))
        if self._skip(":"):
            self._document.refs.append(self._ref(name))
            return
        self._expect("{")
        while not self._skip("}"):
            self._document.refs.append(self._ref(name))

    def _ref(self, name: str | None) -> Ref:
        line = self._next.line
        left = self._endpoint()
        sign = self._cardinality(self._take("one of < > - <>"))
        right = self._endpoint()
        return Ref(left, sign, right, line, name, self._settings())

    def _endpoint(self) -> Endpoint:
        line = self._next.line
        parts = self._dotted("a table and its column")
        columns: tuple[str, ...]
        if self._next.text == "(":
            self._advance()
            columns = tuple(key.text for key in self._keys())
        else:
            *parts, column = parts
            columns = (column,)
        if not 1 <= len(parts) <= 2:
            raise Unreadable("A relationship names a table and its column: users.id.", line)
        return Endpoint(_name(parts), columns)

    @staticmethod
    def _cardinality(token: Token) -> Cardinality:
        if found := _CARDINALITIES.get(token.text):
            return found
        raise Unreadable(f"Between two columns stands one of < > - <>, not {token}.", token.line)

    def _ignored(self, word: Token) -> None:
        """An element we have no use for, with its block: Project, TableGroup, sticky notes."""
        what = [word.text]
        while self._next.text not in ("{", ":") and self._next.kind is not Kind.END:
            if self._next.text in ("(", "["):
                self._raw_group()
            elif is_text(self._next) or self._next.text in (".", ","):
                what.append(self._advance().text)
            else:
                raise Unreadable(f"{word} is no element of DBML.", word.line)
        if self._skip(":"):
            self._take("a value")
        elif self._next.kind is Kind.END:
            raise Unreadable(f"{word} is no element of DBML.", word.line)
        else:
            self._raw_group()
        self._document.ignored.append(Ignored(" ".join(what).replace(" . ", "."), word.line))

    # What elements are made of

    def _settings(self) -> Settings:
        found: list[Setting] = []
        while self._skip("["):
            while not self._skip("]"):
                found.append(self._setting())
                if self._next.text != "]":
                    self._expect(",")
        return tuple(found)

    def _setting(self) -> Setting:
        line = self._next.line
        words: list[str] = []
        while self._next.text not in (":", ",", "]", "{", "}") or self._next.kind is not Kind.SIGN:
            words.append(self._take("a setting").text)
        value: list[Token] = []
        if self._skip(":"):
            value = self._value()
        key = " ".join(words).lower()
        return Setting(_SETTING_KEYS.get(key, key), tuple(value), line)

    def _value(self) -> list[Token]:
        """Up to the comma or bracket that ends it; parentheses protect the commas in them."""
        value: list[Token] = []
        depth = 0
        while depth or self._next.kind is not Kind.SIGN or self._next.text not in (",", "]"):
            token = self._take("the end of the settings, which is “]”")
            depth += (token.kind is Kind.SIGN) * ((token.text == "(") - (token.text == ")"))
            value.append(token)
        return value

    def _note(self) -> str:
        """`Note: 'text'` or `Note { 'text' }`."""
        self._advance()
        if self._skip(":"):
            return self._take("the text of the note").text
        self._expect("{")
        text = self._take("the text of the note").text
        self._expect("}")
        return text

    def _block(self, read: Callable[[], None]) -> None:
        self._advance()
        self._expect("{")
        while not self._skip("}"):
            if self._is_word("note") and self._peek().text == ":":
                self._note()
            else:
                read()

    def _name(self, wanted: str) -> Name:
        line = self._next.line
        parts = self._dotted(wanted)
        if len(parts) > 2:
            raise Unreadable(f"{'.'.join(parts)} has more than a schema and a name.", line)
        return _name(parts)

    def _dotted(self, wanted: str) -> list[str]:
        parts = [self._identifier(wanted)]
        while self._skip("."):
            if self._next.text == "(":
                break
            parts.append(self._identifier(wanted))
        return parts

    def _identifier(self, wanted: str) -> str:
        token = self._take(wanted)
        if not (is_text(token) or token.kind is Kind.NUMBER) or not token.text:
            raise Unreadable(f"Here must stand {wanted}, not {token}.", token.line)
        return token.text

    def _raw_group(self) -> str:
        """A balanced group as text."""
        opening = self._advance()
        text, depth = opening.text, 1
        while depth:
            if self._next.kind is Kind.END:
                raise Unreadable(f"“{opening.text}” opens here and is never closed.", opening.line)
            token = self._advance()
            if token.kind is Kind.SIGN:
                depth += (token.text in _OPENING) - (token.text in _CLOSING)
            # Only a type's arguments are used, and those are short.
            if len(text) < 1000:
                text += f"'{token.text}'" if token.kind is Kind.STRING else token.text
        return text

    # Single tokens

    def _take(self, wanted: str) -> Token:
        if self._next.kind is Kind.END:
            raise Unreadable(f"The text ends where {wanted} is expected.", self._next.line)
        return self._advance()

    def _expect(self, sign: str) -> None:
        if not self._skip(sign):
            raise Unreadable(f"Here must stand “{sign}”, not {self._next}.", self._next.line)

    def _skip(self, sign: str) -> bool:
        if self._next.kind is Kind.SIGN and self._next.text == sign:
            self._advance()
            return True
        return False

    def _is_word(self, word: str) -> bool:
        return self._next.kind is Kind.WORD and self._next.text.lower() == word

    def _peek(self) -> Token:
        if self._after is None:
            self._after = next(self._tokens)
        return self._after

    def _advance(self) -> Token:
        token, following = self._next, self._peek()
        self._next, self._after = following, None
        return token


def _name(parts: list[str]) -> Name:
    return Name(parts[0] if len(parts) == 2 else None, parts[-1])


def inline_ref(one: Setting, table: Name, column: str) -> Ref:
    """`ref: > users.id` in a column's settings."""
    texts = [token.text for token in one.value if token.text != "."]
    sign = _CARDINALITIES.get(texts[0]) if texts else None
    if sign is None or not 3 <= len(texts) <= 4:
        raise Unreadable("A column refers like this: ref: > users.id.", one.line)
    target = Endpoint(_name(texts[1:-1]), (texts[-1],))
    return Ref(Endpoint(table, (column,)), sign, target, one.line, is_inline=True)
