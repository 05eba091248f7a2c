"""Numbers as people write them: «1 234,5», «45 осіб», «немає», and those that are not one number."""

import re
from decimal import Decimal
from functools import lru_cache

from hub.domain.text import tidy
from importers.cleaning.bounds import ANY_NUMBER, WHOLE, Between
from importers.cleaning.result import Cleaned, is_nothing, refused

_UNITS = re.compile(
    r"\s*(?:осіб|особи|особа|чол(?:\.|овік)?|людей|місц[ьея]|чел(?:\.|овек[а]?)?|мест[оа]?|шт\.?|од\.?|ед\.?"
    r"|орын|адам|кв\.?\s?м\.?|м2|м²|грн\.?|руб(?:\.|лей)?|тг\.?|тенге|теңге|₴|₽|₸|рок(?:и|ів)|лет|года|жыл|years?|став(?:ки|ок))$",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?")
_THOUSANDS_OR_DECIMALS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
_RANGE = re.compile(r"(?:від|от|с|з)?\s*\d+(?:[.,]\d+)?\s*(?:[-–—…]|до|\.\.)\s*\d+(?:[.,]\d+)?")
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eе][+-]?\d+", re.IGNORECASE)


_MOST_SHOWN = 40
TOO_LARGE = "NUMBER_TOO_LARGE"


# Few numbers fill the columns of a register, thousands of times each.
@lru_cache(maxsize=20_000)
def clean_number(text: str, *, bounds: Between = ANY_NUMBER) -> Cleaned[Decimal | None]:
    """One decimal number within the bounds, or None; ranges and ambiguous commas are refused.

    A dot always divides decimals; a comma does unless exactly three digits follow it, which may
    as well be thousands. A unit after the number is dropped.
    """
    if is_nothing(text):
        return Cleaned(None)
    plain = _UNITS.sub("", tidy(text).replace("−", "-"))
    return _read(plain, plain if len(plain) <= _MOST_SHOWN else f"{plain[:_MOST_SHOWN]}…", bounds)


def _read(plain: str, shown: str, bounds: Between) -> Cleaned[Decimal | None]:
    if _SCIENTIFIC.fullmatch(plain):
        return refused(
            "NUMBER_SCIENTIFIC", f"«{shown}» was rounded by a spreadsheet; give all digits as text."
        )
    if _RANGE.fullmatch(plain.lower()):
        return refused("NUMBER_RANGE", f"«{shown}» is a range; give one number, or two columns.")
    if _THOUSANDS_OR_DECIMALS.fullmatch(plain):
        return refused(
            "NUMBER_AMBIGUOUS", f"«{shown}» may be thousands or decimals; write it without the comma."
        )
    if not (_PLAIN.fullmatch(plain) or _GROUPED.fullmatch(plain)):
        return refused("NUMBER_UNCLEAR", f"«{shown}» is not a number; give digits only.")
    value = Decimal(re.sub(r"[ '’]", "", plain).replace(",", "."))
    if value < bounds.least:
        return refused("NUMBER_TOO_SMALL", f"{shown} is below {bounds.least}; correct it in the source.")
    if value > bounds.most:
        message = f"{shown} is above {bounds.most:,}; two numbers may have run together. Correct it."
        return refused(TOO_LARGE, message)
    return Cleaned(value)


@lru_cache(maxsize=20_000)
def clean_integer(text: str, *, bounds: Between = WHOLE) -> Cleaned[int | None]:
    """One whole number within the bounds, which begin at zero; «12.0» is 12, «12,5» is refused."""
    number = clean_number(text, bounds=bounds)
    if number.value is None:
        return Cleaned(None, number.troubles)
    if number.value != number.value.to_integral_value():
        return refused("NUMBER_NOT_WHOLE", f"{number.value} is not a whole number; correct it in the source.")
    return Cleaned(int(number.value))
