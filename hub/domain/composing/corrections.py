"""A steward's corrections: what may be corrected, and the record as corrected."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from hub.domain.records import LocationRecord, Point, ProviderRecord, ServiceRecord
from hub.domain.vocabulary import MatchRelation, RecordStatus, Sector
from hub.errors import MerezhaError


class UncorrectableField(MerezhaError):
    """The field {field!r} cannot be corrected to {value!r}: {reason}"""

    code = "UNCORRECTABLE_FIELD"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a steward says a field is; `value` as JSON gives it, None for empty."""

    id: int
    field: str
    value: Any


#: Fields of the provider itself, with the type of their values.
_OWN: Mapping[str, TypeAdapter[Any]] = {
    "name": TypeAdapter(str),
    "short_name": TypeAdapter(str | None),
    "kind": TypeAdapter(str | None),
    "sector": TypeAdapter(Sector),
    "status": TypeAdapter(RecordStatus),
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
_OF_SERVICE: TypeAdapter[Any] = TypeAdapter(str | None)


def check_correction(record: ProviderRecord, field: str, value: Any) -> None:
    """Raise UncorrectableField unless the record has the field and may have the value."""
    corrected(record, [Correction(0, field, value)])


def applicable(record: ProviderRecord, corrections: list[Correction]) -> list[Correction]:
    """Those that the record still has a field for: its source may have dropped what was corrected."""
    found: list[Correction] = []
    for one in corrections:
        try:
            check_correction(record, one.field, one.value)
        except UncorrectableField:
            continue
        found.append(one)
    return found


def corrected(record: ProviderRecord, corrections: list[Correction]) -> ProviderRecord:
    """The record as the corrections leave it.

    Fields are those of its own, `location.KEY.territory|address|point|opening_hours`, and `service.KEY` for
    the category. Raises UncorrectableField.
    """
    for one in corrections:
        record = _corrected(record, one)
    return record


def _corrected(record: ProviderRecord, correction: Correction) -> ProviderRecord:
    field, value = correction.field, correction.value
    group, _, rest = field.partition(".")
    if field in _OWN:
        return replace(record, **{field: _read(_OWN[field], field, value)})
    if group == "service":
        services = tuple(_service(one, rest, field, value) for one in record.services)
        if services != record.services or any(one.key == rest for one in services):
            return replace(record, services=services)
    key, _, part = rest.rpartition(".")
    if group == "location" and part in _OF_LOCATION and any(one.key == key for one in record.locations):
        read = _read(_OF_LOCATION[part], field, value)
        return replace(
            record,
            locations=tuple(
                _location(one, part, read) if one.key == key else one for one in record.locations
            ),
        )
    known = ", ".join([*_OWN, *(f"service.{one.key}" for one in record.services)])
    raise UncorrectableField(
        field=field,
        value=value,
        reason=f"the record has no such field; it has {known} and location.KEY.{'|'.join(_OF_LOCATION)}.",
    )


def _service(service: ServiceRecord, key: str, field: str, value: Any) -> ServiceRecord:
    if service.key != key:
        return service
    category = _read(_OF_SERVICE, field, value)
    relation = MatchRelation.EXACT if category else None
    return replace(service, category=category, matched_via=relation, matched_by="correction")


def _location(location: LocationRecord, part: str, value: Any) -> LocationRecord:
    """What was told from the old address or territory goes with it."""
    dropped: dict[str, Any] = {}
    if part == "address":
        dropped = {"street": None, "house": None, "postal_code": None}
    if part == "territory":
        dropped = {"territory_how": None, "territory_distance_m": None}
    return replace(location, **{part: value, **dropped})


def _read(kind: TypeAdapter[Any], field: str, value: Any) -> Any:
    try:
        return kind.validate_python(value)
    except ValidationError as error:
        raise UncorrectableField(field=field, value=value, reason=f"{error.errors()[0]['msg']}.") from None
