"""What a record was once hides it today: which reasons last, which places they hide, and what ends them."""

from dataclasses import replace

import pytest

from hub.domain.confidentiality import former_reasons, lasting_reasons
from hub.domain.confidentiality.reasons import NO_RULE, RegionRule
from hub.domain.confidentiality.refuge import Text
from hub.domain.records import HidingReason, LocationRecord, ProviderRecord, ServiceRecord
from hub.domain.vocabulary import Lang

CENTRE = ProviderRecord("1", "Центр «Промінь»", Lang.UK, locations=(LocationRecord("main", None),))
FORMERLY = (HidingReason("HIDDEN_FORMERLY", "name", "шелтер*"),)
WORD = HidingReason("REFUGE_WORD", "name", "шелтер*")
OF_ONE = HidingReason("REFUGE_CATEGORY", "services", "crisis.shelter-violence", ("confidential-2",))


def reasons(
    *states: ProviderRecord, said: str = "", decision: bool | None = None
) -> tuple[HidingReason, ...]:
    texts = [Text("Примітка", said)] if said else []
    return former_reasons(CENTRE, states, NO_RULE, (), decision, texts)


def test_a_former_name_and_a_former_cell_hide() -> None:
    assert reasons(replace(CENTRE, name="Шелтер")) == FORMERLY
    assert [one.word for one in reasons(said="тут шелтер")] == ["шелтер*"]
    assert reasons(CENTRE, replace(CENTRE, name="Центр «Обрій»"), said="тут парк") == ()


def test_a_person_ends_it() -> None:
    assert reasons(replace(CENTRE, name="Шелтер"), said="тут шелтер", decision=False) == ()
    states = [replace(CENTRE, name="Шелтер")]
    assert former_reasons(CENTRE, states, NO_RULE, ("1",), None) == ()


def test_a_former_kind_hides_while_the_region_hides_that_kind() -> None:
    states = [replace(CENTRE, kind="school")]
    assert former_reasons(CENTRE, states, NO_RULE, (), None) == ()
    rule = RegionRule(kinds=frozenset({"school"}))
    assert former_reasons(CENTRE, states, rule, (), None) == (
        HidingReason("HIDDEN_FORMERLY", "kind", "school"),
    )


def test_what_other_rules_noted_of_a_former_state_is_judged_by_those_of_today() -> None:
    assert reasons(replace(CENTRE, hidden=(WORD,))) == ()
    assert reasons(replace(CENTRE, hidden=FORMERLY)) == FORMERLY


@pytest.mark.parametrize("same_row", [True, False])
def test_a_reason_lasts_when_the_row_is_another_and_not_the_rules(same_row: bool) -> None:
    before = replace(CENTRE, name="Шелтер", hidden=(WORD,))
    assert lasting_reasons(before, CENTRE, same_row=same_row) == (() if same_row else FORMERLY)
    assert lasting_reasons(replace(CENTRE, hidden=FORMERLY), CENTRE, same_row=same_row) == FORMERLY


@pytest.mark.parametrize("code", ["STATED_CONFIDENTIAL", "HIDDEN_BY_STEWARD", "HIDDEN_ELSEWHERE"])
def test_what_somebody_else_says_hides_as_long_as_it_stands(code: str) -> None:
    before = replace(CENTRE, hidden=(HidingReason(code, "", ""),))
    assert lasting_reasons(before, CENTRE, same_row=False) == ()


def test_a_secret_place_among_others_stays_the_only_one() -> None:
    places = (LocationRecord("main", None), LocationRecord("confidential-2", None, confidential=True))
    services = (ServiceRecord("1", "Послуга", locations=("confidential-2",)),)
    before = replace(CENTRE, locations=places, services=services, hidden=(OF_ONE,))
    assert lasting_reasons(before, before, same_row=False) == ()
    told = lasting_reasons(before, replace(before, hidden=()), same_row=False)
    assert [one.locations for one in told] == [("confidential-2",)]
    assert [one.locations for one in lasting_reasons(before, CENTRE, same_row=False)] == [()]
