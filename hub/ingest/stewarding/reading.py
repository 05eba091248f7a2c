"""A steward's value on its way to a correction: what it may be as JSON, and who reads it as an import would.

The cleaning of values belongs to importers, which this room does not know. Whoever puts the program together
hands their reader in, so that each field of a correction passes what the same cell of a file passes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn, Protocol

from hub.domain.composing.corrections import (
    LISTS,
    WRONG_TYPE,
    FieldName,
    UncorrectableField,
    shown,
)
from hub.domain.records import Issue, ProviderRecord
from hub.domain.territory import Gazetteer
from hub.domain.text import tidy
from hub.domain.vocabulary import Country, Lang

#: No field of a register is longer; the cells of a workbook end at 32,767 characters.
MOST_CHARACTERS = 2_000
MOST_VALUES = 50
TEXT_TOO_LONG = "TEXT_TOO_LONG"
TOO_MANY_VALUES = "TOO_MANY_VALUES"
UNSTORABLE_TEXT = "UNSTORABLE_TEXT"
MISSING_NAME = "MISSING_NAME"


@dataclass(frozen=True, slots=True)
class CorrectedSource:
    """The source whose claim is corrected; `jurisdiction` is a territory's code, if it has one."""

    code: str
    lang: Lang
    country: Country | None
    jurisdiction: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A value to be read as one cell of the source's file: a text, a list of texts, or {lat, lon}."""

    source: CorrectedSource
    record: ProviderRecord
    field: str
    name: FieldName
    value: Any
    terms: frozenset[tuple[str, str]]
    gazetteer: Callable[[], Gazetteer]


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as it may be published, with what it tells beside itself and what an import would warn of."""

    value: Any
    parts: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[Issue, ...] = ()


class CorrectionReader(Protocol):
    """Reads a value that is not empty."""

    def __call__(self, asked: Asked) -> Reading:
        """The value as an import of it is published; raises UncorrectableField where nothing would be."""


def refuse(field: str, value: Any, issue: str, reason: str) -> NoReturn:
    """Raise UncorrectableField with the code of the issue that an import has."""
    raise UncorrectableField(field=field, value=shown(value), reason=reason, issue=issue)


def check_json(field: str, name: FieldName, value: Any) -> Any:
    """The value if its field can hold values of its kind at all, a blank one as None.

    Raises UncorrectableField.
    """
    if name.part in LISTS:
        return _check_list(field, value)
    if name.part == "point" and isinstance(value, dict):
        return _check_point(field, value)
    if value is not None:
        _check_text(field, value, "a text" if name.part != "point" else "{lat, lon} or a text")
        value = value if tidy(value) else None
    if value is None and name.what == "name":
        refuse(field, value, MISSING_NAME, "a provider has a name.")
    return value


def _check_list(field: str, value: Any) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list):
        refuse(field, value, WRONG_TYPE, "it holds a list of texts.")
    if len(value) > MOST_VALUES:
        refuse(field, value, TOO_MANY_VALUES, f"it holds at most {MOST_VALUES} values.")
    for one in value:
        _check_text(field, one, "a list of texts")
    return value


def _check_point(field: str, value: dict[str, Any]) -> dict[str, Any]:
    if value.keys() != {"lat", "lon"}:
        refuse(field, value, WRONG_TYPE, "a point is {lat, lon}, and nothing else.")
    for one in value.values():
        if isinstance(one, bool) or not isinstance(one, int | float):
            _check_text(field, one, "a number or a text for each of lat and lon")
    return value


def _check_text(field: str, value: Any, wanted: str) -> None:
    if not isinstance(value, str):
        refuse(field, value, WRONG_TYPE, f"it holds {wanted}.")
    if len(value) > MOST_CHARACTERS:
        refuse(field, value, TEXT_TOO_LONG, f"a text has at most {MOST_CHARACTERS:,} characters.")
    if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
        reason = "it holds a character that no text of the hub can hold: NUL or half of a surrogate pair."
        refuse(field, value, UNSTORABLE_TEXT, reason)
