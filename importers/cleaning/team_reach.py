"""How far a team goes and whom a second-tier service supports, in the words of registers."""

import re
from functools import lru_cache

from hub.domain.text import fold, tidy
from hub.domain.vocabulary import SecondTier
from importers.cleaning.bounds import Between
from importers.cleaning.result import Cleaned, is_nothing, refused

#: Minutes and kilometres; one of them is None.
Reach = tuple[float | None, float | None]

_MINUTES = re.compile(
    r"(?:до\s*)?(\d+(?:[.,]\d+)?)\s*(?:хв(?:илин[аи]?)?|мин(?:ут[аы]?)?|минут|мин|min(?:utes?)?)\.?"
)
_HOURS = re.compile(r"(?:до\s*)?(\d+(?:[.,]\d+)?)\s*(?:год(?:ин[аи]?)?|час(?:а|ов)?|сағат|h(?:ours?)?)\.?")
_KM = re.compile(r"(?:до\s*)?(\d+(?:[.,]\d+)?)\s*(?:км|km|шақырым)\.?")
#: Nobody drives farther to a person and back in a day.
REACH_MINUTES, REACH_KM = Between(0, 600), Between(0, 500)

_SECOND_TIER = {
    SecondTier.HROMADAS: ("громади", "громад", "громады", "муниципалитеты", "hromadas", "қауымдастықтар"),
    SecondTier.INSTITUTIONS: ("установи", "заклади", "учреждения", "institutions", "мекемелер"),
}
_PEOPLE = frozenset(
    {"люди", "особи", "отримувачі", "получатели", "граждане", "people", "адамдар", "ні", "нет", "no"}
)


@lru_cache(maxsize=2_000)
def clean_reach(text: str) -> Cleaned[Reach | None]:
    """«30 хв», «1 час», «до 40 км»: minutes or kilometres; a number without a unit is refused."""
    if is_nothing(text):
        return Cleaned(None)
    plain = tidy(text).lower()
    for pattern, factor, most in (
        (_MINUTES, 1, REACH_MINUTES.most),
        (_HOURS, 60, REACH_MINUTES.most),
        (_KM, 1, REACH_KM.most),
    ):
        match = pattern.fullmatch(plain)
        if match:
            number = float(match[1].replace(",", ".")) * factor
            if 0 < number <= most:
                return Cleaned((None, number) if pattern is _KM else (number, None))
            break
    return refused(
        "REACH_UNCLEAR", f"«{tidy(text)}» is no reach; write minutes or kilometres, as 30 хв or 40 км."
    )


@lru_cache(maxsize=200)
def clean_second_tier(text: str) -> Cleaned[SecondTier | None]:
    """Whom a service supports where its clients are no people; None where they are."""
    word = fold(text)
    if is_nothing(text) or word in _PEOPLE:
        return Cleaned(None)
    for tier, words in _SECOND_TIER.items():
        if word in words:
            return Cleaned(tier)
    return refused("SECOND_TIER_UNCLEAR", f"«{tidy(text)}» is unclear; write громади, установи or люди.")
