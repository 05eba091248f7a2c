"""Compressed answers: /graphql compresses its own, Starlette's middleware what other endpoints send."""

from gzip import compress
from typing import Final

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from hub.fields import joined, weights_of

_FROM_BYTES: Final = 1_000
_LEVEL: Final = 5
#: Compressing more than this keeps the server from others longer than a thread takes to begin.
_HERE_BYTES: Final = 20_000
_FIELD: Final = "accept-encoding"


class Compression:
    """Starlette's middleware, which searches the field for the word gzip, with the field as it is meant."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._packing = {
            least: GZipMiddleware(app, minimum_size=least, compresslevel=_LEVEL) for least in (1, _FROM_BYTES)
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self._plain(scope, receive, send)
            return
        least = least_bytes(Headers(scope=scope))
        others = [header for header in scope["headers"] if header[0] != _FIELD.encode()]
        coding = b"identity" if least is None else b"gzip"
        told: Scope = {**scope, "headers": [*others, (_FIELD.encode(), coding)]}
        await self._packing[least or _FROM_BYTES](told, receive, send)


MIDDLEWARE: Final = Middleware(Compression)


def least_bytes(headers: Headers) -> int | None:
    """From how many bytes on the client is answered compressed; None where it wants that never.

    Where neither gzip nor plain bytes are accepted they are plain: any client can read them.
    """
    weights = weights_of(joined(headers.getlist(_FIELD)))
    anything = weights.get("*", 0.0)
    gzip = weights.get("gzip", weights.get("x-gzip", anything))
    if gzip == 0 or weights.get("identity", 0.0) > gzip:
        return None
    return 1 if weights.get("identity", 1.0) == 0 else _FROM_BYTES


def takes_gzip(request: Request, body: bytes) -> bool:
    """Whether the client takes compressed answers, and this one is long enough."""
    least = least_bytes(request.headers)
    return least is not None and len(body) >= least


async def gzipped(body: bytes) -> bytes:
    """The body compressed, the same for the same body."""
    if len(body) <= _HERE_BYTES:
        return compress(body, _LEVEL, mtime=0)
    return await to_thread.run_sync(lambda: compress(body, _LEVEL, mtime=0))
