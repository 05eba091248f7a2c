"""What every part of the tests' small hub is made with."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection, insert

NAMESPACE = UUID("6f1f8c52-6f0e-4b6e-9f4e-5a1f1d1d1d1d")
RELEASED = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

REGISTER, SAMPLE, CODIFIER = 1, 2, 3


def rid(*parts: str) -> UUID:
    """The id of a record by what it is called here."""
    return uuid5(NAMESPACE, "/".join(parts))


def put(connection: Connection, table: Any, *rows: dict[str, Any]) -> None:
    """Insert rows one by one, since they need not have the same columns."""
    for row in rows:
        connection.execute(insert(table).values(**row))


def versioned(source_id: int = REGISTER) -> dict[str, Any]:
    """The columns that all published rows share."""
    return {"source_id": source_id, "row_hash": b"0" * 16, "release_from": 1}


def point(lat: float, lon: float) -> str:
    """A point as EWKT."""
    return f"SRID=4326;POINT({lon} {lat})"
