"""The strict model of lookups.yml: dirty value → clean code, field by field."""

from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, field_validator

from hub.domain.vocabulary import DeliveryForm, Duration, RecordStatus, Sector
from importers.strict import Slug, Strict, Text
from importers.yamlfile import load_model


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _as_meanings(value: Any) -> Any:
    several = value if isinstance(value, list) else [value]
    return None if value is None else [{"category": one} if isinstance(one, str) else one for one in several]


class ServiceMeaning(Strict):
    """What a service's words stand for; `category` empty says: known, and no hub category fits."""

    category: Slug | None = None
    forms: tuple[DeliveryForm, ...] = ()
    target_groups: tuple[Slug, ...] = ()
    duration: Duration | None = None


Meanings = Annotated[tuple[ServiceMeaning, ...] | None, BeforeValidator(_as_meanings)]
Forms = Annotated[tuple[DeliveryForm, ...], BeforeValidator(_as_list)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(_as_list)]


class Lookups(Strict):
    """Tables of one region. `null` as a value says: known, deliberately without a code."""

    kind: dict[str, Slug | None] = Field(default_factory=dict)
    sector: dict[str, Sector | None] = Field(default_factory=dict)
    status: dict[str, RecordStatus | None] = Field(default_factory=dict)
    category: dict[str, Meanings] = Field(default_factory=dict)
    forms: dict[str, Forms | None] = Field(default_factory=dict)
    duration: dict[str, Duration | None] = Field(default_factory=dict)
    target_groups: dict[str, Slugs | None] = Field(default_factory=dict)
    funding: dict[str, Slugs | None] = Field(default_factory=dict)
    flag: dict[str, bool | None] = Field(default_factory=dict)
    kind_of_service: dict[str, Slug | None] = Field(default_factory=dict)
    territory: dict[str, Text | None] = Field(default_factory=dict)

    @field_validator("*", mode="before")
    @classmethod
    def _empty(cls, value: Any) -> Any:
        """A table whose lines are all comments still is a table."""
        return {} if value is None else value


def load_lookups(folder: Path) -> Lookups:
    """The lookups of a region's folder; none at all when the file is missing."""
    path = folder / "lookups.yml"
    return load_model(path, Lookups) if path.is_file() else Lookups()
