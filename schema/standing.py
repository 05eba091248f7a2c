"""Whether a record works and what became of it: states with their day and evidence, who became whom."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry

from hub.domain.vocabulary import RecordStatus
from hub.store.reads import providers as reads
from hub.store.reads import succession
from hub.store.reads.offices import AccessPointRow
from hub.store.reads.providers import ProviderRow
from hub.store.reads.territories import territories
from schema.context import Info
from schema.declarations import Related
from schema.location import Location
from schema.made import at_present, column, related
from schema.territory import Territory

if TYPE_CHECKING:
    from schema.provider import Provider


@strawberry.type
class Standing:
    """What a provider and an access point have in common."""

    row: strawberry.Private[ProviderRow | AccessPointRow]
    status: RecordStatus = column("status", description="Whether it works, else what became of it.")
    status_since: date | None = column(
        "status_since", description="Since when it has this status, as its source says."
    )
    status_evidence: str | None = column(
        "status_evidence", description="The order, or another citation, that the status rests on."
    )
    registered_on: date | None = column("registered", description="The day it was entered in its register.")
    closed_on: date | None = column(
        "closed", description="The day it ceased to work or was taken off its register."
    )
    missing_since: date | None = column(
        "missing_since",
        description="The day a file of its source first no longer named it. That says nothing of why: see "
        "`status` for what a source states.",
    )


async def _as_they_were(info: Info, rows: list[ProviderRow]) -> list[ProviderRow]:
    """Who became whom is told as known today; those that were on the day asked for look as they did."""
    if info.context.present is None:
        return rows
    then = await info.context.loaders.providers.load_many([row.id for row in rows])
    return [former or row for former, row in zip(then, rows, strict=True)]


@strawberry.type
class Seated(Standing):
    """Where a provider is registered, where it works and whom it serves; whom it became."""

    row: strawberry.Private[ProviderRow]

    @at_present(
        Related(succession.successors, ("id",)),
        description="Providers that it became: re-registered under a new number, merged or divided, as its "
        "source or theirs says.",
    )
    async def successors(self, info: Info) -> list[Annotated["Provider", strawberry.lazy("schema.provider")]]:
        """One step forward."""
        from schema.provider import provider_of

        known = info.context.present or info.context
        rows = await known.loaders.provider_successors.load(self.row.id)
        return [provider_of(row) for row in await _as_they_were(info, rows)]

    @at_present(Related(succession.predecessors, ("id",)), description="Providers that it was before.")
    async def predecessors(
        self, info: Info
    ) -> list[Annotated["Provider", strawberry.lazy("schema.provider")]]:
        """One step back."""
        from schema.provider import provider_of

        known = info.context.present or info.context
        rows = await known.loaders.provider_predecessors.load(self.row.id)
        return [provider_of(row) for row in await _as_they_were(info, rows)]

    legal_seat: Location | None = related(
        reads.legal_seats,
        "id",
        description="Where it is registered, when its source tells that apart from where it works: of a "
        "relocated provider the place that it had to leave.",
    )

    actual_places: list[Location] = related(reads.actual_places, "id", description="Where it works.")

    population_served: list[Territory] = related(
        reads.populations_served,
        "id",
        via=("territory_id", territories),
        description="Territories whose people it serves: the service areas of its working services, each "
        "once. Of a relocated provider often its former home. Empty when none are stated.",
    )
