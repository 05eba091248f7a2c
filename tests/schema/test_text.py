"""What a text finds and in which order: names of records, and of the places where they are."""

from typing import Any

import pytest

from tests.schema.hub import Hub
from tests.schema.world.providers import (
    CARITAS,
    HARMONY,
    KOLPING,
    LYMAN,
    NADEZHDA,
    PROLISOK,
    SHELTER,
    SUDARUSHKA,
    TEAM,
    VARSHAVKA,
)
from tests.schema.world.records import CNAP, UMAN_CNAP

SOURCES = ["ua_register", "ru_oms"]
CITY, HROMADA, RAION = "UA71060210010010251", "UA71060210000032972", "UA71060000000030325"


def providers(hub: Hub, text: str) -> list[str]:
    """Names in the order of the answer, whose facets must count the same ones."""
    query = """query ($f: ProviderFilter) { providers(filter: $f, first: 50) {
        totalCount edges { node { name } } facets(by: [SECTOR]) { buckets { count } } } }"""
    found = hub.data(query, {"f": {"text": text, "sources": SOURCES}})["providers"]
    names = [edge["node"]["name"] for edge in found["edges"]]
    assert (
        sum(bucket["count"] for bucket in found["facets"][0]["buckets"]) == found["totalCount"] == len(names)
    )
    return names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Умань", [PROLISOK]),
        ("Uman", [PROLISOK]),
        ("УМАНЬ", [PROLISOK]),
        ("м. Умань", [PROLISOK]),
        # An oblast and a raion are found by their whole names, and not by those of their cities.
        ("Черкаська", [PROLISOK]),
        ("Черкаси", []),
        ("Уманський", [PROLISOK]),
        ("Омск", [SUDARUSHKA, NADEZHDA]),
        ("Омськ", [SUDARUSHKA, NADEZHDA]),
        ("Омская область", [NADEZHDA, VARSHAVKA, SUDARUSHKA]),
        ("Надежда Омск", [NADEZHDA]),
        ("Сударушка Умань", []),
        # The name goes before the place.
        ("Лиман", [LYMAN, TEAM]),
        ("Вороновиця", [KOLPING]),
        # A shelter is found by its hromada, and by nothing smaller.
        ("Вінницька", [HARMONY, CARITAS, SHELTER, KOLPING]),
        ("Притулок Вінницька", [SHELTER]),
        ("Притулок Черкаська", []),
    ],
)
def test_providers_of_a_place(hub: Hub, text: str, names: list[str]) -> None:
    found = providers(hub, text)
    assert sorted(found) == sorted(names)
    if text in {"Лиман", "Омск", "Омськ"}:
        assert found == names


@pytest.mark.parametrize(("text", "names"), [("Вінниця", [CNAP]), ("Черкаська", [UMAN_CNAP]), ("Kyiv", [])])
def test_access_points_of_a_place(hub: Hub, text: str, names: list[str]) -> None:
    query = (
        "query ($f: AccessPointFilter) { accessPoints(filter: $f) { totalCount edges { node { name } } } }"
    )
    found = hub.data(query, {"f": {"text": text}})["accessPoints"]
    assert [edge["node"]["name"] for edge in found["edges"]] == names
    assert found["totalCount"] == len(names)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Умань", [CITY, RAION, HROMADA]),
        ("Uman", [CITY, RAION, HROMADA]),
        ("Уманська", [HROMADA, RAION, CITY]),
        ("Омск", ["52701000", "52000000"]),
        # The hromada's population is known; the oblast counts as large as oblasts are.
        (
            "Вінницька",
            ["UA05000000000010236", "UA05020030000031457", "UA05020000000026686", "UA05020030010063857"],
        ),
        ("місто Умань", [CITY]),
        ("Уманський район", [RAION]),
        ("УМАНСЬКА ТЕРИТОРІАЛЬНА ГРОМАДА", [HROMADA]),
        ("Велика", ["UA14040010010025001", "UA14040010000025000"]),
    ],
)
def test_whole_words_come_first_and_then_the_larger_places(hub: Hub, text: str, codes: list[str]) -> None:
    query = "query ($t: String) { territories(filter: { text: $t }) { edges { node { code } } } }"
    assert [edge["node"]["code"] for edge in hub.data(query, {"t": text})["territories"]["edges"]] == codes


ORDERS: list[list[dict[str, str]]] = [
    [],
    [{"field": "RELEVANCE", "direction": "DESC"}],
    [{"field": "RELEVANCE", "direction": "ASC"}, {"field": "NAME", "direction": "DESC"}],
]
LISTS = {
    "providers": ("ProviderFilter", "ProviderOrder", ["Вінницька", "центр", "Омск", "Україна", "Лиман", "1"]),
    "territories": (
        "TerritoryFilter",
        "TerritoryOrder",
        ["Вінницька", "Вінницька громада", "Ум", "Омск", "в"],
    ),
}


def _page(hub: Hub, field: str, text: str, order: Any, **window: Any) -> Any:
    filters, orders, _ = LISTS[field]
    query = f"""query (
            $f: {filters}, $o: [{orders}!], $first: Int, $after: String, $last: Int, $before: String) {{
        {field}(filter: $f, orderBy: $o, first: $first, after: $after, last: $last, before: $before) {{
            edges {{ cursor node {{ id }} }} pageInfo {{ hasNextPage hasPreviousPage }} }} }}"""
    return hub.data(query, {"f": {"text": text}, "o": order, **window})[field]


@pytest.mark.parametrize("order", ORDERS, ids=["default", "descending", "with-name"])
@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize(
    ("field", "text"), [(field, text) for field, (_, _, texts) in LISTS.items() for text in texts]
)
def test_pages_lose_and_repeat_nothing(hub: Hub, field: str, text: str, size: int, order: Any) -> None:
    whole = [edge["node"]["id"] for edge in _page(hub, field, text, order, first=100)["edges"]]
    assert len(set(whole)) == len(whole)
    forward: list[str] = []
    backward: list[str] = []
    after = before = None
    for _ in range(len(whole) // size + 1):
        page = _page(hub, field, text, order, first=size, after=after)
        forward += [edge["node"]["id"] for edge in page["edges"]]
        after = page["edges"][-1]["cursor"] if page["edges"] else after
        page = _page(hub, field, text, order, last=size, before=before)
        backward[:0] = [edge["node"]["id"] for edge in page["edges"]]
        before = page["edges"][0]["cursor"] if page["edges"] else before
    assert forward == whole == backward
