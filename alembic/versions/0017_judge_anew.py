"""Judge anew"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()


def upgrade() -> None:
    # What was published before is judged by the first command that may (hub.ingest.judging).
    op.create_table(
        "judgement",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column(
            "rules",
            sa.Text(),
            comment="fingerprint of the rules; empty: something was published by others since",
        ),
        sa.Column(
            "opened",
            postgresql.JSONB(none_as_null=True),
            comment="keys that region.yml opens; empty: not known",
        ),
        sa.Column("judged_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["hub.source.id"], name=op.f("fk_judgement_source_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_judgement")),
        schema="ingest",
    )


def downgrade() -> None:
    op.drop_table("judgement", schema="ingest")
