"""How many records of a list share each value: over the whole filtered list, not over a page."""

from hub.store.facets.buckets import Bucket, Facet, Facets
from hub.store.facets.members import FacetedListing
from hub.store.facets.read import counted_facets, facets, live_facets
from hub.store.facets.values import TAXONOMY, counted

__all__ = [
    "TAXONOMY",
    "Bucket",
    "Facet",
    "FacetedListing",
    "Facets",
    "counted",
    "counted_facets",
    "facets",
    "live_facets",
]
