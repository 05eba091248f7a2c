"""What a process keeps of texts and answers that come again and again, within bounds of memory."""

import sys
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache, wraps
from typing import Any, Final, ParamSpec, TypeVar

from cachetools import LRUCache

Texts = ParamSpec("Texts")
Result = TypeVar("Result")

#: A longer text is hardly the same twice.
LONGEST: Final = 300
#: Bytes of what has no size of its own, its places in tables included.
_PLAIN_BYTES: Final = 64
#: Functions that keep results, by what sets how many.
_setters: list[Callable[[int], None]] = []


def kept(most: int, longest: int = LONGEST) -> Callable[[Callable[Texts, Result]], Callable[Texts, Result]]:
    """Keep what a function gives for the latest texts, `most` of them, none longer than `longest`.

    Of several texts all together are so long at most.
    """

    def around(make: Callable[Texts, Result]) -> Callable[Texts, Result]:
        results = lru_cache(maxsize=most)(make)

        def keep(at_most: int) -> None:
            nonlocal results
            results = lru_cache(maxsize=min(most, at_most))(make)

        @wraps(make)
        def look_up(*texts: Texts.args, **named: Texts.kwargs) -> Result:
            length = 0
            for text in texts:
                length += len(text) if isinstance(text, str) else 0
            if length > longest:
                return make(*texts, **named)
            return results(*texts, **named)  # type: ignore[arg-type]

        _setters.append(keep)
        return look_up

    return around


def keep_fewer(most: int) -> None:
    """Let every function keep at most so many results: where strangers choose the texts, few come again."""
    for keep in _setters:
        keep(most)


class ByBytes(LRUCache[Hashable, Any]):
    """Answers by their questions: the latest, as many as so many bytes hold."""

    def __init__(self, most: int, size: Callable[[Any], int] | None = None) -> None:
        super().__init__(most, getsizeof=size or size_of)

    def __setitem__(self, question: Hashable, answer: Any) -> None:
        """Keep an answer; one that is larger than all bytes together is not kept."""
        if self.getsizeof(answer) <= self.maxsize:
            super().__setitem__(question, answer)
        else:
            self.pop(question, None)


def size_of(value: Any) -> int:
    """About how many bytes a value of texts, collections and dataclasses takes."""
    if isinstance(value, str | bytes):
        return _PLAIN_BYTES + sys.getsizeof(value)
    if isinstance(value, Mapping):
        return _PLAIN_BYTES + sum(size_of(key) + size_of(each) for key, each in value.items())
    if isinstance(value, tuple | list | set | frozenset):
        return _PLAIN_BYTES + sum(map(size_of, value))
    if is_dataclass(value) and not isinstance(value, type):
        return _PLAIN_BYTES + sum(size_of(getattr(value, one.name)) for one in fields(value))
    return _PLAIN_BYTES
