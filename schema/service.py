"""Services of providers: what they are, for whom, where they reach, how many places they have."""

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry

from hub.domain.vocabulary import (
    CapacityFigure,
    DeliveryForm,
    Duration,
    MatchRelation,
    RecordStatus,
    SecondTier,
)
from hub.store.reads import providers as reads
from hub.store.reads.providers import AreaRow, CapacityRow, ServiceRow
from hub.store.reads.territories import territories
from schema.location import Location
from schema.made import column, computed, global_id, picked, related, term_of, valued
from schema.node import Node
from schema.scalars import GeoJSON
from schema.schedule import Schedule, schedules_of
from schema.staff import StaffPost
from schema.taxonomy import TaxonomyTerm
from schema.territory import Territory

if TYPE_CHECKING:
    from schema.provider import Provider


@strawberry.type(description="Places or clients of a service, measured on a day (HSDS: service_capacity).")
class Capacity:
    """A measurement. What was not stated is null, never 0."""

    row: strawberry.Private[CapacityRow]
    as_of: date | None = column(
        "as_of", description="The day it was measured, null when the source gives none."
    )
    unit: str = column("unit", description="What is counted: place, client, team…")
    total: int | None = column("total", description="All there are.")
    available: int | None = column("available", description="Those that are free.")
    served: int | None = column("served", description="People who are served.")
    waiting: int | None = column("waiting", description="People who wait.")
    suppressed: list[CapacityFigure] = column(
        "suppressed",
        description="Figures that are stated and not told, since they count few people: null above.",
    )


def latest(rows: Sequence[CapacityRow], as_of: date | None = None) -> CapacityRow | None:
    """The newest measurement, of those up to a day; rows are the newest first."""
    # Plans may hold days as text of the ISO form, whose order is that of the days.
    day = as_of.isoformat() if as_of else None
    return next((row for row in rows if day is None or (row.as_of and str(row.as_of) <= day)), None)


def polygons(rows: Sequence[AreaRow]) -> list[GeoJSON]:
    """The areas that are no territories."""
    return [GeoJSON(json.loads(row.polygon)) for row in rows if row.polygon is not None]


@strawberry.type(description="What a service costs (HSDS: cost_option).")
class Cost:
    """A tariff."""

    amount: str = strawberry.field(description="Decimal number as text, so that nothing is rounded.")
    currency: str = strawberry.field(description="ISO 4217.")
    unit: str | None = strawberry.field(description="For what: a visit, a day, a month.")


@strawberry.type(description="A term of a taxonomy that is not the hub's (HSDS: attribute, taxonomy_term).")
class SourceTerm:
    """A term of a source's own taxonomy."""

    taxonomy: str = strawberry.field(description="The taxonomy, as the source calls it.")
    code: str = strawberry.field(description="Its code there.")
    name: str = strawberry.field(description="Its name there.")
    value: str | None = strawberry.field(description="What the source says beside it.")
    label: str | None = strawberry.field(description="How the source labels what it says.")


