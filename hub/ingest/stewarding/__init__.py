"""Acts of stewards. Each is a publish of its own, so that it shows as a release and can be traced."""

from hub.ingest.stewarding.correcting import correct, withdraw_correction
from hub.ingest.stewarding.disclosing import hide_record, open_record
from hub.ingest.stewarding.joining import accept, merge, reject, split, undo
from hub.ingest.stewarding.withdrawing import restore, withdraw

__all__ = [
    "accept",
    "correct",
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
