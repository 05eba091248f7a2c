"""The composition root of the server: what is served where."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from graphql import GraphQLError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route

from hub import settings
from hub.settings import Settings
from hub.store.compiled.run import Compiled
from hub.store.edition_reader import EditionReader
from hub.store.engine import Reader, ReadOptions
from hub.store.keys import Kind
from hub.store.logins import read_url
from hub.store.silence import Silence
from hub.web import compression
from hub.web.answers import Answers
from hub.web.cross_origin import cross_origin, options
from hub.web.graphql import GraphQLView
from hub.web.headers import ResponseHeaders
from hub.web.health import Readiness, livez
from hub.web.pages import Files, page
from hub.web.planning import PlanningPapers
from hub.web.program import program_digest
from hub.web.reconcile.views import Reconciliation
from hub.web.responses import json_response
from hub.web.roles import ANONYMOUS, Roles
from hub.web.trusted import load_trusted
from importers.corrections import read_correction
from schema.build import build_schema
from schema.errors import Masks, formatted
from schema.execution import Executor
from schema.lanes import Lanes

STATIC = Path(__file__).with_name("static")


def create_app(url: str, of: Settings | None = None) -> Starlette:
    """The server of the hub in the database `url`."""
    current = of or settings.load()
    reads = read_url(url, current)
    silence = Silence()
    reader = Reader(reads, ReadOptions(current.limits.statement_seconds, as_reader=False), silence)
    keyed = Reader(reads, ReadOptions(current.keys.statement_seconds, as_reader=False), silence)
    roles = Roles(url, reader, keyed, current, read_correction)
    editions = EditionReader(reads, silence)
    answers = Answers(current.cache, editions)
    roads = current.roads
    compiled, compiled_with_key = (
        Compiled(reads, each, roads.few_rows, roads.written_rows) for each in (reader, keyed)
    )
    schema = build_schema()
    lanes = Lanes(current.lanes.turns, current.lanes.wait_seconds)
    anonymous, with_key = (
        Executor(schema, each if roads.compile else None, lanes) for each in (compiled, compiled_with_key)
    )

    readiness = Readiness(url, reader, (anonymous, with_key))

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with readiness.kept():
            yield
        await reader.close()
        await keyed.close()
        await roles.close()
        await editions.close()
        await compiled.close()
        await compiled_with_key.close()

    shared = cross_origin(current.serve.origins)
    view = GraphQLView(
        {ANONYMOUS: anonymous, Kind.CLIENT: with_key, Kind.STEWARD: anonymous},
        program_digest(*current.concerns()),
        roles,
        load_trusted(current.trusted),
        answers,
        silence,
    )
    app = Starlette(
        routes=[
            Route("/graphql", view, methods=["GET", "POST"], middleware=[shared]),
            Route("/graphql", options, methods=["OPTIONS"], middleware=[shared]),
            Route("/", _to_start),
            Route("/start", _start),
            Route("/livez", livez),
            Route("/readyz", readiness.__call__, middleware=[compression.MIDDLEWARE]),
            *PlanningPapers(roles, Executor(schema, None, lanes), current.serve.public_url).routes(),
            *Reconciliation(reader, current, roles.rates, lanes).routes(),
            Mount("/static", Files(directory=STATIC)),
        ],
        middleware=[Middleware(ResponseHeaders, rates=roles.rates)],
        exception_handlers={HTTPException: _http_error, Exception: _unforeseen},
        lifespan=lifespan,
    )
    app.state.answers = answers
    app.state.roles = roles
    return app


async def _to_start(_request: Request) -> Response:
    return RedirectResponse("/start")


async def _start(request: Request) -> Response:
    return page(request, STATIC / "start.html")


async def _unforeseen(_request: Request, error: Exception) -> Response:
    """What no endpoint foresaw, masked and logged as errors of fields are."""
    shown = formatted(GraphQLError("", original_error=error), Masks())
    return json_response({"errors": [shown]}, 500)


async def _http_error(_request: Request, error: Exception) -> Response:
    """Unknown paths and methods, in the one shape that all errors have."""
    assert isinstance(error, HTTPException)
    code = {404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED"}.get(error.status_code, "BAD_REQUEST")
    content = {"errors": [{"message": f"{error.detail}.", "extensions": {"code": code}}]}
    response = json_response(content, error.status_code)
    response.headers.update(error.headers or {})
    return response
