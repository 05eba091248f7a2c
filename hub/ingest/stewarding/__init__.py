"""Acts of stewards. Each is a publish of its own, so that it shows as a release and can be traced.

Erasing is none, since nothing that is published changes; its trace is a note of its own.
"""

from hub.ingest.stewarding.correcting import correct, withdraw_correction
from hub.ingest.stewarding.disclosing import hide_record, open_record
from hub.ingest.stewarding.erasing import erase_raw
from hub.ingest.stewarding.joining import accept, merge, reject, split, undo
from hub.ingest.stewarding.withdrawing import restore, withdraw

__all__ = [
    "accept",
    "correct",
    "erase_raw",
    "hide_record",
    "merge",
    "open_record",
    "reject",
    "restore",
    "split",
    "undo",
    "withdraw",
    "withdraw_correction",
]
