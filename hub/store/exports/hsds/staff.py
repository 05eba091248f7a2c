"""Posts of staff as facts: HSDS has no table of them, and `contact` is of persons."""

from collections.abc import Iterator, Sequence
from uuid import UUID

import orjson

from hub.domain.claims import STAFF_PARTS
from hub.store.exports.hsds.terms import Object, Terms
from hub.store.reads.providers import StaffRow

STAFF = "staff"


def staff_facts(
    terms: Terms, entity: str, owner: UUID, staff: Sequence[StaffRow], service_id: UUID | None = None
) -> Iterator[Object]:
    """One fact for each title and day of the provider (`service_id` None) or of one of its services.

    Its value is JSON, `label` the day: {"title": "Психолог", "posts": 2, "filled": 1.5}.
    """
    for row in staff:
        if row.service_id == service_id:
            told = {part: value for part in STAFF_PARTS if (value := getattr(row, part)) is not None}
            label = row.as_of.isoformat() if row.as_of else None
            value = orjson.dumps({"title": row.title, **told}).decode()
            yield terms.fact(entity, owner, STAFF, value, label)
