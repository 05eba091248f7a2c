"""Ages of recipients in words: «3–18», «від 60 років», «до 4», «старше 18 лет», «18 жастан»."""

import re
from functools import lru_cache

from hub.domain.text import tidy
from importers.cleaning.bounds import AGE
from importers.cleaning.result import Cleaned, is_nothing, refused

#: Least and greatest age in whole years, both included; None is unbounded.
Ages = tuple[int | None, int | None]

_YEARS = re.compile(r"\s*(?:рок(?:ів|и|у)|рік|р\.|лет|года?|г\.|жас(?:қа|тан)?|years?)\s*", re.IGNORECASE)
_RANGE = re.compile(r"(?:від|от|з|с)?\s*(\d{1,3})\s*(?:-|до|по|дейін)\s*(\d{1,3})")
_FROM = re.compile(
    r"(?:від|от|з|с|старше|понад|from)\s*(\d{1,3})|(\d{1,3})\s*(?:\+|і старше|и старше|и более|бастап)"
)
_UP_TO = re.compile(r"(?:до|молодше|младше|up to|under)\s*(\d{1,3})|(\d{1,3})\s*дейін")
_ANY = {
    "будь який",
    "без обмежень",
    "усі",
    "любой",
    "все",
    "без ограничений",
    "барлығы",
    "all ages",
    "any age",
}


@lru_cache(maxsize=20_000)
def clean_ages(text: str) -> Cleaned[Ages | None]:
    """The bounds of an age, or None for an empty cell; «до 18» means 17 at most, «3–18» both included."""
    plain = re.sub("[‐‑‒–—−]+", "-", tidy(text)).lower()
    if is_nothing(text) or plain in _ANY:
        return Cleaned(None)
    plain = tidy(_YEARS.sub(" ", plain))
    if match := _RANGE.fullmatch(plain):
        low, high = int(match[1]), int(match[2])
        if low <= high <= AGE.most:
            return Cleaned((low, high))
    elif match := _FROM.fullmatch(plain):
        return Cleaned((int(match[1] or match[2]), None))
    elif match := _UP_TO.fullmatch(plain):
        bound = int(match[1] or match[2])
        if bound > 0:
            return Cleaned((None, bound - 1))
    return refused("AGE_UNCLEAR", f"«{tidy(text)}» is not an age; write 3–18, від 60 or до 18.")
