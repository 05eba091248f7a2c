"""What is asked: documents, and variables that differ from request to request."""

import random
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from hub.store.connection import DatabaseConnection as Connection

FOLDER = Path(__file__).parent
Variables = dict[str, Any]

#: The 8 categories of a planning matrix are drawn from those that have services.
CATEGORIES = 8
#: A box is drawn around a provider so that it holds somewhat more of them than a page shows.
_SPARE = 1.15
# The k-th nearest place in the greater of both distances bounds a square that holds k places.
_SQUARE = """
    SELECT lon, lat, greatest(abs(x - lon), abs(y - lat)) AS half FROM (
        SELECT ST_X(c.point) AS lon, ST_Y(c.point) AS lat, ST_X(l.point) AS x, ST_Y(l.point) AS y
        FROM (SELECT point FROM hub.location WHERE id = %s) c CROSS JOIN LATERAL (
            SELECT point FROM hub.location WHERE kind = 'actual' ORDER BY point <-> c.point LIMIT %s) l
    ) near ORDER BY half OFFSET %s LIMIT 1
"""
#: Ids of made-up providers by their numbers, as the data maker gives them.
_MADE = "ARRAY(SELECT md5('bench provider ' || n)::uuid FROM unnest(%s::bigint[]) n)"
_OBLASTS = """
    SELECT o.code FROM hub.territory o WHERE o.country = 'UA' AND o.level = 'region' AND EXISTS (
        SELECT FROM hub.source s WHERE s.jurisdiction_id = o.id) ORDER BY code
"""
_HROMADAS = """
    SELECT h.code FROM hub.territory h WHERE h.level = 'hromada' AND h.valid_to IS NULL AND EXISTS (
        SELECT FROM hub.territory s JOIN hub.location l ON l.territory_id = s.id WHERE s.parent_id = h.id)
    ORDER BY code
"""


@dataclass(frozen=True)
class Operation:
    """One thing to ask. `handler` names the floor's handler, `sample` makes variables."""

    name: str
    title: str
    handler: str
    sample: Callable[[Connection, random.Random, int], list[Variables]]

    @property
    def document(self) -> str:
        """The GraphQL text."""
        return (FOLDER / "queries" / f"{self.handler}.graphql").read_text()

    def bodies(self, variables: list[Variables]) -> list[bytes]:
        """Bodies of POST requests, one for each set of variables."""
        return [orjson.dumps({"query": self.document, "variables": each}) for each in variables]


def _ids(connection: Connection, rng: random.Random, count: int, column: str = "id") -> list[Any]:
    """Columns of random locations where a provider works."""
    query = f"SELECT {column} FROM hub.location WHERE kind = 'actual' AND provider_id = ANY ({_MADE})"
    rows = connection.execute(query.encode(), (_numbers(connection, rng, count),)).fetchall()
    rng.shuffle(rows)
    return rows


def _numbers(connection: Connection, rng: random.Random, count: int) -> list[int]:
    """Numbers of random made-up providers."""
    row = connection.execute("SELECT providers FROM hub.release ORDER BY number LIMIT 1").fetchone()
    assert row is not None
    return [rng.randint(1, row[0]) for _ in range(count)]


def boxes(size: int) -> Callable[[Connection, random.Random, int], list[Variables]]:
    """Squares in degrees, each with at least `size` providers when the hub has so many."""

    def sample(connection: Connection, rng: random.Random, count: int) -> list[Variables]:
        found = []
        wanted = int(size * _SPARE)
        for (identity,) in _ids(connection, rng, count):
            row = connection.execute(_SQUARE, (identity, 2 * wanted, wanted - 1)).fetchone()
            assert row is not None, "the hub holds more places than a box"
            lon, lat, half = row
            box = {"west": lon - half, "south": lat - half, "east": lon + half, "north": lat + half}
            found.append({"box": box, "first": size})
        return found

    return sample


def _matrices(connection: Connection, rng: random.Random, count: int) -> list[Variables]:
    oblasts, categories = _column(connection, _OBLASTS), _categories(connection)
    return [
        {"oblast": rng.choice(oblasts), "categories": rng.sample(categories, CATEGORIES)}
        for _ in range(count)
    ]


def _spots(connection: Connection, rng: random.Random, count: int) -> list[Variables]:
    categories = _categories(connection)
    return [
        {"point": {"lat": round(lat + rng.uniform(-0.05, 0.05), 5), "lon": round(lon, 5)},
         "category": rng.choice(categories)}
        for lat, lon in _ids(connection, rng, count, "ST_Y(point), ST_X(point)")
    ]  # fmt: skip


def _records(connection: Connection, rng: random.Random, count: int) -> list[Variables]:
    return [
        {"id": b64encode(f"Provider:{identity}".encode()).decode()}
        for (identity,) in _ids(connection, rng, count, "provider_id")
    ]


def _regions(connection: Connection, rng: random.Random, count: int) -> list[Variables]:
    oblasts = _column(connection, _OBLASTS)
    return [{"oblast": rng.choice(oblasts)} for _ in range(count)]


def _pages(connection: Connection, rng: random.Random, count: int) -> list[Variables]:
    hromadas = _column(connection, _HROMADAS)
    return [{"code": rng.choice(hromadas)} for _ in range(count)]


def _categories(connection: Connection) -> list[str]:
    return _column(
        connection,
        "SELECT code FROM hub.term WHERE taxonomy = 'category' AND parent IS NOT NULL "
        "AND code <> 'crisis.shelter-violence' ORDER BY code",
    )


def _column(connection: Connection, query: str) -> list[str]:
    return [row[0] for row in connection.execute(query.encode())]


def operations(large_box: int = 1_000) -> list[Operation]:
    """The operations of the benchmark, in the order of the report."""
    return [
        Operation("box_100", "100 in a box with services", "box", boxes(100)),
        Operation("box_1000", f"{large_box:,} in a box with services", "box", boxes(large_box)),
        Operation("matrix", "planning matrix of an oblast", "matrix", _matrices),
        Operation("nearest", "20 nearest of a category", "nearest", _spots),
        Operation("by_id", "one by id", "by_id", _records),
        Operation("facets", "facets of an oblast", "facets", _regions),
        Operation("territory", "a territory page", "territory", _pages),
    ]
