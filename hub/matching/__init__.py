"""Who is who: which statements of different sources speak of the same provider."""

from hub.domain.features import Features
from hub.matching.engine import match
from hub.matching.model import Evidence, Scored, Thresholds

__all__ = ["Evidence", "Features", "Scored", "Thresholds", "match"]
