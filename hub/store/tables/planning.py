"""Inputs of planning: norms with documents and dates, points where people live, travel times."""

from sqlalchemy import (
    Boolean,
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
)
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

#: A file of points that stands for the people of a state, in the place of what is known of its territories.
people_file = Table(
    "people_file",
    metadata,
    Column("country", Text, primary_key=True),
    Column("source_id", Integer, ForeignKey(f"{PUBLISHED}.source.id"), nullable=False),
    Column("as_of", Date, comment="empty when nobody says"),
    Column("counts", Text, nullable=False, comment="who is counted: people, voters, households…"),
    Column("points", Integer, nullable=False),
    Column("people", Float, nullable=False),
    Column("left_out", Integer, nullable=False, comment="rows that could not be used"),
    schema=PUBLISHED,
)

people_point = Table(
    "people_point",
    metadata,
    Column(
        "country", Text, ForeignKey(f"{PUBLISHED}.people_file.country", ondelete="CASCADE"), primary_key=True
    ),
    Column("number", Integer, primary_key=True, comment="the row of the file"),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("people", Float, nullable=False),
    Column("territory_id", Integer, ForeignKey(f"{PUBLISHED}.territory.id"), comment="the unit it lies in"),
    Column("territory_how", Text, comment="stated, polygon or nearest"),
    Index("ix_people_point_territory_id", "territory_id"),
    schema=PUBLISHED,
)

travel_matrix = Table(
    "travel_matrix",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("source_id", Integer, ForeignKey(f"{PUBLISHED}.source.id"), nullable=False, unique=True),
    Column("profile", Text, nullable=False, comment="car, foot…, as the engine calls it"),
    Column("engine", Text, nullable=False, comment="osrm, valhalla, ors, or file"),
    Column("fetched_at", DateTime(timezone=True), nullable=False),
    Column("release", Integer, comment="the newest release when it was made"),
    schema=PUBLISHED,
)

#: A place of a matrix: a territory, or a provider or location by its id.
travel_place = Table(
    "travel_place",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column(
        "matrix_id", Integer, ForeignKey(f"{PUBLISHED}.travel_matrix.id", ondelete="CASCADE"), nullable=False
    ),
    Column("territory_id", Integer, ForeignKey(f"{PUBLISHED}.territory.id", ondelete="CASCADE")),
    Column("record_id", Uuid, comment="of a provider or location"),
    Column("snap_m", Float, comment="metres to the road that its times are counted from; empty: not told"),
    CheckConstraint("num_nonnulls(territory_id, record_id) = 1", name="one_place"),
    Index("ix_travel_place_matrix_id", "matrix_id"),
    Index("ix_travel_place_territory_id", "territory_id"),
    schema=PUBLISHED,
)

travel = Table(
    "travel",
    metadata,
    Column(
        "origin_id", Integer, ForeignKey(f"{PUBLISHED}.travel_place.id", ondelete="CASCADE"), primary_key=True
    ),
    Column(
        "destination_id",
        Integer,
        ForeignKey(f"{PUBLISHED}.travel_place.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("minutes", Float, comment="empty: there is no road"),
    Column("km", Float),
    Index("ix_travel_destination_id", "destination_id"),
    schema=PUBLISHED,
)
