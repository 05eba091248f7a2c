"""Scenarios in a browser: `/planning/ID` as a page for print, and `/planning/ID.FORMAT` as a paper."""

import asyncio
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub import __version__
from hub.domain.moments import parse_as_of
from hub.domain.vocabulary import Lang
from hub.errors import MerezhaError
from hub.fields import joined, tags_of
from hub.papers.extras import PapersNotInstalled
from hub.papers.html import POLICY
from hub.papers.siting import read_paper_ground, siting_paper
from hub.papers.writing import FORMATS, PaperFormat, write
from hub.planning.plans.asking import ask_plan, kept_result
from hub.planning.plans.question import PlanQuestion
from hub.planning.scenario import decode, hash_of
from hub.store.as_of import moment_of, past_session, require_records
from hub.store.engine import ReadSession, StatementTimeout
from hub.store.reads.sources import ReleaseRow, newest_release, releases
from hub.store.silence import HubUnavailable
from hub.web import compression
from hub.web.deadline import within
from hub.web.problems import HttpProblem
from hub.web.responses import error_of, json_response, problem_response, unavailable_response
from hub.web.roles import ANONYMOUS, Role, Roles
from schema.guards.errors import QueryTooExpensive
from schema.guards.extents import of_scenario
from schema.lanes import Lanes
from schema.languages import NEUTRAL, accepted_languages, languages_to_try

#: Nodes that a paper costs beside its plan: what `geojson` and `uncovered` cost in GraphQL.
_PAPER_NODES = 200


class UnknownPaper(HttpProblem):
    """Scenarios are not served as {format!r}; the formats are {formats}, or none for the page."""

    code = "NOT_FOUND"
    status = 404


class NothingPublished(HttpProblem):
    """Nothing is published yet, so nothing can be planned. Import a register first."""

    code = "NOTHING_PUBLISHED"
    status = 404


@dataclass(frozen=True, slots=True)
class _Asked:
    """A paper that is asked for."""

    question: PlanQuestion
    form: PaperFormat
    lang: Lang
    moment: str | int | None
    held: str | None

    def etag(self, release: int, exact: bool) -> str:
        """The name of the paper: of its question, release, language and format, and of the program."""
        parts = (hash_of(self.question.form()), release, self.lang.value, self.form.value, __version__)
        return f'W/"{"-".join(map(str, parts))}{"-exact" if exact else ""}"'


class PlanningPapers:
    """The papers of scenarios."""

    def __init__(self, roles: Roles, lanes: Lanes) -> None:
        """`lanes` are those of all slow questions of the server."""
        self._roles = roles
        self._lanes = lanes

    def routes(self) -> list[Route]:
        """One for the page and all formats."""
        return [
            Route("/planning/{name}", self._endpoint, methods=["GET"], middleware=[compression.MIDDLEWARE])
        ]

    async def _endpoint(self, request: Request) -> Response:
        """The paper, or why there is none, in the shape of all errors."""
        try:
            role = await self._roles.of(request)
            return await within(role.seconds, self._in_turn(request, role), role.reader.silence)
        except HttpProblem as problem:
            return problem_response(problem)
        except HubUnavailable as error:
            return unavailable_response(error)
        except MerezhaError as error:
            status = HTTPStatus.BAD_REQUEST
            if isinstance(error, StatementTimeout):
                status = HTTPStatus.SERVICE_UNAVAILABLE
            if isinstance(error, PapersNotInstalled):
                status = HTTPStatus.NOT_IMPLEMENTED
            return json_response({"errors": [error_of(error)]}, status)

    async def _in_turn(self, request: Request, role: Role) -> Response:
        identity, dot, ending = request.path_params["name"].partition(".")
        asked = _asked(request, identity, ending if dot else PaperFormat.HTML.value)
        nodes = of_scenario(identity) + _PAPER_NODES
        if nodes > role.limits.nodes:
            advice = "ask within a smaller territory, or with a key"
            raise QueryTooExpensive(cost=nodes, limit=role.limits.nodes, path="planning", advice=advice)
        role.charge(nodes)
        async with (
            self._roles.rates.turn(role.client),
            self._lanes.slow(),
            role.reader.session() as session,
        ):
            try:
                return await self._paper(session, asked, role)
            finally:
                role.charge_seconds(session.spent)

    async def _paper(self, session: ReadSession, asked: _Asked, role: Role) -> Response:
        session, release = await _state(session, asked.moment)
        exact = await kept_result(session, asked.question, release.number) is not None
        headers = {
            "ETag": asked.etag(release.number, exact),
            "Cache-Control": f"{'public' if role.name == ANONYMOUS else 'private'}, no-cache",
            "Vary": "Accept-Language, Authorization, Accept-Encoding",
        }
        if headers["ETag"] in tags_of(asked.held):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        pairs = role.limits.planning_pairs
        found = await ask_plan(session, asked.question, release.number, role.limits, pairs)
        ground = await read_paper_ground(session, found, release)
        paper = siting_paper(found.answer, ground, asked.lang)
        body = await asyncio.to_thread(write, paper, asked.form, asked.lang)
        headers |= _kind(asked.form, ground.basis.hash)
        return Response(body, headers=headers, media_type=FORMATS[asked.form].media_type)


def _asked(request: Request, identity: str, ending: str) -> _Asked:
    """What the address asks for. Raises UnknownPaper, BadScenario, BadAsOf."""
    if ending not in set(PaperFormat):
        formats = ", ".join(each.value for each in PaperFormat)
        raise UnknownPaper(format=ending[:20], formats=formats)
    question = PlanQuestion.of(decode(identity))
    release = request.query_params.get("release")
    moment: Any = question.as_of if release is None else parse_as_of(_number(release))
    lang = request.query_params.get("lang")
    accepted = accepted_languages(joined(request.headers.getlist("accept-language")))
    chosen = Lang(lang) if lang in set(Lang) else languages_to_try(None, accepted, NEUTRAL)[0]
    held = joined(request.headers.getlist("if-none-match"))
    return _Asked(question, PaperFormat(ending), chosen, moment, held)


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text


async def _state(session: ReadSession, moment: Any) -> tuple[ReadSession, ReleaseRow]:
    """The session that sees a moment, and its release. Raises NothingPublished, UnknownRelease, BadAsOf."""
    number = None
    if moment is not None:
        then = await moment_of(session, parse_as_of(moment) if isinstance(moment, str) else moment)
        await require_records(session, then)
        session, number = past_session(session, then), then.release
    if number is None:
        row = await newest_release(session)
    else:
        (row,) = await releases(session, [number])
    if row is None:
        raise NothingPublished()
    return session, row


def _kind(form: PaperFormat, question_hash: str) -> dict[str, str]:
    """What a browser is to do with the paper."""
    if form is PaperFormat.HTML:
        return {"Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'"}
    return {"Content-Disposition": f'attachment; filename="planning-{question_hash[:12]}.{form.value}"'}
