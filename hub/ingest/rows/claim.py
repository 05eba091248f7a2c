"""What a source claims of a record: one row per published field, with the source's own words."""

from collections.abc import Iterator

from hub.domain.ids import part_id
from hub.domain.records import AccessPointRecord, LocationRecord, ProviderRecord
from hub.ingest.rows.maker import RowMaker, TableRow

#: (field, published value as text, the source's own words or None)
Claim = tuple[str, str, str | None]


def claim_rows(rows: RowMaker, owner: str, record: ProviderRecord | AccessPointRecord) -> Iterator[TableRow]:
    """One claim for each field that the record fills; the record must be a protected one."""
    for field_name, value, raw in _claims_of(record):
        yield rows.row(
            "claim",
            id=part_id(owner, "claim", rows.source, field_name),
            record_id=owner,
            field=field_name,
            value=value,
            raw=raw,
            run_id=rows.run_id,
            row=record.rows[0] if record.rows else None,
            claimed_at=rows.as_of,
            won=True,
        )


def _claims_of(record: ProviderRecord | AccessPointRecord) -> Iterator[Claim]:
    """Claims for every field that the record fills."""
    yield "name", record.name, record.raw.get("name")
    yield "status", record.status.value, record.raw.get("status")
    if record.url:
        yield "url", record.url, record.raw.get("url")
    for name in ("phones", "emails"):
        values: tuple[str, ...] = getattr(record, name)
        if values:
            yield name, "; ".join(values), record.raw.get(name)
    if isinstance(record, ProviderRecord):
        yield from _provider_claims(record)
        locations: tuple[LocationRecord, ...] = record.locations
    else:
        locations = (record.location,)
    for location in locations:
        yield from _location_claims(location, record.raw)


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


def _location_claims(location: LocationRecord, raw: dict[str, str]) -> Iterator[Claim]:
    prefix = f"location.{location.key}"
    if location.territory:
        yield f"{prefix}.territory", location.territory, raw.get("territory")
    if location.address:
        yield f"{prefix}.address", location.address, raw.get("address")
    if location.point:
        yield f"{prefix}.point", f"{location.point.lat}, {location.point.lon}", raw.get("point")
    if location.opening_hours:
        yield f"{prefix}.opening_hours", location.opening_hours, raw.get("opening_hours")
