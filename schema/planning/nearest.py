"""Suppliers near a territory of what it lacks, in the schema."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import strawberry

from hub.planning.composition.nearest import NearestSupplier, SupplierFacts
from hub.store.reads import providers as reads
from schema.location import Location
from schema.made import related
from schema.planning.estimate import Estimate, shown
from schema.provider import Provider
from schema.resolved import resolved
from schema.taxonomy import TaxonomyTerm


@dataclass(frozen=True, slots=True)
class SupplierIds:
    """A provider at one of its places."""

    provider_id: UUID
    location_id: UUID


@strawberry.type(description="A provider elsewhere that gives what is missing.")
class NearestElsewhere:
    """A supplier and how far away it is."""

    row: strawberry.Private[SupplierIds]
    provider: Provider = related(reads.providers, "provider_id", description="The provider.")
    location: Location | None = related(
        reads.locations,
        "location_id",
        description="Its nearest place where the service is given; of a refuge its hromada's point.",
    )
    distance: Estimate = strawberry.field(
        description="Kilometres from the territory's point as the crow flies, with the precision of the "
        "place as bounds."
    )
    free: Estimate = strawberry.field(description="Its free places of this service.")
    extendable: bool | None = strawberry.field(
        description="Whether its service area could be agreed upon: it states areas, and the territory is in "
        "none of them. False where it serves the territory already; null where it states no areas."
    )


@strawberry.type(description="A service that is missing, and who is nearest that gives it.")
class MissingService:
    """A missing service."""

    near: strawberry.Private[Callable[[], Awaitable[list[NearestElsewhere]]]]
    service: TaxonomyTerm = strawberry.field(description="The service.")

    @resolved(
        description="Up to three providers of it in the same state, the nearest first; none where nobody is "
        "known to give it, or where the territory has no point."
    )
    async def nearest(self) -> list[NearestElsewhere]:
        """Read where they are asked for."""
        return await self.near()


def nearest_elsewhere(
    suppliers: Sequence[NearestSupplier], facts: SupplierFacts, line: frozenset[int]
) -> list[NearestElsewhere]:
    """Suppliers as the schema shows them; `line` as `SupplierFacts.extendable` wants it."""
    return [
        NearestElsewhere(
            row=SupplierIds(one.provider_id, one.location_id),
            distance=shown(one.distance),
            free=shown(facts.free(one)),
            extendable=facts.extendable(one, line),
        )
        for one in suppliers
    ]
