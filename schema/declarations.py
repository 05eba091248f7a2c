"""What fields may be made of: plain data, which the resolvers and the compiled plans read alike."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple, cast

import strawberry

from schema.node import encode_id


@dataclass(frozen=True)
class Column:
    """A column of the row."""

    name: str


@dataclass(frozen=True)
class GlobalId:
    """The global id of a type by the columns that are its key."""

    typename: str
    columns: tuple[str, ...]
    separator: str = ":"

    def of(self, values: tuple[Any, ...]) -> strawberry.ID:
        """The id of these values of the columns."""
        return encode_id(self.typename, self.separator.join(map(str, values)))


@dataclass(frozen=True)
class Term:
    """Terms of a taxonomy by the codes in a column; their labels prefer the row's language."""

    taxonomy: str
    column: str


class TermRef(NamedTuple):
    """A term, and the language of the record that it was reached through."""

    taxonomy: str
    code: str
    own: str | None


def term_ref(taxonomy: str, code: str, own: str | None = None) -> TermRef:
    """The term of a code; one that is the key of another taxonomy's term, `taxonomy:code`, is that term."""
    other, colon, plain = code.partition(":")
    return TermRef(other, plain, own) if colon else TermRef(taxonomy, code, own)


@dataclass(frozen=True)
class OfTerm:
    """A value that the method makes of what is known of a term: an attribute of the object, read before."""

    needs: str


@dataclass(frozen=True)
class Same:
    """An object that is made of the same row."""


@dataclass(frozen=True)
class Related:
    """What a read of hub.store gives for the row's key.

    `key` names the columns that make it (several make a tuple). With `via`, the rows that are read only name
    the real ones: by their column `via[0]`, for the read `via[1]`. `pick` chooses one of many rows by the
    field's arguments, looking at the columns `needs`; `value` makes a value of all of them, and of the column
    `own` of the row if that is given. `asks` makes further parts of the key of the field's arguments.
    """

    read: Any
    key: tuple[str, ...]
    via: tuple[str, Any] | None = None
    pick: Callable[..., Any] | None = None
    needs: tuple[str, ...] = ()
    value: Callable[..., Any] | None = None
    own: str | None = None
    asks: Callable[..., tuple[Any, ...]] | None = None

    def key_of(self, row: Any, arguments: Mapping[str, Any]) -> Hashable:
        """The key of a row."""
        key = attrgetter(*self.key)(row)
        return cast(Hashable, key if self.asks is None else (key, *self.asks(**arguments)))


@dataclass(frozen=True)
class Parts:
    """Objects of the rows that a column of the row holds."""

    column: str


@dataclass(frozen=True)
class Embedded:
    """A plain object of some columns, each under its field's name; null where one of them is null."""

    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Gathered:
    """What a read gives for the keys in several columns of the row, or for all in a single one, each once."""

    read: Any
    columns: tuple[str, ...]

    def keys_of(self, row: Any) -> tuple[Any, ...]:
        """The keys that a row holds."""
        found: tuple[Any, ...] = attrgetter(*self.columns)(row)
        return found


@dataclass(frozen=True)
class Present:
    """What the field is made of where the present is asked for; the method tells the past."""

    made: "Column | Related"


@dataclass(frozen=True)
class Computed:
    """A value that the method makes of some columns of the row, without reading anything."""

    needs: tuple[str, ...]


@dataclass(frozen=True)
class OfList:
    """What a read of hub.store says of a whole list: `wanted` of the field's arguments, made into a `value`.

    The read takes a session, a list, what is wanted and the groups that the list hangs on.
    """

    read: Callable[..., Any]
    wanted: Callable[..., Any]
    value: Callable[[Any, Any], Any]


@dataclass(frozen=True)
class Root:
    """A field of Query whose method alone tells what it gives, for a plan as for the resolvers."""


@dataclass(frozen=True)
class Listed:
    """A connection: the method says which list and which page; `group` is the column that it hangs on."""

    group: str | None


Made = (
    Column
    | GlobalId
    | Term
    | OfTerm
    | Same
    | Parts
    | Embedded
    | Related
    | Gathered
    | Present
    | Computed
    | OfList
    | Root
    | Listed
)
