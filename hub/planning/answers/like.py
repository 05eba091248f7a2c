"""Communities like one another, with what each has of the services that are asked for."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import numpy as np

from hub.domain.filters import Categories
from hub.domain.reference import is_national
from hub.domain.vocabulary import TerritoryLevel
from hub.planning.answers.keeping import once
from hub.planning.distance import Floats, metres, numbers_of
from hub.planning.network.presence import presence_of
from hub.planning.peers import Communities, Peer, PeerFeature, nearest_peers
from hub.planning.travel import MINUTES_AT_LEAST, MINUTES_PER_KM
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope
from hub.store.filters.terms import category_keys
from hub.store.planning.people import read_places
from hub.store.planning.places import Place
from hub.store.planning.rows import count_settlements, read_line, read_programmes, read_units_above
from hub.store.planning.services_asked import AskedService, basic_services_of, categories_of, named_services
from hub.store.planning.territories import PlanningTerritory, read_territories
from hub.store.reads.populations import populations

#: Ranks whose units have what makes communities alike: people, an area and settlements of their own.
COMMUNITIES: Final = frozenset({TerritoryLevel.REGION, TerritoryLevel.DISTRICT, TerritoryLevel.HROMADA})


@dataclass(frozen=True, slots=True)
class Land:
    """The units of one rank in a state, with what makes them alike."""

    units: tuple[PlanningTerritory, ...]
    communities: Communities


@dataclass(frozen=True, slots=True)
class LikeRow:
    """A community like the one asked for, which services of the question it has, and its programmes.

    `made_up` are those of `has` that nobody gives but made-up providers.
    """

    territory_id: int
    peer: Peer
    has: tuple[AskedService, ...]
    lacks: tuple[AskedService, ...]
    made_up: tuple[AskedService, ...]
    programmes: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class LikeAnswer:
    """The peers, the most alike first; `sources` are figures of people that each source gave."""

    rows: tuple[LikeRow, ...]
    land: Land
    allowed: int
    sources: dict[int, int]


async def communities_like(
    session: ReadSession,
    place: Place,
    having: Categories | None,
    features: Sequence[PeerFeature],
    scope: ProviderScope,
    real: ProviderScope,
    first: int,
) -> LikeAnswer:
    """Communities of the same rank and state. Without `having` the basic services of the state are told.

    `real` are those of the providers in `scope` that are not made up.

    Raises UnknownTerm, AmbiguousTerm and UnmappedTerm.
    """
    line = await read_line(session, place.id)
    root, level = line[-1][0], place.level
    land = await once(session, ("land", root, level), lambda: _land(session, root, level))
    index = {unit.id: number for number, unit in enumerate(land.units)}
    asked, has = await _presence(session, place, having, list(index), scope)
    keys = await _keys(session, having)
    allowed = np.array([_is_meant(has.get(unit.id, set()), having, keys) for unit in land.units], np.bool_)
    found: list[Peer] = []
    if place.id in index:
        found = await asyncio.to_thread(
            nearest_peers, land.communities, index[place.id], tuple(features), allowed=allowed, first=first
        )
    ids = [land.units[peer.index].id for peer in found]
    programmes = await read_programmes(session, ids)
    _, has_really = await _presence(session, place, having, ids, real)
    rows = [
        LikeRow(
            identity,
            peer,
            tuple(one for one in asked if one.code in has.get(identity, set())),
            tuple(one for one in asked if one.code not in has.get(identity, set())),
            tuple(
                one for one in asked if one.code in has.get(identity, set()) - has_really.get(identity, set())
            ),
            tuple(programmes.get(identity, ())),
        )
        for identity, peer in zip(ids, found, strict=True)
    ]
    sources: dict[int, int] = {}
    for unit in land.units:
        if unit.people_source_id is not None:
            sources[unit.people_source_id] = sources.get(unit.people_source_id, 0) + 1
    return LikeAnswer(tuple(rows), land, int(allowed.sum()), sources)


async def _presence(
    session: ReadSession,
    place: Place,
    having: Categories | None,
    units: Sequence[int],
    scope: ProviderScope,
) -> tuple[list[AskedService], dict[int, set[str]]]:
    """The services of the question, and for each unit the codes of those that it has."""
    codes = [] if having is None else [*having.any_of, *having.all_of, *having.none_of]
    asked = await (named_services(session, codes) if codes else basic_services_of(session, place.country))
    categories = categories_of(asked)
    had = await presence_of(session, units, categories, scope) if categories else {}
    return asked, {
        unit: {one.code for one in asked if one.categories & present} for unit, present in had.items()
    }


async def _keys(session: ReadSession, having: Categories | None) -> dict[str, str]:
    """For each code that a question names the code of the service that is meant."""
    codes = frozenset() if having is None else frozenset((*having.any_of, *having.all_of, *having.none_of))
    keys = await category_keys(session, codes) if codes else {}
    return {code: key.split(":", 1)[1] if is_national(key) else key for code, key in keys.items()}


def _is_meant(has: set[str], having: Categories | None, keys: Mapping[str, str]) -> bool:
    if having is None:
        return True
    any_of, all_of, none_of = (
        {keys[code] for code in codes} for codes in (having.any_of, having.all_of, having.none_of)
    )
    return (not any_of or bool(any_of & has)) and all_of <= has and not none_of & has


async def _land(session: ReadSession, root: int, level: TerritoryLevel) -> Land:
    units = await read_territories(session, root, (level,))
    ids = [unit.id for unit in units]
    people = {row.territory_id: row.value for row in await populations(session, ids)}
    places = await read_places(session, root)
    above = await read_units_above(session, [place.id for place in places], ids)
    towns: dict[int, int] = {}
    for place in places:
        unit = above.get(place.id)
        if unit is not None and place.people is not None:
            towns[unit] = towns.get(unit, 0) + place.people
    counts = await count_settlements(session, ids)
    known = numbers_of([people.get(each) for each in ids])
    in_towns = numbers_of([towns.get(each, 0) if people.get(each) else None for each in ids])
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.minimum(in_towns / known, 1.0)
    return Land(
        tuple(units),
        Communities(
            people=known,
            area_km2=numbers_of([unit.area_km2 for unit in units]),
            urban_share=share,
            minutes_to_centre=await _minutes(session, units),
            settlements=numbers_of([counts.get(each) for each in ids]),
        ),
    )


async def _minutes(session: ReadSession, units: Sequence[PlanningTerritory]) -> Floats:
    """Minutes from each unit's point to that of its region, by the rule; NaN where either has none."""
    found = np.full(len(units), np.nan)
    if not units:
        return found
    root = (await read_line(session, units[0].id))[-1][0]
    regions = {unit.id: unit for unit in await read_territories(session, root, (TerritoryLevel.REGION,))}
    above = await read_units_above(session, [unit.id for unit in units], list(regions))
    pairs = [(unit, regions.get(above.get(unit.id, 0))) for unit in units]
    placed = [
        (at, (unit.lat, unit.lon, region.lat, region.lon))
        for at, (unit, region) in enumerate(pairs)
        if region is not None and None not in (unit.lat, unit.lon, region.lat, region.lon)
    ]
    if placed:
        rows, points = zip(*placed, strict=True)
        away = metres(*(numbers_of(each) for each in zip(*points, strict=True)))
        found[list(rows)] = MINUTES_AT_LEAST + MINUTES_PER_KM * away / 1_000
    return found
