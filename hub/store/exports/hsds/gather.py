"""Reading providers with all that hangs on them, some hundred at a time, from one snapshot."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, select

from hub.store.engine import ReadSession
from hub.store.reads import providers as read
from hub.store.reads import sources as read_sources
from hub.store.reads import taxonomy as read_taxonomy
from hub.store.reads import territories as read_territories
from hub.store.reads.batch import one_of
from hub.store.reads.providers import (
    AreaRow,
    CapacityRow,
    IdentifierRow,
    LocationRow,
    NameRow,
    ProviderRow,
    ServiceRow,
    StaffRow,
)
from hub.store.reads.sources import ReleaseRow, SourceRow
from hub.store.reads.taxonomy import TermRow
from hub.store.reads.territories import TerritoryRow
from hub.store.tables import provider, service_at_location

Row = TypeVar("Row")

#: Providers held in memory at once.
BATCH = 500
TAXONOMIES = ("category", "target-group", "form", "duration", "funding", "kind", "sector")


@dataclass(frozen=True, slots=True)
class GivenAt:
    """A service given at a location."""

    id: UUID
    service_id: UUID
    location_id: UUID


@dataclass(frozen=True, slots=True)
class Whole:
    """A provider with everything that is published of it, parts by the id of what they belong to."""

    provider: ProviderRow
    source: SourceRow
    release: ReleaseRow
    identifiers: list[IdentifierRow]
    names: list[NameRow]
    locations: list[LocationRow]
    services: list[ServiceRow]
    given_at: Mapping[UUID, list[GivenAt]]
    capacities: Mapping[UUID, list[CapacityRow]]
    areas: Mapping[UUID, list[AreaRow]]
    staff: list[StaffRow]
    parent_is_here: bool


class Reference:
    """Terms, and territories with those above them, as they are met."""

    def __init__(self, terms: Mapping[tuple[str, str], TermRow]) -> None:
        self.terms = terms
        self._territories: dict[int, TerritoryRow] = {}
        self._above: dict[int, list[int]] = {}

    @classmethod
    async def read(cls, session: ReadSession) -> "Reference":
        """The terms of every taxonomy that providers and services bear."""
        lists = await read_taxonomy.taxonomies(session, TAXONOMIES)
        return cls({(term.taxonomy, term.code): term for terms in lists for term in terms})

    async def meet(self, session: ReadSession, ids: Iterable[int]) -> None:
        """Read the territories that are not known yet, and all above them."""
        new = sorted(set(ids) - self._above.keys())
        if not new:
            return
        for unit, above in zip(new, await read_territories.ancestors(session, new), strict=True):
            self._above[unit] = [row.ancestor_id for row in above]
        wanted = {id for unit in new for id in (unit, *self._above[unit])} - self._territories.keys()
        for row in await read_territories.territories(session, sorted(wanted)):
            if row is not None:
                self._territories[row.id] = row

    def lineage(self, territory_id: int | None) -> list[TerritoryRow]:
        """The state, what lies between, and the territory itself; empty for none."""
        if territory_id is None:
            return []
        ids = (*self._above[territory_id], territory_id)
        return [self._territories[id] for id in ids if id in self._territories]


async def whole_providers(
    session: ReadSession, condition: ColumnElement[bool], reference: Reference
) -> AsyncIterator[Whole]:
    """Every provider that the condition means, by id; memory holds one batch and the reference."""
    after: UUID | None = None
    while True:
        statement = select(provider.c.id).where(condition).order_by(provider.c.id).limit(BATCH)
        if after is not None:
            statement = statement.where(provider.c.id > after)
        ids = [row[0] for row in await session.rows(statement)]
        if not ids:
            return
        for whole in await _batch(session, ids, condition, reference):
            yield whole
        after = ids[-1]


async def _batch(
    session: ReadSession, ids: list[UUID], condition: ColumnElement[bool], reference: Reference
) -> list[Whole]:
    rows = [row for row in await read.providers(session, ids) if row is not None]
    sources = await _by_id(read_sources.sources, session, {row.source_id for row in rows})
    releases = await _by_id(read_sources.releases, session, {row.release_from for row in rows})
    parents = [row.parent_id for row in rows if row.parent_id]
    known = select(provider.c.id).where(condition, one_of(provider.c.id, parents))
    here = {row[0] for row in await session.rows(known)} if parents else set()
    identifiers = await read.identifiers(session, ids)
    names = await read.names(session, ids)
    locations = await read.locations_of_providers(session, ids)
    services = await read.services_of_providers(session, ids)
    staff = await read.staff_of_providers(session, ids)
    service_ids = [service.id for each in services for service in each]
    given_at = await _given_at(session, service_ids)
    capacities = dict(zip(service_ids, await read.capacities(session, service_ids), strict=True))
    areas = dict(zip(service_ids, await read.areas(session, service_ids), strict=True))
    placed = [place.territory_id for each in locations for place in each]
    reached = [area.territory_id for each in areas.values() for area in each]
    homes = [source.jurisdiction_id for source in sources.values()]
    await reference.meet(session, (id for id in (*placed, *reached, *homes) if id is not None))
    return [
        Whole(
            provider=row,
            source=sources[row.source_id],
            release=releases[row.release_from],
            identifiers=identifiers[position],
            names=names[position],
            locations=locations[position],
            services=services[position],
            given_at=given_at,
            capacities=capacities,
            areas=areas,
            staff=staff[position],
            parent_is_here=row.parent_id in here,
        )
        for position, row in enumerate(rows)
    ]


async def _by_id(
    read_rows: Callable[[ReadSession, Sequence[int]], Awaitable[list[Row | None]]],
    session: ReadSession,
    ids: set[int],
) -> dict[int, Row]:
    wanted = sorted(ids)
    found = zip(wanted, await read_rows(session, wanted), strict=True)
    return {id: row for id, row in found if row is not None}


async def _given_at(session: ReadSession, ids: list[UUID]) -> dict[UUID, list[GivenAt]]:
    link = service_at_location
    statement = (
        select(link.c.id, link.c.service_id, link.c.location_id)
        .where(one_of(link.c.service_id, ids))
        .order_by(link.c.id)
    )
    found: dict[UUID, list[GivenAt]] = {id: [] for id in ids}
    for row in await session.all(statement, GivenAt):
        found[row.service_id].append(row)
    return found
