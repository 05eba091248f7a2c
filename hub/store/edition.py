"""Which state of the hub a reader sees: a number that every transaction which changes anything raises.

Two statements that found the same edition saw the same data, whatever happened between them; so an edition
may be the key of a cache, and of an ETag. A release raises it, and so do runs, stewards and reference data.

How much it is raised by is random. So a database that went back to a backup does not come to an edition again
that another state had before, and two databases have none in common. A backup also brings numbers of
transactions along that the new server gives to others: a row that another transaction wrote is raised too.
"""

from psycopg import Connection
from psycopg.rows import TupleRow
from sqlalchemy import ColumnElement, func, select

from hub.store.tables import PUBLISHED, edition, job, metadata

_FUNCTION = """
    CREATE OR REPLACE FUNCTION hub.raise_edition() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO hub.edition (xid, weight)
        VALUES (pg_current_xact_id()::text, 1 + floor(random() * 4294967296)::bigint)
        ON CONFLICT (xid) DO UPDATE SET weight = hub.edition.weight + excluded.weight
        WHERE hub.edition.xmin <> pg_current_xact_id()::xid;
        RETURN NULL;
    END $$
"""


def triggers() -> list[str]:
    """Statements that make every published table raise the edition when it is written to.

    How far a job is changes each second, and is part of no answer that is kept.
    """
    uncounted = (edition, job)
    names = sorted(
        table.name
        for table in metadata.tables.values()
        if table.schema == PUBLISHED and table not in uncounted
    )
    return [_FUNCTION] + [
        f"CREATE OR REPLACE TRIGGER raise_edition AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE "
        f"ON {PUBLISHED}.{name} FOR EACH STATEMENT EXECUTE FUNCTION {PUBLISHED}.raise_edition()"
        for name in names
    ]


def current_edition() -> ColumnElement[int]:
    """The edition that the statement sees, as a value of the statement."""
    return select(func.coalesce(func.sum(edition.c.weight), 0).cast(edition.c.weight.type)).scalar_subquery()


def fold(connection: Connection[TupleRow]) -> None:
    """Let one row stand for all before it, lest they pile up. For whoever holds the publish lock."""
    connection.execute(
        "WITH gone AS (DELETE FROM hub.edition WHERE xid <> pg_current_xact_id()::text RETURNING weight) "
        "INSERT INTO hub.edition (xid, weight) SELECT pg_current_xact_id()::text, sum(weight) + 1 FROM gone "
        "HAVING sum(weight) IS NOT NULL "
        "ON CONFLICT (xid) DO UPDATE SET weight = hub.edition.weight + excluded.weight"
    )
