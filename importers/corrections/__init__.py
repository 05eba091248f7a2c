"""Values that stewards give, read as cells of their source's file: the same cleaning, the same checks."""

from importers.corrections.again import recheck_corrections
from importers.corrections.reader import read_correction

__all__ = ["read_correction", "recheck_corrections"]
