"""Pages and other files that browsers load: compressed once, and sent only to whoever does not have them."""

import os
from functools import lru_cache
from gzip import compress
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

from hub.fields import joined, tags_of
from hub.web.compression import least_bytes

#: Pages load nothing from other hosts.
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        "frame-ancestors 'none'"
    ),
    "Vary": "Accept, Accept-Encoding",
}
#: What compressing makes smaller; pictures and fonts are compressed as they are.
_TEXTS: Final = frozenset({".css", ".html", ".js", ".json", ".map", ".svg", ".txt"})


class Files(StaticFiles):
    """The files of a folder."""

    def is_not_modified(self, response_headers: Headers, request_headers: Headers) -> bool:
        """Whether the client has the file already."""
        lines = request_headers.getlist("if-none-match")
        if lines:
            return response_headers["etag"] in tags_of(joined(lines))
        return super().is_not_modified(response_headers, request_headers)

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The file, compressed for whoever takes that, or 304."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers.setdefault("Vary", "Accept-Encoding")
        return _packed(response, Path(full_path), stat_result, Request(scope))


def page(request: Request, file: Path) -> Response:
    """An HTML page, or 304 for a client that has it."""
    stat_result = file.stat()
    response: Response = FileResponse(file, headers=_HEADERS, stat_result=stat_result)
    if Files(directory=file.parent).is_not_modified(response.headers, request.headers):
        return NotModifiedResponse(response.headers)
    return _packed(response, file, stat_result, request)


def _packed(response: Response, file: Path, stat_result: os.stat_result, request: Request) -> Response:
    """The response with the file's compressed bytes, where it has a body and the client takes them."""
    least = least_bytes(request.headers)
    is_plain = response.status_code != 200 or request.method == "HEAD" or "range" in request.headers
    if is_plain or least is None or file.suffix not in _TEXTS or stat_result.st_size < least:
        return response
    body = _compressed(file, stat_result.st_mtime_ns)
    packed = Response(body, response.status_code, media_type=response.media_type)
    packed.headers.update(
        {name: value for name, value in response.headers.items() if name != "content-length"}
    )
    packed.headers["Content-Encoding"] = "gzip"
    return packed


@lru_cache(maxsize=512)
def _compressed(file: Path, _changed: int) -> bytes:
    return compress(file.read_bytes(), mtime=0)
