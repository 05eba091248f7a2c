"""The demo's data with people, for papers of every question."""

from collections.abc import Iterator

import pytest

from hub.cluster import PrivateCluster
from hub.store.connection import connect
from tests.conftest import database_copy
from tests.schema.planning.conftest import DISTRICTS, FILE, NOBODY, POINTS


@pytest.fixture(scope="package")
def peopled_url(cluster: PrivateCluster, demo_template: str) -> Iterator[str]:
    """The URL of the demo's data with people."""
    with database_copy(cluster, demo_template) as url:
        with connect(url) as connection:
            for statement in (FILE, POINTS, DISTRICTS, NOBODY):
                connection.execute(statement.encode())
        yield url
