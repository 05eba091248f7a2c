"""What a process keeps is bounded by number, by length and by bytes."""

import sys
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pytest

from hub.kept import ByBytes, keep_fewer, kept, size_of


def test_the_latest_texts_are_kept_and_long_ones_are_not() -> None:
    made: list[tuple[str, ...]] = []

    @kept(2, longest=6)
    def joined(*texts: str) -> str:
        made.append(texts)
        return "+".join(texts)

    for given in [("a",), ("a",), ("b",), ("c",), ("a",), ("abc", "defg"), ("abc", "defg"), ("abc", "def")]:
        assert joined(*given) == "+".join(given)
    assert made == [("a",), ("b",), ("c",), ("a",), ("abc", "defg"), ("abc", "defg"), ("abc", "def")]


def test_a_server_keeps_fewer() -> None:
    made: list[str] = []

    @kept(100)
    def same(text: str) -> str:
        made.append(text)
        return text

    keep_fewer(1)
    for text in ("a", "a", "b", "a"):
        same(text)
    assert made == ["a", "b", "a"]


def test_answers_are_kept_by_their_bytes() -> None:
    answers = ByBytes(10_000)
    for number in range(50):
        answers[number] = ("я" * 400, {"codes": ("x" * 100,)})
        assert answers.currsize <= 10_000
    assert 0 in answers or len(answers) < 50
    assert 49 in answers
    answers[49] = "x" * 10_000
    assert 49 not in answers, "what is larger than all together is not kept, nor what it replaces"


@pytest.mark.parametrize("value", ["слово " * 500, ["слово " * 50] * 10, {"x": ("y" * 3_000,)}, b"z" * 3_000])
def test_a_size_is_no_less_than_the_texts_within(value: object) -> None:
    texts = value if isinstance(value, list) else [value]
    whole = sum(sys.getsizeof(each) for each in texts if isinstance(each, str | bytes))
    assert size_of(value) >= max(whole, 3_000)


@dataclass(frozen=True, slots=True)
class Town:
    """What an answer holds by thousands."""

    name: str
    people: int | None
    day: date | None
    parts: tuple["Town", ...] = ()


def test_a_size_counts_all_that_dataclasses_and_arrays_hold() -> None:
    small = Town("Умань", 82_154, date(2022, 1, 1))
    whole = Town("Черкащина", None, None, (small, small))
    own = [one.name for one in (whole, small, small)]
    # Three objects, and the four values of each, take 64 bytes beside what their texts take.
    assert size_of(whole) == 64 * (3 + 12) + sum(map(sys.getsizeof, own))
    numbers = np.zeros(1_000)
    assert size_of({"a": (numbers, [numbers])}) == 64 * 6 + sys.getsizeof("a") + 2 * 8_000


def test_an_answer_is_measured_once() -> None:
    measured: list[Any] = []

    def size(answer: Any) -> int:
        measured.append(answer)
        return len(answer)

    answers = ByBytes(3, size)
    answers["a"], answers["b"] = "aaa", "bbbb"
    assert measured == ["aaa", "bbbb"]
    assert dict(answers) == {"a": "aaa"}
