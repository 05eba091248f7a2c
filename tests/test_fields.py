"""Fields of HTTP headers, read as RFC 9110 writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.fields import Item, Tags, items_of, joined, tags_of, weights_of


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        (None, {}),
        ("", {}),
        (" , ,", {}),
        ("gzip", {"gzip": 1}),
        ("GZIP ; Q=0.5", {"gzip": 0.5}),
        ("gzip;q=0", {"gzip": 0}),
        ("gzip;q=0.000", {"gzip": 0}),
        ("*; q=.2", {"*": 0.2}),
        ("a;q=1.", {"a": 1}),
        ("a;q=7, b;q=1.001", {"a": 1, "b": 1}),
        ("a;q=-1, b;q=nan, c;q=inf, d;q=, e;q=1e-1, f;q=٠, g", {"g": 1}),
        ('a;title="x, y;q=0";q=0.3,b', {"a": 0.3, "b": 1}),
        (r'a;title="\", b;q=0", c', {"a": 1, "c": 1}),
        ("a;level=1;q=0.4, a;q=0.7", {"a": 0.7}),
        ('a;q="0.5"', {"a": 0.5}),
    ],
)
def test_weights(text: str | None, weights: dict[str, float]) -> None:
    assert weights_of(text) == weights


def test_parameters_and_lines() -> None:
    (item,) = items_of('application/JSON; Charset="UTF-8" ;q=0.5')
    assert item == Item("application/json", 0.5, {"charset": "UTF-8"})
    assert joined(["a", "b;q=0"]) == "a, b;q=0"
    assert joined([]) is None
    assert weights_of("a," * 100 + "b") == {"a": 1}


@given(st.text(alphabet='ag*/,;=."\\ \tq01W', max_size=200))
def test_no_field_breaks_it(text: str) -> None:
    assert all(0 <= item.weight <= 1 and item.value for item in items_of(text))
    assert all(tag.count('"') == 2 for tag in tags_of(text).named)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (None, []),
        ("", []),
        ('"a"', ['"a"']),
        ('W/"a"', ['"a"']),
        ('"a","b" ,\tW/"c"', ['"a"', '"b"', '"c"']),
        ('"a, b"', ['"a, b"']),
        (', ,"a",,', ['"a"']),
        ("a, b", []),
        ('*, "a"', ['"a"']),
        ('"*"', ['"*"']),
    ],
)
def test_tags(text: str | None, named: list[str]) -> None:
    assert tags_of(text) == Tags(frozenset(named))


def test_a_star_means_whatever_there_is() -> None:
    assert 'W/"a"' in tags_of(" * ")
    assert 'W/"a"' in tags_of('"a"')
    assert 'W/"a"' not in tags_of('"b"')
