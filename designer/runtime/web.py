"""The web process: uvicorn on a socket that the supervisor opened and keeps.

While this process is restarted, browsers wait at the open socket instead of being refused.
"""

import socket
import sys

import uvicorn


def main() -> None:
    """Serve on the listening socket whose file descriptor is the only argument."""
    config = uvicorn.Config(
        "designer.asgi:application",
        lifespan="off",
        access_log=False,
        log_level="warning",
        # Event streams stay open for as long as a page does; a restart need not wait for them.
        timeout_graceful_shutdown=3,
    )
    listening = socket.socket(fileno=int(sys.argv[1]))
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
