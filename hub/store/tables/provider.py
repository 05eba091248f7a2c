"""Published records in the shape of HSDS: provider (organization), location, service and what hangs on them.

Every table here is versioned: a row that a release changes or removes moves to the table of the
same name in schema `history`. `info["root"]` names the column of the record a row belongs to.
"""

from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from hub.domain.staff import NOBODY_TOLD
from hub.domain.vocabulary import Duration, MatchRelation, PrecisionClass, RecordStatus, SecondTier, Sector
from hub.store.secrecy import ADDRESS_PARTS, COARSE_WHEN_CONFIDENTIAL
from hub.store.tables.base import COLLATION, PUBLISHED, metadata, one_of, versioned_columns


def record_id(name: str, target: str, *, nullable: bool = False) -> Column[Any]:
    """A foreign key that is checked at commit, so that a publish may write tables in any order."""
    key = ForeignKey(f"{PUBLISHED}.{target}.id", deferrable=True, initially="DEFERRED")
    return Column(name, Uuid, key, nullable=nullable)


def source_id() -> Column[Any]:
    return Column("source_id", Integer, ForeignKey(f"{PUBLISHED}.source.id"), nullable=False)


def _state() -> tuple[Column[Any], ...]:
    """What a source says of a record's status beside the status itself."""
    return (
        Column("status_since", Date),
        Column("status_evidence", Text, comment="the order or citation that the status rests on"),
        Column("registered", Date, comment="the day it was entered in its register"),
        Column("closed", Date, comment="the day it ceased to work or left the register"),
    )


def _texts(name: str, comment: str | None = None) -> Column[Any]:
    return Column(name, ARRAY(Text), nullable=False, server_default="{}", comment=comment)


def _list(name: str, comment: str) -> Column[Any]:
    return Column(name, JSONB, nullable=False, server_default="[]", comment=comment)


