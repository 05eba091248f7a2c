"""What each filter means, on rows it must find and rows it must not."""

from typing import Any

import pytest

from schema.node import encode_id
from tests.schema.hub import Hub
from tests.schema.world.providers import (
    CARITAS,
    CLOSED,
    HARMONY,
    KOLPING,
    LYMAN,
    NADEZHDA,
    PROLISOK,
    SHELTER,
    SUDARUSHKA,
    TEAM,
    VANISHED,
    VARSHAVKA,
)
from tests.schema.world.records import CNAP, UMAN_CNAP, provider_id

WORKING = {
    CARITAS, HARMONY, KOLPING, LYMAN, NADEZHDA, PROLISOK, SHELTER, SUDARUSHKA, TEAM, VARSHAVKA
}  # fmt: skip
VINNYTSIA = "UA05020030000031457"
QUERY = """
query ($filter: ProviderFilter) {
  providers(filter: $filter, first: 100) { totalCount edges { node { name } } }
}
"""

Filter = dict[str, Any]


def found(hub: Hub, wanted: Filter) -> set[str]:
    """Names of the providers that a filter means, the crowd aside unless it is asked for."""
    sources = {"sources": ["ua_register", "ru_oms"], **wanted}
    providers = hub.data(QUERY, {"filter": sources})["providers"]
    names = [edge["node"]["name"] for edge in providers["edges"]]
    assert len(names) == len(set(names)) == providers["totalCount"]
    return set(names)


def box(west: float, south: float, east: float, north: float) -> Filter:
    return {"within": {"bbox": {"west": west, "south": south, "east": east, "north": north}}}


def ring(*positions: list[float]) -> Filter:
    return {"within": {"polygon": {"type": "Polygon", "coordinates": [[*positions, positions[0]]]}}}


def radius(metres: float) -> Filter:
    return {"within": {"radius": {"center": {"lat": 49.232, "lon": 28.468}, "metres": metres}}}


def within(territory: str) -> Filter:
    return {"within": {"territory": territory}}


def categories(**lists: list[str]) -> Filter:
    return {"categories": lists}


def serves(lat: float, lon: float) -> Filter:
    return {"serves": {"lat": lat, "lon": lon}}


PLACES: list[tuple[Filter, set[str]]] = [
    (within(VINNYTSIA), {HARMONY, KOLPING, CARITAS, SHELTER}),
    (within("UA05020030010063857"), {HARMONY, KOLPING}),  # the city: no row that only knows its hromada
    (within("0510100000"), {HARMONY, KOLPING}),  # the same by its old КОАТУУ code
    (within("koatuu:0510100000"), {HARMONY, KOLPING}),
    (within("UA-05"), {HARMONY, KOLPING, CARITAS, SHELTER}),
    (within("RU-OMS"), {SUDARUSHKA, NADEZHDA, VARSHAVKA}),
    (within("UA"), WORKING - {SUDARUSHKA, NADEZHDA, VARSHAVKA}),
    (box(28.4, 49.2, 28.475, 49.3), {HARMONY, CARITAS, SHELTER}),
    (box(28.468, 49.232, 28.468, 49.232), {HARMONY}),  # the edges belong to the box
    (ring([28.4, 49.2], [28.47, 49.2], [28.47, 49.2325], [28.4, 49.2325]), {HARMONY}),
    (radius(50), {HARMONY}),
    (radius(200), {HARMONY, CARITAS, SHELTER}),
    (radius(2000), {HARMONY, CARITAS, SHELTER, KOLPING}),
    # All shapes must hold the same location: Kolping has one in the box and one in the other hromada.
    ({"within": {**within("UA05020050000066786")["within"], **radius(2000)["within"]}}, set()),
    ({"within": {**within(VINNYTSIA)["within"], **radius(50)["within"]}}, {HARMONY}),
    ({"precision": ["TERRITORY"]}, {CARITAS, SHELTER}),
    ({"precision": ["UNKNOWN"]}, {NADEZHDA}),  # a legal address counts where there is no other
    ({**within("UA-05"), "precision": ["EXACT", "STREET"]}, {HARMONY, KOLPING}),
]

