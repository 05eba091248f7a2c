"""The rules that no score overrules, one by one."""

from dataclasses import replace

import pytest

from hub.domain.features import TerritoryPath
from hub.domain.records import IdentifierRecord
from hub.matching import Features, Scored, Thresholds, match

from .builders import BABANKA, NUMBER, OTHER_NUMBER, UMAN, VINNYTSIA, listed, statement


def outcome(new: Features, *known: Features) -> list[tuple[str, str]]:
    return [(pair.verdict, pair.reason) for pair in match([new], known)]


def verdicts(new: Features, *known: Features) -> list[str]:
    return [verdict for verdict, _ in outcome(new, *known)]


def test_an_exact_valid_number_joins() -> None:
    bare = Features(id="f" * 32, source="list", name="ЦНСП", identifiers=(NUMBER,), territories=UMAN)
    assert outcome(bare, statement("1")) == [
        ("join", "The same valid number, and nothing speaks loudly against it.")
    ]


def test_it_joins_although_the_provider_was_renamed_in_its_place() -> None:
    renamed = listed(name="Реабілітаційний центр «Пролісок»", kind="rehab-centre", identifiers=(NUMBER,))
    assert verdicts(renamed, statement("1")) == ["join"]


def test_a_number_against_which_name_and_place_speak_loudly_is_reviewed() -> None:
    copied = statement("2", "list", name="Благодійний фонд «Оберіг»", kind="ngo", territories=VINNYTSIA)
    copied = replace(copied, street="вул. Соборна", phones=("+380432401234",), services=("aux.transport",))
    named = statement("1", name="Громадська організація «Ластівка»")
    assert outcome(copied, named) == [("review", "The number is the same, but both name and place differ.")]


def test_a_number_that_fails_its_check_digit_never_joins() -> None:
    failed = IdentifierRecord("UA-EDRPOU", "12345670", valid=False)
    left = statement("1", name="Громадська організація «Ластівка»", identifiers=(failed,))
    right = statement(
        "2",
        "list",
        name="Благодійний фонд «Оберіг»",
        identifiers=(failed,),
        street="вул. Соборна",
        phones=("+380474409999",),
        services=("aux.transport",),
    )
    assert outcome(right, left) == []


def test_a_failed_number_does_not_keep_apart_what_else_is_the_same() -> None:
    failed = IdentifierRecord("UA-EDRPOU", "90000022", valid=False)
    assert verdicts(listed(identifiers=(failed,)), statement("1")) == ["join"]


def test_a_number_of_the_tax_office_is_nobodys() -> None:
    office = IdentifierRecord("RU-KPP", "550301001")
    left = statement("1", name="АНО «Родник»", identifiers=(office,), territories=TerritoryPath("52", "527"))
    right = replace(left, id="f" * 32, source="list", name="БУ КЦСОН «Любава»", kind="ngo", street="ул. Мира")
    right = replace(right, phones=("+73812099999",), services=("care.residential",))
    assert outcome(right, left) == []


@pytest.mark.parametrize("number", [(), (OTHER_NUMBER,)])
def test_different_providers_behind_one_door_never_join(number: tuple[IdentifierRecord, ...]) -> None:
    fund = listed(name="Благодійний фонд «Оберіг»", kind="ngo", identifiers=number)
    assert "join" not in verdicts(fund, statement("1"))


def test_one_address_and_one_telephone_alone_do_not_join() -> None:
    office = listed(name="УСЗН Уманської міської ради", kind=None, services=())
    assert "join" not in verdicts(office, statement("1"))


def test_a_branch_with_its_parents_number_at_another_address_is_no_duplicate() -> None:
    branch = listed(name="Філія ЦНСП Уманської міської ради", identifiers=(NUMBER,), house="40")
    assert outcome(branch, statement("1")) == []


def test_a_branch_without_a_number_is_at_most_reviewed() -> None:
    branch = listed(name="Відділення денного перебування ЦНСП Уманської міської ради", street="вул. Миру")
    assert "join" not in verdicts(branch, statement("1"))


