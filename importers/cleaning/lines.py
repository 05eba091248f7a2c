"""Lines of a cell: in an address a line break parts as a comma does."""

import re

_BREAKS = re.compile(r"[\n\r\v\f\x85\u2028\u2029]+")


def on_one_line(text: str) -> str:
    """The text with a comma for every line break between its words."""
    *lines, last = (line.strip() for line in _BREAKS.split(text.strip()))
    parted = (line.removesuffix(",").rstrip() for line in lines)
    return ", ".join([*filter(None, parted), last])
