"""Records that stewards took out of the hub, and the keys by which stewards and clients are known."""

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
