"""Types as DBML spells them, which is however the author's database does, as PostgreSQL's."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from schemas.engine.builtin_types import EXTENSION_TYPES, SERIAL
from schemas.engine.model import PUBLIC
from schemas.engine.names import qualified
from schemas.engine.read.dbml.elements import Name, TypeName
from schemas.engine.read.foreign_types import nearest_type
from schemas.engine.read.translation import Remarks
from schemas.engine.types import canonical_type, validate_type

INTEGERS = ("smallint", "integer", "bigint")
_INTEGER_WIDTH = re.compile(r"\(\s*\d+\s*\)")
_EXTENSIONS = {name: extension for extension, names in EXTENSION_TYPES.items() for name in names}


@dataclass
class Types:
    """Translates types; `extensions` collects those that the translated types need."""

    enums: Collection[Name]
    remarks: Remarks
    extensions: dict[str, int] = field(default_factory=dict)
    """Name -> line of the first column that needs it."""

    def translate(self, type_name: TypeName, *, line: int, subject: str) -> str:
        """SQL for a type; what PostgreSQL spells otherwise is told."""
        brackets = "[]" if type_name.dimensions else ""
        if enum := self._enum(type_name):
            return qualified(enum.schema or PUBLIC, enum.name) + brackets
        shown = ".".join(type_name.parts) + type_name.arguments
        found = self._known(type_name, shown, line)
        if found is None:
            found = "text"
            message = f"The type {shown} is unknown to PostgreSQL: text stands in its place."
            self.remarks.add(message, line=line, subject=subject)
        elif found != shown.lower() and validate_type(shown, ()) is not None:
            self.remarks.add(f"The type {shown} becomes {found}.", line=line, subject=subject)
        return found + brackets

    def _enum(self, type_name: TypeName) -> Name | None:
        """An enum keeps its name exactly; `public` need not be said."""
        if type_name.arguments or len(type_name.parts) > 2:
            return None
        *schema, name = type_name.parts
        wanted = Name(schema[0] if schema else None, name)
        alike = (wanted, Name(None, name)) if schema == [PUBLIC] else (wanted, Name(PUBLIC, name))
        return next((one for one in alike if one in self.enums), None)

    def _known(self, type_name: TypeName, shown: str, line: int) -> str | None:
        *schema, name = type_name.parts
        lower = name.lower()
        if not schema and lower in SERIAL and not type_name.arguments:
            return lower
        if validate_type(shown, ()) is None:
            return canonical_type(shown)
        if schema and schema != [PUBLIC]:
            return None
        if extension := _EXTENSIONS.get(lower):
            self.extensions.setdefault(extension, line)
            return lower + type_name.arguments
        if nearest := nearest_type(name, type_name.arguments):
            return nearest
        # MySQL's `int(11)` says how wide to print it.
        bare = canonical_type(name)
        is_wide = _INTEGER_WIDTH.fullmatch(type_name.arguments) and bare in INTEGERS
        return bare if is_wide else None
