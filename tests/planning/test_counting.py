"""The eleven rules by which a composition counts each fact once, each on records made for it."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from hub.domain.vocabulary import CapacityFigure, RecordStatus
from hub.planning.composition.capacities import Sum, newest, sums_of
from hub.planning.composition.counting import count_once
from hub.planning.composition.judging import judge
from hub.planning.composition.records import (
    Candidate,
    Counted,
    Measurement,
    NotCountedReason,
    Offer,
)

HOME, DAY = "care.home", "care.day"
TOTAL, SERVED = CapacityFigure.TOTAL, CapacityFigure.SERVED
JULY = date(2025, 7, 1)


def uuid(number: int) -> UUID:
    return UUID(int=number)


def offer(number: int, of: int, category: str | None = HOME, **more: Any) -> Offer:
    needs = frozenset({category}) if category else frozenset()
    return replace(Offer(uuid(100 + number), uuid(of), category, needs, f"words {number}"), **more)


def places(count: int, day: date | None = JULY) -> Measurement:
    return Measurement(day, "place", ((TOTAL, count),))


def clients(count: int, day: date | None = JULY) -> Measurement:
    return Measurement(day, "client", ((SERVED, count),))


def candidate(number: int, *offers: Offer, **more: Any) -> Candidate:
    return replace(Candidate(uuid(number), RecordStatus.ACTIVE, 1, False, offers=offers), **more)


def reasons(counted: Counted) -> list[tuple[NotCountedReason, int]]:
    return [(each.reason, each.provider_id.int) for each in counted.left_out]


def given(counted: Counted, code: str) -> list[int]:
    return [one.provider_id.int for one in counted.candidates for o in one.offers if code in o.needs]


def test_1_a_provider_counts_once_however_many_records_and_places_tell_of_it() -> None:
    one = candidate(1, offer(1, 1), joined=(uuid(8), uuid(9)))
    counted = count_once([one, replace(one, location_id=uuid(70))])
    assert given(counted, HOME) == [1]
    assert reasons(counted) == [(NotCountedReason.JOINED_RECORD, 1)] * 2


def test_2_the_unit_counts_and_not_its_parent() -> None:
    parent = candidate(1, offer(1, 1, measurements=(places(30),)), offer(2, 1, DAY))
    unit = candidate(2, offer(3, 2, measurements=(places(20),)), parent_id=uuid(1))
    counted = count_once([parent, unit])
    assert (given(counted, HOME), given(counted, DAY)) == ([2], [1])
    assert reasons(counted) == [(NotCountedReason.UNIT_OF_MEMBER, 1)]
    assert counted.left_out[0].because_of == uuid(2)


def test_2_the_parent_counts_where_only_it_states_a_capacity() -> None:
    parent = candidate(1, offer(1, 1, measurements=(places(30),)))
    unit = candidate(2, offer(3, 2), parent_id=uuid(1))
    assert given(count_once([parent, unit]), HOME) == [1]


def test_3_a_function_never_counts_beside_a_package() -> None:
    package, function = offer(1, 1), offer(2, 1, "aux.medical", is_function=True)
    counted = count_once([candidate(1, package, function), candidate(2, offer(3, 2, DAY, is_function=True))])
    assert given(counted, "aux.medical") == []
    assert given(counted, DAY) == [2]
    assert reasons(counted) == [(NotCountedReason.FUNCTION, 1)]


def test_4_a_complex_service_counts_once_and_not_with_its_parts() -> None:
    asked = frozenset({"care"})
    whole = offer(1, 1, "care", needs=asked, measurements=(places(50),))
    part = offer(2, 1, HOME, needs=asked | {HOME}, above=frozenset({"care"}), measurements=(places(30),))
    counted = count_once([candidate(1, whole, part)])
    assert given(counted, "care") == [1]
    assert given(counted, HOME) == [1]
    assert reasons(counted) == [(NotCountedReason.PART_OF_COMPLEX, 1)]
    judged = judge(counted.candidates, {uuid(1)}, ["care", HOME])
    assert [(g.code, g.capacity[0].value) for g in judged.covered] == [("care", 50), (HOME, 30)]


def test_5_one_measurement_counts_once_though_it_stands_at_two_categories() -> None:
    both: dict[str, Any] = {
        "words": "догляд і розвиток",
        "needs": frozenset({"care"}),
        "measurements": (clients(83),),
    }
    sums, left_out = sums_of([offer(1, 1, HOME, **both), offer(2, 1, DAY, **both)])
    served = next(each for each in sums if each.figure is SERVED)
    assert (served.value, served.stated, served.of) == (83, 2, 2)
    assert [each.reason for each in left_out] == [NotCountedReason.SHARED_CAPACITY]


def test_5_equal_figures_of_other_words_or_providers_are_others() -> None:
    sums, left_out = sums_of([
        offer(1, 1, measurements=(clients(83),)),
        offer(2, 1, measurements=(clients(83),)),
        offer(1, 2, measurements=(clients(83),)),
    ])  # fmt: skip
    assert next(each.value for each in sums if each.figure is SERVED) == 249
    assert left_out == []


def test_6_places_and_people_are_never_added() -> None:
    sums, _ = sums_of([offer(1, 1, measurements=(places(20), clients(90)))])
    assert {each.figure: each.value for each in sums if each.value is not None} == {TOTAL: 20, SERVED: 90}


def test_7_the_newest_figure_counts_and_none_of_a_later_day_than_asked() -> None:
    old, new = date(2024, 12, 31), JULY
    one = offer(1, 1, measurements=(places(95, old), places(110, new), places(7, None)))
    assert newest(one) == newest(replace(one, measurements=one.measurements[::-1]))
    found = [newest(one, day) for day in (None, new, date(2025, 1, 1), date(2020, 1, 1))]
    assert [{of: each.value for of, each in stated.items()} for stated in found] == [
        {TOTAL: value} for value in (110, 110, 95, 7)
    ]


def test_8_a_total_stands_beside_the_number_of_services_that_state_it() -> None:
    sums, _ = sums_of([
        offer(1, 1, measurements=(places(320),)), offer(2, 2, measurements=(places(60),)), offer(3, 3),
    ])  # fmt: skip
    assert sums[0] == Sum(TOTAL, 380, 2, 3, JULY, JULY)
    assert sums_of([offer(1, 1)])[0][0] == Sum(TOTAL, None, 0, 1)


def test_9_two_providers_at_one_address_stay_two() -> None:
    same: dict[str, Any] = {"location_id": uuid(70), "distance": 12.0}
    counted = count_once([candidate(1, offer(1, 1), **same), candidate(2, offer(2, 2), **same)])
    assert given(counted, HOME) == [1, 2]


def test_10_who_states_no_service_gives_nothing_and_a_second_tier_reaches_nobody() -> None:
    counted = count_once([
        candidate(1), candidate(2, offer(1, 2, None)), candidate(3, offer(2, 3, is_second_tier=True)),
    ])  # fmt: skip
    assert given(counted, HOME) == []
    assert reasons(counted) == [
        (NotCountedReason.NO_CATEGORY, 1),
        (NotCountedReason.NO_CATEGORY, 2),
        (NotCountedReason.SECOND_TIER, 3),
    ]


def test_11_who_does_not_work_is_out_unless_asked_for() -> None:
    closed, relocated = RecordStatus.CLOSED, RecordStatus.RELOCATED
    those = [
        candidate(1, offer(1, 1), status=closed),
        candidate(2, offer(2, 2), status=relocated),
        candidate(3, offer(3, 3), offer(4, 3, DAY, status=closed)),
        candidate(4, offer(5, 4), status=RecordStatus.UNKNOWN),
    ]
    counted = count_once(those)
    assert given(counted, HOME) == [3, 4]
    assert reasons(counted) == [(NotCountedReason.CLOSED, n) for n in (1, 2, 3)]
    assert given(count_once(those, frozenset({relocated})), HOME) == [2]
    assert given(counted, DAY) == []
