"""Rows of a programme."""

import re
from collections.abc import Iterator

from hub.domain.ids import part_id, record_id
from hub.domain.records import ProgrammeRecord
from hub.ingest.rows.maker import RowMaker, TableRow

#: A programme names a provider of another source as `ua_09/key`.
_OF_ANOTHER_SOURCE = re.compile(r"([a-z]{2}_[a-z0-9_]+)/(.+)", re.DOTALL)


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
    )
    for code in dict.fromkeys(record.territories):
        yield rows.row(
            "programme_territory",
            id=part_id(owner, "territory", code),
            programme_id=owner,
            territory_id=rows.territories[code].id,
        )
    for key in dict.fromkeys(record.provider_keys):
        other = _OF_ANOTHER_SOURCE.fullmatch(key)
        source, own_key = other.groups() if other else (rows.source, key)
        yield rows.row(
            "programme_provider",
            id=part_id(owner, "provider", key),
            programme_id=owner,
            provider_id=record_id(source, "provider", own_key),
        )
