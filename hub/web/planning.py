"""Answers of planning in a browser: `/planning/ID` as a page for print, and `/planning/ID.FORMAT` as a paper.

ID is the question itself, whichever it is; it is asked as a client of GraphQL asks it.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub import __version__
from hub.domain.moments import BadAsOf, parse_as_of
from hub.domain.vocabulary import Lang
from hub.errors import MerezhaError
from hub.fields import joined, tags_of
from hub.papers.answers import paper_of
from hub.papers.extras import PapersNotInstalled
from hub.papers.html import POLICY
from hub.papers.model import Paper
from hub.papers.writing import FORMATS, PaperFormat, write
from hub.planning.plans.question import PlanQuestion
from hub.planning.questions import SCENARIO, read_question
from hub.planning.scenario import Question, hash_of
from hub.store.as_of import moment_of, require_records
from hub.store.edition_reader import edition_of
from hub.store.engine import ReadSession, StatementTimeout
from hub.store.reads.sources import ReleaseRow, newest_release, releases
from hub.store.silence import HubUnavailable
from hub.web import compression
from hub.web.deadline import within
from hub.web.problems import HttpProblem
from hub.web.responses import error_of, json_response, problem_response, unavailable_response
from hub.web.roles import ANONYMOUS, Role, Roles
from schema.context import Context
from schema.errors import INTERNAL
from schema.execution import Executor
from schema.languages import NEUTRAL, accepted_languages, languages_to_try
from schema.papers.asking import QuestionRefused, ask
from schema.papers.variables import variables_of

_DIFFERENCE: Final = "scenarioDiff"
#: Its answer rests on the day on which norms are judged.
_OF_TODAY: Final = "normGap"


class UnknownPaper(HttpProblem):
    """Answers are not served as {format!r}; the formats are {formats}, or none for the page."""

    code = "NOT_FOUND"
    status = 404


class UnknownLanguage(HttpProblem):
    """Papers are not written in {lang!r}; `lang` is {langs}, or left out for the browser's language."""


class RepeatedParameter(HttpProblem):
    """The address names `{name}` {count} times, and which one is meant is not known. Name it once."""


class NothingPublished(HttpProblem):
    """Nothing is published yet, so nothing can be planned. Import a register first."""

    code = "NOTHING_PUBLISHED"
    status = 404


@dataclass(frozen=True, slots=True)
class _Asked:
    """A paper that is asked for: the field of Query and its canonical question, and how it is to be told."""

    identity: str
    field: str
    question: Question
    form: PaperFormat
    lang: Lang
    #: The release in the address, and the moment to look at: that of the address, else of the question.
    release: int | None
    moment: str | int | None
    held: str | None

    def etag(self, release: int, edition: int) -> str:
        """The name of the paper: of its question, release, language and format, of the program, and the data.

        The edition also rises at what makes no release: times of travel, people, norms, an exact plan.
        """
        parts: list[Any] = [hash_of(self.question), release, self.lang.value, self.form.value, __version__]
        parts.append(edition)
        if self.field == _OF_TODAY and self.moment is None:
            parts.append(datetime.now(UTC).date())
        return f'W/"{"-".join(map(str, parts))}"'

    def variables(self) -> dict[str, Any]:
        """The variables of the document that asks it. Raises BadScenario."""
        if self.field == SCENARIO:
            return {"id": self.identity, "release": self.release}
        if self.field == _DIFFERENCE:
            sides = {name: self.question[name] or self.release for name in ("leftRelease", "rightRelease")}
            return {"left": self.question["left"], "right": self.question["right"], **sides}
        moment = {} if self.moment is None else {"asOf": self.moment}
        return {**variables_of(self.question), **_BESIDE.get(self.field, {}), **moment}


#: What is no part of a question, since the answer is the same with more or less of it.
_BESIDE: Final[dict[str, dict[str, Any]]] = {"peers": {"first": 10}}


