"""An XLSX workbook that is open for reading."""

from contextlib import ExitStack
from pathlib import Path

from importers.readers.spool import Sheet
from importers.readers.xlsx.book import read_book
from importers.readers.xlsx.parts import Archive
from importers.readers.xlsx.sheet import read_sheet
from importers.readers.xlsx.texts import read_shared_texts
from importers.readers.zips import open_zip


class XlsxWorkbook:
    """Sheets are read when they are asked for; `close` drops what was put down of them."""

    #: An archive lists its parts at its end, so that half of one cannot be opened.
    is_cut = False

    def __init__(self, path: Path, file: str) -> None:
        """Read what the workbook says of its sheets, and its shared texts."""
        with ExitStack() as opened:
            archive = Archive(opened.enter_context(open_zip(path, file, "xlsx")), file)
            self._book = read_book(archive)
            texts = read_shared_texts(archive)
            opened.callback(texts.close)
            self._archive = archive
            self._texts = texts
            self.sheets = [(place.name, place.visible) for place in self._book.sheets]
            self._opened = opened.pop_all()

    def close(self) -> None:
        """Drop the temporary files."""
        self._opened.close()

    def sheet(self, name: str) -> Sheet:
        """The sheet of this name, put down; its file goes when the workbook is closed."""
        place = next(place for place in self._book.sheets if place.name == name)
        sheet = read_sheet(self._archive, place, self._book, self._texts)
        self._opened.callback(sheet.file.close)
        return sheet


def open_xlsx(path: Path, file: str) -> XlsxWorkbook:
    """The workbook. Raises MalformedFile, ArchiveTooLarge, RecordTooLong, EncryptedFile."""
    return XlsxWorkbook(path, file)
