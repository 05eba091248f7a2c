"""CSV and TSV: the delimiter is found, records may span lines, and nothing is held in memory."""

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import IO

from hub.domain.records import Issue
from importers.cleaning.encodings import damage
from importers.readers.decoding import open_text, text_encoding
from importers.readers.errors import EmptyFile, MalformedFile, RecordTooLong, UnclosedQuote
from importers.readers.headers import Line, find_header
from importers.readers.options import FileFormat, FormatOptions
from importers.readers.reach import Reach
from importers.readers.source import Notes, RowSource
from importers.readers.table import Table, first_lines

#: As many columns as a spreadsheet has.
MAX_CELLS = 16_384
DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_CHARACTERS = 1 << 16
#: Given to the CSV parser after the last line: if it ends up inside a cell, a quote was left open.
_END = "\ue000end of file\ue000"


def open_delimited(path: Path, format: FileFormat, options: FormatOptions, file: str) -> RowSource:
    """Rows of a delimited text; a row's number is the first line of its record."""
    encoding = text_encoding(path, options.encoding, file)
    preset = options.delimiter or ("\t" if format is FileFormat.TSV else None)
    delimiter = preset or find_delimiter(path, encoding, file)

    def lines(_: Notes) -> Iterator[Line]:
        return _lines(path, encoding, delimiter, file)

    header = find_header(
        first_lines(_lines(path, encoding, delimiter, file), options), options.header, file=file
    )
    table = Table(
        file=file,
        header=header,
        options=options,
        lines=lines,
        delimiter=delimiter,
        ends_open=_ends_open(path, encoding),
    )
    return RowSource(
        file=file,
        format=format,
        columns=header.names,
        rows=table.rows,
        encoding=encoding,
        header_notes=[*header.notes, *_damage(path, encoding)],
    )


def _damage(path: Path, encoding: str) -> list[Issue]:
    """What earlier conversions destroyed, as far as the file's beginning shows it."""
    with open_text(path, encoding) as stream:
        sample = stream.read(_SAMPLE_CHARACTERS)
    return [Issue(trouble.code, trouble.message, trouble.severity) for trouble in damage(sample)]


def _ends_open(path: Path, encoding: str) -> bool:
    """Whether the last line has no end: the file was cut off, or its author's program leaves it out."""
    with path.open("rb") as stream:
        stream.seek(max(stream.seek(0, 2) - len("\n".encode("utf-32")), 0))
        tail = stream.read()
    # A mark or half a character before the end decodes to nothing.
    return not tail.decode(encoding.removesuffix("-sig"), "ignore").endswith(("\n", "\r"))


def find_delimiter(path: Path, encoding: str, file: str) -> str:
    """The delimiter that cuts most records of the file's beginning into the same number of cells."""
    with open_text(path, encoding) as stream:
        # Lines as the reader of CSV has them: U+2028 and vertical tabs stand within one.
        sample = StringIO(stream.read(_SAMPLE_CHARACTERS), newline="").readlines()
    if not any(line.strip("\r\n ,;|\t\ufeff") for line in sample):
        raise EmptyFile(file=file)
    named = _named_delimiter(sample[0])
    if named is not None:
        return named
    scores = {delimiter: _score(sample, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    if scores[best][0] < 0.5:
        # A table of one column: the delimiter that its texts hold least often does the least harm.
        return min(DELIMITERS, key="".join(sample).count)
    return best


def _named_delimiter(line: str) -> str | None:
    """The delimiter of a first line "sep=;", by which spreadsheets are told."""
    text = line.strip("\r\n\ufeff").lower()
    return text[4] if len(text) == 5 and text.startswith("sep=") and text[4] in DELIMITERS else None


def _score(sample: list[str], delimiter: str) -> tuple[float, int]:
    """The share of records that have the commonest width, and that width; one cell a record is no cut."""
    widths: Counter[int] = Counter()
    # A quote left open ends the count; the reading of the rows reports it with its row.
    with suppress(csv.Error):
        for cells in csv.reader(sample[:-1] or sample, delimiter=delimiter):
            if any(map(str.strip, cells)):
                widths[len(cells)] += 1
    cut = {width: count for width, count in widths.items() if width > 1}
    if not cut:
        return 0.0, 0
    width = max(cut, key=lambda width: cut[width] * width)
    return cut[width] / widths.total(), width


def _lines(path: Path, encoding: str, delimiter: str, file: str) -> Iterator[Line]:
    """Records with the number of their first line; UnclosedQuote where one swallows the rest of the file."""
    with open_text(path, encoding) as stream:
        record = _Record(file, delimiter)
        reader = csv.reader(record.with_end(stream), delimiter=delimiter)
        try:
            for cells in reader:
                number = record.number
                if cells == [_END]:
                    return
                if cells and cells[-1].endswith(_END):
                    raise UnclosedQuote(file=file, row=number)
                if len(cells) > MAX_CELLS:
                    raise _malformed(file, number, f"the row has more than {MAX_CELLS} cells")
                if cells:
                    yield Line(number, cells)
                record.end(reader.line_num)
        except csv.Error as error:
            raise _malformed(file, record.number, str(error)) from error


def _malformed(file: str, number: int, reason: str) -> MalformedFile:
    return MalformedFile(file=file, format="csv", where=f"row {number}", reason=reason)


class _Record:
    """The lines of the record that is read now; `number` is the first of them."""

    def __init__(self, file: str, delimiter: str) -> None:
        self.number = 1
        self._delimiter = delimiter
        self._file = file
        self._quoted = False
        self._reach = Reach(file, lambda: f"row {self.number}")
        # A cell may be as long as a record; a quote left open is told by the record's length.
        csv.field_size_limit(self._reach.limit)

    def end(self, last: int) -> None:
        """The record ended with the line of this number."""
        self.number = last + 1
        self._quoted = False
        self._reach.settle()

    def with_end(self, stream: IO[str]) -> Iterator[str]:
        """The stream's lines, each ended, then the end mark. Raises RecordTooLong and UnclosedQuote."""
        for number, line in enumerate(self._bounded(stream)):
            if number == 0 and _named_delimiter(line) is not None:
                # The line "sep=;" is read as an empty one, so that the numbers of the others stay.
                yield "\n"
            else:
                # Only the last line of a file may lack an end.
                yield line if line.endswith(("\n", "\r")) else f"{line}\n"
        yield _END

    def _bounded(self, stream: IO[str]) -> Iterator[str]:
        try:
            for line in self._reach.lines(stream):
                self._reach.hold(line.count(self._delimiter))
                yield line
                self._quoted = self._quoted or '"' in line
        except RecordTooLong as error:
            # Lines are short, and a quote holds them together.
            raise (UnclosedQuote(file=self._file, row=self.number) if self._quoted else error) from None
