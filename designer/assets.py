"""Static files: named by their content when collected, served by the app itself over ASGI."""

import asyncio
import re
from wsgiref.headers import Headers

from asgiref.typing import (
    ASGI3Application,
    ASGIReceiveCallable,
    ASGISendCallable,
    HTTPScope,
    Scope,
)
from django.conf import settings
from whitenoise import WhiteNoise
from whitenoise.responders import Redirect, StaticFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

_HASHED_NAME = re.compile(r"\.[0-9a-f]{12}\.")
_IMPORT = (
    r"""(?m)^(?P<matched>(?P<before>(?:import|export)\b[^;'"]*?\bfrom\s*|import\s*)"""
    r"""["'](?P<url>\.{1,2}/[^"']+\.js)["'])"""
)
_LATER_IMPORT = r"""(?P<matched>\bimport\(\s*["'](?P<url>\.{1,2}/[^"']+\.js)["']\s*\))"""


class AssetStorage(CompressedManifestStaticFilesStorage):
    """Files by content hash, with the imports between JavaScript modules rewritten to match.

    Django has patterns of its own for that, which see only imports that end in a semicolon.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("*.js", ((_IMPORT, '%(before)s"%(url)s"'), (_LATER_IMPORT, 'import("%(url)s")'))),
    )


class Assets:
    """An ASGI application that answers for collected files and leaves the rest to another.

    WhiteNoise's middleware is synchronous, so that behind ASGI each file, and each page that
    passes it, would cost a thread. Its index of files needs none.
    """

    def __init__(self, application: ASGI3Application) -> None:
        self.application = application
        self.files: dict[str, StaticFile | Redirect] = WhiteNoise(
            None,
            root=settings.STATIC_ROOT,
            prefix=settings.STATIC_URL,
            immutable_file_test=lambda path, url: bool(_HASHED_NAME.search(url)),
            add_headers_function=_forbid_sniffing,
            allow_all_origins=False,
        ).files

    async def __call__(
        self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        found = self.files.get(scope["path"]) if scope["type"] == "http" else None
        if found is None:
            await self.application(scope, receive, send)
        else:
            await _send_file(found, scope, send)


async def _send_file(
    found: StaticFile | Redirect, scope: HTTPScope, send: ASGISendCallable
) -> None:
    response = found.get_response(scope["method"], _wsgi_headers(scope))
    headers = [(name.lower().encode(), value.encode()) for name, value in response.headers]
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    body = b""
    if response.file is not None:
        with response.file as file:
            body = await asyncio.to_thread(file.read)
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _wsgi_headers(scope: HTTPScope) -> dict[str, str]:
    return {
        "HTTP_" + name.decode("latin-1").upper().replace("-", "_"): value.decode("latin-1")
        for name, value in scope["headers"]
    }


def _forbid_sniffing(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
