"""GraphQL over HTTP (graphql.github.io/graphql-over-http): GET and POST, and GraphiQL for browsers."""

import asyncio
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from strawberry import Schema

from hub.web.body import read_asked
from hub.web.media import JSON, STATUS, accepted_media_type
from hub.web.problems import HttpProblem, RequestTimeout
from hub.web.responses import error_of, json_response, page_headers, problem_response
from hub.web.roles import Role, Roles
from hub.web.trusted import TrustedDocuments
from schema.context import make_context
from schema.execution import Answer, MutationByGet, Operation, execute

GRAPHIQL = Path(__file__).with_name("static") / "graphiql" / "index.html"


class GraphQLView:
    """The endpoint /graphql."""

    def __init__(self, schema: Schema, roles: Roles, trusted: TrustedDocuments) -> None:
        self._schema = schema
        self._roles = roles
        self._trusted = trusted

    async def __call__(self, request: Request) -> Response:
        """Answer one request; whatever a client sends, the answer is JSON with typed errors."""
        if wants_page(request):
            return FileResponse(GRAPHIQL, headers=page_headers())
        media_type = JSON
        try:
            media_type = accepted_media_type(request.headers.get("accept"))
            role = await self._roles.of(request.headers.get("authorization"))
            asked = await read_asked(request, role.limits.body_bytes)
            answer = await self._answer(request, role, self._trusted.operation(asked))
        except MutationByGet as refused:
            response = json_response({"errors": [error_of(refused)]}, 405, media_type)
            response.headers["Allow"] = "POST"
            return response
        except HttpProblem as problem:
            return problem_response(problem, media_type)
        return json_response(answer.body(), STATUS[media_type, answer.has_data], media_type)

    async def _answer(self, request: Request, role: Role, operation: Operation) -> Answer:
        languages = request.headers.get("accept-language")
        try:
            async with asyncio.timeout(role.seconds), role.reader.session() as session:
                context = make_context(session, role.limits, languages, role.steward)
                reads_only = request.method != "POST"
                return await execute(self._schema, operation, context, reads_only=reads_only)
        except TimeoutError as error:
            raise RequestTimeout(seconds=role.seconds) from error


def wants_page(request: Request) -> bool:
    """Whether a browser asks for GraphiQL, not a program for an answer."""
    return request.method in {"GET", "HEAD"} and "text/html" in request.headers.get("accept", "")
