"""Territories as a publish needs them: code → id, point and the way up the tree."""

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass

from psycopg import Connection
from psycopg.rows import TupleRow

from hub.domain.precision import radius_metres
from hub.domain.records import Point
from hub.domain.vocabulary import PrecisionClass, TerritoryLevel

_TOO_LARGE = frozenset({TerritoryLevel.COUNTRY, TerritoryLevel.REGION})


@dataclass(frozen=True, slots=True)
class Place:
    """A territory with its own point, where it has one."""

    id: int
    code: str
    level: TerritoryLevel
    parent_id: int | None
    point: Point | None
    precision: PrecisionClass


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """A point for a place, what it stands for, and within how many metres of it the place is."""

    point: Point
    precision: PrecisionClass
    radius_m: int | None


class Places:
    """Every territory of the hub, in memory: some 50,000 places, read once per run."""

    def __init__(self, places: Iterable[Place], inside: frozenset[int] | None) -> None:
        self._by_id = {place.id: place for place in places}
        self._by_code = {place.code: place for place in self._by_id.values()}
        self._inside = inside

    def get(self, code: str) -> Place | None:
        """The place whose own codifier gave it `code`."""
        return self._by_code.get(code)

    def within(self, inside: frozenset[int] | None) -> "Places":
        """The same territories for a source that may speak of these only; of all of them for None."""
        other = copy(self)
        other._inside = inside
        return other

    @property
    def bounded(self) -> bool:
        """Whether the source has a jurisdiction at all."""
        return self._inside is not None

    def allowed(self, place: Place) -> bool:
        """Whether the source may assert anything about the place: its jurisdiction covers it."""
        return self._inside is None or place.id in self._inside

    def shown(self, place: Place) -> "ShownPoint | None":
        """The point that stands for the place, None when nothing near enough to it has one."""
        near = self.stand_in(place)
        if near is None or near.point is None:
            return None
        precision = near.precision if near is place else PrecisionClass.TERRITORY
        return ShownPoint(near.point, precision, radius_metres(precision, near.level))

    def stand_in(self, place: Place) -> Place | None:
        """The place itself, or the nearest unit around it, that has a point to show for it.

        Never a region or a country: the seat of an oblast stands for no office in it. A city with the
        rights of an oblast has a settlement's point, so it does.
        """
        while place.point is None and place.parent_id is not None:
            place = self._by_id[place.parent_id]
        too_large = place.level in _TOO_LARGE and place.precision is PrecisionClass.TERRITORY
        return None if place.point is None or too_large else place

    def lies_in(self, code: str, around: str) -> bool:
        """Whether the place with `code` is the one called `around` or lies in it; both must be known."""
        place, outer = self._by_code.get(code), self._by_code.get(around)
        if place is None or outer is None:
            return False
        while place.id != outer.id:
            if place.parent_id is None:
                return False
            place = self._by_id[place.parent_id]
        return True

    def around(self, place: Place) -> Iterator[Place]:
        """The place and the units around it, the finest first."""
        yield place
        while place.parent_id is not None:
            place = self._by_id[place.parent_id]
            yield place

    def hromada_of(self, place: Place) -> Place:
        """The hromada around a place, or the nearest unit above it where the tree has no hromada."""
        finer = {TerritoryLevel.SETTLEMENT, TerritoryLevel.CITY_DISTRICT}
        while place.level in finer and place.parent_id is not None:
            place = self._by_id[place.parent_id]
        return place


_PLACES = """
    SELECT id, code, level, parent_id, ST_Y(point), ST_X(point), point_precision FROM hub.territory
"""
_INSIDE = "SELECT territory_id FROM hub.territory_closure WHERE ancestor_id = %s"


def read_places(connection: Connection[TupleRow], jurisdiction_id: int | None) -> Places:
    """All territories; those under `jurisdiction_id` are the ones a source may speak of."""
    rows = connection.execute(_PLACES).fetchall()
    places = (
        Place(
            id=row[0],
            code=row[1],
            level=TerritoryLevel(row[2]),
            parent_id=row[3],
            point=None if row[4] is None else Point(lat=row[4], lon=row[5]),
            precision=PrecisionClass(row[6]),
        )
        for row in rows
    )
    return Places(places, read_inside(connection, jurisdiction_id))


def read_inside(connection: Connection[TupleRow], jurisdiction_id: int | None) -> frozenset[int] | None:
    """The ids of the territories under a jurisdiction, itself among them; None where there is none."""
    if jurisdiction_id is None:
        return None
    return frozenset(row[0] for row in connection.execute(_INSIDE, (jurisdiction_id,)))


def territory_id(connection: Connection[TupleRow], code: str) -> int | None:
    """The id of the unit that answers to `code` in any scheme; a unit's own code goes first."""
    row = connection.execute(
        """
        SELECT t.id FROM hub.territory t WHERE t.code = %(code)s
        UNION ALL
        SELECT c.territory_id FROM hub.territory_code c WHERE c.code = %(code)s
        LIMIT 1
        """,
        {"code": code},
    ).fetchone()
    return None if row is None else row[0]


def territory_edition(connection: Connection[TupleRow]) -> str:
    """Which editions of reference data are loaded: a new one may place the same rows elsewhere."""
    row = connection.execute(
        "SELECT string_agg(code || '=' || coalesce(edition, ''), ';' ORDER BY code) "
        "FROM hub.source WHERE kind = 'reference'"
    ).fetchone()
    return "" if row is None or row[0] is None else str(row[0])
