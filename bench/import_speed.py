"""Rows per second from file to release: `python -m bench.import_speed`.

Two files, the real register of service centres (when it is at hand) and a synthetic register, each read,
mapped and imported by the real importer, beside COPY of the same cells as the floor. Every repeat runs
every task once, one after the other, each in its own process; an import has a freshly cloned database.
"""

import argparse
import csv
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bench.figures import DOCUMENT, Series, markdown, replace_section, table
from bench.house import fresh_cluster, prepared_database
from bench.maker import write_csv
from hub.cluster import PrivateCluster
from importers.readers import open_rows
from importers.region import REGIONS, find_region

ROOT = Path(__file__).resolve().parents[1]
OWN_REGIONS = Path(__file__).parent / "regions"
REGISTER = ROOT.parent / "shared" / "data" / "providers" / "ua_cnap_register_admin_service_centres.xlsx"
#: Tasks of one group follow each other in one database.
TASKS = (("copy",), ("read",), ("map",), ("import", "again", "known"))


class Subject(NamedTuple):
    """A file to import, the region that imports it, and its cells as CSV for COPY."""

    code: str
    regions: Path
    file: Path
    csv: Path


def subjects(folder: Path, rows: int, register: Path) -> list[Subject]:
    """The files to measure; the real register is left out, with a word, when it is not at hand."""
    made = folder / "ua_bench.csv"
    write_csv(made, rows)
    found = [Subject("ua_bench", OWN_REGIONS, made, made)]
    if register.is_file():
        found.insert(0, Subject("ua_cnap", REGIONS, register, _as_csv(register, folder)))
    else:
        print(f"{register} is missing: only the synthetic file is measured.", file=sys.stderr)
    return found


def _as_csv(register: Path, folder: Path) -> Path:
    """The workbook's cells as CSV, since COPY cannot read a workbook's own bytes."""
    path = folder / "ua_cnap.csv"
    with (
        path.open("w", encoding="utf-8", newline="") as file,
        open_rows(register, find_region("ua_cnap").format) as source,
    ):
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(source.columns)
        writer.writerows(row.values.values() for row in source)
    return path


def measure(cluster: PrivateCluster, of: list[Subject], repeats: int) -> list[Series]:
    """Every task on every file, interleaved, as often as asked."""
    series: dict[tuple[str, str], Series] = {}
    for repeat in range(repeats):
        for subject in of:
            for group in TASKS:
                with prepared_database(cluster) as url:
                    for task in group:
                        before = server_cpu(cluster)
                        got = _run(task, url, subject)
                        got["server_cpu"] = round(server_cpu(cluster) - before, 2)
                        print(f"{repeat + 1}/{repeats} {subject.code} {task}: {got}", file=sys.stderr)
                        _note(series, subject, task, got)
    return list(series.values())


def _note(series: dict[tuple[str, str], Series], subject: Subject, task: str, got: dict[str, float]) -> None:
    fresh = Series(subject.code, task, int(got["rows"]), subject.file.stat().st_size)
    each = series.setdefault((subject.code, task), fresh)
    each.seconds.append(got["seconds"])
    each.cpu.append(got["cpu"] + got["server_cpu"])
    each.peaks.append(got["peak_mb"])


def server_cpu(cluster: PrivateCluster) -> float:
    """Seconds of processor of PostgreSQL and its ended sessions, where the system tells: on Linux."""
    stat = Path("/proc", (cluster.data / "postmaster.pid").read_text().split()[0], "stat")
    if not stat.is_file():
        return 0.0
    # After the name in brackets: user and system time of the process, then of its ended children.
    ticks = stat.read_text().rpartition(")")[2].split()[11:15]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def _run(task: str, url: str, subject: Subject) -> dict[str, float]:
    file = subject.csv if task == "copy" else subject.file
    arguments = [task, url, subject.code, str(subject.regions), str(file)]
    command = [sys.executable, "-m", "bench.task", *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def conditions(cluster: PrivateCluster, repeats: int) -> str:
    """A sentence that tells under which conditions the figures arose."""
    server = cluster.psql("-At", "-c", "SHOW server_version", database="postgres").split()[0]
    day = datetime.now(UTC).date().isoformat()
    load = os.getloadavg()[0]
    how = f"{repeats} interleaved repeats, {os.cpu_count()} cores, load {load:.1f} at the end"
    versions = f"Python {platform.python_version()}, PostgreSQL {server}"
    return f"Measured on {day}: {how}, {versions} as the private cluster sets it."


def main() -> None:
    """Measure, print the table, and write it into docs/performance.md if asked."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.import_speed", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the synthetic file")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--register", type=Path, default=REGISTER, help="the register of service centres")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, fresh_cluster() as cluster:
        files = subjects(Path(folder), wanted.rows, wanted.register)
        lines = table(measure(cluster, files, wanted.repeats))
        text = f"{markdown(lines)}\n\n{conditions(cluster, wanted.repeats)}"
    print(text)
    if wanted.write:
        DOCUMENT.write_text(replace_section(DOCUMENT.read_text(), "import_speed", text))


if __name__ == "__main__":
    main()
