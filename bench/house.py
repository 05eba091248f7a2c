"""A private cluster of the benchmark's own, with a database that is prepared once and cloned for each run."""

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hub.cluster import PrivateCluster
from hub.demo import prepare
from hub.settings import ClusterSettings
from hub.store.migrations import migrate

TEMPLATE = "bench_template"


@contextmanager
def fresh_cluster() -> Iterator[PrivateCluster]:
    """A new cluster with the settings that every user gets; it is deleted at the end."""
    home = Path(tempfile.mkdtemp(prefix="merezha-bench-"))
    # The account that runs PostgreSQL has to reach its data below this folder.
    home.chmod(0o755)
    cluster = PrivateCluster(ClusterSettings(home=home))
    try:
        cluster.ensure(keep=True)
        _prepare(cluster)
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(home, ignore_errors=True)


def _prepare(cluster: PrivateCluster) -> None:
    """Tables, reference data and territories, as they are before the first import."""
    cluster.psql("-c", f"CREATE DATABASE {TEMPLATE} TEMPLATE merezha", database="postgres")
    url = cluster.url_of(TEMPLATE)
    migrate(url)
    prepare(url)
    cluster.psql("-c", "VACUUM ANALYZE", database=TEMPLATE)


@contextmanager
def prepared_database(cluster: PrivateCluster) -> Iterator[str]:
    """The URL of a database without any register in it, dropped at the end."""
    with database_copy(cluster, TEMPLATE) as url:
        yield url


@contextmanager
def database_copy(cluster: PrivateCluster, template: str) -> Iterator[str]:
    """The URL of a copy of a database to which nobody is connected, dropped at the end."""
    name = f"bench_{uuid.uuid4().hex}"
    cluster.psql("-c", f"CREATE DATABASE {name} TEMPLATE {template}", database="postgres")
    try:
        cluster.psql("-c", "CHECKPOINT", database=name)
        yield cluster.url_of(name)
    finally:
        cluster.psql("-c", f"DROP DATABASE {name} WITH (FORCE)", database="postgres")