class PlanningPapers:
    """The papers of answers."""

    def __init__(self, roles: Roles, executor: Executor, public_url: str | None) -> None:
        """`executor` asks by resolvers, so that all pages of a list are of one state."""
        self._roles = roles
        self._executor = executor
        self._public_url = public_url

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
        except QuestionRefused as refused:
            return json_response({"errors": refused.errors}, _status(refused))
        except MerezhaError as error:
            return json_response({"errors": [error_of(error)]}, _status(error))

    async def _in_turn(self, request: Request, role: Role) -> Response:
        identity, dot, ending = request.path_params["name"].partition(".")
        asked = _asked(request, identity, ending if dot else PaperFormat.HTML.value)
        base = self._public_url or str(request.base_url)
        async with self._roles.rates.turn(role.client), role.reader.session() as session:
            try:
                return await self._paper(session, asked, role, base.rstrip("/"))
            finally:
                role.charge_seconds(session.spent)

    async def _paper(self, session: ReadSession, asked: _Asked, role: Role, base: str) -> Response:
        release = await _release(session, asked.moment)
        headers = {
            "ETag": asked.etag(release.number, await edition_of(session)),
            "Cache-Control": f"{'public' if role.name == ANONYMOUS else 'private'}, no-cache",
            "Vary": "Accept-Language, Authorization, Accept-Encoding",
        }
        if headers["ETag"] in tags_of(asked.held):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        context = Context(session, role.limits, (asked.lang,), charge=role.charge)
        try:
            data = await ask(self._executor, context, asked.field, asked.variables())
        finally:
            context.let_go()
        body = await asyncio.to_thread(_written, asked, data, release, base)
        headers |= _kind(asked.form, hash_of(asked.question))
        return Response(body, headers=headers, media_type=FORMATS[asked.form].media_type)


def _written(asked: _Asked, data: dict[str, Any], release: ReleaseRow, base: str) -> bytes:
    """The paper as a file, cited by the question of its address."""
    paper: Paper = paper_of(asked.field, data)
    address = f"{base}/planning/{asked.identity}?release={release.number}"
    basis = replace(paper.basis, hash=hash_of(asked.question), url=address)
    return write(replace(paper, basis=basis), asked.form, asked.lang)


def _asked(request: Request, identity: str, ending: str) -> _Asked:
    """What the address asks for.

    Raises UnknownPaper, UnknownLanguage, RepeatedParameter, BadScenario, BadAsOf.
    """
    if ending not in set(PaperFormat):
        formats = ", ".join(each.value for each in PaperFormat)
        raise UnknownPaper(format=ending[:20], formats=formats)
    field, question = read_question(identity)
    if field == SCENARIO:
        # What is wrong in a plan is told before what it would cost.
        PlanQuestion.of(question)
    given = _parameter(request, "release")
    release = None if given is None else _number(given)
    return _Asked(
        identity=identity,
        field=field,
        question=question,
        form=PaperFormat(ending),
        lang=_language(request),
        release=release,
        moment=question.get("asOf") if release is None else release,
        held=joined(request.headers.getlist("if-none-match")),
    )


def _language(request: Request) -> Lang:
    """The language of the address, else of the browser. Raises UnknownLanguage, RepeatedParameter."""
    given = _parameter(request, "lang")
    if given is None:
        accepted = accepted_languages(joined(request.headers.getlist("accept-language")))
        return languages_to_try(None, accepted, NEUTRAL)[0]
    if given not in set(Lang):
        raise UnknownLanguage(lang=given[:20], langs=", ".join(each.value for each in Lang))
    return Lang(given)


def _parameter(request: Request, name: str) -> str | None:
    """A parameter of the address; None where it is not there. Raises RepeatedParameter."""
    values = request.query_params.getlist(name)
    if len(values) > 1:
        raise RepeatedParameter(name=name, count=len(values))
    return values[0] if values else None


def _number(text: str) -> int:
    """The number of a release. Raises BadAsOf."""
    number = parse_as_of(text)
    if not isinstance(number, int):
        raise BadAsOf(given=text[:40])
    return number


async def _release(session: ReadSession, moment: str | int | None) -> ReleaseRow:
    """The release that a moment sees. Raises NothingPublished, NothingKnownYet, UnknownRelease, BadAsOf."""
    row: ReleaseRow | None = None
    if moment is not None:
        then = await moment_of(session, parse_as_of(moment))
        await require_records(session, then)
        if then.release is not None:
            (row,) = await releases(session, [then.release])
    else:
        row = await newest_release(session)
    if row is None:
        raise NothingPublished()
    return row


def _status(error: MerezhaError) -> int:
    """The status of an error that is no problem of HTTP."""
    if isinstance(error, PapersNotInstalled):
        return HTTPStatus.NOT_IMPLEMENTED
    by_code = {
        StatementTimeout.code: HTTPStatus.SERVICE_UNAVAILABLE,
        INTERNAL: HTTPStatus.INTERNAL_SERVER_ERROR,
    }
    return by_code.get(error.code, HTTPStatus.BAD_REQUEST)


def _kind(form: PaperFormat, question_hash: str) -> dict[str, str]:
    """What a browser is to do with the paper."""
    if form is PaperFormat.HTML:
        return {"Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'"}
    return {"Content-Disposition": f'attachment; filename="planning-{question_hash[:12]}.{form.value}"'}
