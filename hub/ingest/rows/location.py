"""The row of a location."""

from dataclasses import fields
from typing import Any

from hub.domain.ids import part_id
from hub.domain.precision import radius_metres
from hub.domain.records import LocationRecord
from hub.domain.vocabulary import PrecisionClass
from hub.ingest.rows.maker import RowMaker, TableRow
from hub.store.rows import point_value


def location_id(owner: str, place: LocationRecord) -> str:
    """Its own id, which it keeps when the record it belongs to is joined with another."""
    return place.id or part_id(owner, "location", place.key)


def stated(part: Any) -> dict[str, Any]:
    """What a part of a record states, as JSON keeps it."""
    return {one.name: value for one in fields(part) if (value := getattr(part, one.name)) is not None}


def location_row(rows: RowMaker, owner: str, place: LocationRecord, **owned_by: str) -> TableRow:
    """The place, shown at its own point or at that of its territory."""
    territory = rows.territories.get(place.territory or "")
    point, precision = place.point, place.precision
    if point is not None:
        precision = PrecisionClass.EXACT if precision is PrecisionClass.UNKNOWN else precision
        radius = radius_metres(precision)
    elif territory is not None:
        point, precision, radius = territory.point, territory.precision, territory.radius_m
    else:
        radius = None
    return rows.row(
        "location",
        id=location_id(owner, place),
        kind=place.kind,
        name=place.name,
        territory_id=territory and territory.id,
        territory_how=territory and (place.territory_how or "stated"),
        territory_distance_m=place.territory_distance_m,
        point=point_value(point),
        precision=precision.value,
        radius_m=radius,
        address=place.address,
        street=place.street,
        house=place.house,
        postal_code=place.postal_code,
        city=place.city,
        region=place.region,
        state_province=place.state_province,
        country=place.country,
        confidential=place.confidential,
        opening_hours=place.opening_hours,
        accessibility=list(place.accessibility),
        phones=list(place.phones),
        languages=list(place.languages),
        schedules=[stated(one) for one in place.schedules],
        attributes=place.attributes,
        **owned_by,
    )
