"""Ukrainian in Latin letters by the rules of the Cabinet's resolution 55 of 27.01.2010 (KMU 2010)."""

import re

_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh",
    "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia", "ь": "", "’": "", "'": "",
}  # fmt: skip
_AT_START = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_WORD = re.compile(r"[\w’']+")
# «зг» is written zgh, so that it does not read as «ж».
_ZGH = re.compile(r"зг", re.IGNORECASE)


def transliterate_uk(text: str) -> str:
    """The Latin spelling of a Ukrainian text; what is no Ukrainian letter stays as it is."""
    return _WORD.sub(lambda match: _word(match.group()), text)


def _word(word: str) -> str:
    word = _ZGH.sub(lambda match: "Zgh" if match.group()[0] == "З" else "zgh", word)
    letters: list[str] = []
    for place, char in enumerate(word):
        lower = char.lower()
        latin = _AT_START.get(lower) if place == 0 else None
        if latin is None:
            latin = _LETTERS.get(lower, lower)
        letters.append(latin.capitalize() if char != lower else latin)
    return "".join(letters)
