"""One small hub for all tests of the schema; nothing writes to it."""

import uuid
from collections.abc import Iterator

import pytest

from hub.cluster import PrivateCluster
from tests.schema.hub import Hub
from tests.schema.world import build


@pytest.fixture(scope="session")
def world_url(cluster: PrivateCluster, template: str) -> Iterator[str]:
    """The URL of a database that holds the small world."""
    name = f"world_{uuid.uuid4().hex}"
    cluster.psql("-c", f"CREATE DATABASE {name} TEMPLATE {template}", database="postgres")
    url = cluster.url_of(name)
    build(url)
    cluster.psql("-c", "ANALYZE", database=name)
    yield url
    cluster.psql("-c", f"DROP DATABASE {name} WITH (FORCE)", database="postgres")


@pytest.fixture(scope="session")
def hub(world_url: str) -> Iterator[Hub]:
    """The schema over the small world."""
    opened = Hub(world_url)
    yield opened
    opened.close()
