"""Hashes of numbers of natural persons: where no reader sees them, for matching only."""

from collections.abc import Iterable, Sequence

from psycopg import Connection
from psycopg.rows import TupleRow

from hub.domain.records import PersonHash
from hub.errors import MerezhaError


class PersonKeyChanged(MerezhaError):
    """The hub's hashes of persons' numbers were made with another key than this installation's; set
    MEREZHA_PERSON_KEY to that key, or bring its file person.key."""

    code = "PERSON_KEY_CHANGED"


def has_hashes(connection: Connection[TupleRow], source_id: int) -> bool:
    """Whether the source has named persons before."""
    row = connection.execute(
        "SELECT EXISTS (SELECT FROM ingest.person_hash WHERE source_id = %s)", (source_id,)
    ).fetchone()
    return bool(row and row[0])


def replace_hashes(
    connection: Connection[TupleRow],
    source_id: int,
    fingerprint: bytes,
    hashes: Iterable[tuple[str, PersonHash]],
) -> None:
    """Keep these (statement, hash) and none else of the source. Raises PersonKeyChanged.

    `fingerprint` is that of the key they were made with; the first one that a hub sees is its own.
    """
    connection.execute(
        "INSERT INTO ingest.person_key (fingerprint) VALUES (%s) ON CONFLICT DO NOTHING", (fingerprint,)
    )
    row = connection.execute("SELECT fingerprint FROM ingest.person_key").fetchone()
    if row is None or bytes(row[0]) != fingerprint:
        raise PersonKeyChanged
    with connection.transaction():
        connection.execute("DELETE FROM ingest.person_hash WHERE source_id = %s", (source_id,))
        with connection.cursor().copy(
            "COPY ingest.person_hash (statement_id, scheme, hash, source_id) FROM STDIN"
        ) as copy:
            for statement_id, one in dict.fromkeys(hashes):
                copy.write_row((statement_id, one.scheme, one.digest, source_id))


def hashes_of(connection: Connection[TupleRow], ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The hashes by statement, as hexadecimal digits; statements without one are left out."""
    rows = connection.execute(
        "SELECT replace(statement_id::text, '-', ''), array_agg(encode(hash, 'hex') ORDER BY hash) "
        "FROM ingest.person_hash WHERE statement_id = ANY(%s::uuid[]) GROUP BY statement_id",
        (list(ids),),
    )
    return {identity: tuple(hashes) for identity, hashes in rows}
