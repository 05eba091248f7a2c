"""Which statements speak of one record: connected components of decisions, apart where one says so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A decision about two statements. A rule's is weaker than a steward's, a low score than a high."""

    left: str
    right: str
    same: bool
    by_steward: bool = False
    score: float = 0.0


def components(
    ids: Iterable[str], links: Sequence[Link], sources: Mapping[str, str | int]
) -> list[frozenset[str]]:
    """The ids as sets of those that speak of the same record, each id in exactly one set.

    Links are taken strongest first. One that would bring together two statements that are held apart, or,
    unless a steward made it, two statements of one source, is left out: a source names each provider once.
    """
    members: dict[str, set[str]] = {one: {one} for one in sorted(ids)}
    apart = {frozenset((link.left, link.right)) for link in links if not link.same}
    joining = sorted(
        (link for link in links if link.same),
        key=lambda link: (not link.by_steward, -link.score, link.left, link.right),
    )
    for link in joining:
        left, right = members.get(link.left), members.get(link.right)
        if left is None or right is None or left is right:
            continue
        if any(frozenset((a, b)) in apart for a in left for b in right):
            continue
        if not link.by_steward and {sources[a] for a in left} & {sources[b] for b in right}:
            continue
        left |= right
        for one in right:
            members[one] = left
    return list(dict.fromkeys(frozenset(group) for group in members.values()))
