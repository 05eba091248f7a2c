"""Digits written as other signs: of other scripts, in full width, with unseen signs between, as letters."""

import unicodedata
from dataclasses import dataclass

#: Letters that look like a digit.
LETTERS = "ΟοΙιОоOoІіIiЇїlLЗзЧчSsБбВвB"
_AS_DIGITS = "001100001111111133445566888"
_LETTER_DIGITS = dict(zip(LETTERS, _AS_DIGITS, strict=True))
#: Digits of every script, and those in circles or raised, for the sets of regular expressions.
DIGITS = r"\d¹²³⁰⁴-⁹₀-₉①-⑨⓪"


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in plain digits and signs, and where each of its signs stood in the text as it was."""

    text: str
    places: tuple[int, ...] | None  # none: each where it was

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part stood in the text as it was."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def plain(text: str) -> Plain:
    """The text with plain digits and signs, and without what cannot be seen."""
    if text.isascii():
        return Plain(text, None)
    signs = [(place, _plain_sign(sign)) for place, sign in enumerate(text)]
    kept = [(place, sign) for place, sign in signs if sign]
    return Plain("".join(sign for _, sign in kept), tuple(place for place, _ in kept))


def digits_of(text: str) -> str:
    """The digits of a text in which letters stand for some."""
    return "".join(
        _LETTER_DIGITS.get(sign, sign) for sign in text if sign in _LETTER_DIGITS or sign.isdecimal()
    )


def _plain_sign(sign: str) -> str:
    if sign.isascii() or "\u0400" <= sign <= "\u0482":
        return sign
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(sign)
    if category in {"Cf", "Mn", "Me"} or sign == "\u3164":
        return ""
    normal = unicodedata.normalize("NFKC", sign)
    return normal if len(normal) == 1 else sign
