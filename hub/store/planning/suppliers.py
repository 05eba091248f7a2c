"""Who in a state gives some services, and where: what the nearest supplier is looked for among."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.sql.expression import and_, true

from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope, location_condition, provider_condition
from hub.store.filters.service import service_conditions, works
from hub.store.filters.spatial import reaches_people
from hub.store.reads.batch import one_of
from hub.store.tables import location, provider, service, service_at_location, territory


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A service of a category, at one of its places, in degrees as published: of a refuge its hromada's."""

    provider_id: UUID
    service_id: UUID
    category: str
    name: str
    location_id: UUID
    lat: float
    lon: float
    radius_m: int | None


async def read_suppliers(
    session: ReadSession, country: str, categories: Sequence[str], scope: ProviderScope
) -> list[SupplierRow]:
    """Working services of these categories that the filter means, at places of a state that have a point.

    Functions are left out: the package that they belong to is among them; so are services of second tier.
    """
    spot = location.alias("spot")
    given = service_at_location
    asked = or_(*(and_(true(), *conditions) for conditions in service_conditions(scope, service)))
    joined = (
        service.join(provider, provider.c.id == service.c.provider_id)
        .join(given, given.c.service_id == service.c.id)
        .join(spot, spot.c.id == given.c.location_id)
        .join(territory, territory.c.id == spot.c.territory_id)
    )
    statement = (
        select(
            provider.c.id.label("provider_id"),
            service.c.id.label("service_id"),
            service.c.category,
            service.c.name,
            spot.c.id.label("location_id"),
            func.ST_Y(spot.c.point).label("lat"),
            func.ST_X(spot.c.point).label("lon"),
            spot.c.radius_m,
        )
        .select_from(joined)
        .where(
            one_of(service.c.category, categories),
            works(service),
            reaches_people(service),
            service.c.is_function.is_(False),
            asked,
            spot.c.point.is_not(None),
            territory.c.country == country,
            provider_condition(scope, provider),
            location_condition(scope, spot),
        )
        .order_by(provider.c.id, service.c.id, spot.c.id)
    )
    return await session.all(statement, SupplierRow)
