"""Whether a rank of territories lies in a territory."""

from hub.domain.vocabulary import TerritoryLevel
from hub.planning.composition.errors import LevelAbove
from hub.store.planning.places import Place

_RANKS = list(TerritoryLevel)


def check_level(within: Place, level: TerritoryLevel) -> None:
    """Raises LevelAbove where units of the rank would lie above the territory."""
    if _RANKS.index(level) < _RANKS.index(within.level):
        raise LevelAbove(level=level.name, territory=within.code, own=within.level.name)
