"""Cells that hold several services: cut at semicolons, lines and numbers, never at a comma alone."""

import re
from collections.abc import Collection

from hub.domain.text import fold, tidy
from hub.domain.vocabulary import Severity
from importers.cleaning.result import Cleaned, Trouble, is_nothing

_LINE_MARK = re.compile(r"(?:^|\n)\s*(?:[-–—•·*▪●]\s+|\(?\d{1,2}[.)]\s*(?=\D))")
_INLINE_NUMBER = re.compile(r"(?:^|(?<=[\s;,.]))\(?(\d{1,2})\)\s*(?=\D)")
_HARD_SEPARATOR = re.compile(r"[;\n\r|]+")
_COMMA = re.compile(r"\s*,\s*")
_EDGE = " .,;:-–—•"


def split_services(text: str, aliases: Collection[str] = ()) -> Cleaned[tuple[str, ...]]:
    """The names in a cell, in order and each once.

    `aliases` are folded known names. Names of services hold commas themselves, so a part with commas
    is cut there only when it then consists of known names altogether, the longest first. A part of
    which only something is known stays whole, with SPLIT_UNCLEAR.
    """
    if is_nothing(text):
        return Cleaned(())
    names: dict[str, None] = {}
    troubles = []
    for part in _parts(text):
        known = [part] if fold(part) in aliases else _known_names(part, aliases)
        if known is None:
            known = [part]
            if _names_something(part, aliases):
                message = f"«{part}» holds a known service and something else; divide services by semicolons."
                troubles.append(Trouble("SPLIT_UNCLEAR", message, Severity.WARNING))
        names.update(dict.fromkeys(known))
    return Cleaned(tuple(names), tuple(troubles))


def _parts(text: str) -> list[str]:
    marked = _LINE_MARK.sub("\n", text)
    # «1) … 2) …» in one line counts only if the numbers really run on from 1.
    numbers = [int(match.group(1)) for match in _INLINE_NUMBER.finditer(marked)]
    if numbers in (list(range(1, len(numbers) + 1)), list(range(2, len(numbers) + 2))):
        marked = _INLINE_NUMBER.sub("\n", marked)
    parts = (tidy(part).strip(_EDGE) for part in _HARD_SEPARATOR.split(marked))
    return [part for part in parts if part]


def _known_names(part: str, aliases: Collection[str]) -> list[str] | None:
    """The part cut at commas into known names only, or None when that cannot be done."""
    pieces = _COMMA.split(part)
    names: list[str] = []
    start = 0
    while start < len(pieces):
        ends = range(len(pieces), start, -1)
        end = next((end for end in ends if fold(", ".join(pieces[start:end])) in aliases), None)
        if end is None:
            return None
        names.append(", ".join(pieces[start:end]))
        start = end
    return names


def _names_something(part: str, aliases: Collection[str]) -> bool:
    pieces = _COMMA.split(part)
    return len(pieces) > 1 and any(fold(piece) in aliases for piece in pieces)
