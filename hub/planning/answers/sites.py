"""Sites of a question: places of providers as arrays, and the row that each is counted in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hub.planning.answers.ground import Ground
from hub.planning.distance import Floats, Ints, numbers_of
from hub.planning.reach import Rows
from hub.planning.travel import Sites
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope
from hub.store.planning.capacity import capacities_at
from hub.store.planning.places import Place
from hub.store.planning.rows import read_line, read_units_above
from hub.store.planning.services import read_services
from hub.store.planning.sites import Site, read_sites


@dataclass(frozen=True, slots=True)
class Network:
    """Places of providers in a state; `inside` are those in the territory of the question, shape (sites,)."""

    records: tuple[Site, ...]
    sites: Sites
    inside: Ints

    @property
    def counted(self) -> list[Site]:
        """The records in the territory."""
        return [self.records[number] for number in np.flatnonzero(self.inside).tolist()]

    @property
    def sources(self) -> dict[int, int]:
        """How many places each source gives."""
        found: dict[int, int] = {}
        for record in self.records:
            found[record.source_id] = found.get(record.source_id, 0) + 1
        return found

    @property
    def synthetic(self) -> int:
        """How many of the places are of providers that are made up."""
        return sum(record.synthetic for record in self.records)

    @property
    def without_point(self) -> int:
        """How many places in the territory have no point."""
        return int((~self.sites.located & (self.inside > 0)).sum())

    @property
    def not_placed_below(self) -> int:
        """How many places in the territory lie in none of the rows."""
        return int(((self.inside > 0) & (self.sites.row < 0)).sum())


async def network_of(
    session: ReadSession, within: Place, units: Sequence[Place], scope: ProviderScope
) -> Network:
    """Places of the whole state: those around a territory serve it too, and count in no row."""
    line = await read_line(session, within.id)
    records = await read_sites(session, scope, line[-1][0])
    places = sorted({each.territory_id for each in records if each.territory_id is not None})
    row_of = await read_units_above(session, places, [unit.id for unit in units])
    inside = await read_units_above(session, places, [within.id])
    number = {unit.id: index for index, unit in enumerate(units)}
    return _network(records, {each: number[unit] for each, unit in row_of.items()}, inside)


def _network(records: Sequence[Site], row_of: Mapping[int, int], inside: Mapping[int, int]) -> Network:
    return Network(
        tuple(records),
        Sites(
            numbers_of([each.lat for each in records]),
            numbers_of([each.lon for each in records]),
            numbers_of([each.radius_m for each in records]),
            np.array([row_of.get(each.territory_id or 0, -1) for each in records], np.int64),
        ),
        np.array([each.territory_id in inside for each in records], np.int64),
    )


async def stated_places(session: ReadSession, network: Network, scope: ProviderScope) -> Floats:
    """Places that each site states, NaN where it states none: shape (sites,)."""
    providers = list(dict.fromkeys(site.provider_id for site in network.records))
    stated = capacities_at(await read_services(session, scope, providers))
    places = [stated.get(site.location_id) if site.location_id else None for site in network.records]
    return np.array(
        [np.nan if each is None or each.value is None else each.value for each in places], np.float64
    )


async def rows_of(session: ReadSession, ground: Ground, units: Sequence[Place]) -> Rows:
    """The row of each point, −1 for one that is known no finer; units with people for each row."""
    ids = [unit.id for unit in units]
    finest, back = np.unique(ground.finest, return_inverse=True)
    number = {unit: index for index, unit in enumerate(ids)}
    above = await read_units_above(session, finest.tolist(), ids)
    of_finest = np.array([number.get(above.get(each, 0), -1) for each in finest.tolist()], np.int64)
    of_point = of_finest[back] if finest.size else np.empty(0, np.int64)
    around = await read_units_above(session, [unit.id for unit in ground.units], ids)
    row = np.array([number.get(around.get(unit.id, 0), -1) for unit in ground.units], np.int64)
    stated = np.ones(len(ground.units), np.bool_)
    stated[ground.points.hromadas_without_people] = False
    if ground.file is not None:
        stated = np.isin(np.arange(stated.size), ground.points.territory)
    if not (row >= 0).any():
        # Rows below hromadas: each is stated where it has people.
        has = np.bincount(of_point[of_point >= 0], minlength=len(ids)) > 0
        return Rows(of_point, len(ids), has.astype(np.int64), np.ones(len(ids), np.int64))
    counts = [np.bincount(row[(row >= 0) & kept], minlength=len(ids)) for kept in (stated, stated | True)]
    return Rows(of_point, len(ids), *counts)
