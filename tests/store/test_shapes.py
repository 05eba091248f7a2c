"""Statements are made of shapes alone: values are parameters, and conditions that look at them fail."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import literal, select
from sqlalchemy.exc import ArgumentError

from hub.domain.filters import (
    Box,
    Categories,
    Direction,
    ProviderFilter,
    ProviderOrder,
    ProviderOrderField,
    Window,
    Within,
)
from hub.domain.records import Point
from hub.domain.roles import EACH, RESOLVED, VALUE, WORDS, UndeclaredRole, declared
from hub.domain.vocabulary import Sector
from hub.store.compiled.statements import prepare, ready
from hub.store.filters import ProviderScope
from hub.store.listings import On, ProviderListing
from hub.store.pages import count_select
from hub.store.parameters import ValueRead, among, begins, contains, one_code, words_of
from hub.store.shapes import NotAlone, ValueInKey, blank, check_key, shape_of
from hub.store.tables import provider


@declared
@dataclass(frozen=True)
class Asked:
    """A question of our own."""

    territory: str | None = field(default=None, metadata=RESOLVED)
    code: str | None = field(default=None, metadata=VALUE)
    age: int | None = field(default=None, metadata=VALUE)
    codes: tuple[str, ...] = field(default=(), metadata=VALUE)
    each: tuple[str, ...] = field(default=(), metadata=EACH)
    text: str | None = field(default=None, metadata=WORDS)


FULL = Asked("UA05", "a", 5, ("a", "b"), ("x", "y"), "Лиман дім")


def _listing(**more: Any) -> ProviderListing:
    return ProviderListing(ProviderScope(ProviderFilter(**more)))


def _text(listing: ProviderListing) -> tuple[bytes, dict[str, Any]]:
    values: dict[str, Any] = {}
    return prepare(count_select(blank(shape_of(listing, values)), None)).text, values


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_listing(kinds=("a",)), _listing(kinds=("b", "c"))),
        (_listing(text="дім"), _listing(text="Лиман")),
        (_listing(within=Within(box=Box(1, 2, 3, 4))), _listing(within=Within(box=Box(5, 6, 7, 8)))),
        (
            _listing(categories=Categories(all_of=("a", "b"))),
            _listing(categories=Categories(all_of=("c", "d"))),
        ),
        (_listing(serves=Point(1, 2)), _listing(serves=Point(3, 4))),
        (
            ProviderListing(ProviderScope(ProviderFilter(within=Within(territory="A")), territory_id=1)),
            ProviderListing(ProviderScope(ProviderFilter(within=Within(territory="B")), territory_id=2)),
        ),
    ],
)
def test_other_values_make_the_same_statement(one: ProviderListing, other: ProviderListing) -> None:
    assert shape_of(one, {}) == shape_of(other, {})
    (first, values), (second, others) = _text(one), _text(other)
    assert first == second
    assert values.keys() == others.keys()
    assert values != others


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_listing(), _listing(kinds=("a",))),
        (_listing(ids=None), _listing(ids=())),
        (_listing(text="дім"), _listing(text="дім Лиман")),
        (_listing(categories=Categories(all_of=("a",))), _listing(categories=Categories(all_of=("a", "b")))),
        (_listing(categories=Categories(any_of=("a",))), _listing(categories=Categories(none_of=("a",)))),
        (_listing(is_sample=True), _listing(is_sample=False)),
        (_listing(sectors=(Sector.STATE,)), _listing(sectors=(Sector.MUNICIPAL,))),
        (_listing(), ProviderListing(ProviderScope(ProviderFilter()), on=On.TERRITORY)),
        (
            ProviderListing(ProviderScope(ProviderFilter()), (ProviderOrder(ProviderOrderField.NAME),)),
            ProviderListing(
                ProviderScope(ProviderFilter()), (ProviderOrder(ProviderOrderField.NAME, Direction.DESC),)
            ),
        ),
    ],
)
def test_what_changes_the_statement_is_of_its_key(one: ProviderListing, other: ProviderListing) -> None:
    assert shape_of(one, {}) != shape_of(other, {})


def test_values_go_to_parameters_of_their_places() -> None:
    values: dict[str, Any] = {}
    shape = shape_of(FULL, values)
    assert shape == (True, True, True, True, 2, 4, Asked)
    assert values == {
        "asked__code": "a",
        "asked__age": 5,
        "asked__codes": ["a", "b"],
        "asked__each__0": "x",
        "asked__each__1": "y",
        "asked__text__0": " liman",
        "asked__text__1": " liman ",
        "asked__text__2": " dim",
        "asked__text__3": " dim ",
    }


def test_conditions_are_the_same_for_values_and_parameters() -> None:
    column = provider.c.name
    for asked in (FULL, blank(shape_of(FULL, {}))):
        conditions = [
            column == asked.code,
            asked.code == column,
            provider.c.release_from <= asked.age,
            among(column, asked.codes),
            *(among(column, one_code(code)) for code in asked.each),
            *(contains(column, word) for word in words_of(asked.text)),
            begins(column, next(iter(words_of(asked.text)))),
        ]
        assert ready(select(provider.c.id).where(*conditions)).text.count(b"$") == 9 + (asked is FULL) * 1


def _in(asked: Any) -> Any:
    return provider.c.name.in_(asked.codes)


#: Conditions that would put a value, or a choice by one, into the text of a statement for all values.
LOOKING: dict[str, Callable[[Any], Any]] = {
    "a list by .in_": _in,
    "what is resolved elsewhere": lambda asked: provider.c.name == asked.territory,
    "what is resolved elsewhere, as text": lambda asked: f"x = '{asked.territory}'",
    "what is resolved elsewhere, as a choice": lambda asked: asked.territory == "UA05",
    "its length": lambda asked: len(asked.territory),
    "a value as text": lambda asked: f"x = '{asked.code}'",
    "a value as a literal": lambda asked: str(asked.code),
    "a choice by a value": lambda asked: asked.code == "a",
    "another choice by a value": lambda asked: asked.code != "a",
    "a choice among values": lambda asked: asked.code in {"a"},
    "a choice by whether it is true": lambda asked: 1 if asked.age else 2,
    "a sum": lambda asked: asked.age + 1,
    "a number of SQL": lambda asked: int(asked.age),
    "the first of a list": lambda asked: asked.codes[0],
    "each of a list": lambda asked: [provider.c.name == code for code in asked.codes],
    "how many a list holds": lambda asked: len(asked.codes),
    "whether a list holds something": lambda asked: "a" in asked.codes,
    "a list as an operand": lambda asked: provider.c.name == asked.codes,
    "a text as an operand": lambda asked: provider.c.name.contains(asked.text),
    "a literal of SQLAlchemy": lambda asked: literal(asked.code),
    "a key of a table": lambda asked: {"a": 1}.get(asked.code),
}


@pytest.mark.parametrize("condition", LOOKING.values(), ids=LOOKING.keys())
def test_a_condition_that_looks_at_a_value_fails(condition: Callable[[Any], Any]) -> None:
    with pytest.raises((ValueRead, ArgumentError)):
        condition(blank(shape_of(FULL, {})))


def test_a_class_without_roles_makes_no_statement() -> None:
    @dataclass(frozen=True)
    class Loose:
        territory: str

    with pytest.raises(UndeclaredRole, match="Loose"):
        shape_of(Loose("UA05"), {})


def _build(*_: Any) -> None:
    """Stands for a function that makes a statement."""


def test_builders_see_nothing_but_their_key() -> None:
    codes = ("a",)
    check_key(_build, (shape_of(_listing(kinds=codes), {}), shape_of(Window(first=5), {}), True, ("id",)))
    with pytest.raises(NotAlone):
        check_key(lambda: select(literal(codes)), ())
    for value in (5, 1.5, (1,), (("id", 7),), _listing(), Window(first=5)):
        with pytest.raises(ValueInKey):
            check_key(_build, (value,))
