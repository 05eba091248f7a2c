"""The stem of a word: where its cases, the scripts and the three languages meet."""

import re
from functools import lru_cache

from hub.domain.text import search_terms

# What search_terms leaves of adjectives' case endings: -ого, -ому, -их, -им.
_CASE_ENDING = re.compile(r"(?<=.{5})(?:oh|om|ih|im)$")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of one folded word under which its cases, scripts and languages meet; '' for no letters."""
    found = search_terms(word)
    return _CASE_ENDING.sub("", found[0][1:]) if found else ""
