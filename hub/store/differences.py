"""What a compared batch would change, and what a source has in the hub."""

from collections.abc import Sequence

from psycopg import Connection, sql
from psycopg.rows import TupleRow

from hub.domain.results import ControlTotal, RecordChange
from hub.store.compare import ROOTS
from hub.store.stage import published, staged
from hub.store.tables import VERSIONED, location, statement

#: How many records a dry run names; the counts are of all.
NAMED = 1_000

_IGNORED = frozenset({"row_hash", "release_from", "id", "source_id", "search"})


def release_number(connection: Connection[TupleRow]) -> int | None:
    """The newest release, or None before the first."""
    row = connection.execute("SELECT max(number) FROM hub.release").fetchone()
    return None if row is None else row[0]


def current(connection: Connection[TupleRow], source_id: int) -> tuple[int, int, int]:
    """(providers, services, access points) of a source, those missing from its newest file aside."""
    row = connection.execute(
        """
        SELECT (SELECT count(*) FROM hub.provider WHERE source_id = %(id)s AND missing_since IS NULL),
               (SELECT count(*) FROM hub.service s JOIN hub.provider p ON p.id = s.provider_id
                WHERE p.source_id = %(id)s AND p.missing_since IS NULL),
               (SELECT count(*) FROM hub.access_point WHERE source_id = %(id)s AND missing_since IS NULL)
        """,
        {"id": source_id},
    ).fetchone()
    assert row is not None
    return row[0], row[1], row[2]


def programmes(connection: Connection[TupleRow], source_id: int) -> int:
    """How many programmes a source has in the hub."""
    row = connection.execute(
        "SELECT count(*) FROM hub.programme WHERE source_id = %s AND missing_since IS NULL", (source_id,)
    ).fetchone()
    assert row is not None
    return int(row[0])


_PLACEMENTS = """
    SELECT coalesce(t.level, 'none'), count(*)
    FROM {locations} l LEFT JOIN hub.territory t ON t.id = l.territory_id
    WHERE l.source_id = {source} GROUP BY 1 ORDER BY 1
"""


def placements(connection: Connection[TupleRow], source_id: int, *, of_stage: bool = False) -> dict[str, int]:
    """How many locations of a source lie in a territory of each level; `none` for those without one.

    `of_stage` counts the staged batch instead of what is published.
    """
    locations = staged(location) if of_stage else published(location)
    query = sql.SQL(_PLACEMENTS).format(locations=locations, source=sql.Literal(source_id))
    return dict(connection.execute(query).fetchall())


def store_control_totals(
    connection: Connection[TupleRow], source_id: int, totals: Sequence[ControlTotal]
) -> None:
    """Replace the source's control totals by these, in this order."""
    connection.execute("DELETE FROM hub.control_total WHERE source_id = %s", (source_id,))
    for position, total in enumerate(totals):
        connection.execute(
            "INSERT INTO hub.control_total (source_id, label, position, declared, cites, found, found_real, "
            "found_synthetic, of_people) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            (
                *(source_id, total.label, position, total.declared, total.cites),
                *(total.found, total.found_real, total.found_synthetic, total.of_people),
            ),
        )


def changes(connection: Connection[TupleRow]) -> list[RecordChange]:
    """What the filled `delta` would do, record by record, at most `NAMED` of each type and kind of change."""
    named = {name: connection.execute(_records(name)).fetchall() for name in ROOTS}
    changed = [row[0] for rows in named.values() for row in rows if row[1] == "changed"]
    fields: dict[object, set[str]] = {}
    for table in VERSIONED:
        if table.name != statement.name:
            for root, column in _changed_columns(connection, table.name, changed):
                fields.setdefault(root, set()).add(column)
    return [
        RecordChange(kind, ROOTS[name], key, label, tuple(sorted(fields.get(root, ()))), row)
        for name, rows in named.items()
        for root, kind, key, label, row in rows
    ]


def _records(name: str) -> sql.Composed:
    return sql.SQL(
        """
        WITH found AS (
            SELECT d.root,
                   CASE WHEN bool_or(d.operation = 'vanished') THEN 'vanished'
                        WHEN bool_or(d.operation = 'added' AND d.id = d.root) THEN 'added'
                        ELSE 'changed' END AS kind,
                   coalesce(p.key, s.key) AS key, coalesce(s.name, p.name) AS name, min(r."row") AS "row"
            FROM delta d
            LEFT JOIN {staged} s ON s.id = d.root
            LEFT JOIN {published} p ON p.id = d.root
            LEFT JOIN (
                SELECT n.record_id, n."row" FROM stage_statement n JOIN seen USING (id)
                UNION ALL
                SELECT v.root, o."row" FROM vanished v JOIN hub.statement o USING (id)
            ) r ON r.record_id = d.root
            WHERE d.table_name <> {claim} AND coalesce(s.key, p.key) IS NOT NULL
            GROUP BY d.root, s.key, p.key, s.name, p.name
        ), numbered AS (
            SELECT *, row_number() OVER (PARTITION BY kind ORDER BY name, root) AS number FROM found
        )
        SELECT root, kind, key, name, "row" FROM numbered WHERE number <= {limit} ORDER BY kind, name, root
        """
    ).format(
        staged=sql.Identifier(f"stage_{name}"),
        published=sql.Identifier("hub", name),
        claim=sql.Literal(statement.name),
        limit=sql.Literal(NAMED),
    )


def _changed_columns(
    connection: Connection[TupleRow], name: str, roots: Sequence[object]
) -> list[tuple[object, str]]:
    """(root, table.column) for each differing column; a row that comes or goes counts as table."""
    table = next(table for table in VERSIONED if table.name == name)
    rows = connection.execute(
        sql.SQL(
            """
            SELECT d.root, {name} || '.' || n.key
            FROM delta d JOIN {staged} s ON s.id = d.id JOIN {published} p ON p.id = d.id
            CROSS JOIN LATERAL jsonb_each(to_jsonb(s)) n
            WHERE d.table_name = {name} AND d.operation = 'changed' AND d.root = ANY({roots})
              AND n.value IS DISTINCT FROM to_jsonb(p) -> n.key AND n.key <> ALL ({ignored})
            UNION
            SELECT d.root, {name} FROM delta d
            WHERE d.table_name = {name} AND d.operation IN ('added', 'gone') AND d.id <> d.root
              AND d.root = ANY({roots})
            """
        ).format(
            name=sql.Literal(name),
            staged=staged(table),
            published=published(table),
            ignored=sql.Literal(sorted(_IGNORED)),
            roots=sql.Literal(roots),
        )
    ).fetchall()
    return [(row[0], row[1]) for row in rows]
