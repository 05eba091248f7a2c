"""Commands about people: who is within reach, who has access, what norms ask for, who is alike."""

from typing import Annotated, Any

import typer

from hub.cli.planning.asking import tell
from hub.cli.planning.options import Chosen, Level, Output, Travel, When, Whom, Within
from hub.errors import MerezhaError
from hub.planning.answers.access import AccessMethod
from hub.planning.peers import PeerFeature
from schema.node import encode_id


class BadBandText(MerezhaError):
    """{text} is no band: give its end and its weight, such as 10000:0.5."""

    code = "BAD_BAND_TEXT"


def coverage(
    within: Within, level: Level, travel: Travel, chosen: Chosen, whom: Whom, when: When, output: Output
) -> None:
    """Tell what share of people is within reach of providers, and where the others live."""
    reach = travel.value()
    if reach is None:
        raise typer.BadParameter("say how far people go: --metres or --minutes.")
    variables: dict[str, Any] = {
        "within": within,
        "level": level.name,
        "reach": reach,
        **chosen.variables(),
        **whom.variables(),
        **when.variables(),
    }
    tell("coverageWithin", variables, output)


def accessibility(
    within: Within,
    level: Level,
    chosen: Chosen,
    whom: Whom,
    when: When,
    output: Output,
    method: Annotated[AccessMethod, typer.Option(help="How it is computed.")] = AccessMethod.E2SFCA,
    band: Annotated[
        list[str] | None,
        typer.Option(
            metavar="END:WEIGHT", help="A band by its end in metres; may be repeated, the nearest first."
        ),
    ] = None,
    in_minutes: Annotated[bool, typer.Option("--in-minutes", help="Ends of bands are in minutes.")] = False,
) -> None:
    """Tell how many stated places there are for each 10,000 people, near ones counting more."""
    variables: dict[str, Any] = {
        "within": within,
        "level": level.name,
        "method": method.name,
        **chosen.variables(),
        **whom.variables(),
        **when.variables(),
    }
    if band:
        unit = "minutes" if in_minutes else "metres"
        variables["bands"] = [_band(each, unit) for each in band]
    tell("accessibility", variables, output)


def norm_gap(
    norm: Annotated[str, typer.Argument(metavar="NORM", help="A norm, as `merezha norms list` names it.")],
    within: Within,
    level: Level,
    chosen: Chosen,
    whom: Whom,
    when: When,
    output: Output,
) -> None:
    """Tell what a norm asks for in each territory, what is there, and what is short."""
    variables: dict[str, Any] = {
        "norm": encode_id("Norm", norm),
        "within": within,
        "level": level.name,
        **chosen.variables(),
        **whom.variables(),
        **when.variables(),
    }
    tell("normGap", variables, output)


def mobile(
    within: Within,
    level: Level,
    chosen: Chosen,
    whom: Whom,
    when: When,
    output: Output,
    visits_per_day: Annotated[
        float | None, typer.Option(help="Assume so many visits of a team a day.")
    ] = None,
    days_per_week: Annotated[float | None, typer.Option(help="Assume so many days a week.")] = None,
    visits_per_client_per_week: Annotated[
        float | None, typer.Option(help="Assume that a client needs so many visits a week.")
    ] = None,
    teams_per_provider: Annotated[
        float | None, typer.Option(help="Assume that a provider has so many teams.")
    ] = None,
    reach_minutes: Annotated[
        float | None, typer.Option(help="Assume that a team goes no farther than so many minutes.")
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Share teams among these territories alone; may be repeated."),
    ] = None,
) -> None:
    """Tell who is covered by care at home and mobile teams: on paper, and by capacity."""
    assumed = {
        "visitsPerDay": visits_per_day,
        "daysPerWeek": days_per_week,
        "visitsPerClientPerWeek": visits_per_client_per_week,
        "teamsPerProvider": teams_per_provider,
        "reachMinutes": reach_minutes,
    }
    team = {name: value for name, value in assumed.items() if value is not None}
    variables: dict[str, Any] = {
        "within": within,
        "level": level.name,
        **({"team": team} if team else {}),
        **({"only": only} if only else {}),
        **chosen.variables(),
        **whom.variables(),
        **when.variables(),
    }
    tell("mobileCoverage", variables, output)


def peers(
    territory: Annotated[str, typer.Argument(metavar="TERRITORY", help="The community, by code.")],
    chosen: Chosen,
    when: When,
    output: Output,
    having: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Peers must have a service of this category; may be repeated."),
    ] = None,
    similar_by: Annotated[
        list[PeerFeature] | None, typer.Option(help="A feature to be alike in; may be repeated. All without.")
    ] = None,
    unreachable: Annotated[
        bool, typer.Option("--unreachable", help="Name communities too that cannot be reached.")
    ] = False,
    first: Annotated[int, typer.Option(help="How many: 1 to 50.")] = 10,
) -> None:
    """Tell which communities are like this one, and what they have."""
    variables: dict[str, Any] = {
        "territory": territory,
        "reachable": not unreachable,
        "first": first,
        **chosen.variables(),
        **when.variables(),
    }
    if having:
        variables["having"] = {"allOf": having}
    if similar_by:
        variables["similarBy"] = [feature.name for feature in similar_by]
    tell("peers", variables, output)


def _band(text: str, unit: str) -> dict[str, float]:
    end, _, weight = text.partition(":")
    try:
        return {unit: float(end), "weight": float(weight)}
    except ValueError:
        raise BadBandText(text=text[:40]) from None
