"""`merezha plan …`: plans for new sites, as `siting` of GraphQL makes them."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from hub.cli.database import open_database
from hub.cli.output import Json, answer, answers, show_table
from hub.domain.vocabulary import Lang
from hub.errors import MerezhaError
from hub.papers.siting import PaperGround, read_paper_ground, siting_paper
from hub.papers.writing import PaperFormat, write
from hub.planning.answers.travel import TravelAsked
from hub.planning.plans.asking import PlanFound, ask_plan
from hub.planning.plans.errors import BadCapacity
from hub.planning.plans.ground import resolved_codes
from hub.planning.plans.question import CandidateKind, CapacityAsked, PlanQuestion
from hub.planning.scenario import encode
from hub.planning.siting import SitingGoal
from hub.settings import KeyLimits
from hub.store.engine import ReadSession
from hub.store.planning.once import ask_once
from hub.store.reads.sources import newest_release

plan = typer.Typer(help="Plans for new sites.", no_args_is_help=True)

#: A command may weigh what a worker may.
_MOST_PAIRS = 20_000_000


class UnknownPaperFormat(MerezhaError):
    """{file} is no paper: its name must end in {formats}."""

    code = "UNKNOWN_PAPER_FORMAT"


class NothingToPlan(MerezhaError):
    """Nothing is published yet, so nothing can be planned. `merezha import` a register first."""

    code = "NOTHING_TO_PLAN"


class GoalOption(StrEnum):
    """The goals as a command line writes them."""

    MOST_COVERED = "most-covered"
    LEAST_DISTANCE = "least-distance"
    FEWEST_FOR_SHARE = "fewest-for-share"
    LEAST_FARTHEST = "least-farthest"


@plan.callback()
def _group() -> None:
    """Make Typer take the only command by its name."""


@plan.command()
def siting(
    within: Annotated[str, typer.Argument(metavar="TERRITORY", help="The territory to plan in, by code.")],
    goal: Annotated[GoalOption, typer.Option(help="What new sites are to be best at.")] = (
        GoalOption.MOST_COVERED
    ),
    new: Annotated[int | None, typer.Option(help="How many new sites.")] = None,
    share: Annotated[
        float | None, typer.Option(help="With fewest-for-share: the share of people to be within reach.")
    ] = None,
    metres: Annotated[
        float | None, typer.Option(help="The reach in a straight line; 15,000 without it.")
    ] = None,
    minutes: Annotated[
        float | None, typer.Option(help="The reach in minutes: of a loaded matrix, else by the rule.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="With --minutes: take none by the rule.")] = False,
    seats: Annotated[
        bool, typer.Option("--seats", help="Let centres stand at the points of hromadas only.")
    ] = False,
    candidate: Annotated[
        list[str] | None,
        typer.Option(help="A territory where a centre may stand, by code; may be repeated."),
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(help="A territory where none may stand, by code; may be repeated.")
    ] = None,
    places: Annotated[
        float | None, typer.Option(help="How many people a new site can take; without it, all.")
    ] = None,
    existing_places: Annotated[
        float | None,
        typer.Option(help="With --places: how many an existing site takes that states no number; else none."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            dir_okay=False, help="Write the paper here: .xlsx, .csv, .geojson, .html, .pdf or .docx."
        ),
    ] = None,
    lang: Annotated[Lang, typer.Option(help="The language of the paper and of sentences.")] = Lang.UK,
    json: Json = False,
) -> None:
    """Plan where new sites should stand, all existing ones kept; quick, with a bound."""
    form = None if out is None else _format(out)
    kind = CandidateKind.HROMADA_SEATS if seats else CandidateKind.SETTLEMENTS
    kind = CandidateKind.CODES if candidate else kind
    asked = {
        "within": within,
        "goal": SitingGoal[goal.name].name,
        "new": new,
        "share": share,
        "reach": _reach(metres, minutes, strict),
        "candidates": {"kind": kind.name, "codes": candidate or None},
        "exclude": exclude or None,
        "capacity": _capacity(places, existing_places),
    }
    question = PlanQuestion.asked(asked)
    with open_database() as url:
        found, ground = ask_once(url, lambda session: _ask(session, question))
    if out is not None and form is not None:
        out.write_bytes(write(siting_paper(found.answer, ground, lang), form, lang))
    answer(_told(found, ground, lang), json, lambda: _show(found, ground, lang))


def _reach(metres: float | None, minutes: float | None, strict: bool) -> dict[str, Any] | None:
    """The reach as part of a question; None for the default. Raises BadTravel."""
    if metres is None and minutes is None and not strict:
        return None
    TravelAsked(metres, minutes, strict)
    return {"metres": metres, "minutes": minutes, "strict": strict or None}


def _capacity(places: float | None, existing: float | None) -> dict[str, float | None] | None:
    """The capacity as part of a question. Raises BadCapacity."""
    if places is None and existing is None:
        return None
    if places is None:
        raise BadCapacity(why="--existing-places needs --places")
    CapacityAsked(places, existing)
    return {"new": places, "existing": existing}


async def _ask(session: ReadSession, question: PlanQuestion) -> tuple[PlanFound, PaperGround]:
    release = await newest_release(session)
    if release is None:
        raise NothingToPlan()
    own = await resolved_codes(session, question)
    found = await ask_plan(session, own, release.number, KeyLimits(), _MOST_PAIRS)
    return found, await read_paper_ground(session, found, release)


def _format(out: Path) -> PaperFormat:
    ending = out.suffix.removeprefix(".").lower()
    if ending not in set(PaperFormat):
        formats = ", ".join(f".{each.value}" for each in PaperFormat)
        raise UnknownPaperFormat(file=out.name, formats=formats)
    return PaperFormat(ending)


def _told(found: PlanFound, ground: PaperGround, lang: Lang) -> dict[str, Any]:
    """The answer for programs."""
    plan_ = found.answer
    return {
        "scenario": encode(plan_.form),
        "hash": ground.basis.hash,
        "release": ground.basis.release,
        "method": found.method,
        "proof": {**vars(plan_.plan.proof), "sentence": plan_.plan.proof.sentence(lang)},
        "sites": [
            {
                "rank": each.rank,
                "code": each.place.code,
                "name": each.place.name,
                "lat": each.place.lat,
                "lon": each.place.lon,
                "gained": each.gained,
                "alone": each.alone,
                "takes": each.load,
            }
            for each in plan_.sites
        ],
        "before": plan_.before.total,
        "after": plan_.after.total,
        "served": None if plan_.plan.loads is None else plan_.plan.loads.served,
        "servedBefore": None if plan_.plan.loads is None else plan_.plan.loads.before,
        "caveats": [each.sentence(lang) for each in ground.caveats],
    }


def _show(found: PlanFound, ground: PaperGround, lang: Lang) -> None:
    """Print the proof, the sites, and what to mind."""
    told = found.answer
    answers.print(told.plan.proof.sentence(lang), markup=False)
    rows = [(each.rank, each.place.code, each.place.name, each.gained.value) for each in told.sites]
    show_table(("rank", "code", "place", f"gains, {told.ground.people.points.unit.value}"), rows)
    for caveat in ground.caveats:
        answers.print(f"  {caveat.sentence(lang)}", markup=False)
