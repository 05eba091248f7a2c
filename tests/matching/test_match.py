"""Matching as a whole: one partner of a source, earlier decisions, evidence, the same answer each time."""

import random
from dataclasses import replace

from hub.matching import match

from .builders import NUMBER, OTHER_NUMBER, listed, statement


def test_the_better_of_two_joins_and_the_other_is_reviewed() -> None:
    known = statement("1")
    numbered, alike = listed("1", identifiers=(NUMBER,)), listed("2", identifiers=())
    found = match([numbered, alike], [known])
    assert [(pair.verdict, {pair.left, pair.right}) for pair in found] == [
        ("join", {known.id, numbered.id}),
        ("review", {known.id, alike.id}),
    ]
    assert found[1].reason == "Another record of the same source fits better."


def test_a_tie_joins_nobody() -> None:
    found = match([listed("1"), listed("2")], [statement("1")])
    assert [(pair.verdict, pair.reason) for pair in found] == [
        ("review", "Two records of one source fit equally well.")
    ] * 2


def test_partners_of_different_sources_all_join() -> None:
    third = replace(listed("1"), id="c" * 32, source="third")
    found = match([listed("1")], [statement("1"), third])
    assert [pair.verdict for pair in found] == ["join", "join"]
    assert {pair.left for pair in found} | {pair.right for pair in found} == {
        listed("1").id,
        statement("1").id,
        third.id,
    }


def test_no_chain_brings_two_of_one_source_together() -> None:
    # Two records of the register with one number each, and a list that has both numbers.
    first = statement("1")
    second = statement("2", identifiers=(OTHER_NUMBER,))
    middle = listed("1", identifiers=(NUMBER,))
    other = replace(listed("1", identifiers=(OTHER_NUMBER,)), id="c" * 32, source="third")
    found = match([middle, other], [first, second], joined=[(middle.id, other.id)])
    assert [pair.verdict for pair in found if pair.verdict == "join"] == ["join"]


def test_decided_pairs_are_not_judged_again() -> None:
    new, known = listed(), statement("1")
    assert match([new], [known], apart=[(new.id, known.id)]) == []
    assert match([new], [known], joined=[(known.id, new.id)]) == []


def test_what_is_joined_already_counts_as_the_partner_of_its_source() -> None:
    new, old, known = listed("1"), listed("2"), statement("1")
    (pair,) = match([new], [known, old], joined=[(old.id, known.id)])
    assert (pair.verdict, {pair.left, pair.right}) == ("review", {new.id, known.id})


def test_nothing_is_done_without_another_source() -> None:
    assert match([statement("1"), statement("2")], []) == []
    assert match([], [statement("1"), listed()]) == []


def test_every_field_that_both_tell_is_evidence_with_its_weight_the_weightiest_first() -> None:
    (pair,) = match([listed()], [statement("1")])
    sides = {statement("1").id: statement("1"), listed().id: listed()}
    fields = {one.field: one for one in pair.evidence}
    assert set(fields) == {"name", "type", "seat", "territory", "address", "phone", "kind", "services"}
    address = fields["address"]
    assert (address.left, address.right, address.level) == (
        "вул. Шевченка, 12а",
        "вул. Шевченка, 12а",
        "house",
    )
    assert fields["kind"].left == sides[pair.left].kind
    weights = [abs(one.weight) for one in pair.evidence]
    assert weights == sorted(weights, reverse=True)
    assert address.weight > 0


def test_sides_of_the_evidence_are_those_of_the_pair() -> None:
    known, new = statement("1", services=("care.home",)), listed(services=("care.home", "care.day"))
    (pair,) = match([new], [known])
    (services,) = [one for one in pair.evidence if one.field == "services"]
    sides = {known.id: "care.home", new.id: "care.home, care.day"}
    assert (services.left, services.right) == (sides[pair.left], sides[pair.right])
    assert pair.left < pair.right


def test_the_order_of_the_input_changes_nothing() -> None:
    new = [listed(str(number), house=str(number)) for number in range(6)]
    known = [statement(str(number), house=str(number), identifiers=()) for number in range(6)]
    first = match(new, known)
    assert len(first) > 6
    for seed in range(3):
        rng = random.Random(seed)
        shuffled = rng.sample(new, 6), rng.sample(known, 6)
        assert match(*shuffled) == first


def test_a_rare_word_meets_beyond_the_hromada_when_one_side_lacks_it() -> None:
    known = statement("1", name="Громадська організація «Простір можливостей»", identifiers=(), kind="ngo")
    vague = replace(known, id="f" * 32, source="list", territories=known.territories._replace(hromada=None))
    vague = replace(vague, territories=vague.territories._replace(district=None, settlement=None))
    assert [pair.verdict for pair in match([vague], [known])] == ["join"]
