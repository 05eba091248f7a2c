"""What is asked of the gazetteer, and what it answers."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hub.domain.territory.unit import TerritoryUnit
from hub.domain.vocabulary import Country


@dataclass(frozen=True, slots=True)
class PlaceQuery:
    """A place as a source names it; every part may be missing, names may carry type words.

    `text` is a free address from which missing parts are read. `within` is the code of the source's
    jurisdiction: what lies outside is refused. `on_date` is the day on which the names were valid;
    None admits present and former names alike. `beside` is what an address says of another region or
    settlement than the parts do: both must come to one place.
    """

    code: str | None = None
    region: str | None = None
    district: str | None = None
    hromada: str | None = None
    settlement: str | None = None
    text: str | None = None
    country: Country | None = None
    within: str | None = None
    on_date: date | None = None
    beside: "PlaceQuery | None" = None


class ResolutionStatus(StrEnum):
    """How a resolution ended; only RESOLVED places a record."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not-found"
    OUTSIDE_JURISDICTION = "outside-jurisdiction"


class How(StrEnum):
    """By what a place was resolved."""

    CODE = "code"
    CODE_TAIL = "code-tail"  # the hierarchy was mistyped, the unique tail was right
    NAME = "name"
    FORMER_NAME = "former-name"
    NAME_FORM = "name-form"  # another case or the adjective of the name
    CITY = "city"  # the only city among the homonyms, named beside its region alone
    PARENT = "parent"  # the smallest part was not found; the next larger one is certain


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer: `unit` only when RESOLVED or OUTSIDE_JURISDICTION; `note` is a sentence for a clerk."""

    status: ResolutionStatus
    unit: TerritoryUnit | None = None
    candidates: tuple[TerritoryUnit, ...] = ()
    how: How | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def note(self) -> str:
        """All notes as one text, '' when there is nothing to say."""
        return " ".join(self.notes)

    @property
    def resolved(self) -> bool:
        """Whether the place was found for certain."""
        return self.status is ResolutionStatus.RESOLVED
