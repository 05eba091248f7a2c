"""Inputs of planning: norms with documents and dates."""

from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from hub.domain.vocabulary import Confidence, NormArea, NormFormula, NormStatus, Rounding
from hub.store.tables.base import PUBLISHED, metadata, one_of

norm = Table(
    "norm",
    metadata,
    Column("id", Text, primary_key=True),
    Column(
        "source_id",
        Integer,
        ForeignKey(f"{PUBLISHED}.source.id"),
        comment="empty: of before revision 0019, until reference data is loaded again",
    ),
    Column("country", Text, nullable=False),
    Column("jurisdiction", Text, comment="code of the territory whose authority gave it; empty: the state"),
    Column("document", Text, nullable=False),
    Column("article", Text),
    Column("url", Text),
    Column("issued", Date, comment="the day of the document"),
    Column("valid_from", Date),
    Column("valid_to", Date, comment="the first day on which it no longer held"),
    Column("void", Boolean, nullable=False, comment="out of force, although the day may not be known"),
    Column("formula", Text, nullable=False),
    Column("subjects", JSONB, nullable=False, comment="language: what the norm is about"),
    Column("category", Text, comment="term of taxonomy category"),
    Column("kind", Text, comment="term of taxonomy kind"),
    Column("target_group", Text, comment="term of taxonomy target-group"),
    Column("area", Text, nullable=False),
    Column("numerator", Float, comment="empty: nobody has entered it from the document"),
    Column("denominator", Float),
    Column("band_from", Integer, comment="inhabitants"),
    Column("band_to", Integer, comment="inhabitants; not included"),
    Column("rounding", Text, nullable=False),
    Column("unit", Text, nullable=False, comment="of the numerator"),
    Column("status", Text, nullable=False),
    Column("confidence", Text, nullable=False),
    Column("citation", Text, nullable=False, comment="where the document and the number are told"),
    Column("note", Text),
    one_of("formula", NormFormula),
    one_of("area", NormArea),
    one_of("rounding", Rounding),
    one_of("status", NormStatus),
    one_of("confidence", Confidence),
    Index("ix_norm_source_id", "source_id"),
    schema=PUBLISHED,
)
