"""Rows of a table that hold no record: subtotals, headers again, hints, numbers of columns and pages."""

import re
from collections.abc import Sequence

from hub.domain.text import fold, fold_once

_TOTAL_WORDS = (
    *("всього", "усього", "разом", "итого", "всего", "барлығы", "жиыны", "жиынтығы"),
    *("total", "totals", "grand total", "subtotal", "sub total", "sum total"),
)
_TOTAL = re.compile(rf"(?:{'|'.join(fold(word) for word in _TOTAL_WORDS)})(?: |$)")
_BARE_TOTAL = re.compile(rf"(?:{'|'.join(fold(word) for word in _TOTAL_WORDS)})")
_MOST_LABELS = 2
_FEWEST_HINTS = 2
_HASHTAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s?\+[a-z0-9_]+)*", re.IGNORECASE)
_ERROR = re.compile(
    r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|ССЫЛКА!|Н/Д|ИМЯ\?|ЗНАЧ!|ДЕЛ/0!|ПУСТО!|ЧИСЛО!)"
)
_PAGE = re.compile(
    r"(?:страница|стр|сторінка|стор|лист|аркуш|бет|page)\.?\s*(?:№\s*)?\d{1,5}(?:\s*(?:из|з|із|of|/)\s*\d{1,5})?"
    r"|\d{1,5}\s*-?\s*бет",
    re.IGNORECASE,
)
#: What descriptions of columns say of them, folded.
_HINTS = frozenset(
    map(
        fold,
        (
            *(
                "text",
                "string",
                "varchar",
                "number",
                "integer",
                "int",
                "float",
                "decimal",
                "date",
                "datetime",
                "boolean",
            ),
            *(
                "bool",
                "url",
                "uri",
                "email",
                "required",
                "optional",
                "mandatory",
                "unchangeable",
                "changeable",
                "unique",
            ),
            *(
                "key",
                "primary key",
                "code",
                "list",
                "enum",
                "id",
                "read only",
                "readonly",
                "текст",
                "рядок",
                "число",
            ),
            *(
                "ціле число",
                "дата",
                "посилання",
                "список",
                "обов’язково",
                "необов’язково",
                "обов’язкове поле",
                "незмінне",
            ),
            *("строка", "целое число", "ссылка", "обязательно", "необязательно", "мәтін", "сан", "күні"),
        ),
    )
)
#: Longer texts are no words of a total, and no hint.
_LONGEST = 60
_FIGURE = re.compile(r"[-–—+\s\d.,%/№хx×]*", re.IGNORECASE)


def is_total(cells: Sequence[str]) -> bool:
    """Whether the first words of a row say "total" and the rest of it are figures.

    A provider may be called «Разом», so a row with any text after such a word is no subtotal.
    """
    labels = []
    for cell in cells:
        if not _FIGURE.fullmatch(cell):
            labels.append(cell)
            if len(labels) > _MOST_LABELS:
                return False
    if len(labels) == 1:
        return _TOTAL.match(fold_once(labels[0][:_LONGEST])) is not None
    # Of what a total is may stand in a cell of its own: «Вінницький район | Разом | 45».
    figures = any(any(map(str.isdigit, cell)) for cell in cells)
    return (
        len(labels) == _MOST_LABELS
        and figures
        and _BARE_TOTAL.fullmatch(fold_once(labels[-1][:_LONGEST])) is not None
    )


def repeats_header(cells: Sequence[str], names: Sequence[str]) -> bool:
    """Whether a row says the names of the columns again, as where files were put end to end."""
    filled = [(cell, name) for cell, name in zip(cells, names, strict=False) if cell.strip()]
    same = sum(1 for cell, name in filled if _is_name(cell, name))
    return same >= min(2, len(names)) and 2 * same > len(filled)


def _is_name(cell: str, name: str) -> bool:
    """Whether a cell says a column's name; its length tells of most that it does not."""
    return len(cell) <= 2 * len(name) + 2 and fold_once(cell) == fold(name)


def is_technical(cells: Sequence[str]) -> bool:
    """Whether a row holds tags of the columns (#org+name), hints of their types, or nothing but errors."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled:
        return False
    if all(_ERROR.fullmatch(cell) for cell in filled):
        return True
    if len(filled) < _FEWEST_HINTS:
        return False
    return all(_HASHTAG.fullmatch(cell) for cell in filled) or all(
        len(cell) <= _LONGEST and fold_once(cell) in _HINTS for cell in filled
    )


def is_page_number(cells: Sequence[str]) -> bool:
    """Whether a row holds nothing but the number of a page: «Страница 1 из 2»."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) == 1 and len(filled[0]) <= _LONGEST and _PAGE.fullmatch(filled[0]) is not None


def is_column_numbers(cells: Sequence[str]) -> bool:
    """Whether a row only counts the columns: 1, 2, 3, …"""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) >= 3 and filled == [str(number) for number in range(1, len(filled) + 1)]
