"""Keep results of planning: each of a kind of question, a question, a release and a program"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()


def upgrade() -> None:
    op.create_table(
        "planning_result",
        sa.Column("kind", sa.Text(), nullable=False, comment="equal arguments may be of two questions"),
        sa.Column("hash", sa.Text(), nullable=False, comment="SHA-256 of the canonical question"),
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("program_version", sa.Text(), nullable=False),
        sa.Column("question", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("proof", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint(
            "kind", "hash", "release", "program_version", name=op.f("pk_planning_result")
        ),
        schema="hub",
    )


def downgrade() -> None:
    op.drop_table("planning_result", schema="hub")
