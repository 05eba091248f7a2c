"""Programmes over many territories and providers; claims, which say who asserted a published field."""

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

#: Who said what: one row per record, field and source; `won` marks the claim that is published.
claim = Table(
    "claim",
    metadata,
    Column("id", Uuid, primary_key=True),
    source_id(),
    Column("record_id", Uuid, nullable=False, comment="provider or access point"),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("raw", Text, comment="the source's own words, where they differ and may be shown"),
    Column("run_id", Integer, ForeignKey(f"{PUBLISHED}.run.id"), nullable=False),
    Column("row", Integer),
    Column("claimed_at", Date, nullable=False),
    Column("won", Boolean, nullable=False),
    *versioned_columns(),
    Index("ix_claim_record_id", "record_id"),
    schema=PUBLISHED,
    info={"root": "record_id"},
)
