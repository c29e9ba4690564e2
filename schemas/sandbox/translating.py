"""What is not written for PostgreSQL, on its way to a database: read by a child, or refused."""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from schemas.engine.read.formats import Format
from schemas.sandbox.accounts import sandbox_account
from schemas.sandbox.channel import Channel, ChannelClosed
from schemas.sandbox.children import start_child
from schemas.sandbox.limits import Limits
from schemas.sandbox.script import Piece, ScriptRefused, refuse_oversize, split

_TOO_HARD = (
    "This script could not be read as {label} within {seconds:g} seconds and "
    "{memory} MB of memory. Leave the rows out, and import it in parts."
)


def translated(script: bytes, format: Format, limits: Limits) -> dict[str, Any]:
    """`format`, the detected one, and `translation` as JSON, None for PostgreSQL's own scripts.

    Raises ScriptRefused for what cannot be read, or not with the means there are.
    """
    refuse_oversize(script, limits)
    process = start_child("schemas.sandbox.translator", stderr=subprocess.DEVNULL)
    channel = Channel(process, line_bytes=limits.answer_bytes)
    try:
        channel.send(
            {
                "account": asdict(sandbox_account()),
                "limits": limits.to_json(),
                "format": format,
                "script": base64.b64encode(script).decode(),
            }
        )
        message = channel.receive(limits.run_seconds) or {}
    except ChannelClosed:
        message = {}
    finally:
        process.kill()
        process.wait()
        channel.close()
    return _checked(message, format, limits)


def _checked(message: dict[str, Any], format: Format, limits: Limits) -> dict[str, Any]:
    """A child that died or was too slow has met a script that is too hard for it."""
    answer = message.get("answer")
    if not isinstance(answer, dict):
        memory = limits.child_memory >> 20
        sentence = _TOO_HARD.format(label=format.label, seconds=limits.run_seconds, memory=memory)
        raise ScriptRefused(sentence)
    if refusal := answer.get("refused"):
        raise ScriptRefused(str(refusal["message"]), line=refusal["line"])
    return answer


def translated_pieces(translation: dict[str, Any], limits: Limits) -> Iterator[Piece]:
    """What the runner child runs; an expression may hold a semicolon, so there may be more."""
    for statement in translation["statements"]:
        for piece in split(statement["text"], limits):
            lines = tuple(statement["lines"][piece.line - 1 :])
            may_fail = statement["may_fail"]
            yield replace(piece, line=lines[0], source_lines=lines, may_fail=may_fail)
