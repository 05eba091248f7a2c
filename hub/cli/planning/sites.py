"""Commands about new sites: where they should stand, and what differs between two plans."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from hub.cli.planning.asking import tell
from hub.cli.planning.options import Chosen, Output, Travel, When, Whom
from hub.planning.plans.question import CandidateKind
from hub.planning.siting import Effort, SitingGoal

Scenario = Annotated[str, typer.Argument(metavar="ID", help="A scenario, by the id in its address.")]


class GoalOption(StrEnum):
    """The goals as a command line writes them."""

    MOST_COVERED = "most-covered"
    LEAST_DISTANCE = "least-distance"
    FEWEST_FOR_SHARE = "fewest-for-share"
    LEAST_FARTHEST = "least-farthest"


def siting(
    within: Annotated[str, typer.Argument(metavar="TERRITORY", help="The territory to plan in, by code.")],
    travel: Travel,
    chosen: Chosen,
    whom: Whom,
    when: When,
    output: Output,
    goal: Annotated[GoalOption, typer.Option(help="What new sites are to be best at.")] = (
        GoalOption.MOST_COVERED
    ),
    new: Annotated[int | None, typer.Option(help="How many new sites.")] = None,
    share: Annotated[
        float | None, typer.Option(help="With fewest-for-share: the share of people to be within reach.")
    ] = None,
    seats: Annotated[
        bool, typer.Option("--seats", help="Let centres stand at the points of hromadas only.")
    ] = False,
    candidate: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Let centres stand in this territory only; may be repeated."),
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
    exact: Annotated[
        bool,
        typer.Option("--exact", help="The exact answer where a job has made it, else the quick one."),
    ] = False,
) -> None:
    """Plan where new sites should stand, all existing ones kept that the options about providers choose."""
    if seats and candidate:
        raise typer.BadParameter("give --seats or --candidate, not both.")
    if existing_places is not None and places is None:
        raise typer.BadParameter("--existing-places needs --places.")
    kind = CandidateKind.HROMADA_SEATS if seats else CandidateKind.SETTLEMENTS
    asked: dict[str, Any] = {
        "within": within,
        "goal": SitingGoal[goal.name].name,
        "new": new,
        "share": share,
        "reach": travel.value(),
        "candidates": {"kind": CandidateKind.CODES.name, "codes": candidate}
        if candidate
        else {"kind": kind.name},
        "exclude": exclude or None,
        "capacity": None if places is None else {"new": places, "existing": existing_places},
        "effort": (Effort.EXACT if exact else Effort.QUICK).name,
        **chosen.variables("keep"),
        **whom.variables(),
        **when.variables(),
    }
    tell("siting", {"input": {name: value for name, value in asked.items() if value is not None}}, output)


def scenario(
    identity: Scenario,
    output: Output,
    release: Annotated[
        int | None, typer.Option(min=1, help="The release to look at, else the newest.")
    ] = None,
) -> None:
    """Tell the plan of a scenario again, at its release or the newest."""
    tell("scenario", {"id": identity, "release": release}, output)


def diff(
    left: Scenario,
    right: Scenario,
    output: Output,
    left_release: Annotated[int | None, typer.Option(min=1, help="The release of the left plan.")] = None,
    right_release: Annotated[int | None, typer.Option(min=1, help="The release of the right plan.")] = None,
) -> None:
    """Tell what differs between two scenarios, or between one scenario at two releases."""
    variables = {
        "left": left,
        "right": right,
        "leftRelease": left_release,
        "rightRelease": right_release,
    }
    tell("scenarioDiff", variables, output)