@strawberry.type(description="A service of a provider (HSDS: service).")
class Service(Node):
    """A service."""

    row: strawberry.Private[ServiceRow]
    id: strawberry.ID = global_id("Service", "id")
    name: str = column("name", description="Its name, as the source gives it.")
    status: RecordStatus = column("status", description="Whether it works.")
    forms: list[DeliveryForm] = column("forms", description="Where or how it reaches the person.")
    duration: Duration | None = column("duration", description="How long it lasts.")
    minimum_age: int | None = column(
        "minimum_age", description="Youngest age in years; null for none stated."
    )
    maximum_age: int | None = column("maximum_age", description="Oldest age in years; null for none stated.")
    description: str | None = column("description", description="What it is, in the source's words.")
    url: str | None = column("url", description="A page about it.")
    application_process: str | None = column(
        "application_process", description="How to apply, in the source's words."
    )
    eligibility: str | None = column("eligibility", description="For whom it is, in the source's words.")
    phones: list[str] = column("phones", description="Its own telephones, E.164; its provider has them too.")
    languages: list[str] = column(
        "languages", description="Languages in which it is given, in the source's words."
    )
    national_system: str | None = column(
        "national_system", description="National classification that the source uses."
    )
    national_code: str | None = column("national_code", description="Its code there.")
    national_label: str | None = column("national_label", description="The source's own word for it.")
    is_function: bool = column(
        "is_function",
        description="Whether it is a part of a package that the same provider gives in the same form, as the "
        "kinds of the Russian law 442-FZ and of the Kazakh Social Code are: never count it beside packages.",
    )
    matched_via: MatchRelation | None = column(
        "matched_via",
        description="How the national concept stands to `category`; null when the source names the "
        "category itself.",
    )
    matched_by: str | None = column("matched_by", description="The rule or lookup that chose `category`.")
    category: TaxonomyTerm | None = term_of(
        "category", "category", description="Its category; null when no rule maps the source's words."
    )
    target_groups: list[TaxonomyTerm] = term_of(
        "target-group", "target_groups", description="For whom it is; empty when the source does not say."
    )
    funding: list[TaxonomyTerm] = term_of(
        "funding", "funding", description="Who pays for it; empty when the source does not say."
    )

    teams: int | None = column("teams", description="Mobile teams that give it; null where not stated.")
    visits_per_day: float | None = column(
        "visits_per_day", description="Visits of one team in a day; null where not stated."
    )
    reach_minutes: float | None = column(
        "reach_minutes",
        description="How far from its place it goes, in minutes of travel; null where not stated.",
    )
    reach_km: float | None = column(
        "reach_km", description="How far from its place it goes, in kilometres; null where not stated."
    )
    shift: str | None = column("shift", description="When its teams work, in the source's words.")
    second_tier: SecondTier | None = column(
        "second_tier",
        description="Whose work it supports where its clients are no people: it reaches nobody itself, and "
        "counts of people leave it out. Null where its clients are people.",
    )

    @computed("costs", description="What it costs; empty when the source does not say.")
    def costs(self) -> list[Cost]:
        """Its tariffs."""
        return [
            Cost(amount=str(cost["amount"]), currency=cost["currency"], unit=cost.get("unit"))
            for cost in self.row.costs
        ]

    @computed("schedules", description="When it is given; empty when the source does not say.")
    def schedules(self) -> list[Schedule]:
        """Its schedules."""
        return schedules_of(self.row.schedules)

    @computed("terms", description="Terms of other taxonomies than the hub's, as its source links them.")
    def terms(self) -> list[SourceTerm]:
        """Terms of its source's own taxonomies."""
        return [
            SourceTerm(
                taxonomy=term["taxonomy"],
                code=term["code"],
                name=term["name"],
                value=term.get("value"),
                label=term.get("label"),
            )
            for term in self.row.terms
        ]

    @picked(
        reads.capacities,
        "id",
        pick=latest,
        needs=("as_of",),
        description="The newest measurement of its places or clients; null when there is none.",
    )
    def capacity(
        self,
        as_of: Annotated[
            date | None, strawberry.argument(description="The newest of those up to this day.")
        ] = None,
    ) -> Capacity | None:
        """The latest capacity."""
        raise NotImplementedError

    capacities: list[Capacity] = related(
        reads.capacities,
        "id",
        description="Every measurement of its places or clients, the newest first.",
    )
    staff: list[StaffPost] = related(
        reads.staff_of_services,
        "id",
        description="Posts of this service alone, by title, the newest count first.",
    )
    areas: list[Territory] = related(
        reads.areas,
        "id",
        via=("territory_id", territories),
        description="Territories it reaches (HSDS: service_area); empty when none are stated.",
    )

    @valued(
        reads.areas,
        "id",
        value=polygons,
        needs=("polygon",),
        description="Areas it reaches that are no territories, as GeoJSON.",
    )
    def area_polygons(self) -> list[GeoJSON]:
        """Its service areas that are polygons."""
        raise NotImplementedError

    locations: list[Location] = related(
        reads.locations_of_services, "id", description="Where it is given (HSDS: service_at_location)."
    )
    provider: Annotated["Provider", strawberry.lazy("schema.provider")] = related(
        reads.providers, "provider_id", description="Who gives it."
    )


def service_of(row: ServiceRow) -> Service:
    """The service of a row."""
    return Service(row=row)
