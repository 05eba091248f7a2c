"""A batch of harmonised records becomes one release."""

from hub.ingest.feed import Feed, Item
from hub.ingest.report import (
    Assertions,
    FileDescription,
    RunOptions,
    RunReport,
    SourceDescription,
)
from hub.ingest.run import UnknownJurisdiction, run_import

__all__ = [
    "Assertions",
    "Feed",
    "FileDescription",
    "Item",
    "RunOptions",
    "RunReport",
    "SourceDescription",
    "UnknownJurisdiction",
    "run_import",
]
