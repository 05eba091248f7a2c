"""The rows of phrases.csv: wordings of names in three languages, and what each is in a name.

Columns: `role` of the words in a name; `concept`, the type under which matching lets wordings meet; `kind`,
the code of the taxonomy of kinds that the words stand for, `-` for words that are known to be none;
`lang`, where the words say this in one language only; `phrases`, divided by «|».

Rows of the role `kind` are read for kinds alone, and their phrases may hold signs: «…» stands for up to
four words, «……» for up to twelve, `слово*` for every word that begins so, `=слово` for this form of the
word only.
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).parent / "phrases.csv"


class PhraseRow(NamedTuple):
    """A row of the file."""

    role: str
    concept: str
    kind: str
    lang: str
    phrases: tuple[str, ...]


@cache
def phrase_rows() -> tuple[PhraseRow, ...]:
    """All rows, in the order of the file."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            PhraseRow(row["role"], row["concept"], row["kind"], row["lang"], tuple(row["phrases"].split("|")))
            for row in csv.DictReader(file)
        )
