"""The command line: `merezha …`."""

from hub.cli.app import main

__all__ = ["main"]
