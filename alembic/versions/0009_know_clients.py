"""Know clients"""

import sqlalchemy as sa

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()


def upgrade() -> None:
    op.create_table(
        "client",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(length=32), nullable=False, comment="SHA-256 of the key"),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_client")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_client_key_hash")),
        schema="ingest",
    )


def downgrade() -> None:
    op.drop_table("client", schema="ingest")
