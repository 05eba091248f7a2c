"""What is known of entities, read for many at once: for scores, for fetched columns and for previews."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hub.store.engine import ReadSession
from hub.store.reads import offices, providers, territories
from hub.store.reads.reconcile import UnitName, unit_names
from hub.web.reconcile.ids import owner_entity, territory_entity
from hub.web.reconcile.words import ACCESS_POINT, PROVIDER, TERRITORY, level_type

#: A unit and all above it, the state first.
Lineage = tuple[territories.TerritoryRow, ...]


@dataclass(frozen=True, slots=True)
class TerritoryFacts:
    """A territory with all its names and codes; `lineage` ends with itself."""

    row: territories.TerritoryRow
    unit_names: Sequence[UnitName]
    codes: Sequence[territories.CodeRow]
    lineage: Lineage

    kind = TERRITORY

    @property
    def id(self) -> str:
        """The entity's id."""
        return territory_entity(self.row.code)

    @property
    def types(self) -> tuple[str, ...]:
        """The entity's types, the narrower first."""
        return (level_type(self.row.level), TERRITORY)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name by which it is found."""
        return (self.row.name, *(each.name for each in self.unit_names))

    @property
    def lineages(self) -> tuple[Lineage, ...]:
        """Its own place in the tree."""
        return (self.lineage,)


@dataclass(frozen=True, slots=True)
class OwnerFacts:
    """A provider or an access point with what hangs on it; a lineage for each location that is placed."""

    kind: str
    row: providers.ProviderRow | offices.AccessPointRow
    other_names: Sequence[providers.NameRow]
    identifiers: Sequence[providers.IdentifierRow]
    locations: Sequence[providers.LocationRow]
    lineages: tuple[Lineage, ...]

    @property
    def id(self) -> str:
        """The entity's id."""
        return owner_entity(self.kind, self.row.id)

    @property
    def types(self) -> tuple[str, ...]:
        """The entity's types."""
        return (self.kind,)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name by which it is found."""
        short = getattr(self.row, "short_name", None)
        return tuple(filter(None, (self.row.name, short, *(each.name for each in self.other_names))))


Facts = TerritoryFacts | OwnerFacts
_ReadProvider = tuple[providers.ProviderRow, Sequence[providers.NameRow], Sequence[providers.IdentifierRow]]
_Places = dict[UUID, list[providers.LocationRow]]


@dataclass(frozen=True, slots=True)
class FactBook:
    """Facts by the database's ids; what nobody has is not in it."""

    territories: dict[int, TerritoryFacts]
    providers: dict[UUID, OwnerFacts]
    access_points: dict[UUID, OwnerFacts]

    def of_kind(self, kind: str) -> Mapping[Any, Facts]:
        """The facts of one kind of entity."""
        by_kind: dict[str, Mapping[Any, Facts]] = {
            TERRITORY: self.territories,
            PROVIDER: self.providers,
            ACCESS_POINT: self.access_points,
        }
        return by_kind[kind]


async def read_facts(
    session: ReadSession,
    territory_ids: Iterable[int] = (),
    provider_ids: Iterable[UUID] = (),
    access_point_ids: Iterable[UUID] = (),
) -> FactBook:
    """What is known of entities of all kinds; as many statements for a hundred as for one."""
    units = sorted(set(territory_ids))
    own, own_places = await _providers(session, sorted(set(provider_ids)))
    offices_read, office_places = await _access_points(session, sorted(set(access_point_ids)))
    places = {**own_places, **office_places}
    placed = {each.territory_id for of_one in places.values() for each in of_one} - {None}
    lineages = await _lineages(session, sorted({*units, *(one for one in placed if one is not None)}))
    return FactBook(
        await _territories(session, [unit for unit in units if unit in lineages], lineages),
        {
            row.id: _owner(PROVIDER, row, places[row.id], lineages, names, numbers)
            for row, names, numbers in own
        },
        {row.id: _owner(ACCESS_POINT, row, places[row.id], lineages) for row in offices_read},
    )


async def _territories(
    session: ReadSession, ids: Sequence[int], lineages: dict[int, Lineage]
) -> dict[int, TerritoryFacts]:
    if not ids:
        return {}
    names = await unit_names(session, ids)
    codes = await territories.codes(session, ids)
    return {
        identity: TerritoryFacts(lineages[identity][-1], named, coded, lineages[identity])
        for identity, named, coded in zip(ids, names, codes, strict=True)
    }


async def _providers(session: ReadSession, ids: Sequence[UUID]) -> tuple[list[_ReadProvider], _Places]:
    """Providers with their other names and identifiers, and the locations of each."""
    if not ids:
        return [], {}
    rows = await providers.providers(session, ids)
    names = await providers.names(session, ids)
    numbers = await providers.identifiers(session, ids)
    places = await providers.locations_of_providers(session, ids)
    read: list[_ReadProvider] = [
        (row, named, numbered)
        for row, named, numbered in zip(rows, names, numbers, strict=True)
        if row is not None
    ]
    return read, dict(zip(ids, places, strict=True))


async def _access_points(
    session: ReadSession, ids: Sequence[UUID]
) -> tuple[list[offices.AccessPointRow], _Places]:
    if not ids:
        return [], {}
    rows = await offices.access_points(session, ids)
    found = await providers.locations_of_access_points(session, ids)
    places = {identity: [place] if place else [] for identity, place in zip(ids, found, strict=True)}
    return [row for row in rows if row is not None], places


def _owner(
    kind: str,
    row: providers.ProviderRow | offices.AccessPointRow,
    places: Sequence[providers.LocationRow],
    lineages: dict[int, Lineage],
    names: Sequence[providers.NameRow] = (),
    identifiers: Sequence[providers.IdentifierRow] = (),
) -> OwnerFacts:
    units = dict.fromkeys(each.territory_id for each in places)
    of_places = tuple(lineages[unit] for unit in units if unit is not None and unit in lineages)
    return OwnerFacts(kind, row, names, identifiers, places, of_places)


async def _lineages(session: ReadSession, ids: Sequence[int]) -> dict[int, Lineage]:
    """Each unit with all above it, by its id."""
    if not ids:
        return {}
    above = dict(zip(ids, await territories.ancestors(session, ids), strict=True))
    known = {each.ancestor_id for rows in above.values() for each in rows} | set(ids)
    rows = {row.id: row for row in await territories.territories(session, sorted(known)) if row is not None}
    return {
        identity: (*(rows[each.ancestor_id] for each in above[identity]), rows[identity])
        for identity in ids
        if identity in rows
    }
