"""Every operation of the contract, word for word, answers without errors and with the right rows."""

import re
from pathlib import Path
from typing import Any

import pytest
from graphql import parse, print_ast

from schema.node import encode_id
from tests.schema.hub import Hub
from tests.schema.operations import FRAGMENTS, OPERATIONS, text_of
from tests.schema.world.base import rid
from tests.schema.world.providers import (
    CARITAS,
    HARMONY,
    KOLPING,
    LYMAN,
    PROLISOK,
    SHELTER,
    SUDARUSHKA,
    TEAM,
)
from tests.schema.world.records import provider_id

CONTRACT = Path(__file__).resolve().parents[3] / "shared" / "guide" / "queries.md"


def ask(hub: Hub, name: str, variables: dict[str, Any] | None = None) -> Any:
    """The data of a named operation of the contract."""
    return hub.data(text_of(name), variables, name=name)


def names(connection: Any) -> list[str]:
    return [edge["node"]["name"] for edge in connection["edges"]]


def test_the_files_are_the_contract() -> None:
    if not CONTRACT.is_file():
        pytest.skip("../shared/guide/queries.md is missing, so the files cannot be compared.")
    (block,) = re.findall(r"```graphql\n(.*?)```", CONTRACT.read_text("utf-8"), re.DOTALL)
    own = {print_ast(node) for node in (*OPERATIONS.values(), *FRAGMENTS.values())}
    assert {print_ast(node) for node in parse(block).definitions} == own


def test_every_operation_is_tested_here() -> None:
    asked = re.findall(r'ask\(hub, "(\w+)"', Path(__file__).read_text("utf-8"))
    assert set(asked) == set(OPERATIONS)


#: What the fragment ProviderCard shows of «Гармонія».
HARMONY_CARD = {
    "id": encode_id("Provider", provider_id(HARMONY)),
    "name": HARMONY,
    "shortName": None,
    "sector": "MUNICIPAL",
    "status": "ACTIVE",
    "kind": {"code": "rehab-centre", "label": "Центр реабілітації"},
    "identifiers": [{"scheme": "UA-EDRPOU", "value": "00032129"}],
    "locations": [
        {
            "id": encode_id("Location", rid("location", HARMONY, "1")),
            "address": "вул. Соборна, 1",
            "point": {"lat": 49.232, "lon": 28.468},
            "precision": {"class": "EXACT", "metres": 30},
            "territory": {"code": "UA05020030010063857", "name": "Vinnytsia", "level": "SETTLEMENT"},
        }
    ],
    "services": [
        {
            "id": encode_id("Service", rid("service", HARMONY, "early")),
            "name": "Послуга early",
            "forms": ["AMBULATORY"],
            "category": {"code": "rehab.early-intervention", "label": "Early intervention"},
            "targetGroups": [{"code": "child-pwd", "label": "Дети-инвалиды"}],
            "capacity": {"total": 50, "available": 5, "served": 45, "waiting": 13, "asOf": "2026-01-01"},
            "nationalLabel": "Раннє втручання",
            "matchedVia": "EXACT",
        }
    ],
}


def test_providers_in_box(hub: Hub) -> None:
    found = ask(hub, "ProvidersInBox")["providers"]
    assert (found["totalCount"], found["totalCountRelation"]) == (44, "EXACT")
    assert names(found)[:4] == [HARMONY, CARITAS, SHELTER, KOLPING]
    assert found["edges"][0]["node"] == HARMONY_CARD
    cursors = [edge["cursor"] for edge in found["edges"]]
    assert found["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": False,
        "startCursor": cursors[0],
        "endCursor": cursors[-1],
    }
    rest = ask(hub, "ProvidersInBox", {"after": cursors[2]})["providers"]
    assert names(rest) == names(found)[3:]
    assert rest["pageInfo"]["hasPreviousPage"] is True


def test_in_territory_by_category(hub: Hub) -> None:
    found = ask(hub, "InTerritoryByCategory")["providers"]
    assert found == {"totalCount": 1, "edges": [{"node": {"name": HARMONY, "sector": "MUNICIPAL"}}]}


