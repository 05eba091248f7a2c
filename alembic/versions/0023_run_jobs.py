"""Run jobs: the tables of procrastinate, and how far each job is"""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()

#: procrastinate's own tables, as its version 3.10 makes them: a later version may make others, this revision may not.
_QUEUE = Path(__file__).parents[1] / "sql" / "procrastinate_3_10.sql"


def upgrade() -> None:
    op.execute("CREATE SCHEMA jobs")
    path = op.get_bind().exec_driver_sql("SHOW search_path").scalar_one()
    op.execute("SET LOCAL search_path = jobs")
    op.get_bind().exec_driver_sql(_QUEUE.read_text(encoding="utf-8").replace("%", "%%"))
    op.execute(f"SET LOCAL search_path = {path}")
    op.create_table(
        "job",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column(
            "queue_id", sa.BigInteger(), nullable=True, comment="of procrastinate, while it is not ended"
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False, comment="SHA-256 of the canonical question"),
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), server_default="QUEUED", nullable=False),
        sa.Column("worker", sa.BigInteger(), nullable=True, comment="of procrastinate, while it is running"),
        sa.Column(
            "deaths", sa.Integer(), server_default="0", nullable=False, comment="workers that died of it"
        ),
        sa.Column("phase", sa.Text(), nullable=True, comment="what is worked on now"),
        sa.Column("objective", sa.Double(), nullable=True, comment="of the best answer so far"),
        sa.Column("bound", sa.Double(), nullable=True, comment="what no answer can surpass"),
        sa.Column("gap", sa.Double(), nullable=True, comment="between the two, a share"),
        sa.Column("error", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')", name=op.f("ck_job_status")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        schema="hub",
    )
    op.create_index(
        "uq_job_question",
        "job",
        ["kind", "hash", "release"],
        unique=True,
        schema="hub",
        postgresql_where=sa.text("status IN ('QUEUED', 'RUNNING')"),
    )


def downgrade() -> None:
    op.drop_table("job", schema="hub")
    op.execute("DROP SCHEMA jobs CASCADE")
