"""The territory tree: units with codes, dated names, population, point and boundary."""

from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from hub.domain.vocabulary import Country, PrecisionClass, TerritoryLevel, TerritoryScheme
from hub.store.tables.base import HISTORY, PUBLISHED, metadata, one_of

territory = Table(
    "territory",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("country", Text, nullable=False),
    Column("scheme", Text, nullable=False, comment="the codifier that issued `code`"),
    Column("code", Text, nullable=False, comment="the unit's own code in its state's codifier"),
    Column("level", Text, nullable=False),
    Column("category", Text, comment="the codifier's own letter or type, as published"),
    Column(
        "parent_id", Integer, ForeignKey(f"{PUBLISHED}.territory.id", deferrable=True, initially="DEFERRED")
    ),
    Column("name", Text, nullable=False, comment="in the codifier's language"),
    Column("lang", Text, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date, comment="the day the unit was abolished"),
    Column("point", Geometry("POINT", 4326, spatial_index=False)),
    Column("point_precision", Text, nullable=False, server_default=PrecisionClass.UNKNOWN.value),
    Column("point_source_id", Integer, ForeignKey(f"{PUBLISHED}.source.id")),
    Column("boundary", Geometry("MULTIPOLYGON", 4326, spatial_index=False)),
    Column("boundary_source_id", Integer, ForeignKey(f"{PUBLISHED}.source.id")),
    Column("area_km2", Float),
    Column("area_source_id", Integer, ForeignKey(f"{PUBLISHED}.source.id")),
    Column("source_id", Integer, ForeignKey(f"{PUBLISHED}.source.id"), nullable=False),
    Column("search", Text, nullable=False, server_default="", comment="search_key of every name"),
    UniqueConstraint("scheme", "code"),
    one_of("country", Country),
    one_of("scheme", TerritoryScheme),
    one_of("level", TerritoryLevel),
    one_of("point_precision", PrecisionClass),
    Index("ix_territory_parent_id", "parent_id"),
    Index("ix_territory_level", "level", "country"),
    Index("ix_territory_point", "point", postgresql_using="gist"),
    Index("ix_territory_point_geography", text("(point::geography)"), postgresql_using="gist"),
    Index("ix_territory_boundary", "boundary", postgresql_using="gist"),
    Index("ix_territory_search", "search", postgresql_using="gin", postgresql_ops={"search": "gin_trgm_ops"}),
    schema=PUBLISHED,
)


def _territory_id(name: str = "territory_id", *, primary_key: bool = False) -> Column[Any]:
    key = ForeignKey(f"{PUBLISHED}.territory.id", ondelete="CASCADE")
    return Column(name, Integer, key, nullable=False, primary_key=primary_key)


#: Every code that answers for a unit, its own included: old КОАТУУ, ISO 3166-2, P-codes.
territory_code = Table(
    "territory_code",
    metadata,
    Column("scheme", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    _territory_id(primary_key=True),
    Column("valid_from", Date),
    Column("valid_to", Date),
    one_of("scheme", TerritoryScheme),
    Index("ix_territory_code_code", "code"),
    Index("ix_territory_code_territory_id", "territory_id"),
    schema=PUBLISHED,
)

territory_name = Table(
    "territory_name",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _territory_id(),
    Column("lang", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False, comment="official, former, alternate or transliterated"),
    Column("valid_from", Date),
    Column("valid_to", Date),
    UniqueConstraint("territory_id", "lang", "kind", "name"),
    schema=PUBLISHED,
)

#: (unit, ancestor) for every pair, the unit itself at depth 0: "a territory means itself and all below it".
territory_closure = Table(
    "territory_closure",
    metadata,
    _territory_id(primary_key=True),
    _territory_id("ancestor_id", primary_key=True),
    Column("depth", Integer, nullable=False),
    Column("valid_from", Date, comment="since when it holds; empty: as long as the hub knows of"),
    Index("ix_territory_closure_ancestor_id", "ancestor_id", "territory_id"),
    schema=PUBLISHED,
)

#: Pairs that no longer hold, or hold at another depth: a settlement under the raion of its day.
former_closure = Table(
    "territory_closure",
    metadata,
    _territory_id(),
    _territory_id("ancestor_id"),
    Column("depth", Integer, nullable=False),
    Column("valid_from", Date, comment="empty: as long as the hub knows of"),
    Column("valid_to", Date, nullable=False, comment="the first day on which it no longer held"),
    Index("ix_history_territory_closure_territory_id", "territory_id"),
    Index("ix_history_territory_closure_ancestor_id", "ancestor_id"),
    schema=HISTORY,
)

#: The councils that a hromada was made of, by their own codes (КОАТУУ), and since and until when.
territory_council = Table(
    "territory_council",
    metadata,
    _territory_id(primary_key=True),
    Column("code", Text, primary_key=True),
    Column("joined_on", Date, primary_key=True, comment="the day of the decision"),
    Column("left_on", Date, comment="the day of the first decision without it"),
    Column("main", Boolean, nullable=False, comment="whether the hromada's seat is this council's"),
    Column("place_id", Integer, ForeignKey(f"{PUBLISHED}.territory.id"), comment="its seat or a place of it"),
    Column("source_id", Integer, ForeignKey(f"{PUBLISHED}.source.id"), nullable=False),
    Index("ix_territory_council_code", "code"),
    schema=PUBLISHED,
)

territory_link = Table(
    "territory_link",
    metadata,
    Column(
        "predecessor_id",
        Integer,
        ForeignKey(f"{PUBLISHED}.territory.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    _territory_id("successor_id", primary_key=True),
    Column("kind", Text, nullable=False, comment="merged, split or renamed"),
    Column("on_date", Date),
    Column("source_id", Integer, ForeignKey(f"{PUBLISHED}.source.id"), nullable=False),
    schema=PUBLISHED,
)

territory_population = Table(
    "territory_population",
    metadata,
    _territory_id(primary_key=True),
    Column("source_id", Integer, ForeignKey(f"{PUBLISHED}.source.id"), primary_key=True),
    Column("as_of", Date, comment="empty when the source does not say"),
    Column("value", Integer, nullable=False),
    schema=PUBLISHED,
)

#: People of an age in a unit. What a source states of wider ages may stand beside narrower ones.
territory_age = Table(
    "territory_age",
    metadata,
    _territory_id(primary_key=True),
    Column("source_id", Integer, ForeignKey(f"{PUBLISHED}.source.id"), primary_key=True),
    Column("age_from", Integer, primary_key=True, comment="years, included"),
    Column("age_to", Integer, primary_key=True, comment="years, included; 999: and older"),
    Column("as_of", Date, comment="empty when the source does not say"),
    Column("value", Integer, nullable=False),
    schema=PUBLISHED,
)