def test_in_radius(hub: Hub) -> None:
    assert names(ask(hub, "InRadius")["providers"]) == [HARMONY, CARITAS, SHELTER, KOLPING]


def test_in_polygon(hub: Hub) -> None:
    ring = [[28.4, 49.2], [28.475, 49.2], [28.475, 49.3], [28.4, 49.3], [28.4, 49.2]]
    found = ask(hub, "InPolygon", {"area": {"type": "Polygon", "coordinates": [ring]}})["providers"]
    assert (found["totalCount"], names(found)) == (3, [HARMONY, CARITAS, SHELTER])


def test_nearest(hub: Hub) -> None:
    found = ask(hub, "Nearest")["nearestProviders"]
    node = {"name": HARMONY, "locations": [{"address": "вул. Соборна, 1"}]}
    assert found == {"edges": [{"distanceMetres": 0.0, "uncertaintyMetres": 30, "node": node}]}


def test_who_serves(hub: Hub) -> None:
    found = ask(hub, "WhoServes")["providers"]
    areas = [
        {"code": "UA14040010000025000", "name": "Великоновосілківська"},
        {"code": "UA14120150000021111", "name": "Лиманська"},
    ]
    assert found["edges"] == [
        {"node": {"name": LYMAN, "services": [{"name": "Послуга home", "areas": []},
                                              {"name": "Послуга polygon", "areas": []}]}},
        {"node": {"name": TEAM, "services": [{"name": "Послуга home", "areas": areas}]}},
    ]  # fmt: skip


def test_for_whom(hub: Hub) -> None:
    found = names(ask(hub, "ForWhom")["providers"])
    assert found[:2] == [CARITAS, SHELTER]
    assert all(name.startswith("Юрба") for name in found[2:])


def test_search(hub: Hub) -> None:
    found = ask(hub, "Search")
    assert names(found["providers"]) == [SUDARUSHKA]
    hromada, district = {"name": "Лиманська"}, {"name": "Краматорський"}
    city = {"code": "UA14120150010021112", "name": "Лиман", "level": "SETTLEMENT", "parent": hromada}
    assert [edge["node"] for edge in found["territories"]["edges"]] == [
        city,
        {"code": "UA14120150000021111", "name": "Лиманська", "level": "HROMADA", "parent": district},
    ]


def test_facets(hub: Hub) -> None:
    found = ask(hub, "Facets")["providers"]
    assert found["totalCount"] == 3
    assert {facet["by"]: [(b["code"], b["label"], b["count"]) for b in facet["buckets"]]
            for facet in found["facets"]} == {
        "CATEGORY": [("support", "Поддержка", 2), ("support.adaptation", "Социальная адаптация", 2),
                     ("care", "Уход", 1), ("care.home", "Уход на дому", 1)],
        "SECTOR": [("state", "Государственный", 2), ("nonprofit", "Некоммерческий", 1)],
        "KIND": [("comprehensive-centre", "Комплексный центр", 2), ("ngo", "NGO", 1)],
        "FORM": [("home", "На дому", 1), ("remote", "remote", 1),
                 ("semi-residential", "semi-residential", 1)],
        "TARGET_GROUP": [("ex-prisoner", "Освобождённые", 1)],
    }  # fmt: skip


def test_territory(hub: Hub) -> None:
    assert ask(hub, "Territory")["territory"] == {
        "code": "UA71060210000032972",
        "scheme": "KATOTTG",
        "level": "HROMADA",
        "name": "Уманська",
        "population": None,
        "ancestors": [
            {"code": "UA", "name": "Україна"},
            {"code": "UA71000000000010357", "name": "Черкаська"},
            {"code": "UA71060000000030325", "name": "Уманський"},
        ],
        "children": {"totalCount": 1, "edges": [{"node": {"code": "UA71060210010010251"}}]},
        "point": {"lat": 48.75, "lon": 30.22},
        "bbox": {"west": 30.22, "south": 48.75, "east": 30.22, "north": 48.75},
        "boundary": None,
        "basicServices": {
            "required": 3,
            "present": [{"code": "3"}],
            "missing": [{"code": "1", "label": "Догляд вдома"}, {"code": "2", "label": "Денний догляд"}],
        },
        "providers": {"totalCount": 1, "edges": [{"node": {"name": PROLISOK}}]},
    }


