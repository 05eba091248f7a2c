"""Whether a record works and what became of it: states with their day and evidence, who became whom."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from hub.domain.filters import DEFAULT_STATUSES
from hub.domain.vocabulary import RecordStatus
from hub.store.reads.offices import AccessPointRow
from hub.store.reads.providers import ProviderRow
from schema.context import Info
from schema.location import Location, location_of
from schema.resolved import resolved
from schema.territory import Territory, territories_by_id

if TYPE_CHECKING:
    from schema.provider import Provider


@strawberry.type
class Standing:
    """What a provider and an access point have in common."""

    status: RecordStatus = strawberry.field(description="Whether it works, else what became of it.")
    status_since: date | None = strawberry.field(
        description="Since when it has this status, as its source says."
    )
    status_evidence: str | None = strawberry.field(
        description="The order, or another citation, that the status rests on."
    )
    registered_on: date | None = strawberry.field(description="The day it was entered in its register.")
    closed_on: date | None = strawberry.field(
        description="The day it ceased to work or was taken off its register."
    )
    missing_since: date | None = strawberry.field(
        description="The day a file of its source first no longer named it. That says nothing of why: see "
        "`status` for what a source states."
    )


async def _as_they_were(info: Info, rows: list[ProviderRow]) -> list[ProviderRow]:
    """Who became whom is told as known today; those that were on the day asked for look as they did."""
    if info.context.present is None:
        return rows
    then = await info.context.loaders.providers.load_many([row.id for row in rows])
    return [former or row for former, row in zip(then, rows, strict=True)]


def standing_of(row: ProviderRow | AccessPointRow) -> dict[str, Any]:
    """The fields of `Standing` for a row."""
    return {
        "status": RecordStatus(row.status),
        "status_since": row.status_since,
        "status_evidence": row.status_evidence,
        "registered_on": row.registered,
        "closed_on": row.closed,
        "missing_since": row.missing_since,
    }


@strawberry.type
class Seated(Standing):
    """Where a provider is registered, where it works and whom it serves; whom it became."""

    row: strawberry.Private[ProviderRow]

    @resolved(
        description="Providers that it became: re-registered under a new number, merged or divided, as its "
        "source or theirs says."
    )
    async def successors(self, info: Info) -> list[Annotated["Provider", strawberry.lazy("schema.provider")]]:
        """One step forward."""
        from schema.provider import provider_of

        known = info.context.present or info.context
        rows = await known.loaders.provider_successors.load(self.row.id)
        return [provider_of(row) for row in await _as_they_were(info, rows)]

    @resolved(description="Providers that it was before.")
    async def predecessors(
        self, info: Info
    ) -> list[Annotated["Provider", strawberry.lazy("schema.provider")]]:
        """One step back."""
        from schema.provider import provider_of

        known = info.context.present or info.context
        rows = await known.loaders.provider_predecessors.load(self.row.id)
        return [provider_of(row) for row in await _as_they_were(info, rows)]

    @resolved(
        description="Where it is registered, when its source tells that apart from where it works: of a "
        "relocated provider the place that it had to leave."
    )
    async def legal_seat(self, info: Info) -> Location | None:
        """Its location of the kind legal."""
        rows = await info.context.loaders.locations_of_providers.load(self.row.id)
        return next((location_of(row) for row in rows if row.kind == "legal"), None)

    @resolved(description="Where it works.")
    async def actual_places(self, info: Info) -> list[Location]:
        """Its locations of the kind actual."""
        rows = await info.context.loaders.locations_of_providers.load(self.row.id)
        return [location_of(row) for row in rows if row.kind == "actual"]

    @resolved(
        description="Territories whose people it serves: the service areas of its working services, each "
        "once. Of a relocated provider often its former home. Empty when none are stated."
    )
    async def population_served(self, info: Info) -> list[Territory]:
        """What its services reach, by id of the territory."""
        loaders = info.context.loaders
        services = await loaders.services_of_providers.load(self.row.id)
        working = [one.id for one in services if RecordStatus(one.status) in DEFAULT_STATUSES]
        areas = [area for areas in await loaders.areas.load_many(working) for area in areas]
        return await territories_by_id(
            info, sorted({area.territory_id for area in areas if area.territory_id is not None})
        )
