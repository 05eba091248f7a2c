"""A long file imported by several processes: every row and issue as one process makes them."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import importers.feed
from bench.maker import COLUMNS, make_rows
from hub.cluster import PrivateCluster
from hub.ingest.report import RunReport
from hub.store.connection import connect
from hub.store.tables import VERSIONED
from importers.region import Region, find_region
from importers.runner import run_region
from tests.conftest import database_copy as copied

_BENCH = Path(__file__).parents[2] / "bench" / "regions"


@pytest.fixture
def two_hubs(cluster: PrivateCluster, demo_template: str) -> Iterator[tuple[str, str]]:
    with copied(cluster, demo_template) as one, copied(cluster, demo_template) as other:
        yield one, other


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """400 synthetic rows; keys of the first batch stand again in the same and in later ones."""
    rows = list(make_rows(400, seed=7, mess=0.3))
    rows[20]["Код ЄДРПОУ"] = rows[3]["Код ЄДРПОУ"]
    rows[150]["Код ЄДРПОУ"] = rows[4]["Код ЄДРПОУ"]
    rows[390]["Код ЄДРПОУ"] = rows[4]["Код ЄДРПОУ"]
    rows[391]["Код ЄДРПОУ"] = ""
    path = tmp_path / "made.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=";", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def run(monkeypatch: pytest.MonkeyPatch, region: Region, path: Path, url: str, workers: int) -> RunReport:
    monkeypatch.setattr(importers.feed, "BATCH", 50)
    monkeypatch.setenv("MEREZHA_IMPORT_WORKERS", str(workers))
    return run_region(region, path, url)


def stored(url: str) -> dict[str, list[Any]]:
    """Everything that the source said and that was published of it, in an order of its own."""
    found = {}
    with connect(url) as connection:
        source = connection.execute("SELECT id FROM hub.source WHERE code = 'ua_bench'").fetchone()
        assert source is not None
        for table in VERSIONED:
            query = f"SELECT t::text FROM hub.{table.name} t WHERE source_id = %s ORDER BY 1".encode()
            found[table.name] = [row[0] for row in connection.execute(query, source)]
        raw = connection.execute(
            'SELECT sheet, "row", "values" FROM ingest.raw_record ORDER BY run_id, sheet, "row"'
        )
        found["raw"] = raw.fetchall()
    return found


def test_three_workers_publish_what_one_process_publishes(
    monkeypatch: pytest.MonkeyPatch, made: Path, two_hubs: tuple[str, str]
) -> None:
    region = find_region("ua_bench", _BENCH)
    alone, together = two_hubs
    one = run(monkeypatch, region, made, alone, 1)
    three = run(monkeypatch, region, made, together, 3)
    assert (one.read, one.accepted, one.rejected) == (400, 396, 4)
    repeated = [issue for issue in one.issues if issue.code == "DUPLICATE_KEY"]
    assert [issue.message for issue in repeated] == [
        "The key '90000044' stands in row 5 already; each record needs a key of its own.",
        "The key '90000050' stands in row 6 already; each record needs a key of its own.",
        "The key '90000050' stands in row 6 already; each record needs a key of its own.",
    ]
    assert three.issues == one.issues
    assert three.placements == one.placements
    assert stored(together) == stored(alone)
