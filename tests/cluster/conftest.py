"""A cluster of its own for tests that break it on purpose."""

from pathlib import Path

import pytest

from hub.cluster import PrivateCluster
from hub.settings import ClusterSettings


@pytest.fixture
def fresh(home: Path) -> PrivateCluster:
    """A cluster in a home of its own, not made yet."""
    return PrivateCluster(ClusterSettings(home=home, lock_seconds=60))
