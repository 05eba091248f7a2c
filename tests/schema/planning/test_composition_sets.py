"""What a composition tells of its set: why each member, who is nearest to what lacks, in made-up rows."""

from math import asin, cos, radians, sin, sqrt
from typing import Any

import pytest

from tests.schema.hub import Hub
from tests.schema.planning.composition_world import (
    BESIDE,
    UMAN,
    World,
    centre,
    compose,
    given,
    gives,
    global_id,
    places,
)
from tests.schema.world.providers import location

HOME, DAY, COUNSEL = "care.home", "care.day", "access.counselling"
REHABS, EARLY = "rehab", "rehab.early-intervention"
REHAB, LIVING, ADAPT, SHELTER = (
    "rehab.social",
    "living.supported",
    "support.adaptation",
    "crisis.shelter-violence",
)
#: The points of Vinnytsia hromada and of Vorononytsia, as the tree has them.
CENTRE, NEAR = (49.233, 28.468), (49.11, 28.68)
#: Around Vorononytsia alone, and around Vinnytsia.
APART = "SRID=4326;MULTIPOLYGON(((28.6 49.0,28.8 49.0,28.8 49.15,28.6 49.15,28.6 49.0)))"
AROUND = "SRID=4326;MULTIPOLYGON(((28.4 49.2,28.5 49.2,28.5 49.3,28.4 49.3,28.4 49.2)))"


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """On a sphere of the mean radius, by the haversine."""
    (lat, lon), (lat2, lon2) = ((radians(each) for each in point) for point in (one, other))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(half))


def refuge(name: str) -> dict[str, Any]:
    """A shelter, published at the point of its hromada."""
    place = location("1", 6, NEAR, precision="territory", radius_m=15_000, confidential=True)
    return centre(name, gives("a", SHELTER), locations=[place])


def neighbours() -> list[dict[str, Any]]:
    """Two centres here, and around them one for each thing that is to be told of a neighbour."""
    return [
        centre("А", gives("a", HOME, places(30)), gives("b", DAY)),
        centre("Б", gives("a", DAY), gives("b", COUNSEL)),
        centre(
            "Поруч",
            gives("a", REHAB, places(12, free=4), areas=[6], name="Реабілітація і розвиток"),
            gives("b", EARLY, places(12, free=4), areas=[6], name="Реабілітація і розвиток"),
            at=BESIDE,
            spot=NEAR,
        ),
        centre("Умань", gives("a", REHAB), at=UMAN, spot=(48.75, 30.22)),
        centre("Обслуговує", gives("a", LIVING, places(9), areas=[4]), at=UMAN, spot=(48.75, 30.22)),
        centre("Накреслено там", gives("a", ADAPT, polygon=APART), at=BESIDE, spot=NEAR),
        centre("Накреслено тут", gives("a", ADAPT, polygon=AROUND), at=UMAN, spot=(48.75, 30.22)),
        refuge("Притулок"),
    ]


ASKED = (HOME, DAY, COUNSEL, REHABS, LIVING, ADAPT, SHELTER)


def test_who_is_nearest_to_what_lacks(world: World) -> None:
    (found,) = compose(world(*neighbours()), *ASKED)["sets"]
    assert given(found) == {HOME: ["А"], DAY: ["А", "Б"], COUNSEL: ["Б"]}
    near = {each["service"]["code"]: each["nearest"] for each in found["missing"]}
    assert list(near) == [SHELTER, LIVING, REHABS, ADAPT]
    first, second = near[REHABS]
    assert (first["provider"]["name"], second["provider"]["name"]) == ("Поруч", "Умань")
    assert first["distance"]["value"] == pytest.approx(kilometres(CENTRE, NEAR), abs=0.01)
    assert first["distance"]["high"] - first["distance"]["value"] == pytest.approx(0.03)
    # One measurement of two services that one phrase of the source became.
    assert (first["free"]["value"], first["free"]["stated"], first["free"]["of"]) == (4, 2, 2)
    assert (second["free"]["value"], second["free"]["absent"]) == (None, "NOT_STATED")
    # Its area does not hold the hromada; nothing is said of the other's.
    assert (first["extendable"], second["extendable"]) == (True, None)
    assert [one["extendable"] for one in near[LIVING]] == [False]
    drawn = {one["provider"]["name"]: one["extendable"] for one in near[ADAPT]}
    assert drawn == {"Накреслено там": True, "Накреслено тут": False}
    (shelter,) = near[SHELTER]
    assert shelter["location"] == {
        "precision": {"class": "TERRITORY"},
        "point": {"lat": NEAR[0], "lon": NEAR[1]},
    }
    distance = shelter["distance"]
    assert (distance["high"] - distance["value"], distance["value"] - distance["low"]) == pytest.approx(
        (15, 15)
    )


