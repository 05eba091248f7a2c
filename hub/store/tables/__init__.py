"""Tables of the hub (SQLAlchemy Core). Import them from here; `metadata` is what Alembic compares with."""

from hub.store.tables.base import COLLATION, HISTORY, INGEST, PUBLISHED, metadata
from hub.store.tables.history import TWINS, VERSIONED
from hub.store.tables.programme import claim, programme, programme_provider, programme_territory
from hub.store.tables.provider import (
    access_point,
    capacity,
    location,
    provider,
    provider_identifier,
    provider_name,
    service,
    service_area,
    service_at_location,
)
from hub.store.tables.source import change, control_total, issue, raw_record, release, run, source
from hub.store.tables.taxonomy import basic_service, crosswalk, norm, taxonomy, term, term_closure, term_label
from hub.store.tables.territory import (
    territory,
    territory_closure,
    territory_code,
    territory_link,
    territory_name,
    territory_population,
)

__all__ = [
    "COLLATION",
    "HISTORY",
    "INGEST",
    "PUBLISHED",
    "TWINS",
    "VERSIONED",
    "access_point",
    "basic_service",
    "capacity",
    "change",
    "claim",
    "control_total",
    "crosswalk",
    "issue",
    "location",
    "metadata",
    "norm",
    "programme",
    "programme_provider",
    "programme_territory",
    "provider",
    "provider_identifier",
    "provider_name",
    "raw_record",
    "release",
    "run",
    "service",
    "service_area",
    "service_at_location",
    "source",
    "taxonomy",
    "term",
    "term_closure",
    "term_label",
    "territory",
    "territory_closure",
    "territory_code",
    "territory_link",
    "territory_name",
    "territory_population",
]
