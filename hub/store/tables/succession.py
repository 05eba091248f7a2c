"""Who became whom: a provider that was re-registered, merged or divided, as a source says."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
)

from hub.store.tables.base import INGEST, PUBLISHED, metadata, versioned_columns
from hub.store.tables.provider import record_id, source_id

#: `provider_id` is the record whose source says so: the predecessor or the successor.
succession = Table(
    "succession",
    metadata,
    Column("id", Uuid, primary_key=True),
    source_id(),
    record_id("provider_id", "provider"),
    record_id("predecessor_id", "provider"),
    record_id("successor_id", "provider"),
    *versioned_columns(),
    CheckConstraint("predecessor_id <> successor_id", name="two"),
    Index("ix_succession_provider_id", "provider_id"),
    Index("ix_succession_predecessor_id", "predecessor_id"),
    Index("ix_succession_successor_id", "successor_id"),
    schema=PUBLISHED,
    info={"root": "provider_id"},
)

#: Numbers of natural persons, hashed with the installation's own key: they serve matching and nothing else.
person_hash = Table(
    "person_hash",
    metadata,
    Column("statement_id", Uuid, primary_key=True),
    Column("scheme", Text, primary_key=True),
    Column("hash", LargeBinary(32), primary_key=True, comment="HMAC-SHA256 with the installation's key"),
    Column("source_id", Integer, ForeignKey(f"{PUBLISHED}.source.id"), nullable=False),
    Index("ix_person_hash_hash", "hash"),
    Index("ix_person_hash_source_id", "source_id"),
    schema=INGEST,
)

#: Which key the hashes were made with, so that an importer with another one is stopped.
person_key = Table(
    "person_key",
    metadata,
    Column("fingerprint", LargeBinary(32), primary_key=True),
    Column("only", Boolean, nullable=False, unique=True, server_default="true"),
    CheckConstraint('"only"', name="only"),
    schema=INGEST,
)