provider = Table(
    "provider",
    metadata,
    Column("id", Uuid, primary_key=True),
    source_id(),
    Column("key", Text, nullable=False, comment="the source's own stable key"),
    Column("name", Text(collation=COLLATION), nullable=False),
    Column("short_name", Text),
    Column("lang", Text, nullable=False),
    Column("kind", Text, comment="term of taxonomy kind"),
    Column("sector", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("missing_since", Date, comment="the day a file first no longer named it"),
    Column("legal_form", Text),
    Column("founded", Date),
    record_id("parent_id", "provider", nullable=True),
    _texts("phones", "E.164"),
    _texts("emails"),
    Column("url", Text),
    Column("attributes", JSONB, nullable=False, server_default="{}"),
    Column("synthetic", Boolean, nullable=False),
    Column("cites", Text),
    Column("search", Text, nullable=False, comment="search_key of names and places"),
    *_state(),
    *versioned_columns(),
    one_of("sector", Sector),
    one_of("status", RecordStatus),
    Index("uq_provider_source_id_key", "source_id", "key", unique=True),
    Index("ix_provider_name", "name", "id"),
    Index("ix_provider_kind", "kind"),
    Index("ix_provider_parent_id", "parent_id"),
    Index("ix_provider_search", "search", postgresql_using="gin", postgresql_ops={"search": "gin_trgm_ops"}),
    schema=PUBLISHED,
    info={"root": "id"},
)

provider_identifier = Table(
    "provider_identifier",
    metadata,
    Column("id", Uuid, primary_key=True),
    source_id(),
    record_id("provider_id", "provider"),
    Column("scheme", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("valid", Boolean, comment="whether the check digit holds; empty when the scheme has none"),
    *versioned_columns(),
    Index("ix_provider_identifier_provider_id", "provider_id"),
    Index("ix_provider_identifier_value", "value", "scheme"),
    schema=PUBLISHED,
    info={"root": "provider_id"},
)

provider_name = Table(
    "provider_name",
    metadata,
    Column("id", Uuid, primary_key=True),
    source_id(),
    record_id("provider_id", "provider"),
    Column("name", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("kind", Text, nullable=False, comment="alternate, former or translation"),
    *versioned_columns(),
    Index("ix_provider_name_provider_id", "provider_id"),
    schema=PUBLISHED,
    info={"root": "provider_id"},
)

access_point = Table(
    "access_point",
    metadata,
    Column("id", Uuid, primary_key=True),
    source_id(),
    Column("key", Text, nullable=False),
    Column("name", Text(collation=COLLATION), nullable=False),
    Column("lang", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("missing_since", Date),
    record_id("operator_id", "provider", nullable=True),
    Column("operator_name", Text),
    _texts("phones"),
    _texts("emails"),
    Column("url", Text),
    Column("attributes", JSONB, nullable=False, server_default="{}"),
    Column("synthetic", Boolean, nullable=False),
    Column("cites", Text),
    Column("search", Text, nullable=False),
    *_state(),
    *versioned_columns(),
    one_of("status", RecordStatus),
    Index("uq_access_point_source_id_key", "source_id", "key", unique=True),
    Index("ix_access_point_name", "name", "id"),
    Index(
        "ix_access_point_search", "search", postgresql_using="gin", postgresql_ops={"search": "gin_trgm_ops"}
    ),
    schema=PUBLISHED,
    info={"root": "id"},
)

location = Table(
    "location",
    metadata,
    Column("id", Uuid, primary_key=True),
    source_id(),
    record_id("provider_id", "provider", nullable=True),
    record_id("access_point_id", "access_point", nullable=True),
    Column("kind", Text, nullable=False, comment="actual or legal"),
    Column("name", Text),
    Column("territory_id", Integer, ForeignKey(f"{PUBLISHED}.territory.id")),
    Column("territory_how", Text, comment="stated, polygon or nearest"),
    Column("territory_distance_m", Integer, comment="of `nearest`: how far the known point was"),
    Column("point", Geometry("POINT", 4326, spatial_index=False)),
    Column("precision", Text, nullable=False),
    Column("radius_m", Integer, comment="within how many metres of `point` the place is; empty when unknown"),
    Column("address", Text),
    Column("street", Text),
    Column("house", Text),
    Column("postal_code", Text),
    *(Column(name, Text, comment="of the address, in the source's words") for name in ADDRESS_PARTS),
    Column("confidential", Boolean, nullable=False),
    Column("opening_hours", Text, comment="OpenStreetMap opening_hours"),
    _texts("accessibility"),
    _texts("phones", "E.164; of the place itself, and its provider's too"),
    _texts("languages", "in the source's words"),
    _list("schedules", "when it is open, in the words of HSDS 3.1"),
    Column("attributes", JSONB, nullable=False, server_default="{}"),
    *versioned_columns(),
    one_of("precision", PrecisionClass),
    CheckConstraint("num_nonnulls(provider_id, access_point_id) = 1", name="one_owner"),
    CheckConstraint(COARSE_WHEN_CONFIDENTIAL, name="confidential"),
    Index("ix_location_provider_id", "provider_id"),
    Index("ix_location_access_point_id", "access_point_id"),
    Index("ix_location_territory_id", "territory_id"),
    Index("ix_location_point", "point", postgresql_using="gist"),
    Index("ix_location_point_geography", text("(point::geography)"), postgresql_using="gist"),
    schema=PUBLISHED,
    info={"root": "coalesce(provider_id, access_point_id)", "roots": ("provider_id", "access_point_id")},
)

service = Table(
    "service",
    metadata,
    Column("id", Uuid, primary_key=True),
    source_id(),
    record_id("provider_id", "provider"),
    Column("key", Text, nullable=False),
    Column("name", Text(collation=COLLATION), nullable=False),
    Column("category", Text, comment="term of taxonomy category; empty when no rule maps the source's words"),
    Column("matched_via", Text),
    Column("matched_by", Text, comment="the rule or lookup that decided"),
    Column("national_system", Text),
    Column("national_code", Text),
    Column("national_label", Text),
    Column(
        "is_function",
        Boolean,
        nullable=False,
        server_default="false",
        comment="a part of a package that the same provider gives: not to be counted beside it",
    ),
    _texts("forms"),
    Column("duration", Text),
    _texts("target_groups"),
    Column("minimum_age", Integer),
    Column("maximum_age", Integer),
    Column("status", Text, nullable=False),
    Column("description", Text),
    Column("url", Text),
    Column("application_process", Text),
    Column("eligibility", Text, comment="for whom it is, in the source's words"),
    _texts("phones", "E.164; of the service itself, and its provider's too"),
    _texts("languages", "in the source's words"),
    _list("schedules", "when it is given, in the words of HSDS 3.1; `location` is the place's id"),
    _list("terms", "terms of taxonomies that are not the hub's: taxonomy, code, name, value, label"),
    _texts("funding"),
    Column("costs", JSONB, nullable=False, server_default="[]"),
    Column("teams", Integer, comment="mobile teams that give it"),
    Column("visits_per_day", Float, comment="of one team"),
    Column("reach_minutes", Float, comment="how far from its place it goes, by travel time"),
    Column("reach_km", Float, comment="how far from its place it goes, by distance"),
    Column("shift", Text, comment="when its teams work, in the source's words"),
    Column("second_tier", Text, comment="whose work it supports; empty: its clients are people"),
    *versioned_columns(),
    one_of("status", RecordStatus),
    one_of("matched_via", MatchRelation),
    one_of("duration", Duration),
    one_of("second_tier", SecondTier),
    Index("ix_service_provider_id", "provider_id"),
    Index("ix_service_category", "category"),
    Index("ix_service_forms", "forms", postgresql_using="gin"),
    Index("ix_service_target_groups", "target_groups", postgresql_using="gin"),
    schema=PUBLISHED,
    info={"root": "provider_id"},
)

service_at_location = Table(
    "service_at_location",
    metadata,
    Column("id", Uuid, primary_key=True),
    source_id(),
    record_id("provider_id", "provider"),
    record_id("service_id", "service"),
    record_id("location_id", "location"),
    *versioned_columns(),
    Index("ix_service_at_location_service_id", "service_id"),
    Index("ix_service_at_location_location_id", "location_id"),
    schema=PUBLISHED,
    info={"root": "provider_id"},
)

service_area = Table(
    "service_area",
    metadata,
    Column("id", Uuid, primary_key=True),
    source_id(),
    record_id("provider_id", "provider"),
    record_id("service_id", "service"),
    Column("territory_id", Integer, ForeignKey(f"{PUBLISHED}.territory.id")),
    Column("polygon", Geometry("MULTIPOLYGON", 4326, spatial_index=False)),
    *versioned_columns(),
    CheckConstraint("num_nonnulls(territory_id, polygon) = 1", name="one_extent"),
    Index("ix_service_area_service_id", "service_id"),
    Index("ix_service_area_territory_id", "territory_id"),
    Index("ix_service_area_polygon", "polygon", postgresql_using="gist"),
    schema=PUBLISHED,
    info={"root": "provider_id"},
)

#: A measurement on a date; `info["keep"]`: a newer file adds measurements and takes none away.
capacity = Table(
    "capacity",
    metadata,
    Column("id", Uuid, primary_key=True),
    source_id(),
    record_id("provider_id", "provider"),
    record_id("service_id", "service"),
    Column("as_of", Date, comment="the day it was measured; empty when the source gives none"),
    Column("unit", Text, nullable=False, comment="place, client, team…"),
    Column("total", Integer),
    Column("available", Integer),
    Column("served", Integer),
    Column("waiting", Integer),
    *versioned_columns(),
    Index("ix_capacity_service_id", "service_id", "as_of"),
    schema=PUBLISHED,
    info={"root": "provider_id", "keep": True},
)

#: Posts of a title on a date, of a provider or of a service of it; former counts stay while it is counted.
staff = Table(
    "staff",
    metadata,
    Column("id", Uuid, primary_key=True),
    source_id(),
    record_id("provider_id", "provider"),
    record_id("service_id", "service", nullable=True),
    Column("title", Text, nullable=False, comment="of the post, in the source's words; never a name"),
    Column("as_of", Date, comment="the day they were counted; empty when the source gives none"),
    Column("posts", Float, comment="established; parts of a post count as such"),
    Column("filled", Float),
    Column("qualified", Integer, comment="people whose qualification is valid; only of ten and more"),
    Column(
        "qualification_ends", Date, comment="first day of the month in which the first of them must renew it"
    ),
    Column("qualification_years", Float, comment="how often it must be renewed"),
    *versioned_columns(),
    CheckConstraint(NOBODY_TOLD, name="nobody_told"),
    Index("ix_staff_provider_id", "provider_id"),
    Index("ix_staff_service_id", "service_id"),
    schema=PUBLISHED,
    info={"root": "provider_id", "keep": True},
)
