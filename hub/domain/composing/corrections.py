"""A steward's corrections: what may be corrected, and the record as corrected."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as of_dataclass
from datetime import date
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from hub.domain.confidentiality import DECISION_FIELD, decided
from hub.domain.records import LocationRecord, Point, ProviderRecord, ServiceRecord
from hub.domain.vocabulary import ENDED_BY_CLOSING, MatchRelation, PrecisionClass, RecordStatus, Sector
from hub.errors import MerezhaError

#: Issues that only corrections have: what imports call the others stands in docs/cleaning.md.
UNKNOWN_FIELD = "UNKNOWN_FIELD"
WRONG_TYPE = "WRONG_TYPE"
CONFIDENTIAL_PLACE = "CONFIDENTIAL_PLACE"


class UncorrectableField(MerezhaError):
    """The field {field!r} cannot be corrected to {value!r}: {reason}"""

    code = "UNCORRECTABLE_FIELD"

    @property
    def issue(self) -> str:
        """The code of the issue that an import of the same value has."""
        return str(self.details["issue"])


@dataclass(frozen=True, slots=True)
class Correction:
    """What a steward says a field is; `value` as JSON gives it, None for empty.

    `parts` is what cleaning told beside it: street and house of an address, the precision of a point and the
    territory that it lies in, the status that a closing day makes.
    """

    id: int
    field: str
    value: Any
    parts: Mapping[str, Any] = of_dataclass(default_factory=dict)


#: Fields of the provider itself, with the type of their values.
_OWN: Mapping[str, TypeAdapter[Any]] = {
    "name": TypeAdapter(str),
    "short_name": TypeAdapter(str | None),
    "kind": TypeAdapter(str | None),
    "sector": TypeAdapter(Sector),
    "status": TypeAdapter(RecordStatus),
    "status_since": TypeAdapter(date | None),
    "registered": TypeAdapter(date | None),
    "closed": TypeAdapter(date | None),
    "legal_form": TypeAdapter(str | None),
    "founded": TypeAdapter(date | None),
    "url": TypeAdapter(str | None),
    "phones": TypeAdapter(tuple[str, ...]),
    "emails": TypeAdapter(tuple[str, ...]),
}
_OF_LOCATION: Mapping[str, TypeAdapter[Any]] = {
    "territory": TypeAdapter(str | None),
    "address": TypeAdapter(str | None),
    "point": TypeAdapter(Point | None),
    "opening_hours": TypeAdapter(str | None),
}
_DECISION: TypeAdapter[Any] = TypeAdapter(bool)
_OF_SERVICE: TypeAdapter[Any] = TypeAdapter(str | None)

#: Fields that hold several values.
LISTS = frozenset({"phones", "emails"})
#: Every field that a correction may name, without the keys of locations and services.
CORRECTABLE = (*_OWN, *(f"location.{part}" for part in _OF_LOCATION), "service")


class FieldName(NamedTuple):
    """A field taken apart: `what` is one of CORRECTABLE, `key` that of the location or service."""

    what: str
    key: str = ""

    @property
    def part(self) -> str:
        """The last word of what it is: `address`, `phones`, `service`."""
        return self.what.rpartition(".")[2]


def field_name(record: ProviderRecord, field: str) -> FieldName:
    """The field of the record that a correction names; raises UncorrectableField when it has none such."""
    group, _, rest = field.partition(".")
    key, _, part = rest.rpartition(".")
    if field in _OWN:
        return FieldName(field)
    if group == "service" and any(one.key == rest for one in record.services):
        return FieldName("service", rest)
    if group == "location" and part in _OF_LOCATION and any(one.key == key for one in record.locations):
        return FieldName(f"location.{part}", key)
    known = ", ".join([*_OWN, *(f"service.{one.key}" for one in record.services)])
    reason = f"the record has no such field; it has {known} and location.KEY.{'|'.join(_OF_LOCATION)}."
    raise UncorrectableField(field=field[:100], value="", reason=reason, issue=UNKNOWN_FIELD)


def applicable(record: ProviderRecord, corrections: list[Correction]) -> list[Correction]:
    """Those that the record still has a field for: its source may have dropped what was corrected."""
    found: list[Correction] = []
    for one in corrections:
        try:
            _corrected(record, one)
        except UncorrectableField:
            continue
        found.append(one)
    return found


def corrected(record: ProviderRecord, corrections: list[Correction]) -> ProviderRecord:
    """The record as the corrections, which were cleaned when they were made, leave it.

    Raises UncorrectableField.
    """
    for one in corrections:
        record = _corrected(record, one)
    return record


def _corrected(record: ProviderRecord, correction: Correction) -> ProviderRecord:
    field, value = correction.field, correction.value
    if field == DECISION_FIELD:
        return decided(record, _read(_DECISION, field, value))
    name = field_name(record, field)
    if name.what == "service":
        category = _read(_OF_SERVICE, field, value)
        services = (_service(one, category) if one.key == name.key else one for one in record.services)
        return replace(record, services=tuple(services))
    if not name.key:
        own = {field: _read(_OWN[field], field, value)}
        if field == "closed" and "status" in correction.parts and record.status in ENDED_BY_CLOSING:
            own["status"] = RecordStatus(correction.parts["status"])
        return replace(record, **own)
    read = _read(_OF_LOCATION[name.part], field, value)
    locations = (
        _location(one, name.part, read, correction.parts) if one.key == name.key else one
        for one in record.locations
    )
    return replace(record, locations=tuple(locations))


def _service(service: ServiceRecord, category: str | None) -> ServiceRecord:
    relation = MatchRelation.EXACT if category else None
    return replace(service, category=category, matched_via=relation, matched_by="correction")


def _location(location: LocationRecord, part: str, value: Any, parts: Mapping[str, Any]) -> LocationRecord:
    """What was told from the old address, point or territory goes with it."""
    follows: dict[str, Any] = {}
    if part == "address":
        follows = {
            name: parts.get(name)
            for name in ("street", "house", "postal_code", "city", "region", "state_province", "country")
        }
    if part == "territory":
        follows = {"territory_how": None, "territory_distance_m": None}
    if part == "point":
        follows = {"precision": PrecisionClass(parts.get("precision", PrecisionClass.UNKNOWN))}
        if location.territory is None or location.territory_how is not None:
            names = ("territory", "territory_how", "territory_distance_m")
            follows |= {name: parts.get(name) for name in names}
    return replace(location, **{part: value, **follows})


def _read(kind: TypeAdapter[Any], field: str, value: Any) -> Any:
    try:
        return kind.validate_python(value)
    except ValidationError as error:
        reason = f"{error.errors()[0]['msg']}."
        raise UncorrectableField(field=field, value=shown(value), reason=reason, issue=WRONG_TYPE) from None


_MOST_SHOWN = 100


def shown(value: Any) -> str:
    """A value as an error repeats it: the beginning of a text, of anything else what it is."""
    if isinstance(value, str):
        return value if len(value) <= _MOST_SHOWN else f"{value[:_MOST_SHOWN]}…"
    named = {list: "a list", tuple: "a list", dict: "an object", bool: "true or false", int: "a number"}
    return named.get(type(value), "nothing" if value is None else "a number")
