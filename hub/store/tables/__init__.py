"""Tables of the hub (SQLAlchemy Core). Import them from here; `metadata` is what Alembic compares with."""

from hub.store.tables.aggregates import capacity_sum, coverage_cell, facet_count
from hub.store.tables.base import COLLATION, HISTORY, INGEST, JOBS, PUBLISHED, metadata
from hub.store.tables.edition import edition
from hub.store.tables.history import TWINS, VERSIONED
from hub.store.tables.jobs import JobStatus, job, planning_result
from hub.store.tables.programme import programme, programme_provider, programme_territory
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
from hub.store.tables.quality import run_quality
from hub.store.tables.source import (
    change,
    control_total,
    issue,
    judgement,
    raw_expiry,
    raw_record,
    release,
    run,
    source,
)
from hub.store.tables.statement import candidate, correction, decision, statement, tombstone
from hub.store.tables.stewardship import client, erasure, steward, withdrawal
from hub.store.tables.succession import person_hash, person_key, succession
from hub.store.tables.taxonomy import basic_service, crosswalk, norm, taxonomy, term, term_closure, term_label
from hub.store.tables.territory import (
    former_closure,
    territory,
    territory_closure,
    territory_code,
    territory_council,
    territory_link,
    territory_name,
    territory_population,
)

__all__ = [
    "COLLATION",
    "HISTORY",
    "INGEST",
    "JOBS",
    "PUBLISHED",
    "TWINS",
    "VERSIONED",
    "JobStatus",
    "access_point",
    "basic_service",
    "candidate",
    "capacity",
    "capacity_sum",
    "change",
    "client",
    "control_total",
    "correction",
    "coverage_cell",
    "crosswalk",
    "decision",
    "edition",
    "erasure",
    "facet_count",
    "former_closure",
    "issue",
    "job",
    "judgement",
    "location",
    "metadata",
    "norm",
    "person_hash",
    "person_key",
    "planning_result",
    "programme",
    "programme_provider",
    "programme_territory",
    "provider",
    "provider_identifier",
    "provider_name",
    "raw_expiry",
    "raw_record",
    "release",
    "run",
    "run_quality",
    "service",
    "service_area",
    "service_at_location",
    "source",
    "statement",
    "steward",
    "succession",
    "taxonomy",
    "term",
    "term_closure",
    "term_label",
    "territory",
    "territory_closure",
    "territory_code",
    "territory_council",
    "territory_link",
    "territory_name",
    "territory_population",
    "tombstone",
    "withdrawal",
]
