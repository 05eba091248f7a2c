"""Keep aggregates"""

import sqlalchemy as sa

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()


def upgrade() -> None:
    # `alembic/env.py` fills both, as it does after every upgrade.
    op.create_table(
        "coverage_cell",
        _territory_id("with all below it"),
        sa.Column("category", sa.Text(), nullable=False, comment="with all below it"),
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
    op.create_table(
        "facet_count",
        _territory_id("with all below it; 0 for the whole hub"),
        sa.Column("field", sa.Text(), nullable=False, comment="category, sector, kind, form or target-group"),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("providers", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("territory_id", "field", "code", name=op.f("pk_facet_count")),
        schema="hub",
    )


def _territory_id(comment: str) -> sa.Column[int]:
    return sa.Column("territory_id", sa.Integer(), autoincrement=False, nullable=False, comment=comment)


def downgrade() -> None:
    op.drop_table("facet_count", schema="hub")
    op.drop_table("coverage_cell", schema="hub")
