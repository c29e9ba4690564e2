"""A design in the versioned JSON of the codec, laid out to be read and compared."""

from __future__ import annotations

import json

from schemas.engine.codec import encode
from schemas.engine.model import Schema


def write_json(schema: Schema) -> str:
    return json.dumps(encode(schema), indent=2, ensure_ascii=False) + "\n"
