"""Repeats within one source: one number, one name, one place."""

from dataclasses import replace

from hub.matching.repeats import find_repeats

from .builders import OTHER_NUMBER, statement

FIRST = statement("1")


def test_other_wordings_of_one_name_and_house_are_a_repeat_each_paired_with_the_first() -> None:
    again = statement("2", name="КУ «ЦНСП» Уманської міської ради", house="12-А")
    third = statement("3", phones=())
    (first, *_) = ids = sorted(one.id for one in (FIRST, again, third))
    pairs = find_repeats([again, third, FIRST])
    assert sorted((pair.left, pair.right) for pair in pairs) == [(first, ids[1]), (first, ids[2])]
    assert {(pair.verdict, pair.score > 0.85) for pair in pairs} == {("review", True)}
    assert {one.field for one in pairs[0].evidence} >= {"identifier", "address", "type"}


def test_what_differs_is_none() -> None:
    others = [
        statement("2", identifiers=(OTHER_NUMBER,)),
        statement("3", house="14"),
        statement("4", name="Комунальна установа «Центр надання соціальних послуг» № 2"),
        statement("5", "list"),
    ]
    assert find_repeats([FIRST, *others]) == []


def test_branches_without_an_address_may_be_many() -> None:
    branch = statement("2", name="Філія ЦНСП Уманської міської ради", street=None, house=None)
    assert find_repeats([branch, replace(branch, id="f" * 32)]) == []
    placed = replace(branch, name="ЦНСП Уманської міської ради")
    assert len(find_repeats([placed, replace(placed, id="f" * 32)])) == 1
