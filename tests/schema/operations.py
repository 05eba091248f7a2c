"""The operations of schema/operations, and the manifest that client tools make of them."""

import json
from pathlib import Path

from graphql import (
    DefinitionNode,
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionSetNode,
    Visitor,
    parse,
    print_ast,
    visit,
)

FOLDER = Path(__file__).resolve().parents[2] / "schema" / "operations"
FILES = sorted(FOLDER.glob("*.graphql"))
#: What each file defines, by the file's name.
DEFINITIONS = {path.stem: parse(path.read_text("utf-8")).definitions for path in FILES}
OPERATIONS: dict[str, OperationDefinitionNode] = {
    name: node for name, (node,) in DEFINITIONS.items() if isinstance(node, OperationDefinitionNode)
}
FRAGMENTS: dict[str, FragmentDefinitionNode] = {
    name: node for name, (node,) in DEFINITIONS.items() if isinstance(node, FragmentDefinitionNode)
}
#: Id of a trusted document → its text.
MANIFEST: dict[str, str] = json.loads((FOLDER / "manifest.json").read_text("utf-8"))


def text_of(name: str) -> str:
    """An operation with the fragments that it uses, as a client sends it."""
    return print_ast(DocumentNode(definitions=(OPERATIONS[name], *_fragments_of(OPERATIONS[name]))))


def meaning(definition: DefinitionNode) -> str:
    """A definition printed so that the order of its selections does not matter."""
    return print_ast(visit(definition, _Sorted()))


def _fragments_of(definition: DefinitionNode) -> tuple[FragmentDefinitionNode, ...]:
    spreads = _Spreads()
    visit(definition, spreads)
    return tuple(FRAGMENTS[name] for name in sorted(spreads.names))


class _Spreads(Visitor):
    """The names of fragments that a definition spreads; those of the project spread no others."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: object) -> None:
        self.names.add(node.name.value)


class _Sorted(Visitor):
    """Puts selections into the order of their texts."""

    def leave_selection_set(self, node: SelectionSetNode, *_: object) -> SelectionSetNode:
        return SelectionSetNode(selections=tuple(sorted(node.selections, key=print_ast)))
