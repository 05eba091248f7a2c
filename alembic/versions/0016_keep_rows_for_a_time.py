"""Keep rows for a time"""

import sqlalchemy as sa

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()

_COUNTS = {
    "raw_rows": "rows of files",
    "secret_rows": "of them, not known as open",
    "issues": "issues that told a value",
    "claims": "claims with a source's own words",
    "former_texts": "former states of statements",
}


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        *(
            sa.Column(name, sa.Integer(), server_default="0", nullable=False, comment=about)
            for name, about in _COUNTS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        schema="ingest",
    )
    op.create_index("ix_erasure_record_id", "erasure", ["record_id"], schema="ingest")
    op.create_table(
        "raw_expiry",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column(
            "expired_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when the last of them went",
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["hub.run.id"], name=op.f("fk_raw_expiry_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_raw_expiry")),
        schema="ingest",
    )
    about = "the steward's act that erased the values"
    op.add_column("raw_record", sa.Column("erasure_id", sa.Integer(), comment=about), schema="ingest")
    op.create_foreign_key(
        op.f("fk_raw_record_erasure_id"),
        "raw_record",
        "erasure",
        ["erasure_id"],
        ["id"],
        source_schema="ingest",
        referent_schema="ingest",
    )
    claims = "field: {value; raw, column and rule where they are known and apply; erased: raw was}"
    op.alter_column("statement", "claims", comment=claims, schema="hub")
    # Rows of records that were hidden after their file was read are judged as a publish judges them now.
    op.execute(
        "UPDATE ingest.raw_record r SET secret = true FROM hub.statement s WHERE s.id = r.statement_id "
        "AND r.secret IS FALSE AND s.content ? 'hidden' AND NOT s.content ? 'opened'"
    )
    op.create_index("ix_raw_record_statement_id", "raw_record", ["statement_id"], schema="ingest")
    op.create_index(
        "ix_raw_record_secret",
        "raw_record",
        ["run_id"],
        schema="ingest",
        postgresql_where=sa.text("secret IS NOT FALSE"),
    )


def downgrade() -> None:
    op.drop_index("ix_raw_record_secret", "raw_record", schema="ingest")
    op.drop_index("ix_raw_record_statement_id", "raw_record", schema="ingest")
    # A program of before would take a row whose words were erased for an empty one.
    op.execute("DELETE FROM ingest.raw_record WHERE erasure_id IS NOT NULL")
    op.drop_column("raw_record", "erasure_id", schema="ingest")
    claims = "field: {value; raw, column and rule where they are known and apply}"
    op.alter_column("statement", "claims", comment=claims, schema="hub")
    op.drop_table("raw_expiry", schema="ingest")
    op.drop_table("erasure", schema="ingest")
