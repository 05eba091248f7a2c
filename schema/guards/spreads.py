"""Which fragments spread which."""

from collections.abc import Iterator

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    SelectionSetNode,
)


def innermost_first(document: DocumentNode) -> Iterator[FragmentDefinitionNode]:
    """Every fragment, after all that it spreads, as far as cycles let that be."""
    fragments = [node for node in document.definitions if isinstance(node, FragmentDefinitionNode)]
    by_name = {node.name.value: node for node in fragments}
    begun: set[int] = set()
    for fragment in fragments:
        # Chains of fragments may be longer than the interpreter recurses.
        open_ones = [] if id(fragment) in begun else [(fragment, spread_names(fragment.selection_set))]
        begun.add(id(fragment))
        while open_ones:
            node, names = open_ones[-1]
            inner = next((by_name[name] for name in names if name in by_name), None)
            if inner is None:
                open_ones.pop()
                yield node
            elif id(inner) not in begun:
                begun.add(id(inner))
                open_ones.append((inner, spread_names(inner.selection_set)))


def spread_names(selection_set: SelectionSetNode) -> Iterator[str]:
    """Names of the fragments that a selection spreads anywhere in it."""
    sets = [selection_set]
    while sets:
        for node in sets.pop().selections:
            if isinstance(node, FragmentSpreadNode):
                yield node.name.value
            elif isinstance(node, FieldNode | InlineFragmentNode) and node.selection_set is not None:
                sets.append(node.selection_set)
