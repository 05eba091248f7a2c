"""What the mask of small cells adds to an import: `python -m bench.small_cells`.

The synthetic register, whose free places are read as people who are really served, so that counts from 0 up
stand in half of its rows, and none as made up, since of made-up people nothing is hidden; imported with the
mask and with the mask left out, in turns the one and the other first, each into a freshly cloned database.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from bench.conditions import Conditions
from bench.figures import DOCUMENT, replace_section
from bench.house import fresh_cluster, prepared_database
from bench.import_speed import OWN_REGIONS, server_cpu
from bench.maker import write_csv
from bench.task import import_file, used_cpu
from hub.cluster import PrivateCluster
from hub.store.aggregates import upkeep
from hub.store.connection import connect

_COUNTED = """
    SELECT (SELECT count(*) FROM hub.capacity WHERE served IS NOT NULL),
           (SELECT count(*) FROM hub.hidden_figure),
           (SELECT count(DISTINCT (territory_id, category, reach)) FROM hub.capacity_sum
            WHERE figure = 'served'),
           (SELECT count(*) FROM hub.hidden_sum)
"""


def region_that_counts_people(folder: Path) -> Path:
    """A folder of regions with the register's own, whose free places are people served."""
    copy = folder / "regions" / "ua_bench"
    shutil.copytree(OWN_REGIONS / "ua_bench", copy)
    file = copy / "region.yml"
    text = file.read_text("utf-8").replace("capacity.available", "capacity.served")
    text = text.replace("  Походження: synthetic\n", "").replace("ignore:\n", "ignore:\n  Походження: none\n")
    file.write_text(text, "utf-8")
    return copy.parent


@contextmanager
def without_mask() -> Iterator[None]:
    """Imports that hide nothing."""
    with (
        mock.patch.object(upkeep, "keeping_mask", side_effect=lambda _: nullcontext()),
        mock.patch.object(upkeep, "mask", return_value=None),
    ):
        yield


@dataclass
class Spent:
    """Seconds of each import: of the clock, and of the processor with PostgreSQL's."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def told(self) -> str:
        """Two cells of the table."""
        return " | ".join(
            f"{statistics.median(each):.2f} ({min(each):.2f}–{max(each):.2f})"
            for each in (self.clock, self.processor)
        )


def import_and_count(
    cluster: PrivateCluster, file: Path, regions: Path, into: Spent, conditions: Conditions
) -> tuple[int, ...]:
    """Import the file into a database of its own; what stands in it then."""
    with prepared_database(cluster) as url:
        before = used_cpu() + server_cpu(cluster)
        got = import_file(url, "ua_bench", regions, file)
        into.clock.append(float(got["seconds"] or 0))
        into.processor.append(used_cpu() + server_cpu(cluster) - before)
        conditions.note_database(url)
        with connect(url) as connection:
            return connection.execute(_COUNTED.encode()).fetchone() or ()


def main() -> None:
    """Measure, print, and write it into docs/performance.md if asked."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.small_cells", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="put it into docs/performance.md")
    wanted = parser.parse_args()
    conditions = Conditions(("psycopg", "highspy", "numpy"))
    spent = {"with": Spent(), "without": Spent()}
    counted: tuple[int, ...] = ()
    with tempfile.TemporaryDirectory() as name, fresh_cluster() as cluster:
        folder = Path(name)
        file, regions = folder / "ua_bench.csv", region_that_counts_people(folder)
        write_csv(file, wanted.rows)
        for repeat in range(wanted.repeats):
            for how in ("with", "without") if repeat % 2 == 0 else ("without", "with"):
                with without_mask() if how == "without" else nullcontext():
                    found = import_and_count(cluster, file, regions, spent[how], conditions)
                counted = found if how == "with" else counted
                print(f"{repeat + 1}/{wanted.repeats} {how}: {spent[how].told()} {found}", file=sys.stderr)
        command = f"python -m bench.small_cells --rows {wanted.rows} --repeats {wanted.repeats} --write"
        told = conditions.sentence(command, f"{wanted.repeats} interleaved repeats")
    text = _text(wanted.rows, spent, counted, told)
    print(text)
    if wanted.write:
        DOCUMENT.write_text(replace_section(DOCUMENT.read_text(), "small_cells", text))


def _text(rows: int, spent: dict[str, Spent], counted: tuple[int, ...], how: str) -> str:
    masked, plain = (statistics.median(spent[each].processor) for each in ("with", "without"))
    people, figures, sums, hidden = counted
    return "\n".join(
        [
            f"| import of {rows:,} providers | seconds, median (least–most) | processor s, with PostgreSQL |",
            "| --- | --- | --- |",
            *(f"| {each} the mask | {found.told()} |" for each, found in spent.items()),
            "",
            f"With the mask it takes {masked / plain:.2f} times the processor's time. {people:,} services "
            f"state people, {figures:,} of them few; {hidden:,} of {sums:,} sums are hidden. {how}",
        ]
    )


if __name__ == "__main__":
    main()
