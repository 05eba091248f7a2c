"""Sources, runs, a release and control totals."""

from sqlalchemy import Connection

from hub.store import tables
from tests.schema.world.base import CODIFIER, REGISTER, RELEASED, SAMPLE, put

SOURCES = [
    {
        "id": REGISTER,
        "code": "ua_register",
        "kind": "register",
        "title": "Реєстр надавачів",
        "publisher": "Область",
        "licence": "CC BY 4.0",
        "attribution": "Дані: область",
        "lang": "uk",
        "is_sample": False,
    },
    {
        "id": SAMPLE,
        "code": "ru_oms",
        "kind": "register",
        "title": "Реестр поставщиков",
        "publisher": "Омская область",
        "lang": "ru",
        "is_sample": True,
    },
    {
        "id": CODIFIER,
        "code": "katottg",
        "kind": "reference",
        "title": "КАТОТТГ",
        "is_sample": False,
        "edition": "2024",
        "loaded_at": RELEASED,
    },
]
RUN = {
    "source_id": REGISTER,
    "started_at": RELEASED,
    "finished_at": RELEASED,
    "file_name": "register.csv",
    "file_hash": "ab" * 32,
    "inputs_hash": "cd" * 32,
}
COUNTS = {"read": 12, "accepted": 11, "rejected": 1, "added": 9, "changed": 1, "unchanged": 1, "vanished": 2}
RECORDS = {"providers": 12, "services": 14, "access_points": 2}
TOTAL = {"source_id": SAMPLE, "cites": "omsk"}


def insert_sources(connection: Connection) -> None:
    """Three sources, two runs of the first, the release of the second, two control totals."""
    put(connection, tables.source, *SOURCES)
    put(
        connection,
        tables.run,
        {**RUN, "id": 1, "status": "failed"},
        {**RUN, "id": 2, "status": "published", **COUNTS},
    )
    put(connection, tables.release, {"number": 1, "published_at": RELEASED, "run_id": 2, **RECORDS})
    connection.execute(tables.run.update().where(tables.run.c.id == 2).values(release=1))
    put(
        connection,
        tables.control_total,
        {**TOTAL, "label": "suppliers", "position": 1, "declared": 45, "found": 3},
        {**TOTAL, "label": "people", "position": 2, "declared": 4113, "found": None},
    )
