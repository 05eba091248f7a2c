"""Which counts of people are hidden: the mask that every reader of counts looks at."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from hub.domain.vocabulary import CapacityFigure
from hub.store.tables.aggregates import Reach
from hub.store.tables.base import INGEST, PUBLISHED, metadata, one_of

#: A figure that was hidden once stays hidden, in every state that shows that measurement.
hidden_figure = Table(
    "hidden_figure",
    metadata,
    Column("number", Integer, Identity(), primary_key=True),
    Column("capacity_id", Uuid, nullable=False),
    Column("row_release", Integer, nullable=False, comment="release_from of the measurement's state"),
    Column("figure", Text, nullable=False),
    Column("service_id", Uuid, nullable=False),
    Column("provider_id", Uuid, nullable=False),
    Column("value", Integer, nullable=False),
    Column("release", Integer, nullable=False, comment="the newest when it was hidden"),
    one_of("figure", CapacityFigure),
    UniqueConstraint("capacity_id", "row_release", "figure"),
    Index("ix_hidden_figure_service_id", "service_id", "figure"),
    Index("ix_hidden_figure_provider_id", "provider_id"),
    schema=PUBLISHED,
)

#: Sums of `capacity_sum`, of all its days, that the newest release does not tell.
hidden_sum = Table(
    "hidden_sum",
    metadata,
    Column("territory_id", Integer, nullable=False),
    Column("category", Text, nullable=False),
    Column("reach", Text, nullable=False),
    Column("figure", Text, nullable=False),
    Column("value", BigInteger, nullable=False, comment="what hidden figures add to it"),
    one_of("reach", Reach),
    one_of("figure", CapacityFigure),
    PrimaryKeyConstraint("territory_id", "category", "reach", "figure"),
    schema=PUBLISHED,
    info={"of_today": True},
)

small_cell_mask = Table(
    "small_cell_mask",
    metadata,
    Column("number", Integer, Identity(), primary_key=True),
    Column("release", Integer, nullable=False, comment="the newest when it was made"),
    Column("k", Integer, nullable=False, comment="counts of people below it are small"),
    Column("figures", Integer, nullable=False, comment="figures of services that are hidden"),
    Column("sums", Integer, nullable=False, comment="sums of territories and categories that are hidden"),
    Column("audited", Text, nullable=False, comment="yes; or why all sums over hidden figures are hidden"),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    schema=PUBLISHED,
    info={"of_today": True},
)

#: What any release told of sums over hidden figures: later ones must not reveal by it what they hide.
told_sum = Table(
    "told_sum",
    metadata,
    Column("digest", Text, primary_key=True, comment="SHA-256 of the members"),
    Column("members", ARRAY(Integer), nullable=False, comment="numbers of hidden figures"),
    Column("value", BigInteger, nullable=False, comment="what they are together"),
    Column("release", Integer, nullable=False, comment="the first that told it"),
    schema=INGEST,
)
