"""Workbooks in the XML of Excel 2003 (SpreadsheetML), which old programs give out under the name .xls."""

import datetime as dt
from pathlib import Path
from xml.parsers import expat

from importers.apart.cells import cell_text, number_text
from importers.apart.sheets import MAX_COLUMNS, MAX_ROWS, Draft, NotReadable

_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_EXCEL = "urn:schemas-microsoft-com:office:excel"
_MAX_SHEETS = 10_000
_TRUTH = {"0": "false", "1": "true"}


def read_xml_2003(path: Path) -> list[Draft]:
    """The sheets of a workbook. Raises NotReadable."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    reading = _Reading()
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    try:
        with path.open("rb") as stream:
            parser.ParseFile(stream)
    except expat.ExpatError as error:
        raise NotReadable(str(error)) from error
    return reading.sheets


class _Reading:
    """The sheet, row and cell that are open; rows and columns are counted from 1, as the file counts them."""

    def __init__(self) -> None:
        self.sheets: list[Draft] = []
        self._row = self._column = self._covered = 0
        self._cells: dict[int, str | list[str]] = {}
        self._type = ""
        self._lacks_value = False
        self._pieces: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _own(name)
        if tag == "Worksheet":
            if len(self.sheets) >= _MAX_SHEETS:
                raise NotReadable(f"it lists more than {_MAX_SHEETS} sheets")
            self.sheets.append(Draft(_of(attributes, "Name")[:255]))
            self._row = 0
        elif tag == "Row":
            self._row = _place(attributes, self._row, MAX_ROWS)
            self._column = self._covered = 0
            self._cells = {}
        elif tag == "Cell":
            self._column = _place(attributes, self._column + self._covered, MAX_COLUMNS)
            self._lacks_value = bool(_of(attributes, "Formula"))
            self._note_merge(attributes)
        elif tag == "Data":
            self._type = _of(attributes, "Type")
            self._pieces = []
        elif name == f"{_EXCEL} Visible":
            self._pieces = []

    def end(self, name: str) -> None:
        tag = _own(name)
        text = "".join(self._pieces or ())
        if tag == "Data":
            self._lacks_value = False
            self._cells[self._column - 1] = _value(self._type, text)
            self._pieces = None
        elif tag == "Cell":
            if self._lacks_value:
                # A formula that nobody computed: an error without a text.
                self._cells[self._column - 1] = [""]
        elif tag == "Row" and self.sheets:
            self.sheets[-1].put(self._row, self._cells)
        elif name == f"{_EXCEL} Visible" and self.sheets:
            self.sheets[-1].visible = text.strip() not in ("SheetHidden", "SheetVeryHidden")
            self._pieces = None

    def text(self, data: str) -> None:
        if self._pieces is not None:
            self._pieces.append(data)

    def _note_merge(self, attributes: dict[str, str]) -> None:
        right = _number(_of(attributes, "MergeAcross"), MAX_COLUMNS)
        down = _number(_of(attributes, "MergeDown"), MAX_ROWS)
        if self.sheets and (right or down):
            self.sheets[-1].merge(self._row - 1, self._column - 1, down, right)
        # The next cell stands behind what this one covers.
        self._covered = right


def _own(name: str) -> str:
    """The name of an element of workbooks; '' of another's."""
    space, _, tag = name.rpartition(" ")
    return tag if space == _SPREADSHEET else ""


def _of(attributes: dict[str, str], name: str) -> str:
    return attributes.get(f"{_SPREADSHEET} {name}", "")


def _place(attributes: dict[str, str], last: int, most: int) -> int:
    """The number of a row or cell: the one that is written, else the next. Raises NotReadable."""
    place = _number(_of(attributes, "Index"), most) or last + 1
    if place > most:
        raise NotReadable(f"a row or cell has the number {place}, of at most {most}")
    return place


def _number(text: str, most: int) -> int:
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _value(type: str, text: str) -> str | list[str]:
    if type == "Error":
        return [text]
    if type == "Boolean":
        return _TRUTH.get(text, text)
    try:
        if type == "Number":
            return number_text(float(text))
        if type == "DateTime":
            return cell_text(dt.datetime.fromisoformat(text))
    except (ValueError, ArithmeticError):
        pass  # What is no value of its type stays as it is written.
    return text
