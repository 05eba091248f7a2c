"""Hide by rule: of a source, of rows, and of corrections"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = (
    (
        "SELECT count(*), string_agg(DISTINCT s.code, ', ') FROM ingest.raw_record r "
        "JOIN hub.run u ON u.id = r.run_id JOIN hub.source s ON s.id = u.source_id",
        "{count} rows of files of {whose} are shown in no workbook any more (`run issues --xlsx`), since nobody "
        "judged whether they lead to a secret place. The newest are shown again when their file is imported "
        "again: `merezha import REGION --file FILE --force`.",
    ),
)

_STATEMENT = "the statement that the row went into, or should have"


def upgrade() -> None:
    # Rows of earlier runs were not judged, so that they are shown to nobody until their file is read again.
    op.add_column("raw_record", sa.Column("statement_id", sa.Uuid(), comment=_STATEMENT), schema="ingest")
    op.add_column(
        "raw_record",
        sa.Column("secret", sa.Boolean(), comment="may lead to a secret place; empty: not judged"),
        schema="ingest",
    )
    op.add_column("issue", sa.Column("statement_id", sa.Uuid(), comment=_STATEMENT), schema="ingest")
    op.add_column(
        "source",
        sa.Column(
            "hides",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default="{}",
            nullable=False,
            comment="kinds and categories whose places its region keeps secret",
        ),
        schema="hub",
    )
    op.create_index("ix_issue_statement_id", "issue", ["statement_id"], schema="ingest")


def downgrade() -> None:
    op.drop_index("ix_issue_statement_id", table_name="issue", schema="ingest")
    op.drop_column("source", "hides", schema="hub")
    op.drop_column("issue", "statement_id", schema="ingest")
    op.drop_column("raw_record", "secret", schema="ingest")
    op.drop_column("raw_record", "statement_id", schema="ingest")
