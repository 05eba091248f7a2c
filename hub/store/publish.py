"""Compare a staged batch with what is published, and publish the difference. One transaction, all in SQL.

`delta` lists every difference: table, row id, the record (root) it belongs to, and whether the row
is added, changed, gone, or of a record that vanished from its source.
"""

from dataclasses import dataclass

from psycopg import Connection, sql
from psycopg.rows import TupleRow
from sqlalchemy import Table

from hub.store.stage import columns_of, former, published, staged
from hub.store.tables import VERSIONED, claim

#: Serialises the numbering of releases between sources that publish at the same moment.
RELEASE_LOCK = 0x72656C65

#: Tables whose rows are records of their own, with the name of their type.
ROOTS: dict[str, str] = {"provider": "provider", "access_point": "access-point", "programme": "programme"}

_CREATE_DELTA = """
    CREATE TEMP TABLE delta (
        table_name text NOT NULL, id uuid NOT NULL, root uuid NOT NULL, operation text NOT NULL,
        PRIMARY KEY (table_name, id)
    ) ON COMMIT DROP
"""

#: A record that is not in the file keeps its rows and is marked missing: only staged roots are compared.
_COMPARE = """
    INSERT INTO delta
    SELECT {name}, coalesce(s.id, c.id), coalesce(s.root, c.root),
           CASE WHEN c.id IS NULL THEN 'added' WHEN s.id IS NULL THEN 'gone' ELSE 'changed' END
    FROM (SELECT id, row_hash, {root} AS root FROM {staged}) s
    FULL JOIN (
        SELECT id, row_hash, {root} AS root FROM {published}
        WHERE source_id = %(source)s AND {root} IN (SELECT id FROM staged_root)
    ) c ON c.id = s.id
    WHERE s.row_hash IS DISTINCT FROM c.row_hash
"""

#: Measurements of a date stay when a newer file holds newer ones, unless their service itself is gone.
_FORGET_KEPT = """
    DELETE FROM delta d USING {published} k
    WHERE d.table_name = {name} AND d.operation = 'gone' AND k.id = d.id
      AND EXISTS (SELECT FROM stage_service s WHERE s.id = k.service_id)
"""

_VANISHED = """
    INSERT INTO delta
    SELECT {name}, p.id, p.id, 'vanished' FROM {published} p
    WHERE p.source_id = %(source)s AND p.missing_since IS NULL
      AND NOT EXISTS (SELECT FROM staged_root r WHERE r.id = p.id)
"""


@dataclass(frozen=True, slots=True)
class DeltaCounts:
    """Records by what happened to them; `current` is how many the source had, missing ones aside."""

    added: int
    changed: int
    unchanged: int
    vanished: int
    current: int

    @property
    def empty(self) -> bool:
        """Whether there is nothing to publish."""
        return not (self.added or self.changed or self.vanished)


def compare(connection: Connection[TupleRow], source_id: int) -> DeltaCounts:
    """Fill `delta` for a staged batch of the source and count records by what happened to them."""
    connection.execute(_CREATE_DELTA)
    roots = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT id FROM {}").format(sql.Identifier(f"stage_{name}")) for name in ROOTS
    )
    connection.execute(sql.SQL("CREATE TEMP TABLE staged_root ON COMMIT DROP AS ") + roots)
    connection.execute("CREATE UNIQUE INDEX ON staged_root (id)")
    connection.execute("ANALYZE staged_root")
    for table in VERSIONED:
        _compare_table(connection, table, source_id)
    connection.execute("ANALYZE delta")
    return _count(connection, source_id)


def _compare_table(connection: Connection[TupleRow], table: Table, source_id: int) -> None:
    names = {
        "name": sql.Literal(table.name),
        "root": sql.SQL(table.info["root"]),
        "staged": staged(table),
        "published": published(table),
    }
    connection.execute(sql.SQL(_COMPARE).format(**names), {"source": source_id})
    if table.info.get("keep"):
        connection.execute(sql.SQL(_FORGET_KEPT).format(**names))
    if table.name in ROOTS:
        connection.execute(sql.SQL(_VANISHED).format(**names), {"source": source_id})


def _count(connection: Connection[TupleRow], source_id: int) -> DeltaCounts:
    row = connection.execute(
        """
        WITH touched AS (
            SELECT root, bool_or(operation = 'vanished') AS vanished,
                   bool_or(operation = 'added' AND id = root) AS added
            FROM delta WHERE table_name <> %(claim)s GROUP BY root
        )
        SELECT count(*) FILTER (WHERE added), count(*) FILTER (WHERE NOT added AND NOT vanished),
               (SELECT count(*) FROM staged_root), count(*) FILTER (WHERE vanished)
        FROM touched
        """,
        {"claim": claim.name},
    ).fetchone()
    assert row is not None
    added, changed, roots, vanished = row
    current = connection.execute(
        sql.SQL("SELECT ")
        + sql.SQL(" + ").join(
            sql.SQL("(SELECT count(*) FROM {} WHERE source_id = {} AND missing_since IS NULL)").format(
                sql.Identifier("hub", name), sql.Literal(source_id)
            )
            for name in ROOTS
        )
    ).fetchone()
    assert current is not None
    return DeltaCounts(added, changed, roots - added - changed, vanished, current[0])


