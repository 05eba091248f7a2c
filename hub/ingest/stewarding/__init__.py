"""Acts of stewards. Each is a publish of its own, so that it shows as a release and can be traced."""

from hub.ingest.stewarding.correcting import correct, withdraw_correction
from hub.ingest.stewarding.joining import accept, merge, reject, split, undo
from hub.ingest.stewarding.withdrawing import restore, withdraw

__all__ = [
    "accept",
    "correct",
    "merge",
    "reject",
    "restore",
    "split",
    "undo",
    "withdraw",
    "withdraw_correction",
]
