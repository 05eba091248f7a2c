"""Rows of a programme."""

from collections.abc import Iterator

from hub.domain.ids import part_id, record_id
from hub.domain.records import ProgrammeRecord
from hub.ingest.rows.maker import RowMaker, TableRow


def programme_rows(rows: RowMaker, record: ProgrammeRecord) -> Iterator[TableRow]:
    """The programme with its territories and providers."""
    owner = record_id(rows.source, "programme", record.key)
    yield rows.row(
        "programme",
        id=owner,
        key=record.key,
        name=record.name,
        lang=record.lang.value,
        description=record.description,
        starts=record.starts,
        ends=record.ends,
        synthetic=record.synthetic,
        cites=record.cites,
        missing_since=rows.missing_since,
    )
    for code in dict.fromkeys(record.territories):
        yield rows.row(
            "programme_territory",
            id=part_id(owner, "territory", code),
            programme_id=owner,
            territory_id=rows.territories[code].id,
        )
    for key in dict.fromkeys(record.provider_keys):
        yield rows.row(
            "programme_provider",
            id=part_id(owner, "provider", key),
            programme_id=owner,
            provider_id=rows.refer(key),
        )
