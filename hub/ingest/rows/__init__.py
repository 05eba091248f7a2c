"""Turns harmonised records into rows of the published tables, with ids and content hashes."""

from collections.abc import Iterator

from hub.domain.records import AccessPointRecord, HarmonisedRecord, ProviderRecord
from hub.ingest.rows.access_point import access_point_rows
from hub.ingest.rows.maker import Row, RowMaker, TableRow, Territory
from hub.ingest.rows.programme import programme_rows
from hub.ingest.rows.provider import provider_rows
from hub.ingest.rows.statement import statement_row

__all__ = ["Row", "RowMaker", "TableRow", "Territory", "rows_of", "statement_row"]


def rows_of(record: HarmonisedRecord, rows: RowMaker) -> Iterator[TableRow]:
    """(table name, row) for everything the record holds; no two rows of a table share an id."""
    if isinstance(record, ProviderRecord):
        return provider_rows(rows, record)
    if isinstance(record, AccessPointRecord):
        return access_point_rows(rows, record)
    return programme_rows(rows, record)
