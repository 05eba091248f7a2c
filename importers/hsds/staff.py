"""Teams and posts that an export of the hub tells as facts, read as strictly as columns of a file."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hub.domain.records import StaffRecord
from hub.domain.staff import names_person, publishable, tells_of_persons
from hub.domain.text import normalise_apostrophe, tidy
from hub.domain.vocabulary import SecondTier
from importers.cleaning.bounds import POSTS, QUALIFICATION_YEARS, TEAMS, VISITS
from importers.cleaning.dates import clean_date
from importers.cleaning.numbers import clean_integer, clean_number
from importers.cleaning.result import Cleaned
from importers.cleaning.team_reach import REACH_KM, REACH_MINUTES
from importers.hsds.line import Line
from importers.hsds.terms import Facets
from importers.mapping.staff import NAMES_PERSON

_STAFF, _TEAM, _SECOND_TIER = "staff", "team.", "second_tier"
_NUMBERS: dict[str, Callable[[str], Cleaned[Any]]] = {
    "teams": partial(clean_integer, bounds=TEAMS),
    "visits_per_day": partial(clean_number, bounds=VISITS),
    "reach_minutes": partial(clean_number, bounds=REACH_MINUTES),
    "reach_km": partial(clean_number, bounds=REACH_KM),
}


class _Posts(BaseModel):
    """The value of a fact of posts."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    title: str = Field(min_length=1, max_length=500)
    posts: float | None = Field(default=None, ge=POSTS.least, le=POSTS.most)
    filled: float | None = Field(default=None, ge=POSTS.least, le=POSTS.most)
    qualified: int | None = Field(default=None, ge=POSTS.least, le=POSTS.most)
    qualification_ends: date | None = None
    qualification_years: float | None = Field(
        default=None, ge=QUALIFICATION_YEARS.least, le=QUALIFICATION_YEARS.most
    )


def team_of(line: Line, facets: Facets) -> dict[str, Any]:
    """Part of a service → what its facts say of its teams, and of whose work it supports."""
    found: dict[str, Any] = {"shift": facets.fact(f"{_TEAM}shift")}
    for name, stage in _NUMBERS.items():
        told = facets.fact(f"{_TEAM}{name}")
        if told is not None:
            read = stage(told)
            for trouble in read.troubles:
                line.complain(trouble.code, trouble.message, value=told)
            value = read.value
            found[name] = float(value) if value is not None and name != "teams" else value
    tier = facets.fact(_SECOND_TIER)
    if tier in set(SecondTier):
        found["second_tier"] = SecondTier(tier)
    elif tier is not None:
        message = f"«{tier}» is unclear; write hromadas or institutions."
        line.complain("SECOND_TIER_UNCLEAR", message, value=tier)
    return found


def staff_of(line: Line, facets: Facets) -> tuple[StaffRecord, ...]:
    """The posts that the facts of an organization or a service tell."""
    return tuple(_staff(line, facets))


def _staff(line: Line, facets: Facets) -> Iterator[StaffRecord]:
    for name, link in facets.facts:
        if name != _STAFF:
            continue
        try:
            told = _Posts.model_validate_json(link.value or "")
        except ValidationError:
            message = "A fact of posts is JSON with a title and numbers; it was left out. See docs/hsds.md."
            line.complain("STAFF_UNCLEAR", message)
            continue
        title = normalise_apostrophe(tidy(told.title))
        if names_person(title):
            line.complain("STAFF_NAMES_PERSON", NAMES_PERSON)
            link.line.personal.add("value")
            continue
        values = told.model_dump() | {"title": title}
        record = StaffRecord(as_of=clean_date(link.label or "").value, **values)
        if tells_of_persons(record):
            link.line.personal.add("value")
        yield publishable(record)
