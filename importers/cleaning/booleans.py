"""Yes and no in Ukrainian, Russian, Kazakh and English, and as signs."""

from hub.domain.text import fold, tidy
from importers.cleaning.result import Cleaned, refused

_YES = {
    "так",
    "да",
    "иә",
    "ия",
    "yes",
    "true",
    "y",
    "є",
    "есть",
    "бар",
    "наявний",
    "наявна",
    "наявне",
    "имеется",
    "1",
}
_NO = {
    "ні",
    "нет",
    "жоқ",
    "no",
    "false",
    "n",
    "немає",
    "нема",
    "відсутній",
    "відсутня",
    "відсутнє",
    "отсутствует",
    "0",
}
_YES_SIGNS = {"+", "✓", "✔", "☑", "✅"}
_NO_SIGNS = {"-", "–", "—", "−", "✗", "✘", "❌", "☐"}


def clean_boolean(text: str) -> Cleaned[bool | None]:
    """True, False, or None for an empty cell; any other word is BOOLEAN_UNKNOWN."""
    sign, word = tidy(text), fold(text)
    if sign in _YES_SIGNS or word in _YES:
        return Cleaned(True)
    if sign in _NO_SIGNS or word in _NO:
        return Cleaned(False)
    if not sign:
        return Cleaned(None)
    return refused("BOOLEAN_UNKNOWN", f"«{sign}» is neither yes nor no; write так or ні (да, нет; иә, жоқ).")
