"""What a visitor feels while a register is imported: `python -m bench.beside_imports --home FOLDER`.

For each number of rows the server answers on a copy of the benchmark's database, and a probe of
`{ release { number } }` and one of /livez ask it, first alone, then while a made register of so many rows
is imported by a process of its own.
"""

import argparse
import asyncio
import shutil
import sys
import tempfile
from collections.abc import Awaitable
from pathlib import Path
from time import perf_counter
from typing import Final

from bench import edge
from bench.attacks import attacked
from bench.house import database_copy
from bench.maker import write_csv
from bench.serve.home import cluster_in, database_of
from bench.serve.servers import ROOT, serving
from hub.cluster import PrivateCluster

REGIONS: Final = Path(__file__).parent / "regions"
#: The benchmark's database has a source called ua_bench, which no file made.
CODE: Final = "ua_beside"
ALONE_SECONDS: Final = 20.0


async def felt_beside(server: str, work: Awaitable[int] | None) -> tuple[list[edge.Felt], float]:
    """What both probes felt until the work was done, or for ALONE_SECONDS, and how many seconds that was.

    Raises SystemExit where the work failed.
    """
    watch = edge.Watch(None if work else perf_counter() + ALONE_SECONDS)
    begun = perf_counter()
    probes = [asyncio.create_task(edge.probe(server, *place, watch)) for place in edge.PROBES]
    if work:
        if await work:
            raise SystemExit("The import failed; its words are above.")
        watch.end()
    return list(await asyncio.gather(*probes)), perf_counter() - begun


def write_region(folder: Path) -> None:
    """The region ua_bench under a code of its own."""
    shutil.copytree(REGIONS / "ua_bench", folder / CODE)
    region = folder / CODE / "region.yml"
    region.write_text(region.read_text("utf-8").replace("code: ua_bench", f"code: {CODE}"), "utf-8")


async def import_rows(url: str, regions: Path, file: Path) -> int:
    """The exit code of an import into the database."""
    arguments = ("-m", "bench.task", "import", url, CODE, str(regions), str(file))
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, cwd=ROOT)
    return await process.wait()


def measure(cluster: PrivateCluster, providers: int, sizes: list[int]) -> list[str]:
    """The lines of the table, printed as they come."""
    lines = [
        "| beside | probe | answers | p50 ms | p99 ms | refused or failed |",
        "|---|---|---|---|---|---|",
    ]
    print("\n".join(lines))
    with tempfile.TemporaryDirectory() as folder:
        regions, file = Path(folder), Path(folder) / "made.csv"
        write_region(regions)
        database_of(cluster, providers)
        for rows in sizes:
            write_csv(file, rows)
            with database_copy(cluster, f"serve_{providers}") as url, serving(attacked(), url) as server:
                address = f"http://127.0.0.1:{server.port}"
                for name in ("alone", f"an import of {rows:,} rows"):
                    work = None if name == "alone" else import_rows(url, regions, file)
                    felt, seconds = asyncio.run(felt_beside(address, work))
                    for (path, _), each in zip(edge.PROBES, felt, strict=True):
                        lines.append(f"| {name}, {seconds:.0f} s | {path} | {each.line()} |")
                        print(lines[-1], flush=True)
    return lines


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.beside_imports", description=__doc__)
    parser.add_argument("--home", type=Path, help="folder of a cluster that is kept; without it a new one")
    parser.add_argument("--providers", type=int, default=20_000)
    parser.add_argument("--rows", type=int, nargs="+", default=[20_000, 100_000])
    given = parser.parse_args()
    with cluster_in(given.home) as cluster:
        measure(cluster, given.providers, given.rows)


if __name__ == "__main__":
    main()
