"""Points with latitude and longitude exchanged are told, and points that are merely far are not."""

from typing import Any

import pytest

from tests.schema.hub import Hub

PROVIDERS = "query ($f: ProviderFilter) { providers(filter: $f) { totalCount } }"
POINTS = "query ($f: AccessPointFilter) { accessPoints(filter: $f) { totalCount } }"
NEAREST = "query ($p: PointInput!) { nearestProviders(point: $p, first: 1) { edges { node { id } } } }"
COVERAGE = """query ($f: ProviderFilter) {
    coverage(within: "UA-05", level: HROMADA, categories: ["care.home"], filter: $f) { cells { providers } }
}"""

#: Vinnytsia and Omsk, as (lat, lon).
CITIES = [(49.232, 28.468), (54.98, 73.37)]
#: Seas, a desert, another pole, and a city of Kazakhstan, whose codifier is not loaded here.
ELSEWHERE = [(0.0, 0.0), (43.0, 34.0), (54.87, 69.15), (28.4, 30.0), (-49.2, 28.4), (82.0, 12.0)]


def point(lat: float, lon: float) -> dict[str, float]:
    return {"lat": lat, "lon": lon}


def radius(lat: float, lon: float, metres: float = 20_000) -> dict[str, Any]:
    return {"within": {"radius": {"center": point(lat, lon), "metres": metres}}}


def box(lat: float, lon: float, reach: float = 0.5) -> dict[str, Any]:
    sides = {"west": lon - reach, "east": lon + reach, "south": lat - reach, "north": lat + reach}
    return {"within": {"bbox": sides}}


def polygon(lat: float, lon: float) -> dict[str, Any]:
    ring = [[lon - 0.2, lat], [lon, lat + 0.2], [lon + 0.2, lat], [lon - 0.2, lat]]
    return {"within": {"polygon": {"type": "MultiPolygon", "coordinates": [[ring]]}}}


def serves(lat: float, lon: float) -> dict[str, Any]:
    return {"serves": point(lat, lon)}


FILTERS = {"within.radius": radius, "within.bbox": box, "within.polygon": polygon, "serves": serves}
QUESTIONS = [
    *((PROVIDERS, argument) for argument in FILTERS),
    *((POINTS, argument) for argument in FILTERS if argument != "serves"),
    (COVERAGE, "within.radius"),
    (NEAREST, "point"),
]


def ask(hub: Hub, question: str, argument: str, lat: float, lon: float) -> list[dict[str, Any]]:
    given = {"p": point(lat, lon)} if argument == "point" else {"f": FILTERS[argument](lat, lon)}
    return hub.reply(question, given).errors


@pytest.mark.parametrize(("question", "argument"), QUESTIONS)
@pytest.mark.parametrize(("lat", "lon"), CITIES)
def test_every_question_tells_it(hub: Hub, question: str, argument: str, lat: float, lon: float) -> None:
    assert ask(hub, question, argument, lat, lon) == []
    (error,) = ask(hub, question, argument, lon, lat)
    told = error["extensions"]
    assert (told["code"], told["reason"]) == ("BAD_USER_INPUT", "SWAPPED_AXES")
    assert told["details"]["argument"] == argument
    assert (told["details"]["lat"], told["details"]["lon"]) == pytest.approx((lon, lat), abs=0.2)
    assert "did you swap them" in error["message"]


@pytest.mark.parametrize(("lat", "lon"), ELSEWHERE)
def test_a_place_where_nothing_is_known_is_no_mistake(hub: Hub, lat: float, lon: float) -> None:
    for question, argument in QUESTIONS:
        assert ask(hub, question, argument, lat, lon) == [], (question, argument)


def test_a_shape_that_reaches_what_is_known_is_no_mistake(hub: Hub) -> None:
    # Both contain Vinnytsia, though their middles are nearer to the exchanged one than to it.
    assert hub.reply(PROVIDERS, {"f": box(36.0, 42.0, 15.0)}).errors == []
    assert hub.reply(PROVIDERS, {"f": {"within": {"territory": "UA-05"}, **serves(49.2, 28.4)}}).errors == []