SERVICES: list[tuple[Filter, set[str]]] = [
    (categories(anyOf=["care.home"]), {KOLPING, TEAM, LYMAN, VARSHAVKA}),
    (categories(anyOf=["care"]), {KOLPING, TEAM, LYMAN, VARSHAVKA, CARITAS}),
    (categories(anyOf=["rehab", "living"]), {HARMONY, PROLISOK, KOLPING}),
    (categories(allOf=["care.home", "living"]), {KOLPING}),
    (categories(allOf=["care.home", "access"]), {LYMAN}),
    (categories(anyOf=["care"], noneOf=["care.residential"]), {KOLPING, TEAM, LYMAN, VARSHAVKA}),
    (categories(noneOf=["care", "rehab", "support"]), {SHELTER}),
    (categories(anyOf=[]), WORKING),
    ({"forms": ["MOBILE_TEAM"]}, {TEAM, LYMAN}),
    ({"forms": ["REMOTE", "TEMPORARY_STAY"]}, {NADEZHDA, SHELTER}),
    # Form and category must be of one service: Lyman's team counsels, its home care has no team.
    ({**categories(anyOf=["care.home"]), "forms": ["MOBILE_TEAM"]}, {TEAM}),
    ({**categories(allOf=["care.home", "access"]), "forms": ["MOBILE_TEAM"]}, set()),
    # Category and place too: Kolping's home care is in the other hromada.
    ({**within(VINNYTSIA), **categories(anyOf=["care.home"])}, set()),
    ({**within("UA05020050000066786"), **categories(anyOf=["care.home"])}, {KOLPING}),
    ({"targetGroups": ["pwd"]}, {KOLPING, PROLISOK}),
    ({"targetGroups": ["pwd.mental"]}, {KOLPING}),
    ({"targetGroups": ["older", "ex-prisoner"]}, {KOLPING, CARITAS, TEAM, SUDARUSHKA}),
    ({"eligible": {"targetGroups": ["child-pwd"]}}, {HARMONY, CARITAS, SHELTER}),
    ({"eligible": {"age": 7, "targetGroups": ["child-pwd"]}}, {CARITAS, SHELTER}),
    ({"eligible": {"age": 4, "targetGroups": ["child-pwd"]}}, {HARMONY, CARITAS, SHELTER}),
    ({"eligible": {"age": 2, "targetGroups": ["child-pwd"]}}, {HARMONY, SHELTER}),
    # A service for people with disabilities is for those with mental disorders too; not the other way.
    ({"eligible": {"age": 18, "targetGroups": ["pwd.mental"]}}, {KOLPING, PROLISOK, SHELTER}),
    ({"eligible": {"age": 18, "targetGroups": ["pwd"]}}, {PROLISOK, SHELTER}),
    ({"eligible": {"age": 19}}, WORKING - {HARMONY, PROLISOK}),
    ({"eligible": {}}, WORKING),
]

REACH: list[tuple[Filter, set[str]]] = [
    # Velyka Novosilka: only by service areas, of a territory and of a polygon.
    (serves(47.841, 36.837), {TEAM, LYMAN}),
    ({**serves(47.841, 36.837), "forms": ["HOME"]}, {TEAM}),
    # Outside the polygon, still nearest to Velyka Novosilka.
    (serves(47.95, 36.83), {TEAM}),
    # A village of Lyman's hromada: what is given in the hromada without areas, and areas that name it.
    (serves(48.93, 37.97), {TEAM, LYMAN}),
    # By the boundary of Vinnytsia's hromada, also where Vorononytsia is nearer.
    (serves(49.101, 28.599), {HARMONY, KOLPING, CARITAS, SHELTER}),
    # Omsk city and district: no hromadas there.
    (serves(54.99, 73.37), {SUDARUSHKA, NADEZHDA}),
    (serves(54.2, 74.7), {VARSHAVKA}),
    ({"serves": {"point": {"lat": 47.841, "lon": 36.837}}}, {TEAM, LYMAN}),
    # A hromada is reached by areas that are it, and by drawn ones that cover a part of it.
    ({"serves": {"territory": "UA14040010000025000"}}, {TEAM, LYMAN}),
    ({"serves": {"territory": "UA14040010000025000"}, "forms": ["HOME"]}, {TEAM}),
    # The team's areas are hromadas; whoever names a village, raion or oblast of theirs finds it too.
    ({"serves": {"territory": "UA14040010010025001"}, "forms": ["HOME"]}, {TEAM}),
    ({"serves": {"territory": "UA14040000000029690"}, "forms": ["HOME"]}, {TEAM}),
    ({"serves": {"territory": "UA14120150000021111"}}, {TEAM, LYMAN}),
    # Without areas it is the hromada of the seat, whichever part of it is asked for.
    ({"serves": {"territory": "UA05020030010063857"}}, {HARMONY, KOLPING, CARITAS, SHELTER}),
    ({"serves": {"territory": "koatuu:0510100000"}, "categories": {"anyOf": ["care.day"]}}, {CARITAS}),
    ({"serves": {"territory": "52701000"}}, {SUDARUSHKA, NADEZHDA}),
    (serves(0.0, 0.0), set()),
]

