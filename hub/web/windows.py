"""Counters of rate limits in the memory of the process, bounded in number.

The library's own memory storage looks through all its counters in a thread up to a hundred times a second,
and grows with the number of addresses that ask: many addresses would be an attack. Here the oldest counter
goes when there are too many.
"""

from collections import OrderedDict
from time import time
from typing import Final

from limits.storage import Storage

MOST_COUNTERS: Final = 100_000


class Windows(Storage):
    """Counters with the time when they end. It is used by one thread."""

    def __init__(self, most: int = MOST_COUNTERS) -> None:
        super().__init__()
        self._most = most
        self._counters: OrderedDict[str, tuple[int, float]] = OrderedDict()

    @property
    def base_exceptions(self) -> type[Exception]:
        """Nothing here fails."""
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Raise a counter, which begins anew when it has ended."""
        count, end = self._counters.pop(key, (0, 0.0))
        now = time()
        if end <= now:
            count, end = 0, now + expiry
        self._counters[key] = (count + amount, end)
        self._forget(now)
        return count + amount

    def _forget(self, now: float) -> None:
        """Drop the oldest counters as long as there are too many; of those that have ended, two at most.

        So the counters of clients that went away leave faster than new ones come.
        """
        for _ in range(2):
            oldest = next(iter(self._counters))
            if len(self._counters) <= self._most and self._counters[oldest][1] > now:
                return
            del self._counters[oldest]

    def get(self, key: str) -> int:
        """A counter's value, 0 when it has ended."""
        count, end = self._counters.get(key, (0, 0.0))
        return count if end > time() else 0

    def get_expiry(self, key: str) -> float:
        """When a counter ends; for one that has not begun, now."""
        now = time()
        return max(self._counters.get(key, (0, now))[1], now)

    def check(self) -> bool:
        """Memory is always there."""
        return True

    def reset(self) -> int:
        """Forget all counters; says how many there were."""
        count = len(self._counters)
        self._counters.clear()
        return count

    def clear(self, key: str) -> None:
        """Forget a counter."""
        self._counters.pop(key, None)
