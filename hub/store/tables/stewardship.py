"""Records that stewards took out of the hub, what they erased, and the keys of stewards and clients."""

from sqlalchemy import Column, DateTime, Identity, Index, Integer, LargeBinary, Table, Text, Uuid, text

from hub.store.tables.base import INGEST, PUBLISHED, metadata

#: A record that is kept out, whatever files say of it, until a steward restores it.
withdrawal = Table(
    "withdrawal",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("record_id", Uuid, nullable=False),
    Column("record_type", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    Column("restored_at", DateTime(timezone=True)),
    Column("restored_by", Text),
    Column("restored_reason", Text),
    Index("uq_withdrawal_record", "record_id", unique=True, postgresql_where=text("restored_at IS NULL")),
    schema=PUBLISHED,
)

#: What a steward erased of the words that files held of a record: who, why and how much, never what.
erasure = Table(
    "erasure",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("record_id", Uuid, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    Column("raw_rows", Integer, nullable=False, server_default="0", comment="rows of files"),
    Column("secret_rows", Integer, nullable=False, server_default="0", comment="of them, not known as open"),
    Column("issues", Integer, nullable=False, server_default="0", comment="issues that told a value"),
    Column("claims", Integer, nullable=False, server_default="0", comment="claims with a source's own words"),
    Column(
        "former_texts", Integer, nullable=False, server_default="0", comment="former states of statements"
    ),
    Index("ix_erasure_record_id", "record_id"),
    schema=INGEST,
)


def _keys(name: str) -> Table:
    """Keys are 256 random bits, so that a plain hash of one tells nothing of it."""
    return Table(
        name,
        metadata,
        Column("name", Text, primary_key=True),
        Column("key_hash", LargeBinary(32), nullable=False, unique=True, comment="SHA-256 of the key"),
        Column("made_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
        schema=INGEST,
    )


steward = _keys("steward")
client = _keys("client")
