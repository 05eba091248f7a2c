"""Reading the territory tree back: for the gazetteer, and for the question where a point lies."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from psycopg import Connection
from psycopg.rows import TupleRow

from hub.domain.territory import TerritoryUnit, UnitCode, UnitName
from hub.domain.vocabulary import Country, Lang, PrecisionClass, TerritoryLevel, TerritoryScheme

#: A point farther than this from every known place is left without a territory, in metres.
FARTHEST_PLACE = 50_000

_UNITS = """
    SELECT t.id, t.country, t.scheme, t.code, t.level, t.name, t.lang, t.category, p.code, t.valid_from,
           t.valid_to, ST_Y(t.point), ST_X(t.point), t.point_precision
    FROM hub.territory t LEFT JOIN hub.territory p ON p.id = t.parent_id ORDER BY t.id
"""
_CODES = """
    SELECT c.territory_id, c.scheme, c.code FROM hub.territory_code c
    JOIN hub.territory t ON t.id = c.territory_id
    WHERE (c.scheme, c.code) <> (t.scheme, t.code) ORDER BY c.scheme, c.code
"""
_NAMES = """
    SELECT n.territory_id, n.name, n.lang, n.kind, n.valid_from, n.valid_to FROM hub.territory_name n
    JOIN hub.territory t ON t.id = n.territory_id
    WHERE NOT (n.name = t.name AND n.lang = t.lang AND n.kind = 'official') ORDER BY n.id
"""
# A polygon beats a near place, and of nested polygons the deepest unit is meant.
_POLYGON = """
    SELECT t.code, t.level FROM hub.territory t
    WHERE t.valid_to IS NULL AND ST_Covers(t.boundary, ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326))
    ORDER BY (SELECT max(depth) FROM hub.territory_closure c WHERE c.territory_id = t.id) DESC, t.id LIMIT 1
"""
_NEAREST = """
    WITH spot AS MATERIALIZED (SELECT ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326)::geography AS here)
    SELECT t.code, t.level, ST_Distance(t.point::geography, spot.here) AS metres
    FROM spot, hub.territory t
    WHERE t.valid_to IS NULL AND t.point IS NOT NULL AND t.level = ANY(%(levels)s)
      AND ST_DWithin(t.point::geography, spot.here, %(farthest)s)
      AND (%(inside)s::text IS NULL OR EXISTS (
          SELECT FROM hub.territory_closure c JOIN hub.territory a ON a.id = c.ancestor_id
          WHERE c.territory_id = t.id AND a.code = %(inside)s))
    ORDER BY metres, array_position(%(levels)s, t.level), t.id LIMIT 1
"""
_NEAR_LEVELS = [TerritoryLevel.SETTLEMENT.value, TerritoryLevel.HROMADA.value, TerritoryLevel.DISTRICT.value]
_FINE = {TerritoryLevel.HROMADA.value, TerritoryLevel.SETTLEMENT.value, TerritoryLevel.CITY_DISTRICT.value}


@dataclass(frozen=True, slots=True)
class PlacedPoint:
    """Where a point lies. When `approximate`, it is the place at `metres` from the point, not around it."""

    code: str
    level: TerritoryLevel
    approximate: bool
    metres: float | None = None


def gazetteer_rows(connection: Connection[TupleRow]) -> Iterator[TerritoryUnit]:
    """Every unit with its other codes and names, parents before children in the order of loading."""
    codes: dict[int, list[UnitCode]] = defaultdict(list)
    for territory_id, scheme, code in connection.execute(_CODES):
        codes[territory_id].append(UnitCode(TerritoryScheme(scheme), code))
    names: dict[int, list[UnitName]] = defaultdict(list)
    for territory_id, name, lang, *rest in connection.execute(_NAMES):
        names[territory_id].append(UnitName(name, Lang(lang), *rest))
    for row in connection.execute(_UNITS):
        yield TerritoryUnit(
            country=Country(row[1]),
            scheme=TerritoryScheme(row[2]),
            code=row[3],
            level=TerritoryLevel(row[4]),
            name=row[5],
            lang=Lang(row[6]),
            category=row[7],
            parent_code=row[8],
            codes=tuple(codes.get(row[0], ())),
            other_names=tuple(names.get(row[0], ())),
            valid_from=row[9],
            valid_to=row[10],
            lat=row[11],
            lon=row[12],
            point_precision=PrecisionClass(row[13]),
        )


def read_units(connection: Connection[TupleRow]) -> list[TerritoryUnit]:
    """All of `gazetteer_rows` at once."""
    return list(gazetteer_rows(connection))


def place_point(connection: Connection[TupleRow], lat: float, lon: float) -> PlacedPoint | None:
    """The territory of a point in WGS 84 degrees, None when no known place lies within 50 km.

    By polygon down to the deepest known one. Where that is coarser than a hromada, the nearest known
    settlement or centroid inside it answers, marked approximate with its distance in metres.
    """
    where = {"lat": lat, "lon": lon, "farthest": FARTHEST_PLACE, "levels": _NEAR_LEVELS}
    polygon = connection.execute(_POLYGON, where).fetchone()
    if polygon and polygon[1] in _FINE:
        return PlacedPoint(polygon[0], TerritoryLevel(polygon[1]), approximate=False)
    inside = polygon[0] if polygon else None
    nearest = connection.execute(_NEAREST, {**where, "inside": inside}).fetchone()
    if nearest:
        return PlacedPoint(nearest[0], TerritoryLevel(nearest[1]), approximate=True, metres=nearest[2])
    return PlacedPoint(polygon[0], TerritoryLevel(polygon[1]), approximate=False) if polygon else None
