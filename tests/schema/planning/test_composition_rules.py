"""The eleven rules of counting by which a composition counts once, each on made-up rows in a database."""

from typing import Any

import pytest

from tests.schema.planning.composition_world import (
    BESIDE,
    CITY,
    EARLIER,
    FAR,
    HERE,
    JULY,
    LATER,
    NEXT,
    UMAN,
    World,
    centre,
    clients,
    compose,
    given,
    gives,
    global_id,
    insert_access_point,
    join_record,
    left_out,
    places,
    summed,
)
from tests.schema.world.providers import location

HOME, DAY, COUNSEL = "care.home", "care.day", "access.counselling"


def test_1_joined_records_are_one_provider_under_every_id(world: World, ground_url: str) -> None:
    two_places = [location("1", CITY, (49.24, 28.47)), location("2", CITY, (49.25, 28.46))]
    hub = world(
        centre("Сонях", gives("a", HOME, places(30), at=["1", "2"]), locations=two_places),
        centre("Мальва", gives("b", DAY)),
    )
    join_record(ground_url, "Сонях у реєстрі міста", "Сонях")
    every = compose(hub, HOME, DAY)
    (found,) = every["sets"]
    assert every["candidates"] == 2
    assert given(found) == {HOME: ["Сонях"], DAY: ["Мальва"]}
    assert summed(found["covered"], HOME) == {"TOTAL": (30, 1, 1)}
    assert left_out(found) == {("JOINED_RECORD", "Сонях")}
    named = [global_id(name) for name in ("Сонях у реєстрі міста", "Сонях", "Мальва")]
    (judged,) = compose(hub, HOME, DAY, providers=named)["sets"]
    assert sorted(one["provider"]["name"] for one in judged["members"]) == ["Мальва", "Сонях"]
    assert summed(judged["covered"], HOME) == {"TOTAL": (30, 1, 1)}


def test_2_a_unit_and_its_parent_give_a_service_once(world: World) -> None:
    hub = world(
        centre("Центр", gives("a", HOME, places(90)), gives("b", DAY, places(40)), gives("c", COUNSEL)),
        centre("Відділення", gives("a", HOME, places(25)), gives("b", DAY), parent="Центр"),
    )
    (found,) = compose(hub, HOME, DAY, COUNSEL)["sets"]
    # Both state places of home care: the unit's count. Only the centre states those of day care.
    assert given(found) == {HOME: ["Відділення"], DAY: ["Центр"], COUNSEL: ["Центр"]}
    assert summed(found["covered"], HOME) == {"TOTAL": (25, 1, 1)}
    assert summed(found["covered"], DAY) == {"TOTAL": (40, 1, 1)}
    assert found["duplicated"] == []
    assert left_out(found) == {("UNIT_OF_MEMBER", "Центр"), ("UNIT_OF_MEMBER", "Відділення")}


def test_3_a_function_is_no_service_beside_a_package(world: World) -> None:
    hub = world(
        centre("Пакет", gives("a", HOME), gives("f", "aux.household", is_function=True)),
        centre("Лише функція", gives("f", DAY, is_function=True)),
    )
    (found,) = compose(hub, HOME, "aux.household", DAY)["sets"]
    assert given(found) == {HOME: ["Пакет"], DAY: ["Лише функція"]}
    assert left_out(found) == {("FUNCTION", "Пакет")}


def test_4_a_complex_service_counts_without_its_parts(world: World) -> None:
    hub = world(
        centre("Комплекс", gives("whole", "care", places(60)), gives("part", HOME, places(35))),
    )
    (found,) = compose(hub, "care", HOME)["sets"]
    assert given(found) == {"care": ["Комплекс"], HOME: ["Комплекс"]}
    assert summed(found["covered"], "care") == {"TOTAL": (60, 1, 1)}
    assert summed(found["covered"], HOME) == {"TOTAL": (35, 1, 1)}
    assert left_out(found) == {("PART_OF_COMPLEX", "Комплекс")}


