"""Values of a provider's own fields: names, words of vocabularies, days and ways to reach it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from hub.domain.records import Issue
from hub.domain.vocabulary import RecordStatus, Sector, Severity
from hub.ingest.stewarding.reading import Reading
from importers.columns import HubField
from importers.corrections.cells import Table, whole
from importers.mapping.cells import RowView
from importers.mapping.common import emails, past_day, phones, read_name, state, website
from importers.mapping.facets import Facets

_EMPTY = (None, Sector.UNKNOWN, RecordStatus.UNKNOWN)


def read_own(table: Table) -> Reading:
    """The value of a field that belongs to the provider itself."""
    field, value = table.asked.field, table.asked.value
    if isinstance(value, list):
        return _read_list(table, _LISTS[field])
    if _is_code(table):
        return Reading(value)
    view = table.row({field: value})
    found = whole(table, view, lambda row: _READ[field](table, row), _EMPTY)
    is_past = field == "closed" and isinstance(found, date) and found <= view.day
    parts = {"status": RecordStatus.CLOSED.value} if is_past else {}
    return Reading(found.isoformat() if isinstance(found, date) else found, parts, tuple(view.issues))


def _is_code(table: Table) -> bool:
    """Whether the value is the hub's own code: no register writes it, but every answer has it."""
    field, value = table.asked.field, table.asked.value
    if field == "kind":
        return (field, value) in table.asked.terms
    return value in _CODES.get(field, frozenset())


_CODES: Mapping[str, frozenset[str]] = {"sector": frozenset(Sector), "status": frozenset(RecordStatus)}


def _read_list(table: Table, read: Callable[[Table, RowView], tuple[str, ...]]) -> Reading:
    """Several values, each a cell of its own: one that is not understood refuses them all."""
    found: dict[str, None] = {}
    warnings: list[Issue] = []
    for text in table.asked.value:
        view = table.row({table.asked.field: text})
        values = read(table, view)
        for issue in view.issues:
            if not values or issue.severity is not Severity.INFO:
                raise table.refuse(issue)
        found.update(dict.fromkeys(values))
        warnings += view.issues
    return Reading(list(found), warnings=tuple(warnings))


_LISTS: Mapping[str, Callable[[Table, RowView], tuple[str, ...]]] = {
    "phones": lambda table, row: phones(row, table.region.numbering_plan),
    "emails": lambda _, row: emails(row),
}


def _name(table: Table, row: RowView) -> str | None:
    name = read_name(row, table.region.country)
    return name.full if name else None


def _facets(table: Table) -> Facets:
    return Facets(table.region.country, table.lookups)


_READ: Mapping[str, Callable[[Table, RowView], Any]] = {
    "name": _name,
    "short_name": lambda _, row: row.text(HubField.SHORT_NAME),
    "kind": lambda table, row: _facets(table).kind(row),
    "sector": lambda table, row: _facets(table).sector(row),
    "status": lambda table, row: _facets(table).status(row),
    "status_since": lambda _, row: state(row)["status_since"],
    "registered": lambda _, row: state(row)["registered"],
    "closed": lambda _, row: state(row)["closed"],
    "legal_form": lambda _, row: row.text(HubField.LEGAL_FORM),
    "founded": lambda _, row: past_day(row, HubField.FOUNDED),
    "url": lambda _, row: website(row),
}