def test_coverage_matrix(hub: Hub) -> None:
    def cell(category: str, *numbers: float | None) -> dict[str, Any]:
        keys = ("providers", "services", "capacity", "per10k")
        return {"category": {"code": category}, **dict(zip(keys, numbers, strict=True))}

    vinnytsia, voronovytsia = ask(hub, "CoverageMatrix")["coverage"]
    assert vinnytsia == {
        "territory": {"code": "UA05020030000031457", "name": "Вінницька", "population": {"value": 380000}},
        "cells": [
            cell("care.home", 0, 0, None, None),
            cell("care.day", 1, 1, None, None),
            cell("prevention.resilience", 0, 0, None, None),
        ],
    }
    assert voronovytsia == {
        "territory": {"code": "UA05020050000066786", "name": "Вороновицька", "population": {"value": 20000}},
        "cells": [
            cell("care.home", 1, 1, 6, 3.0),
            cell("care.day", 0, 0, None, None),
            cell("prevention.resilience", 0, 0, None, None),
        ],
    }


def test_categories(hub: Hub) -> None:
    found = ask(hub, "Categories")
    codes = [group["code"] for group in found["categories"]]
    assert codes == ["access", "prevention", "crisis", "care", "living", "rehab", "support", "aux"]
    home, day, residential = found["categories"][3]["children"]
    crosswalk = {"system": "UA-429", "code": None, "label": "Догляд вдома", "relation": "EXACT"}
    assert home == {"code": "care.home", "label": "Үйде күтім", "crosswalk": [crosswalk]}
    assert (day["label"], residential["label"]) == ("Дневной уход", "Residential care")
    assert found["targetGroups"][0] == {"code": "older", "label": "Older people"}
    assert len(found["targetGroups"]) == 6


def test_provenance(hub: Hub) -> None:
    own = encode_id("Provider", provider_id(HARMONY))
    register = {
        "id": encode_id("Source", "ua_register"),
        "title": "Реєстр надавачів",
        "isSample": False,
        "licence": "CC BY 4.0",
    }
    sample = {
        "id": encode_id("Source", "ru_oms"),
        "title": "Реестр поставщиков",
        "isSample": True,
        "licence": None,
    }
    place = {"record": {"row": 3, "file": "register.csv"}, "claimedAt": "2026-03-01"}
    assert ask(hub, "Provenance", {"id": own})["node"] == {
        "id": own,
        "name": HARMONY,
        "provenance": [
            {"field": "name", "value": HARMONY, "source": register, "won": True, **place},
            {"field": "name", "value": "Центр Гармонія", "source": sample, "won": False, **place},
            {"field": "sector", "value": "municipal", "source": register, "won": True, **place},
        ],
        "history": [{"release": 1, "at": "2026-03-01T12:00:00+00:00", "change": "ADDED"}],
    }


def test_sources(hub: Hub) -> None:
    found = ask(hub, "Sources")
    assert found["release"] == {"number": 1, "publishedAt": "2026-03-01T12:00:00+00:00"}
    nodes = [edge["node"] for edge in found["sources"]["edges"]]
    assert [node["title"] for node in nodes] == ["Crowd", "КАТОТТГ", "Реестр поставщиков", "Реєстр надавачів"]
    assert nodes[2]["jurisdiction"] == {"code": "52000000", "name": "Омська область"}
    assert nodes[2]["controlTotals"] == [
        {"label": "suppliers", "declared": 45, "found": 3, "cites": "omsk"},
        {"label": "people", "declared": 4113, "found": None, "cites": "omsk"},
    ]
    assert nodes[2]["lastRun"] is None
    assert nodes[3]["lastRun"] == {
        "id": encode_id("Run", 2),
        "status": "PUBLISHED",
        "startedAt": "2026-03-01T12:00:00+00:00",
        "finishedAt": "2026-03-01T12:00:00+00:00",
        "read": 12,
        "accepted": 11,
        "rejected": 1,
        "added": 9,
        "changed": 1,
        "unchanged": 1,
        "vanished": 2,
        "release": 1,
    }
