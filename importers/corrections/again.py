"""Corrections of an earlier program, cleaned again by the cleaning that is here now."""

from hub.ingest.stewarding.rechecking import Refusal, recheck
from importers.corrections.reader import read_correction
from importers.deciding import deciding_hash


def recheck_corrections(url: str) -> list[Refusal]:
    """Clean the hub's corrections if another cleaning read them last; those that pass no more."""
    return recheck(url, deciding_hash(), read=read_correction)
