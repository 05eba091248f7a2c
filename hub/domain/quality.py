"""How good a source's data is: counts of one run, from which shares and differences are made."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from hub.domain.vocabulary import Severity


class QualityRecord(StrEnum):
    """What a field belongs to where it is counted how many fill it."""

    PROVIDER = "provider"
    ACCESS_POINT = "access-point"
    SERVICE = "service"


class ServiceMapping(StrEnum):
    """How a service came to its category: the relation of its words to it, or why there is none."""

    EXACT = "exact"
    CLOSE = "close"
    BROAD = "broad"
    NARROW = "narrow"
    STATED = "stated"  # the source names the hub's own category
    UNMAPPED = "unmapped"  # no rule knows the words, or they mean several categories


#: The level of locations that lie in no known territory.
UNPLACED = "none"

#: Fields whose filling is counted, as records name them; `category` is counted by its relation instead.
FIELDS: dict[QualityRecord, tuple[str, ...]] = {
    QualityRecord.PROVIDER: (
        *("short_name", "kind", "sector", "legal_form", "founded", "identifiers", "phones", "emails", "url"),
        *("territory", "address", "point", "opening_hours", "services", "capacity"),
    ),
    QualityRecord.ACCESS_POINT: (
        *("operator", "phones", "emails", "url", "territory", "address", "point", "opening_hours"),
        "accessibility",
    ),
    QualityRecord.SERVICE: (
        *("forms", "duration", "target_groups", "ages", "description", "funding", "costs", "areas"),
        "capacity",
    ),
}


@dataclass(frozen=True, slots=True)
class Fill:
    """How many of the records that could fill a field do."""

    record: QualityRecord
    field: str
    filled: int
    of: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None where there is no such record."""
        return share(self.filled, self.of)


@dataclass(frozen=True, slots=True)
class IssueCount:
    """How often a run complained of something."""

    code: str
    severity: Severity
    count: int


@dataclass(frozen=True, slots=True)
class Quality:
    """What one run measured of its source. The mappings count services and locations by their key."""

    run_id: int
    source_id: int
    measured_at: datetime
    providers: int
    access_points: int
    services: int
    functions: int
    locations: int
    duplicates_pending: int
    duplicates_joined: int
    conflicts: int
    file_day: date | None = None
    newest_capacity: date | None = None
    fills: tuple[Fill, ...] = ()
    mappings: dict[ServiceMapping, int] = field(default_factory=dict)
    precisions: dict[str, int] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    issues: tuple[IssueCount, ...] = ()


def share(part: int, whole: int) -> float | None:
    """The part of the whole, between 0 and 1; None where there is no whole."""
    return part / whole if whole else None


def age_days(since: date | None, today: date) -> int | None:
    """Days from a day to today, never negative; None for an unknown day."""
    return None if since is None else max(0, (today - since).days)
