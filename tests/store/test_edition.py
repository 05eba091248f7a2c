"""The edition: whatever changes what a reader sees raises it, and nothing else does."""

import psycopg
import pytest

from hub.store.connection import connect, scalar
from hub.store.edition import fold
from hub.store.tables import PUBLISHED, edition, job, metadata

_EDITION = "SELECT coalesce(sum(weight), 0) FROM hub.edition"


def _found(connection: psycopg.Connection[psycopg.rows.TupleRow]) -> int:
    return int(scalar(connection, _EDITION))


def test_every_published_table_raises_it(database_url: str) -> None:
    uncounted = (edition, job)
    tables = [one for one in metadata.tables.values() if one.schema == PUBLISHED and one not in uncounted]
    for table in tables:
        with connect(database_url) as connection:
            before = _found(connection)
            connection.execute(f"DELETE FROM hub.{table.name} WHERE false".encode())
            assert _found(connection) > before, table.name


def test_a_transaction_raises_it_once(database_url: str) -> None:
    with connect(database_url) as connection:
        before = _found(connection)
        connection.execute("UPDATE hub.source SET title = title")
        raised = _found(connection)
        assert raised > before
        for _ in range(3):
            connection.execute("UPDATE hub.source SET title = title")
        assert _found(connection) == raised


def test_two_histories_do_not_come_to_the_same_edition(database_url: str) -> None:
    with connect(database_url) as connection:
        found = set()
        for _ in range(20):
            connection.execute("UPDATE hub.source SET title = title")
            found.add(_found(connection))
            connection.rollback()
    assert len(found) == 20


def test_a_number_that_a_backup_brought_along_raises_it_too(database_url: str) -> None:
    with connect(database_url) as connection:
        # The next transaction is given this number, which another server gave before.
        connection.execute(
            "INSERT INTO hub.edition (xid) "
            "SELECT (pg_current_xact_id()::text::bigint + ahead)::text FROM generate_series(1, 1000) AS ahead"
        )
        connection.commit()
        before = _found(connection)
        connection.execute("UPDATE hub.source SET title = title")
        assert _found(connection) > before + 1
        assert scalar(connection, "SELECT count(*) FROM hub.edition") == 1000


def test_a_reader_sees_the_old_one_until_the_commit(database_url: str) -> None:
    with connect(database_url) as writer, connect(database_url, autocommit=True) as reader:
        before = _found(reader)
        writer.execute("UPDATE hub.source SET title = title")
        assert _found(reader) == before
        writer.rollback()
        assert _found(reader) == before
        writer.execute("UPDATE hub.source SET title = title")
        writer.commit()
        assert _found(reader) > before


@pytest.mark.parametrize("first", ["older", "younger"])
def test_writers_at_once_do_not_hide_each_other(database_url: str, first: str) -> None:
    with connect(database_url) as older, connect(database_url) as younger:
        before = _found(older)
        older.execute("UPDATE hub.source SET title = title WHERE false")
        younger.execute("UPDATE hub.term SET definition = definition WHERE false")
        one, other = (older, younger) if first == "older" else (younger, older)
        mine = _found(other)
        assert mine > before, "one's own write counts for oneself"
        one.commit()
        both = _found(other)
        assert both > mine
        other.rollback()
        assert _found(one) == before + both - mine


def test_folding_raises_it_and_leaves_one_row(database_url: str) -> None:
    with connect(database_url) as connection:
        for _ in range(3):
            connection.execute("UPDATE hub.source SET title = title")
            connection.commit()
        before = _found(connection)
        fold(connection)
        connection.commit()
        assert scalar(connection, "SELECT count(*) FROM hub.edition") == 1
        assert _found(connection) == before + 1


def test_a_reader_may_not_write_it(database_url: str) -> None:
    with connect(database_url) as connection:
        connection.execute("SET ROLE merezha_reader")
        assert _found(connection) >= 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("INSERT INTO hub.edition VALUES ('1', 1)")
