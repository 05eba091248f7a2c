"""JSON: an array of objects, at the top or at a path; JSON lines: one object a line."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import ijson

from importers.readers.decoding import open_text, text_encoding
from importers.readers.errors import MalformedFile, RecordsNotFound
from importers.readers.flatten import MAX_DEPTH, NestedTooDeep, flatten
from importers.readers.options import FileFormat, FormatOptions
from importers.readers.reach import BoundedStream, Reach
from importers.readers.records import FlatRecord, record_source
from importers.readers.source import RowSource
from importers.readers.unstorable import whole_escapes, without_halves

#: Python makes no whole number of more digits than 4,300, and the parser in C, which does not expect that,
#: brings the process down. A file that may hold such a number is looked through by the parser in Python.
_MANY_DIGITS = 1_000
_ENDLESS = re.compile(f"[0-9]{{{_MANY_DIGITS}}}")
_CHUNK = 1 << 16
#: How deep the texts lie that describe a whole file, such as the name of its coordinate system.
_TOP_LEVELS = 3


def open_json(path: Path, format: FileFormat, options: FormatOptions, file: str) -> RowSource:
    """Rows of the array that `records` names, else of the top array or the only array of objects."""
    encoding = text_encoding(path, options.encoding, file)
    prefix = _prefix(path, encoding, options.records, file)

    def records() -> Iterator[FlatRecord]:
        return flat_records(path, encoding, prefix, file, format, flatten_object)

    return record_source(records, file=file, format=format, encoding=encoding)


def open_jsonl(path: Path, format: FileFormat, options: FormatOptions, file: str) -> RowSource:
    """Rows of a file with one JSON object a line; a row's number is its line."""
    encoding = text_encoding(path, options.encoding, file)

    def records() -> Iterator[FlatRecord]:
        with open_text(path, encoding) as stream:
            number = 1
            reach = Reach(file, lambda: f"line {number}")
            for line in reach.lines(stream):
                if line.strip():
                    reach.hold(line.count(",") + line.count("[") + line.count("{"))
                    yield number, _read_line(line, number, file)
                number += 1
                reach.settle()

    return record_source(records, file=file, format=format, encoding=encoding)


def _read_line(line: str, number: int, file: str) -> dict[str, str]:
    where = f"line {number}"
    try:
        value = json.loads(without_halves(line), parse_float=str, parse_int=str)
        return flatten_object(value)
    except RecursionError:
        reason = "values are nested too deep"
    except ValueError as error:
        reason = str(error)
    raise MalformedFile(file=file, format="JSON lines", where=where, reason=reason)


def flatten_object(value: Any) -> dict[str, str]:
    """Columns of a record, which must be an object."""
    if not isinstance(value, dict):
        raise ValueError(f"a record must be an object, this is {type(value).__name__}")
    return flatten(value)


def flat_records(
    path: Path,
    encoding: str,
    prefix: str,
    file: str,
    format: FileFormat,
    flattened: Callable[[Any], dict[str, str]],
) -> Iterator[FlatRecord]:
    """Numbered records below an ijson prefix, made flat one at a time."""
    number = 0
    with json_stream(path, encoding) as stream, malformed(file, format, lambda: f"record {number + 1}"):
        for value in ijson.items(stream, prefix):
            flat = flattened(value)
            number += 1
            yield number, flat


@contextmanager
def malformed(file: str, format: FileFormat, where: Callable[[], str]) -> Iterator[None]:
    """Turn what a JSON parser raises into MalformedFile."""
    try:
        yield
    except (ijson.JSONError, NestedTooDeep, RecursionError, ValueError) as error:
        reason = " ".join(str(error).split())
        reason = "a number has more than 4,300 digits" if _ENDLESS.search(reason) else reason[:200]
        raise MalformedFile(file=file, format=format.value, where=where(), reason=reason) from error


class _Recoded:
    """A text stream given out as UTF-8 bytes, which is what ijson reads, in pieces of its own size."""

    def __init__(self, text: IO[str]) -> None:
        self._pieces = whole_escapes(text.read, _CHUNK)

    def read(self, size: int = -1) -> bytes:
        return without_halves(next(self._pieces, "")).encode() if size else b""


@contextmanager
def json_stream(path: Path, encoding: str) -> Iterator[_Recoded]:
    """A file's JSON text as UTF-8 without a byte order mark."""
    with open_text(path, encoding) as text:
        yield _Recoded(text)


def _parser(path: Path, encoding: str) -> Any:
    """The parser whose first reading of a file is safe: see _MANY_DIGITS."""
    before = ""
    with open_text(path, encoding) as text:
        while chunk := text.read(_CHUNK):
            if _ENDLESS.search(before + chunk):
                return ijson.get_backend("python")
            before = chunk[-_MANY_DIGITS:]
    return ijson


def _prefix(path: Path, encoding: str, records: str | None, file: str) -> str:
    arrays = _arrays(path, encoding, file)
    if records is not None:
        if f"{records}.item" in arrays:
            return f"{records}.item"
        reason = f"there is no array of objects at {records!r}"
    elif "item" in arrays:
        return "item"
    elif len(arrays) == 1:
        return next(iter(arrays))
    else:
        reason = f"{len(arrays) or 'no'} arrays of objects could be the records"
    names = ", ".join(prefix.removesuffix(".item") for prefix in arrays) or "nothing"
    raise RecordsNotFound(file=file, reason=reason, candidates=names)


def _arrays(path: Path, encoding: str, file: str) -> list[str]:
    """Prefixes of the arrays of objects that do not lie in another array, in order."""
    found = dict.fromkeys(
        prefix
        for prefix, event, arrays, _ in json_events(path, encoding, file, FileFormat.JSON)
        if event == "start_map" and arrays == 1 and (prefix == "item" or prefix.endswith(".item"))
    )
    return list(found)


def json_events(
    path: Path, encoding: str, file: str, format: FileFormat, *, whole: bool = False
) -> Iterator[tuple[str, str, int, Any]]:
    """Beginnings of objects, and texts near the top: prefix, event, number of arrays around it, value.

    Read to its end it also promises that nothing in the file is nested too deep, and no record or number
    too long, for the other passes, whose time and memory would explode. A record is what lies in an array,
    or the `whole` of the file.
    """
    trail: list[str] = []
    arrays = records = 0
    record: int | None = None
    parser = _parser(path, encoding)
    with json_stream(path, encoding) as text, malformed(file, format, lambda: "first reading"):
        stream = BoundedStream(text, file, lambda: f"record {max(records, 1)}")
        for event, value in parser.basic_parse(stream):
            if record is None:
                # Nothing of what is no record is kept.
                stream.settle()
            else:
                stream.hold(1)
            if event == "map_key":
                trail[-1] = value
            elif event in ("start_map", "start_array"):
                if record is None and (arrays == 1 or whole):
                    record = len(trail)
                    records += 1
                if event == "start_map":
                    yield ".".join(trail), event, arrays, None
                trail.append("" if event == "start_map" else "item")
                arrays += event == "start_array"
                if len(trail) > MAX_DEPTH * 2:
                    raise NestedTooDeep(f"values are nested deeper than {MAX_DEPTH * 2} levels")
            elif event in ("end_map", "end_array"):
                trail.pop()
                arrays -= event == "end_array"
                if record == len(trail):
                    record = None
            elif event == "string" and len(trail) <= _TOP_LEVELS:
                yield ".".join(trail), event, arrays, value
