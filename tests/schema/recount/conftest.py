"""The hubs whose filters are counted again, each with both roads over it."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from hub.cluster import PrivateCluster
from hub.store.connection import connect
from tests.conftest import made_once
from tests.schema.recount import hubs
from tests.schema.recount.places import Places
from tests.schema.roads.asking import LIMITS, Roads
from tests.schema.roads.holdings import Holdings, read_values
from tests.schema.roads.stirred import stir

#: Nodes of an answer: most lists whole, so that their ids can be compared.
FIRST = 500


@dataclass(frozen=True)
class Recounted:
    """A hub: both roads over it, what it holds, and what its codes mean."""

    roads: Roads
    holdings: Holdings
    places: Places


class Hubs:
    """The hubs by name, opened when they are first asked for."""

    def __init__(self, cluster: PrivateCluster, template: str, demo: str) -> None:
        self._cluster = cluster
        self._template = template
        self._demo = demo
        self._open: dict[str, Recounted] = {}
        self.stack = ExitStack()

    def of(self, name: str) -> Recounted:
        """The demo with what it lacks, or the random hub of a number."""
        if name not in self._open:
            url = self._cluster.url_of(self._database(name))
            roads = self.stack.enter_context(
                closing(Roads(url, LIMITS.model_copy(update={"page_size": FIRST})))
            )
            connection = self.stack.enter_context(connect(url))
            self._open[name] = Recounted(roads, read_values(url), Places(connection))
        return self._open[name]

    def _database(self, name: str) -> str:
        if name == "demo":
            return made_once(self._cluster, "merezha_stirred", self._demo, stir)
        number = int(name.rpartition("-")[2])
        # Named by what it is made of, so that none of another make is found in a kept cluster.
        made_of = self._template.encode() + Path(hubs.__file__).read_bytes()
        made = f"merezha_random_{sha256(made_of).hexdigest()[:8]}_{number}"
        return made_once(self._cluster, made, self._template, hubs.random_hub(number))


@pytest.fixture(scope="session", name="hubs")
def opened_hubs(cluster: PrivateCluster, template: str, demo_template: str) -> Iterator[Hubs]:
    """All of them."""
    opened = Hubs(cluster, template, demo_template)
    with opened.stack:
        yield opened
