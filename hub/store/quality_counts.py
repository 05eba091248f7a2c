"""What is counted of a source when its run ends. All in SQL: one pass over what it says, one over its places.

What a source says stands in the content of its statements, which leaves out what is empty: a key that is
there is a field that is filled.
"""

from collections.abc import Iterator
from typing import Any

from psycopg import Connection, sql
from psycopg.rows import TupleRow, dict_row

from hub.domain.quality import FIELDS, QualityRecord, ServiceMapping
from hub.store.connection import scalar

#: Fields whose name in the content differs from the one that they are counted under.
_KEYS = {
    "operator": ("operator_key", "operator_name"),
    "ages": ("minimum_age", "maximum_age"),
    "capacity": ("capacities",),
}
#: A provider fills these when one of the locations where it works does, or one of its services.
_OF_PLACES = frozenset({"territory", "address", "point", "opening_hours", "accessibility"})
_AT_WORK = '$.locations[*] ? (!exists(@.kind) || @.kind != "legal").{}'

#: The content is unpacked once for each row and not once more for each question about it.
_OWN = """
    SELECT content || '{{}}' AS content FROM hub.statement
    WHERE source_id = %(source)s AND record_type = {type} AND missing_since IS NULL OFFSET 0
"""
_SERVICES = "SELECT s.content FROM ({own}) o, jsonb_array_elements(o.content -> 'services') s (content)"
_MAPPING = """
    coalesce(content ->> 'matched_via', CASE WHEN content ? 'category' THEN 'stated' ELSE 'unmapped' END)
"""
_PLACED = """
    SELECT l.precision, coalesce(t.level, 'none') AS level, count(*) AS count
    FROM hub.statement o
    JOIN hub.location l ON l.{owner} = o.record_id AND l.kind = 'actual'
    LEFT JOIN hub.territory t ON t.id = l.territory_id
    WHERE o.source_id = %(source)s AND o.missing_since IS NULL
    GROUP BY 1, 2
"""
_PAIRS = """
    WITH own AS MATERIALIZED (SELECT id FROM hub.statement WHERE source_id = %(source)s)
    SELECT count(*) FILTER (WHERE pending) AS duplicates_pending,
           count(*) FILTER (WHERE NOT pending) AS duplicates_joined
    FROM (
        SELECT left_id, right_id, true AS pending FROM ingest.candidate
        UNION ALL
        SELECT left_id, right_id, false FROM hub.decision WHERE undone_at IS NULL AND verdict = 'same'
    ) pair
    WHERE left_id IN (SELECT id FROM own) OR right_id IN (SELECT id FROM own)
"""


#: As hub.store.reads.conflicts lists them: claims that differ from what is published in their stead.
_CONFLICTS = """
    SELECT count(DISTINCT (s.record_id, final.field, final.winner))
    FROM hub.statement s
    JOIN hub.provider p ON p.id = s.record_id
    CROSS JOIN LATERAL jsonb_each(s.lost) l
    LEFT JOIN hub.statement w
        ON w.id = CASE WHEN NOT starts_with(l.value ->> 0, 'correction:') THEN (l.value ->> 0)::uuid END
    CROSS JOIN LATERAL (
        SELECT coalesce(w.lost -> (l.value ->> 1) ->> 1, l.value ->> 1) AS field,
               coalesce(w.lost -> (l.value ->> 1) ->> 0, l.value ->> 0) AS winner
    ) final
    LEFT JOIN hub.correction c ON c.id = substring(final.winner, '^correction:([0-9]+)$')::int
    WHERE s.lost <> '{}' AND s.missing_since IS NULL
      AND (s.source_id = %(source)s OR w.source_id = %(source)s AND c.id IS NULL)
      AND s.claims -> l.key ->> 'value' <> CASE
          WHEN c.id IS NULL THEN w.claims -> (l.value ->> 1) ->> 'value'
          WHEN jsonb_typeof(c.value) = 'array'
              THEN (SELECT string_agg(each, '; ') FROM jsonb_array_elements_text(c.value) each)
          WHEN jsonb_typeof(c.value) = 'object' THEN concat(c.value ->> 'lat', ', ', c.value ->> 'lon')
          ELSE coalesce(c.value #>> '{}', '') END
"""


