"""What a row's words, its title and its point tell of its place."""

from dataclasses import dataclass

from hub.domain.records import PointTells
from hub.domain.territory import TerritoryUnit

#: How a territory was told, where the source did not state it: by the point among the places that the words
#: allow, or by the council that the institution's name names.
BY_CANDIDATE = "candidate"
BY_TITLE = "title"


@dataclass(frozen=True, slots=True)
class Placement:
    """The territory, None when it could not be told; `how` it was told, and what the point may still tell."""

    unit: TerritoryUnit | None = None
    how: str | None = None
    point_tells: PointTells = PointTells.PLACE
