"""What a row says of posts: how many of a title, how many filled, and whether their people are qualified."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from hub.domain.records import StaffRecord
from hub.domain.staff import FEWEST_PEOPLE, names_person, publishable, tells_of_persons
from hub.domain.text import fold, normalise_apostrophe, tidy
from hub.domain.vocabulary import Severity
from importers.cleaning.bounds import POSTS, QUALIFICATION_YEARS
from importers.cleaning.dates import clean_date, clean_past_day
from importers.cleaning.numbers import clean_integer, clean_number
from importers.columns import OF_POSTS, HubField
from importers.mapping.cells import Cell, RowView

_PARTS = {
    "posts": HubField.STAFF_POSTS,
    "filled": HubField.STAFF_FILLED,
    "qualified": HubField.STAFF_QUALIFIED,
    "qualification_ends": HubField.STAFF_QUALIFICATION_ENDS,
    "qualification_years": HubField.STAFF_QUALIFICATION_YEARS,
}
NAMES_PERSON = "The title of the posts names a person: neither it nor its numbers are kept."
_COUNTS = ("posts", "filled", "qualified")
#: Facts of people, which are taken out of the raw row too where they are few.
_OF_PEOPLE = (HubField.STAFF_QUALIFIED, HubField.STAFF_QUALIFICATION_ENDS)
#: These may stand once for all the titles of a row.
_COMMON = frozenset({HubField.STAFF_AS_OF, HubField.STAFF_QUALIFICATION_YEARS})


def read_staff(view: RowView, as_of: date | None) -> tuple[StaffRecord, ...]:
    """The posts that the row counts, by title; `as_of` is their date where no column tells one.

    What cannot be read, what names a person and what tells of too few people is an issue of the row.
    """
    read = (_of_title(view, post, as_of) for post in _titles(view))
    return tuple(one for one in read if one is not None)


def each_once(told: Iterable[tuple[RowView, StaffRecord]]) -> tuple[StaffRecord, ...]:
    """The posts of several rows: what two rows tell of one title and day is taken of the first."""
    found: dict[tuple[str, date | None], StaffRecord] = {}
    for view, one in told:
        known = found.setdefault((fold(one.title), one.as_of), one)
        if known is not one:
            message = f"The posts «{one.title}» of this day are counted in another row too; the first counts."
            view.complain("STAFF_TWICE", message, value=one.title)
    return tuple(found.values())


def _titles(view: RowView) -> Sequence[str | None]:
    """The titles that columns are of; None is that of the row."""
    cells = (cell for field in OF_POSTS for cell in view.cells(field))
    return list(dict.fromkeys(sorted((cell.target.post for cell in cells), key=lambda post: post or "")))


def _of_title(view: RowView, post: str | None, as_of: date | None) -> StaffRecord | None:
    title = _title(view, post)
    if title is None:
        return None
    cells = {part: _cell(view, field, post) for part, field in _PARTS.items()}
    values: dict[str, Any] = {
        part: view.cleaned(cell, _cleaning(view, part)) for part, cell in cells.items() if cell is not None
    }
    values = {part: _plain(value) for part, value in values.items() if value is not None}
    if not values:
        return None
    posts, filled = values.get("posts"), values.get("filled")
    if posts is not None and filled is not None and filled > posts:
        message = f"{filled:g} posts «{title}» are filled of {posts:g}; the former are left out. Correct it."
        cell = cells["filled"]
        view.complain("STAFF_ABOVE_POSTS", message, column=cell and cell.column, value=f"{filled:g}")
        del values["filled"]
    day_cell = _cell(view, HubField.STAFF_AS_OF, post)
    told = view.cleaned(day_cell, partial(clean_past_day, day=view.day, zone=view.zone)) if day_cell else None
    columns = {part: cell.column for part, cell in cells.items() if cell is not None and cell.column}
    record = StaffRecord(title=title, as_of=told or as_of, **values, columns=columns)
    if record.as_of is None and any(part in values for part in _COUNTS):
        message = "The numbers of posts have no date; map staff.as_of, or give as_of in region.yml."
        view.complain("STAFF_UNDATED", message)
    return _without_persons(view, record, post)


def _without_persons(view: RowView, record: StaffRecord, post: str | None) -> StaffRecord:
    """The record without facts of persons; where they are too few the raw row loses them too."""
    if tells_of_persons(record):
        message = (
            f"Whether the people in the posts «{record.title}» are qualified is not kept where fewer than "
            f"{FEWEST_PEOPLE} are told of: it would be known of each of them."
        )
        for field in _OF_PEOPLE:
            cell = _cell(view, field, post)
            if cell is not None and cell.column:
                view.personal.add(cell.column)
                view.complain("STAFF_TOO_FEW", message, Severity.INFO, cell.column)
    return publishable(record)


def _title(view: RowView, post: str | None) -> str | None:
    """The title of the posts; one that names a person is none, and its issue does not repeat it."""
    cell = None if post is not None else view.cell(HubField.STAFF_TITLE)
    text = post or (cell.text if cell else "")
    title = normalise_apostrophe(tidy(text))
    if not title:
        message = "The row counts posts without saying of which title; ask the publisher for it."
        view.complain("STAFF_WITHOUT_TITLE", message)
        return None
    if names_person(title):
        message = NAMES_PERSON
        column = cell.column if cell else None
        if column:
            view.personal.add(column)
        view.complain("STAFF_NAMES_PERSON", message, column=column)
        return None
    return title


def _cell(view: RowView, field: HubField, post: str | None) -> Cell | None:
    cells = view.cells(field)
    own = next((cell for cell in cells if cell.target.post == post), None)
    common = next((cell for cell in cells if cell.target.post is None), None)
    return own or (common if field in _COMMON else None)


def _cleaning(view: RowView, part: str) -> Any:
    """The cleaning stage of a part."""
    if part == "qualification_ends":
        return partial(clean_date, zone=view.zone)
    if part == "qualified":
        return partial(clean_integer, bounds=POSTS)
    return partial(clean_number, bounds=QUALIFICATION_YEARS if part == "qualification_years" else POSTS)


def _plain(value: Any) -> Any:
    """Decimals as floats."""
    return value if isinstance(value, int | date) else float(value)
