"""What may be published of staff: counts of posts always, facts of people only where nobody can be told.

Posts are public: how many there are and how many are filled says nothing of who works there. Whether a
person's qualification is valid, and until when, is a fact of that person. Of fewer than ten people it is
known in the place whose it is, so neither the number of the qualified nor the day is kept. Of ten and more
the number is kept, and of the days only the month in which the first one comes.
"""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from hub.domain.persons.mentions import names_in
from hub.domain.persons.names import is_person_name
from hub.domain.records import AccessPointRecord, ProviderRecord, StaffRecord

Record = TypeVar("Record", bound=ProviderRecord | AccessPointRecord)


#: People below whom facts of each are not told; `hub.small_cells` hides counts of recipients alike.
FEWEST_PEOPLE = 10

#: The condition of the table's check, which every row of `hub.staff` meets whoever writes it.
NOBODY_TOLD = (
    "num_nonnulls(qualified, qualification_ends) = 0 "
    f"OR (filled IS NOT NULL AND filled >= {FEWEST_PEOPLE} "
    "AND (qualification_ends IS NULL OR date_part('day', qualification_ends) = 1))"
)


def names_person(title: str) -> bool:
    """Whether what should be the title of a post has a person's name in it."""
    return is_person_name(title) or any(True for _ in names_in(title))


def tells_of_persons(record: StaffRecord) -> bool:
    """Whether the record says of so few people whether they are qualified that it says it of each."""
    few = record.filled is None or record.filled < FEWEST_PEOPLE
    return few and not (record.qualified is None and record.qualification_ends is None)


def publishable(record: StaffRecord) -> StaffRecord:
    """The record without facts of persons: without them where they are few, else by month."""
    if tells_of_persons(record):
        return replace(record, qualified=None, qualification_ends=None)
    return replace(record, qualification_ends=_month(record.qualification_ends))


def with_publishable_staff(record: Record) -> Record:
    """The record whose posts, and those of its services, tell nothing of persons; itself where none do."""
    if not isinstance(record, ProviderRecord):
        return record
    told = (*record.staff, *(one for service in record.services for one in service.staff))
    if all(one == publishable(one) for one in told):
        return record
    services = tuple(
        replace(service, staff=tuple(map(publishable, service.staff))) for service in record.services
    )
    return replace(record, staff=tuple(map(publishable, record.staff)), services=services)


def _month(day: date | None) -> date | None:
    return None if day is None else day.replace(day=1)
