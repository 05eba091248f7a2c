"""Count editions"""

import sqlalchemy as sa

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()


def upgrade() -> None:
    op.create_table(
        "edition",
        sa.Column("xid", sa.Text(), nullable=False, comment="the transaction that wrote"),
        sa.Column(
            "weight",
            sa.BigInteger(),
            server_default="1",
            nullable=False,
            comment="what it adds to the edition",
        ),
        sa.PrimaryKeyConstraint("xid", name=op.f("pk_edition")),
        schema="hub",
    )


def downgrade() -> None:
    # The triggers of the newest revision hang on the function.
    op.execute("DROP FUNCTION IF EXISTS hub.raise_edition() CASCADE")
    op.drop_table("edition", schema="hub")