def test_a_unit_is_never_a_duplicate_of_what_it_names_as_its_parent() -> None:
    parent = statement("1")
    assert outcome(listed(identifiers=(NUMBER,), parent=parent.id), parent) == []


def test_a_unit_of_another_provider_with_its_number_at_another_address_is_no_duplicate() -> None:
    unit = listed(identifiers=(NUMBER,), parent="a" * 32, house="40")
    assert outcome(unit, statement("1")) == []


def test_units_under_one_number_are_told_by_what_they_are_called() -> None:
    first = statement("1", name="Філія № 1 ЦНСП Уманської міської ради")
    second = listed(name="Філія № 2 ЦНСП Уманської міської ради", identifiers=(NUMBER,))
    again = listed(name="Філія № 1 ЦНСП Уманської міської ради", identifiers=(NUMBER,))
    assert outcome(second, first) == []
    assert verdicts(again, first) == ["join"]


def test_branches_under_one_number_that_may_be_two_are_reviewed() -> None:
    first = statement("1", name="Забрідська гімназія-філія Великоберезнянського ліцею", street=None)
    second = listed(name="Розтоцька гімназія-філія Великоберезнянського ліцею", identifiers=(NUMBER,))
    assert outcome(second, first) == [("review", "The number is the same, but both are named as branches.")]


def test_a_code_of_a_unit_is_its_parents_and_a_serial() -> None:
    unit = statement("1", identifiers=(IdentifierRecord("UA-EDRPOU-10", "9000002102", valid=True),))
    sibling = listed(identifiers=(IdentifierRecord("UA-EDRPOU-10", "9000002103", valid=True),), house="40")
    assert outcome(listed(identifiers=(NUMBER,), house="40"), unit) == []
    assert outcome(sibling, unit) == []


def test_a_successor_under_a_new_number_is_reviewed_and_never_joined() -> None:
    successor = listed(identifiers=(OTHER_NUMBER,))
    assert outcome(successor, statement("1")) == [
        ("review", "Alike, but their numbers differ: it may be a successor.")
    ]


def test_numbers_in_names_keep_apart() -> None:
    first = statement("1", name="Центр надання соціальних послуг № 1 Уманської міської ради")
    assert "join" not in verdicts(listed(name="ЦНСП № 2 Уманської міської ради"), first)


def test_one_name_elsewhere_is_another_provider() -> None:
    moved = {"street": "вул. Соборна", "phones": ("+380432401234",)}
    assert outcome(listed(territories=VINNYTSIA, **moved), statement("1")) == []
    neighbour = listed(territories=BABANKA, name="КУ ЦНСП Бабанської селищної ради", **moved)
    assert outcome(neighbour, statement("1")) == []


def test_a_person_and_an_institution_of_one_surname_are_never_joined_unseen() -> None:
    foundation = statement("1", name="Фонд Ахметова", identifiers=(), kind=None)
    trader = listed(name="ИП Ахметов", identifiers=(), kind=None)
    assert "join" not in verdicts(trader, foundation)


def test_hashes_of_persons_join_as_numbers_do_and_are_never_shown() -> None:
    trader = statement("1", name="ФОП", identifiers=(), hashes=("secret",))
    same = listed(name="Фізична особа-підприємець", hashes=("secret",))
    (pair,) = match([same], [trader])
    assert pair.verdict == "join"
    (person,) = [one for one in pair.evidence if one.field == "person"]
    assert (person.left, person.right, person.level) == (None, None, "same")
    other = listed(name="Фізична особа-підприємець", hashes=("another",))
    assert "join" not in verdicts(other, trader)


def test_two_of_one_source_are_never_compared() -> None:
    assert match([statement("1"), statement("2")], [statement("3")]) == []


def test_new_ones_of_different_sources_are_compared_with_each_other() -> None:
    assert [pair.verdict for pair in match([statement("1"), listed()], [])] == ["join"]


