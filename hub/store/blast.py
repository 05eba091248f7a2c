"""The blast radius of a compared batch: which places move, into which territories, and which fields drain."""

from collections.abc import Mapping

from psycopg import Connection, sql
from psycopg.rows import TupleRow

from hub.domain.results import Shift

#: A place that moved farther than this is named, in metres.
FAR = 1_000

#: How many shifts a report names; the counts are of all.
NAMED = 1_000

# A location keeps its id where its source gives it a key of its own. Where keys are made of addresses the
# former place is gone and another was added: then the nearest new one of the same record is its successor.
# A point that only became more or less exact has not moved, nor has a place that is now told by a smaller
# or larger unit around it.
_SHIFTS = """
    CREATE TEMP TABLE shift ON COMMIT DROP AS
    WITH was AS MATERIALIZED (
        SELECT d.root, d.operation, p.id, p.territory_id, p.point, p.precision, p.radius_m
        FROM delta d JOIN hub.location p ON p.id = d.id
        WHERE d.table_name = 'location' AND d.operation IN ('changed', 'gone') AND p.kind = 'actual'
    ), now AS MATERIALIZED (
        SELECT d.root, d.operation, s.id, s.territory_id, s.point, s.precision, s.radius_m
        FROM delta d JOIN stage_location s ON s.id = d.id
        WHERE d.table_name = 'location' AND d.operation IN ('changed', 'added') AND s.kind = 'actual'
    ), pair AS (
        SELECT DISTINCT ON (was.id) was.root, was.territory_id AS was_in, now.territory_id AS now_in,
               round(ST_Distance(was.point::geography, now.point::geography))::int AS metres,
               was.precision = now.precision AS alike, was.radius_m + now.radius_m AS blur
        FROM was JOIN now ON now.root = was.root
             AND (now.id = was.id OR was.operation = 'gone' AND now.operation = 'added')
        ORDER BY was.id, ST_Distance(was.point::geography, now.point::geography) NULLS LAST
    )
    SELECT root, was_in, now_in, metres,
           coalesce(metres > {far} AND (alike OR metres > blur), false) AS moved,
           coalesce(was_in <> now_in AND NOT EXISTS (
               SELECT FROM hub.territory_closure c
               WHERE (c.territory_id, c.ancestor_id) IN ((was_in, now_in), (now_in, was_in))
           ), was_in IS NOT NULL AND now_in IS NULL) AS retargeted
    FROM pair
"""
_NAMED_SHIFTS = """
    SELECT r.record_type, r.key, r.name, s."row", f.metres, f.moved, f.retargeted,
           a.code, a.name, b.code, b.name
    FROM shift f
    JOIN (SELECT id, 'provider' AS record_type, key, name FROM stage_provider
          UNION ALL SELECT id, 'access-point', key, name FROM stage_access_point) r ON r.id = f.root
    LEFT JOIN stage_statement s ON s.id = f.root
    LEFT JOIN hub.territory a ON a.id = f.was_in
    LEFT JOIN hub.territory b ON b.id = f.now_in
    WHERE f.moved OR f.retargeted
    ORDER BY f.metres DESC NULLS LAST, r.name, r.key
    LIMIT {named}
"""

#: What fills a field, over the content of statements; the same fields as `hub.ingest.guard` counts.
_FILLED: Mapping[str, str] = {
    "name": "true",
    "kind": "content ? 'kind'",
    "sector": "content ? 'sector'",
    "identifiers": "content ? 'identifiers'",
    "phones": "content ? 'phones'",
    "emails": "content ? 'emails'",
    "url": "content ? 'url'",
    "address": "content @? '$.locations[*].address' OR content @? '$.location.address'",
    "territory": "content @? '$.locations[*].territory' OR content @? '$.location.territory'",
    "point": "content @? '$.locations[*].point' OR content @? '$.location.point'",
    "opening_hours": "content @? '$.locations[*].opening_hours' OR content @? '$.location.opening_hours'",
    "services": "content ? 'services'",
    "category": "content ? 'services' AND NOT content @? '$.services[*] ? (!exists(@.category))'",
    "capacity": "content @? '$.services[*].capacities'",
}


def find_shifts(connection: Connection[TupleRow]) -> tuple[int, int]:
    """Fill `shift` from `delta`; how many records moved far, and how many lie in another territory."""
    connection.execute(sql.SQL(_SHIFTS).format(far=sql.Literal(FAR)))
    row = connection.execute(
        "SELECT count(DISTINCT root) FILTER (WHERE moved), count(DISTINCT root) FILTER (WHERE retargeted) "
        "FROM shift"
    ).fetchone()
    assert row is not None
    return row[0], row[1]


def named_shifts(connection: Connection[TupleRow]) -> list[Shift]:
    """What `find_shifts` found, the farthest first, at most `NAMED`."""
    rows = connection.execute(sql.SQL(_NAMED_SHIFTS).format(named=sql.Literal(NAMED)))
    return [Shift(*row) for row in rows]


def published_fills(connection: Connection[TupleRow], source_id: int) -> tuple[int, dict[str, int]]:
    """How many records the source has in the hub, and how many of them fill each field."""
    counted = ", ".join(f"count(*) FILTER (WHERE {filled})" for filled in _FILLED.values())
    row = connection.execute(
        f"SELECT count(*), {counted} FROM hub.statement "
        "WHERE source_id = %s AND missing_since IS NULL AND record_type <> 'programme'".encode(),
        (source_id,),
    ).fetchone()
    assert row is not None
    return row[0], dict(zip(_FILLED, row[1:], strict=True))
