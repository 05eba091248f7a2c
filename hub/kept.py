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
_PLAIN: Final = frozenset((int, float, bool, type(None)))
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
        try:
            super().__setitem__(question, answer)
        except ValueError:
            self.pop(question, None)


def size_of(value: Any) -> int:
    """About how many bytes a value of texts, arrays, collections and dataclasses takes."""
    size, left = 0, [value]
    while left:
        each = left.pop()
        size += _PLAIN_BYTES
        if type(each) in _PLAIN:
            continue
        if isinstance(each, (str, bytes)):
            size += sys.getsizeof(each)
        elif isinstance(each, (tuple, list, set, frozenset)):
            left.extend(each)
        elif isinstance(each, Mapping):
            left.extend(each)
            left.extend(each.values())
        elif names := _names_of(each.__class__):
            left.extend([getattr(each, name) for name in names])
        else:
            size += getattr(each, "nbytes", 0)
    return size


@lru_cache(maxsize=256)
def _names_of(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass; of others none."""
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()
