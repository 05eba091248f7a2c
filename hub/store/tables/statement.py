"""What sources say of records, who is who among them, and what stewards corrected.

A statement is one record of one source. Published rows are composed from the statements that speak of
the same record; decisions say which do, corrections overrule fields of theirs.
"""

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from hub.domain.vocabulary import Verdict
from hub.store.tables.base import INGEST, PUBLISHED, metadata, one_of, versioned_columns
from hub.store.tables.provider import source_id


def _json(name: str, default: str | None = "{}", comment: str | None = None) -> Column[Any]:
    return Column(name, JSONB, nullable=default is None, server_default=default, comment=comment)


statement = Table(
    "statement",
    metadata,
    Column("id", Uuid, primary_key=True, comment="made from the source's own key: what the record is alone"),
    source_id(),
    Column("record_type", Text, nullable=False, comment="provider, access-point or programme"),
    Column("record_id", Uuid, nullable=False, comment="the published record that it speaks of"),
    Column("key", Text, nullable=False, comment="the source's own stable key"),
    _json("content", comment="the record as it was admitted, confidential parts coarsened"),
    _json(
        "claims",
        comment="field: {value; raw, column and rule where they are known and apply; erased: raw was}",
    ),
    _json("lost", comment="fields that are not published: [winning statement, its field]"),
    Column(
        "run_id",
        Integer,
        ForeignKey(f"{PUBLISHED}.run.id"),
        nullable=False,
        comment="of the file that first held it",
    ),
    Column("row", Integer, comment="of the file that first held it"),
    Column("claimed_on", Date, nullable=False, comment="the day of the file that first said it"),
    _json("since", comment="fields said otherwise before: {on, run, row} of the file that changed them"),
    Column("missing_since", Date, comment="the day a file first no longer held it"),
    *versioned_columns(),
    Index("ix_statement_record_id", "record_id"),
    Index("ix_statement_source_id", "source_id"),
    Index("ix_statement_lost", "source_id", "record_id", postgresql_where=text("lost <> '{}'")),
    Index("ix_statement_joined", "source_id", "record_id", postgresql_where=text("record_id <> id")),
    Index("ix_statement_conflicts", "record_id", "id", postgresql_where=text("lost <> '{}'")),
    schema=PUBLISHED,
    info={"root": "record_id"},
)


def _pair() -> tuple[Any, ...]:
    return (
        Column("left_id", Uuid, nullable=False, comment="a statement"),
        Column("right_id", Uuid, nullable=False, comment="another statement, the greater id"),
        Column("score", Float, comment="0 to 1; empty when a person decided without one"),
        _json("evidence", "[]", "how each field weighed"),
        CheckConstraint("left_id < right_id", name="pair"),
    )


#: Who is who: an active decision is one that nobody undid.
decision = Table(
    "decision",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    *_pair(),
    Column("verdict", Text, nullable=False),
    Column("author", Text, nullable=False, comment="`rule`, or the steward's name"),
    Column("reason", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    Column("undone_at", DateTime(timezone=True)),
    Column("undone_by", Text),
    Column("undone_reason", Text),
    one_of("verdict", Verdict),
    Index("uq_decision_pair", "left_id", "right_id", unique=True, postgresql_where=text("undone_at IS NULL")),
    Index("ix_decision_right_id", "right_id"),
    schema=PUBLISHED,
)

#: Pairs that are alike but not alike enough: a steward decides.
candidate = Table(
    "candidate",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    *_pair(),
    Column("reason", Text, nullable=False),
    Column("run_id", Integer, ForeignKey(f"{PUBLISHED}.run.id", ondelete="SET NULL")),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    Index("uq_candidate_pair", "left_id", "right_id", unique=True),
    Index("ix_candidate_right_id", "right_id"),
    schema=INGEST,
)

#: A steward's own claim about a field of a record; it wins over every source until it is withdrawn.
correction = Table(
    "correction",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("statement_id", Uuid, nullable=False, comment="a statement of the record that is corrected"),
    Column("field", Text, nullable=False),
    Column("value", JSONB(none_as_null=True), comment="empty: the field is to be empty"),
    _json("parts", "{}", "what cleaning told beside the value: parts of an address, precision of a point"),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    Column("withdrawn_at", DateTime(timezone=True)),
    Column("withdrawn_by", Text),
    Column("withdrawn_reason", Text),
    Column("checked", Text, comment="hash of the cleaning that it passed, or did not pass, last"),
    Column("refused", Text, comment="issue for which it is not applied: it passes no more"),
    Index(
        "uq_correction_field",
        "statement_id",
        "field",
        unique=True,
        postgresql_where=text("withdrawn_at IS NULL"),
    ),
    schema=PUBLISHED,
)

#: What became of an id that no published record has any more.
tombstone = Table(
    "tombstone",
    metadata,
    Column("record_id", Uuid, primary_key=True),
    Column("record_type", Text, nullable=False),
    Column("release", Integer, ForeignKey(f"{PUBLISHED}.release.number"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("merged_into", Uuid, comment="the record that answers for it; empty when it was withdrawn"),
    schema=PUBLISHED,
)
