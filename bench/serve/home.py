"""The benchmark's own cluster and its databases, one for each number of providers, kept if asked."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.serve.data import fill, mark_judged
from hub.cluster import PrivateCluster
from hub.demo import prepare
from hub.settings import ClusterSettings
from hub.store.migrations import migrate

_TEMPLATE = "serve_template"
#: Five servers with pools of their own need more than the private cluster's 60.
_CONNECTIONS = 200


@contextmanager
def cluster_in(home: Path | None) -> Iterator[PrivateCluster]:
    """The cluster of this folder, left running at the end; without a folder a new one, deleted at the end."""
    folder = home or Path(tempfile.mkdtemp(prefix="merezha-serve-"))
    folder.mkdir(parents=True, exist_ok=True)
    # The account that runs PostgreSQL has to reach its data below this folder.
    folder.chmod(0o755)
    cluster = PrivateCluster(ClusterSettings(home=folder))
    try:
        cluster.ensure(keep=True)
        _allow_connections(cluster)
        yield cluster
    finally:
        if home is None:
            cluster.stop()
            shutil.rmtree(folder, ignore_errors=True)


def database_of(cluster: PrivateCluster, providers: int) -> str:
    """The URL of a migrated and judged database with so many providers, made unless it is there."""
    name = f"serve_{providers}"
    url = cluster.url_of(name)
    if not _is_filled(cluster, name):
        _ensure_template(cluster)
        cluster.psql("-c", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", database="postgres")
        cluster.psql("-c", f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}", database="postgres")
        migrate(url)
        fill(url, providers)
        cluster.psql("-c", f"COMMENT ON DATABASE {name} IS 'filled'", database="postgres")
    migrate(url)
    mark_judged(url)
    return url


def postmaster_of(cluster: PrivateCluster) -> int:
    """The process of PostgreSQL that starts all others."""
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def _allow_connections(cluster: PrivateCluster) -> None:
    if int(cluster.psql("-At", "-c", "SHOW max_connections", database="postgres")) < _CONNECTIONS:
        cluster.psql("-c", f"ALTER SYSTEM SET max_connections = {_CONNECTIONS}", database="postgres")
        cluster.stop()
        cluster.ensure(keep=True)


def _is_filled(cluster: PrivateCluster, name: str) -> bool:
    query = f"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '{name}'"
    return cluster.psql("-At", "-c", query, database="postgres").strip() == "filled"


def _ensure_template(cluster: PrivateCluster) -> None:
    """Tables, reference data and territories, as they are before the first import."""
    if _is_filled(cluster, _TEMPLATE):
        return
    cluster.psql("-c", f"DROP DATABASE IF EXISTS {_TEMPLATE}", database="postgres")
    cluster.psql("-c", f"CREATE DATABASE {_TEMPLATE} TEMPLATE merezha", database="postgres")
    url = cluster.url_of(_TEMPLATE)
    migrate(url)
    prepare(url)
    cluster.psql("-c", f"COMMENT ON DATABASE {_TEMPLATE} IS 'filled'", database="postgres")