def test_below_the_lower_threshold_nothing_comes_out_and_between_the_two_a_review() -> None:
    vague = listed(street=None, house=None, phones=(), services=(), kind=None, name="Центр «ЦНСП»")

    def of(join: float, review: float) -> list[Scored]:
        return match([vague], [statement("1")], Thresholds(join, review))

    (pair,) = of(0.99, 0.0)
    assert pair.verdict == "review"
    assert [one.verdict for one in of(pair.score - 0.01, 0.0)] == ["join"]
    assert of(0.99, pair.score + 0.01) == []


def test_a_school_renamed_in_its_place_joins_without_a_number() -> None:
    school = {"kind": None, "services": (), "identifiers": ()}
    old = statement("1", name="Вигаданська загальноосвітня школа І-ІІІ ступенів №5", **school)
    new = statement("2", "list", name="Вигаданський ліцей №5", **school)
    assert verdicts(new, old) == ["join"]
    assert "join" not in verdicts(replace(new, name="Вигаданський ліцей №6"), old)


def test_one_name_at_one_house_is_queued_whatever_telephones_and_geocodes_say() -> None:
    here = {"identifiers": (), "lat": 48.75, "lon": 30.22, "radius_m": 50}
    there = here | {"lat": 48.79, "phones": ("+380474409999",), "emails": ("other@example.org",)}
    old = statement("1", **here, emails=("first@example.org",))
    assert len(verdicts(listed(**there), old)) == 1


def test_a_unit_named_with_its_parent_is_not_its_parent() -> None:
    parent = statement("1", name="КНП «ЦПМСД» Уманської міської ради", identifiers=(), kind=None)
    point = listed(name="Фельдшерський пункт КНП «ЦПМСД» Уманської міської ради", kind=None)
    assert "join" not in verdicts(point, parent)


SHELTER = {
    "kind": None,
    "services": ("crisis.shelter-violence",),
    "street": None,
    "house": None,
    "phones": (),
}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # Hidden by its own source: no address, no telephone, another service.
        ({**SHELTER, "name": "ЦНСП", "territories": UMAN._replace(settlement=None)}, "join"),
        ({"name": "Реабілітаційний центр «Оберіг»", "phones": ("+380474409999",)}, "join"),
        ({"name": "Благодійний фонд «Оберіг»", "kind": "ngo", "street": None, "house": None}, "join"),
        ({"name": "Благодійний фонд «Оберіг»", "kind": "ngo", "house": "40"}, "review"),
        ({"name": "Благодійний фонд «Оберіг»", "kind": "ngo", "territories": VINNYTSIA}, "review"),
        ({"name": "Філія «Оберіг»", "services": ("aux.transport",)}, "review"),
        ({"name": "ЦНСП № 2 Уманської міської ради", "street": None}, "join"),
    ],
)
def test_one_valid_number_is_never_passed_over_whatever_the_name(
    changes: dict[str, object], expected: str
) -> None:
    assert verdicts(listed(**({"identifiers": (NUMBER,)} | changes)), statement("1")) == [expected]


def test_one_number_of_two_that_differs_is_a_stewards_to_see() -> None:
    tax, state = IdentifierRecord("RU-INN-10", "9900000001"), IdentifierRecord("RU-OGRN", "1025500000001")
    left = statement("1", name="АНО «Родник»", identifiers=(tax, state))
    other = IdentifierRecord("RU-OGRN", "1025500000012")
    right = listed(name="БУ «Любава»", identifiers=(tax, other), street="ул. Мира", phones=("+73812099999",))
    assert outcome(right, left) == [("review", "The number is the same, but another number differs.")]


def test_a_rare_name_is_queued_within_its_settlement_and_not_beyond() -> None:
    old = statement("1", name="Благодійний фонд «Криниця милосердя»", identifiers=())
    moved = {"identifiers": (), "street": "вул. Миру", "house": "99", "phones": ("+380474409999",)}
    assert outcome(listed(name="БФ «Криниця милосердя»", **moved), old) == [
        ("review", "One name in one settlement, though much else differs.")
    ]
    assert outcome(listed(name="БФ «Криниця милосердя»", territories=VINNYTSIA, **moved), old) == []
    assert outcome(listed(name="БФ «Криниця милосердя» № 2", **moved), old) == []
