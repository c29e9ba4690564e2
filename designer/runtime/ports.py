"""The loopback port that the pages are served on."""

import socket

from designer.runtime.errors import CannotRun

FIRST = 8000
LAST = 8099


def open_port(wanted: str | None) -> socket.socket:
    """A listening socket: on `wanted` when given (the PORT variable), else on the next free one."""
    if not wanted:
        return _next_free()
    if not wanted.isdecimal() or not 1 <= int(wanted) <= 65535:
        raise CannotRun(f"PORT is {wanted!r}; say a number from 1 to 65535.")
    try:
        return _listen(int(wanted))
    except OSError as error:
        raise CannotRun(
            f"Port {wanted} cannot be used ({error.strerror}): set PORT to another."
        ) from None


def _next_free() -> socket.socket:
    for port in range(FIRST, LAST + 1):
        try:
            return _listen(port)
        except OSError:
            continue
    raise CannotRun(f"Every port from {FIRST} to {LAST} is taken: set PORT to a free one.")


def _listen(port: int) -> socket.socket:
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # Without it a port stays taken for a minute after the last run.
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(("127.0.0.1", port))
        opened.listen(256)
    except OSError:
        opened.close()
        raise
    return opened
