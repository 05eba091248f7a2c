"""GraphQL over HTTP (graphql.github.io/graphql-over-http): GET and POST, and GraphiQL for browsers."""

from asyncio import CancelledError
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from hub.fields import Tags, joined, tags_of
from hub.store.edition_reader import edition_of
from hub.store.silence import HubUnavailable, Silence
from hub.web.answers import Answers, Given, Made, Source
from hub.web.body import read_asked
from hub.web.compression import gzipped, takes_gzip
from hub.web.deadline import within
from hub.web.media import JSON, STATUS, accepted_media_type, prefers_page
from hub.web.pages import page
from hub.web.problems import HttpProblem
from hub.web.question import Question
from hub.web.rates import told_cost
from hub.web.responses import (
    cache_headers,
    error_of,
    json_response,
    problem_response,
    unavailable_response,
)
from hub.web.roles import Roles
from hub.web.trusted import TrustedDocuments
from hub.web.watching import WhileConnected
from schema.context import Context
from schema.execution import Executor, MutationByGet
from schema.guards import Refused
from schema.languages import accepted_languages

GRAPHIQL = Path(__file__).with_name("static") / "graphiql" / "index.html"


class GraphQLView:
    """The endpoint /graphql."""

    def __init__(
        self,
        executors: Mapping[str, Executor],
        program: bytes,
        roles: Roles,
        trusted: TrustedDocuments,
        answers: Answers,
        silence: Silence,
    ) -> None:
        """`executors` are by the names of roles, since each role's statements have a time of their own.

        `silence` is the one of all that reads the database.
        """
        self._executors = executors
        self._program = program
        self._roles = roles
        self._trusted = trusted
        self._answers = answers
        self._silence = silence

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request: an ASGI application, since answers need less around them than pages."""
        request = Request(scope, receive, send)
        response = await self._response(request)
        await response(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        """Answer one request; whatever a client sends, the answer is JSON with typed errors."""
        if wants_page(request):
            return page(request, GRAPHIQL)
        media_type = JSON
        try:
            media_type = accepted_media_type(joined(request.headers.getlist("accept")))
            question = await self._question(request, media_type)
            if not question.shared:
                # What a steward does goes on, whoever waits for it.
                return await self._reply(request, question)
            async with WhileConnected(request):
                return await self._reply(request, question)
        except MutationByGet as refused:
            response = json_response({"errors": [error_of(refused)]}, 405, media_type)
            response.headers["Allow"] = "POST"
            return response
        except Refused as refused:
            return json_response({"errors": [error_of(refused)]}, 400, media_type)
        except HubUnavailable as unavailable:
            return unavailable_response(unavailable, media_type)
        except HttpProblem as problem:
            return problem_response(problem, media_type)

    async def _question(self, request: Request, media_type: str) -> Question:
        role = await self._roles.of(request)
        asked = await read_asked(request, role.limits.body_bytes)
        return Question(
            operation=self._trusted.operation(asked),
            extensions=asked.extensions,
            role=role,
            languages=accepted_languages(joined(request.headers.getlist("accept-language"))),
            media_type=media_type,
            by_get=request.method != "POST",
        )

    async def _reply(self, request: Request, question: Question) -> Response:
        return await within(question.role.seconds, self._reply_in_turn(request, question), self._silence)

    async def _reply_in_turn(self, request: Request, question: Question) -> Response:
        async with self._roles.rates.turn(question.role.client):
            if question.shared and (question.by_get or self._answers.on):
                return await self._shared_reply(request, question)
            made = await self._make(question)
        headers = cache_headers(question, Given(Source.BYPASS, made, None))
        if made.again_seconds is not None:
            headers["Retry-After"] = str(made.again_seconds)
        body = made.body
        if takes_gzip(request, body):
            body = await gzipped(body)
            headers["Content-Encoding"] = "gzip"
        return Response(body, made.status, headers, question.media_type)

    async def _shared_reply(self, request: Request, question: Question) -> Response:
        """The reply to a question that everybody of the role is answered alike."""
        key = question.key(self._program)
        held = tags_of(joined(request.headers.getlist("if-none-match"))) if question.by_get else Tags()
        given = await self._answers.give(key, held, lambda: self._make(question))
        headers = cache_headers(question, given)
        if given.made is None:
            return Response(status_code=304, headers=headers)
        body = given.made.body
        if takes_gzip(request, body):
            body = await self._answers.gzipped(key, given.made)
            headers["Content-Encoding"] = "gzip"
        return Response(body, given.made.status, headers, question.media_type)

    async def _make(self, question: Question) -> Made:
        role = question.role
        async with role.reader.session() as session:
            context = Context(
                session,
                role.limits,
                question.languages,
                steward=role.steward,
                planner=role.planner,
                charge=role.charge,
                charge_seconds=role.charge_seconds,
            )
            try:
                answer = await self._executors[role.name].execute(
                    question.operation, context, reads_only=question.by_get
                )
            except (HubUnavailable, CancelledError) as error:
                # Who went away, or asked for too much time, is charged; who was let wait is not.
                if isinstance(error, HubUnavailable) or self._silence.lasts:
                    role.give_back(context.cost)
                raise
            finally:
                context.let_go()
            told: dict[str, Any] = {}
            if question.extensions.get("cost") is True:
                told["cost"] = told_cost(context.cost, role.limits)
            if question.extensions.get("plan") is True:
                told["plan"] = answer.report.told()
            answer = replace(answer, extensions=told)
            # What rests on the clock may be another answer of the same edition.
            edition = answer.edition if answer.repeatable else None
            if edition is None and answer.repeatable and question.shared:
                edition = await edition_of(session)
        status = STATUS[question.media_type, answer.has_data]
        return Made(answer.body(), status, edition, again_seconds=answer.again_seconds)


def wants_page(request: Request) -> bool:
    """Whether a browser asks for GraphiQL, not a program for an answer."""
    if request.method not in {"GET", "HEAD"}:
        return False
    asked = request.query_params
    # GraphiQL shows the text of an operation, and cannot show the one that an id stands for.
    by_id = bool(asked.get("documentId")) and not asked.get("query")
    accept = joined(request.headers.getlist("accept"))
    return prefers_page(accept, asks=bool(asked.get("query"))) and not by_id
