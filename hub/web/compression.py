"""Compressed answers of /graphql. What other endpoints send Starlette's middleware compresses."""

from gzip import compress
from typing import Final

from anyio import to_thread
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request

_FROM_BYTES: Final = 1_000
_LEVEL: Final = 5
#: Compressing more than this keeps the server from others longer than a thread takes to begin.
_HERE_BYTES: Final = 20_000

MIDDLEWARE: Final = Middleware(GZipMiddleware, minimum_size=_FROM_BYTES, compresslevel=_LEVEL)


def takes_gzip(request: Request, body: bytes) -> bool:
    """Whether the client takes compressed answers, and this one is long enough."""
    return len(body) >= _FROM_BYTES and "gzip" in request.headers.get("accept-encoding", "")


async def gzipped(body: bytes) -> bytes:
    """The body compressed, the same for the same body."""
    if len(body) <= _HERE_BYTES:
        return compress(body, _LEVEL, mtime=0)
    return await to_thread.run_sync(lambda: compress(body, _LEVEL, mtime=0))
