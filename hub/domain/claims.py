"""What a source claims of a record: each field it fills, its published value as text, its own words."""

from collections.abc import Iterator

from hub.domain.records import AccessPointRecord, HarmonisedRecord, LocationRecord, ProviderRecord

#: (field, published value as text, the source's own words or None)
Claim = tuple[str, str, str | None]

#: The parts of a location that a source may claim, as attribute names.
LOCATION_PARTS = ("territory", "address", "point", "opening_hours")


def claims_of(record: HarmonisedRecord) -> dict[str, dict[str, str]]:
    """field → {value, and `raw` where the source's own words differ}; the record must be a protected one.

    Fields of locations and services carry their keys: `location.main.address`, `service.care.home`.
    Programmes are written by hand and claim nothing.
    """
    if not isinstance(record, ProviderRecord | AccessPointRecord):
        return {}
    return {
        field: {"value": value} if raw is None else {"value": value, "raw": raw}
        for field, value, raw in _claims(record)
    }


def _claims(record: ProviderRecord | AccessPointRecord) -> Iterator[Claim]:
    raw = record.raw
    yield "name", record.name, raw.get("name")
    yield "status", record.status.value, raw.get("status")
    for name in ("status_since", "status_evidence", "registered", "closed"):
        if getattr(record, name) is not None:
            yield name, str(getattr(record, name)), None
    if record.url:
        yield "url", record.url, raw.get("url")
    for name in ("phones", "emails"):
        values: tuple[str, ...] = getattr(record, name)
        if values:
            yield name, "; ".join(values), raw.get(name)
    locations: tuple[LocationRecord, ...]
    if isinstance(record, ProviderRecord):
        yield from _provider_claims(record)
        locations = record.locations
    else:
        locations = (record.location,)
    for location in locations:
        for part in LOCATION_PARTS:
            if getattr(location, part):
                yield f"location.{location.key}.{part}", _location_text(location, part), raw.get(part)


def _provider_claims(record: ProviderRecord) -> Iterator[Claim]:
    for name in ("short_name", "kind", "legal_form", "founded"):
        value = getattr(record, name)
        if value is not None:
            yield name, str(value), record.raw.get(name)
    if record.sector != "unknown":
        yield "sector", record.sector.value, record.raw.get("sector")
    for identifier in {item.scheme: item for item in record.identifiers}.values():
        yield f"identifier.{identifier.scheme}", identifier.value, record.raw.get("identifiers")
    for service in record.services:
        yield f"service.{service.key}", service.category or service.name, service.national_label


def _location_text(location: LocationRecord, part: str) -> str:
    if part == "point":
        assert location.point is not None
        return f"{location.point.lat}, {location.point.lon}"
    return str(getattr(location, part))
