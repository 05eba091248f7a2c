"""Territories: units with codes and names, and the gazetteer that resolves messy places to them."""

from hub.domain.territory.errors import UnknownTerritory
from hub.domain.territory.gazetteer import Gazetteer
from hub.domain.territory.past_districts import PastDistrict
from hub.domain.territory.place_text import PlaceText, parse_place, split_place
from hub.domain.territory.query import How, PlaceQuery, Resolution, ResolutionStatus
from hub.domain.territory.unit import (
    CouncilSpan,
    Predecessor,
    TerritoryUnit,
    UnitCode,
    UnitFacts,
    UnitName,
)

__all__ = [
    "CouncilSpan",
    "Gazetteer",
    "How",
    "PastDistrict",
    "PlaceQuery",
    "PlaceText",
    "Predecessor",
    "Resolution",
    "ResolutionStatus",
    "TerritoryUnit",
    "UnitCode",
    "UnitFacts",
    "UnitName",
    "UnknownTerritory",
    "parse_place",
    "split_place",
]
