"""The child that reads what is written for other databases: no server, no file, no way out.

One line in: `Task`. One line out: a `Translation` as JSON, or why the script was refused. Its
parsers are large and meet hostile text, so it has the walls of the runner child, whose server it
never sees.
"""

from __future__ import annotations

import base64
import json
import sys
from dataclasses import asdict
from typing import Any, TypedDict

from schemas.engine.read.detect import detect
from schemas.engine.read.formats import Format
from schemas.engine.read.translate import translate
from schemas.engine.read.translation import Unreadable
from schemas.sandbox import walls
from schemas.sandbox.accounts import Account
from schemas.sandbox.limits import Limits
from schemas.sandbox.script import ScriptRefused, read_text
from schemas.sandbox.talk import Talk

_TOO_MUCH = "This script takes too much memory to read. Leave the rows out."


class Task(TypedDict):
    account: dict[str, Any]
    limits: dict[str, Any]
    format: str
    script: str
    """Base64."""


def main() -> None:
    task: Task = json.loads(sys.stdin.buffer.readline())
    limits = Limits.from_json(task["limits"])
    Account(**task["account"]).drop_to()
    walls.raise_child_walls(limits)
    try:
        answer = _answer(base64.b64decode(task["script"]), Format(task["format"]), limits)
    except ScriptRefused as error:
        answer = {"refused": error.refusal}
    except MemoryError:
        answer = {"refused": ScriptRefused(_TOO_MUCH).refusal}
    Talk().answer(answer)


def _answer(script: bytes, format: Format, limits: Limits) -> dict[str, Any]:
    text = read_text(script, limits)
    detected = detect(text) if format is Format.DETECT else format
    if detected is Format.POSTGRES:
        return {"format": detected, "translation": None}
    try:
        return {"format": detected, "translation": asdict(translate(text, detected))}
    except Unreadable as error:
        raise ScriptRefused(str(error), line=error.line) from error
