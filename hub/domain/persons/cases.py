"""Forms in which a personal name may stand in the nominative, guessed from another case by its ending."""

from collections.abc import Iterator

#: Ending of a form → endings that the nominative may have instead. Ukrainian, Russian and Kazakh together:
#: a guess too many does no harm, since it must stand in a list of names.
_ENDINGS: dict[str, tuple[str, ...]] = {
    "а": ("", "о"), "я": ("й", "ь", "", "я"), "у": ("", "о", "а"), "ю": ("й", "ь", "я", ""),
    "и": ("а", "я", "ь"), "і": ("а", "я", "о", ""), "ї": ("я",), "ы": ("а",),
    "е": ("а", "", "о", "я", "й", "ь"),
    "ой": ("а",), "ою": ("а",), "ей": ("я", "а"), "ею": ("я", "а"), "єю": ("я",), "ом": ("", "о"),
    "ем": ("", "й", "ь"), "єм": ("й",), "ём": ("й", "ь"), "ові": ("", "о"),
    "еві": ("", "ь", "й"), "єві": ("й",),
    "ии": ("ия",), "ией": ("ия",), "ього": ("ій",), "ія": ("ій",), "ію": ("ій", "ія"),
    "ії": ("ія",), "ією": ("ія",), "ьва": ("ев",), "ьву": ("ев",), "ла": ("ел", "ло"),
    "лу": ("ел", "ло"), "ора": ("ір",), "ору": ("ір",), "ором": ("ір",), "она": ("ін",), "ону": ("ін",),
    "ена": ("ін",), "ового": ("ів",),
    "ның": ("",), "нің": ("",), "дың": ("",), "дің": ("",), "тың": ("",), "тің": ("",),
    "ға": ("",), "ге": ("",), "қа": ("",), "ке": ("",), "ны": ("",), "ні": ("",), "ды": ("",), "ді": ("",),
    "ты": ("",), "ті": ("",), "мен": ("",), "бен": ("",), "пен": ("",),
}  # fmt: skip
_LONGEST = 5
_SHORTEST_NAME = 3


def nominatives(word: str) -> Iterator[str]:
    """What a folded word may be a form of; the word itself is not among them."""
    for length in range(1, _LONGEST + 1):
        stem, ending = word[:-length], word[-length:]
        for other in _ENDINGS.get(ending, ()):
            if len(stem) + len(other) >= _SHORTEST_NAME:
                yield stem + other
