"""Suggestions as lines for lookups.yml, ready to paste once a person has looked at them."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import orjson

from importers.suggest.propose import Suggestion


def as_yaml(suggestions: Sequence[Suggestion]) -> str:
    """Tables of lookups.yml with a line for each word, its proposals in comments above it.

    A proposal that is not sure is a commented line; without one, or with equally likely ones, the code is
    left blank.
    """
    lines: list[str] = []
    for table, group in groupby(suggestions, key=lambda one: one.word.table):
        lines.append(f"{table}:")
        for one in group:
            lines += _entry(one)
    return "".join(f"{line}\n" for line in lines)


def _entry(one: Suggestion) -> Iterator[str]:
    yield f"  # {_where(one)}"
    for proposal in one.proposals:
        name = f"{_quoted(proposal.label)} ({proposal.lang.value})"
        yield f"  #   {proposal.score:>3} % {proposal.code}: {name}"
    words = _quoted(one.word.words)
    if one.decided:
        yield f"  {words}: {one.proposals[0].code}"
    else:
        yield f"  # {words}: {_likeliest(one)}".rstrip()


def _likeliest(one: Suggestion) -> str:
    """The code of the best proposal; '' for none, or where others are as likely."""
    scores = [proposal.score for proposal in one.proposals]
    return one.proposals[0].code if scores and scores.count(scores[0]) == 1 else ""


def _where(one: Suggestion) -> str:
    word = one.word
    times = "once" if word.count == 1 else f"{word.count} times"
    rows = ", ".join(map(str, word.rows))
    more = ", …" if word.count > len(word.rows) else ""
    place = f" in row{'s' * (word.count > 1)} {rows}{more}" if rows else ""
    column = f" of column {_quoted(word.column)}" if word.column else ""
    return f"{times}{place}{column}{_without(one)}"


def _without(one: Suggestion) -> str:
    if one.word.ambiguous:
        return ": means several categories; say which, or name several in a list"
    return "" if one.proposals else ": nothing is like it; write its code, or null for none"


def _quoted(text: str) -> str:
    """A JSON string is a YAML string, whatever stands in it."""
    return orjson.dumps(text).decode()
