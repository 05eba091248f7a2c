"""What hangs on rows, as whoever makes objects of rows sees it."""

from collections.abc import Sequence
from typing import Any, Protocol

from hub.store.compiled.nesting import Nest
from schema.plan.asking import Asking


class Hanging(Protocol):
    """What hangs on rows, read for all of them together."""

    many: bool
    nullable: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the row that make its key."""

    async def load(self, asking: Asking, keys: Sequence[Any]) -> dict[Any, Any]:
        """What stands in the answer for each key; an empty list, or null, for one that is left out."""

    def nest(self) -> Nest | None:
        """How its rows can be read in the statement of the rows that it hangs on, if they can."""
