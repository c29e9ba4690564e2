"""Text that is not PostgreSQL's, turned into PostgreSQL statements for the sandbox to run.

A reader is a function from text to a `Translation`; what it makes is run like any script, so
PostgreSQL judges it. Readers may be given anything: whatever they cannot read ends in `Unreadable`.
"""

from __future__ import annotations

from schemas.engine.read.dbml import read_dbml
from schemas.engine.read.formats import Format
from schemas.engine.read.translation import Translation, Unreadable

_READERS = {Format.DBML: read_dbml}


def translate(text: str, format: Format) -> Translation:
    """The statements that a text of another format stands for; raises Unreadable.

    `format` is never POSTGRES: what PostgreSQL reads itself needs no translation.
    """
    try:
        return _READERS[format](text)
    except RecursionError as error:
        raise Unreadable("Something in this text is nested too deep to be read.") from error
