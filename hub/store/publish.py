"""Publish the differences that `hub.store.compare` found as a new release. One transaction, all in SQL."""

from datetime import date

from psycopg import Connection, sql
from psycopg.rows import TupleRow
from sqlalchemy import Table

from hub.settings import WriteSettings
from hub.store.aggregates.upkeep import recounting
from hub.store.compare import ROOTS
from hub.store.connection import milliseconds
from hub.store.edition import fold
from hub.store.judgements import unmark_others
from hub.store.locks import take_lock
from hub.store.secrecy import forget_places
from hub.store.stage import columns_of, former, published, staged
from hub.store.tables import VERSIONED

#: One publish at a time, from the question who is who to the commit.
PUBLISH_LOCK = 0x72656C65

#: A claim that a file repeats is that of the file that first made it: its day, its run and its row stay
#: together. A claim kept from before columns and rules were known, or whose words were erased, is the same
#: claim. Measurements stay when a newer file holds those of another day (`hub.store.compare`), and with them
#: who says them.
_KEEP_ORIGINS = r"""
    WITH measured AS (
        SELECT p.id, jsonb_object_agg(c.key, c.value) AS claims
        FROM stage_statement s JOIN hub.statement p ON p.id = s.id, jsonb_each(p.claims) c,
             LATERAL (SELECT regexp_replace(c.key, '[^.]*$', '') AS day,
                             regexp_replace(c.key, '[.]capacity[.].*$', '') AS service) field
        WHERE c.key ~ '^service[.].*[.]capacity[.][^.]*[.][^.]*[.][^.]*$' AND s.claims ? field.service
          AND NOT EXISTS (SELECT FROM jsonb_object_keys(s.claims) k WHERE starts_with(k, field.day))
        GROUP BY p.id
    )
    UPDATE stage_statement s SET
        claims = s.claims || coalesce(m.claims, '{}'),
        claimed_on = p.claimed_on, run_id = p.run_id, "row" = p."row",
        since = coalesce((
            SELECT jsonb_object_agg(c.key, CASE
                WHEN same.so THEN p.since -> c.key
                ELSE jsonb_build_object('on', s.claimed_on, 'run', s.run_id,
                                        'row', coalesce(s.since -> c.key -> 'row', to_jsonb(s."row"))) END)
            FROM jsonb_each(s.claims || coalesce(m.claims, '{}')) c,
                 LATERAL (SELECT coalesce(c.value @> (p.claims -> c.key) - 'erased', false)
                          AND (p.claims -> c.key ? 'erased'
                               OR c.value -> 'raw' IS NOT DISTINCT FROM p.claims -> c.key -> 'raw')
                          AS so) same
            WHERE NOT same.so OR p.since -> c.key IS NOT NULL
        ), '{}')
    FROM hub.statement p LEFT JOIN measured m ON m.id = p.id WHERE p.id = s.id
"""

#: Which row of its file a hidden record stood in tells its place where the file is in the order of streets.
_FORGET_ROWS = """
    UPDATE stage_statement SET "row" = NULL,
        since = coalesce((SELECT jsonb_object_agg(key, value - 'row') FROM jsonb_each(since)), '{}')
    WHERE content ? 'hidden' AND NOT content ? 'opened'
"""

#: An id that stands for itself again needs no stone; one that another answers for gets one if it was public.
_MOVE_STONES = """
    DELETE FROM hub.tombstone t USING delta d
    WHERE d.id = t.record_id AND d.id = d.root AND d.operation = 'added' AND d.table_name <> 'statement';
    UPDATE hub.tombstone t SET merged_into = r.survivor FROM retired r WHERE r.id = t.merged_into;
    UPDATE hub.tombstone t SET merged_into = r.survivor FROM retired r WHERE r.id = t.record_id;
    INSERT INTO hub.tombstone (record_id, record_type, release, reason)
    SELECT w.record_id, w.record_type, {release}, w.reason
    FROM hub.withdrawal w JOIN delta d ON d.id = w.record_id AND d.root = w.record_id AND d.operation = 'gone'
    WHERE w.restored_at IS NULL;
    INSERT INTO hub.tombstone (record_id, record_type, release, reason, merged_into)
    SELECT r.id, s.record_type, {release}, 'merged', r.survivor
    FROM retired r JOIN delta d ON d.id = r.id AND d.root = r.id AND d.operation = 'gone'
    JOIN stage_statement s ON s.id = r.id
    ON CONFLICT (record_id) DO UPDATE SET merged_into = excluded.merged_into, release = excluded.release
"""


def lock(connection: Connection[TupleRow], seconds: float | None = None) -> None:
    """Wait until no other publish runs, at most so long; held until the transaction ends. Raises HubBusy.

    All others wait for whoever holds it, so the transaction may not rest for as long as others may.
    """
    take_lock(connection, PUBLISH_LOCK, seconds)
    resting = milliseconds(WriteSettings().publish_idle_seconds)
    connection.execute("SELECT set_config('idle_in_transaction_session_timeout', %s, true)", (resting,))


