"""Texts of an XLSX workbook; of its table of shared ones, what does not fit lies in a temporary file."""

import os
import re
import struct
import tempfile
from typing import IO, Any

from hub.settings import FileLimits
from importers.readers.errors import RecordTooLong
from importers.readers.xlsx.parts import Archive, End, Start, Tags

#: Bytes of memory, as far as they can be reckoned, for the texts that come first in the table.
_NEAR_BYTES = 32 * 1024**2
_TEXT_BYTES = 80
_PLACE = struct.Struct("<QQ")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_SPACE = " \t\r\n"


def unescaped(text: str) -> str:
    """The text with the characters that XML cannot hold, which are written as _x000D_."""
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)


def keeps_its_space(attributes: dict[str, str]) -> bool:
    """Whether the space around the text of an element `t` belongs to it."""
    return bool(attributes) and attributes.get("xml:space") == "preserve"


def run_text(pieces: list[str], keeps_space: bool) -> str:
    """The text of an element `t`."""
    text = "".join(pieces)
    return text if keeps_space else text.strip(_SPACE)


def whole_text(runs: list[str]) -> str:
    """The text of an element `si` or `is`: its runs but for those that tell how it is said."""
    return unescaped("".join(runs))


class SharedTexts:
    """The table of shared texts. Close it to drop its temporary files."""

    def __init__(self, file: str) -> None:
        self.count = 0
        self._file = file
        self._limit = FileLimits().record_characters
        self._near: list[str] = []
        self._room = _NEAR_BYTES
        self._far: IO[bytes] | None = None
        self._places: IO[bytes] | None = None
        self._end = 0

    def close(self) -> None:
        """Drop what lies in files."""
        for file in (self._far, self._places):
            if file is not None:
                file.close()

    def add(self, text: str) -> None:
        """The next text of the table."""
        self.count += 1
        self._room -= 2 * len(text) + _TEXT_BYTES
        if self._room >= 0:
            self._near.append(text)
            return
        self._room = -1  # Texts lie near up to the first that does not fit.
        if self._far is None or self._places is None:
            self._far = tempfile.TemporaryFile(prefix="merezha-")  # noqa: SIM115  # Until the workbook is closed.
            self._places = tempfile.TemporaryFile(prefix="merezha-")  # noqa: SIM115
        content = text.encode()
        self._places.write(_PLACE.pack(self._end, len(content)))
        self._far.write(content)
        self._end += len(content)

    def finish(self) -> None:
        """All texts were added."""
        for file in (self._far, self._places):
            if file is not None:
                file.flush()

    def resolved(self, sheet: str, row: int, cells: list[Any]) -> list[str]:
        """The texts of a row's cells, some of which are numbers in this table. Raises RecordTooLong."""
        near = self._near
        known = len(near)
        texts = []
        room = self._limit
        for cell in cells:
            if cell.__class__ is int:
                cell = near[cell] if cell < known else self._from_file(cell)
            room -= len(cell)
            if room < 0:
                raise RecordTooLong(file=self._file, where=f"row {row} of sheet {sheet!r}", limit=self._limit)
            texts.append(cell)
        return texts

    def _from_file(self, number: int) -> str:
        assert self._far is not None
        assert self._places is not None
        place = (number - len(self._near)) * _PLACE.size
        begin, length = _PLACE.unpack(os.pread(self._places.fileno(), _PLACE.size, place))
        return os.pread(self._far.fileno(), length, begin).decode()


def read_shared_texts(archive: Archive) -> SharedTexts:
    """The workbook's table, empty where it has none. Raises what parsing raises."""
    texts = SharedTexts(archive.file)
    parser = archive.parser("xl/sharedStrings.xml", lambda: f"shared text {texts.count + 1}")
    if parser is None:
        return texts
    pieces: list[str] = []
    runs: list[str] = []

    def handlers(tag: Tags) -> tuple[Start, End]:
        item, text, phonetic = tag("si"), tag("t"), tag("rPh")
        keeps_space = phonetic_open = False

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal keeps_space, phonetic_open
            parser.deeper()
            if name == text:
                pieces.clear()
                keeps_space = keeps_its_space(attributes)
            elif name == phonetic:
                phonetic_open = True

        def end(name: str) -> None:
            nonlocal phonetic_open
            parser.higher()
            if name == text:
                if not phonetic_open:
                    runs.append(run_text(pieces, keeps_space))
            elif name == item:
                texts.add(whole_text(runs))
                runs.clear()
                pieces.clear()
                parser.reach.settle()
            elif name == phonetic:
                phonetic_open = False

        return start, end

    try:
        parser.parse_tags(handlers, pieces.append, lambda chunk: iter((chunk,)))
        texts.finish()
    except BaseException:
        texts.close()
        raise
    return texts
