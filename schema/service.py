"""Services of providers: what they are, for whom, where they reach, how many places they have."""

import json
from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry

from hub.domain.vocabulary import DeliveryForm, Duration, MatchRelation, RecordStatus
from hub.store.reads.providers import CapacityRow, ServiceRow
from schema.context import Info
from schema.location import Location, location_of
from schema.node import Node, encode_id
from schema.resolved import resolved
from schema.scalars import GeoJSON
from schema.taxonomy import TaxonomyTerm, known_term, term
from schema.territory import Territory, territories_by_id

if TYPE_CHECKING:
    from schema.provider import Provider


@strawberry.type(description="Places or clients of a service, measured on a day (HSDS: service_capacity).")
class Capacity:
    """A measurement. What was not stated is null, never 0."""

    as_of: date | None = strawberry.field(
        description="The day it was measured, null when the source gives none."
    )
    unit: str = strawberry.field(description="What is counted: place, client, team…")
    total: int | None = strawberry.field(description="All there are.")
    available: int | None = strawberry.field(description="Those that are free.")
    served: int | None = strawberry.field(description="People who are served.")
    waiting: int | None = strawberry.field(description="People who wait.")


def capacity_of(row: CapacityRow) -> Capacity:
    """The capacity of a row."""
    return Capacity(
        as_of=row.as_of,
        unit=row.unit,
        total=row.total,
        available=row.available,
        served=row.served,
        waiting=row.waiting,
    )


@strawberry.type(description="What a service costs (HSDS: cost_option).")
class Cost:
    """A tariff."""

    amount: str = strawberry.field(description="Decimal number as text, so that nothing is rounded.")
    currency: str = strawberry.field(description="ISO 4217.")
    unit: str | None = strawberry.field(description="For what: a visit, a day, a month.")


@strawberry.type(description="A service of a provider (HSDS: service).")
class Service(Node):
    """A service."""

    row: strawberry.Private[ServiceRow]
    name: str = strawberry.field(description="Its name, as the source gives it.")
    status: RecordStatus = strawberry.field(description="Whether it works.")
    forms: list[DeliveryForm] = strawberry.field(description="Where or how it reaches the person.")
    duration: Duration | None = strawberry.field(description="How long it lasts.")
    minimum_age: int | None = strawberry.field(description="Youngest age in years; null for none stated.")
    maximum_age: int | None = strawberry.field(description="Oldest age in years; null for none stated.")
    description: str | None = strawberry.field(description="What it is, in the source's words.")
    national_system: str | None = strawberry.field(
        description="National classification that the source uses."
    )
    national_code: str | None = strawberry.field(description="Its code there.")
    national_label: str | None = strawberry.field(description="The source's own word for it.")
    is_function: bool = strawberry.field(
        description="Whether it is a part of a package that the same provider gives in the same form, as the "
        "kinds of the Russian law 442-FZ and of the Kazakh Social Code are: never count it beside packages."
    )
    matched_via: MatchRelation | None = strawberry.field(
        description="How the national concept stands to `category`; null when the source names the "
        "category itself."
    )
    matched_by: str | None = strawberry.field(description="The rule or lookup that chose `category`.")

    @resolved(description="Its category; null when no rule maps the source's words.")
    def category(self) -> TaxonomyTerm | None:
        """A term of the taxonomy category."""
        return term("category", self.row.category, self.row.lang)

    @resolved(description="For whom it is; empty when the source does not say.")
    def target_groups(self) -> list[TaxonomyTerm]:
        """Terms of the taxonomy target-group."""
        return [known_term("target-group", code, self.row.lang) for code in self.row.target_groups]

    @resolved(description="Who pays for it; empty when the source does not say.")
    def funding(self) -> list[TaxonomyTerm]:
        """Terms of the taxonomy funding."""
        return [known_term("funding", code, self.row.lang) for code in self.row.funding]

    @resolved(description="What it costs; empty when the source does not say.")
    def costs(self) -> list[Cost]:
        """Its tariffs."""
        return [
            Cost(amount=str(cost["amount"]), currency=cost["currency"], unit=cost.get("unit"))
            for cost in self.row.costs
        ]

    @resolved(description="The newest measurement of its places or clients; null when there is none.")
    async def capacity(
        self,
        info: Info,
        as_of: Annotated[
            date | None, strawberry.argument(description="The newest of those up to this day.")
        ] = None,
    ) -> Capacity | None:
        """The latest capacity."""
        rows = await info.context.loaders.capacities.load(self.row.id)
        fitting = (row for row in rows if as_of is None or (row.as_of and row.as_of <= as_of))
        row = next(fitting, None)
        return capacity_of(row) if row else None

    @resolved(description="Every measurement of its places or clients, the newest first.")
    async def capacities(self, info: Info) -> list[Capacity]:
        """All capacities."""
        return [capacity_of(row) for row in await info.context.loaders.capacities.load(self.row.id)]

    @resolved(description="Territories it reaches (HSDS: service_area); empty when none are stated.")
    async def areas(self, info: Info) -> list[Territory]:
        """Its service areas that are territories."""
        rows = await info.context.loaders.areas.load(self.row.id)
        return await territories_by_id(
            info, [row.territory_id for row in rows if row.territory_id is not None]
        )

    @resolved(description="Areas it reaches that are no territories, as GeoJSON.")
    async def area_polygons(self, info: Info) -> list[GeoJSON]:
        """Its service areas that are polygons."""
        rows = await info.context.loaders.areas.load(self.row.id)
        return [GeoJSON(json.loads(row.polygon)) for row in rows if row.polygon is not None]

    @resolved(description="Where it is given (HSDS: service_at_location).")
    async def locations(self, info: Info) -> list[Location]:
        """Its locations."""
        return [
            location_of(row) for row in await info.context.loaders.locations_of_services.load(self.row.id)
        ]

    @resolved(description="Who gives it.")
    async def provider(self, info: Info) -> Annotated["Provider", strawberry.lazy("schema.provider")]:
        """Its provider."""
        from schema.provider import provider_of

        row = await info.context.loaders.providers.load(self.row.provider_id)
        assert row is not None, "a foreign key holds it"
        return provider_of(row)


def service_of(row: ServiceRow) -> Service:
    """The service of a row."""
    return Service(
        id=encode_id("Service", row.id),
        row=row,
        name=row.name,
        status=RecordStatus(row.status),
        forms=[DeliveryForm(form) for form in row.forms],
        duration=None if row.duration is None else Duration(row.duration),
        minimum_age=row.minimum_age,
        maximum_age=row.maximum_age,
        description=row.description,
        national_system=row.national_system,
        national_code=row.national_code,
        national_label=row.national_label,
        is_function=row.is_function,
        matched_via=None if row.matched_via is None else MatchRelation(row.matched_via),
        matched_by=row.matched_by,
    )
