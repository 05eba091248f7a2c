"""Sites: places where the providers of a filter work, with how exactly each place is known."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select

from hub.domain.precision import radius_metres
from hub.domain.vocabulary import PrecisionClass, RecordStatus, Sector, TerritoryLevel
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope, location_condition, provider_condition
from hub.store.planning.territories import hromada_of
from hub.store.tables import location, provider, territory


@dataclass(frozen=True, slots=True)
class Site:
    """A place of a provider; of a provider without a place of its own `location_id` is None.

    The place lies within `radius_m` metres of `lat`, `lon` (WGS 84 degrees). Both are None where no point is
    known, and the radius where nobody knows it. Of a confidential place they are those of its hromada, or of
    the district or city where the tree has none.
    """

    provider_id: UUID
    location_id: UUID | None
    name: str
    source_id: int
    kind: str | None
    sector: Sector
    status: RecordStatus
    synthetic: bool
    parent_id: UUID | None
    territory_id: int | None
    hromada_id: int | None
    lat: float | None
    lon: float | None
    precision: PrecisionClass
    radius_m: int | None
    confidential: bool


async def read_sites(session: ReadSession, scope: ProviderScope, within: int | None = None) -> list[Site]:
    """Every place that the filter means of every provider that it means, by the ids of both.

    `within` is a further unit that the place must lie in. A provider without any place is given once, unless
    the filter or `within` asks for places.
    """
    return [_site(row) for row in await session.rows(_sites(scope, within))]


def _sites(scope: ProviderScope, within: int | None) -> Select[Any]:
    place, own, around = location.alias("place"), territory.alias("own"), territory.alias("around")
    unit = None if within is None else literal(within)
    secret = place.c.confidential
    joined = (
        provider.outerjoin(
            place, and_(place.c.provider_id == provider.c.id, location_condition(scope, place, unit))
        )
        .outerjoin(own, own.c.id == place.c.territory_id)
        .outerjoin(
            around, around.c.id == func.coalesce(hromada_of(place.c.territory_id), place.c.territory_id)
        )
    )
    columns: list[ColumnElement[Any]] = [
        provider.c.id.label("provider_id"),
        place.c.id.label("location_id"),
        *(provider.c[name] for name in _OF_PROVIDER),
        case((secret, around.c.id), else_=place.c.territory_id).label("territory_id"),
        case((around.c.level == TerritoryLevel.HROMADA.value, around.c.id)).label("hromada_id"),
        func.ST_Y(case((secret, around.c.point), else_=place.c.point)).label("lat"),
        func.ST_X(case((secret, around.c.point), else_=place.c.point)).label("lon"),
        place.c.precision,
        place.c.radius_m,
        func.coalesce(secret, False).label("confidential"),
        around.c.level.label("around"),
    ]
    return (
        select(*columns)
        .select_from(joined)
        .where(provider_condition(scope, provider, unit))
        .order_by(provider.c.id, place.c.id)
    )


_OF_PROVIDER = ("name", "source_id", "kind", "sector", "status", "synthetic", "parent_id")


def _site(row: Any) -> Site:
    precision = PrecisionClass(row.precision) if row.lat is not None else PrecisionClass.UNKNOWN
    radius = row.radius_m
    if row.confidential and row.lat is not None:
        precision = PrecisionClass.TERRITORY
        radius = radius_metres(precision, TerritoryLevel(row.around))
    return Site(
        provider_id=row.provider_id,
        location_id=row.location_id,
        name=row.name,
        source_id=row.source_id,
        kind=row.kind,
        sector=Sector(row.sector),
        status=RecordStatus(row.status),
        synthetic=row.synthetic,
        parent_id=row.parent_id,
        territory_id=row.territory_id,
        hromada_id=row.hromada_id,
        lat=row.lat,
        lon=row.lon,
        precision=precision,
        radius_m=None if row.lat is None else radius,
        confidential=row.confidential,
    )
