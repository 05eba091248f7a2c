"""Places of what stands in a text, of which those near another place are told without looking at all."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

Span = tuple[int, int]


class Spans:
    """Spans of a text, (start, end), by where they stand."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]
        # The furthest end so far: spans may overlap, and it never falls.
        self._ends = list(accumulate((end for _, end in self._spans), max))

    def __iter__(self) -> Iterator[Span]:
        return iter(self._spans)

    def touching(self, start: int, end: int) -> list[Span]:
        """The spans of which any part, be it only an edge, lies from `start` to `end`."""
        first, last = bisect_left(self._ends, start), bisect_right(self._starts, end)
        return [span for span in self._spans[first:last] if span[1] >= start]

    def hold(self, place: int) -> bool:
        """Whether a sign of the text stands in one of the spans."""
        return any(start <= place < end for start, end in self.touching(place, place))
