"""How many pairs the validation of overlapping fields compares, which is quadratic by the specification.

It takes each two fields of one answer name in one object of the answer, with all that fragments bring, and
each two fragments that stand side by side.
"""

from collections import defaultdict
from math import comb

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

Fragments = dict[str, FragmentDefinitionNode]


def overlaps(document: DocumentNode) -> int:
    """Pairs in all operations, and in fragments that none of them spreads.

    Takes time in proportion to the fields after expansion, which must be bounded before.
    """
    fragments = {
        node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
    }
    used: set[str] = set()
    total = 0
    for node in sorted(document.definitions, key=lambda one: not isinstance(one, OperationDefinitionNode)):
        if isinstance(node, OperationDefinitionNode) or (
            isinstance(node, FragmentDefinitionNode) and node.name.value not in used
        ):
            total += _pairs(node.selection_set, fragments, used)
    return total


def _pairs(selection_set: SelectionSetNode, fragments: Fragments, used: set[str]) -> int:
    total = 0
    objects = [[selection_set]]
    while objects:
        below: dict[str, list[SelectionSetNode]] = defaultdict(list)
        counts: dict[str, int] = defaultdict(int)
        spreads: set[str] = set()
        sets = objects.pop()
        while sets:
            for node in sets.pop().selections:
                if isinstance(node, FieldNode):
                    name = node.alias.value if node.alias else node.name.value
                    counts[name] += 1
                    if node.selection_set is not None:
                        below[name].append(node.selection_set)
                elif not isinstance(node, FragmentSpreadNode):
                    sets.append(node.selection_set)  # type: ignore[attr-defined]
                elif node.name.value not in spreads:
                    spreads.add(node.name.value)
                    if node.name.value in fragments:
                        sets.append(fragments[node.name.value].selection_set)
        used |= spreads
        total += comb(len(spreads), 2) + sum(comb(count, 2) for count in counts.values())
        objects.extend(below.values())
    return total
