"""Fields of HTTP headers: lists of items with parameters and weights (RFC 9110, sections 5.6 and 12.4).

Every field that says what a client wants is read here and nowhere searched, so that `gzip;q=0` refuses.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from hub.kept import kept

#: Items between commas outside of quotes; parameters of an item between semicolons.
_LIST: Final = re.compile(r'(?:[^,"]|"(?:\\.|[^"\\])*+"?)++')
_PARAMETER: Final = re.compile(r'(?:[^;"]|"(?:\\.|[^"\\])*+"?)++')
#: RFC 9110 wants a digit before the point, which Java leaves out.
_WEIGHT: Final = re.compile(r"\d+(?:\.\d*)?|\.\d+", re.ASCII)
_TAG: Final = re.compile(r'"[^"]*"')
#: Nobody wants more things than these; what follows is not read.
_MOST_ITEMS: Final = 100


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, in small letters, with its parameters and how much it is wanted, from 0 to 1."""

    value: str
    weight: float = 1.0
    parameters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def joined(lines: Sequence[str]) -> str | None:
    """One field of the several lines in which a client, or a proxy on the way, may have sent it."""
    return ", ".join(lines) or None


@kept(500)
def items_of(text: str | None) -> tuple[Item, ...]:
    """The items of a field. One whose weight cannot be read is left out, as if it were not there."""
    parts = _LIST.findall(text or "")[:_MOST_ITEMS]
    return tuple(item for item in map(_item, parts) if item is not None)


def weights_of(text: str | None) -> dict[str, float]:
    """How much each thing in a field is wanted; of one that is named twice the greater weight."""
    weights: dict[str, float] = {}
    for item in items_of(text):
        weights[item.value] = max(weights.get(item.value, 0.0), item.weight)
    return weights


def _item(part: str) -> Item | None:
    value, _, rest = part.partition(";")
    named = (each.partition("=") for each in _PARAMETER.findall(rest))
    parameters = {name.strip().lower(): told.strip().strip('"') for name, _, told in named}
    weight = _weight(parameters.pop("q", "1"))
    if not value.strip() or weight is None:
        return None
    return Item(value.strip().lower(), weight, MappingProxyType(parameters))


def _weight(text: str) -> float | None:
    return min(float(text), 1.0) if _WEIGHT.fullmatch(text) else None


@dataclass(frozen=True, slots=True)
class Tags:
    """The answers that an If-None-Match field names; with `every`, whatever there is."""

    named: frozenset[str] = frozenset()
    every: bool = False

    def __contains__(self, tag: str) -> bool:
        return self.every or tag.removeprefix("W/") in self.named


def tags_of(text: str | None) -> Tags:
    """The tags of a field, quotes included and without `W/`: they compare as weak ones do."""
    if (text or "").strip() == "*":
        return Tags(every=True)
    return Tags(frozenset(_TAG.findall(text or "")))
