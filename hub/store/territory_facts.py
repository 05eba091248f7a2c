"""Facts about units that are already in the tree: points, populations, names, codes, boundaries."""

from collections.abc import Iterable
from dataclasses import dataclass

from psycopg import Connection
from psycopg.rows import TupleRow

from hub.domain.territory import UnitFacts
from hub.domain.text import search_key
from hub.store.territory_lines import rebuild_lines


@dataclass(frozen=True, slots=True)
class FactCounts:
    """How many units got something new, and how many facts name a unit that the hub does not know."""

    points: int
    populations: int
    areas: int
    names: int
    codes: int
    boundaries: int
    links: int
    unknown: int


def load_facts(connection: Connection[TupleRow], facts: Iterable[UnitFacts], source_id: int) -> FactCounts:
    """Add one source's facts in the caller's transaction; facts that are empty change nothing.

    A point replaces one of the same or a lesser precision. A population is kept per source.
    """
    given = list(facts)
    unknown = _copy(connection, given)
    counts = FactCounts(
        points=_points(connection, source_id),
        populations=_populations(connection, source_id),
        areas=_areas(connection, source_id),
        names=_names(connection),
        codes=_codes(connection),
        boundaries=_boundaries(connection, source_id),
        links=_dates_and_links(connection, source_id),
        unknown=unknown,
    )
    if any(fact.councils for fact in given):
        _councils(connection, given, source_id)
    if any(fact.councils or fact.valid_from or fact.codes for fact in given):
        rebuild_lines(connection)
    return counts


def _copy(connection: Connection[TupleRow], facts: list[UnitFacts]) -> int:
    connection.execute(
        """
        DROP TABLE IF EXISTS loading_fact, fact_code, fact_name, fact_link;
        CREATE TEMP TABLE loading_fact (
            unit_code text, lat float8, lon float8, precision text, population int, as_of date, area float8,
            valid_from date, boundary bytea, territory_id int) ON COMMIT DROP;
        CREATE TEMP TABLE fact_code (unit_code text, scheme text, code text) ON COMMIT DROP;
        CREATE TEMP TABLE fact_name (unit_code text, lang text, name text, kind text, valid_from date,
            valid_to date, search text) ON COMMIT DROP;
        CREATE TEMP TABLE fact_link (unit_code text, scheme text, code text, on_date date, kind text)
            ON COMMIT DROP;
        """
    )
    cursor = connection.cursor()
    with cursor.copy(
        "COPY loading_fact (unit_code, lat, lon, precision, population, as_of, area, valid_from, boundary)"
        " FROM STDIN"
    ) as copy:
        for fact in facts:
            point = (fact.lat, fact.lon, fact.point_precision.value)
            people = (fact.population, fact.population_as_of, fact.area_km2)
            copy.write_row((fact.code, *point, *people, fact.valid_from, fact.boundary))
    with cursor.copy("COPY fact_code FROM STDIN") as copy:
        for fact in facts:
            for code in fact.codes:
                copy.write_row((fact.code, code.scheme.value, code.code))
    with cursor.copy("COPY fact_name FROM STDIN") as copy:
        for fact in facts:
            for name in fact.names:
                dates = (name.valid_from, name.valid_to, search_key(name.name))
                copy.write_row((fact.code, name.lang.value, name.name, name.kind, *dates))
    with cursor.copy("COPY fact_link FROM STDIN") as copy:
        for fact in facts:
            for before in fact.predecessors:
                copy.write_row((fact.code, before.scheme.value, before.code, before.on_date, before.kind))
    connection.execute(
        "UPDATE loading_fact f SET territory_id = t.id FROM hub.territory t WHERE t.code = f.unit_code"
    )
    connection.execute("ANALYZE loading_fact, fact_code, fact_name, fact_link")
    row = connection.execute("SELECT count(*) FROM loading_fact WHERE territory_id IS NULL").fetchone()
    assert row is not None
    return int(row[0])


def _points(connection: Connection[TupleRow], source_id: int) -> int:
    return connection.execute(
        """
        WITH rank (precision, place) AS (
            VALUES ('exact', 1), ('street', 2), ('settlement', 3), ('territory', 4), ('unknown', 5))
        UPDATE hub.territory t
        SET point = ST_SetSRID(ST_MakePoint(f.lon, f.lat), 4326), point_precision = f.precision,
            point_source_id = %s
        FROM loading_fact f, rank new, rank old
        WHERE t.id = f.territory_id AND f.lat IS NOT NULL AND f.lon IS NOT NULL
          AND new.precision = f.precision AND old.precision = t.point_precision AND new.place <= old.place
        """,
        (source_id,),
    ).rowcount


