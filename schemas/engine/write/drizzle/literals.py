"""TypeScript text: string literals, SQL templates, comments."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

_TROUBLE = re.compile(r";|--|,,")
_LITERAL = re.compile(r"(?<![A-Za-z0-9_&])'((?:[^']|'')*)'")


def string(text: str) -> str:
    """A single-quoted literal."""
    inner = json.dumps(text)[1:-1].replace('\\"', '"').replace("'", "\\'")
    return f"'{inner}'"


def sql_template(expression: str) -> str:
    """SQL as a tagged template without parameters, since drizzle-kit cannot print those."""
    text = _LITERAL.sub(_without_separators, expression)
    text = text.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
    return f"sql`{text}`"


def record(options: Mapping[str, str]) -> str:
    """`{ length: 255 }`, or nothing when there are no options."""
    if not options:
        return ""
    return "{ " + ", ".join(f"{name}: {value}" for name, value in options.items()) + " }"


def comment(text: str, indent: str = "") -> list[str]:
    """A JSDoc comment that no text can end early."""
    lines = text.replace("*/", "*\u200b/").splitlines()
    if len(lines) <= 1:
        return [f"{indent}/** {line} */" for line in lines]
    return [f"{indent}/**", *(f"{indent} * {line}".rstrip() for line in lines), f"{indent} */"]


def _without_separators(match: re.Match[str]) -> str:
    """drizzle-kit joins expressions with `;`, `--` and `,,` and would cut the literal there."""
    body = match.group(1)
    if not _TROUBLE.search(body):
        return match.group()
    escaped = body.replace("\\", "\\\\")
    escaped = _TROUBLE.sub(lambda m: "".join(f"\\{ord(c):04X}" for c in m.group()), escaped)
    return f"U&'{escaped}'"
