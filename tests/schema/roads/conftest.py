"""One hub that holds something of everything, and both roads over it."""

import json
from collections.abc import Iterator
from dataclasses import asdict

import pytest
from graphql import GraphQLSchema, build_schema

from hub.cluster import PrivateCluster
from hub.cluster.locks import exclusive
from schema.sdl import PATH
from tests.conftest import made_once
from tests.schema.roads.asking import Roads
from tests.schema.roads.holdings import QUESTIONS, Holdings, read_holdings
from tests.schema.roads.stirred import stir


@pytest.fixture(scope="session")
def stirred_url(cluster: PrivateCluster, demo_template: str) -> str:
    """The URL of a database with the demo's data and what it lacks; all tests read it and none may write."""
    return cluster.url_of(made_once(cluster, "merezha_stirred", demo_template, stir))


@pytest.fixture(scope="session")
def roads(stirred_url: str) -> Iterator[Roads]:
    """Both roads over the stirred hub."""
    opened = Roads(stirred_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def holdings(cluster: PrivateCluster, stirred_url: str, roads: Roads) -> Holdings:
    """What the stirred hub holds, read by the first worker that asks."""
    kept = cluster.home / f"holdings-{QUESTIONS}.json"
    with exclusive(cluster.home / "holdings.lock", 300):
        if not kept.exists():
            kept.write_text(json.dumps(asdict(read_holdings(stirred_url, roads))), "utf-8")
    return Holdings(**json.loads(kept.read_text("utf-8")))


@pytest.fixture(scope="session")
def sdl() -> GraphQLSchema:
    """The schema as clients see it."""
    return build_schema(PATH.read_text("utf-8"))
