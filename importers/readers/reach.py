"""How much a record may hold: a line, object or element without end would fill the memory."""

from collections.abc import Callable, Iterator
from typing import IO, Generic, Protocol, TypeVar

from hub.settings import FileLimits
from importers.readers.errors import RecordTooFull, RecordTooLong

Piece = TypeVar("Piece", bound=str | bytes, covariant=True)


class Readable(Protocol[Piece]):
    """What a parser reads from."""

    def read(self, size: int = -1, /) -> Piece:
        """The next piece, empty at the end."""


class Reach:
    """Counts what was read since the last record ended; `where` says in which record that is."""

    def __init__(self, file: str, where: Callable[[], str]) -> None:
        limits = FileLimits()
        self.limit = limits.record_characters
        self._limit_of_values = limits.record_values
        self._file = file
        self._where = where
        self._since = 0
        self._values = 0

    def settle(self) -> None:
        """A record ended, or what was read need not be kept."""
        self._since = 0
        self._values = 0

    def hold(self, count: int) -> None:
        """The record holds so many more values. Raises RecordTooFull."""
        self._values += count
        if self._values > self._limit_of_values:
            raise RecordTooFull(file=self._file, where=self._where(), limit=self._limit_of_values)

    def add(self, count: int) -> None:
        """So much more was read. Raises RecordTooLong."""
        self._since += count
        if self._since > self.limit:
            raise self.too_long()

    def too_long(self) -> RecordTooLong:
        """The error that names the record."""
        return RecordTooLong(file=self._file, where=self._where(), limit=self.limit)

    def lines(self, stream: IO[str]) -> Iterator[str]:
        """The lines of a text, of which no more is read than a record may hold."""
        while line := stream.readline(self.limit + 1):
            self.add(len(line))
            yield line


def lines_of(stream: IO[str], file: str) -> Iterator[str]:
    """The lines of a text, each no longer than a record may be. Raises RecordTooLong."""
    reach = Reach(file, lambda: "one line")
    for line in reach.lines(stream):
        yield line
        reach.settle()


class BoundedStream(Reach, Generic[Piece]):
    """A stream for a parser that asks for pieces, whose records may not reach too far."""

    def __init__(self, stream: Readable[Piece], file: str, where: Callable[[], str]) -> None:
        super().__init__(file, where)
        self._stream = stream

    def read(self, size: int = -1, /) -> Piece:
        """The next piece. Raises RecordTooLong."""
        piece = self._stream.read(size)
        self.add(len(piece))
        return piece
