"""Show evidence"""

import sqlalchemy as sa

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    comments = {
        "found_real": "what rows give that are not made up",
        "found_synthetic": "what made-up rows give",
    }
    for name, comment in comments.items():
        op.add_column("control_total", sa.Column(name, sa.Integer(), comment=comment), schema="hub")


def downgrade() -> None:
    op.drop_column("control_total", "found_synthetic", schema="hub")
    op.drop_column("control_total", "found_real", schema="hub")
