"""A batch of harmonised records becomes one release."""

from hub.ingest.intake import Item
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
    "FileDescription",
    "Item",
    "RunOptions",
    "RunReport",
    "SourceDescription",
    "UnknownJurisdiction",
    "run_import",
]
