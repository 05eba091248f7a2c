"""The endpoints of the reconciliation service: requests in, answers out, refusals in the house's shape."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext
from time import perf_counter
from typing import Any
from urllib.parse import parse_qs

import orjson
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from hub.domain.filter_errors import BadUserInput, UnstorableText
from hub.errors import MerezhaError
from hub.fields import items_of, joined
from hub.settings import Settings
from hub.store.engine import Reader, ReadSession, StatementTimeout
from hub.store.silence import HubUnavailable
from hub.web import compression
from hub.web.body import read_body
from hub.web.deadline import within
from hub.web.problems import BodyTooLarge, HttpProblem
from hub.web.rates import Client, Rates
from hub.web.reconcile.answer import answer_batch
from hub.web.reconcile.extend import answer_extension, read_extension
from hub.web.reconcile.manifest import PATH, kind_of, manifest
from hub.web.reconcile.preview import render
from hub.web.reconcile.problems import MalformedReconciliation
from hub.web.reconcile.properties import properties_of
from hub.web.reconcile.queries import read_batch
from hub.web.reconcile.suggest import suggest_entities, suggest_properties, suggest_types
from hub.web.responses import error_of, json_response, problem_response, unavailable_response
from hub.web.roles import address_of
from schema.lanes import Lanes
from schema.languages import accepted_languages

Parameters = dict[str, str]
Answer = Callable[["Reconciliation", Request, Parameters], Awaitable[Response]]

_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 20
#: A page that may be shown in any frame, and runs and loads nothing.
_PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Language",
}


class Reconciliation:
    """The service over one database."""

    def __init__(self, reader: Reader, settings: Settings, rates: Rates, lanes: Lanes) -> None:
        """`lanes` are those of all slow questions of the server."""
        self._reader = reader
        self._lanes = lanes
        self._rates = rates
        # Tools reconcile a table batch by batch, as fast as they are answered.
        quotas = {
            "requests_a_minute": settings.reconcile.requests_a_minute,
            "points_a_minute": 0,
            "database_ms_a_minute": settings.reconcile.work_ms_a_minute,
        }
        self._quota = settings.limits.model_copy(update=quotas)
        self._limits = settings.reconcile
        self._bytes = settings.limits.body_bytes
        self._seconds = settings.limits.request_seconds
        self._public_url = settings.serve.public_url

    def routes(self) -> list[Route]:
        """Every endpoint; browsers of any origin may read the answers, as the specification demands."""
        answers: dict[str, tuple[Answer, tuple[str, ...]]] = {
            PATH: (Reconciliation.service, ("GET", "POST")),
            f"{PATH}/": (Reconciliation.service, ("GET", "POST")),
            f"{PATH}/preview": (Reconciliation.preview, ("GET",)),
            f"{PATH}/view": (Reconciliation.view, ("GET",)),
            f"{PATH}/suggest/entity": (Reconciliation.entities, ("GET",)),
            f"{PATH}/suggest/property": (Reconciliation.properties, ("GET",)),
            f"{PATH}/suggest/type": (Reconciliation.types, ("GET",)),
            f"{PATH}/properties": (Reconciliation.proposals, ("GET",)),
        }
        return [
            Route(
                path,
                self._guarded(answer),
                methods=[*methods, "OPTIONS"],
                middleware=[
                    Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=methods),
                    compression.MIDDLEWARE,
                ],
            )
            for path, (answer, methods) in answers.items()
        ]

    def _guarded(self, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint with its time limit, and its errors as statuses."""

        async def endpoint(request: Request) -> Response:
            if request.method == "OPTIONS":
                return Response(status_code=204)
            client = Client(f"reconcile {address_of(request)}", self._quota)
            request.state.client = client
            try:
                self._rates.admit(client)
                work = self._in_turn(client, answer, request)
                return await within(self._seconds, work, self._reader.silence)
            except HttpProblem as problem:
                return problem_response(problem)
            except HubUnavailable as error:
                return unavailable_response(error)
            except StatementTimeout as error:
                return _refusal(error, 503)
            except BadUserInput as error:
                return _refusal(error, 400)

        return endpoint

    async def _in_turn(self, client: Client, answer: Answer, request: Request) -> Response:
        async with self._rates.turn(client):
            return await answer(self, request, await _parameters(request, self._bytes))

    @asynccontextmanager
    async def _session(self, request: Request, *, slow: bool = False) -> AsyncIterator[ReadSession]:
        """A session whose work is charged to the client; waiting for a turn or a connection is free."""
        async with self._lanes.slow() if slow else nullcontext(), self._reader.session() as session:
            begun = perf_counter()
            try:
                yield session
            finally:
                self._rates.charge_seconds(request.state.client, perf_counter() - begun - session.waited)

    async def service(self, request: Request, given: Parameters) -> Response:
        """The manifest, a reconciliation result batch, or a data extension response."""
        if "queries" in given:
            batch = read_batch(_json(given["queries"], "queries"), self._limits)
            async with self._session(request, slow=True) as session:
                return json_response(await answer_batch(session, batch, _languages(request)), 200)
        if "extend" in given:
            asked = read_extension(_json(given["extend"], "extend"), self._limits)
            async with self._session(request, slow=True) as session:
                return json_response(await answer_extension(session, asked), 200)
        if request.method == "POST":
            raise MalformedReconciliation(why="the form must hold queries or extend")
        base = self._public_url or str(request.base_url)
        return json_response(manifest(base.rstrip("/"), self._limits), 200)

    async def preview(self, request: Request, given: Parameters) -> Response:
        """A small page on an entity."""
        return await self._page(request, given, everything=False)

    async def view(self, request: Request, given: Parameters) -> Response:
        """All that is known of an entity."""
        return await self._page(request, given, everything=True)

    async def _page(self, request: Request, given: Parameters, *, everything: bool) -> Response:
        async with self._session(request) as session:
            page = await render(session, _named(given, "id"), _languages(request), everything=everything)
        return HTMLResponse(page, headers=_PAGE_HEADERS)

    async def entities(self, request: Request, given: Parameters) -> Response:
        """Entities to choose from."""
        prefix, cursor = self._prefix(given)
        async with self._session(request) as session:
            found = await suggest_entities(
                session, prefix, cursor, given.get("type", ""), _languages(request)
            )
        return json_response(found, 200)

    async def properties(self, _request: Request, given: Parameters) -> Response:
        """Properties to choose from."""
        return json_response(suggest_properties(*self._prefix(given)), 200)

    async def types(self, request: Request, given: Parameters) -> Response:
        """Types to choose from."""
        return json_response(suggest_types(*self._prefix(given), _languages(request)), 200)

    async def proposals(self, _request: Request, given: Parameters) -> Response:
        """Properties that entities of a type have; of all where the type is none of ours."""
        wanted = _named(given, "type")
        found = [{"id": each.id, "name": each.name} for each in properties_of(kind_of(wanted))]
        if "limit" not in given:
            return json_response({"type": wanted, "properties": found}, 200)
        limit = _count(given["limit"], "limit")
        return json_response({"type": wanted, "limit": limit, "properties": found[:limit]}, 200)

    def _prefix(self, given: Parameters) -> tuple[str, int]:
        prefix = given.get("prefix", "")
        if len(prefix) > self._limits.text_characters:
            why = f"prefix has more than {self._limits.text_characters} characters"
            raise MalformedReconciliation(why=why)
        return prefix, _count(given.get("cursor") or "0", "cursor")


