"""What each issue means to the clerk who keeps the file: what is wrong, and how to mend it.

`messages.csv` holds one line for each code and language. `for` tells who can mend it: the publisher,
or the hub's operator. `status` is draft where a native speaker has still to review the wording.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hub.domain.records import Issue
from hub.domain.vocabulary import Lang

_FILE = Path(__file__).with_name("messages.csv")
_PUBLISHER = "publisher"


@dataclass(frozen=True, slots=True)
class Message:
    """A trouble in words."""

    wrong: str
    mend: str


@cache
def messages() -> Mapping[tuple[str, str], Message]:
    """Every message by (code, language)."""
    return {(row["code"], row["lang"]): Message(row["wrong"], row["mend"]) for row in _rows()}


@cache
def codes_for_operator() -> frozenset[str]:
    """Codes of troubles that the publisher can do nothing about."""
    return frozenset(row["code"] for row in _rows() if row["for"] != _PUBLISHER)


def message_of(issue: Issue, lang: Lang) -> Message:
    """The issue in words; the import's own sentence in English, and where a code has no words yet."""
    return messages().get((issue.code, lang.value)) or Message(issue.message, "")


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
