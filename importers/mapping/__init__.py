"""Raw rows of a region's file → harmonised records and issues."""

from importers.mapping.mapper import Item, Mapper, mapped_columns, unmapped_columns

__all__ = ["Item", "Mapper", "mapped_columns", "unmapped_columns"]
