"""What every cleaning stage returns: a value and the troubles met on the way to it."""

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

from hub.domain.text import fold
from hub.domain.vocabulary import Severity

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Trouble:
    """One trouble of one value; the runner adds the row and the column and makes an Issue of it."""

    code: str
    message: str
    severity: Severity = Severity.WARNING
    personal: bool = False  # the cell holds personal data: an Issue must not repeat its value


@dataclass(frozen=True, slots=True)
class Cleaned(Generic[T_co]):
    """A cleaned value. A value that could not be understood is empty, and a trouble says why."""

    value: T_co
    troubles: tuple[Trouble, ...] = ()


#: Folded words by which a cell says that it holds nothing; «-» and «—» fold to ''.
_NOTHING_WORDS = frozenset(
    {
        "", "нема", "немає", "немає даних", "дані відсутні", "відсутній", "відсутня", "відсутнє", "відсутні",
        "не вказано", "не зазначено", "н д", "нет", "нет данных", "отсутствует", "отсутствуют", "не указано",
        "жоқ", "мәлімет жоқ", "деректер жоқ", "none", "null", "nan", "n a", "no data",
    }
)  # fmt: skip
#: A digit, or more letters than any of these words has: most cells are told by it without being folded.
_SOMETHING = re.compile("[^0-9]*[0-9]|(?:[^A-Za-zА-Яа-яІіЇїЄєҐґ]*[A-Za-zА-Яа-яІіЇїЄєҐґ]){16}")


def is_nothing(text: str) -> bool:
    """Whether a cell is empty or says so in words."""
    if _SOMETHING.match(text):
        return False
    return fold(text) in _NOTHING_WORDS and "+" not in text


def refused(code: str, message: str) -> Cleaned[None]:
    """No value, and why."""
    return Cleaned(None, (Trouble(code, message),))
