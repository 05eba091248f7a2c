"""What every shape of services needs: the vocabularies, the decision order, the kinds, the splitter."""

from dataclasses import dataclass

from importers.lookups import Lookups
from importers.mapping.categories import Categories
from importers.mapping.facets import Facets
from importers.mapping.kinds import Kinds
from importers.mapping.splitting import Splitter
from importers.region import Region
from importers.shapes import CellShape


@dataclass(frozen=True)
class ServiceTools:
    """The tools of one region."""

    facets: Facets
    categories: Categories
    kinds: Kinds
    splitter: Splitter

    @classmethod
    def of(cls, region: Region, lookups: Lookups, facets: Facets) -> "ServiceTools":
        """The tools that a region's country, lookups and known names make."""
        categories = Categories(region.country, lookups)
        known = region.services.known if isinstance(region.services, CellShape) else ()
        return cls(
            facets=facets,
            categories=categories,
            kinds=Kinds(region.country, lookups, categories),
            splitter=Splitter(region.country, lookups, categories, known),
        )
