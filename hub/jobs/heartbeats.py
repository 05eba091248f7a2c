"""Which workers are silent, as one that watches them sees it."""

from collections.abc import Mapping
from datetime import datetime


class Heartbeats:
    """Remembers since when the last word of each worker is the last.

    Time is the watcher's own, of a clock that nobody sets and that stands still while its machine sleeps. The
    words themselves are of the database's clock, and are only compared for being others.
    """

    def __init__(self, dead_seconds: float) -> None:
        """A worker is silent that has said nothing for so long while it was watched."""
        self._dead_seconds = dead_seconds
        self._since: dict[int, tuple[datetime, float]] = {}
        self._looked = 0.0

    def silent(self, beats: Mapping[int, datetime], now: float) -> dict[int, datetime]:
        """Those of the workers that are silent, with their last heartbeats; `now` in seconds.

        A watcher that was frozen itself cannot know who spoke meanwhile, and begins anew.
        """
        if now - self._looked > self._dead_seconds:
            self._since.clear()
        self._looked = now
        self._since = {
            worker: seen if (seen := self._since.get(worker)) and seen[0] == beat else (beat, now)
            for worker, beat in beats.items()
        }
        return {
            worker: beat for worker, (beat, since) in self._since.items() if now - since > self._dead_seconds
        }
