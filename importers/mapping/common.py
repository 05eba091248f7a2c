"""What providers and access points have in common: contacts, marks, and the source's own words."""

from datetime import date
from functools import partial
from typing import Any

from hub.domain.text import tidy
from hub.domain.vocabulary import ENDED_BY_CLOSING, Country, RecordStatus, Severity
from importers.cleaning.dates import clean_closing_day, clean_past_day, clean_year
from importers.cleaning.names import ProviderName, clean_name
from importers.cleaning.phones import clean_phones
from importers.cleaning.urls_emails import clean_emails, clean_url
from importers.columns import HubField
from importers.mapping.cells import RowView
from importers.mapping.facets import Facets

#: Fields that a source's words are kept beside. Telephones are not among them: a cell may name a person.
_RAW_FIELDS = {
    "name": HubField.NAME,
    "kind": HubField.KIND,
    "sector": HubField.SECTOR,
    "status": HubField.STATUS,
    "founded": HubField.FOUNDED,
    "url": HubField.URL,
}
#: Signs of a name: what is longer is a text, and no index can hold it.
LONGEST_NAME = 1000
#: What a closing day in the past ends; what is off the register stays so.
#: A word that marks a made-up row, beside yes and no.
_SYNTHETIC_WORDS = ("synthetic", "синтети")


def read_name(view: RowView, country: Country | None) -> ProviderName | None:
    """The name with its parts; without one the row is rejected with MISSING_NAME."""
    cell = view.cell(HubField.NAME)
    if cell is not None and len(cell.text) > LONGEST_NAME:
        message = (
            f"The name has {len(cell.text)} signs, at most {LONGEST_NAME} can be kept; correct the cell."
        )
        view.complain("NAME_TOO_LONG", message, Severity.ERROR, cell.column, cell.text)
        return None
    name = view.clean(HubField.NAME, lambda text: clean_name(text, country))
    if name is None:
        view.complain("MISSING_NAME", "The row has no name; ask the publisher for it.", Severity.ERROR)
    return name


def phones(view: RowView, country: str | None) -> tuple[str, ...]:
    """Telephone numbers of the organisation in E.164, each once; a person's are left out."""
    found: dict[str, None] = {}
    for cell in view.cells(HubField.PHONES):
        for phone in view.cleaned(cell, lambda text: clean_phones(text, country)):
            found[phone.e164] = None
    return tuple(found)


def emails(view: RowView) -> tuple[str, ...]:
    """E-mail addresses of the organisation, each once."""
    found: dict[str, None] = {}
    for cell in view.cells(HubField.EMAILS):
        found.update(dict.fromkeys(view.cleaned(cell, clean_emails)))
    return tuple(found)


def state(view: RowView) -> dict[str, Any]:
    """What a row says of its status beside the status itself: since when, on what evidence, in and out."""
    return {
        "status_since": past_day(view, HubField.STATUS_SINCE),
        "status_evidence": view.text(HubField.STATUS_EVIDENCE),
        "registered": past_day(view, HubField.REGISTERED),
        "closed": view.clean(HubField.CLOSED, partial(clean_closing_day, day=view.day, zone=view.zone)),
    }


def status_on(view: RowView, status: RecordStatus, closed: date | None) -> RecordStatus:
    """The status on the file's day: what closed before it is CLOSED, and told where the row says it works."""
    if closed is None or closed > view.day or status not in ENDED_BY_CLOSING:
        return status
    cell = view.cell(HubField.STATUS)
    if cell is not None and status is RecordStatus.ACTIVE:
        message = (
            f"The row says that it works, and that it closed on {closed}; it is taken for closed. "
            "Correct one of both."
        )
        view.complain("STATUS_AGAINST_CLOSING_DAY", message, column=cell.column, value=cell.text)
    return RecordStatus.CLOSED


def check_order(view: RowView, founded: date | None, closed: date | None) -> None:
    """Complain of what closed before it was founded."""
    cell = view.cell(HubField.CLOSED)
    if founded and closed and closed < founded and cell:
        message = f"It closed on {closed}, before it was founded on {founded}; correct one of both."
        view.complain("CLOSED_BEFORE_FOUNDED", message, column=cell.column, value=cell.text)


def past_day(view: RowView, field: HubField) -> date | None:
    """The date of what has happened, or is arranged: none that lies far beyond the file's own day."""
    return view.clean(field, partial(clean_past_day, day=view.day, zone=view.zone))


def founded_day(view: RowView) -> tuple[date | None, dict[str, int]]:
    """The day of founding, or only its year as the attribute `founded_year`."""
    cell = view.cell(HubField.FOUNDED)
    year = clean_year(cell.text, latest=view.day) if cell else None
    if cell is None or year is None:
        return past_day(view, HubField.FOUNDED), {}
    message = f"Only the year {year} is told; it is kept as the attribute founded_year."
    view.complain("DATE_YEAR_ONLY", message, Severity.INFO, cell.column, cell.text)
    return None, {"founded_year": year}


def website(view: RowView) -> str | None:
    """The organisation's site."""
    return view.clean(HubField.URL, clean_url)


def said_synthetic(view: RowView, facets: Facets) -> bool:
    """Whether the row says that it is made up: yes, or the word itself in a column mapped to `synthetic`."""
    for cell in view.cells(HubField.SYNTHETIC):
        words = tidy(cell.text).lower()
        if words.startswith(_SYNTHETIC_WORDS) or (facets.is_flag(cell.text) and facets.flag(view, cell)):
            return True
    return False


def raw_texts(view: RowView, **published: str | None) -> dict[str, str]:
    """Field → the source's text, for fields whose published value is not that text."""
    cells = {name: view.cell(field) for name, field in _RAW_FIELDS.items()}
    return {
        name: cell.text
        for name, cell in cells.items()
        if cell and cell.column and cell.text != published.get(name)
    }
