"""What the mask of small cells adds to an import: `python -m bench.small_cells`.

The synthetic register, whose free places are read as people who are served here, so that counts from 0 up
stand in half of its rows; imported with the mask and with the mask left out, in turn, each into a freshly
cloned database.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from unittest import mock

from bench.figures import DOCUMENT, replace_section
from bench.house import fresh_cluster, prepared_database
from bench.import_speed import OWN_REGIONS, conditions
from bench.maker import write_csv
from bench.task import import_file
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
    file.write_text(file.read_text("utf-8").replace("capacity.available", "capacity.served"), "utf-8")
    return copy.parent


@contextmanager
def without_mask() -> Iterator[None]:
    """Imports that hide nothing."""
    with (
        mock.patch.object(upkeep, "keeping_mask", side_effect=lambda _: nullcontext()),
        mock.patch.object(upkeep, "mask", return_value=None),
    ):
        yield


def main() -> None:
    """Measure, print, and write it into docs/performance.md if asked."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.small_cells", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="put it into docs/performance.md")
    wanted = parser.parse_args()
    seconds: dict[str, list[float]] = {"with": [], "without": []}
    counted: tuple[int, ...] = ()
    with tempfile.TemporaryDirectory() as name, fresh_cluster() as cluster:
        folder = Path(name)
        file, regions = folder / "ua_bench.csv", region_that_counts_people(folder)
        write_csv(file, wanted.rows)
        for repeat in range(wanted.repeats):
            for how, changed in (("with", nullcontext()), ("without", without_mask())):
                with prepared_database(cluster) as url, changed:
                    got = import_file(url, "ua_bench", regions, file)
                    seconds[how].append(float(got["seconds"] or 0))
                    if how == "with":
                        with connect(url) as connection:
                            counted = connection.execute(_COUNTED.encode()).fetchone() or ()
                print(f"{repeat + 1}/{wanted.repeats} {how}: {got}", file=sys.stderr)
        text = _text(wanted.rows, seconds, counted, conditions(cluster, wanted.repeats))
    print(text)
    if wanted.write:
        DOCUMENT.write_text(replace_section(DOCUMENT.read_text(), "small_cells", text))


def _text(rows: int, seconds: dict[str, list[float]], counted: tuple[int, ...], how: str) -> str:
    masked, plain = (statistics.median(seconds[each]) for each in ("with", "without"))
    people, figures, sums, hidden = counted
    return "\n".join(
        [
            f"| import of {rows:,} providers | seconds, median (least–most) |",
            "| --- | --- |",
            *(
                f"| {each} the mask | {statistics.median(found):.2f} ({min(found):.2f}–{max(found):.2f}) |"
                for each, found in seconds.items()
            ),
            "",
            f"With the mask it takes {masked / plain:.2f} times as long. {people:,} services state people, "
            f"{figures:,} of them few; {hidden:,} of {sums:,} sums are hidden. {how}",
        ]
    )


if __name__ == "__main__":
    main()
