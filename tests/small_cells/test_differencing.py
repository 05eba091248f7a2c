"""An attack through questions: filters, sub-territories and releases, whose answers are put together."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pytest

from hub.domain.records import ProviderRecord
from hub.domain.vocabulary import Sector
from hub.ingest import RunReport
from hub.small_cells import Relation, audit
from hub.solver import SolverSession
from hub.store.connection import connect
from tests.schema.hub import Hub

from .registers import clients, service, serving

Import = Callable[..., RunReport]

#: key → (clients, in the other hromada, sector, groups, category)
WORLD: dict[str, tuple[int, bool, Sector, tuple[str, ...], str]] = {
    "1": (8, False, Sector.STATE, ("older",), "care.home"),
    "2": (50, False, Sector.NONPROFIT, ("older",), "care.home"),
    "3": (7, True, Sector.NONPROFIT, ("pwd",), "care.home"),
    "4": (30, True, Sector.STATE, ("pwd",), "care.home"),
    "5": (3, False, Sector.NONPROFIT, ("pwd",), "rehab.social"),
    "6": (9, True, Sector.STATE, ("older",), "rehab.social"),
    "7": (40, True, Sector.NONPROFIT, ("older", "pwd"), "rehab.social"),
}
PARENTS = {"UA050201": "UA0502", "UA050301": "UA0503", "UA0502": "UA05", "UA0503": "UA05", "UA05": "UA"}
LEVELS = ("COUNTRY", "REGION", "HROMADA", "SETTLEMENT")
CATEGORIES = ("care", "care.home", "rehab", "rehab.social")
FILTERS = {
    "": lambda _: True,
    "sectors: [STATE]": lambda of: of[2] is Sector.STATE,
    "sectors: [NONPROFIT]": lambda of: of[2] is Sector.NONPROFIT,
    'targetGroups: ["older"]': lambda of: "older" in of[3],
    'targetGroups: ["pwd"]': lambda of: "pwd" in of[3],
    'within: { territory: "UA0502" }': lambda of: not of[1],
    'categories: { anyOf: ["care"] }': lambda of: of[4].startswith("care"),
}


@dataclass(frozen=True)
class Told:
    """What an answer tells: the clients of these providers together."""

    keys: frozenset[str]
    value: int


def register(of: dict[str, tuple[int, bool, Sector, tuple[str, ...], str]]) -> list[ProviderRecord]:
    """The records of a world."""
    return [
        serving(
            key,
            number,
            far=far,
            sector=sector,
            services=(service(category=category, target_groups=groups, capacities=clients(number)),),
        )
        for key, (number, far, sector, groups, category) in of.items()
    ]


def lies_in(code: str, far: bool) -> bool:
    """Whether a provider's place lies in a territory."""
    at: str | None = "UA050301" if far else "UA050201"
    while at is not None and at != code:
        at = PARENTS.get(at)
    return at == code


def asked(hub: Hub) -> Iterator[tuple[str, dict[str, Any], str]]:
    """(filter, cell, territory) of every matrix that anybody may ask for."""
    for wanted, level, count, moment in product(FILTERS, LEVELS, ("SEATS", "SERVED"), ("", ", asOf: 1")):
        filtered = f", filter: {{ {wanted} }}" if wanted else ""
        named = ", ".join(f'"{each}"' for each in CATEGORIES)
        query = (
            f'{{ coverage(within: "UA", level: {level}, categories: [{named}], count: {count}{filtered}'
            f"{moment}) {{ territory {{ code }} cells {{ category {{ code }}"
            " served { value shared stated absent } } } }"
        )
        for row in hub.data(query)["coverage"]:
            for cell in row["cells"]:
                yield wanted, cell, row["territory"]["code"]


def observed(hub: Hub, of: dict[str, Any]) -> set[Told]:
    """What anybody learns of clients of sets of providers."""
    found = set()
    for wanted, cell, code in asked(hub):
        served, category = cell["served"], cell["category"]["code"]
        assert (served["value"] is None) == (served["absent"] is not None)
        if served["value"] is None:
            continue
        keys = frozenset(
            key
            for key, each in of.items()
            if FILTERS[wanted](each)
            and (each[4] == category or each[4].startswith(f"{category}."))
            and lies_in(code, each[1])
        )
        assert served["value"] == sum(of[key][0] for key in keys)
        found.add(Told(keys, served["value"]))
    query = "{ providers(first: 50) { edges { node { name services { capacity { served } } } } } }"
    for edge in hub.data(query)["providers"]["edges"]:
        for each in edge["node"]["services"]:
            if each["capacity"]["served"] is not None:
                key = edge["node"]["name"].split()[-1]
                found.add(Told(frozenset({key}), each["capacity"]["served"]))
    return found


def bounds(told: set[Told], of: dict[str, Any]) -> dict[str, float | None]:
    """The most that can be said of each provider's clients."""
    place = {key: at for at, key in enumerate(sorted(of))}
    rows = [one for one in sorted(told, key=lambda one: sorted(one.keys)) if one.keys]
    values = np.array([*(of[key][0] for key in sorted(of)), *(one.value for one in rows)], float)
    relations = [
        Relation(len(of) + at, tuple(sorted(place[key] for key in one.keys))) for at, one in enumerate(rows)
    ]
    with SolverSession() as session:
        found = audit(session, values, np.arange(len(values)) < len(of), relations)
    return {key: found[at][1] for key, at in place.items()}


@pytest.fixture
def told(tree_url: str, importing: Import) -> Iterator[set[Told]]:
    """What anybody learns of the world."""
    with connect(tree_url) as connection:
        connection.execute("INSERT INTO hub.taxonomy (code, title) VALUES ('target-group', 'groups')")
        for code in ("older", "pwd"):
            connection.execute("INSERT INTO hub.term VALUES ('target-group', %s, NULL, 1)", (code,))
            connection.execute("INSERT INTO hub.term_closure VALUES ('target-group', %s, %s)", (code, code))
    importing(*register(WORLD))
    hub = Hub(tree_url)
    try:
        yield observed(hub, WORLD)
    finally:
        hub.close()


def test_no_question_tells_who_is_below_k(told: set[Told]) -> None:
    most = bounds(told, WORLD)
    for key, (number, *_) in WORLD.items():
        if number < 10:
            assert most[key] is None or most[key] >= 10 - 1e-6, key
        else:
            assert most[key] == pytest.approx(number)
    # The attack is one: the small hromada's sum beside what is told gives the figure.
    assert bounds(told | {Told(frozenset({"1", "2"}), 58)}, WORLD)["1"] == pytest.approx(8)
