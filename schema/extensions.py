"""What is checked of an operation between parsing and validation."""

from collections.abc import Iterator

from cachetools import LRUCache
from graphql import GraphQLError, GraphQLSchema, OperationDefinitionNode
from strawberry.extensions import SchemaExtension

from schema.guards import Measures, admit, measure

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


class Guarded(SchemaExtension):
    """Refuses what asks for too much, before validation costs anything."""

    #: What was counted of the newest documents.
    measures: LRUCache[str, Measures] = LRUCache(maxsize=500)

    def on_operation(self) -> Iterator[None]:
        """Bound the parser."""
        self.execution_context.parse_options["max_tokens"] = self.execution_context.context.limits.tokens
        yield

    def on_validate(self) -> Iterator[None]:
        """Hold the document against the limits of who asks."""
        asked = self.execution_context
        document = asked.graphql_document
        if document is not None:
            text = asked.query or ""
            if text not in self.measures:
                schema: GraphQLSchema = asked.schema._schema
                self.measures[text] = measure(document, schema)
            admit(self.measures[text], asked.context.operation_name, asked.variables, asked.context)
        yield
