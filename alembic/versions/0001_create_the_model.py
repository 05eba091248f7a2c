"""Create the model"""

import sqlalchemy as sa
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()

#: The reader role sees what is published and its history, never raw rows. Where the owner may not create
#: roles (a managed database), an administrator creates it; the grants then need this migration's rights only.
GRANTS = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'merezha_reader') THEN
        CREATE ROLE merezha_reader NOLOGIN;
    END IF;
    GRANT merezha_reader TO CURRENT_USER;
    GRANT USAGE ON SCHEMA hub, history TO merezha_reader;
    GRANT SELECT ON ALL TABLES IN SCHEMA hub, history TO merezha_reader;
    ALTER DEFAULT PRIVILEGES IN SCHEMA hub GRANT SELECT ON TABLES TO merezha_reader;
    ALTER DEFAULT PRIVILEGES IN SCHEMA history GRANT SELECT ON TABLES TO merezha_reader;
EXCEPTION
    WHEN insufficient_privilege THEN
        RAISE NOTICE 'role merezha_reader was not created: the server reads as the owner';
    WHEN duplicate_object OR unique_violation THEN
        RAISE NOTICE 'role merezha_reader was created by another migration at the same time';
END
$$
"""


def upgrade() -> None:
    for extension in ("postgis", "pg_trgm"):
        op.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    for schema in ("hub", "history", "ingest"):
        op.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    op.create_table(
        "access_point",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(collation="und-x-icu"), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("missing_since", sa.Date(), nullable=True),
        sa.Column("operator_id", sa.Uuid(), nullable=True),
        sa.Column("operator_name", sa.Text(), nullable=True),
        sa.Column("phones", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("emails", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("attributes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("cites", sa.Text(), nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.Column("release_to", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", "release_from", name="pk_history_access_point"),
        schema="history",
    )
    op.create_index(
        "ix_history_access_point_release",
        "access_point",
        ["source_id", "release_to"],
        unique=False,
        schema="history",
    )
    op.create_table(
        "capacity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("available", sa.Integer(), nullable=True),
        sa.Column("served", sa.Integer(), nullable=True),
        sa.Column("waiting", sa.Integer(), nullable=True),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.Column("release_to", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", "release_from", name="pk_history_capacity"),
        schema="history",
    )
    op.create_index(
        "ix_history_capacity_release", "capacity", ["source_id", "release_to"], unique=False, schema="history"
    )
    op.create_table(
        "claim",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("claimed_at", sa.Date(), nullable=False),
        sa.Column("won", sa.Boolean(), nullable=False),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.Column("release_to", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", "release_from", name="pk_history_claim"),
        schema="history",
    )
    op.create_index(
        "ix_history_claim_release", "claim", ["source_id", "release_to"], unique=False, schema="history"
    )
    op.create_table(
        "location",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=True),
        sa.Column("access_point_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("territory_id", sa.Integer(), nullable=True),
        sa.Column("territory_how", sa.Text(), nullable=True),
        sa.Column("territory_distance_m", sa.Integer(), nullable=True),
        sa.Column(
            "point",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("radius_m", sa.Integer(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("street", sa.Text(), nullable=True),
        sa.Column("house", sa.Text(), nullable=True),
        sa.Column("postal_code", sa.Text(), nullable=True),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("opening_hours", sa.Text(), nullable=True),
        sa.Column("accessibility", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("attributes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.Column("release_to", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", "release_from", name="pk_history_location"),
        schema="history",
    )
    op.create_index(
        "ix_history_location_release", "location", ["source_id", "release_to"], unique=False, schema="history"
    )
    op.create_table(
        "programme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("cites", sa.Text(), nullable=True),
        sa.Column("missing_since", sa.Date(), nullable=True),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.Column("release_to", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", "release_from", name="pk_history_programme"),
        schema="history",
    )
    op.create_index(
        "ix_history_programme_release",
        "programme",
        ["source_id", "release_to"],
        unique=False,
        schema="history",
    )
    op.create_table(
        "programme_provider",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.Column("release_to", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", "release_from", name="pk_history_programme_provider"),
        schema="history",
    )
    op.create_index(
        "ix_history_programme_provider_release",
        "programme_provider",
        ["source_id", "release_to"],
        unique=False,
        schema="history",
    )
    op.create_table(
        "programme_territory",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.Column("release_to", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", "release_from", name="pk_history_programme_territory"),
        schema="history",
    )
    op.create_index(
        "ix_history_programme_territory_release",
        "programme_territory",
        ["source_id", "release_to"],
        unique=False,
        schema="history",
    )
    op.create_table(
        "provider",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(collation="und-x-icu"), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=True),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("missing_since", sa.Date(), nullable=True),
        sa.Column("legal_form", sa.Text(), nullable=True),
        sa.Column("founded", sa.Date(), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("phones", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("emails", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("attributes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("cites", sa.Text(), nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.Column("release_to", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", "release_from", name="pk_history_provider"),
        schema="history",
    )
    op.create_index(
        "ix_history_provider_release", "provider", ["source_id", "release_to"], unique=False, schema="history"
    )
    op.create_table(
        "provider_identifier",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("valid", sa.Boolean(), nullable=True),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.Column("release_to", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", "release_from", name="pk_history_provider_identifier"),
        schema="history",
    )
    op.create_index(
        "ix_history_provider_identifier_release",
        "provider_identifier",
        ["source_id", "release_to"],
        unique=False,
        schema="history",
    )
    op.create_table(
        "provider_name",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.Column("release_to", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", "release_from", name="pk_history_provider_name"),
        schema="history",
    )
    op.create_index(
        "ix_history_provider_name_release",
        "provider_name",
        ["source_id", "release_to"],
        unique=False,
        schema="history",
    )
    op.create_table(
        "service",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(collation="und-x-icu"), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("matched_via", sa.Text(), nullable=True),
        sa.Column("matched_by", sa.Text(), nullable=True),
        sa.Column("national_system", sa.Text(), nullable=True),
        sa.Column("national_code", sa.Text(), nullable=True),
        sa.Column("national_label", sa.Text(), nullable=True),
        sa.Column("forms", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("duration", sa.Text(), nullable=True),
        sa.Column("target_groups", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("minimum_age", sa.Integer(), nullable=True),
        sa.Column("maximum_age", sa.Integer(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("funding", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("costs", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.Column("release_to", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", "release_from", name="pk_history_service"),
        schema="history",
    )
    op.create_index(
        "ix_history_service_release", "service", ["source_id", "release_to"], unique=False, schema="history"
    )
    op.create_table(
        "service_area",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=True),
        sa.Column(
            "polygon",
            Geometry(
                geometry_type="MULTIPOLYGON",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.Column("release_to", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", "release_from", name="pk_history_service_area"),
        schema="history",
    )
    op.create_index(
        "ix_history_service_area_release",
        "service_area",
        ["source_id", "release_to"],
        unique=False,
        schema="history",
    )
    op.create_table(
        "service_at_location",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.Column("release_to", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", "release_from", name="pk_history_service_at_location"),
        schema="history",
    )
    op.create_index(
        "ix_history_service_at_location_release",
        "service_at_location",
        ["source_id", "release_to"],
        unique=False,
        schema="history",
    )
    op.create_table(
        "norm",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_norm")),
        schema="hub",
    )
    op.create_table(
        "release",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("providers", sa.Integer(), nullable=False, comment="records in the hub after this release"),
        sa.Column("services", sa.Integer(), nullable=False),
        sa.Column("access_points", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_release")),
        schema="hub",
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False, comment="ua_cnap, geonames…"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column(
            "attribution", sa.Text(), nullable=True, comment="the line to show where the data is shown"
        ),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("lang", sa.Text(), nullable=True),
        sa.Column("is_sample", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("jurisdiction_id", sa.Integer(), nullable=True),
        sa.Column("edition", sa.Text(), nullable=True, comment="of reference data: which version is loaded"),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('register', 'reference')", name=op.f("ck_source_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("code", name=op.f("uq_source_code")),
        schema="hub",
    )
    op.create_table(
        "taxonomy",
        sa.Column("code", sa.Text(), nullable=False, comment="category, target-group, form, kind…"),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_taxonomy")),
        schema="hub",
    )
    op.create_table(
        "change",
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("record_type", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["release"], ["hub.release.number"], name=op.f("fk_change_release")),
        sa.PrimaryKeyConstraint("release", "record_type", "record_id", name=op.f("pk_change")),
        sa.UniqueConstraint("record_id", "release", name=op.f("uq_change_record_id_release")),
        schema="hub",
    )
    op.create_table(
        "control_total",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("declared", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=True, comment="empty when the sample cannot count it"),
        sa.Column("cites", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["hub.source.id"], name=op.f("fk_control_total_source_id")),
        sa.PrimaryKeyConstraint("source_id", "label", name=op.f("pk_control_total")),
        schema="hub",
    )
    op.create_table(
        "programme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("cites", sa.Text(), nullable=True),
        sa.Column("missing_since", sa.Date(), nullable=True),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["hub.source.id"], name=op.f("fk_programme_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        schema="hub",
        info={"root": "id"},
    )
    op.create_index(
        "uq_programme_source_id_key", "programme", ["source_id", "key"], unique=True, schema="hub"
    )
    op.create_table(
        "provider",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="the source's own stable key"),
        sa.Column("name", sa.Text(collation="und-x-icu"), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=True),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True, comment="term of taxonomy kind"),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column(
            "missing_since", sa.Date(), nullable=True, comment="the day a file first no longer named it"
        ),
        sa.Column("legal_form", sa.Text(), nullable=True),
        sa.Column("founded", sa.Date(), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column(
            "phones", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False, comment="E.164"
        ),
        sa.Column("emails", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("attributes", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("cites", sa.Text(), nullable=True),
        sa.Column("search", sa.Text(), nullable=False, comment="search_key of names and places"),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "sector IN ('state', 'municipal', 'nonprofit', 'business', 'religious', 'natural-person', 'mixed', 'unknown')",
            name=op.f("ck_provider_sector"),
        ),
        sa.CheckConstraint(
            "status IN ('active', 'suspended', 'closed', 'missing', 'unknown')",
            name=op.f("ck_provider_status"),
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["hub.provider.id"],
            name=op.f("fk_provider_parent_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["source_id"], ["hub.source.id"], name=op.f("fk_provider_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider")),
        schema="hub",
        info={"root": "id"},
    )
    op.create_index("ix_provider_kind", "provider", ["kind"], unique=False, schema="hub")
    op.create_index("ix_provider_name", "provider", ["name", "id"], unique=False, schema="hub")
    op.create_index("ix_provider_parent_id", "provider", ["parent_id"], unique=False, schema="hub")
    op.create_index(
        "ix_provider_search",
        "provider",
        ["search"],
        unique=False,
        schema="hub",
        postgresql_using="gin",
        postgresql_ops={"search": "gin_trgm_ops"},
    )
    op.create_index("uq_provider_source_id_key", "provider", ["source_id", "key"], unique=True, schema="hub")
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_hash", sa.Text(), nullable=False, comment="sha256 of the file, hexadecimal"),
        sa.Column(
            "inputs_hash",
            sa.Text(),
            nullable=False,
            comment="of file, mapping, program and territory edition",
        ),
        sa.Column("read", sa.Integer(), server_default="0", nullable=False),
        sa.Column("accepted", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rejected", sa.Integer(), server_default="0", nullable=False),
        sa.Column("added", sa.Integer(), server_default="0", nullable=False),
        sa.Column("changed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("unchanged", sa.Integer(), server_default="0", nullable=False),
        sa.Column("vanished", sa.Integer(), server_default="0", nullable=False),
        sa.Column("release", sa.Integer(), nullable=True, comment="what this run published"),
        sa.Column("waiver", sa.Text(), nullable=True, comment="why assertions were waived"),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "status IN ('running', 'published', 'unchanged', 'dry-run', 'stopped', 'failed')",
            name=op.f("ck_run_status"),
        ),
        sa.ForeignKeyConstraint(["release"], ["hub.release.number"], name=op.f("fk_run_release")),
        sa.ForeignKeyConstraint(["source_id"], ["hub.source.id"], name=op.f("fk_run_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        schema="hub",
    )
    op.create_index("ix_run_source_id", "run", ["source_id", "id"], unique=False, schema="hub")
    op.create_table(
        "term",
        sa.Column("taxonomy", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=True),
        sa.Column(
            "is_comprehensive",
            sa.Boolean(),
            nullable=True,
            comment="of provider kinds: joins several services in one centre",
        ),
        sa.ForeignKeyConstraint(["taxonomy"], ["hub.taxonomy.code"], name=op.f("fk_term_taxonomy")),
        sa.PrimaryKeyConstraint("taxonomy", "code", name=op.f("pk_term")),
        schema="hub",
    )
    op.create_table(
        "territory",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False, comment="the codifier that issued `code`"),
        sa.Column("code", sa.Text(), nullable=False, comment="the unit's own code in its state's codifier"),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column(
            "category", sa.Text(), nullable=True, comment="the codifier's own letter or type, as published"
        ),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False, comment="in the codifier's language"),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True, comment="the day the unit was abolished"),
        sa.Column(
            "point",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.Column("point_precision", sa.Text(), server_default="unknown", nullable=False),
        sa.Column("point_source_id", sa.Integer(), nullable=True),
        sa.Column(
            "boundary",
            Geometry(
                geometry_type="MULTIPOLYGON",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.Column("boundary_source_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("search", sa.Text(), server_default="", nullable=False, comment="search_key of every name"),
        sa.CheckConstraint("country IN ('UA', 'RU', 'KZ')", name=op.f("ck_territory_country")),
        sa.CheckConstraint(
            "level IN ('country', 'region', 'district', 'hromada', 'settlement', 'city-district')",
            name=op.f("ck_territory_level"),
        ),
        sa.CheckConstraint(
            "point_precision IN ('exact', 'street', 'settlement', 'territory', 'unknown')",
            name=op.f("ck_territory_point_precision"),
        ),
        sa.CheckConstraint(
            "scheme IN ('katottg', 'koatuu', 'kato', 'oktmo', 'okato', 'iso-3166-1', 'iso-3166-2', 'pcode', 'provisional')",
            name=op.f("ck_territory_scheme"),
        ),
        sa.ForeignKeyConstraint(
            ["boundary_source_id"], ["hub.source.id"], name=op.f("fk_territory_boundary_source_id")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["hub.territory.id"],
            name=op.f("fk_territory_parent_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["point_source_id"], ["hub.source.id"], name=op.f("fk_territory_point_source_id")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["hub.source.id"], name=op.f("fk_territory_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_territory")),
        sa.UniqueConstraint("scheme", "code", name=op.f("uq_territory_scheme_code")),
        schema="hub",
    )
    op.create_index(
        "ix_territory_boundary",
        "territory",
        ["boundary"],
        unique=False,
        schema="hub",
        postgresql_using="gist",
    )
    op.create_index("ix_territory_level", "territory", ["level", "country"], unique=False, schema="hub")
    op.create_index("ix_territory_parent_id", "territory", ["parent_id"], unique=False, schema="hub")
    op.create_index(
        "ix_territory_point", "territory", ["point"], unique=False, schema="hub", postgresql_using="gist"
    )
    op.create_index(
        "ix_territory_point_geography",
        "territory",
        [sa.literal_column("(point::geography)")],
        unique=False,
        schema="hub",
        postgresql_using="gist",
    )
    op.create_index(
        "ix_territory_search",
        "territory",
        ["search"],
        unique=False,
        schema="hub",
        postgresql_using="gin",
        postgresql_ops={"search": "gin_trgm_ops"},
    )
    op.create_table(
        "access_point",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(collation="und-x-icu"), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("missing_since", sa.Date(), nullable=True),
        sa.Column("operator_id", sa.Uuid(), nullable=True),
        sa.Column("operator_name", sa.Text(), nullable=True),
        sa.Column("phones", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("emails", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("attributes", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("cites", sa.Text(), nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('active', 'suspended', 'closed', 'missing', 'unknown')",
            name=op.f("ck_access_point_status"),
        ),
        sa.ForeignKeyConstraint(
            ["operator_id"],
            ["hub.provider.id"],
            name=op.f("fk_access_point_operator_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["source_id"], ["hub.source.id"], name=op.f("fk_access_point_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_point")),
        schema="hub",
        info={"root": "id"},
    )
    op.create_index("ix_access_point_name", "access_point", ["name", "id"], unique=False, schema="hub")
    op.create_index(
        "ix_access_point_search",
        "access_point",
        ["search"],
        unique=False,
        schema="hub",
        postgresql_using="gin",
        postgresql_ops={"search": "gin_trgm_ops"},
    )
    op.create_index(
        "uq_access_point_source_id_key", "access_point", ["source_id", "key"], unique=True, schema="hub"
    )
    op.create_table(
        "basic_service",
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("taxonomy", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["taxonomy", "code"],
            ["hub.term.taxonomy", "hub.term.code"],
            name=op.f("fk_basic_service_taxonomy_code"),
        ),
        sa.PrimaryKeyConstraint("country", "code", "category", name=op.f("pk_basic_service")),
        schema="hub",
    )
    op.create_table(
        "claim",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False, comment="provider or access point"),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column(
            "raw",
            sa.Text(),
            nullable=True,
            comment="the source's own words, where they differ and may be shown",
        ),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("claimed_at", sa.Date(), nullable=False),
        sa.Column("won", sa.Boolean(), nullable=False),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["hub.run.id"], name=op.f("fk_claim_run_id")),
        sa.ForeignKeyConstraint(["source_id"], ["hub.source.id"], name=op.f("fk_claim_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        schema="hub",
        info={"root": "record_id"},
    )
    op.create_index("ix_claim_record_id", "claim", ["record_id"], unique=False, schema="hub")
    op.create_table(
        "crosswalk",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("taxonomy", sa.Text(), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "relation IN ('exact', 'close', 'broad', 'narrow')", name=op.f("ck_crosswalk_relation")
        ),
        sa.ForeignKeyConstraint(
            ["taxonomy", "term"],
            ["hub.term.taxonomy", "hub.term.code"],
            name=op.f("fk_crosswalk_taxonomy_term"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crosswalk")),
        schema="hub",
    )
    op.create_index("ix_crosswalk_term", "crosswalk", ["taxonomy", "term"], unique=False, schema="hub")
    op.create_table(
        "programme_provider",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["hub.programme.id"],
            name=op.f("fk_programme_provider_programme_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"],
            ["hub.provider.id"],
            name=op.f("fk_programme_provider_provider_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["hub.source.id"], name=op.f("fk_programme_provider_source_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_provider")),
        schema="hub",
        info={"root": "programme_id"},
    )
    op.create_index(
        "ix_programme_provider_programme_id",
        "programme_provider",
        ["programme_id"],
        unique=False,
        schema="hub",
    )
    op.create_index(
        "ix_programme_provider_provider_id", "programme_provider", ["provider_id"], unique=False, schema="hub"
    )
    op.create_table(
        "programme_territory",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["hub.programme.id"],
            name=op.f("fk_programme_territory_programme_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["hub.source.id"], name=op.f("fk_programme_territory_source_id")
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["hub.territory.id"], name=op.f("fk_programme_territory_territory_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_territory")),
        schema="hub",
        info={"root": "programme_id"},
    )
    op.create_index(
        "ix_programme_territory_programme_id",
        "programme_territory",
        ["programme_id"],
        unique=False,
        schema="hub",
    )
    op.create_index(
        "ix_programme_territory_territory_id",
        "programme_territory",
        ["territory_id"],
        unique=False,
        schema="hub",
    )
    op.create_table(
        "provider_identifier",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column(
            "valid",
            sa.Boolean(),
            nullable=True,
            comment="whether the check digit holds; empty when the scheme has none",
        ),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"],
            ["hub.provider.id"],
            name=op.f("fk_provider_identifier_provider_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["hub.source.id"], name=op.f("fk_provider_identifier_source_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_identifier")),
        schema="hub",
        info={"root": "provider_id"},
    )
    op.create_index(
        "ix_provider_identifier_provider_id",
        "provider_identifier",
        ["provider_id"],
        unique=False,
        schema="hub",
    )
    op.create_index(
        "ix_provider_identifier_value", "provider_identifier", ["value", "scheme"], unique=False, schema="hub"
    )
    op.create_table(
        "provider_name",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="alternate, former or translation"),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"],
            ["hub.provider.id"],
            name=op.f("fk_provider_name_provider_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["source_id"], ["hub.source.id"], name=op.f("fk_provider_name_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_name")),
        schema="hub",
        info={"root": "provider_id"},
    )
    op.create_index(
        "ix_provider_name_provider_id", "provider_name", ["provider_id"], unique=False, schema="hub"
    )
    op.create_table(
        "service",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(collation="und-x-icu"), nullable=False),
        sa.Column(
            "category",
            sa.Text(),
            nullable=True,
            comment="term of taxonomy category; empty when no rule maps the source's words",
        ),
        sa.Column("matched_via", sa.Text(), nullable=True),
        sa.Column("matched_by", sa.Text(), nullable=True, comment="the rule or lookup that decided"),
        sa.Column("national_system", sa.Text(), nullable=True),
        sa.Column("national_code", sa.Text(), nullable=True),
        sa.Column("national_label", sa.Text(), nullable=True),
        sa.Column("forms", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("duration", sa.Text(), nullable=True),
        sa.Column("target_groups", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("minimum_age", sa.Integer(), nullable=True),
        sa.Column("maximum_age", sa.Integer(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("funding", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("costs", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "duration IN ('urgent', 'one-off', 'temporary', 'permanent')", name=op.f("ck_service_duration")
        ),
        sa.CheckConstraint(
            "matched_via IN ('exact', 'close', 'broad', 'narrow')", name=op.f("ck_service_matched_via")
        ),
        sa.CheckConstraint(
            "status IN ('active', 'suspended', 'closed', 'missing', 'unknown')",
            name=op.f("ck_service_status"),
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"],
            ["hub.provider.id"],
            name=op.f("fk_service_provider_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["source_id"], ["hub.source.id"], name=op.f("fk_service_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        schema="hub",
        info={"root": "provider_id"},
    )
    op.create_index("ix_service_category", "service", ["category"], unique=False, schema="hub")
    op.create_index(
        "ix_service_forms", "service", ["forms"], unique=False, schema="hub", postgresql_using="gin"
    )
    op.create_index("ix_service_provider_id", "service", ["provider_id"], unique=False, schema="hub")
    op.create_index(
        "ix_service_target_groups",
        "service",
        ["target_groups"],
        unique=False,
        schema="hub",
        postgresql_using="gin",
    )
    op.create_table(
        "term_closure",
        sa.Column("taxonomy", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("ancestor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["taxonomy", "code"],
            ["hub.term.taxonomy", "hub.term.code"],
            name=op.f("fk_term_closure_taxonomy_code"),
        ),
        sa.PrimaryKeyConstraint("taxonomy", "code", "ancestor", name=op.f("pk_term_closure")),
        schema="hub",
    )
    op.create_index(
        "ix_term_closure_ancestor", "term_closure", ["taxonomy", "ancestor"], unique=False, schema="hub"
    )
    op.create_table(
        "term_label",
        sa.Column("taxonomy", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=True, comment="draft where nobody has attested the wording"),
        sa.CheckConstraint("lang IN ('uk', 'ru', 'kk', 'en')", name=op.f("ck_term_label_lang")),
        sa.ForeignKeyConstraint(
            ["taxonomy", "code"],
            ["hub.term.taxonomy", "hub.term.code"],
            name=op.f("fk_term_label_taxonomy_code"),
        ),
        sa.PrimaryKeyConstraint("taxonomy", "code", "lang", name=op.f("pk_term_label")),
        schema="hub",
    )
    op.create_table(
        "territory_closure",
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("ancestor_id", sa.Integer(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ancestor_id"],
            ["hub.territory.id"],
            name=op.f("fk_territory_closure_ancestor_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["hub.territory.id"],
            name=op.f("fk_territory_closure_territory_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("territory_id", "ancestor_id", name=op.f("pk_territory_closure")),
        schema="hub",
    )
    op.create_index(
        "ix_territory_closure_ancestor_id",
        "territory_closure",
        ["ancestor_id", "territory_id"],
        unique=False,
        schema="hub",
    )
    op.create_table(
        "territory_code",
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "scheme IN ('katottg', 'koatuu', 'kato', 'oktmo', 'okato', 'iso-3166-1', 'iso-3166-2', 'pcode', 'provisional')",
            name=op.f("ck_territory_code_scheme"),
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["hub.territory.id"],
            name=op.f("fk_territory_code_territory_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("scheme", "code", "territory_id", name=op.f("pk_territory_code")),
        schema="hub",
    )
    op.create_index("ix_territory_code_code", "territory_code", ["code"], unique=False, schema="hub")
    op.create_index(
        "ix_territory_code_territory_id", "territory_code", ["territory_id"], unique=False, schema="hub"
    )
    op.create_table(
        "territory_link",
        sa.Column("predecessor_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="merged, split or renamed"),
        sa.Column("on_date", sa.Date(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["predecessor_id"],
            ["hub.territory.id"],
            name=op.f("fk_territory_link_predecessor_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["source_id"], ["hub.source.id"], name=op.f("fk_territory_link_source_id")),
        sa.ForeignKeyConstraint(
            ["successor_id"],
            ["hub.territory.id"],
            name=op.f("fk_territory_link_successor_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("predecessor_id", "successor_id", name=op.f("pk_territory_link")),
        schema="hub",
    )
    op.create_table(
        "territory_name",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="official, former, alternate or transliterated"),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["hub.territory.id"],
            name=op.f("fk_territory_name_territory_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_territory_name")),
        sa.UniqueConstraint(
            "territory_id", "lang", "kind", "name", name=op.f("uq_territory_name_territory_id_lang_kind_name")
        ),
        schema="hub",
    )
    op.create_table(
        "territory_population",
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True, comment="empty when the source does not say"),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("area_km2", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_id"], ["hub.source.id"], name=op.f("fk_territory_population_source_id")
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["hub.territory.id"],
            name=op.f("fk_territory_population_territory_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("territory_id", "source_id", name=op.f("pk_territory_population")),
        schema="hub",
    )
    op.create_table(
        "issue",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("column", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.CheckConstraint("severity IN ('error', 'warning', 'info')", name=op.f("ck_issue_severity")),
        sa.ForeignKeyConstraint(["run_id"], ["hub.run.id"], name=op.f("fk_issue_run_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
        schema="ingest",
    )
    op.create_index("ix_issue_run_id", "issue", ["run_id"], unique=False, schema="ingest")
    op.create_table(
        "raw_record",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), server_default="", nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("values", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["hub.run.id"], name=op.f("fk_raw_record_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "sheet", "row", name=op.f("pk_raw_record")),
        schema="ingest",
    )
    op.create_table(
        "capacity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column(
            "as_of",
            sa.Date(),
            nullable=True,
            comment="the day it was measured; empty when the source gives none",
        ),
        sa.Column("unit", sa.Text(), nullable=False, comment="place, client, team…"),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("available", sa.Integer(), nullable=True),
        sa.Column("served", sa.Integer(), nullable=True),
        sa.Column("waiting", sa.Integer(), nullable=True),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"],
            ["hub.provider.id"],
            name=op.f("fk_capacity_provider_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["hub.service.id"],
            name=op.f("fk_capacity_service_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["source_id"], ["hub.source.id"], name=op.f("fk_capacity_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacity")),
        schema="hub",
        info={"root": "provider_id", "keep": True},
    )
    op.create_index("ix_capacity_service_id", "capacity", ["service_id", "as_of"], unique=False, schema="hub")
    op.create_table(
        "location",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=True),
        sa.Column("access_point_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False, comment="actual or legal"),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("territory_id", sa.Integer(), nullable=True),
        sa.Column("territory_how", sa.Text(), nullable=True, comment="stated, polygon or nearest"),
        sa.Column(
            "territory_distance_m",
            sa.Integer(),
            nullable=True,
            comment="of `nearest`: how far the known point was",
        ),
        sa.Column(
            "point",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column(
            "radius_m",
            sa.Integer(),
            nullable=True,
            comment="within how many metres of `point` the place is; empty when unknown",
        ),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("street", sa.Text(), nullable=True),
        sa.Column("house", sa.Text(), nullable=True),
        sa.Column("postal_code", sa.Text(), nullable=True),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("opening_hours", sa.Text(), nullable=True, comment="OpenStreetMap opening_hours"),
        sa.Column("accessibility", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("attributes", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "precision IN ('exact', 'street', 'settlement', 'territory', 'unknown')",
            name=op.f("ck_location_precision"),
        ),
        sa.CheckConstraint(
            "NOT confidential OR num_nonnulls(address, street, house) = 0",
            name=op.f("ck_location_confidential"),
        ),
        sa.CheckConstraint(
            "num_nonnulls(provider_id, access_point_id) = 1", name=op.f("ck_location_one_owner")
        ),
        sa.ForeignKeyConstraint(
            ["access_point_id"],
            ["hub.access_point.id"],
            name=op.f("fk_location_access_point_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"],
            ["hub.provider.id"],
            name=op.f("fk_location_provider_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["source_id"], ["hub.source.id"], name=op.f("fk_location_source_id")),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["hub.territory.id"], name=op.f("fk_location_territory_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_location")),
        schema="hub",
        info={"root": "coalesce(provider_id, access_point_id)"},
    )
    op.create_index(
        "ix_location_access_point_id", "location", ["access_point_id"], unique=False, schema="hub"
    )
    op.create_index(
        "ix_location_point", "location", ["point"], unique=False, schema="hub", postgresql_using="gist"
    )
    op.create_index(
        "ix_location_point_geography",
        "location",
        [sa.literal_column("(point::geography)")],
        unique=False,
        schema="hub",
        postgresql_using="gist",
    )
    op.create_index("ix_location_provider_id", "location", ["provider_id"], unique=False, schema="hub")
    op.create_index("ix_location_territory_id", "location", ["territory_id"], unique=False, schema="hub")
    op.create_table(
        "service_area",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=True),
        sa.Column(
            "polygon",
            Geometry(
                geometry_type="MULTIPOLYGON",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "num_nonnulls(territory_id, polygon) = 1", name=op.f("ck_service_area_one_extent")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"],
            ["hub.provider.id"],
            name=op.f("fk_service_area_provider_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["hub.service.id"],
            name=op.f("fk_service_area_service_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["source_id"], ["hub.source.id"], name=op.f("fk_service_area_source_id")),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["hub.territory.id"], name=op.f("fk_service_area_territory_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_area")),
        schema="hub",
        info={"root": "provider_id"},
    )
    op.create_index(
        "ix_service_area_polygon",
        "service_area",
        ["polygon"],
        unique=False,
        schema="hub",
        postgresql_using="gist",
    )
    op.create_index("ix_service_area_service_id", "service_area", ["service_id"], unique=False, schema="hub")
    op.create_index(
        "ix_service_area_territory_id", "service_area", ["territory_id"], unique=False, schema="hub"
    )
    op.create_table(
        "service_at_location",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["location_id"],
            ["hub.location.id"],
            name=op.f("fk_service_at_location_location_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"],
            ["hub.provider.id"],
            name=op.f("fk_service_at_location_provider_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["hub.service.id"],
            name=op.f("fk_service_at_location_service_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["hub.source.id"], name=op.f("fk_service_at_location_source_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_at_location")),
        schema="hub",
        info={"root": "provider_id"},
    )
    op.create_index(
        "ix_service_at_location_location_id",
        "service_at_location",
        ["location_id"],
        unique=False,
        schema="hub",
    )
    op.create_index(
        "ix_service_at_location_service_id", "service_at_location", ["service_id"], unique=False, schema="hub"
    )
    for table, column, target in (("release", "run_id", "run"), ("source", "jurisdiction_id", "territory")):
        op.create_foreign_key(
            f"fk_{table}_{column}",
            table,
            target,
            [column],
            ["id"],
            source_schema="hub",
            referent_schema="hub",
        )
    op.execute(GRANTS)


def downgrade() -> None:
    op.drop_constraint("fk_release_run_id", "release", schema="hub")
    op.drop_constraint("fk_source_jurisdiction_id", "source", schema="hub")
    op.drop_index("ix_service_at_location_service_id", table_name="service_at_location", schema="hub")
    op.drop_index("ix_service_at_location_location_id", table_name="service_at_location", schema="hub")
    op.drop_table("service_at_location", schema="hub")
    op.drop_index("ix_service_area_territory_id", table_name="service_area", schema="hub")
    op.drop_index("ix_service_area_service_id", table_name="service_area", schema="hub")
    op.drop_index("ix_service_area_polygon", table_name="service_area", schema="hub", postgresql_using="gist")
    op.drop_table("service_area", schema="hub")
    op.drop_index("ix_location_territory_id", table_name="location", schema="hub")
    op.drop_index("ix_location_provider_id", table_name="location", schema="hub")
    op.drop_index("ix_location_point_geography", table_name="location", schema="hub", postgresql_using="gist")
    op.drop_index("ix_location_point", table_name="location", schema="hub", postgresql_using="gist")
    op.drop_index("ix_location_access_point_id", table_name="location", schema="hub")
    op.drop_table("location", schema="hub")
    op.drop_index("ix_capacity_service_id", table_name="capacity", schema="hub")
    op.drop_table("capacity", schema="hub")
    op.drop_table("raw_record", schema="ingest")
    op.drop_index("ix_issue_run_id", table_name="issue", schema="ingest")
    op.drop_table("issue", schema="ingest")
    op.drop_table("territory_population", schema="hub")
    op.drop_table("territory_name", schema="hub")
    op.drop_table("territory_link", schema="hub")
    op.drop_index("ix_territory_code_territory_id", table_name="territory_code", schema="hub")
    op.drop_index("ix_territory_code_code", table_name="territory_code", schema="hub")
    op.drop_table("territory_code", schema="hub")
    op.drop_index("ix_territory_closure_ancestor_id", table_name="territory_closure", schema="hub")
    op.drop_table("territory_closure", schema="hub")
    op.drop_table("term_label", schema="hub")
    op.drop_index("ix_term_closure_ancestor", table_name="term_closure", schema="hub")
    op.drop_table("term_closure", schema="hub")
    op.drop_index("ix_service_target_groups", table_name="service", schema="hub", postgresql_using="gin")
    op.drop_index("ix_service_provider_id", table_name="service", schema="hub")
    op.drop_index("ix_service_forms", table_name="service", schema="hub", postgresql_using="gin")
    op.drop_index("ix_service_category", table_name="service", schema="hub")
    op.drop_table("service", schema="hub")
    op.drop_index("ix_provider_name_provider_id", table_name="provider_name", schema="hub")
    op.drop_table("provider_name", schema="hub")
    op.drop_index("ix_provider_identifier_value", table_name="provider_identifier", schema="hub")
    op.drop_index("ix_provider_identifier_provider_id", table_name="provider_identifier", schema="hub")
    op.drop_table("provider_identifier", schema="hub")
    op.drop_index("ix_programme_territory_territory_id", table_name="programme_territory", schema="hub")
    op.drop_index("ix_programme_territory_programme_id", table_name="programme_territory", schema="hub")
    op.drop_table("programme_territory", schema="hub")
    op.drop_index("ix_programme_provider_provider_id", table_name="programme_provider", schema="hub")
    op.drop_index("ix_programme_provider_programme_id", table_name="programme_provider", schema="hub")
    op.drop_table("programme_provider", schema="hub")
    op.drop_index("ix_crosswalk_term", table_name="crosswalk", schema="hub")
    op.drop_table("crosswalk", schema="hub")
    op.drop_index("ix_claim_record_id", table_name="claim", schema="hub")
    op.drop_table("claim", schema="hub")
    op.drop_table("basic_service", schema="hub")
    op.drop_index("uq_access_point_source_id_key", table_name="access_point", schema="hub")
    op.drop_index(
        "ix_access_point_search",
        table_name="access_point",
        schema="hub",
        postgresql_using="gin",
        postgresql_ops={"search": "gin_trgm_ops"},
    )
    op.drop_index("ix_access_point_name", table_name="access_point", schema="hub")
    op.drop_table("access_point", schema="hub")
    op.drop_index(
        "ix_territory_search",
        table_name="territory",
        schema="hub",
        postgresql_using="gin",
        postgresql_ops={"search": "gin_trgm_ops"},
    )
    op.drop_index(
        "ix_territory_point_geography", table_name="territory", schema="hub", postgresql_using="gist"
    )
    op.drop_index("ix_territory_point", table_name="territory", schema="hub", postgresql_using="gist")
    op.drop_index("ix_territory_parent_id", table_name="territory", schema="hub")
    op.drop_index("ix_territory_level", table_name="territory", schema="hub")
    op.drop_index("ix_territory_boundary", table_name="territory", schema="hub", postgresql_using="gist")
    op.drop_table("territory", schema="hub")
    op.drop_table("term", schema="hub")
    op.drop_index("ix_run_source_id", table_name="run", schema="hub")
    op.drop_table("run", schema="hub")
    op.drop_index("uq_provider_source_id_key", table_name="provider", schema="hub")
    op.drop_index(
        "ix_provider_search",
        table_name="provider",
        schema="hub",
        postgresql_using="gin",
        postgresql_ops={"search": "gin_trgm_ops"},
    )
    op.drop_index("ix_provider_parent_id", table_name="provider", schema="hub")
    op.drop_index("ix_provider_name", table_name="provider", schema="hub")
    op.drop_index("ix_provider_kind", table_name="provider", schema="hub")
    op.drop_table("provider", schema="hub")
    op.drop_index("uq_programme_source_id_key", table_name="programme", schema="hub")
    op.drop_table("programme", schema="hub")
    op.drop_table("control_total", schema="hub")
    op.drop_table("change", schema="hub")
    op.drop_table("taxonomy", schema="hub")
    op.drop_table("source", schema="hub")
    op.drop_table("release", schema="hub")
    op.drop_table("norm", schema="hub")
    op.drop_index(
        "ix_history_service_at_location_release", table_name="service_at_location", schema="history"
    )
    op.drop_table("service_at_location", schema="history")
    op.drop_index("ix_history_service_area_release", table_name="service_area", schema="history")
    op.drop_table("service_area", schema="history")
    op.drop_index("ix_history_service_release", table_name="service", schema="history")
    op.drop_table("service", schema="history")
    op.drop_index("ix_history_provider_name_release", table_name="provider_name", schema="history")
    op.drop_table("provider_name", schema="history")
    op.drop_index(
        "ix_history_provider_identifier_release", table_name="provider_identifier", schema="history"
    )
    op.drop_table("provider_identifier", schema="history")
    op.drop_index("ix_history_provider_release", table_name="provider", schema="history")
    op.drop_table("provider", schema="history")
    op.drop_index(
        "ix_history_programme_territory_release", table_name="programme_territory", schema="history"
    )
    op.drop_table("programme_territory", schema="history")
    op.drop_index("ix_history_programme_provider_release", table_name="programme_provider", schema="history")
    op.drop_table("programme_provider", schema="history")
    op.drop_index("ix_history_programme_release", table_name="programme", schema="history")
    op.drop_table("programme", schema="history")
    op.drop_index("ix_history_location_release", table_name="location", schema="history")
    op.drop_table("location", schema="history")
    op.drop_index("ix_history_claim_release", table_name="claim", schema="history")
    op.drop_table("claim", schema="history")
    op.drop_index("ix_history_capacity_release", table_name="capacity", schema="history")
    op.drop_table("capacity", schema="history")
    op.drop_index("ix_history_access_point_release", table_name="access_point", schema="history")
    op.drop_table("access_point", schema="history")
