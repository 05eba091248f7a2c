"""What one field of a type asks for."""

from dataclasses import dataclass
from typing import Final

from graphql import (
    FieldNode,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
)

from schema.guards.costs import Cost, Length, PageSize, TextPrice, argument, value_node
from schema.guards.weights import BY_ARGUMENT, BY_TEXT, FIELDS, LIST, LISTS, OF_CONNECTIONS

#: Fields of every root that lead to introspection, and the types they lead to.
INTROSPECTION: Final = {"__schema": "__Schema", "__type": "__Type"}


@dataclass(frozen=True, slots=True)
class Priced:
    """A field: the type below it, and how often what is selected there counts."""

    type: GraphQLNamedType | None = None
    own: int = 0
    elements: int = 1
    page: PageSize | None = None
    is_edges: bool = False
    values: tuple[Length, int, bool] | None = None
    texts: tuple[TextPrice, ...] = ()

    def charge(self, total: Cost, below: Cost) -> None:
        """Add the field to its selection, `below` being the cost of what it selects."""
        total.certain += self.own
        total.texts += self.texts
        if self.values is not None:
            length, price, each = self.values
            total.lengths.append((length, price, below if each else None))
            if each:
                return
        if self.page is not None:
            total.pages.append((self.page, below))
        elif self.is_edges:
            total.edges.append(below)
        else:
            total.add(below, self.elements)


class Pricing:
    """The prices of one schema's fields."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._node = schema.get_type("Node")

    def field(self, on: GraphQLNamedType | None, node: FieldNode) -> Priced:
        """The price of a field; one that the type does not have costs nothing."""
        name = node.name.value
        if name in INTROSPECTION:
            return Priced(self._schema.get_type(INTROSPECTION[name]))
        if not isinstance(on, GraphQLObjectType | GraphQLInterfaceType) or name not in on.fields:
            return Priced()
        output = on.fields[name].type
        named = get_named_type(output)
        place = (on.name, name)
        own = FIELDS.get(place, 0)
        if _is_connection(on):
            if name == "edges":
                return Priced(named, is_edges=True)
            own = OF_CONNECTIONS.get(name, own)
        if place in BY_ARGUMENT:
            argument_name, price = BY_ARGUMENT[place]
            length = Length(argument(node.arguments, argument_name))
            rows = LISTS.get(place, 1)
            return Priced(named, own + LISTS.get(place, 0), rows, values=(length, price, place not in LISTS))
        if is_leaf_type(named):
            return Priced(named, own)
        if _is_connection(named):
            page = PageSize(argument(node.arguments, "first"), argument(node.arguments, "last"))
            return Priced(named, own, page=page)
        if _is_list(output):
            elements = LISTS.get(place, LIST)
            return Priced(named, own + elements, elements)
        # The node of an edge is counted with the page.
        texts = tuple(
            TextPrice(value_node(node.arguments, path[0]), path[1:], price)
            for path, price in BY_TEXT.get(place, ())
        )
        return Priced(named, own + (self._is_node(named) and not on.name.endswith("Edge")), texts=texts)

    def _is_node(self, named: GraphQLNamedType) -> bool:
        return named is self._node or (
            isinstance(named, GraphQLObjectType) and self._node in named.interfaces
        )


def _is_connection(named: GraphQLNamedType) -> bool:
    return named.name.endswith("Connection")


def _is_list(output: GraphQLOutputType) -> bool:
    return isinstance(output.of_type if isinstance(output, GraphQLNonNull) else output, GraphQLList)
