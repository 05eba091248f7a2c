"""A small tree of territories and a source to import into it."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from hub.domain.vocabulary import SourceKind
from hub.ingest import FileDescription, Item, RunOptions, RunReport, run_import
from hub.store.connection import connect
from hub.store.runs import upsert_source

from .builders import CITY, ELSEWHERE, HROMADA, REGION, SOURCE, items

_TREE = [
    (1, "UA", "country", None, None),
    (2, REGION, "region", 1, (49.2, 28.5)),
    (3, HROMADA, "hromada", 2, (49.23, 28.47)),
    (4, CITY, "settlement", 3, (49.2328, 28.4681)),
    (5, ELSEWHERE, "region", 1, (49.4, 32.0)),
]


@pytest.fixture
def hub_url(database_url: str) -> str:
    """A database with five territories and the few terms that the records of these tests name."""
    with connect(database_url) as connection:
        codifier = upsert_source(
            connection, kind=SourceKind.REFERENCE, jurisdiction_id=None, code="codifier", title="Codifier"
        )
        for number, code, level, parent, point in _TREE:
            # Regions are shown as cities with the rights of an oblast are, so that tests see their points.
            precision = "territory" if level == "hromada" else "settlement"
            connection.execute(
                "INSERT INTO hub.territory (id, country, scheme, code, level, parent_id, name, lang, "
                "point, point_precision, source_id) VALUES (%s, 'UA', 'katottg', %s, %s, %s, %s, 'uk', "
                "ST_SetSRID(ST_MakePoint(%s, %s), 4326), %s, %s)",
                (
                    number,
                    code,
                    level,
                    parent,
                    code,
                    point and point[1],
                    point and point[0],
                    precision,
                    codifier,
                ),
            )
        connection.execute(
            "WITH RECURSIVE up AS (SELECT id, id AS ancestor, 0 AS depth FROM hub.territory UNION ALL "
            "SELECT up.id, t.parent_id, depth + 1 FROM up JOIN hub.territory t ON t.id = up.ancestor "
            "WHERE t.parent_id IS NOT NULL) INSERT INTO hub.territory_closure SELECT * FROM up"
        )
        for taxonomy, codes in {
            "kind": ["territorial-centre", "crisis-centre"],
            "category": ["care.home", "crisis.shelter-violence", "rehab.social"],
        }.items():
            connection.execute("INSERT INTO hub.taxonomy (code, title) VALUES (%s, %s)", (taxonomy, taxonomy))
            for code in codes:
                connection.execute(
                    "INSERT INTO hub.term (taxonomy, code, sort) VALUES (%s, %s, 1)", (taxonomy, code)
                )
    return database_url


@pytest.fixture
def importing(hub_url: str) -> Callable[..., RunReport]:
    """Imports records as a file whose hash is that of its content."""

    def run(*records: Any, options: RunOptions | None = None, extra: Iterable[Item] = ()) -> RunReport:
        file = FileDescription("file.csv", f"{hash(repr((records, extra))):x}", "mapping")
        stream = [*items(records), *extra]
        return run_import(hub_url, SOURCE, file, stream, options or RunOptions())

    return run