def _populations(connection: Connection[TupleRow], source_id: int) -> int:
    return connection.execute(
        """
        INSERT INTO hub.territory_population (territory_id, source_id, as_of, value)
        SELECT territory_id, %s, as_of, population FROM loading_fact
        WHERE territory_id IS NOT NULL AND population IS NOT NULL
        ON CONFLICT (territory_id, source_id) DO UPDATE SET as_of = excluded.as_of, value = excluded.value
        """,
        (source_id,),
    ).rowcount


def _areas(connection: Connection[TupleRow], source_id: int) -> int:
    return connection.execute(
        """
        UPDATE hub.territory t SET area_km2 = f.area, area_source_id = %s
        FROM loading_fact f WHERE t.id = f.territory_id AND f.area IS NOT NULL
        """,
        (source_id,),
    ).rowcount


def _names(connection: Connection[TupleRow]) -> int:
    """Add names and make them searchable."""
    added = connection.execute(
        """
        INSERT INTO hub.territory_name (territory_id, lang, name, kind, valid_from, valid_to)
        SELECT f.territory_id, n.lang, n.name, n.kind, n.valid_from, n.valid_to
        FROM fact_name n JOIN loading_fact f USING (unit_code) WHERE f.territory_id IS NOT NULL
        ON CONFLICT DO NOTHING
        """
    ).rowcount
    connection.execute(
        """
        UPDATE hub.territory t SET search = t.search || more.search
        FROM (
            SELECT f.territory_id, string_agg(DISTINCT n.search, '') AS search
            FROM fact_name n JOIN loading_fact f USING (unit_code)
            JOIN hub.territory u ON u.id = f.territory_id
            WHERE position(n.search in u.search) = 0 GROUP BY f.territory_id
        ) more
        WHERE t.id = more.territory_id
        """
    )
    return added


def _codes(connection: Connection[TupleRow]) -> int:
    return connection.execute(
        """
        INSERT INTO hub.territory_code (scheme, code, territory_id)
        SELECT c.scheme, c.code, f.territory_id FROM fact_code c JOIN loading_fact f USING (unit_code)
        WHERE f.territory_id IS NOT NULL ON CONFLICT DO NOTHING
        """
    ).rowcount


def _boundaries(connection: Connection[TupleRow], source_id: int) -> int:
    return connection.execute(
        """
        UPDATE hub.territory t
        SET boundary = ST_Multi(ST_GeomFromWKB(f.boundary, 4326)), boundary_source_id = %s
        FROM loading_fact f WHERE t.id = f.territory_id AND f.boundary IS NOT NULL
        """,
        (source_id,),
    ).rowcount


def _dates_and_links(connection: Connection[TupleRow], source_id: int) -> int:
    """Since when a unit exists, and the places whose councils formed it (known by their codes)."""
    connection.execute(
        """
        UPDATE hub.territory t SET valid_from = f.valid_from
        FROM loading_fact f WHERE t.id = f.territory_id AND f.valid_from IS NOT NULL
        """
    )
    return connection.execute(
        """
        INSERT INTO hub.territory_link (predecessor_id, successor_id, kind, on_date, source_id)
        SELECT c.territory_id, f.territory_id, l.kind, l.on_date, %s
        FROM fact_link l JOIN loading_fact f USING (unit_code)
        JOIN hub.territory_code c ON c.scheme = l.scheme AND c.code = l.code
        WHERE f.territory_id IS NOT NULL AND c.territory_id <> f.territory_id
          AND NOT EXISTS (SELECT FROM hub.territory own WHERE own.scheme = l.scheme AND own.code = l.code
                                                          AND own.id <> c.territory_id)
        ON CONFLICT DO NOTHING
        """,
        (source_id,),
    ).rowcount


def _councils(connection: Connection[TupleRow], facts: list[UnitFacts], source_id: int) -> None:
    """The councils of hromadas as this source tells them now; what it told before is replaced."""
    connection.execute("DELETE FROM hub.territory_council WHERE source_id = %s", (source_id,))
    connection.execute(
        """
        CREATE TEMP TABLE fact_council (unit_code text, code text, joined_on date, left_on date, main boolean,
            place text) ON COMMIT DROP
        """
    )
    with connection.cursor().copy("COPY fact_council FROM STDIN") as copy:
        for fact in facts:
            for council in fact.councils:
                span = (council.code, council.joined_on, council.left_on, council.main, council.place)
                copy.write_row((fact.code, *span))
    connection.execute(
        """
        INSERT INTO hub.territory_council (territory_id, code, joined_on, left_on, main, place_id, source_id)
        SELECT f.territory_id, c.code, c.joined_on, c.left_on, c.main, p.id, %s
        FROM fact_council c JOIN loading_fact f USING (unit_code)
        LEFT JOIN hub.territory p ON p.code = c.place
        WHERE f.territory_id IS NOT NULL ON CONFLICT DO NOTHING
        """,
        (source_id,),
    )
    connection.execute("DROP TABLE fact_council")
