"""Rows of an access point."""

from collections.abc import Iterator

from hub.domain.ids import record_id
from hub.domain.records import AccessPointRecord
from hub.domain.text import search_key
from hub.ingest.rows.location import location_row
from hub.ingest.rows.maker import RowMaker, TableRow


def access_point_rows(rows: RowMaker, record: AccessPointRecord) -> Iterator[TableRow]:
    """The access point with its location and claims."""
    owner = record.id or record_id(rows.source, "access-point", record.key)
    operator = record.operator_key and rows.refer(record.operator_key)
    yield rows.row(
        "access_point",
        id=owner,
        key=record.key,
        name=record.name,
        lang=record.lang.value,
        status=record.status.value,
        status_since=record.status_since,
        status_evidence=record.status_evidence,
        registered=record.registered,
        closed=record.closed,
        missing_since=rows.missing_since,
        operator_id=operator,
        operator_name=record.operator_name,
        phones=list(record.phones),
        emails=list(record.emails),
        url=record.url,
        attributes=record.attributes,
        synthetic=record.synthetic,
        cites=record.cites,
        search=search_key(f"{record.name} {record.location.address or ''}"),
    )
    yield location_row(rows, owner, record.location, access_point_id=owner)