async def _parameters(request: Request, most_bytes: int) -> Parameters:
    """The parameters of the address, and of the form of a POST; the first value of each."""
    if len(request.url.query) > most_bytes:
        raise BodyTooLarge(limit=most_bytes)
    given = dict(request.query_params)
    if request.method == "POST":
        kinds = [item.value for item in items_of(request.headers.get("content-type"))]
        if kinds != [_FORM]:
            raise MalformedReconciliation(why=f"a POST must be of the content type {_FORM}")
        body = await read_body(request, most_bytes)
        try:
            form = parse_qs(body.decode(), strict_parsing=bool(body), max_num_fields=_MOST_FIELDS)
        except ValueError as error:
            raise MalformedReconciliation(why="the form cannot be read") from error
        given |= {name: values[0] for name, values in form.items()}
    if any("\0" in text for text in given.values()):
        raise UnstorableText
    return given


def _json(text: str, what: str) -> Any:
    """The content of a parameter. Halves of surrogate pairs, which orjson refuses, are left in it."""
    try:
        return orjson.loads(text.encode())
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise MalformedReconciliation(why=f"{what} cannot be read as JSON") from error


def _named(given: Parameters, name: str) -> str:
    if not given.get(name, "").strip():
        raise MalformedReconciliation(why=f"the parameter {name} is missing")
    return given[name].strip()


def _count(text: str, name: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise MalformedReconciliation(why=f"{name} must be a whole number from 0 up")
    return int(text)


def _languages(request: Request) -> tuple[Any, ...]:
    return accepted_languages(joined(request.headers.getlist("accept-language")))


def _refusal(error: MerezhaError, status: int) -> Response:
    return json_response({"errors": [error_of(error)]}, status)
