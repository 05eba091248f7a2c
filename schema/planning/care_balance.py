"""Care at home and in the community against care in institutions, in the schema."""

from typing import Annotated

import strawberry

from hub.planning.basis import Caveat, TravelKind
from hub.planning.network import care_balance as domain
from hub.planning.network.care_balance import BalanceMeasure, CareSetting
from hub.planning.questions import question_of
from hub.store.reads.territories import territories
from schema.as_of import AsOfArgument
from schema.context import Info
from schema.made import related
from schema.planning.basis import Basis, Ground, basis_of
from schema.planning.estimate import Estimate, shown
from schema.planning.missing import UnitId
from schema.planning.moment import look_back
from schema.planning.question import moment_as_json
from schema.planning.within import LevelArgument, WithinArgument, extent_of
from schema.territory import Territory


@strawberry.type(
    description="Care in one territory by where it is given: services of `care` and `living`, by their "
    "forms, else by their category. Each counts where it is given, and once."
)
class CareBalanceRow:
    """A territory."""

    row: strawberry.Private[UnitId]
    territory: Territory = related(territories, "territory_id", description="The territory.")
    at_home: Estimate = strawberry.field(description="At the person's home, by teams, or remote.")
    in_community: Estimate = strawberry.field(
        description="For part of the day, on visits, in the street, in supported living; at home and there "
        "together too."
    )
    in_institutions: Estimate = strawberry.field(description="Day and night at the provider's.")
    not_known: Estimate = strawberry.field(
        description="Where nobody says in which setting, or a service is given inside and outside "
        "institutions: it is in none of the others."
    )
    share: Estimate = strawberry.field(
        description="The part outside institutions of what is stated of the three; null where one of them "
        "has services and none states a number."
    )
    synthetic: int = strawberry.field(description="How many of the providers are made up.")
    basis: Basis = strawberry.field(description="What the answer rests on; the same in each row.")


async def care_balance(
    info: Info,
    within: WithinArgument,
    level: LevelArgument,
    measure: Annotated[BalanceMeasure, strawberry.argument(description="What is weighed.")] = (
        BalanceMeasure.CLIENTS
    ),
    as_of: AsOfArgument = None,
) -> list[CareBalanceRow] | None:
    """A row for each territory of the rank, by name."""
    await look_back(info, as_of)
    extent = await extent_of(info, within, level)
    rows = await domain.care_balance(info.context.session, extent.within, extent.units, measure, extent.scope)
    form = question_of(
        "careBalance",
        {
            "within": extent.within.code,
            "level": level.name,
            "measure": measure.name,
            "asOf": moment_as_json(info.context),
        },
    )
    sources: dict[int, int] = {}
    for row in rows:
        for source, count in row.sources.items():
            sources[source] = sources.get(source, 0) + count
    made_up = sum(row.synthetic for row in rows)
    caveats = [Caveat("CAPACITY_PARTLY_STATED"), Caveat("ROWS_DO_NOT_ADD_UP")]
    if made_up:
        caveats.append(Caveat("SYNTHETIC_INCLUDED", {"count": made_up}))
    basis = await basis_of(
        info, Ground(form, "SEAT_COUNT", sources, TravelKind.NONE, caveats, country=extent.within.country)
    )
    return [_row(row, basis) for row in rows]


def _row(row: domain.CareBalanceRow, basis: Basis) -> CareBalanceRow:
    return CareBalanceRow(
        row=UnitId(row.place.id),
        at_home=shown(row.settings[CareSetting.HOME]),
        in_community=shown(row.settings[CareSetting.COMMUNITY]),
        in_institutions=shown(row.settings[CareSetting.INSTITUTION]),
        not_known=shown(row.settings[CareSetting.NOT_KNOWN]),
        share=shown(row.share),
        synthetic=row.synthetic,
        basis=basis,
    )
