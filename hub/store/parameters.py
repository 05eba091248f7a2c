"""What stands in the place of values where a statement is made once for all values.

Conditions are written the same for values and for what stands in their place: by `among`, `words_of` and
what compares words, and by comparing a column with a `Parameter`. Nothing else can be told of what stands
there: whoever looks raises ValueRead, so that no value, and no choice by one, gets into the statement's text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ClauseElement,
    ColumnElement,
    Float,
    Integer,
    Text,
    Uuid,
    bindparam,
)

from hub.domain.text import search_words

_TYPES = {float: Float, int: Integer, str: Text, UUID: Uuid}


class ValueRead(TypeError):
    """A condition looks at a value that the statement is made without."""

    def __init__(self, name: str, advice: str) -> None:
        super().__init__(f"A condition looks at {name}, but its statement serves all values. {advice}")


class Opaque:
    """Something that may be handed on, but not looked at; that it is given, and not empty, is known."""

    __slots__ = ("name",)

    advice = ""

    def __init__(self, name: str) -> None:
        self.name = name

    def refuse(self, *_: Any) -> Any:
        """Raise ValueRead."""
        raise ValueRead(self.name, self.advice)

    __iter__ = __len__ = __getitem__ = __contains__ = __str__ = __format__ = __hash__ = refuse
    __int__ = __float__ = __index__ = __add__ = __radd__ = __eq__ = __ne__ = refuse

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"

    def __clause_element__(self) -> Any:
        """SQLAlchemy asks for this where it is made an operand."""
        return self.refuse()


class Parameter(Opaque):
    """One value that is given when the statement is asked: an operand for SQLAlchemy."""

    __slots__ = ("_element",)

    advice = "Compare it with a column, or ask whether it `is not None`."

    def __init__(self, name: str, kind: type) -> None:
        super().__init__(name)
        self._element: BindParameter[Any] = bindparam(name, None, type_=_TYPES[kind]())

    def __clause_element__(self) -> Any:
        return self._element

    def __bool__(self) -> bool:
        # Zero is given too, and untrue.
        return bool(self.refuse())

    def __eq__(self, other: object) -> Any:
        # Python then asks the column, which makes the condition.
        return NotImplemented if isinstance(other, ClauseElement) else self.refuse()

    def __ne__(self, other: object) -> Any:
        return NotImplemented if isinstance(other, ClauseElement) else self.refuse()

    __hash__ = Opaque.refuse


class ParameterList(Opaque):
    """Any number of values, at least one, that are given as one list when the statement is asked."""

    __slots__ = ("_element",)

    advice = "Say `among(column, values)` instead of `column.in_(values)`."

    def __init__(self, name: str, kind: type) -> None:
        super().__init__(name)
        self._element: BindParameter[Any] = bindparam(name, None, type_=ARRAY(_TYPES[kind]()))

    def holds(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Whether the column holds one of the values."""
        return column == self._element.any_()


class Words(Opaque):
    """Text that is looked for word by word: two parameters for each word."""

    __slots__ = ("parameters",)

    advice = "Ask for its words by `words_of(text)`."

    def __init__(self, name: str, parameters: Sequence[Parameter]) -> None:
        super().__init__(name)
        self.parameters = parameters


class Presence(Opaque):
    """What is given, and told by other fields of its scope; here stands only that it is given."""

    __slots__ = ()

    advice = "It is declared RESOLVED: other fields of the scope tell it."


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, or what stands in its place: how words begin that meet it, and the whole of it."""

    beginning: str | Parameter
    whole: str | Parameter


def among(
    column: ColumnElement[Any], values: Sequence[Any] | Parameter | ParameterList
) -> ColumnElement[bool]:
    """Whether the column holds one of the values, or of those of a parameter."""
    if isinstance(values, ParameterList):
        return values.holds(column)
    if isinstance(values, Parameter):
        return column == values
    return column.in_(values)


def one_code(code: Any) -> Any:
    """One of several codes that are asked for apart, in the form that `among` takes."""
    return code if isinstance(code, Parameter) else (code,)


def words_of(text: str | None) -> Sequence[Word]:
    """The words that a text is looked for by, or their parameters."""
    each = text.parameters if isinstance(text, Words) else search_words(text or "")
    return [Word(*two) for two in zip(each[::2], each[1::2], strict=True)]


def contains(column: ColumnElement[str], word: Word) -> ColumnElement[bool]:
    """Whether a word of a search key begins so. Words hold letters, digits and spaces, no wildcards."""
    return column.contains(word.beginning)


def contains_whole(column: ColumnElement[str], word: Word) -> ColumnElement[bool]:
    """Whether a search key holds the whole word."""
    return column.concat(" ").contains(word.whole)


def begins(column: ColumnElement[str], word: Word) -> ColumnElement[bool]:
    """Whether the first word of a search key begins so."""
    return column.startswith(word.beginning)


def begins_whole(column: ColumnElement[str], word: Word) -> ColumnElement[bool]:
    """Whether a search key begins with the whole word."""
    return column.concat(" ").startswith(word.whole)
