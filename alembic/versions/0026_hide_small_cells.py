"""Hide small cells: which figures and sums of people are not told, and what was told of them"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()

_FIGURE = "figure IN ('total', 'available', 'served', 'waiting')"


def upgrade() -> None:
    # `alembic/env.py` fills them, as it does after every upgrade.
    op.create_table(
        "hidden_figure",
        sa.Column("number", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("capacity_id", sa.Uuid(), nullable=False),
        sa.Column(
            "row_release", sa.Integer(), nullable=False, comment="release_from of the measurement's state"
        ),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("release", sa.Integer(), nullable=False, comment="the newest when it was hidden"),
        sa.CheckConstraint(_FIGURE, name=op.f("ck_hidden_figure_figure")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_hidden_figure")),
        sa.UniqueConstraint(
            "capacity_id",
            "row_release",
            "figure",
            name=op.f("uq_hidden_figure_capacity_id_row_release_figure"),
        ),
        schema="hub",
    )
    op.create_index("ix_hidden_figure_service_id", "hidden_figure", ["service_id", "figure"], schema="hub")
    op.create_index("ix_hidden_figure_provider_id", "hidden_figure", ["provider_id"], schema="hub")
    op.create_table(
        "hidden_sum",
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("reach", sa.Text(), nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False, comment="what hidden figures add to it"),
        sa.CheckConstraint("reach IN ('seat', 'inside', 'whole')", name=op.f("ck_hidden_sum_reach")),
        sa.CheckConstraint(_FIGURE, name=op.f("ck_hidden_sum_figure")),
        sa.PrimaryKeyConstraint("territory_id", "category", "reach", "figure", name=op.f("pk_hidden_sum")),
        schema="hub",
    )
    op.create_table(
        "small_cell_mask",
        sa.Column("number", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("release", sa.Integer(), nullable=False, comment="the newest when it was made"),
        sa.Column("k", sa.Integer(), nullable=False, comment="counts of people below it are small"),
        sa.Column("figures", sa.Integer(), nullable=False, comment="figures of services that are hidden"),
        sa.Column(
            "sums",
            sa.Integer(),
            nullable=False,
            comment="sums of territories and categories that are hidden",
        ),
        sa.Column(
            "audited",
            sa.Text(),
            nullable=False,
            comment="yes; or why all sums over hidden figures are hidden",
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_small_cell_mask")),
        schema="hub",
    )
    op.create_table(
        "told_sum",
        sa.Column("digest", sa.Text(), nullable=False, comment="SHA-256 of the members"),
        sa.Column(
            "members", postgresql.ARRAY(sa.Integer()), nullable=False, comment="numbers of hidden figures"
        ),
        sa.Column("value", sa.BigInteger(), nullable=False, comment="what they are together"),
        sa.Column("release", sa.Integer(), nullable=False, comment="the first that told it"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_told_sum")),
        schema="ingest",
    )
    op.add_column(
        "control_total",
        sa.Column("of_people", sa.Boolean(), comment="whether it counts people; empty when nobody told"),
        schema="hub",
    )


def downgrade() -> None:
    op.drop_column("control_total", "of_people", schema="hub")
    op.drop_table("told_sum", schema="ingest")
    op.drop_table("small_cell_mask", schema="hub")
    op.drop_table("hidden_sum", schema="hub")
    op.drop_table("hidden_figure", schema="hub")
