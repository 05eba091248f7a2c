"""Fields of questions declare their roles, and wrong declarations are refused where they stand."""

import dataclasses
from dataclasses import dataclass, field, make_dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest

from hub.domain.roles import (
    EACH,
    PART,
    RESOLVED,
    SHAPE,
    SIZE,
    VALUE,
    WORDS,
    Metadata,
    UndeclaredRole,
    UnfitRole,
    declarations_of,
    declared,
)


class Colour(StrEnum):
    RED = "red"


@declared
@dataclass(frozen=True)
class Spot:
    x: float = field(metadata=VALUE)


@dataclass(frozen=True)
class Loose:
    x: float = 0.0


def _declare(kind: Any, metadata: Metadata | None, name: str = "territory") -> None:
    told = dataclasses.field(metadata=metadata) if metadata is not None else dataclasses.field()
    declared(make_dataclass("Made", [(name, kind, told)], frozen=True))


@pytest.mark.parametrize("kind", [str, str | None, tuple[str, ...], Spot, bool])
def test_a_field_without_a_role_is_refused_where_it_is_declared(kind: Any) -> None:
    with pytest.raises(UndeclaredRole, match=r"^Made\.territory declares no role\."):
        _declare(kind, None)


def test_metadata_of_others_is_no_role() -> None:
    with pytest.raises(UndeclaredRole):
        _declare(str, {"role": "value"})


@pytest.mark.parametrize(
    ("kind", "metadata"),
    [
        (str, SHAPE),  # every text would be a statement of its own
        (tuple[str, ...], SHAPE),
        (UUID | None, SHAPE),
        (int, SHAPE),
        (float, SIZE),
        (tuple[int, ...], SIZE),
        (bool, VALUE),
        (Colour, VALUE),
        (tuple[Colour, ...], VALUE),
        (dict[str, str], VALUE),
        (str | int, VALUE),
        (Spot, VALUE),
        (str, EACH),
        (tuple[Colour, ...], EACH),
        (tuple[str, ...], WORDS),
        (tuple[int, str], VALUE),
        (Loose, PART),
        (str, PART),
    ],
)
def test_a_role_that_the_type_cannot_have_is_refused(kind: Any, metadata: Metadata) -> None:
    with pytest.raises(UnfitRole, match=r"^Made\.territory cannot be "):
        _declare(kind, metadata)


@pytest.mark.parametrize(
    ("kind", "metadata"),
    [
        (str | None, VALUE),
        (tuple[UUID, ...] | None, VALUE),
        (tuple[str, ...], EACH),
        (str | None, WORDS),
        (bool | None, SHAPE),
        (tuple[Colour, ...], SHAPE),
        (int | None, SIZE),
        (str, RESOLVED),
        (Spot | None, PART),
        (tuple[Spot, ...], PART),
    ],
)
def test_fitting_roles_are_kept(kind: Any, metadata: Metadata) -> None:
    _declare(kind, metadata)


def test_names_that_would_meet_those_of_other_places_are_refused() -> None:
    with pytest.raises(UnfitRole, match="two underscores"):
        _declare(str, VALUE, "within__box")


def test_a_class_that_declares_nothing_has_no_roles() -> None:
    with pytest.raises(UndeclaredRole, match=r"^Loose declares no role"):
        declarations_of(Loose)
