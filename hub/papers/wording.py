"""Values of a paper in one of the four languages: sentences, numbers and days as people write them."""

import csv
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Final

from hub.domain.text import tidy
from hub.domain.vocabulary import Lang
from hub.papers.model import Absent, Number, PaperUnit, Phrase, Several, Value

_WORDS: Final = Path(__file__).with_name("words")
_NBSP: Final = "\N{NO-BREAK SPACE}"
#: What stands between thousands, before decimals, and before the sign of per cent.
_MARKS: Final = dict.fromkeys(Lang, (_NBSP, ",", f"{_NBSP}%")) | {Lang.EN: (",", ".", "%")}
_DAYS: Final = dict.fromkeys(Lang, "%d.%m.%Y") | {Lang.EN: "%Y-%m-%d"}
_EMPTY: Final = "–"


@cache
def words(lang: Lang) -> Mapping[str, str]:
    """Every label and sentence of a language by its key."""
    with (_WORDS / f"{lang.value}.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: row["text"] for row in csv.DictReader(file)}


def worded(value: Value, lang: Lang) -> str:
    """A value as a person reads it, on one line and without signs that are not seen."""
    if isinstance(value, Phrase):
        values = {name: worded(each, lang) for name, each in value.values.items()}
        return words(lang)[value.key].format_map(values)
    if isinstance(value, Number):
        return number(value, lang)
    if isinstance(value, Absent):
        return words(lang)[f"absent.{value.reason}"]
    if isinstance(value, Several):
        return "; ".join(worded(each, lang) for each in value.values)
    if value is None:
        return _EMPTY
    if isinstance(value, bool):
        return words(lang)["yes" if value else "no"]
    if isinstance(value, date):
        return value.strftime(_DAYS[lang])
    return inert(value)


def phrase_of(prefix: str, code: str) -> Phrase | str:
    """The word for a code, or the code where there is none."""
    key = f"{prefix}.{code}"
    return Phrase(key) if key in words(Lang.EN) else code


def inert(text: str) -> str:
    """A text of strangers on one line: without marks of direction, control signs, and halves of pairs."""
    return tidy(text.encode("utf-8", "ignore").decode()).replace("\ufffe", "").replace("\uffff", "")


def number(held: Number, lang: Lang) -> str:
    """A number as the language writes it, with its unit: 1 058 осіб, 92,3 %. Halves are rounded up.

    Raises ValueError for a number that is not finite: it should have been absent.
    """
    thousands, point, per_cent = _MARKS[lang]
    if not isfinite(held.value):
        raise ValueError("a number of a paper is finite, or absent with a reason")
    exact = Decimal(repr(held.value)) * (100 if held.unit is PaperUnit.SHARE else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-held.decimals), rounding=ROUND_HALF_UP)
    shown = f"{rounded + 0:,f}".replace(",", "\0").replace(".", point).replace("\0", thousands)
    if held.unit is PaperUnit.SHARE:
        return f"{shown}{per_cent}"
    unit = unit_name(held.unit, lang)
    return f"{shown}{_NBSP}{unit}" if unit else shown


def unit_name(unit: PaperUnit, lang: Lang) -> str:
    """What a unit is called; nothing for numbers without one."""
    return "" if unit is PaperUnit.NONE else words(lang)[f"unit.{unit.value}"]
