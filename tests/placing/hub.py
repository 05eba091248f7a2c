"""Puts random records into a database, and asks hub.store about them."""

from collections.abc import Sequence

from psycopg import Connection
from psycopg.rows import TupleRow

from hub.store.connection import connect
from tests.aggregates.test_random_hubs import identity, put
from tests.placing.model import Record, Service

_TABLES = (
    "statement", "capacity", "service_area", "service_at_location", "service", "location", "access_point",
    "provider",
)  # fmt: skip


def fill(url: str, providers: Sequence[Record], offices: Sequence[Record]) -> None:
    """Let the hub hold these records and no others."""
    with connect(url) as connection:
        for table in _TABLES:
            connection.execute(f"DELETE FROM hub.{table}".encode())
        connection.execute(_NAMED)
        sources = dict(connection.execute("SELECT code, id FROM hub.source").fetchall())
        for number, record in enumerate(providers):
            _put_record(connection, "provider", (1, number), record, sources)
            for place, service in enumerate(record.services):
                _put_service(connection, number, place, service, record)
        for number, record in enumerate(offices):
            _put_record(connection, "access_point", (2, number), record, sources)


_NAMED = """
    INSERT INTO hub.source (code, kind, title, is_sample)
    VALUES ('first', 'register', 'First', false), ('second', 'register', 'Second', false)
    ON CONFLICT (code) DO NOTHING;
    INSERT INTO hub.run (source_id, status, started_at, file_name, file_hash, inputs_hash)
    SELECT id, 'published', now(), 'f', 'f', 'f' FROM hub.source WHERE code = 'first'
    AND NOT EXISTS (SELECT FROM hub.run)
"""
_STATEMENT = """
    INSERT INTO hub.statement
        (id, record_id, record_type, source_id, key, claimed_on, run_id, row_hash, release_from)
    SELECT %s, %s, %s, %s, %s, '2024-01-01', id, '', 1 FROM hub.run
"""


def _put_record(
    connection: Connection[TupleRow],
    table: str,
    number: tuple[int, int],
    record: Record,
    sources: dict[str, int],
) -> None:
    own = identity(*number)
    named = {"key": str(own), "name": "n", "lang": "uk", "synthetic": True, "search": ""}
    sector = {"sector": record.sector.value} if table == "provider" else {}
    source = sources[record.sources[0]]
    put(connection, table, id=own, status=record.status.value, **named | {"source_id": source} | sector)
    for at, place in enumerate(record.places):
        where = {"territory_id": place.unit, "kind": place.kind, "precision": place.precision.value}
        of = {f"{table}_id": own, "confidential": False}
        put(connection, "location", id=identity(*number, at), **where | of)
    for at, code in enumerate(record.sources):
        said = identity(*number, 100 + at) if at else own
        kind = table.replace("_", "-")
        connection.execute(_STATEMENT, (said, own, kind, sources[code], str(said)))


def _put_service(
    connection: Connection[TupleRow], provider: int, number: int, service: Service, record: Record
) -> None:
    of = {"service_id": identity(3, provider, number), "provider_id": identity(1, provider)}
    put(
        connection, "service", id=of["service_id"], key=str(number), name="n", status=service.status.value,
        category=service.category, is_function=False, forms=[form.value for form in service.forms],
        target_groups=[], provider_id=of["provider_id"],
    )  # fmt: skip
    for at in service.at & set(range(len(record.places))):
        link = {"id": identity(4, provider, number, at), "location_id": identity(1, provider, at)}
        put(connection, "service_at_location", **link | of)
    for area in service.areas:
        extent = {"id": identity(5, provider, number, area), "territory_id": area}
        put(connection, "service_area", **extent | of)
