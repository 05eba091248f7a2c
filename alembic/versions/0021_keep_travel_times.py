"""Keep travel times between territories and places"""

import sqlalchemy as sa

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()


def upgrade() -> None:
    op.create_table(
        "travel_matrix",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False, comment="car, foot…, as the engine calls it"),
        sa.Column("engine", sa.Text(), nullable=False, comment="osrm, valhalla, ors, or file"),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("release", sa.Integer(), comment="the newest release when it was made"),
        sa.ForeignKeyConstraint(
            ["source_id"], ["hub.source.id"], name=op.f("fk_travel_matrix_source_id_source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_travel_matrix")),
        sa.UniqueConstraint("source_id", name=op.f("uq_travel_matrix_source_id")),
        schema="hub",
    )
    op.create_table(
        "travel_place",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("matrix_id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer()),
        sa.Column("record_id", sa.Uuid(), comment="of a provider or location"),
        sa.Column(
            "snap_m",
            sa.Float(),
            comment="metres to the road that its times are counted from; empty: not told",
        ),
        sa.CheckConstraint(
            "num_nonnulls(territory_id, record_id) = 1", name=op.f("ck_travel_place_one_place")
        ),
        sa.ForeignKeyConstraint(
            ["matrix_id"],
            ["hub.travel_matrix.id"],
            name=op.f("fk_travel_place_matrix_id_travel_matrix"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["hub.territory.id"],
            name=op.f("fk_travel_place_territory_id_territory"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_travel_place")),
        schema="hub",
    )
    op.create_index("ix_travel_place_matrix_id", "travel_place", ["matrix_id"], schema="hub")
    op.create_index("ix_travel_place_territory_id", "travel_place", ["territory_id"], schema="hub")
    op.create_table(
        "travel",
        sa.Column("origin_id", sa.Integer(), nullable=False),
        sa.Column("destination_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Float(), comment="empty: there is no road"),
        sa.Column("km", sa.Float()),
        sa.ForeignKeyConstraint(
            ["origin_id"],
            ["hub.travel_place.id"],
            name=op.f("fk_travel_origin_id_travel_place"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["destination_id"],
            ["hub.travel_place.id"],
            name=op.f("fk_travel_destination_id_travel_place"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("origin_id", "destination_id", name=op.f("pk_travel")),
        schema="hub",
    )
    op.create_index("ix_travel_destination_id", "travel", ["destination_id"], schema="hub")


def downgrade() -> None:
    for name in ("travel", "travel_place", "travel_matrix"):
        op.drop_table(name, schema="hub")
