"""Reads what is asked out of an HTTP request, and refuses what is no GraphQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from starlette.requests import ClientDisconnect, Request

from hub.fields import items_of
from hub.web.media import JSON
from hub.web.problems import BodyTooLarge, MalformedRequest, UnsupportedMediaType
from hub.web.watching import ClientGone

_PARTS: Final[Sequence[tuple[str, type, str]]] = (
    ("query", str, "text"),
    ("documentId", str, "text"),
    ("operationName", str, "text"),
    ("variables", dict, "a JSON object"),
    ("extensions", dict, "a JSON object"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it was sent: it has either the text of a document, or the id of one."""

    query: str | None
    document_id: str | None
    variables: dict[str, Any]
    operation_name: str | None
    extensions: dict[str, Any]


async def read_asked(request: Request, most_bytes: int) -> Asked:
    """What a GET or POST asks. Raises the problems of hub.web.problems."""
    if request.method == "POST":
        _check_content_type(request.headers.get("content-type", ""))
        return _asked(_json(await read_body(request, most_bytes), "the body"))
    if len(request.url.query) > most_bytes:
        raise BodyTooLarge(limit=most_bytes)
    parameters: dict[str, Any] = {name: text for name, text in request.query_params.items() if text}
    for name in parameters.keys() & {"variables", "extensions"}:
        parameters[name] = _json(parameters[name].encode("utf-8", "surrogatepass"), name)
    return _asked(parameters)


def _check_content_type(header: str) -> None:
    kinds = [(item.value, item.parameters.get("charset", "utf-8").lower()) for item in items_of(header)]
    if kinds not in ([(JSON, "utf-8")], [(JSON, "utf8")]):
        raise UnsupportedMediaType(found=header[:100])


async def read_body(request: Request, most_bytes: int) -> bytes:
    """The bytes of a request. Raises BodyTooLarge as soon as there are too many, and ClientGone."""
    chunks: list[bytes] = []
    size = 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > most_bytes:
                raise BodyTooLarge(limit=most_bytes)
            chunks.append(chunk)
    except ClientDisconnect as error:
        raise ClientGone() from error
    return b"".join(chunks)


def _json(text: bytes, what: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise MalformedRequest(why=f"{what} cannot be read as JSON") from error


def _asked(content: Any) -> Asked:
    if isinstance(content, list):
        raise MalformedRequest(why="several operations in one request are not served")
    if not isinstance(content, dict):
        raise MalformedRequest(why="a JSON object with the key query is expected")
    for key, kind, wanted in _PARTS:
        if key in content and content[key] is not None and not isinstance(content[key], kind):
            raise MalformedRequest(why=f"{key} must be {wanted}")
    return Asked(
        query=content.get("query"),
        document_id=content.get("documentId"),
        variables=content.get("variables") or {},
        operation_name=content.get("operationName"),
        extensions=content.get("extensions") or {},
    )
