"""What is checked of an operation between parsing and validation."""

from collections.abc import Iterator

from graphql import GraphQLError, OperationDefinitionNode
from strawberry.extensions import SchemaExtension

#: No operation, several without a name, or one that a query endpoint does not serve.
OPERATION_NOT_FOUND = "OPERATION_NOT_FOUND"


class OneOperation(SchemaExtension):
    """Refuses a document of several operations when the client does not say which one it means."""

    def on_validate(self) -> Iterator[None]:
        """Count operations; without this Strawberry would run the first."""
        document = self.execution_context.graphql_document
        definitions = document.definitions if document else ()
        operations = [node for node in definitions if isinstance(node, OperationDefinitionNode)]
        if len(operations) > 1 and not self.execution_context.context.operation_name:
            raise GraphQLError(
                "The document holds several operations; say in operationName which one is meant.",
                extensions={"code": OPERATION_NOT_FOUND},
            )
        yield
