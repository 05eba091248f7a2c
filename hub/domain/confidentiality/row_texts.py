"""What a raw row says in words, mapped or not: the rule of secret places reads all of it."""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from hub.domain.confidentiality.lexicon import has_part_of_refuge
from hub.domain.confidentiality.refuge import Text
from hub.domain.text import fold

#: Signs of a cell that says one thing only, so that the next cell may go on with it.
_ONE_THING = 40

#: Cells that deny what their column's heading says, folded.
_DENIED = frozenset(
    {"", "0", "ні", "нi", "нет", "no", "none", "жоқ", "жок", "false", "немає", "відсутній", "відсутня",
     "відсутнє", "відсутні", "отсутствует", "не надається", "не предоставляется", "н", "n"}
)  # fmt: skip


def row_texts(
    values: Mapping[str, str],
    silent: Collection[str],
    addresses: Collection[str],
    locations: tuple[str, ...] = (),
    *,
    in_order: bool = True,
) -> Iterator[Text]:
    """The cells of a row, and the headings of those that say "yes" or anything else to them.

    A short cell is given with its heading and with the short cell after it too: «Вид: кімната», «кризова».
    `silent` columns are left out; `locations` are the keys of the places that the row speaks of. What
    is not `in_order` of the file has no cells that follow each other.
    """
    short: list[tuple[str, str]] = []
    for column, text in values.items():
        if column in silent or fold(text) in _DENIED:
            continue
        yield Text(column, text, locations, address=column in addresses)
        if column not in addresses:
            yield Text(column, column, locations)
            if _says_one_thing(text):
                short.append((column, text))
                if has_part_of_refuge(text) and has_part_of_refuge(column):
                    yield Text(column, f"{column} {text}", locations, cells=True)
    for (column, text), (_, more) in pairwise(short) if in_order else ():
        if has_part_of_refuge(text) and has_part_of_refuge(more):
            yield Text(column, f"{text} {more}", locations, cells=True)


def _says_one_thing(text: str) -> bool:
    return len(text) <= _ONE_THING and any(map(str.isalpha, text))
