"""Puts a server under load with wrk, and tells what each request cost clients, server and PostgreSQL."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hub.errors import MerezhaError

_SCRIPT = Path(__file__).with_name("wrk.lua")
#: A client that waits longer has failed.
_PATIENCE = 120


class LoadToolMissing(MerezhaError):
    """The load tool wrk is not installed; on Debian it is the package wrk."""

    code = "LOAD_TOOL_MISSING"


@dataclass(frozen=True)
class Sample:
    """One stretch of load. Times in milliseconds; processor milliseconds are of one request."""

    requests: int
    failed: int
    seconds: float
    p50: float
    p99: float
    bytes: float
    server_cpu: float
    database_cpu: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


@contextmanager
def bodies_file(bodies: Sequence[bytes]) -> Iterator[Path]:
    """A file with one body a line, as the script of wrk reads them."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(b"\n".join(bodies) + b"\n")
        file.flush()
        yield Path(file.name)


def put_load(url: str, bodies: Path, clients: int, seconds: float, server: int, postmaster: int) -> Sample:
    """Keep so many clients busy for so long; `server` and `postmaster` are the processes to watch."""
    tool = shutil.which("wrk")
    if tool is None:
        raise LoadToolMissing()
    before = processor_seconds(server), database_seconds(postmaster)
    command = [tool, "-t1", f"-c{clients}", f"-d{max(1, round(seconds))}s", f"--timeout={_PATIENCE}s"]
    done = subprocess.run(
        [*command, f"-s{_SCRIPT}", url],
        env={**os.environ, "BENCH_BODIES": str(bodies)},
        capture_output=True,
        text=True,
        check=True,
    )
    used = processor_seconds(server) - before[0], database_seconds(postmaster) - before[1]
    found = json.loads(done.stdout.splitlines()[-1])
    answered = max(found["requests"], 1)
    return Sample(
        requests=found["requests"],
        failed=found["failed"],
        seconds=found["microseconds"] / 1e6,
        p50=found["p50"] / 1e3,
        p99=found["p99"] / 1e3,
        bytes=found["bytes"] / answered,
        server_cpu=used[0] * 1e3 / answered,
        database_cpu=used[1] * 1e3 / answered,
    )


def processor_seconds(process: int) -> float:
    """Processor seconds of a process and of its ended children; 0 where the system does not tell."""
    stat = Path("/proc", str(process), "stat")
    try:
        # After the name in brackets: user and system time of the process, then of its ended children.
        ticks = stat.read_text().rpartition(")")[2].split()[11:15]
    except OSError:
        return 0.0
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def database_seconds(postmaster: int) -> float:
    """Processor seconds of PostgreSQL with all its sessions, ended ones included."""
    children = Path("/proc", str(postmaster), "task", str(postmaster), "children")
    try:
        alive = children.read_text().split()
    except OSError:
        return 0.0
    return processor_seconds(postmaster) + sum(processor_seconds(int(child)) for child in alive)


def resident_mib(process: int) -> float:
    """Memory of a process that is in use now, in MiB."""
    for line in Path("/proc", str(process), "status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
