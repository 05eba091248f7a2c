"""Under which conditions figures arose: versions, date, machine, load."""

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version

from bench.serve.peer import FOLDER, NODE, is_installed
from hub.cluster import PrivateCluster

Facts = dict[str, str | int | float]


def facts(cluster: PrivateCluster, providers: int) -> Facts:
    """What a reader of the figures has to know, before the measurement begins."""
    found: Facts = {
        "providers": providers,
        "date": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count() or 0,
        "load_before": round(os.getloadavg()[0], 1),
        "Python": platform.python_version(),
        "PostgreSQL": _asked(cluster, "SHOW server_version").split()[0],
        "PostGIS": _asked(cluster, "SELECT extversion FROM pg_extension WHERE extname = 'postgis'"),
        "wrk": _words("wrk", "-v").removeprefix("wrk ").split()[0],
    }
    for name in ("strawberry-graphql", "graphql-core", "psycopg", "orjson", "starlette", "uvicorn"):
        found[name] = version(name)
    if is_installed():
        packages = json.loads((FOLDER / "package.json").read_text())["dependencies"]
        found["PostGraphile"] = packages["postgraphile"]
        found["graphile-postgis"] = packages["graphile-postgis"]
        found["Node"] = _words(str(NODE), "--version").lstrip("v")
    return found


def sentence(of: Facts) -> str:
    """The same as a sentence under the tables."""
    skipped = {"providers", "date", "cores", "load_before", "load_after", "rounds", "seconds"}
    versions = ", ".join(f"{name} {value}" for name, value in of.items() if name not in skipped)
    return (
        f"{of['providers']:,} providers: measured on {of['date']} on {of['cores']} cores, which clients, "
        f"servers and PostgreSQL shared; load average {of['load_before']} before and {of['load_after']} "
        f"after; {of['rounds']} interleaved rounds of at least {of['seconds']:g} s. {versions}."
    )


def _asked(cluster: PrivateCluster, query: str) -> str:
    return cluster.psql("-At", "-c", query).strip()


def _words(*command: str) -> str:
    """The first line that a program prints, on either output; wrk ends with 1 when it tells its version."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "missing"
    return (done.stdout or done.stderr).splitlines()[0]
