"""GraphQL over HTTP (graphql.github.io/graphql-over-http): GET and POST, and GraphiQL for browsers."""

import asyncio
from pathlib import Path
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from strawberry import Schema

from hub.errors import MerezhaError
from hub.settings import RequestLimits
from hub.store.engine import Reader
from hub.web.body import read_operation
from hub.web.keys import Keys
from hub.web.problems import HttpProblem, NotAcceptable, RequestTimeout
from schema.context import make_context
from schema.execution import Answer, MutationByGet, Operation, execute, extensions_of

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"
GRAPHIQL = Path(__file__).with_name("static") / "graphiql" / "index.html"

#: Status of answers by media type and whether the operation was executed. Clients of the older media
#: type take any other status than 200 for a broken server. The newest draft of the specification wants
#: 422 and 294 where its audit still wants 400 and 200; this is the place to choose.
STATUS: dict[tuple[str, bool], int] = {
    (GRAPHQL_RESPONSE, True): 200,
    (GRAPHQL_RESPONSE, False): 400,
    (JSON, True): 200,
    (JSON, False): 200,
}


class GraphQLView:
    """The endpoint /graphql."""

    def __init__(self, schema: Schema, reader: Reader, limits: RequestLimits, keys: Keys) -> None:
        self._schema = schema
        self._reader = reader
        self._limits = limits
        self._keys = keys

    async def __call__(self, request: Request) -> Response:
        """Answer one request; whatever a client sends, the answer is JSON with typed errors."""
        if wants_page(request):
            return FileResponse(GRAPHIQL, headers=page_headers())
        media_type = JSON
        try:
            media_type = accepted_media_type(request.headers.get("accept"))
            operation = await read_operation(request, self._limits.body_bytes)
            answer = await self._answer(request, operation)
        except MutationByGet as refused:
            response = json_response({"errors": [error_of(refused)]}, 405, media_type)
            response.headers["Allow"] = "POST"
            return response
        except HttpProblem as problem:
            return problem_response(problem, media_type)
        status = STATUS[media_type, answer.has_data]
        return json_response(answer.body(), status, media_type)

    async def _answer(self, request: Request, operation: Operation) -> Answer:
        steward = await self._keys.steward(request.headers.get("authorization"))
        reader = self._reader if steward is None else self._keys.reader
        seconds = self._limits.request_seconds if steward is None else self._keys.limits.request_seconds
        languages = request.headers.get("accept-language")
        try:
            async with asyncio.timeout(seconds), reader.session() as session:
                context = make_context(session, self._limits, languages, steward)
                reads_only = request.method != "POST"
                return await execute(self._schema, operation, context, reads_only=reads_only)
        except TimeoutError as error:
            raise RequestTimeout(seconds=seconds) from error


def wants_page(request: Request) -> bool:
    """Whether a browser asks for GraphiQL, not a program for an answer."""
    return request.method in {"GET", "HEAD"} and "text/html" in request.headers.get("accept", "")


def page_headers() -> dict[str, str]:
    """Headers of HTML pages: they load nothing from other hosts."""
    policy = (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        "frame-ancestors 'none'"
    )
    return {"Content-Security-Policy": policy, "Vary": "Accept"}


def accepted_media_type(accept: str | None) -> str:
    """The best media type that the client accepts, or NotAcceptable."""
    if not accept or not accept.strip():
        return JSON
    wanted: dict[str, float] = {}
    for item in accept.split(","):
        kind, *parameters = (part.strip().lower() for part in item.split(";"))
        wanted[kind] = max(wanted.get(kind, 0.0), _quality(parameters))
    anything = max(wanted.get("*/*", 0.0), wanted.get("application/*", 0.0))
    # The first of equals wins: whoever accepts anything gets the older type, as the specification asks.
    first, second = (GRAPHQL_RESPONSE, JSON) if GRAPHQL_RESPONSE in wanted else (JSON, GRAPHQL_RESPONSE)
    scores = {kind: wanted.get(kind, anything) for kind in (first, second)}
    best = max(scores, key=lambda kind: scores[kind])
    if scores[best] <= 0:
        raise NotAcceptable(accept=accept[:100])
    return best


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def problem_response(problem: HttpProblem, media_type: str = JSON) -> Response:
    """A refusal in the shape of a GraphQL error."""
    response = json_response({"errors": [error_of(problem)]}, problem.status, media_type)
    response.headers.update(problem.headers)
    return response


def error_of(error: MerezhaError) -> dict[str, Any]:
    """A GraphQL error without a place in an operation."""
    return {"message": str(error), "extensions": extensions_of(error)}


def json_response(content: Any, status: int, media_type: str = JSON) -> Response:
    """A JSON response."""
    return Response(
        orjson.dumps(content, default=str),
        status,
        media_type=media_type,
        headers={"Vary": "Accept, Accept-Language"},
    )
