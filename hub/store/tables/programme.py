"""Programmes over many territories and providers."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text, Uuid

from hub.store.tables.base import PUBLISHED, metadata, versioned_columns
from hub.store.tables.provider import record_id, source_id

programme = Table(
    "programme",
    metadata,
    Column("id", Uuid, primary_key=True),
    source_id(),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("description", Text),
    Column("starts", Date),
    Column("ends", Date),
    Column("synthetic", Boolean, nullable=False),
    Column("cites", Text),
    Column("missing_since", Date),
    *versioned_columns(),
    Index("uq_programme_source_id_key", "source_id", "key", unique=True),
    schema=PUBLISHED,
    info={"root": "id"},
)

programme_territory = Table(
    "programme_territory",
    metadata,
    Column("id", Uuid, primary_key=True),
    source_id(),
    record_id("programme_id", "programme"),
    Column("territory_id", Integer, ForeignKey(f"{PUBLISHED}.territory.id"), nullable=False),
    *versioned_columns(),
    Index("ix_programme_territory_programme_id", "programme_id"),
    Index("ix_programme_territory_territory_id", "territory_id"),
    schema=PUBLISHED,
    info={"root": "programme_id"},
)

programme_provider = Table(
    "programme_provider",
    metadata,
    Column("id", Uuid, primary_key=True),
    source_id(),
    record_id("programme_id", "programme"),
    record_id("provider_id", "provider"),
    *versioned_columns(),
    Index("ix_programme_provider_programme_id", "programme_id"),
    Index("ix_programme_provider_provider_id", "provider_id"),
    schema=PUBLISHED,
    info={"root": "programme_id"},
)
