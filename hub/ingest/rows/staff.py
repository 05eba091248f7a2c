"""Rows of staff: posts of a provider, or of one of its services."""

from collections.abc import Iterator, Sequence

from hub.domain.ids import part_id
from hub.domain.records import StaffRecord
from hub.domain.staff import publishable
from hub.domain.text import fold
from hub.ingest.rows.maker import RowMaker, TableRow


def staff_rows(
    rows: RowMaker, staff: Sequence[StaffRecord], provider_id: str, service_id: str | None = None
) -> Iterator[TableRow]:
    """One measurement for each title and date, without facts of persons."""
    owner = service_id or provider_id
    for one in {(fold(one.title), one.as_of): publishable(one) for one in reversed(staff)}.values():
        yield rows.row(
            "staff",
            id=part_id(owner, "staff", fold(one.title), one.as_of),
            provider_id=provider_id,
            service_id=service_id,
            title=one.title,
            as_of=one.as_of,
            posts=one.posts,
            filled=one.filled,
            qualified=one.qualified,
            qualification_ends=one.qualification_ends,
            qualification_years=one.qualification_years,
        )
