"""The table of sums over hidden figures, as arrays that the audit takes.

Its cells are groups of hidden figures that are in the same sums everywhere, sums of the newest release (equal
ones once), and sums that any release told. What is open adds a known number to a sum, so that a sum
stands here for what hidden figures add to it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np

from hub.small_cells import Bools, Relation

#: Of `capacity_sum`: territory, category, reach, figure.
Key = tuple[int, str, str, str]


@dataclass(frozen=True, slots=True)
class SumRow:
    """A sum with hidden figures in it, by their classes; `hide` tells that it is not told in any case."""

    key: Key
    classes: Sequence[int]
    hide: bool


@dataclass(frozen=True, slots=True)
class HiddenSum:
    """A sum that is not told, and what hidden figures add to it."""

    key: Key
    value: int


@dataclass(frozen=True)
class ToldSum:
    """A sum over hidden figures, by their numbers in order, that was told."""

    members: tuple[int, ...]
    value: int

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the members."""
        return sha256(np.array(self.members, dtype="<i8").tobytes()).hexdigest()


class SumTable:
    """Cells, relations between them, and what is hidden or told in any case.

    figures: number → value of every hidden figure; classes: class → numbers of its figures.
    """

    def __init__(
        self,
        rows: Sequence[SumRow],
        classes: Mapping[int, Sequence[int]],
        figures: Mapping[int, int],
        told: Sequence[ToldSum],
    ) -> None:
        self._groups = _Groups(classes, figures, told)
        keys: defaultdict[tuple[int, ...], list[SumRow]] = defaultdict(list)
        for row in rows:
            keys[self._groups.of_classes(row.classes)].append(row)
        self._sums = sorted(keys.items())
        count = len(self._groups.values)
        before = {self._groups.of_figures(one.members): one.value for one in told}
        #: What is told already is one cell, as a sum of the newest release as well.
        former = [each for each in sorted(before) if each not in keys]
        self.relations = [
            Relation(count + at, groups)
            for at, groups in enumerate([*(groups for groups, _ in self._sums), *former])
        ]
        values = [sum(self._groups.values[each] for each in groups) for groups, _ in self._sums]
        self.values = np.array(
            [*self._groups.values, *values, *(before[each] for each in former)], dtype=np.float64
        )
        self.told = np.array(
            [*[False] * count, *(groups in before for groups, _ in self._sums), *[True] * len(former)],
            dtype=np.bool_,
        )
        self.hide = np.array(
            [*[True] * count, *(all(row.hide for row in same) for _, same in self._sums)]
            + [False] * len(former),
            dtype=np.bool_,
        )
        self._first = count

    def hidden_sums(self, hidden: Bools) -> list[HiddenSum]:
        """The sums of the newest release that are not told, be it that an equal one is."""
        return [
            HiddenSum(row.key, int(self.values[self._first + at]))
            for at, (_, same) in enumerate(self._sums)
            for row in same
            if hidden[self._first + at] or row.hide
        ]

    def told_sums(self, hidden: Bools) -> list[ToldSum]:
        """The sums of the newest release that are told, and were not before."""
        return [
            ToldSum(self._groups.figures_of(groups), int(self.values[self._first + at]))
            for at, (groups, _) in enumerate(self._sums)
            if not hidden[self._first + at] and not self.told[self._first + at]
        ]


class _Groups:
    """Hidden figures that are in the same classes and the same told sums, as one cell each."""

    def __init__(
        self, classes: Mapping[int, Sequence[int]], figures: Mapping[int, int], told: Sequence[ToldSum]
    ) -> None:
        inside: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for identity, members in classes.items():
            for number in members:
                inside[number].append((0, identity))
        for at, one in enumerate(told):
            for number in one.members:
                inside[number].append((1, at))
        alike: defaultdict[tuple[tuple[int, int], ...], list[int]] = defaultdict(list)
        for number in sorted(inside):
            alike[tuple(sorted(inside[number]))].append(number)
        self._members = list(alike.values())
        self.values = [sum(figures[number] for number in members) for members in self._members]
        self._of_figure = {number: at for at, members in enumerate(self._members) for number in members}
        self._of_class = {identity: self.of_figures(members) for identity, members in classes.items()}

    def of_figures(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """The groups that these figures are."""
        return tuple(sorted({self._of_figure[number] for number in numbers}))

    def of_classes(self, identities: Sequence[int]) -> tuple[int, ...]:
        """The groups of these classes together."""
        return tuple(sorted({group for each in identities for group in self._of_class[each]}))

    def figures_of(self, groups: Sequence[int]) -> tuple[int, ...]:
        """The figures of these groups, in order."""
        return tuple(sorted(number for each in groups for number in self._members[each]))
