"""Check corrections again"""

import sqlalchemy as sa

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()


def upgrade() -> None:
    # What was stored before is checked by the first command that may (hub.ingest.stewarding.rechecking).
    op.add_column(
        "correction",
        sa.Column("checked", sa.Text(), comment="hash of the cleaning that it passed, or did not pass, last"),
        schema="hub",
    )
    op.add_column(
        "correction",
        sa.Column("refused", sa.Text(), comment="issue for which it is not applied: it passes no more"),
        schema="hub",
    )


def downgrade() -> None:
    op.drop_column("correction", "refused", schema="hub")
    op.drop_column("correction", "checked", schema="hub")
