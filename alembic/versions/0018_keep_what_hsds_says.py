"""Keep what HSDS says: schedules, terms and words of services, parts of addresses"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()

_WORDS = "in the source's words"
_TEXTS = {
    "location": dict.fromkeys(
        ("city", "region", "state_province", "country"), "of the address, in the source's words"
    ),
    "service": {
        "url": None,
        "application_process": None,
        "eligibility": "for whom it is, in the source's words",
    },
}
_LISTS = {
    "location": {
        "phones": "E.164; of the place itself, and its provider's too",
        "languages": _WORDS,
    },
    "service": {
        "phones": "E.164; of the service itself, and its provider's too",
        "languages": _WORDS,
    },
}
_OBJECTS = {
    "location": {"schedules": "when it is open, in the words of HSDS 3.1"},
    "service": {
        "schedules": "when it is given, in the words of HSDS 3.1; `location` is the place's id",
        "terms": "terms of taxonomies that are not the hub's: taxonomy, code, name, value, label",
    },
}
_BEFORE = (
    "NOT confidential OR (num_nonnulls(address, street, house, postal_code, name) = 0 "
    "AND precision NOT IN ('exact', 'street') AND attributes = '{}')"
)
_COARSE = (
    "NOT confidential OR (num_nonnulls(address, street, house, postal_code, city, region, state_province, "
    "country, name) = 0 "
    "AND precision NOT IN ('exact', 'street') AND attributes = '{}' AND phones = '{}' AND languages = '{}' "
    "AND schedules = '[]')"
)


def upgrade() -> None:
    for schema in ("hub", "history"):
        for table in _TEXTS:
            for column in _columns(table, told=schema == "hub"):
                op.add_column(table, column, schema=schema)
    _check(_COARSE)


def _columns(table: str, *, told: bool) -> Iterator[sa.Column[Any]]:
    """The new columns; those of former rows bear no comments."""
    for name, about in _TEXTS[table].items():
        yield sa.Column(name, sa.Text(), comment=about if told else None)
    kinds = (
        (_LISTS[table], postgresql.ARRAY(sa.Text()), "{}"),
        (_OBJECTS[table], postgresql.JSONB(astext_type=sa.Text()), "[]"),
    )
    for columns, kind, empty in kinds:
        for name, words in columns.items():
            comment = words if told else None
            yield sa.Column(name, kind, server_default=empty, nullable=False, comment=comment)


def downgrade() -> None:
    _check(_BEFORE)
    for schema in ("history", "hub"):
        for table in _TEXTS:
            for name in (*_TEXTS[table], *_LISTS[table], *_OBJECTS[table]):
                op.drop_column(table, name, schema=schema)


def _check(condition: str) -> None:
    op.drop_constraint(op.f("ck_location_confidential"), "location", schema="hub", type_="check")
    op.create_check_constraint(op.f("ck_location_confidential"), "location", condition, schema="hub")