def test_5_one_capacity_for_three_hromadas_counts_once(world: World) -> None:
    hub = world(centre("Бригада", gives("a", HOME, clients(83), areas=[4, 6, 10])))
    (found,) = compose(hub, HOME)["sets"]
    assert summed(found["covered"], HOME) == {"SERVED": (83, 1, 1)}
    assert {each["code"] for each in found["catchment"]} == {HERE, NEXT, FAR}


@pytest.mark.parametrize(("words", "served"), [("Догляд удома й удень", 83), (None, 166)])
def test_5_one_capacity_of_two_categories_counts_once(world: World, words: str | None, served: int) -> None:
    named = {"name": words} if words else {}
    hub = world(
        centre("Денний центр", gives("a", HOME, clients(83), **named), gives("b", DAY, clients(83), **named))
    )
    (found,) = compose(hub, "care")["sets"]
    assert summed(found["covered"], "care") == {"SERVED": (served, 2, 2)}
    assert left_out(found) == ({("SHARED_CAPACITY", "Денний центр")} if words else set())


def test_5_places_sought_are_those_that_count(world: World) -> None:
    """A set with one phrase stated twice does not beat one that states more places."""
    twice = {"name": "Догляд удома й удень"}
    hub = world(
        centre("Двічі", gives("a", HOME, places(40), **twice), gives("b", DAY, places(40), **twice)),
        centre("Разом", gives("a", HOME, places(30)), gives("b", DAY, places(30))),
    )
    answer = compose(hub, "care", objective="MOST_CAPACITY")
    assert given(answer["sets"][0]) == {"care": ["Разом"]}
    assert answer["proof"]["objective"] == 60


def test_6_places_and_people_are_never_added(world: World) -> None:
    hub = world(centre("Дім", gives("a", HOME, places(20, free=3), clients(75))))
    (found,) = compose(hub, HOME)["sets"]
    assert summed(found["covered"], HOME) == {
        "TOTAL": (20, 1, 1), "AVAILABLE": (3, 1, 1), "SERVED": (75, 1, 1),
    }  # fmt: skip


def test_7_the_newest_figure_counts_that_is_not_later_than_the_day_asked_for(world: World) -> None:
    days = [places(50, day=EARLIER), places(60, day=JULY), places(90, day=LATER)]
    hub = world(centre("Дім", gives("a", HOME, *days)))

    def total(**more: Any) -> Any:
        (found,) = compose(hub, HOME, **more)["sets"]
        (figure,) = (each for each in found["covered"][0]["capacity"] if each["figure"] == "TOTAL")
        return figure["value"], figure["asOfNewest"]

    assert total() == (90, LATER.isoformat())
    assert total(asOf="2026-08-31") == (60, JULY.isoformat())
    assert total(asOf=LATER.isoformat()) == (90, LATER.isoformat())


def test_8_a_sum_tells_how_many_state_it(world: World) -> None:
    hub = world(
        centre("Перший", gives("a", HOME, places(320))),
        centre("Другий", gives("a", HOME, places(60))),
        centre("Третій", gives("a", HOME)),
    )
    (found,) = compose(hub, HOME)["sets"]
    assert summed(found["duplicated"], HOME) == {"TOTAL": (380, 2, 3)}


def test_9_two_providers_at_one_address_stay_two(world: World) -> None:
    address = {"address": "вул. Соборна, 1"}
    same = [[location("1", CITY, (49.24, 28.47), **address)] for _ in range(2)]
    hub = world(
        centre("Перший", gives("a", HOME, places(10)), locations=same[0]),
        centre("Другий", gives("a", HOME, places(5)), locations=same[1]),
    )
    answer = compose(hub, HOME)
    (found,) = answer["sets"]
    assert (answer["candidates"], answer["giving"]) == (2, 2)
    assert summed(found["duplicated"], HOME) == {"TOTAL": (15, 2, 2)}


