"""Python values in the form in which COPY writes them."""

from typing import Any

import orjson
from psycopg.types.json import Jsonb, set_json_dumps
from shapely import MultiPolygon
from shapely.geometry import shape

from hub.domain.records import Point

set_json_dumps(orjson.dumps)

#: Columns of type jsonb; lists of text are arrays.
_JSON_COLUMNS = frozenset({"attributes", "costs"})
_JSON_DEFAULTS: dict[str, Any] = {"attributes": {}, "costs": []}


def json_value(column: str, value: Any) -> Any:
    """The value wrapped for jsonb where the column is; an empty one is the column's default."""
    if column in _JSON_COLUMNS:
        return Jsonb(_JSON_DEFAULTS[column] if value is None else value)
    return value


def point_value(point: Point | None) -> str | None:
    """EWKT of a point."""
    return None if point is None else f"SRID=4326;POINT({point.lon} {point.lat})"


def multi_polygon(polygon: dict[str, Any]) -> str:
    """EWKT of a GeoJSON polygon or multipolygon."""
    geometry = shape(polygon)
    parts = geometry if geometry.geom_type == "MultiPolygon" else MultiPolygon([geometry])
    return f"SRID=4326;{parts.wkt}"
