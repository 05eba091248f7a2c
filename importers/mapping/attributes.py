"""Values without a field of their own: kept under the name and type that region.yml gives them."""

from decimal import Decimal
from functools import partial
from typing import Any

from hub.domain.text import normalise_apostrophe, tidy
from importers.cleaning.dates import clean_date
from importers.cleaning.numbers import clean_number
from importers.columns import HubField
from importers.mapping.cells import Cell, RowView
from importers.mapping.facets import Facets


def attributes(view: RowView, field: HubField, facets: Facets) -> dict[str, Any]:
    """Name → value of every attribute of the row that has one; numbers are int or float, dates ISO text."""
    found: dict[str, Any] = {}
    for cell in view.cells(field):
        value = _value(view, cell, facets)
        if value is not None and cell.target.name:
            found[cell.target.name] = value
    return found


def _value(view: RowView, cell: Cell, facets: Facets) -> str | int | float | bool | None:
    if cell.target.type == "flag":
        return facets.flag(view, cell)
    if cell.target.type == "number":
        return _plain(view.cleaned(cell, clean_number))
    if cell.target.type == "date":
        found = view.cleaned(cell, partial(clean_date, zone=view.zone))
        return found.isoformat() if found else None
    return normalise_apostrophe(tidy(cell.text)) or None


def _plain(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)
