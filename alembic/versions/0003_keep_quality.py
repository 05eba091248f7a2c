"""Keep the quality of each run, and tell functions from packages"""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()


def upgrade() -> None:
    about = "a part of a package that the same provider gives: not to be counted beside it"
    op.add_column("service", _is_function(comment=about), schema="hub")
    op.add_column("service", _is_function(), schema="history")
    # The twin gets its rows by copying, so that it needs no default of its own.
    op.alter_column("service", "is_function", server_default=None, schema="history")
    op.create_table("run_quality", *_columns(), schema="hub")
    op.create_index("ix_run_quality_source_id", "run_quality", ["source_id", "run_id"], schema="hub")


def downgrade() -> None:
    op.drop_table("run_quality", schema="hub")
    for schema in ("history", "hub"):
        op.drop_column("service", "is_function", schema=schema)


def _is_function(comment: str | None = None) -> sa.Column[bool]:
    return sa.Column("is_function", sa.Boolean(), nullable=False, server_default="false", comment=comment)


def _columns() -> list[sa.schema.SchemaItem]:
    counts = {
        "providers": "that the source names now",
        "access_points": None,
        "services": "of these providers, functions included",
        "functions": "of these services, parts of packages",
        "locations": "where they work",
        "duplicates_pending": "pairs that wait for a steward",
        "duplicates_joined": "pairs that count as the same record",
        "conflicts": "fields in which sources differ",
    }
    lists = {
        "fills": "[kind of record, field, records that fill it, records that could]",
        "mappings": "how services came to their category: services",
        "precisions": "precision class: locations",
        "levels": "level of the territory that locations were placed in, or none: locations",
        "issues": "[code, severity, count]",
    }
    days = {
        "file_day": "the day that the run's file stands for",
        "newest_capacity": "the newest day that places were counted on",
    }
    return [
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("measured_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()")),
        *(sa.Column(name, sa.Integer(), nullable=False, comment=about) for name, about in counts.items()),
        *(sa.Column(name, sa.Date(), comment=about) for name, about in days.items()),
        *(sa.Column(name, JSONB(), nullable=False, comment=about) for name, about in lists.items()),
        sa.ForeignKeyConstraint(
            ["run_id"], ["hub.run.id"], name=op.f("fk_run_quality_run_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["source_id"], ["hub.source.id"], name=op.f("fk_run_quality_source_id")),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_run_quality")),
    ]
