"""One measured task in a process of its own, so that its peak memory is its own: `python -m bench.task …`.

Prints one JSON object: `seconds` of the task without the program's start, `rows`, `cpu` seconds and
`peak_mb` of this process, `worker_mb` of its greatest worker (PostgreSQL is in neither), and for an import
`release`, `accepted`, `issues`.
"""

import argparse
import csv
import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from psycopg import sql

from hub.domain.records import RawRow
from hub.domain.territory import Gazetteer
from hub.domain.vocabulary import RunStatus
from hub.ingest.territories import known_units
from hub.store.connection import connect
from importers.collecting import rare_collections
from importers.lookups import load_lookups
from importers.mapping import Mapper
from importers.readers import open_rows
from importers.region import find_region
from importers.runner import run_region

Measured = dict[str, int | float | None]


def import_file(url: str, code: str, regions: Path, file: Path) -> Measured:
    """From the file to a release, by the importer as `merezha import` runs it."""
    return _imported(url, code, regions, file, RunStatus.PUBLISHED)


def import_again(url: str, code: str, regions: Path, file: Path) -> Measured:
    """The file that was imported just now the whole way once more: every row is mapped and compared."""
    return _imported(url, code, regions, file, RunStatus.UNCHANGED, force=True)


def import_known(url: str, code: str, regions: Path, file: Path) -> Measured:
    """The file that was imported just now, as `merezha import` meets it: a known file is not read."""
    return _imported(url, code, regions, file, RunStatus.UNCHANGED)


def _imported(
    url: str, code: str, regions: Path, file: Path, expected: RunStatus, *, force: bool = False
) -> Measured:
    region = find_region(code, regions)
    started = perf_counter()
    report = run_region(region, file, url, force=force)
    seconds = perf_counter() - started
    if report.status is not expected:
        raise SystemExit(f"{code}: the import ended as {report.status.value}: {report.failures}")
    return {
        "seconds": seconds,
        "rows": report.read,
        "accepted": report.accepted,
        "issues": len(report.issues),
        "release": report.release,
    }


def map_file(url: str, code: str, regions: Path, file: Path) -> Measured:
    """From the file to harmonised records in memory; the gazetteer is read from the database."""
    region = find_region(code, regions)
    started = perf_counter()
    gazetteer = Gazetteer(known_units(url))
    with rare_collections(), open_rows(file, region.format) as source:
        items = Mapper(region, load_lookups(region.folder), gazetteer).items(source)
        rows = sum(1 for item in items if isinstance(item, RawRow))
    return {"seconds": perf_counter() - started, "rows": rows}


def read_file(_url: str, code: str, regions: Path, file: Path) -> Measured:
    """From the file to raw rows of text."""
    region = find_region(code, regions)
    started = perf_counter()
    with open_rows(file, region.format) as source:
        rows = sum(1 for _ in source)
    return {"seconds": perf_counter() - started, "rows": rows}


def copy_file(url: str, _code: str, _regions: Path, file: Path) -> Measured:
    """The floor: PostgreSQL's COPY of a CSV file's bytes into an unlogged table of text columns."""
    with file.open(encoding="utf-8", newline="") as text:
        width = len(next(csv.reader(text, delimiter=";")))
    columns = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(f"c{n}")) for n in range(width))
    with connect(url) as connection:
        connection.execute(sql.SQL("CREATE UNLOGGED TABLE floor ({})").format(columns))
        connection.commit()
        started = perf_counter()
        query = "COPY floor FROM STDIN (FORMAT csv, DELIMITER ';', HEADER)"
        with file.open("rb") as stream, connection.cursor().copy(query) as copy:
            while chunk := stream.read(1 << 20):
                copy.write(chunk)
        connection.commit()
        seconds = perf_counter() - started
        counted = connection.execute("SELECT count(*) FROM floor").fetchone()
    return {"seconds": seconds, "rows": counted[0] if counted else None}


TASKS: dict[str, Callable[[str, str, Path, Path], Measured]] = {
    "import": import_file,
    "again": import_again,
    "known": import_known,
    "map": map_file,
    "read": read_file,
    "copy": copy_file,
}


def peak_mb() -> float:
    """The most memory that this process has held, in MiB."""
    status = Path("/proc/self/status")
    if status.is_file():
        # Linux hands the parent's peak on in ru_maxrss, so that the child's own is only found here.
        high_water = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(high_water.split()[1]) / 1024
    return _mb(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def worker_mb() -> float:
    """The most memory that one ended worker has held, in MiB, what it shares with this process included."""
    return _mb(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)


def _mb(peak: int) -> float:
    return peak / (1024**2 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Run one task and print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m bench.task")
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("url")
    parser.add_argument("code")
    parser.add_argument("regions", type=Path)
    parser.add_argument("file", type=Path)
    wanted = parser.parse_args()
    before = used_cpu()
    measured = TASKS[wanted.task](wanted.url, wanted.code, wanted.regions, wanted.file)
    used = {
        "cpu": round(used_cpu() - before, 2),
        "peak_mb": round(peak_mb(), 1),
        "worker_mb": round(worker_mb(), 1),
    }
    print(json.dumps({**measured, **used}))


def used_cpu() -> float:
    """Seconds of processor that this process and its ended workers have used."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
