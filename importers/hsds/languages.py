"""Languages of services and places, in the words of their source."""

from collections.abc import Iterable

from importers.hsds.line import Line


def languages_of(lines: Iterable[Line]) -> tuple[str, ...]:
    """Their names, or their codes where they have none, each once."""
    said = (line.said("name") or line.said("code") for line in lines)
    return tuple(dict.fromkeys(text for text in said if text))
