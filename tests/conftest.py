"""Fixtures of all tests: one private cluster for the whole run, one fresh database for each test."""

import hashlib
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from hub.cluster import PrivateCluster
from hub.cluster.locks import exclusive
from hub.demo import load_demo, prepare
from hub.settings import ClusterSettings
from hub.store.migrations import migrate
from tests.commands import KEPT_HOME, ROOT, CommandServer
from tests.memory import use_memory

SHARED_DATA = ROOT.parent / "shared" / "data"

#: Copying files is twice as fast as writing each page of a filled database to the log.
_COPIED = "STRATEGY FILE_COPY"
#: A kept home (KEPT_HOME) is filled anew when these change; after other changes of importing, delete it.
_FILLING = ("alembic/versions", "hub/store/tables", "importers/reference", "importers/regions")


def _template_name() -> str:
    """The name of the template, which changes with the tables, reference data and regions that fill it."""
    summed = hashlib.sha256()
    files = (path for folder in _FILLING for path in (ROOT / folder).rglob("*") if path.is_file())
    for path in sorted(path for path in files if path.suffix != ".pyc"):
        summed.update(path.read_bytes())
    return f"merezha_template_{summed.hexdigest()[:8]}"


TEMPLATE = _template_name()

# A busy machine is no failure: how long one example takes is not judged, and every run tries the same ones.
settings.register_profile("merezha", deadline=None, derandomize=True)
settings.load_profile("merezha")


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a home of its own; the workers of pytest-xdist inherit it with the environment."""
    if not hasattr(config, "workerinput"):
        use_memory()
        # pytest's own temporary folder is closed to the user that runs PostgreSQL, so it is not used here.
        home = Path(os.environ.get(KEPT_HOME) or tempfile.mkdtemp(prefix="merezha-test-"))
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o755)
        os.environ["MEREZHA_HOME"] = str(home)
        os.environ.pop("MEREZHA_DATABASE_URL", None)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the cluster of the run and delete its home, unless it is to be kept for the next run."""
    if not hasattr(config, "workerinput"):
        home = Path(os.environ["MEREZHA_HOME"])
        if (home / "pgdata").is_dir():
            PrivateCluster(ClusterSettings()).stop()
        if not os.environ.get(KEPT_HOME):
            shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def cluster() -> PrivateCluster:
    """The running private cluster that all workers of the run share."""
    running = PrivateCluster(ClusterSettings(lock_seconds=120))
    running.ensure(keep=True)
    return running


@pytest.fixture(scope="session")
def template(cluster: PrivateCluster) -> str:
    """The name of a database that is migrated once and cloned for each test."""
    # Tests need no safety from power cuts, and run much faster without it.
    for setting in ("fsync", "full_page_writes"):
        cluster.psql("-c", f"ALTER SYSTEM SET {setting} = off")
    cluster.psql("-c", "SELECT pg_reload_conf()")
    return made_once(cluster, TEMPLATE, "merezha", migrate)


@pytest.fixture(scope="session")
def prepared_template(cluster: PrivateCluster, template: str) -> str:
    """The name of a database with reference data and territories, ready for imports."""
    return made_once(cluster, f"{TEMPLATE}_prepared", template, prepare)


@pytest.fixture(scope="session")
def demo_template(cluster: PrivateCluster, prepared_template: str) -> str:
    """The name of a database with the demo's data; nobody connects to it, so that it can be cloned."""
    return made_once(cluster, f"{TEMPLATE}_demo", prepared_template, load_demo)


@pytest.fixture(scope="session")
def demo_url(cluster: PrivateCluster, demo_template: str) -> str:
    """The URL of a database with the demo's data that all tests read and none may write."""
    name = made_once(cluster, f"{demo_template}_read", demo_template, lambda _: None)
    cluster.psql("-c", f"ALTER DATABASE {name} SET default_transaction_read_only = on", database="postgres")
    return cluster.url_of(name)


@pytest.fixture
def demo_copy_url(cluster: PrivateCluster, demo_template: str) -> Iterator[str]:
    """The URL of a database with the demo's data for one test to change, dropped after the test."""
    with database_copy(cluster, demo_template) as url:
        yield url


@pytest.fixture
def prepared_url(cluster: PrivateCluster, prepared_template: str) -> Iterator[str]:
    """The URL of a database that holds reference data and territories, dropped after the test."""
    with database_copy(cluster, prepared_template) as url:
        yield url


@pytest.fixture
def database_url(cluster: PrivateCluster, template: str) -> Iterator[str]:
    """The URL of a fresh, migrated and empty database that is dropped after the test."""
    with database_copy(cluster, template) as url:
        yield url


@pytest.fixture
def empty_url(cluster: PrivateCluster) -> Iterator[str]:
    """The URL of a database with the extensions but without tables, dropped after the test."""
    with database_copy(cluster, "merezha") as url:
        yield url


@pytest.fixture(scope="session")
def command_server() -> Iterator[CommandServer]:
    """The process that commands are forked from."""
    with closing(CommandServer()) as server:
        yield server


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that the server's user can reach; what still runs in it is stopped and all of it deleted."""
    folder = Path(tempfile.mkdtemp(prefix="merezha-home-"))
    folder.chmod(0o755)
    yield folder
    if (folder / "pgdata" / "postmaster.pid").is_file():
        PrivateCluster(ClusterSettings(home=folder)).stop()
    shutil.rmtree(folder)


@pytest.fixture
def shared_data() -> Path:
    """The folder of public data files beside the project; tests that need it are skipped without it."""
    if not SHARED_DATA.is_dir():
        pytest.skip("The folder ../shared/data is missing, so real files cannot be read.")
    return SHARED_DATA


def made_once(cluster: PrivateCluster, name: str, model: str, fill: Callable[[str], object]) -> str:
    """Return the name of a copy of a database that the first worker to ask makes and fills."""
    with exclusive(cluster.home / f"{name}.lock", 300):
        known = cluster.psql("-At", "-c", "SELECT datname FROM pg_database", database="postgres").split()
        if name not in known:
            # A run that was broken off may have left a half-filled database in a kept home.
            cluster.psql("-c", f"DROP DATABASE IF EXISTS {name}_new WITH (FORCE)", database="postgres")
            cluster.psql("-c", f"CREATE DATABASE {name}_new TEMPLATE {model} {_COPIED}", database="postgres")
            fill(cluster.url_of(f"{name}_new"))
            cluster.psql("-c", f"ALTER DATABASE {name}_new RENAME TO {name}", database="postgres")
    return name


@contextmanager
def database_copy(cluster: PrivateCluster, template: str) -> Iterator[str]:
    """Give the URL of a copy of a database and drop the copy at the end."""
    name = f"test_{uuid.uuid4().hex}"
    cluster.psql("-c", f"CREATE DATABASE {name} TEMPLATE {template} {_COPIED}", database="postgres")
    try:
        yield cluster.url_of(name)
    finally:
        cluster.psql("-c", f"DROP DATABASE {name} WITH (FORCE)", database="postgres")
