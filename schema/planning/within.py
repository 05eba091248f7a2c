"""Arguments that all questions about many territories share."""

from dataclasses import dataclass
from typing import Annotated

import strawberry

from hub.domain.filters import ProviderFilter
from hub.domain.territory.codes import read_code
from hub.domain.vocabulary import TerritoryLevel
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
    units = []
    if level is not None:
        check_level(place, level)
        units = await info.context.known(read_units, (place.id, level))
    return Extent(place, units, wanted, await info.context.known(resolve_providers, wanted))
