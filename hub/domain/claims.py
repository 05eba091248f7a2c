"""What a source claims of a record: each field it fills, its published value, and what that rests on.

A claim is stated where a cell of the source says it, be it in other words, and derived where a rule of the
hub made it of something else. What is only a default, nobody claims.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from hub.domain.records import (
    BY_DEFAULT,
    AccessPointRecord,
    CapacityRecord,
    HarmonisedRecord,
    LocationRecord,
    Point,
    ProviderRecord,
    ServiceRecord,
    StaffRecord,
)
from hub.domain.text import fold

#: The parts of a location that a source may claim, as attribute names.
LOCATION_PARTS = ("territory", "address", "point", "opening_hours")

#: The parts of a service that a source may claim beside its category, as attribute names.
SERVICE_PARTS = (
    *("forms", "duration", "target_groups", "minimum_age", "maximum_age"),
    *("status", "description", "url", "application_process", "eligibility", "languages", "funding"),
    *("teams", "visits_per_day", "reach_minutes", "reach_km", "shift", "second_tier"),
)

#: The numbers of a capacity.
NUMBERS = ("total", "available", "served", "waiting")

#: What is told of the posts of one title.
STAFF_PARTS = ("posts", "filled", "qualified", "qualification_ends", "qualification_years")

_OWN = ("status_since", "status_evidence", "registered", "closed", "url")
_OF_PROVIDER = ("short_name", "kind", "sector", "legal_form", "founded")
_EMPTY: tuple[object, ...] = (None, "", (), "unknown")


class Claim(NamedTuple):
    """A field with its published value as text; `raw`, `column` and `rule` where they are known and apply.

    `row` is the row of the file that says it, where that is not the record's first.
    """

    field: str
    value: str
    raw: str | None = None
    column: str | None = None
    rule: str | None = None
    row: int | None = None

    @property
    def basis(self) -> dict[str, str]:
        """What of the claim is kept: all but its field and its row, which moves from file to file."""
        told = {"value": self.value, "raw": self.raw, "column": self.column, "rule": self.rule}
        return {name: text for name, text in told.items() if text is not None}


def claims_of(record: HarmonisedRecord) -> dict[str, dict[str, str]]:
    """field → {value, and what is known of `raw`, `column` and `rule`}; the record must be a protected one.

    Fields of locations and services carry their keys: `location.main.address`, `service.care.home`,
    `service.care.home.capacity.2024-01-01.place.total`,
    `staff.соціальний працівник.undated.posts`. Programmes
    are written by hand and claim nothing.
    """
    if not isinstance(record, ProviderRecord | AccessPointRecord):
        return {}
    return {claim.field: claim.basis for claim in _claims(record)}


def rows_of(record: HarmonisedRecord) -> dict[str, int]:
    """field → row of the file that says it, for claims of other rows than the record's first."""
    if not isinstance(record, ProviderRecord):
        return {}
    return {claim.field: claim.row for claim in _claims(record) if claim.row is not None}


