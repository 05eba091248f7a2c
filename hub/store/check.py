"""Checks of a staged batch that need the whole of it: references between records."""

from psycopg import Connection
from psycopg.rows import TupleRow

#: (staging table, column, what the column refers to, whether the row goes when the target is unknown)
_REFERENCES = (
    ("stage_provider", "parent_id", "provider", False),
    ("stage_access_point", "operator_id", "provider", False),
    ("stage_programme_provider", "provider_id", "provider", True),
)


def drop_dangling(connection: Connection[TupleRow]) -> dict[str, int]:
    """Clear references to records that neither the batch nor the hub holds; how many of each column."""
    dropped = {}
    for table, column, target, whole_row in _REFERENCES:
        # The column's table is named, since the tables of the subqueries have a parent_id too.
        reference = f"{table}.{column}"
        unknown = (
            f"{reference} IS NOT NULL AND NOT EXISTS (SELECT FROM stage_{target} s WHERE s.id = {reference}) "
            f"AND NOT EXISTS (SELECT FROM hub.{target} p WHERE p.id = {reference})"
        )
        # The row's hash was taken with the reference in it; a new one lets the reference count as a change
        # once its target is known.
        cleared = f"UPDATE {table} SET {column} = NULL, row_hash = decode(md5(row_hash), 'hex')"
        action = f"DELETE FROM {table}" if whole_row else cleared
        count = connection.execute(f"{action} WHERE {unknown}".encode()).rowcount
        if count:
            dropped[f"{table.removeprefix('stage_')}.{column}"] = count
    return dropped


def read_terms(connection: Connection[TupleRow]) -> frozenset[tuple[str, str]]:
    """Every (taxonomy, code) that a record may name."""
    return frozenset((row[0], row[1]) for row in connection.execute("SELECT taxonomy, code FROM hub.term"))