def publish(connection: Connection[TupleRow], run_id: int | None, as_of: date) -> int:
    """Apply `delta` as a new release and return its number; `run_id` is None for a steward's decision.

    `as_of` is the day that the file stands for, since which vanished records are missing. The caller
    holds the lock and commits.
    """
    unmark_others(connection)
    connection.execute(_KEEP_ORIGINS)
    connection.execute(_FORGET_ROWS)
    row = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM hub.release").fetchone()
    assert row is not None
    release = int(row[0])
    connection.execute(
        "INSERT INTO hub.release (number, published_at, run_id, as_of, providers, services, access_points) "
        "VALUES (%s, now(), %s, %s, 0, 0, 0)",
        (release, run_id, as_of),
    )
    for name, record_type in ROOTS.items():
        _note_changes(connection, name, record_type, release)
    connection.execute(sql.SQL(_MOVE_STONES).format(release=sql.Literal(release)))
    with recounting(connection, sql.SQL(_RECOUNTED)):
        _write(connection, release, as_of)
    forget_places(connection)
    fold(connection)
    connection.execute(_COUNT_RELEASE, {"release": release})
    return release


#: Whose part in the aggregates may change: owners of the rows that differ, before and after.
_RECOUNTED = """
    SELECT root AS id FROM delta
    WHERE table_name IN ('provider', 'location', 'service', 'service_at_location', 'capacity')
    UNION SELECT p.provider_id FROM hub.location p JOIN delta d USING (id) WHERE d.table_name = 'location'
    UNION SELECT p.provider_id FROM hub.service p JOIN delta d USING (id) WHERE d.table_name = 'service'
    UNION SELECT p.provider_id FROM hub.service_at_location p JOIN delta d USING (id)
    WHERE d.table_name = 'service_at_location'
    UNION SELECT p.provider_id FROM hub.capacity p JOIN delta d USING (id) WHERE d.table_name = 'capacity'
"""

_COUNT_RELEASE = """
    UPDATE hub.release SET
        providers = (SELECT count(*) FROM hub.provider WHERE missing_since IS NULL),
        services = (SELECT count(*) FROM hub.service s JOIN hub.provider p ON p.id = s.provider_id
                    WHERE p.missing_since IS NULL),
        access_points = (SELECT count(*) FROM hub.access_point WHERE missing_since IS NULL)
    WHERE number = %(release)s
"""


def _write(connection: Connection[TupleRow], release: int, as_of: date) -> None:
    """Make the published rows what `delta` says, and keep the former ones."""
    for table in VERSIONED:
        _keep_former(connection, table, release)
        _write_changed(connection, table, release)
    for name in (*ROOTS, "statement"):
        _mark_missing(connection, name, release, as_of)
    for table in reversed(VERSIONED):
        connection.execute(
            sql.SQL(
                "DELETE FROM {} p USING delta d "
                "WHERE d.table_name = {} AND d.operation = 'gone' AND p.id = d.id"
            ).format(published(table), sql.Literal(table.name))
        )
    for table in VERSIONED:
        _insert_added(connection, table, release)


def _note_changes(connection: Connection[TupleRow], name: str, record_type: str, release: int) -> None:
    """One row of `change` per record of this type; a missing record that is back has returned."""
    connection.execute(
        sql.SQL(
            """
            INSERT INTO hub.change (release, record_type, record_id, kind)
            SELECT {release}, {type}, d.root,
                   CASE WHEN bool_or(d.operation = 'vanished') THEN 'vanished'
                        WHEN bool_or(d.operation = 'gone' AND d.id = d.root AND w.id IS NOT NULL)
                            THEN 'withdrawn'
                        WHEN bool_or(d.operation = 'gone' AND d.id = d.root) THEN 'merged'
                        WHEN bool_or(d.operation = 'added' AND d.id = d.root AND t.merged_into IS NOT NULL)
                            THEN 'split'
                        WHEN bool_or(d.operation = 'added' AND d.id = d.root AND t.record_id IS NOT NULL)
                            THEN 'returned'
                        WHEN bool_or(d.operation = 'added' AND d.id = d.root) THEN 'added'
                        WHEN bool_or(s.missing_since IS NOT NULL AND p.missing_since IS NULL) THEN 'vanished'
                        WHEN bool_or(s.missing_since IS NULL AND p.missing_since IS NOT NULL) THEN 'returned'
                        ELSE 'changed' END
            FROM delta d
            LEFT JOIN {published} p ON p.id = d.root
            LEFT JOIN {staged} s ON s.id = d.root
            LEFT JOIN hub.tombstone t ON t.record_id = d.root
            LEFT JOIN hub.withdrawal w ON w.record_id = d.root AND w.restored_at IS NULL
            WHERE d.table_name <> 'statement' AND (p.id IS NOT NULL OR s.id IS NOT NULL)
            GROUP BY d.root
            """
        ).format(
            release=sql.Literal(release),
            type=sql.Literal(record_type),
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


def _mark_missing(connection: Connection[TupleRow], name: str, release: int, as_of: date) -> None:
    """A vanished record stays, marked missing; its hash is emptied so that a return is seen as a change.

    A statement keeps its hash: what it said is still what it said.
    """
    emptied = sql.SQL("" if name == "statement" else "row_hash = '\\x'::bytea, ")
    # A stated end outlives the file: what was excluded, merged or closed did not vanish for unknown reasons.
    status = sql.SQL(
        "status = CASE WHEN status IN ('closed', 'excluded', 'merged') THEN status ELSE 'missing' END, "
        if name in ("provider", "access_point")
        else ""
    )
    connection.execute(
        sql.SQL(
            "UPDATE {published} p SET {status}{emptied}missing_since = {as_of}, release_from = {release} "
            "FROM delta d WHERE d.table_name = {name} AND d.operation = 'vanished' AND p.id = d.id"
        ).format(
            published=sql.Identifier("hub", name),
            status=status,
            emptied=emptied,
            as_of=sql.Literal(as_of),
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