def test_10_access_points_and_those_without_services_give_nothing(world: World, ground_url: str) -> None:
    hub = world(centre("Без послуг"), centre("Центр", gives("a", COUNSEL), gives("b", None)))
    insert_access_point(ground_url, "Прозорий офіс", operator="Без послуг")
    answer = compose(hub, COUNSEL, HOME)
    (found,) = answer["sets"]
    assert (answer["candidates"], answer["giving"]) == (2, 1)
    assert given(found) == {COUNSEL: ["Центр"]}
    assert left_out(found) == {("NO_CATEGORY", "Без послуг"), ("NO_CATEGORY", "Центр")}


SERVED = """
query ($territory: String!, $code: String!) {
  providers(filter: { serves: { territory: $territory } }) { edges { node { name } } }
  coverage(within: $territory, level: HROMADA, categories: [$code]) { cells { providers } }
  seats: coverage(within: $territory, level: HROMADA, categories: [$code], count: SEATS) {
    cells { providers }
  }
  missingServices(within: $territory, level: HROMADA, services: [$code]) { edges { node { count } } }
}
"""


@pytest.mark.parametrize("tier", ["hromadas", "institutions"])
def test_10_a_second_tier_service_reaches_no_people(world: World, tier: str) -> None:
    hub = world(
        centre("Ресурсний центр", gives("a", HOME, places(7, free=7), areas=[4, 10], second_tier=tier)),
        centre("Дім", gives("a", HOME), at=BESIDE, spot=(49.11, 28.68)),
    )
    answer = compose(hub, HOME)
    (found,) = answer["sets"]
    assert (answer["giving"], found["members"], found["covered"]) == (0, [], [])
    assert left_out(found) == {("SECOND_TIER", "Ресурсний центр")}
    (missing,) = found["missing"]
    assert [one["provider"]["name"] for one in missing["nearest"]] == ["Дім"]
    told = hub.data(SERVED, {"territory": HERE, "code": HOME})
    assert told["providers"]["edges"] == []
    assert [row["cells"][0]["providers"] for row in told["coverage"]] == [0]
    assert [row["cells"][0]["providers"] for row in told["seats"]] == [1]
    assert told["missingServices"]["edges"] == [{"node": {"count": 1}}]


def test_11_who_does_not_work_is_out_unless_asked_for(world: World) -> None:
    moved = [
        location("1", UMAN, (48.75, 30.22)),
        location("legal", CITY, (49.24, 28.47), kind="legal"),
    ]
    hub = world(
        centre("Чинний", gives("a", HOME), gives("b", DAY, status="closed")),
        centre("Закритий", gives("a", HOME), status="closed"),
        centre("Зниклий", gives("a", HOME), status="missing"),
        centre("Призупинений", gives("a", HOME), status="suspended"),
        centre("Переміщений", gives("a", HOME), locations=moved, status="relocated"),
    )
    (found,) = compose(hub, HOME, DAY)["sets"]
    assert given(found) == {HOME: ["Чинний"]}
    assert left_out(found) == {
        ("CLOSED", "Чинний"), ("CLOSED", "Закритий"), ("CLOSED", "Зниклий"), ("CLOSED", "Призупинений"),
    }  # fmt: skip
    # Who had to leave counts where he works, and nowhere else.
    asked = {"filter": {"status": ["RELOCATED"]}}
    assert given(compose(hub, HOME, **asked)["sets"][0]) == {}
    assert given(compose(hub, HOME, territory=FAR, **asked)["sets"][0]) == {HOME: ["Переміщений"]}
    assert left_out(compose(hub, HOME, territory=FAR)["sets"][0]) == {("CLOSED", "Переміщений")}
    both = {"filter": {"status": ["ACTIVE", "SUSPENDED"]}}
    assert len(compose(hub, HOME, **both)["sets"][0]["duplicated"][0]["by"]) == 2
