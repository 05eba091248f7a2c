"""The form in which rows are staged: the order of columns, JSON as text, geometry as EWKT."""

from dataclasses import dataclass
from typing import Any

from shapely import MultiPolygon
from shapely.geometry import shape
from sqlalchemy import Column, Table
from sqlalchemy.dialects.postgresql import JSONB

from hub.domain.records import Point
from hub.store.tables import VERSIONED

#: Columns that every staged row begins with: the maker of rows knows them without being told.
LEADING = ("source_id", "row_hash")

#: What a publish writes itself and an importer cannot stage.
_UNSTAGED = frozenset({"release_from", *LEADING})

#: A statement is the same whichever run last made it, and whatever became of it in the hub.
_UNHASHED = {
    "statement": ("record_id", "lost", "run_id", "row", "claimed_on", "since", "missing_since"),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table's rows are staged: `LEADING`, then `hashed`, then `unhashed`.

    `json` holds, for each jsonb column, its position in `hashed` and what stands for an empty value.
    """

    hashed: tuple[str, ...]
    unhashed: tuple[str, ...]
    json: tuple[tuple[int, Any], ...]
    columns: frozenset[str]

    @property
    def staged(self) -> tuple[str, ...]:
        """All columns in the order in which a row holds their values."""
        return (*LEADING, *self.hashed, *self.unhashed)


def default_of(column: Column[Any]) -> str:
    """The text of a column's default in the database; '' for none."""
    return str(getattr(column.server_default, "arg", ""))


def _shape(table: Table) -> Shape:
    unhashed = _UNHASHED.get(table.name, ())
    hashed = tuple(c.name for c in table.columns if c.name not in _UNSTAGED and c.name not in unhashed)
    json: tuple[tuple[int, Any], ...] = tuple(
        (position, [] if default_of(table.columns[name]) == "[]" else {})
        for position, name in enumerate(hashed)
        if isinstance(table.columns[name].type, JSONB)
    )
    return Shape(hashed, unhashed, json, frozenset((*hashed, *unhashed)))


SHAPES: dict[str, Shape] = {table.name: _shape(table) for table in VERSIONED}


def point_value(point: Point | None) -> str | None:
    """EWKT of a point."""
    return None if point is None else f"SRID=4326;POINT({point.lon} {point.lat})"


def multi_polygon(polygon: dict[str, Any]) -> str:
    """EWKT of a GeoJSON polygon or multipolygon."""
    geometry = shape(polygon)
    parts = geometry if geometry.geom_type == "MultiPolygon" else MultiPolygon([geometry])
    return f"SRID=4326;{parts.wkt}"
