"""Matching two real editions, each oblast judged by weights that the other oblasts gave."""

from bench.match_editions import Editions
from bench.match_quality import Measured, Quality, match_pool
from bench.match_weights import compare_editions, estimate, estimating_part
from hub.matching import Thresholds

#: What the same editions gave while all weights came from made-up pairs and no type of school was known.
BEFORE = Measured(
    "real editions, as of 2026-11-29",
    Quality(0.85, 1603, 1603, 2310),
    Quality(0.3, 2307, 2285, 2310),
)


def across_oblasts(editions: Editions, thresholds: Thresholds) -> Measured:
    """All oblasts together, each matched by weights that have not seen it."""
    made_up, whole = estimating_part(), None
    for oblast in editions.oblasts:
        others = [one for one in editions.oblasts if one != oblast]
        weights = estimate(compare_editions(editions.of(others)), made_up).weights
        here = editions.of([oblast])
        pool = match_pool(here.first, here.second, here.same, thresholds, weights)
        whole = whole + pool if whole else pool
    assert whole is not None
    return whole.measured("real editions, across oblasts", thresholds)
