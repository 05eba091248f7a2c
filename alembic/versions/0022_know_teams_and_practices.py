"""Know teams of services and second-tier services; practices with owners and adopters, visits with guests"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()

_WORDS = {
    ("service", "second_tier"): ("hromadas", "institutions"),
    ("programme", "kind"): ("programme", "practice", "visit"),
    ("programme_territory", "role"): ("member", "owner", "adopter", "host", "guest"),
    ("programme_provider", "role"): ("member", "owner", "adopter", "host", "guest"),
}
_PART: tuple[tuple[str, Any, str | None, str | None], ...] = (
    ("role", sa.Text, "member", None),
    ("since", sa.Date, None, None),
    ("until", sa.Date, None, "the first day without it"),
)
#: Table: name, type, value of the rows that are there, comment.
_COLUMNS: dict[str, tuple[tuple[str, Any, str | None, str | None], ...]] = {
    "service": (
        ("teams", sa.Integer, None, "mobile teams that give it"),
        ("visits_per_day", sa.Float, None, "of one team"),
        ("reach_minutes", sa.Float, None, "how far from its place it goes, by travel time"),
        ("reach_km", sa.Float, None, "how far from its place it goes, by distance"),
        ("shift", sa.Text, None, "when its teams work, in the source's words"),
        ("second_tier", sa.Text, None, "whose work it supports; empty: its clients are people"),
    ),
    "programme": (
        ("kind", sa.Text, "programme", None),
        ("owner", sa.Text, None, "whose it is, in the source's words"),
    ),
    "programme_territory": _PART,
    "programme_provider": _PART,
}


def upgrade() -> None:
    for schema in ("hub", "history"):
        for table in _COLUMNS:
            for column in _columns(table, told=schema == "hub"):
                op.add_column(table, column, schema=schema)
    for (table, name), words in _WORDS.items():
        listed = ", ".join(f"'{word}'" for word in words)
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, f"{name} IN ({listed})", schema="hub")


def _columns(table: str, *, told: bool) -> Iterator[sa.Column[Any]]:
    """The new columns; those of former rows bear no comments."""
    for name, kind, value, comment in _COLUMNS[table]:
        yield sa.Column(
            name, kind(), server_default=value, nullable=value is None, comment=comment if told else None
        )


def downgrade() -> None:
    for table, name in _WORDS:
        op.drop_constraint(op.f(f"ck_{table}_{name}"), table, schema="hub", type_="check")
    for schema in ("history", "hub"):
        for table, columns in _COLUMNS.items():
            for name, *_ in columns:
                op.drop_column(table, name, schema=schema)
