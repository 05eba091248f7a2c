"""The documents by which papers and commands ask: one for each question, with all that its tables show."""

import re
from functools import cache
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).with_name("documents")
_SPREAD: Final = re.compile(r"\.\.\.(\w+)")
_FRAGMENT: Final = re.compile(r"^fragment (\w+) .*?(?=^fragment |\Z)", re.DOTALL | re.MULTILINE)


@cache
def document_of(field: str) -> str:
    """The document that asks a field of Query, with the shared fragments that it spreads."""
    own = (_FOLDER / f"{field}.graphql").read_text(encoding="utf-8")
    return own + "".join(_shared()[name] for name in _needed(own))


@cache
def _shared() -> dict[str, str]:
    """The fragments that several documents spread, by name."""
    text = (_FOLDER / "parts.graphql").read_text(encoding="utf-8")
    return {found[1]: found[0] for found in _FRAGMENT.finditer(text)}


def _needed(text: str) -> list[str]:
    """Names of shared fragments that a text spreads, and that those spread, each once."""
    needed: dict[str, None] = {}
    texts = [text]
    while texts:
        for name in _SPREAD.findall(texts.pop()):
            if name in _shared() and name not in needed:
                needed[name] = None
                texts.append(_shared()[name])
    return list(needed)
