"""The demo's data with people: points for Ukraine, figures of districts for Russia, none for Kazakhstan."""

from collections.abc import Iterator
from typing import Any

import pytest

from hub.cluster import PrivateCluster
from hub.store.connection import connect
from tests.conftest import database_copy
from tests.schema.hub import Hub
from tests.schema.planning.composition_world import World, build_ground, clear_world, insert_world

#: Two points for each fourth place of a provider: at a bit of a distance that grows, and far away from it.
POINTS = """
INSERT INTO hub.people_point (country, number, lat, lon, people, territory_id, territory_how)
SELECT 'UA', row_number() OVER (ORDER BY l.id, far), ST_Y(l.point) + far, ST_X(l.point) + far,
       100 + (row_number() OVER (ORDER BY l.id, far)) % 900, l.territory_id, 'stated'
FROM hub.location l JOIN hub.territory t ON t.id = l.territory_id
CROSS JOIN (VALUES (0.011), (0.07), (0.4)) d(far)
WHERE l.point IS NOT NULL AND t.country = 'UA'
"""
FILE = """
INSERT INTO hub.people_file (country, source_id, as_of, counts, points, people, left_out)
SELECT 'UA', (SELECT min(id) FROM hub.source), '2022-01-01', 'people', 0, 0, 0
"""
DISTRICTS = """
INSERT INTO hub.territory_population (territory_id, source_id, as_of, value)
SELECT t.id, (SELECT min(id) FROM hub.source), '2021-10-01', 1000 + t.id % 5000
FROM hub.territory t WHERE t.country = 'RU' AND t.level = 'district' AND t.valid_to IS NULL
ON CONFLICT DO NOTHING
"""
NOBODY = """
DELETE FROM hub.territory_population USING hub.territory t WHERE t.id = territory_id AND t.country = 'KZ'
"""


@pytest.fixture(scope="package")
def people_url(cluster: PrivateCluster, demo_template: str) -> Iterator[str]:
    """The URL of the demo's data with people."""
    with database_copy(cluster, demo_template) as url:
        with connect(url) as connection:
            for statement in (FILE, POINTS, DISTRICTS, NOBODY):
                connection.execute(statement.encode())
        yield url


@pytest.fixture(scope="package")
def people_hub(people_url: str) -> Iterator[Hub]:
    """The schema over it."""
    opened = Hub(people_url)
    yield opened
    opened.close()


@pytest.fixture(scope="package")
def demo_hub(demo_url: str) -> Iterator[Hub]:
    """The schema over the demo's data as it is."""
    opened = Hub(demo_url)
    yield opened
    opened.close()


@pytest.fixture(scope="package")
def ground_url(cluster: PrivateCluster, template: str) -> Iterator[str]:
    """The URL of a database with a few territories, and whatever providers a test gives to its world."""
    with database_copy(cluster, template) as url:
        build_ground(url)
        yield url


@pytest.fixture
def world(ground_url: str) -> Iterator[World]:
    """Makes a hub of the providers that a test gives; they are gone afterwards."""
    opened: list[Hub] = []

    def build(*providers: dict[str, Any]) -> Hub:
        insert_world(ground_url, providers)
        opened.append(Hub(ground_url))
        return opened[-1]

    try:
        yield build
    finally:
        for one in opened:
            one.close()
        clear_world(ground_url)
