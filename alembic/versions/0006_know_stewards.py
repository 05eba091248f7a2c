"""Know stewards"""

import sqlalchemy as sa

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()


def upgrade() -> None:
    op.create_table(
        "withdrawal",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("record_type", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("restored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("restored_by", sa.Text(), nullable=True),
        sa.Column("restored_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawal")),
        schema="hub",
    )
    op.create_index(
        "uq_withdrawal_record",
        "withdrawal",
        ["record_id"],
        unique=True,
        schema="hub",
        postgresql_where=sa.text("restored_at IS NULL"),
    )
    op.create_table(
        "steward",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(length=32), nullable=False, comment="SHA-256 of the key"),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_steward")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_steward_key_hash")),
        schema="ingest",
    )
    _index_statements()


def _index_statements() -> None:
    """Joined statements of a source, and statements whose claims lost, are few among all."""
    op.create_index(
        "ix_statement_joined",
        "statement",
        ["source_id", "record_id"],
        schema="hub",
        postgresql_where=sa.text("record_id <> id"),
    )
    op.create_index(
        "ix_statement_conflicts",
        "statement",
        ["record_id", "id"],
        schema="hub",
        postgresql_where=sa.text("lost <> '{}'"),
    )


def downgrade() -> None:
    op.drop_index("ix_statement_conflicts", "statement", schema="hub")
    op.drop_index("ix_statement_joined", "statement", schema="hub")
    op.drop_table("steward", schema="ingest")
    op.drop_table("withdrawal", schema="hub")
