"""Logging: short lines on standard error, so that standard output stays for answers."""

import logging
import sys


def configure(level: str = "WARNING") -> None:
    """Send messages of at least this level to standard error, one line each."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
