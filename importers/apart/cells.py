"""A workbook's cell as the text that a spreadsheet would show in its plainest form."""

import datetime as dt
from decimal import Decimal

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def cell_text(value: Cell) -> str:
    """Text of a cell: whole numbers without ".0", dates as ISO 8601, booleans as true or false.

    Numbers keep the 15 significant digits that spreadsheets store reliably, never an exponent.
    A duration is given as hours:minutes:seconds, with hours past 24.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, dt.datetime):
        whole_day = value.time() == dt.time()
        return value.date().isoformat() if whole_day else value.isoformat(timespec="seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.isoformat(timespec="auto" if value.second else "minutes")
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


def number_text(value: float) -> str:
    """Decimal text of a number, at most 15 significant digits, without exponent and trailing zeros."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return format(Decimal(format(value, ".15g")), "f")
