"""Checks of a staged batch that need the whole of it: references between records."""

from psycopg import Connection
from psycopg.rows import TupleRow

#: (staging table, column, what the column refers to, of a row that goes when the target is unknown: its root)
_REFERENCES = (
    ("stage_provider", "parent_id", "provider", None),
    ("stage_access_point", "operator_id", "provider", None),
    ("stage_programme_provider", "provider_id", "provider", "programme_id"),
    ("stage_succession", "predecessor_id", "provider", "provider_id"),
    ("stage_succession", "successor_id", "provider", "provider_id"),
)

#: Hashes were taken with the reference in it. Other ones let the reference count as a change once its target
#: is known, and keep the record from being passed over as one that is published word for word. A hash that
#: was marked stays what it is when its record is composed again.
_OTHER_HASH = "overlay(row_hash placing '\\x64726f70'::bytea from 1)"
_DROP = f"""
    WITH dropped AS ({{action}} WHERE {{unknown}} RETURNING {{root}} AS root),
    marked AS (
        UPDATE stage_statement SET row_hash = {_OTHER_HASH} WHERE record_id IN (SELECT root FROM dropped)
    )
    SELECT count(*) FROM dropped
"""

#: A reference to a statement means the record that it speaks of. The hash is of the statement's own words,
#: so it takes the record in: a record that comes to answer for another is a change of whoever refers to it.
_REDIRECT = """
    UPDATE {table} t SET {column} = m.record_id,
           row_hash = decode(md5(t.row_hash || decode(replace(m.record_id::text, '-', ''), 'hex')), 'hex')
    FROM (
        SELECT s.id, s.record_id FROM stage_statement s WHERE s.record_id <> s.id
        UNION ALL
        SELECT p.id, p.record_id FROM hub.statement p
        WHERE p.record_id <> p.id AND NOT EXISTS (SELECT FROM stage_statement s WHERE s.id = p.id)
    ) m WHERE m.id = t.{column}
"""


def redirect_references(connection: Connection[TupleRow]) -> None:
    """Let references name the records that answer for the statements they name."""
    for table, column, _, _ in _REFERENCES:
        connection.execute(_REDIRECT.format(table=table, column=column).encode())
    # Nobody becomes itself: statements of both were found to speak of one record.
    connection.execute("DELETE FROM stage_succession WHERE predecessor_id = successor_id")


def drop_dangling(connection: Connection[TupleRow]) -> dict[str, int]:
    """Clear references to records that neither the batch nor the hub holds, or that stewards keep out.

    Returns how many of each column.
    """
    dropped = {}
    for table, column, target, owner in _REFERENCES:
        # The column's table is named, since the tables of the subqueries have a parent_id too.
        reference = f"{table}.{column}"
        unknown = (
            f"{reference} IS NOT NULL AND NOT EXISTS (SELECT FROM stage_{target} s WHERE s.id = {reference}) "
            f"AND NOT EXISTS (SELECT FROM hub.{target} p WHERE p.id = {reference} AND NOT EXISTS ("
            f"SELECT FROM hub.withdrawal w WHERE w.record_id = p.id AND w.restored_at IS NULL))"
        )
        cleared = f"UPDATE {table} SET {column} = NULL, row_hash = {_OTHER_HASH}"
        action = f"DELETE FROM {table}" if owner else cleared
        root = owner or "id"
        row = connection.execute(_DROP.format(action=action, unknown=unknown, root=root).encode()).fetchone()
        if row is not None and row[0]:
            dropped[f"{table.removeprefix('stage_')}.{column}"] = row[0]
    return dropped


def read_terms(connection: Connection[TupleRow]) -> frozenset[tuple[str, str]]:
    """Every (taxonomy, code) that a record may name."""
    return frozenset((row[0], row[1]) for row in connection.execute("SELECT taxonomy, code FROM hub.term"))
