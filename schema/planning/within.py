"""Arguments that all questions about many territories share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import strawberry

from hub.domain.filters import ProviderFilter
from hub.domain.territory.codes import read_code
from hub.domain.vocabulary import TerritoryLevel
from hub.planning.answers.errors import BadUnits
from hub.planning.answers.keeping import once
from hub.planning.levels import check_level
from hub.store.filters import ProviderScope, resolve_providers, territory_id_of
from hub.store.planning.places import Place, read_place, read_units
from schema.context import Info
from schema.inputs import ProviderFilterInput

WithinArgument = Annotated[
    str, strawberry.argument(description="The territory to look in, by code in any scheme.")
]
LevelArgument = Annotated[
    TerritoryLevel, strawberry.argument(description="The rank of the territories that make the rows.")
]
#: Most territories that a question may name one by one.
MOST_UNITS: Final = 100


@dataclass(frozen=True, slots=True)
class Extent:
    """A territory, its units of a rank by name, and which providers are meant."""

    within: Place
    units: list[Place]
    wanted: ProviderFilter
    scope: ProviderScope


async def extent_of(
    info: Info, within: str, level: TerritoryLevel | None, filter: ProviderFilterInput | None = None
) -> Extent:
    """What the arguments mean. Raises LevelAbove, and what codes and filters may be wrong in."""
    session = info.context.session
    wanted = filter.value(info.context.limits) if filter else ProviderFilter()
    place = await read_place(session, await info.context.known(territory_id_of, read_code(within).text))
    units: list[Place] = []
    if level is not None:
        check_level(place, level)
        below = place.id, level
        units = await once(session, ("units", *below), lambda: read_units(session, below))
    return Extent(place, units, wanted, await info.context.known(resolve_providers, wanted))


async def chosen_units(
    info: Info, extent: Extent, level: TerritoryLevel, codes: Sequence[str]
) -> list[Place]:
    """Those of the units that codes name, in the order of the units. Raises BadUnits."""
    if not 0 < len(codes) <= MOST_UNITS:
        raise BadUnits(why=f"name 1 to {MOST_UNITS} of them")
    held, chosen = {unit.id for unit in extent.units}, set[int]()
    for code in codes:
        identity = await info.context.known(territory_id_of, read_code(code).text)
        if identity not in held:
            raise BadUnits(why=f"{code[:100]} is none of rank {level.name} in {extent.within.code}")
        chosen.add(identity)
    return [unit for unit in extent.units if unit.id in chosen]
