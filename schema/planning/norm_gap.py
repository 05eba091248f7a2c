"""Need by a norm, supply, and what is short, in the schema."""

from typing import Annotated

import strawberry

from hub.domain.filter_errors import BadId, IdOfAnotherType
from hub.domain.vocabulary import NormFormula, NormStatus
from hub.planning.answers import norm_gap as domain
from hub.planning.answers.ground import Ground as People
from hub.planning.answers.resting import age_assumptions, stated_people_caveats
from hub.planning.basis import Caveat, NotUsed, TravelKind
from hub.planning.questions import question_of
from hub.store.planning.norms import read_norm
from hub.store.reads.territories import territories
from schema.as_of import AsOfArgument
from schema.context import Info
from schema.inputs import ProviderFilterArgument
from schema.made import related
from schema.node import decode_id
from schema.planning.basis import Basis, Ground, basis_of
from schema.planning.coverage import population_of
from schema.planning.estimate import Estimate, shown
from schema.planning.inputs import PeopleArgument, people_as_json
from schema.planning.missing import UnitId
from schema.planning.moment import look_back
from schema.planning.norm import Norm, day_of, norm_of
from schema.planning.question import filter_as_json, moment_as_json
from schema.planning.within import LevelArgument, WithinArgument, extent_of
from schema.territory import Territory


@strawberry.type(description="Need, supply and gap of one territory.")
class NormGapRow:
    """A territory."""

    row: strawberry.Private[UnitId]
    territory: Territory = related(territories, "territory_id", description="The territory.")
    need: Estimate = strawberry.field(
        description="What the norm asks for in its hromadas, or districts that have none."
    )
    supply: Estimate = strawberry.field(description="What is there.")
    gap: Estimate = strawberry.field(description="What is short; 0 where there is enough.")


@strawberry.type(description="Need by a norm, supply, and what is short.")
class NormGap:
    """An answer."""

    norm: Norm = strawberry.field(description="The norm.")
    rows: list[NormGapRow] = strawberry.field(description="A row for each territory of the rank, by name.")
    total: NormGapRow = strawberry.field(description="The whole territory.")
    basis: Basis = strawberry.field(description="What the answer rests on.")


async def gap_by_norm(
    info: Info,
    norm: Annotated[strawberry.ID, strawberry.argument(description="A norm by its global id.")],
    within: WithinArgument,
    level: LevelArgument,
    filter: ProviderFilterArgument = None,
    people: PeopleArgument = None,
    as_of: AsOfArgument = None,
) -> NormGap | None:
    """The answer. Raises BadId, NormNotCertain, WrongCountry and NoPopulation."""
    await look_back(info, as_of)
    typename, key = decode_id(norm)
    if typename != "Norm":
        raise IdOfAnotherType(id=norm[:100], found=typename, wanted="Norm")
    whom = people.value() if people else None
    extent = await extent_of(info, within, level, filter)
    stored = await read_norm(info.context.session, key)
    if stored is None:
        raise BadId(id=norm[:100])
    found = await domain.norm_gap(
        info.context.session, stored, extent.within, extent.units, extent.scope, day_of(info), whom
    )
    form = question_of(
        "normGap",
        {
            "norm": key,
            "within": extent.within.code,
            "level": level.name,
            "people": people_as_json(whom),
            "filter": filter_as_json(extent.wanted),
            "asOf": moment_as_json(info.context),
        },
    )
    caveats = []
    if stored.norm.formula is not NormFormula.PRESENCE:
        caveats += stated_people_caveats(found.ground, range(len(found.ground.units)))
    if stored.norm.status is not NormStatus.NORM:
        caveats.append(Caveat("NORM_BINDS_NOBODY", {"status": stored.norm.status}))
    ground = Ground(
        form,
        "NORM",
        {**found.sources, stored.source_id: 1},
        TravelKind.NONE,
        caveats,
        assumptions=age_assumptions(whom),
        population=population_of(found.ground),
        norms=[stored],
        not_used=_left_out(found.ground),
        country=extent.within.country,
    )
    return NormGap(
        norm=norm_of(stored),
        rows=[_row(row, unit.id) for row, unit in zip(found.rows, extent.units, strict=True)],
        total=_row(found.total, extent.within.id),
        basis=await basis_of(info, ground),
    )


def _left_out(people: People) -> list[NotUsed]:
    lacking = len(people.units) - people.stated
    return [NotUsed("territories", "NO_POPULATION", lacking)] if lacking else []


def _row(row: domain.GapRow, territory_id: int) -> NormGapRow:
    return NormGapRow(
        row=UnitId(territory_id), need=shown(row.need), supply=shown(row.supply), gap=shown(row.gap)
    )
