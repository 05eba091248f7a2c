"""Files of regions → streams of raw rows: `open_rows(path, options) -> RowSource`."""

from importers.readers.hashing import sha256_of
from importers.readers.opening import open_rows
from importers.readers.options import FileFormat, FormatOptions, HeaderOptions
from importers.readers.source import RowSource

__all__ = ["FileFormat", "FormatOptions", "HeaderOptions", "RowSource", "open_rows", "sha256_of"]
