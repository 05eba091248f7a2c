"""Reads a GraphQL operation out of an HTTP request, and refuses what is none."""

from typing import Any

import orjson
from starlette.requests import Request

from hub.web.problems import BodyTooLarge, MalformedRequest, UnsupportedMediaType
from schema.execution import Operation


async def read_operation(request: Request, most_bytes: int) -> Operation:
    """The operation of a GET or POST. Raises the problems of hub.web.problems."""
    if request.method == "POST":
        _check_content_type(request.headers.get("content-type", ""))
        return _operation(_json(await read_body(request, most_bytes), "the body"))
    if len(request.url.query) > most_bytes:
        raise BodyTooLarge(limit=most_bytes)
    parameters: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if parameters.get(name):
            parameters[name] = _json(parameters[name].encode("utf-8", "surrogatepass"), name)
        else:
            parameters.pop(name, None)
    if not parameters.get("operationName"):
        parameters.pop("operationName", None)
    return _operation(parameters)


def _check_content_type(header: str) -> None:
    kind, *parameters = (part.strip().lower() for part in header.split(";"))
    charsets = [
        value.strip("\"' ") for name, _, value in (p.partition("=") for p in parameters) if name == "charset"
    ]
    if kind != "application/json" or any(charset not in {"utf-8", "utf8"} for charset in charsets):
        raise UnsupportedMediaType(found=header[:100])


async def read_body(request: Request, most_bytes: int) -> bytes:
    """The bytes of a request, or BodyTooLarge as soon as there are too many."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most_bytes:
            raise BodyTooLarge(limit=most_bytes)
        chunks.append(chunk)
    return b"".join(chunks)


def _json(text: bytes, what: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise MalformedRequest(why=f"{what} cannot be read as JSON") from error


def _operation(content: Any) -> Operation:
    if isinstance(content, list):
        raise MalformedRequest(why="several operations in one request are not served")
    if not isinstance(content, dict):
        raise MalformedRequest(why="a JSON object with the key query is expected")
    query, name = content.get("query"), content.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise MalformedRequest(why="the key query must hold the text of an operation")
    if name is not None and not isinstance(name, str):
        raise MalformedRequest(why="operationName must be text")
    for key in ("variables", "extensions"):
        if not isinstance(content.get(key), dict | None):
            raise MalformedRequest(why=f"{key} must be a JSON object")
    return Operation(query, content.get("variables"), name)
