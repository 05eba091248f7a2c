"""Commands about the existing network: centres of what is there, what is missing, who gives what."""

from typing import Annotated, Any

import typer

from hub.cli.planning.asking import tell
from hub.cli.planning.options import Chosen, Level, Output, Services, When, Within, provider_id
from hub.domain.vocabulary import TerritoryLevel
from hub.planning.composition.seeking import CompositionObjective
from hub.planning.network.care_balance import BalanceMeasure
from hub.planning.network.market import MarketAxis
from hub.planning.network.missing import MissingOrder


def composition(
    territory: Annotated[
        str, typer.Argument(metavar="TERRITORY", help="Where the centre would be, by code.")
    ],
    chosen: Chosen,
    when: When,
    output: Output,
    provider: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Judge the set of these very providers; may be repeated."),
    ] = None,
    reach_metres: Annotated[
        float, typer.Option(help="Also providers so far from the territory's point; 0 for none.")
    ] = 0,
    service: Services = None,
    objective: Annotated[
        CompositionObjective, typer.Option(help="What the best set has least or most of.")
    ] = CompositionObjective.FEWEST_MEMBERS,
    first: Annotated[int, typer.Option(help="How many different sets, best first: 1 to 5.")] = 1,
) -> None:
    """Tell which existing providers would make a comprehensive centre together, and what it would lack."""
    variables: dict[str, Any] = {
        "territory": territory,
        "reachMetres": reach_metres,
        "objective": objective.name,
        "first": first,
        **chosen.variables(),
        **when.variables(),
    }
    if provider:
        variables["providers"] = [provider_id(each) for each in provider]
    if service:
        variables["services"] = service
    tell("composition", variables, output)


def missing(
    within: Within,
    level: Level,
    chosen: Chosen,
    when: When,
    output: Output,
    service: Services = None,
    order: Annotated[MissingOrder, typer.Option(help="The order of the territories.")] = (
        MissingOrder.MOST_MISSING
    ),
    first: Annotated[int | None, typer.Option(help="Only so many territories; all without it.")] = None,
) -> None:
    """Tell for each territory the services that nobody is known to give, and who is nearest."""
    variables: dict[str, Any] = {
        "within": within,
        "level": level.name,
        "orderBy": order.name,
        **chosen.variables(),
        **when.variables(),
    }
    if service:
        variables["services"] = service
    if first is not None:
        variables["first"] = first
    tell("missingServices", variables, output)


def market(
    within: Within,
    chosen: Chosen,
    when: When,
    output: Output,
    level: Annotated[
        TerritoryLevel | None, typer.Option(help="The rank of the territories that make the rows, if any.")
    ] = None,
    by: Annotated[
        list[MarketAxis] | None,
        typer.Option(help="What providers are told apart by; may be repeated. By default their sector."),
    ] = None,
) -> None:
    """Tell who gives what: by sector, kind, form and group, and where there is a single provider."""
    variables: dict[str, Any] = {"within": within, **chosen.variables(), **when.variables()}
    if level is not None:
        variables["level"] = level.name
    if by:
        variables["by"] = [axis.name for axis in by]
    tell("market", variables, output)


def balance(
    within: Within,
    level: Level,
    when: When,
    output: Output,
    measure: Annotated[BalanceMeasure, typer.Option(help="What is weighed.")] = BalanceMeasure.CLIENTS,
) -> None:
    """Weigh care at home and in the community against care in institutions."""
    variables = {"within": within, "level": level.name, "measure": measure.name, **when.variables()}
    tell("careBalance", variables, output)
