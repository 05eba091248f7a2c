"""Documents that were asked before: parsed, counted, validated and planned once for each text."""

from collections.abc import Hashable, Mapping
from operator import attrgetter

from cachetools import LRUCache
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
)
from graphql.execution.values import VariableValues

from hub.kept import ByBytes, size_of
from schema.build import HubSchema
from schema.guards import Limits, Measures, measure, read
from schema.plan.plan import Plan, make_plan
from schema.validation import errors_of

#: Bytes of documents that are kept, and plans of each: one for each set of values that its directives see.
MOST_DOCUMENTS = 64_000_000
KEPT_PLANS = 8
#: What a token costs as nodes, and in plans.
TOKEN_BYTES = 1_500


class Document:
    """A document, and what was found out about it."""

    def __init__(self, schema: HubSchema, parsed: DocumentNode) -> None:
        self._schema = schema
        self._errors: dict[int, list[GraphQLError]] = {}
        self._plans: LRUCache[Hashable, Plan] = LRUCache(KEPT_PLANS)
        self.parsed = parsed
        text = parsed.loc.source.body if parsed.loc else ""
        #: About how many bytes it takes.
        self.size = size_of(text) + TOKEN_BYTES * (parsed.token_count or 0)
        #: Seconds that the database lately took for it; None where it was not answered yet.
        self.seconds: float | None = None
        self.measures: Measures = measure(parsed, schema._schema)
        definitions = parsed.definitions
        self.operations = [one for one in definitions if isinstance(one, OperationDefinitionNode)]
        self.fragments: Mapping[str, FragmentDefinitionNode] = {
            one.name.value: one for one in definitions if isinstance(one, FragmentDefinitionNode)
        }

    def errors(self, told: int) -> list[GraphQLError]:
        """What is wrong with it by the schema; empty for a valid document.

        Past `told` errors one more says that there are others: looking for names like an unknown one is
        costly, so nobody looks for what is not told.
        """
        found = self._errors.get(told)
        if found is None:
            # What is valid is so for everybody.
            valid = [] in self._errors.values()
            found = [] if valid else errors_of(self._schema._schema, self.parsed, told)
            self._errors[told] = found
        return found

    def operation(self, name: str | None) -> OperationDefinitionNode | None:
        """The operation of a name, or the only one without one."""
        if name is None:
            return self.operations[0] if len(self.operations) == 1 else None
        named = (one for one in self.operations if one.name is not None and one.name.value == name)
        return next(named, None)

    def plan(self, operation: OperationDefinitionNode, variables: VariableValues) -> Plan:
        """The plan of a query of a valid document."""
        name = operation.name.value if operation.name else None
        booleans = tuple((key, value) for key, value in variables.coerced.items() if isinstance(value, bool))
        key = (name, booleans)
        found = self._plans.get(key)
        if found is None:
            found = self._plans[key] = make_plan(self._schema, operation, self.fragments, variables)
        return found


class Documents:
    """The newest documents by their texts; one that is pushed out is read again when it is asked again."""

    def __init__(self, schema: HubSchema) -> None:
        self._schema = schema
        self._kept = ByBytes(MOST_DOCUMENTS, attrgetter("size"))

    def document(self, text: str, limits: Limits) -> Document:
        """The document of a text. Raises GraphQLSyntaxError and TooManyTokens."""
        found: Document | None = self._kept.get(text)
        if found is None:
            found = self._kept[text] = Document(self._schema, read(text, limits))
        return found
