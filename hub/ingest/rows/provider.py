"""Rows of a provider."""

from collections.abc import Iterator

from hub.domain.ids import part_id, record_id
from hub.domain.records import ProviderRecord
from hub.domain.text import search_key
from hub.ingest.rows.location import location_row
from hub.ingest.rows.maker import RowMaker, TableRow
from hub.ingest.rows.service import service_rows
from hub.ingest.rows.staff import staff_rows


def provider_rows(rows: RowMaker, record: ProviderRecord) -> Iterator[TableRow]:
    """The provider and everything that belongs to it."""
    owner = record.id or record_id(rows.source, "provider", record.key)
    parent = record.parent_key and rows.refer(record.parent_key)
    names = [record.name, record.short_name, *(name.name for name in record.names)]
    places = [place.address for place in record.locations if not place.confidential]
    yield rows.row(
        "provider",
        id=owner,
        key=record.key,
        name=record.name,
        short_name=record.short_name,
        lang=record.lang.value,
        kind=record.kind,
        sector=record.sector.value,
        status=record.status.value,
        status_since=record.status_since,
        status_evidence=record.status_evidence,
        registered=record.registered,
        closed=record.closed,
        missing_since=rows.missing_since,
        legal_form=record.legal_form,
        founded=record.founded,
        parent_id=parent,
        phones=list(record.phones),
        emails=list(record.emails),
        url=record.url,
        attributes=record.attributes,
        synthetic=record.synthetic,
        cites=record.cites,
        search=search_key(" ".join(text for text in (*names, *places) if text)),
    )
    yield from _identity_rows(rows, owner, record)
    yield from _succession_rows(rows, owner, record)
    for place in record.locations:
        yield location_row(rows, owner, place, provider_id=owner)
    for service in record.services:
        yield from service_rows(rows, owner, record, service)
    yield from staff_rows(rows, record.staff, owner)


def _identity_rows(rows: RowMaker, owner: str, record: ProviderRecord) -> Iterator[TableRow]:
    """National identifiers and other names."""
    for identifier in {(one.scheme, one.value): one for one in record.identifiers}.values():
        yield rows.row(
            "provider_identifier",
            id=part_id(owner, "identifier", identifier.scheme, identifier.value),
            provider_id=owner,
            scheme=identifier.scheme,
            value=identifier.value,
            valid=identifier.valid,
        )
    for name in dict.fromkeys(record.names):
        yield rows.row(
            "provider_name",
            id=part_id(owner, "name", f"{name.kind} {name.lang}", name.name),
            provider_id=owner,
            name=name.name,
            lang=name.lang.value,
            kind=name.kind,
        )


def _succession_rows(rows: RowMaker, owner: str, record: ProviderRecord) -> Iterator[TableRow]:
    """Whom it became and who it was before."""
    for key in dict.fromkeys(record.successor_keys):
        pair = {"predecessor_id": owner, "successor_id": rows.refer(key)}
        yield rows.row("succession", id=part_id(owner, "successor", key), provider_id=owner, **pair)
    for key in dict.fromkeys(record.predecessor_keys):
        pair = {"predecessor_id": rows.refer(key), "successor_id": owner}
        yield rows.row("succession", id=part_id(owner, "predecessor", key), provider_id=owner, **pair)
