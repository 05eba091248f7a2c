"""Roles of a question's fields: what each is to the SQL that is made once for all questions of one shape.

Every field of a filter, a scope, a listing and an order declares its role in its metadata. `hub.store.shapes`
takes the values out by these roles: whoever writes SQL never sees a value that is not in a statement's key.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum, StrEnum
from types import MappingProxyType, NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from hub.domain.text import search_words

Kind = TypeVar("Kind", bound=type)


class Role(StrEnum):
    """What a field is to a statement that serves many questions."""

    #: A parameter of the statement: one value, or any number of them as one list.
    VALUE = "value"
    #: Values that are a parameter each; how many there are is of the shape.
    EACH = "each"
    #: What other fields of the scope tell as SQL needs it; only whether it is given is of the shape.
    RESOLVED = "resolved"
    #: Of the shape as it is: a truth value or members of a closed vocabulary.
    SHAPE = "shape"
    #: A question of its own, or several, whose fields have roles.
    PART = "part"


Metadata = Mapping[str, Any]

VALUE: Metadata = MappingProxyType({"role": Role.VALUE})
EACH: Metadata = MappingProxyType({"role": Role.EACH})
#: Text that is looked for word by word; each word is two values, its beginning and the whole of it.
WORDS: Metadata = MappingProxyType({"role": Role.EACH, "split": search_words})
RESOLVED: Metadata = MappingProxyType({"role": Role.RESOLVED})
SHAPE: Metadata = MappingProxyType({"role": Role.SHAPE})
#: A whole number of the shape, which a limit keeps small.
SIZE: Metadata = MappingProxyType({"role": Role.SHAPE, "small": True})
PART: Metadata = MappingProxyType({"role": Role.PART})

#: Types whose values may be parameters.
SCALARS = (str, int, float, UUID)


class UndeclaredRole(TypeError):
    """A field does not say what it is to a statement."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} declares no role. Say by its metadata whether it is a VALUE, EACH, WORDS, RESOLVED, "
            "SHAPE or PART of the question (hub/domain/roles.py); else one client could get another's answer."
        )


class UnfitRole(TypeError):
    """A field declares a role that its type cannot have."""

    def __init__(self, what: str, role: Role, why: str) -> None:
        super().__init__(f"{what} cannot be {role.name}: {why}.")


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a field declares: `kind` is the class of its values, or of each of `many`."""

    name: str
    role: Role
    kind: Any
    many: bool
    split: Callable[[Any], list[Any]] | None = None


_DECLARED: dict[type, tuple[Declaration, ...]] = {}


def declared(cls: Kind) -> Kind:
    """The dataclass, whose fields all declare fitting roles. Raises UndeclaredRole and UnfitRole."""
    hints = get_type_hints(cls)
    _DECLARED[cls] = tuple(
        _declaration(f"{cls.__qualname__}.{one.name}", one.name, one.metadata, hints[one.name])
        for one in fields(cls)
    )
    return cls


def declarations_of(cls: type) -> tuple[Declaration, ...]:
    """What the fields of a class declare. Raises UndeclaredRole for a class that is not `declared`."""
    if cls not in _DECLARED:
        raise UndeclaredRole(cls.__qualname__)
    return _DECLARED[cls]


def is_declared(cls: Any) -> bool:
    """Whether the fields of a class declare their roles."""
    return cls in _DECLARED


def _declaration(what: str, name: str, metadata: Metadata, hint: Any) -> Declaration:
    role = metadata.get("role")
    if not isinstance(role, Role):
        raise UndeclaredRole(what)
    kind, many = _kind_of(hint)
    made = Declaration(name, role, kind, many, metadata.get("split"))
    why = _unfit(made, small=bool(metadata.get("small")))
    if "__" in name:
        why = "two underscores part the names of parameters"
    if why:
        raise UnfitRole(what, role, why)
    return made


def _kind_of(hint: Any) -> tuple[Any, bool]:
    """The class that an annotation is about, None aside, and whether it is about a tuple of them."""
    if get_origin(hint) in (Union, UnionType):
        kinds = [one for one in get_args(hint) if one is not NoneType]
        return _kind_of(kinds[0]) if len(kinds) == 1 else (None, False)
    if get_origin(hint) is tuple:
        args = get_args(hint)
        return (args[0], True) if args[1:] == (...,) else (None, False)
    return hint, False


def _unfit(made: Declaration, *, small: bool) -> str | None:
    """Why a field of this type cannot have its role, if it cannot."""
    kind = made.kind
    if made.role is Role.VALUE and kind not in SCALARS:
        return f"only {', '.join(one.__name__ for one in SCALARS)} and tuples of them are sent as parameters"
    if made.role is Role.EACH and (kind not in SCALARS or made.many == (made.split is not None)):
        return "it must be a tuple of values, or text with what splits it"
    if made.role is Role.SHAPE and not (_is_closed(kind) or (small and kind is int and not made.many)):
        return "only truth values and members of closed vocabularies keep the number of statements small"
    if made.role is Role.PART and not (is_dataclass(kind) and is_declared(kind)):
        return "it must be of a class whose fields declare their roles"
    return None


def _is_closed(kind: Any) -> bool:
    return kind is bool or (isinstance(kind, type) and issubclass(kind, Enum))
