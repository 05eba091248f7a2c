"""Scenarios: one form for equal questions, ids that are the question, and hostile ids that never do harm."""

import base64
import zlib
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.planning.scenario import MAX_ID, BadScenario, canonical, decode, encode, hash_of, text_of

QUESTION = {"within": "UA05000000000010236", "goal": "MOST_COVERED", "new": 10, "reach": {"metres": 10_000}}

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_NUMBERS = st.integers(-(2**53), 2**53) | st.floats(-1e6, 1e6)
_VALUES = st.recursive(
    st.none() | st.booleans() | _NUMBERS | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
    max_leaves=8,
)
_QUESTIONS = st.fixed_dictionaries(
    {"within": _TEXTS, "goal": st.sampled_from(["MOST_COVERED", "LEAST_DISTANCE"])},
    optional={
        "new": st.integers(1, 500),
        "share": st.floats(0, 1),
        "reach": st.fixed_dictionaries({}, optional={"metres": _NUMBERS, "minutes": _NUMBERS}),
        "keep": st.none() | st.dictionaries(_TEXTS, _VALUES, max_size=4),
        "exclude": st.none() | st.lists(_TEXTS, max_size=5),
    },
)


def packed(text: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(text)).rstrip(b"=").decode()


def test_defaults_are_filled_in_and_keys_are_sorted() -> None:
    assert text_of(canonical({"goal": "LEAST_DISTANCE", "within": "A", "new": 3.0})) == (
        b'{"asOf":null,"candidates":{"kind":"SETTLEMENTS"},"capacity":null,"effort":"QUICK","exclude":null,'
        b'"goal":"LEAST_DISTANCE","keep":null,"new":3,"people":null,"reach":{"metres":15000,"minutes":null},'
        b'"share":null,"within":"A"}'
    )


@pytest.mark.parametrize(
    "same",
    [
        {"new": 10.0},
        {"effort": "QUICK"},
        {"effort": None},
        {"reach": {"minutes": None, "metres": 10_000.0}},
        {"exclude": None},
        {"keep": None},
    ],
)
def test_equal_questions_have_equal_hashes(same: dict[str, Any]) -> None:
    assert hash_of(canonical(QUESTION | same)) == hash_of(canonical(QUESTION))


@pytest.mark.parametrize(
    "other",
    [{"new": 11}, {"effort": "EXACT"}, {"reach": {"metres": 10_000.5}}, {"exclude": []}, {"keep": {}}],
)
def test_other_questions_have_other_hashes(other: dict[str, Any]) -> None:
    assert hash_of(canonical(QUESTION | other)) != hash_of(canonical(QUESTION))


def test_lists_of_texts_are_sets_and_lists_of_numbers_are_not() -> None:
    first = canonical(QUESTION | {"exclude": ["Б", "А", "Б"], "keep": {"near": [49.5, 24]}})
    assert first["exclude"] == ["А", "Б"]
    assert first["keep"] == {"near": [49.5, 24]}


@given(_QUESTIONS)
def test_an_id_is_its_question(question: dict[str, Any]) -> None:
    whole = canonical(question)
    assert canonical(whole) == whole
    try:
        identity = encode(whole)
    except BadScenario:
        assert len(text_of(whole)) > 1_000
        return
    assert len(identity) <= MAX_ID
    assert decode(identity) == whole
    assert hash_of(decode(identity)) == hash_of(whole)


@given(_QUESTIONS, st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(question: dict[str, Any], random: Any) -> None:
    keys = list(question)
    random.shuffle(keys)
    assert text_of(canonical({key: question[key] for key in keys})) == text_of(canonical(question))


@given(st.text() | st.from_regex(r"[A-Za-z0-9_-]{1,40}", fullmatch=True) | st.binary(max_size=60).map(packed))
def test_no_hostile_id_raises_anything_else(identity: str) -> None:
    with pytest.raises(BadScenario) as caught:
        decode(identity)
    assert caught.value.reason == "SCENARIO_ID"


@given(st.data())
def test_no_changed_id_is_taken_for_another_form_of_the_question(data: st.DataObject) -> None:
    identity = encode(canonical(QUESTION))
    place = data.draw(st.integers(0, len(identity) - 1))
    sign = data.draw(st.sampled_from("AQgw_-5z"))
    changed = identity[:place] + sign + identity[place + 1 :]
    try:
        question = decode(changed)
    except BadScenario:
        return
    assert changed == identity or question != canonical(QUESTION)


@given(_VALUES)
def test_no_value_in_an_id_raises_anything_else(value: Any) -> None:
    with pytest.raises(BadScenario) as caught:
        decode(packed(orjson.dumps(value)))
    assert str(caught.value).isascii()


@pytest.mark.parametrize(
    ("identity", "why"),
    [
        ("", "other signs"),
        ("A" * 2_001, "more than 2,000"),
        (packed(b" " * 16_385), "unpacks to more than 16,384"),
        (packed(b" " * 1_000_000), "unpacks to more than 16,384"),
        (packed(b"{}") + "AAAA", "changed or cut"),
        (packed(text_of(canonical(QUESTION)))[:-6], "changed or cut"),
        (packed(b'{"within":"A"}'), "lacks goal"),
        (packed(b'{"within":"A","goal":"B"}'), "canonical"),
        (packed(b'{"within":"A","within":"A","goal":"B"}'), "canonical"),
        (packed(b'{"within":"A","goal":"B","sql":1}'), "has no 'sql'"),
        (packed(b'{"within":"A","goal":"B","reach":7}'), "7 stands where"),
        (packed(b'{"within":"A","goal":"B","new":1e300}'), "too large"),
        (packed(b'{"within":"A","goal":"B","keep":' + b"[" * 2_000 + b"]" * 2_000 + b"}"), ""),
        (packed(b"[" * 8_000 + b"]" * 8_000), ""),
        (packed(b'{"within":"\\ud800","goal":"B"}'), "no question"),
        (packed(b"[]"), "no question"),
        (packed(b"null"), "no question"),
    ],
)
def test_ids_that_are_no_questions_say_why(identity: str, why: str) -> None:
    with pytest.raises(BadScenario) as caught:
        decode(identity)
    assert why in str(caught.value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800", object(), {1: 2}, 2**60])
def test_values_that_no_question_has_are_refused(value: object) -> None:
    with pytest.raises(BadScenario):
        canonical(QUESTION | {"keep": {"name": value}})


def test_a_question_too_long_for_an_address_is_refused() -> None:
    places = [hash_of(canonical(QUESTION | {"new": each})) for each in range(60)]
    with pytest.raises(BadScenario, match="too long for an address"):
        encode(canonical(QUESTION | {"exclude": places}))