OWN: list[tuple[Filter, set[str]]] = [
    ({}, WORKING),
    ({"kinds": ["ngo"]}, {KOLPING, CARITAS, NADEZHDA}),
    ({"sectors": ["RELIGIOUS", "STATE"]}, {CARITAS, TEAM, SUDARUSHKA, VARSHAVKA}),
    ({"status": ["CLOSED"]}, {CLOSED}),
    ({"status": ["CLOSED"], **categories(anyOf=["rehab"])}, {CLOSED}),
    ({"status": ["MISSING", "CLOSED"]}, {CLOSED, VANISHED}),
    ({"status": ["SUSPENDED"]}, set()),
    ({"isSample": True}, {SUDARUSHKA, NADEZHDA, VARSHAVKA}),
    ({"isSample": False}, WORKING - {SUDARUSHKA, NADEZHDA, VARSHAVKA}),
    ({"isSynthetic": True}, {VARSHAVKA}),
    ({"isSample": True, "isSynthetic": False}, {SUDARUSHKA, NADEZHDA}),
    # The Omsk register speaks of HARMONY too, through a statement that was joined with the first one.
    ({"sources": ["ru_oms"]}, {SUDARUSHKA, NADEZHDA, VARSHAVKA, HARMONY}),
    ({"ids": [encode_id("Provider", provider_id(TEAM)), encode_id("Provider", provider_id(CLOSED))]}, {TEAM}),
    ({"ids": []}, set()),
]

TEXTS: list[tuple[Filter, set[str]]] = [
    ({"text": text}, {SUDARUSHKA}) for text in ("Сударушка", "sudarushka", "СУДАРУШКИ", "Sudarushka Omsk")
] + [
    ({"text": "Лиман"}, {LYMAN, TEAM}),
    ({"text": "Lyman"}, {LYMAN, TEAM}),
    ({"text": "Лиманська"}, {LYMAN, TEAM}),
    ({"text": "незалежності"}, {LYMAN}),
    ({"text": "Карітас Вінниця"}, {CARITAS}),
    ({"text": "Карітас Омськ"}, set()),
    ({"text": "100%_"}, set()),
]


@pytest.mark.parametrize(("wanted", "names"), [*PLACES, *SERVICES, *REACH, *OWN, *TEXTS])
def test_a_filter_finds_exactly_what_it_means(hub: Hub, wanted: Filter, names: set[str]) -> None:
    assert found(hub, wanted) == names


def test_the_crowd_is_served_where_it_reaches(hub: Hub) -> None:
    assert (
        found(hub, {**serves(49.11, 28.68), "sources": ["crowd"], "ids": None, "forms": ["REMOTE"]}) == set()
    )
    providers = hub.data(QUERY, {"filter": {**serves(49.11, 28.68)}})["providers"]
    assert providers["totalCount"] == 41  # the crowd and Kolping's home care in Vorononytsia


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, [CNAP, UMAN_CNAP]),
        ({"within": {"territory": "UA71000000000010357"}}, [UMAN_CNAP]),
        ({"within": {"radius": {"center": {"lat": 49.23, "lon": 28.47}, "metres": 5000}}}, [CNAP]),
        ({"text": "Uman"}, [UMAN_CNAP]),
        ({"ids": [], "sources": ["ua_register"]}, []),
        ({"isSample": True}, []),
        ({"precision": ["EXACT"]}, [CNAP, UMAN_CNAP]),
    ],
)
def test_access_points(hub: Hub, wanted: Filter, names: list[str]) -> None:
    query = "query ($f: AccessPointFilter) { accessPoints(filter: $f) { edges { node { name } } } }"
    nodes = hub.data(query, {"f": wanted})["accessPoints"]["edges"]
    assert [edge["node"]["name"] for edge in nodes] == names


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        ({"text": "Lyman"}, ["UA14120150010021112", "UA14120150000021111"]),
        ({"text": "Лиман"}, ["UA14120150010021112", "UA14120150000021111"]),
        ({"text": "Лиманська"}, ["UA14120150000021111", "UA14120150010021112"]),
        ({"text": "Vinnytsia", "levels": ["REGION"]}, ["UA05000000000010236"]),
        ({"within": "UA71000000000010357", "levels": ["HROMADA", "SETTLEMENT"]},
         ["UA71060210000032972", "UA71060210010010251"]),
        ({"countries": ["RU"], "levels": ["DISTRICT"]}, ["52644000", "52701000"]),
        ({"codes": ["RU-OMS", "0510100000", "nobody"]}, ["UA05020030010063857", "52000000"]),
        ({"text": "Колишня"}, []),
        ({"text": "Колишня", "includeAbolished": True}, ["UA05020999000099999"]),
    ],
)  # fmt: skip
def test_territories(hub: Hub, wanted: Filter, codes: list[str]) -> None:
    query = "query ($f: TerritoryFilter) { territories(filter: $f) { edges { node { code } } } }"
    nodes = hub.data(query, {"f": wanted})["territories"]["edges"]
    assert [edge["node"]["code"] for edge in nodes] == codes
