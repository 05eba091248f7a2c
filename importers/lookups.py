"""The strict model of lookups.yml: dirty value → clean code, field by field."""

from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator

from hub.domain.text import fold
from hub.domain.vocabulary import DeliveryForm, Duration, RecordStatus, Sector
from importers.strict import Slug, Strict, Text
from importers.yamlfile import load_model

Value = TypeVar("Value")


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _as_meaning(value: Any) -> Any:
    return {"category": value} if isinstance(value, str) else value


class ServiceMeaning(Strict):
    """What a service's words stand for; `category` empty says: known, and no hub category fits."""

    category: Slug | None = None
    forms: tuple[DeliveryForm, ...] = ()
    target_groups: tuple[Slug, ...] = ()
    duration: Duration | None = None


Meaning = Annotated[ServiceMeaning, BeforeValidator(_as_meaning)]
Forms = Annotated[tuple[DeliveryForm, ...], BeforeValidator(_as_list)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(_as_list)]


class Lookups(Strict):
    """Tables of one region. `null` as a value says: known, deliberately without a code."""

    kind: dict[str, Slug | None] = {}
    sector: dict[str, Sector | None] = {}
    status: dict[str, RecordStatus | None] = {}
    category: dict[str, Meaning | None] = {}
    forms: dict[str, Forms | None] = {}
    duration: dict[str, Duration | None] = {}
    target_groups: dict[str, Slugs | None] = {}
    funding: dict[str, Slugs | None] = {}
    flag: dict[str, bool | None] = {}
    kind_of_service: dict[str, Slug | None] = {}
    territory: dict[str, Text | None] = {}


def load_lookups(folder: Path) -> Lookups:
    """The lookups of a region's folder; none at all when the file is missing."""
    path = folder / "lookups.yml"
    return load_model(path, Lookups) if path.is_file() else Lookups()


def find(table: dict[str, Value], text: str) -> tuple[bool, Value | None]:
    """Whether the table knows the text in any spelling that folds to the same key, and its value."""
    if text in table:
        return True, table[text]
    key = fold(text)
    for own, value in table.items():
        if fold(own) == key:
            return True, value
    return False, None
