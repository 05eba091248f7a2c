"""Keep what cleaning told beside a correction"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()


def upgrade() -> None:
    op.add_column(
        "correction",
        sa.Column(
            "parts",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default="{}",
            nullable=False,
            comment="what cleaning told beside the value: parts of an address, precision of a point",
        ),
        schema="hub",
    )


def downgrade() -> None:
    op.drop_column("correction", "parts", schema="hub")
