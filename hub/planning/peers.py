"""Communities like one another, by features that are comparable because each is over its quartile range.

    d(a, b)² = mean over the features f that both have of ((f_a − f_b) / IQR_f)²

What is missing is left out, and who lacks a feature stands behind all who have it: few features are easily
alike. Scaling by the quartile range (Tukey 1977) keeps one very large city from deciding what is far. A
feature without a quartile range says nothing.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from hub.planning.distance import Bools, Floats


class PeerFeature(StrEnum):
    """What makes communities alike."""

    POPULATION = "population"
    DENSITY = "density"
    URBAN_SHARE = "urban-share"
    MINUTES_TO_CENTRE = "minutes-to-centre"
    SETTLEMENTS = "settlements"


@dataclass(frozen=True, slots=True)
class Communities:
    """What is known of communities; arrays of shape (n,), NaN where it is not known."""

    people: Floats
    area_km2: Floats
    urban_share: Floats
    minutes_to_centre: Floats
    settlements: Floats

    def feature(self, feature: PeerFeature) -> Floats:
        """Comparable values: logarithms of what ranges over powers of ten, shares as they are."""
        with np.errstate(divide="ignore", invalid="ignore"):
            match feature:
                case PeerFeature.POPULATION:
                    values = np.log(self.people)
                case PeerFeature.DENSITY:
                    values = np.log(self.people / self.area_km2)
                case PeerFeature.URBAN_SHARE:
                    values = self.urban_share
                case PeerFeature.MINUTES_TO_CENTRE:
                    # The centre itself is 0 minutes away.
                    values = np.log1p(self.minutes_to_centre)
                case PeerFeature.SETTLEMENTS:
                    values = np.log(self.settlements)
        return np.where(np.isfinite(values), values, np.nan)


@dataclass(frozen=True, slots=True)
class FeatureDifference:
    """How far a peer is from the community in one feature, in quartile ranges; positive where it has more."""

    feature: PeerFeature
    difference: float


@dataclass(frozen=True, slots=True)
class Peer:
    """A community like the one asked for."""

    index: int
    distance: float
    differences: tuple[FeatureDifference, ...]
    #: Features that either of the two lacks, or that say nothing; they are not in the distance.
    missing: tuple[PeerFeature, ...]


def nearest_peers(
    communities: Communities,
    index: int,
    features: tuple[PeerFeature, ...] = tuple(PeerFeature),
    *,
    allowed: Bools | None = None,
    first: int = 10,
) -> list[Peer]:
    """The communities most like the one of the index: those with most features, of these the nearest first.

    `allowed` of shape (n,) leaves out what may not be proposed, as a place that cannot be reached. A
    community that shares no feature with the one asked for is no peer.
    """
    values = np.column_stack([communities.feature(feature) for feature in features])
    scaled = (values - values[index]) / _quartile_ranges(values)
    shared = np.isfinite(scaled).sum(axis=1)
    squares = np.nansum(scaled**2, axis=1)
    distance = np.sqrt(np.divide(squares, shared, out=np.full(len(values), np.inf), where=shared > 0))
    distance[index] = np.inf
    if allowed is not None:
        distance[~allowed] = np.inf
    order = np.lexsort((distance, -shared, ~np.isfinite(distance)))[:first]
    return [_peer(int(each), distance, scaled, features) for each in order if np.isfinite(distance[each])]


def _quartile_ranges(values: Floats) -> Floats:
    """The quartile range of each column, shape (features,); NaN where there is none."""
    ranges = np.full(values.shape[1], np.nan)
    for column in range(values.shape[1]):
        known = values[np.isfinite(values[:, column]), column]
        if known.size:
            low, high = np.percentile(known, [25, 75])
            ranges[column] = high - low if high > low else np.nan
    return ranges


def _peer(index: int, distance: Floats, scaled: Floats, features: tuple[PeerFeature, ...]) -> Peer:
    row = scaled[index]
    return Peer(
        index=index,
        distance=float(distance[index]),
        differences=tuple(
            FeatureDifference(feature, float(value))
            for feature, value in zip(features, row, strict=True)
            if np.isfinite(value)
        ),
        missing=tuple(
            feature for feature, value in zip(features, row, strict=True) if not np.isfinite(value)
        ),
    )
