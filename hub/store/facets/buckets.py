"""What a facet holds."""

from dataclasses import dataclass
from typing import NamedTuple

from hub.domain.filters import FacetField
from hub.domain.vocabulary import TerritoryLevel
from hub.store.reads.sources import SourceRow
from hub.store.reads.territories import TerritoryRow


class Bucket(NamedTuple):
    """A value and how many records of the list have it; `unit` or `source` is what the code names."""

    code: str
    records: int
    unit: TerritoryRow | None = None
    source: SourceRow | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """The buckets of one field, the fullest first.

    Of TERRITORY also the rank of its units, how many records of the list have a territory but lie in no unit
    of that rank, and how many have none.
    """

    buckets: list[Bucket]
    level: TerritoryLevel | None = None
    not_placed_below: int | None = None
    without_territory: int | None = None


Facets = dict[FacetField, Facet]
