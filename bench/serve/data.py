"""Fills a prepared hub with synthetic providers: `python -m bench.serve.data URL COUNT`.

An import of a million providers takes half an hour of Python; here PostgreSQL makes the rows, straight in the
hub's tables. Every provider is marked synthetic, has 8 services, and stands in a settlement that exists; the
same count gives the same rows.
"""

import sys
from pathlib import Path
from time import monotonic

from psycopg import ClientCursor, Connection, sql
from psycopg.rows import TupleRow

from bench import words
from hub.domain.text import search_key
from hub.store import judgements
from hub.store.aggregates.upkeep import recount
from hub.store.connection import connect

FOLDER = Path(__file__).parent
SERVICES = 8
_CHUNK = 25_000
_FILLED = (
    *("provider", "provider_identifier", "location", "service", "service_at_location", "service_area"),
    *("capacity", "statement", "change"),
)
# Primary keys stay; other indexes are made anew from their own definitions, which is many times faster.
_INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY (%s::regclass[]) AND NOT indisprimary
      AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""


def fill(url: str, count: int) -> None:
    """Make `count` providers in a migrated database with territories and no register."""
    began = monotonic()
    with connect(url) as connection:
        _prepare(connection, count)
        indexes = connection.execute(_INDEXES, ([f"hub.{name}" for name in _FILLED],)).fetchall()
        for name, _ in indexes:
            connection.execute(sql.SQL("DROP INDEX {}").format(sql.SQL(name)))
        connection.commit()
        for first in range(1, count + 1, _CHUNK):
            last = min(first + _CHUNK - 1, count)
            _run(connection, "rows.sql", first=first, last=last, count=count)
            connection.commit()
            _say(f"{last:,} providers", began)
        for name, definition in indexes:
            connection.execute(sql.SQL(definition))
            connection.commit()
            _say(name, began)
    with connect(url) as connection:
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")
        with connection.transaction():
            recount(connection)
        connection.execute("CHECKPOINT")
    mark_judged(url)
    _say("analyzed", began)


def mark_judged(url: str) -> None:
    """Let a server show the made-up records as they are: the floors that they are compared with hide none."""
    with connect(url) as connection:
        judgements.mark(connection, judgements.unjudged(connection, empty=True))


def _prepare(connection: Connection[TupleRow], count: int) -> None:
    """Words to pick from, with their search keys, and what every row refers to."""
    _run(connection, "words.sql")
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO proper_names VALUES (%s, %s)", list(enumerate(words.PROPER_NAMES)))
        cursor.executemany("INSERT INTO streets VALUES (%s, %s)", list(enumerate(words.STREETS)))
        names = cursor.execute(
            "SELECT name FROM places UNION SELECT name FROM kinds UNION SELECT name FROM proper_names"
        ).fetchall()
        cursor.executemany(
            "INSERT INTO search_keys VALUES (%s, %s)", [(name, search_key(name)) for (name,) in names]
        )
    _run(connection, "frame.sql", count=count)
    connection.execute("ANALYZE places; ANALYZE search_keys")


def _run(connection: Connection[TupleRow], name: str, **values: int) -> None:
    """Run a file of statements; the client fills its values in, since a server takes them one by one."""
    ClientCursor(connection).execute((FOLDER / name).read_bytes(), values or None)


def _say(what: str, began: float) -> None:
    print(f"{monotonic() - began:7.1f} s  {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    fill(sys.argv[1], int(sys.argv[2]))
