"""Twins of the versioned tables: former rows with the releases from and before which they were current."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table

from hub.store.tables import programme, provider, statement, succession
from hub.store.tables.base import HISTORY, metadata

#: In the order in which rows may refer to one another, the referred-to first.
VERSIONED: tuple[Table, ...] = (
    provider.provider,
    provider.provider_identifier,
    provider.provider_name,
    succession.succession,
    provider.access_point,
    provider.location,
    provider.service,
    provider.service_at_location,
    provider.service_area,
    provider.capacity,
    provider.staff,
    programme.programme,
    programme.programme_territory,
    programme.programme_provider,
    statement.statement,
)


#: The columns by which the rows of a table are read for an answer as of a former day.
_READ_BY: dict[str, tuple[str, ...]] = {
    "provider": ("name", "id"),
    "provider_identifier": ("provider_id",),
    "provider_name": ("provider_id",),
    "location": ("provider_id",),
    "service": ("provider_id",),
    "service_at_location": ("service_id",),
    "service_area": ("service_id",),
    "capacity": ("service_id",),
    "staff": ("provider_id",),
}


def _twin(table: Table) -> Table:
    """The history table of `table`: its columns without constraints, plus `release_to` (exclusive)."""
    read_by = _READ_BY.get(table.name)
    more = [Index(f"ix_history_{table.name}_{read_by[0]}", *read_by)] if read_by else []
    columns = [Column(column.name, column.type, nullable=column.nullable) for column in table.columns]
    return Table(
        table.name,
        metadata,
        *columns,
        Column("release_to", Integer, nullable=False),
        PrimaryKeyConstraint("id", "release_from", name=f"pk_history_{table.name}"),
        Index(f"ix_history_{table.name}_release", "source_id", "release_to"),
        *more,
        schema=HISTORY,
    )


TWINS: dict[str, Table] = {table.name: _twin(table) for table in VERSIONED}