def publish(connection: Connection[TupleRow], run_id: int) -> int:
    """Apply `delta` as a new release and return its number. The caller commits."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (RELEASE_LOCK,))
    row = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM hub.release").fetchone()
    assert row is not None
    release = int(row[0])
    connection.execute(
        "INSERT INTO hub.release (number, published_at, run_id, providers, services, access_points) "
        "VALUES (%s, now(), %s, 0, 0, 0)",
        (release, run_id),
    )
    for name, record_type in ROOTS.items():
        _note_changes(connection, name, record_type, release)
    for table in VERSIONED:
        _keep_former(connection, table, release)
        _write_changed(connection, table, release)
    for name in ROOTS:
        _mark_missing(connection, name, release)
    for table in reversed(VERSIONED):
        connection.execute(
            sql.SQL(
                "DELETE FROM {} p USING delta d "
                "WHERE d.table_name = {} AND d.operation = 'gone' AND p.id = d.id"
            ).format(published(table), sql.Literal(table.name))
        )
    for table in VERSIONED:
        _insert_added(connection, table, release)
    connection.execute(_COUNT_RELEASE, {"release": release})
    return release


_COUNT_RELEASE = """
    UPDATE hub.release SET
        providers = (SELECT count(*) FROM hub.provider WHERE missing_since IS NULL),
        services = (SELECT count(*) FROM hub.service s JOIN hub.provider p ON p.id = s.provider_id
                    WHERE p.missing_since IS NULL),
        access_points = (SELECT count(*) FROM hub.access_point WHERE missing_since IS NULL)
    WHERE number = %(release)s
"""


def _note_changes(connection: Connection[TupleRow], name: str, record_type: str, release: int) -> None:
    """One row of `change` per record of this type; a missing record that is back has returned."""
    connection.execute(
        sql.SQL(
            """
            INSERT INTO hub.change (release, record_type, record_id, kind)
            SELECT {release}, {type}, d.root,
                   CASE WHEN bool_or(d.operation = 'vanished') THEN 'vanished'
                        WHEN bool_or(d.operation = 'added' AND d.id = d.root) THEN 'added'
                        WHEN bool_or(p.missing_since IS NOT NULL) THEN 'returned'
                        ELSE 'changed' END
            FROM delta d LEFT JOIN {published} p ON p.id = d.root
            WHERE d.table_name <> {claim}
              AND (p.id IS NOT NULL OR d.root IN (SELECT id FROM {staged}))
            GROUP BY d.root
            """
        ).format(
            release=sql.Literal(release),
            type=sql.Literal(record_type),
            claim=sql.Literal(claim.name),
            published=sql.Identifier("hub", name),
            staged=sql.Identifier(f"stage_{name}"),
        )
    )


def _keep_former(connection: Connection[TupleRow], table: Table, release: int) -> None:
    """Copy rows that are about to change or go into history."""
    columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
    qualified = sql.SQL(", ").join(sql.Identifier("p", column.name) for column in table.columns)
    connection.execute(
        sql.SQL(
            "INSERT INTO {former} ({columns}, release_to) SELECT {qualified}, {release} FROM {published} p "
            "JOIN delta d ON d.id = p.id AND d.table_name = {name} AND d.operation <> 'added'"
        ).format(
            former=former(table),
            columns=columns,
            qualified=qualified,
            release=sql.Literal(release),
            published=published(table),
            name=sql.Literal(table.name),
        )
    )


def _write_changed(connection: Connection[TupleRow], table: Table, release: int) -> None:
    assignments = sql.SQL(", ").join(
        sql.SQL("{} = {}").format(sql.Identifier(name), sql.Identifier("s", name))
        for name in columns_of(table)
        if name != "id"
    )
    connection.execute(
        sql.SQL(
            "UPDATE {published} p SET {assignments}, release_from = {release} FROM {staged} s, delta d "
            "WHERE d.table_name = {name} AND d.operation = 'changed' AND s.id = d.id AND p.id = d.id"
        ).format(
            published=published(table),
            assignments=assignments,
            release=sql.Literal(release),
            staged=staged(table),
            name=sql.Literal(table.name),
        )
    )


def _mark_missing(connection: Connection[TupleRow], name: str, release: int) -> None:
    """A vanished record stays, marked missing; its hash is emptied so that a return is seen as a change."""
    status = sql.SQL("" if name == "programme" else "status = 'missing', ")
    connection.execute(
        sql.SQL(
            "UPDATE {published} p SET {status}missing_since = current_date, row_hash = '\\x'::bytea, "
            "release_from = {release} FROM delta d "
            "WHERE d.table_name = {name} AND d.operation = 'vanished' AND p.id = d.id"
        ).format(
            published=sql.Identifier("hub", name),
            status=status,
            release=sql.Literal(release),
            name=sql.Literal(name),
        )
    )


def _insert_added(connection: Connection[TupleRow], table: Table, release: int) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, columns_of(table)))
    qualified = sql.SQL(", ").join(sql.Identifier("s", name) for name in columns_of(table))
    connection.execute(
        sql.SQL(
            "INSERT INTO {published} ({columns}, release_from) SELECT {qualified}, {release} FROM {staged} s "
            "JOIN delta d ON d.id = s.id AND d.table_name = {name} AND d.operation = 'added'"
        ).format(
            published=published(table),
            columns=columns,
            qualified=qualified,
            release=sql.Literal(release),
            staged=staged(table),
            name=sql.Literal(table.name),
        )
    )
