"""Access to providers in the schema."""

from typing import Annotated, Any

import strawberry

from hub.planning.answers import access as domain
from hub.planning.answers.access import DEFAULT_BANDS, AccessMethod, Bands
from hub.planning.answers.errors import BadBands
from hub.planning.answers.resting import (
    kind_of,
    left_out,
    measured,
    people_assumptions,
    people_caveats,
    site_caveats,
    sources_of,
    travel_caveats,
)
from hub.planning.answers.travel import TravelAsked
from hub.planning.basis import AssumedBy, Assumption, Caveat
from hub.planning.pairs import TravelUnit
from hub.planning.questions import question_of
from hub.store.reads.territories import territories
from schema.as_of import AsOfArgument
from schema.context import Info
from schema.inputs import ProviderFilterArgument
from schema.made import related
from schema.planning.basis import Basis, Ground, basis_of
from schema.planning.coverage import population_of
from schema.planning.estimate import Estimate, shown
from schema.planning.inputs import PeopleArgument, people_as_json
from schema.planning.missing import UnitId
from schema.planning.moment import look_back
from schema.planning.question import filter_as_json, moment_as_json
from schema.planning.within import LevelArgument, WithinArgument, extent_of
from schema.territory import Territory


@strawberry.input(description="How much providers count up to a distance. All bands are in one unit.")
class BandInput:
    """A band."""

    metres: float | None = strawberry.field(default=None, description="Its end in metres: 1 to 200,000.")
    minutes: float | None = strawberry.field(
        default=None,
        description="Its end in minutes, of a loaded matrix, else by the rule from the straight line: 1 to "
        "240.",
    )
    weight: float = strawberry.field(
        description="0.001 to 1, and no more than that of the band before; 1 with TWO_STEP and RAAM."
    )


@strawberry.type(description="Access of the people of one territory.")
class AccessRow:
    """A territory."""

    row: strawberry.Private[UnitId]
    territory: Territory = related(territories, "territory_id", description="The territory.")
    people: Estimate = strawberry.field(description="The people, in tens.")
    supply: Estimate = strawberry.field(
        description="Places that providers in the territory state; providers where nobody states any."
    )
    access: Estimate = strawberry.field(
        description="The mean over its people: places for each 10,000 of those who share them, wherever the "
        "providers stand; providers for each 10,000 where nobody states places; with RAAM the cost."
    )
    without_site: Estimate = strawberry.field(
        description="People with no provider within the last band, in tens: their access is 0."
    )


@strawberry.type(description="Access to providers.")
class Accessibility:
    """An answer."""

    total: AccessRow = strawberry.field(description="The whole territory.")
    rows: list[AccessRow] = strawberry.field(description="A row for each territory of the rank, by name.")
    gap: float | None = strawberry.field(
        description="Of RAAM: how far, as a share, the cost of all is from the least at most; else null."
    )
    basis: Basis = strawberry.field(description="What the answer rests on.")


async def access(
    info: Info,
    within: WithinArgument,
    level: LevelArgument,
    method: Annotated[AccessMethod, strawberry.argument(description="How it is computed.")] = (
        AccessMethod.E2SFCA
    ),
    bands: Annotated[
        list[BandInput] | None,
        strawberry.argument(
            description="At most 10, the nearest first; one with TWO_STEP and RAAM. By default those of the "
            "method."
        ),
    ] = None,
    filter: ProviderFilterArgument = None,
    people: PeopleArgument = None,
    as_of: AsOfArgument = None,
) -> Accessibility | None:
    """The answer. Raises BadBands and NoPopulation."""
    await look_back(info, as_of)
    chosen = DEFAULT_BANDS[method] if bands is None else _bands(bands)
    chosen.check(method)
    whom = people.value() if people else None
    extent = await extent_of(info, within, level, filter)
    found = await domain.accessibility(
        info.context.session, extent.within, extent.units, extent.scope, method, chosen, whom
    )
    form = question_of(
        "accessibility",
        {
            "within": extent.within.code,
            "level": level.name,
            "method": method.name,
            "bands": _as_json(chosen),
            "people": people_as_json(whom),
            "filter": filter_as_json(extent.wanted),
            "asOf": moment_as_json(info.context),
        },
    )
    return Accessibility(
        total=_row(found.total, extent.within.id),
        rows=[_row(row, unit.id) for row, unit in zip(found.rows, extent.units, strict=True)],
        gap=found.gap,
        basis=await basis_of(info, _ground(form, found, method, chosen, bands is None, whom)),
    )


def _ground(
    form: dict[str, Any],
    found: domain.AccessAnswer,
    method: AccessMethod,
    bands: Bands,
    by_default: bool,
    whom: Any,
) -> Ground:
    last, minutes = bands.limits[-1], bands.unit is TravelUnit.MINUTES
    reach = TravelAsked(None if minutes else last, last if minutes else None)
    caveats = [
        *people_caveats(found.ground),
        *site_caveats(found.network),
        *travel_caveats(found.measure, reach),
    ]
    caveats.append(Caveat("CAPACITY_PARTLY_STATED" if found.is_stated else "SITES_NOT_PLACES"))
    who = AssumedBy.DEFAULT if by_default else AssumedBy.QUESTION
    steps = "; ".join(
        f"{limit:g}: {weight:g}" for limit, weight in zip(bands.limits, bands.weights, strict=True)
    )
    return Ground(
        form,
        "RAAM" if method is AccessMethod.RAAM else "FLOATING_CATCHMENT",
        sources_of(found.ground, found.network),
        kind_of(found.measure),
        caveats,
        left_out(found.ground, found.network, found.measure),
        [*people_assumptions(found.ground, whom), Assumption("bands", steps, bands.unit.value, who)],
        population_of(found.ground),
        measured=measured(found.measure, reach),
        country=found.ground.within.country,
    )


def _bands(given: list[BandInput]) -> Bands:
    units = {(band.metres is not None, band.minutes is not None) for band in given}
    if units not in ({(True, False)}, {(False, True)}):
        raise BadBands(why="give each its end, all in metres or all in minutes")
    minutes = units == {(False, True)}
    return Bands(
        tuple(float((band.minutes if minutes else band.metres) or 0) for band in given),
        tuple(band.weight for band in given),
        TravelUnit.MINUTES if minutes else TravelUnit.METRES,
    )


def _as_json(bands: Bands) -> list[dict[str, float]]:
    return [
        {bands.unit.value: limit, "weight": weight}
        for limit, weight in zip(bands.limits, bands.weights, strict=True)
    ]


def _row(row: domain.AccessRow, territory_id: int) -> AccessRow:
    return AccessRow(
        row=UnitId(territory_id),
        people=shown(row.people),
        supply=shown(row.supply),
        access=shown(row.access),
        without_site=shown(row.without_site),
    )