WHY = """
query ($ids: [ID!]) {
  composition(
    territory: "UA05020030000031457", providers: $ids
    services: ["care.home", "care.day", "access.counselling"]
  ) {
    sets {
      members {
        provider { name } uk: why(lang: UK) ru: why(lang: RU) kk: why(lang: KK) en: why(lang: EN)
      }
    }
    proof { uk: sentence(lang: UK) ru: sentence(lang: RU) kk: sentence(lang: KK) en: sentence(lang: EN) }
  }
}
"""


def test_why_each_is_a_member_in_four_languages(world: World) -> None:
    hub = world(*neighbours())
    sought = hub.data(WHY)["composition"]
    why = {one.pop("provider")["name"]: one for one in sought["sets"][0]["members"]}
    assert why["А"] == {
        "uk": "Лише цей надавач дає в наборі: Догляд вдома. Повторює: Денний догляд.",
        "ru": "Только этот поставщик даёт в наборе: Уход на дому. Повторяет: Дневной уход.",
        "kk": "Жиында тек осы қызмет көрсетуші көрсетеді: Үйде күтім. Қайталайды: Дневной уход.",
        "en": "Only it brings in this set: Home care. It doubles: Day care.",
    }
    assert why["Б"]["en"] == "Only it brings in this set: Counselling. It doubles: Day care."
    assert len(set(sought["proof"].values())) == 4
    assert "2" in sought["proof"]["uk"]
    named = [global_id(name) for name in ("А", "Б", "Умань")]
    judged = hub.data(WHY, {"ids": named})["composition"]["sets"][0]["members"]
    (guest,) = (one for one in judged if one["provider"]["name"] == "Умань")
    assert guest["en"] == "It gives none of the services asked for."
    assert guest["uk"] == "Не дає жодної з послуг, про які йдеться."
    (doubles,) = (
        one for one in hub.data(WHY, {"ids": [global_id("А"), global_id("Б")]})["composition"]["sets"]
    )
    assert len(doubles["members"]) == 2


def test_members_that_bring_nothing_new_say_so(world: World) -> None:
    hub = world(centre("А", gives("a", HOME)), centre("Б", gives("a", HOME)))
    found = hub.data(WHY, {"ids": [global_id("А"), global_id("Б")]})["composition"]["sets"][0]
    told = {one["en"] for one in found["members"]}
    assert told == {"It brings nothing that no other in this set gives. It doubles: Home care."}


def test_a_set_is_sought_around_the_territory_too(world: World) -> None:
    hub = world(*neighbours())
    near = compose(hub, HOME, REHAB, reach=25_000)["sets"][0]
    assert given(near) == {HOME: ["А"], REHAB: ["Поруч"]}
    assert [each["service"]["code"] for each in compose(hub, HOME, REHAB)["sets"][0]["missing"]] == [REHAB]


@pytest.mark.parametrize("first", [0, 6])
def test_one_to_five_sets_are_told(demo_hub: Hub, first: int) -> None:
    asked = f'{{ composition(territory: "UA71060210000032972", first: {first}) {{ candidates }} }}'
    assert demo_hub.reply(asked).codes == [("BAD_USER_INPUT", "SETS")]


def test_the_least_distance_is_not_told_from_nowhere(demo_hub: Hub) -> None:
    query = '{ composition(territory: "UA", objective: LEAST_DISTANCE) { proof { objective } } }'
    reply = demo_hub.reply(query)
    assert reply.codes == [("BAD_USER_INPUT", "OBJECTIVE")]
    assert reply.errors[0]["message"].startswith("How far providers are is not known of UA")


def test_a_member_at_an_unknown_place_leaves_the_sum_of_distances_open(world: World) -> None:
    hub = world(centre("А", gives("a", HOME)), centre("Б", gives("a", DAY), spot=None))
    found = compose(hub, HOME, DAY, objective="LEAST_DISTANCE")
    assert (found["proof"]["status"], found["proof"]["bound"]) == ("HEURISTIC_ONLY", None)
    assert "MEMBERS_WITHOUT_DISTANCE" in [each["code"] for each in found["basis"]["caveats"]]
    fewest = compose(hub, HOME, DAY)
    assert (fewest["proof"]["status"], fewest["proof"]["bound"]) == ("OPTIMAL", 2)


def test_a_given_set_that_states_more_places_than_the_smallest_has_no_bound(world: World) -> None:
    hub = world(
        centre("А", gives("a", HOME, places(30)), gives("b", DAY, places(30))),
        centre("Б", gives("a", HOME, places(500))),
    )
    both = [global_id(each) for each in ("А", "Б")]
    found = compose(hub, HOME, DAY, objective="MOST_CAPACITY", providers=both)
    assert found["proof"]["objective"] > 60
    assert (found["proof"]["status"], found["proof"]["bound"]) == ("HEURISTIC_ONLY", None)
