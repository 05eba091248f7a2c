"""Lines of a cell: in an address a line break parts as a comma does."""

import re

_BREAK = re.compile(r"(?:\s*,)?\s*[\n\r\v\f\x85\u2028\u2029]\s*")


def on_one_line(text: str) -> str:
    """The text with a comma for every line break between its words."""
    return _BREAK.sub(", ", text.strip())
