"""A home of its own for tests that break the cluster on purpose."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.cluster import PrivateCluster
from hub.settings import ClusterSettings


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
def fresh(home: Path) -> PrivateCluster:
    """A cluster in that folder, not made yet."""
    return PrivateCluster(ClusterSettings(home=home, lock_seconds=60))
