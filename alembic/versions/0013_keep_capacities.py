"""Keep capacities"""

import sqlalchemy as sa

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()

_REACH = "reach IN ('seat', 'inside', 'whole')"


def upgrade() -> None:
    # `alembic/env.py` fills both, as it does after every upgrade.
    op.drop_table("coverage_cell", schema="hub")
    op.create_table(
        "coverage_cell",
        *_keys(),
        sa.Column("providers", sa.Integer(), nullable=False),
        sa.Column("services", sa.Integer(), nullable=False, comment="functions included"),
        sa.Column("functions", sa.Integer(), nullable=False, comment="of the services, parts of packages"),
        sa.CheckConstraint(_REACH, name=op.f("ck_coverage_cell_reach")),
        sa.PrimaryKeyConstraint("territory_id", "category", "reach", name=op.f("pk_coverage_cell")),
        schema="hub",
    )
    op.create_table(
        "capacity_sum",
        *_keys(),
        sa.Column("figure", sa.Text(), nullable=False, comment="total, available, served or waiting"),
        sa.Column(
            "as_of", sa.Date(), nullable=False, comment="the day it is stated for; 0001-01-01 for none"
        ),
        sa.Column(
            "value", sa.BigInteger(), nullable=False, comment="sum of the newest figures, without functions"
        ),
        sa.Column(
            "shared", sa.BigInteger(), nullable=False, comment="of it, what other territories count as well"
        ),
        sa.Column("stated", sa.Integer(), nullable=False, comment="services that state it"),
        sa.CheckConstraint(_REACH, name=op.f("ck_capacity_sum_reach")),
        sa.CheckConstraint(
            "figure IN ('total', 'available', 'served', 'waiting')", name=op.f("ck_capacity_sum_figure")
        ),
        sa.PrimaryKeyConstraint(
            "territory_id", "category", "reach", "figure", "as_of", name=op.f("pk_capacity_sum")
        ),
        schema="hub",
    )


def _keys() -> tuple[sa.Column[int], sa.Column[str], sa.Column[str]]:
    return (
        sa.Column(
            "territory_id", sa.Integer(), autoincrement=False, nullable=False, comment="with all below it"
        ),
        sa.Column("category", sa.Text(), nullable=False, comment="with all below it"),
        sa.Column("reach", sa.Text(), nullable=False, comment="seat, inside or whole"),
    )


def downgrade() -> None:
    op.drop_table("capacity_sum", schema="hub")
    op.drop_table("coverage_cell", schema="hub")
    op.create_table(
        "coverage_cell",
        *_keys()[:2],
        sa.Column("providers", sa.Integer(), nullable=False),
        sa.Column("services", sa.Integer(), nullable=False, comment="functions included"),
        sa.Column("functions", sa.Integer(), nullable=False, comment="of the services, parts of packages"),
        sa.Column(
            "capacity", sa.BigInteger(), nullable=False, comment="sum of the newest totals that are stated"
        ),
        sa.Column(
            "stated", sa.Integer(), nullable=False, comment="of the services, those that state a total"
        ),
        sa.PrimaryKeyConstraint("territory_id", "category", name=op.f("pk_coverage_cell")),
        schema="hub",
    )
