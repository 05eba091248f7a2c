"""How good a source's data was after each of its runs."""

from sqlalchemy import Column, Date, DateTime, ForeignKey, Index, Integer, Table, text
from sqlalchemy.dialects.postgresql import JSONB

from hub.store.tables.base import PUBLISHED, metadata


def _counts(name: str, comment: str) -> Column[object]:
    return Column(name, JSONB, nullable=False, comment=comment)


#: One row for each run that compared its file with the hub: counts, of which whoever shows them makes shares.
run_quality = Table(
    "run_quality",
    metadata,
    Column("run_id", Integer, ForeignKey(f"{PUBLISHED}.run.id", ondelete="CASCADE"), primary_key=True),
    Column("source_id", Integer, ForeignKey(f"{PUBLISHED}.source.id"), nullable=False),
    Column("measured_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    Column("providers", Integer, nullable=False, comment="that the source names now"),
    Column("access_points", Integer, nullable=False),
    Column("services", Integer, nullable=False, comment="of these providers, functions included"),
    Column("functions", Integer, nullable=False, comment="of these services, parts of packages"),
    Column("locations", Integer, nullable=False, comment="where they work"),
    Column("file_day", Date, comment="the day that the run's file stands for"),
    Column("newest_capacity", Date, comment="the newest day that places were counted on"),
    Column("duplicates_pending", Integer, nullable=False, comment="pairs that wait for a steward"),
    Column("duplicates_joined", Integer, nullable=False, comment="pairs that count as the same record"),
    Column("conflicts", Integer, nullable=False, comment="fields in which sources differ"),
    _counts("fills", "[kind of record, field, records that fill it, records that could]"),
    _counts("mappings", "how services came to their category: services"),
    _counts("precisions", "precision class: locations"),
    _counts("levels", "level of the territory that locations were placed in, or none: locations"),
    _counts("issues", "[code, severity, count]"),
    Index("ix_run_quality_source_id", "source_id", "run_id"),
    schema=PUBLISHED,
)
