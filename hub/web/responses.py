"""Responses in the one shape that all answers and errors have."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import orjson
from starlette.responses import Response

from hub.errors import MerezhaError
from hub.store.silence import HubUnavailable
from hub.web.answers import Given
from hub.web.media import JSON
from hub.web.problems import HttpProblem
from hub.web.question import Question
from hub.web.roles import ANONYMOUS
from schema.errors import extensions_of

#: What cannot be answered now may be in a second.
AGAIN: Final = MappingProxyType({"Retry-After": "1"})
#: What an answer depends on besides its address.
VARY = "Accept, Accept-Language, Authorization"


def json_response(
    content: Any, status: int, media_type: str = JSON, headers: Mapping[str, str] = MappingProxyType({})
) -> Response:
    """A JSON response that nobody keeps."""
    body = content if isinstance(content, bytes) else orjson.dumps(content, default=str)
    return Response(body, status, {"Vary": VARY, "Cache-Control": "no-store", **headers}, media_type)


def cache_headers(question: Question, given: Given) -> dict[str, str]:
    """Who may keep an answer, under which name, and where it was from."""
    vary = f"{VARY}, Accept-Encoding"
    headers = {"Vary": vary, "Cache-Status": f"merezha; {given.source}{'; stored' if given.stored else ''}"}
    if not question.by_get or given.etag is None:
        return {**headers, "Cache-Control": "no-store"}
    scope = "public" if question.role.name == ANONYMOUS else "private"
    # no-cache lets caches keep it, and has them ask each time whether it still holds.
    return {**headers, "Cache-Control": f"{scope}, no-cache", "ETag": given.etag}


def problem_response(problem: HttpProblem, media_type: str = JSON) -> Response:
    """A refusal in the shape of a GraphQL error."""
    return json_response({"errors": [error_of(problem)]}, problem.status, media_type, problem.headers)


def unavailable_response(error: HubUnavailable, media_type: str = JSON) -> Response:
    """The refusal of what cannot be answered now."""
    return json_response({"errors": [error_of(error)]}, 503, media_type, AGAIN)


def error_of(error: MerezhaError) -> dict[str, Any]:
    """A GraphQL error without a place in an operation."""
    return {"message": str(error), "extensions": extensions_of(error)}
