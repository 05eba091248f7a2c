"""How an answer was made: which root fields by a plan, which by resolvers and why, in how many statements."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.store.compiled.causes import Fallback


@dataclass(frozen=True, slots=True)
class Report:
    """`roots` are the root fields by their keys: None for a plan's, else why resolvers answered.

    `whole` is why resolvers made the whole answer, `notes` are what made a plan slower than it should be.
    """

    roots: Mapping[str, Fallback | None] = field(default_factory=dict)
    whole: Fallback | None = None
    notes: tuple[Fallback, ...] = ()
    statements: int = 0

    @property
    def planned(self) -> int:
        """How many root fields plans made."""
        return 0 if self.whole else sum(fallback is None for fallback in self.roots.values())

    @property
    def fallbacks(self) -> tuple[Fallback, ...]:
        """Every cause, each once."""
        if self.whole is not None:
            return (self.whole, *self.notes)
        return (*(one for one in self.roots.values() if one is not None), *self.notes)

    def told(self) -> dict[str, Any]:
        """The report as `extensions.plan` tells it."""
        content: dict[str, Any] = {
            "roots": [{"key": key, **_told(self.whole or one)} for key, one in self.roots.items()],
            "statements": self.statements,
        }
        if self.whole is not None:
            content["whole"] = {**_told(self.whole), "root": self.whole.root}
        if self.notes:
            content["notes"] = [{"cause": one.cause, "about": one.about} for one in self.notes]
        return content


def _told(fallback: Fallback | None) -> dict[str, Any]:
    if fallback is None:
        return {"by": "PLAN"}
    return {"by": "RESOLVERS", "cause": fallback.cause, "about": fallback.about}
