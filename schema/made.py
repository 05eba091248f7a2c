"""Fields that say what they are made of, once: the resolvers and the compiled plans read it alike.

A type whose fields are declared so holds a `row` of hub.store. A field without a declaration is computed by
its resolver only, and no plan ever takes it over.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, TypeVar, cast

from strawberry.types.base import StrawberryContainer
from strawberry.types.enum import StrawberryEnumDefinition
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver
from strawberry.types.lazy_type import LazyType

from schema.declarations import (
    Column,
    Computed,
    Embedded,
    Gathered,
    GlobalId,
    Listed,
    Made,
    OfList,
    OfTerm,
    Parts,
    Present,
    Related,
    Root,
    Same,
    Term,
    term_ref,
)

Method = TypeVar("Method", bound=Callable[..., Any])


_KEY = "made"


class MadeField(StrawberryField):
    """A field with a declaration; it is no argument of its type's constructor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.init = self.repr = False
        self.compare = False

    @property
    def made(self) -> Made:
        """What it is made of."""
        return cast(Made, self.metadata[_KEY])

    @property
    def is_basic_field(self) -> bool:
        """Whether it needs neither arguments nor the request."""
        return not self.base_resolver and not isinstance(self.made, Related | Gathered)

    def get_result(self, source: Any, info: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """The field's value for an object, as the resolvers give it."""
        made = self.made
        if isinstance(made, Present) and info.context.present is None:
            # What the method takes beside the field's arguments is for telling the past.
            made, kwargs = made.made, {name: value for name, value in kwargs.items() if value is not info}
        if isinstance(made, Column):
            return self._converted(getattr(source.row, made.name))
        if isinstance(made, GlobalId):
            return made.of(tuple(getattr(source.row, name) for name in made.columns))
        if isinstance(made, Term):
            return self._terms(made, source.row)
        if isinstance(made, Same):
            return self.target(row=source.row)
        if isinstance(made, Parts):
            return [self.target(row=one) for one in getattr(source.row, made.column)]
        if isinstance(made, Embedded):
            values = {name: getattr(source.row, of) for name, of in made.fields}
            return None if None in values.values() else self.target(**values)
        if isinstance(made, Related):
            return self._related(made, source.row, info, kwargs)
        if isinstance(made, Gathered):
            return self._gathered(made, source.row, info)
        if isinstance(made, OfList):
            return self._of_list(made, source, info, kwargs)
        if isinstance(made, OfTerm):
            return self._of_term(made, source, info, args, kwargs)
        return super().get_result(source, info, args, kwargs)

    def _converted(self, value: Any) -> Any:
        """Members of an enum for what the row holds of them."""
        if self.enum is None or value is None:
            return value
        return [self.enum(one) for one in value] if isinstance(value, list) else self.enum(value)

    def _terms(self, made: Term, row: Any) -> Any:
        codes = getattr(row, made.column)
        if isinstance(codes, list):
            return [self.target(row=term_ref(made.taxonomy, code, row.lang)) for code in codes]
        return None if codes is None else self.target(row=term_ref(made.taxonomy, codes, row.lang))

    async def _of_list(self, made: OfList, source: Any, info: Any, arguments: Mapping[str, Any]) -> Any:
        wanted = made.wanted(**arguments)
        found = await info.context.loaders.of_lists.load((made.read, source.listing, wanted, source.group))
        return made.value(found, wanted)

    async def _of_term(
        self, made: OfTerm, source: Any, info: Any, args: list[Any], kwargs: dict[str, Any]
    ) -> Any:
        loaders, row = info.context.loaders, source.row
        if made.needs == "found":
            source.found = await loaders.terms.load((row.taxonomy, row.code))
        elif made.needs == "siblings":
            source.siblings = await loaders.taxonomies.load(row.taxonomy)
        else:
            source.matched = await loaders.crosswalks.load((row.taxonomy, row.code))
        return super().get_result(source, info, args, kwargs)

    async def _related(self, made: Related, row: Any, info: Any, arguments: Mapping[str, Any]) -> Any:
        loaders = info.context.loaders
        found = await loaders.of(made.read).load(made.key_of(row, arguments))
        if made.value is not None:
            return made.value(found) if made.own is None else made.value(found, getattr(row, made.own))
        if made.pick is not None:
            found = made.pick(found, **arguments)
        if made.via is not None:
            column, read = made.via
            keys = dict.fromkeys(key for one in found if (key := getattr(one, column)) is not None)
            found = [one for one in await loaders.of(read).load_many(list(keys)) if one is not None]
        if isinstance(found, list):
            return [self.target(row=one) for one in found]
        return None if found is None else self.target(row=found)

    async def _gathered(self, made: Gathered, row: Any, info: Any) -> Any:
        keys = dict.fromkeys(key for key in made.keys_of(row) if key is not None)
        found = await info.context.loaders.of(made.read).load_many(list(keys))
        return [self.target(row=one) for one in found if one is not None]

    @cached_property
    def target(self) -> Any:
        """The class of the objects that it leads to."""
        return _inner(self.type)

    @cached_property
    def enum(self) -> Any:
        """The enum that its values are members of, if any."""
        inner = _inner(self.type)
        return inner.wrapped_cls if isinstance(inner, StrawberryEnumDefinition) else None


def _inner(kind: Any) -> Any:
    while isinstance(kind, StrawberryContainer):
        kind = kind.of_type
    return kind.resolve_type() if isinstance(kind, LazyType) else kind


def _field(
    made: Made, description: str | None, name: str | None = None, deprecation_reason: str | None = None
) -> Any:
    return MadeField(
        graphql_name=name,
        description=description,
        deprecation_reason=deprecation_reason,
        metadata={_KEY: made},
    )


def column(
    of: str, *, description: str, name: str | None = None, deprecation_reason: str | None = None
) -> Any:
    """A column of the row; `name` is its GraphQL name where Python's differs."""
    return _field(Column(of), description, name, deprecation_reason)


def global_id(typename: str, *columns: str, separator: str = ":") -> Any:
    """The id of the interface Node."""
    description = "Global id: stable, opaque, unique in the whole hub."
    return _field(GlobalId(typename, columns, separator), description)


def identity_of(typename: str, *columns: str, description: str) -> Any:
    """The global id of another record."""
    return _field(GlobalId(typename, columns), description)


def term_of(taxonomy: str, of: str, *, description: str) -> Any:
    """The term of a column's code, or the terms of its codes."""
    return _field(Term(taxonomy, of), description)


def same_row(*, description: str) -> Any:
    """An object of another type that is made of the same row."""
    return _field(Same(), description)


def parts(of: str, *, description: str) -> Any:
    """Objects of the rows in a column."""
    return _field(Parts(of), description)


def embedded(*, description: str, **fields: str) -> Any:
    """A plain object: for each of its fields the column that it is made of."""
    return _field(Embedded(tuple(fields.items())), description)


def related(read: Any, *key: str, description: str, via: tuple[str, Any] | None = None) -> Any:
    """What a read gives for the row's key: one object or a list, as the field's type says."""
    return _field(Related(read, key, via), description)


def picked(
    read: Any, *key: str, pick: Callable[..., Any], needs: tuple[str, ...] = (), description: str
) -> Callable[[Method], Method]:
    """The row that `pick` chooses of many by the arguments, which the method only names."""
    return _method(Related(read, key, None, pick, needs), description)


def valued(
    read: Any,
    *key: str,
    value: Callable[..., Any],
    needs: tuple[str, ...] = (),
    own: str | None = None,
    asks: Callable[..., tuple[Any, ...]] | None = None,
    description: str,
) -> Callable[[Method], Method]:
    """What `value` makes of what a read gives; the method only names arguments and type."""
    made = Related(read, key, value=value, needs=needs, own=own, asks=asks)
    return _method(made, description)


def gathered(read: Any, *columns: str, description: str) -> Any:
    """Objects by the keys in several columns."""
    return _field(Gathered(read, columns), description)


def at_present(made: Column | Related, *, description: str) -> Callable[[Method], Method]:
    """A method that tells the past of what is `made` so in the present."""
    return _method(Present(made), description)


def computed(*needs: str, description: str) -> Callable[[Method], Method]:
    """A method that makes its value of some columns of the row and of the request's languages."""
    return _method(Computed(needs), description)


def of_term(needs: str, *, description: str) -> Callable[[Method], Method]:
    """A method that looks at `found`, `siblings` or `matched` of a term, as `needs` says."""
    return _method(OfTerm(needs), description)


def of_list(
    read: Callable[..., Any],
    *,
    wanted: Callable[..., Any] = lambda: None,
    value: Callable[[Any, Any], Any] = lambda found, _: found,
    description: str,
) -> Callable[[Method], Method]:
    """What a read says of a whole list; the method only names arguments and type."""
    return _method(OfList(read, wanted, value), description)


def root(*, description: str) -> Callable[[Method], Method]:
    """A field of Query that a plan may ask by its own method: whoever may not ask it is refused there."""
    return _method(Root(), description)


def listed(group: str | None = None, *, description: str) -> Callable[[Method], Method]:
    """A method that gives a connection; all that it takes of the row is the column `group`."""
    return _method(Listed(group), description)


def _method(made: Made, description: str) -> Callable[[Method], Method]:
    def field(method: Method) -> Method:
        return cast(
            Method,
            MadeField(
                base_resolver=StrawberryResolver(method), description=description, metadata={_KEY: made}
            ),
        )

    return field