def counts_of_records(connection: Connection[TupleRow], source_id: int) -> dict[str, Any]:
    """Columns of `run_quality` that speak of the source's own records; see hub.domain.quality.Quality."""
    found = {record: _filled(connection, source_id, record) for record in QualityRecord}
    services = found[QualityRecord.SERVICE]
    newest = connection.execute("SELECT max(as_of) FROM hub.capacity WHERE source_id = %s", (source_id,))
    row = newest.fetchone()
    return {
        "providers": found[QualityRecord.PROVIDER]["of"],
        "access_points": found[QualityRecord.ACCESS_POINT]["of"],
        "services": services["of"],
        "functions": services["functions"],
        "newest_capacity": None if row is None else row[0],
        "fills": [
            [record.value, field, found[record][field], found[record]["of"]]
            for record in QualityRecord
            for field in FIELDS[record]
            if found[record]["of"]
        ],
        "mappings": {one.value: services[one.value] for one in ServiceMapping if services[one.value]},
        **_places(connection, source_id),
    }


def counts_between_sources(connection: Connection[TupleRow], source_id: int) -> dict[str, int]:
    """Pairs that wait or count as one, and as many conflicts as the list of them holds for the source."""
    with connection.cursor(row_factory=dict_row) as cursor:
        row = cursor.execute(_PAIRS, {"source": source_id}).fetchone()
    assert row is not None
    conflicts = scalar(connection, _CONFLICTS, {"source": source_id})
    return {**row, "conflicts": conflicts}


def _filled(connection: Connection[TupleRow], source_id: int, record: QualityRecord) -> dict[str, int]:
    """Field → records that fill it; `of`: all records; of services also each mapping and `functions`."""
    conditions = {field: _is_filled(record, field) for field in FIELDS[record]}
    if record is QualityRecord.SERVICE:
        conditions["functions"] = sql.SQL("content ? 'is_function'").format()
        for one in ServiceMapping:
            conditions[one.value] = sql.SQL("{} = {}").format(sql.SQL(_MAPPING), sql.Literal(one.value))
    counted = (
        sql.SQL("count(*) FILTER (WHERE {}) AS {}").format(condition, sql.Identifier(name))
        for name, condition in conditions.items()
    )
    query = sql.SQL("SELECT count(*) AS of, {} FROM ({}) x").format(
        sql.SQL(", ").join(counted), _contents(record)
    )
    with connection.cursor(row_factory=dict_row) as cursor:
        row = cursor.execute(query, {"source": source_id}).fetchone()
    assert row is not None
    return row


def _contents(record: QualityRecord) -> sql.Composed:
    """A query for the content of each record, or of each service of each provider."""
    if record is QualityRecord.SERVICE:
        return sql.SQL(_SERVICES).format(own=_contents(QualityRecord.PROVIDER))
    return sql.SQL(_OWN).format(type=sql.Literal(record.value))


def _is_filled(record: QualityRecord, field: str) -> sql.Composed:
    if record is QualityRecord.PROVIDER and field in _OF_PLACES:
        return sql.SQL("content @? {}::jsonpath").format(sql.Literal(_AT_WORK.format(field)))
    if record is QualityRecord.PROVIDER and field == "capacity":
        return sql.SQL("content @? {}::jsonpath").format(sql.Literal("$.services[*].capacities"))
    if field in _OF_PLACES:
        return sql.SQL("content -> 'location' ? {}").format(sql.Literal(field))
    return sql.SQL("content ?| {}").format(sql.Literal(list(_KEYS.get(field, (field,)))))


def _places(connection: Connection[TupleRow], source_id: int) -> dict[str, Any]:
    """How many locations there are, and of them of each precision and in territories of each level."""
    precisions: dict[str, int] = {}
    levels: dict[str, int] = {}
    for precision, level, count in _placed(connection, source_id):
        precisions[precision] = precisions.get(precision, 0) + count
        levels[level] = levels.get(level, 0) + count
    return {"locations": sum(precisions.values()), "precisions": precisions, "levels": levels}


def _placed(connection: Connection[TupleRow], source_id: int) -> Iterator[TupleRow]:
    for owner in ("provider_id", "access_point_id"):
        query = sql.SQL(_PLACED).format(owner=sql.Identifier(owner))
        yield from connection.execute(query, {"source": source_id}).fetchall()