def with_columns(
    claims: Mapping[str, dict[str, str]], known: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """The claims with the columns that others of the same fields tell: records are kept without columns."""
    return {
        field: {**claim, **({"column": known[field]["column"]} if "column" in known.get(field, {}) else {})}
        for field, claim in claims.items()
    }


def capacity_field(service: str, capacity: CapacityRecord, number: str) -> str:
    """The claim's name for a number of a service's capacity."""
    return f"service.{service}.capacity.{capacity.as_of or 'undated'}.{capacity.unit}.{number}"


def staff_field(staff: StaffRecord, part: str, service: str | None = None) -> str:
    """The claim's name for what is told of posts, of the provider or of a service."""
    owner = "" if service is None else f"service.{service}."
    return f"{owner}staff.{fold(staff.title)}.{staff.as_of or 'undated'}.{part}"


def location_field(location: LocationRecord, part: str) -> str:
    """The claim's name for a part of a location."""
    return f"location.{location.key}.{part}"


def claim_text(value: object) -> str:
    """A value as claims write it."""
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return f"{value.lat}, {value.lon}" if isinstance(value, Point) else str(value)


def _claims(record: ProviderRecord | AccessPointRecord) -> Iterator[Claim]:
    yield from _of_fields(record, ("name", "status", *_OWN))
    yield from _of_fields(record, ("phones", "emails"))
    rows = record.attribute_rows if isinstance(record, ProviderRecord) else {}
    for name, value in record.attributes.items():
        field = f"attribute.{name}"
        yield Claim(field, str(value), None, record.columns.get(field), None, rows.get(name))
    locations: tuple[LocationRecord, ...]
    if isinstance(record, ProviderRecord):
        yield from _of_provider(record)
        locations = record.locations
    else:
        yield from _of_fields(record, ("operator_name",))
        locations = (record.location,)
    for location in locations:
        yield from _of_location(location, record.raw)


def _of_provider(record: ProviderRecord) -> Iterator[Claim]:
    yield from _of_fields(record, _OF_PROVIDER)
    for identifier in {item.scheme: item for item in record.identifiers}.values():
        field = f"identifier.{identifier.scheme}"
        yield Claim(field, identifier.value, record.raw.get("identifiers"), record.columns.get(field))
    for service in record.services:
        yield from _of_service(service)
    yield from _of_staff(record.staff)


def _of_fields(record: ProviderRecord | AccessPointRecord, names: tuple[str, ...]) -> Iterator[Claim]:
    for name in names:
        value, rule = getattr(record, name), record.derived.get(name)
        if value not in _EMPTY and rule != BY_DEFAULT:
            raw = None if rule else record.raw.get(name)
            yield Claim(name, claim_text(value), raw, record.columns.get(name), rule)


def _of_location(location: LocationRecord, raw: Mapping[str, str]) -> Iterator[Claim]:
    for part in LOCATION_PARTS:
        if getattr(location, part):
            rule, column = location.derived.get(part), location.columns.get(part)
            if part == "territory" and location.territory_how == "title":
                rule, column = "title", location.columns.get("title")
            elif part == "territory" and location.territory_how:
                rule, column = f"point:{location.territory_how}", location.columns.get("point")
            field, value = location_field(location, part), claim_text(getattr(location, part))
            yield Claim(field, value, raw.get(field), column, rule, location.row)


def _of_service(service: ServiceRecord) -> Iterator[Claim]:
    field, columns = f"service.{service.key}", service.columns
    matched = service.category and service.matched_by
    rule = f"{service.matched_by}:{service.matched_via}" if matched else None
    meant, row = service.category or service.name, service.row
    yield Claim(field, meant, service.national_label, columns.get("name"), rule, row)
    for part in SERVICE_PARTS:
        value, rule = getattr(service, part), service.derived.get(part)
        if value not in _EMPTY and rule != BY_DEFAULT:
            column = None if rule else columns.get(part)
            yield Claim(f"{field}.{part}", claim_text(value), None, column, rule, row)
    areas = [area.territory for area in service.areas if area.territory]
    if areas:
        yield Claim(f"{field}.areas", "; ".join(areas), None, columns.get("areas"), None, row)
    for capacity in service.capacities:
        for number in NUMBERS:
            if getattr(capacity, number) is not None:
                value = str(getattr(capacity, number))
                column = columns.get(f"capacity.{number}")
                yield Claim(capacity_field(service.key, capacity, number), value, None, column, None, row)
    yield from _of_staff(service.staff, service.key)


def _of_staff(staff: Iterable[StaffRecord], service: str | None = None) -> Iterator[Claim]:
    for one in staff:
        for part in STAFF_PARTS:
            if getattr(one, part) is not None:
                value, column = claim_text(getattr(one, part)), one.columns.get(part)
                yield Claim(staff_field(one, part, service), value, None, column, None, one.row)
