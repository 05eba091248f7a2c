"""Text that a spreadsheet would take for a formula, and how it is kept from doing so."""

import re

#: How a formula begins, in full width too, and what may stand before it unseen (OWASP, CSV injection).
_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: A number, or a telephone, does nothing when it is computed.
_NUMBER = re.compile(r"[+-]?\d[\d\s().,-]*")
_GUARD = "'"


def is_computed(text: str) -> bool:
    """Whether a spreadsheet that opens the text as a cell may compute it."""
    return text.startswith(_SIGNS)


def guarded(text: str) -> str:
    """The text as a cell of CSV: one that may be computed begins with an apostrophe."""
    return _GUARD + text if _is_guarded(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text.startswith(_GUARD) and _is_guarded(text) else text


def _is_guarded(text: str) -> bool:
    """Whether such a text is guarded, however many apostrophes it has of its own."""
    bare = text.lstrip(_GUARD)
    return is_computed(bare) and not _NUMBER.fullmatch(bare)
