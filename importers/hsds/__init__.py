"""Human Services Data Specification (HSDS) 1.1 and 3.x → the same stream that a region's mapper gives."""

from importers.hsds.mapper import HsdsMapper
from importers.hsds.package import Package, open_package

__all__ = ["HsdsMapper", "Package", "open_package"]
