"""The rules that a document must keep to be executed: GraphQL's own."""

from typing import Any

from graphql import DocumentNode, GraphQLError, GraphQLSchema, NamedTypeNode, specified_rules, validate
from graphql.validation import KnownTypeNamesRule


class KnownTypeNames(KnownTypeNamesRule):
    """Names like an unknown type are looked for once: comparing it with every type costs up to 8 ms."""

    looked: bool = False

    def enter_named_type(self, node: NamedTypeNode, *place: Any) -> None:
        """Report a type that there is not; further ones without names that are like theirs."""
        name = node.name.value
        if name in self.existing_types_map:
            return
        if self.looked:
            self.report_error(GraphQLError(f"Unknown type '{name}'.", node))
            return
        self.looked = True
        super().enter_named_type(node, *place)


RULES = [KnownTypeNames if rule is KnownTypeNamesRule else rule for rule in specified_rules]


def errors_of(schema: GraphQLSchema, document: DocumentNode, told: int) -> list[GraphQLError]:
    """What is wrong with a document; past `told` errors one more says that there are others."""
    return validate(schema, document, RULES, max_errors=told)
