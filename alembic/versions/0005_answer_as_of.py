"""Answer as of a day or a release"""

import sqlalchemy as sa

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()

#: Columns by which rows are read, for the history tables that had no index on them.
_READ_BY = {
    "provider": ["name", "id"],
    "provider_identifier": ["provider_id"],
    "provider_name": ["provider_id"],
    "location": ["provider_id"],
    "service": ["provider_id"],
    "service_at_location": ["service_id"],
    "service_area": ["service_id"],
    "capacity": ["service_id"],
}


def upgrade() -> None:
    _date_releases()
    _date_lines()
    _keep_councils()
    for table, columns in _READ_BY.items():
        op.create_index(f"ix_history_{table}_{columns[0]}", table, columns, schema="history")


def downgrade() -> None:
    for table, columns in _READ_BY.items():
        op.drop_index(f"ix_history_{table}_{columns[0]}", table_name=table, schema="history")
    op.drop_table("territory_council", schema="hub")
    op.drop_table("territory_closure", schema="history")
    op.drop_column("territory_closure", "valid_from", schema="hub")
    op.drop_column("release", "as_of", schema="hub")


def _date_releases() -> None:
    """Releases up to now stand for the day on which they were published."""
    op.add_column(
        "release",
        sa.Column(
            "as_of",
            sa.Date(),
            server_default=sa.text("CURRENT_DATE"),
            nullable=False,
            comment="the day that the run's file stands for",
        ),
        schema="hub",
    )
    op.execute("UPDATE hub.release SET as_of = (published_at AT TIME ZONE 'UTC')::date")


def _date_lines() -> None:
    op.add_column(
        "territory_closure",
        sa.Column(
            "valid_from",
            sa.Date(),
            nullable=True,
            comment="since when it holds; empty: as long as the hub knows of",
        ),
        schema="hub",
    )
    op.create_table(
        "territory_closure",
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("ancestor_id", sa.Integer(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True, comment="empty: as long as the hub knows of"),
        sa.Column("valid_to", sa.Date(), nullable=False, comment="the first day on which it no longer held"),
        sa.ForeignKeyConstraint(
            ["ancestor_id"],
            ["hub.territory.id"],
            name="fk_territory_closure_ancestor_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["hub.territory.id"],
            name="fk_territory_closure_territory_id",
            ondelete="CASCADE",
        ),
        schema="history",
    )
    for column in ("territory_id", "ancestor_id"):
        op.create_index(
            f"ix_history_territory_closure_{column}", "territory_closure", [column], schema="history"
        )


def _keep_councils() -> None:
    op.create_table(
        "territory_council",
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False, comment="the day of the decision"),
        sa.Column("left_on", sa.Date(), nullable=True, comment="the day of the first decision without it"),
        sa.Column(
            "main",
            sa.Boolean(),
            nullable=False,
            comment="whether the hromada's seat is this council's",
        ),
        sa.Column("place_id", sa.Integer(), nullable=True, comment="its seat or a place of it"),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["hub.territory.id"],
            name="fk_territory_council_territory_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["place_id"], ["hub.territory.id"], name="fk_territory_council_place_id"),
        sa.ForeignKeyConstraint(["source_id"], ["hub.source.id"], name="fk_territory_council_source_id"),
        sa.PrimaryKeyConstraint("territory_id", "code", "joined_on", name="pk_territory_council"),
        schema="hub",
    )
    op.create_index("ix_territory_council_code", "territory_council", ["code"], schema="hub")
