"""Several statements about one provider become one record, field by field, by rules of precedence."""

from hub.domain.composing.compose import Composite, compose
from hub.domain.composing.corrections import Correction, UncorrectableField
from hub.domain.composing.precedence import Member

__all__ = ["Composite", "Correction", "Member", "UncorrectableField", "compose"]
