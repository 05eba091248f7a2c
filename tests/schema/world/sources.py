"""Sources, runs, a release and control totals."""

from sqlalchemy import Connection

from hub.store import tables
from tests.schema.world.base import CODIFIER, REGISTER, RELEASED, SAMPLE, put


def insert_sources(connection: Connection) -> None:
    put(
        connection,
        tables.source,
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
            "licence": None,
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
    )
    run = {
        "source_id": REGISTER,
        "started_at": RELEASED,
        "finished_at": RELEASED,
        "file_name": "register.csv",
        "file_hash": "ab" * 32,
        "inputs_hash": "cd" * 32,
    }
    put(
        connection,
        tables.run,
        {**run, "id": 1, "status": "failed"},
        {**run, "id": 2, "status": "published", "read": 12, "accepted": 11, "rejected": 1, "added": 9,
         "changed": 1, "unchanged": 1, "vanished": 2},
    )  # fmt: skip
    put(
        connection,
        tables.release,
        {
            "number": 1,
            "published_at": RELEASED,
            "run_id": 2,
            "providers": 12,
            "services": 14,
            "access_points": 2,
        },
    )
    connection.execute(tables.run.update().where(tables.run.c.id == 2).values(release=1))
    put(
        connection,
        tables.control_total,
        {
            "source_id": SAMPLE,
            "label": "suppliers",
            "position": 1,
            "declared": 45,
            "found": 3,
            "cites": "omsk",
        },
        {
            "source_id": SAMPLE,
            "label": "people",
            "position": 2,
            "declared": 4113,
            "found": None,
            "cites": "omsk",
        },
    )
