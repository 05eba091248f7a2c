"""Know where people live: areas and ages of territories, files of points with people"""

import sqlalchemy as sa

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`): areas move to the territories themselves.
DROPS = ()


def upgrade() -> None:
    op.add_column("territory", sa.Column("area_km2", sa.Float()), schema="hub")
    op.add_column("territory", sa.Column("area_source_id", sa.Integer()), schema="hub")
    op.create_foreign_key(
        op.f("fk_territory_area_source_id_source"),
        "territory",
        "source",
        ["area_source_id"],
        ["id"],
        source_schema="hub",
        referent_schema="hub",
    )
    op.execute(
        """
        UPDATE hub.territory t SET area_km2 = a.area_km2, area_source_id = a.source_id
        FROM (SELECT DISTINCT ON (territory_id) territory_id, area_km2, source_id FROM hub.territory_population
              WHERE area_km2 IS NOT NULL ORDER BY territory_id, as_of DESC NULLS LAST, source_id) a
        WHERE a.territory_id = t.id
        """
    )
    op.drop_column("territory_population", "area_km2", schema="hub")
    op.create_table(
        "territory_age",
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("age_from", sa.Integer(), nullable=False, comment="years, included"),
        sa.Column("age_to", sa.Integer(), nullable=False, comment="years, included; 999: and older"),
        sa.Column("as_of", sa.Date(), comment="empty when the source does not say"),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["hub.territory.id"],
            name=op.f("fk_territory_age_territory_id_territory"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["hub.source.id"], name=op.f("fk_territory_age_source_id_source")
        ),
        sa.PrimaryKeyConstraint(
            "territory_id", "source_id", "age_from", "age_to", name=op.f("pk_territory_age")
        ),
        schema="hub",
    )
    op.create_table(
        "people_file",
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), comment="empty when nobody says"),
        sa.Column("counts", sa.Text(), nullable=False, comment="who is counted: people, voters, households…"),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("people", sa.Float(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False, comment="rows that could not be used"),
        sa.ForeignKeyConstraint(
            ["source_id"], ["hub.source.id"], name=op.f("fk_people_file_source_id_source")
        ),
        sa.PrimaryKeyConstraint("country", name=op.f("pk_people_file")),
        schema="hub",
    )
    op.create_table(
        "people_point",
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="the row of the file"),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("people", sa.Float(), nullable=False),
        sa.Column("territory_id", sa.Integer(), comment="the unit it lies in"),
        sa.Column("territory_how", sa.Text(), comment="stated, polygon or nearest"),
        sa.ForeignKeyConstraint(
            ["country"],
            ["hub.people_file.country"],
            name=op.f("fk_people_point_country_people_file"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["hub.territory.id"], name=op.f("fk_people_point_territory_id_territory")
        ),
        sa.PrimaryKeyConstraint("country", "number", name=op.f("pk_people_point")),
        schema="hub",
    )
    op.create_index("ix_people_point_territory_id", "people_point", ["territory_id"], schema="hub")


def downgrade() -> None:
    for name in ("people_point", "people_file", "territory_age"):
        op.drop_table(name, schema="hub")
    op.add_column("territory_population", sa.Column("area_km2", sa.Float()), schema="hub")
    op.execute(
        "UPDATE hub.territory_population p SET area_km2 = t.area_km2 FROM hub.territory t "
        "WHERE t.id = p.territory_id AND t.area_source_id = p.source_id"
    )
    op.drop_constraint(
        op.f("fk_territory_area_source_id_source"), "territory", schema="hub", type_="foreignkey"
    )
    op.drop_column("territory", "area_source_id", schema="hub")
    op.drop_column("territory", "area_km2", schema="hub")
