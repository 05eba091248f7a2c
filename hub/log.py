"""Logging: short lines on standard error, so that standard output stays for answers."""

import logging
import sys
from collections import OrderedDict
from time import monotonic
from typing import Final

#: Within so many seconds a message is written once, however often it comes: clients could fill a disk.
_SECONDS: Final = 10.0
_MOST: Final = 1_000


class OnceInAWhile(logging.Filter):
    """Writes each message once in some seconds, with how often it came since it was written last."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        super().__init__()
        self._seconds = seconds
        #: When each message was written last, and how often it came since.
        self._written: OrderedDict[tuple[str, str], tuple[float, int]] = OrderedDict()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the message is written now. Errors are one when their text before its values is."""
        key = (record.name, str(record.msg))
        now = monotonic()
        last, since = self._written.pop(key, (-self._seconds, 0))
        if now - last < self._seconds:
            self._written[key] = (last, since + 1)
            return False
        self._written[key] = (now, 0)
        if len(self._written) > _MOST:
            self._written.popitem(last=False)
        if since:
            record.msg = f"{record.msg} (and {since} times more)"
        return True


def configure(level: str = "WARNING") -> None:
    """Send messages of at least this level to standard error, one line each."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S"))
    handler.addFilter(OnceInAWhile())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
