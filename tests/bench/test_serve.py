"""The serving benchmark: every contestant that can run here gives the same answers."""

import random
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bench.serve.check import ask, check, difference
from bench.serve.conditions import sentence
from bench.serve.contestants import PEER, contestants
from bench.serve.data import SERVICES, fill
from bench.serve.growth import growth
from bench.serve.load import Sample
from bench.serve.measure import Figure, Plan, compare, store, stored
from bench.serve.operations import operations
from bench.serve.peer import add_functions
from bench.serve.plot import draw
from bench.serve.report import section
from bench.serve.servers import IN_ROWS, IN_SQL, Contestant, Running, serving
from hub.cluster import PrivateCluster
from hub.demo import prepare
from hub.store.connection import connect, scalar
from tests.conftest import made_once

PROVIDERS = 400
LARGE_BOX = 120


@pytest.fixture(scope="module")
def url(cluster: PrivateCluster, template: str) -> str:
    def make(url: str) -> None:
        prepare(url)
        fill(url, PROVIDERS)

    return cluster.url_of(made_once(cluster, "serve_bench", template, make))


@pytest.fixture(scope="module")
def running(url: str) -> Iterator[dict[Contestant, Running]]:
    """Everybody's server; the peer only where its packages are installed."""
    with ExitStack() as stack:
        who = contestants()
        if PEER in who:
            add_functions(url)
        yield {each: stack.enter_context(serving(each, url)) for each in who}


@pytest.mark.parametrize("operation", operations(LARGE_BOX), ids=lambda operation: operation.name)
def test_all_give_the_same_answers(operation, url: str, running: dict[Contestant, Running]):
    with connect(url) as connection:
        variables = operation.sample(connection, random.Random(7), 3)
    able = {each: server for each, server in running.items() if each.answers(operation)}

    assert len(able) >= 4
    assert check(operation, variables, able) == 3 * len(able)


def test_a_box_holds_a_full_page(url: str, running: dict[Contestant, Running]):
    box = operations(LARGE_BOX)[1]
    with connect(url) as connection:
        [variables] = box.sample(connection, random.Random(3), 1)
    first = next(iter(running))

    edges = ask(first, running[first], box, variables)["providers"]["edges"]

    assert len(edges) == LARGE_BOX
    assert {len(edge["node"]["services"]) for edge in edges} == {SERVICES}


def test_what_is_made_is_marked_and_whole(url: str):
    with connect(url) as connection:
        assert scalar(connection, "SELECT count(*) FROM hub.provider WHERE synthetic") == PROVIDERS
        assert scalar(connection, "SELECT count(*) FROM hub.service") == PROVIDERS * SERVICES
        index = "SELECT to_regclass('hub.ix_service_provider_id') IS NOT NULL"
        assert scalar(connection, index)


def test_a_difference_is_told_with_its_place():
    wanted = {"a": [1, {"b": 2.0}]}

    assert difference(wanted, {"a": [1, {"b": 2.0000000000001}]}) is None
    assert difference(wanted, {"a": [1, {"b": 3}]}) == "data.a.1.b: 2.0 and 3"
    assert difference(wanted, {"a": [1]}) == "data.a: [1, {'b': 2.0}] and [1]"


@pytest.mark.skipif(shutil.which("wrk") is None, reason="The load tool wrk is not installed.")
def test_load_is_measured_and_kept(url: str, running: dict[Contestant, Running], tmp_path: Path):
    by_id = next(each for each in operations() if each.name == "by_id")
    with connect(url) as connection:
        variables = by_id.sample(connection, random.Random(5), 5)
    some = {each: server for each, server in running.items() if each.name in {"sql", "rows"}}

    figures = compare(by_id, variables, some, 1, Plan(seconds=1, rounds=1, clients=(2,)))
    store(tmp_path / "run.json", {"providers": PROVIDERS}, figures)

    assert stored(tmp_path / "run.json") == ({"providers": PROVIDERS}, figures)
    assert {figure.contestant for figure in figures} == {"sql", "rows"}
    assert all(sample.failed == 0 and sample.requests > 0 for each in figures for sample in each.samples)


@pytest.mark.skipif(shutil.which("wrk") is None, reason="The load tool wrk is not installed.")
def test_two_hubs_are_measured_side_by_side(url: str, running: dict[Contestant, Running]):
    by_id = next(each for each in operations() if each.name == "by_id")
    floors = {each: running[each] for each in (IN_SQL, IN_ROWS)}
    hubs, plan = [(url, floors), (url, floors)], Plan(warming=1, seconds=1, rounds=1)

    text = growth(hubs, (PROVIDERS, PROVIDERS), [by_id], 1, plan)

    cell = r"[\d.]+ / [\d.]+, \*\*[\d.]+\*\*"
    assert re.search(rf"^\| one by id \| – \| {cell} \| {cell} \|$", text, re.MULTILINE)


def test_the_report_shows_medians_and_ratios():
    facts = {"providers": 50_000, "date": "2026-11-22", "cores": 2, "load_before": 0.1, "load_after": 1.5}
    facts |= {"rounds": 1, "seconds": 3, "wrk": "4.1"}
    figures = [
        Figure("by_id", name, clients, (_sample(p50, rate),))
        for name, p50, rate in (("compiled", 0.5, 2_400), ("sql", 0.4, 3_000), ("rows", 0.6, 2_000))
        for clients in (1, 16)
    ]

    text = section([(facts, figures)])

    assert "| one by id | 0.80 | 1.25 | – | – | – |" in text
    assert "| one by id | 0.50 / 1.00, **2,400** | 0.40 / 0.80, **3,000** | 0.60 / 1.20, **2,000** |" in text
    assert sentence(facts) in text
    assert ">2,400</text>" in draw((facts, figures))


def _sample(p50: float, rate: float) -> Sample:
    return Sample(
        requests=int(rate),
        failed=0,
        seconds=1,
        p50=p50,
        p99=2 * p50,
        bytes=10,
        server_cpu=0.1,
        database_cpu=0.2,
    )
