"""The edition: the state of everything that a reader can see."""

from sqlalchemy import BigInteger, Column, Table, Text

from hub.store.tables.base import PUBLISHED, metadata

#: One row for each transaction that wrote to a published table since the rows were last folded into one. The
#: edition is the sum of their weights. Rows are only added, so that writers never wait for each other here.
edition = Table(
    "edition",
    metadata,
    Column("xid", Text, primary_key=True, comment="the transaction that wrote"),
    Column("weight", BigInteger, nullable=False, server_default="1", comment="what it adds to the edition"),
    schema=PUBLISHED,
)
