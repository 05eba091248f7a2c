"""Pages and other files that browsers load, sent only to those that do not have them yet."""

from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles

from hub.fields import joined, tags_of

#: Pages load nothing from other hosts.
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        "frame-ancestors 'none'"
    ),
    "Vary": "Accept",
}


class Files(StaticFiles):
    """The files of a folder."""

    def is_not_modified(self, response_headers: Headers, request_headers: Headers) -> bool:
        """Whether the client has the file already."""
        lines = request_headers.getlist("if-none-match")
        if lines:
            return response_headers["etag"] in tags_of(joined(lines))
        return super().is_not_modified(response_headers, request_headers)


def page(request: Request, file: Path) -> Response:
    """An HTML page, or 304 for a client that has it."""
    response = FileResponse(file, headers=_HEADERS, stat_result=file.stat())
    if Files(directory=file.parent).is_not_modified(response.headers, request.headers):
        return NotModifiedResponse(response.headers)
    return response
