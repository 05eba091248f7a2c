"""Values that stewards give, read as cells of their source's file: the same cleaning, the same checks."""

from importers.corrections.reader import read_correction

__all__ = ["read_correction"]
