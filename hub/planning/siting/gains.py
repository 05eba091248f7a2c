"""Problems written over gains: what each candidate adds to what existing sites already give.

With existing sites locked, only pairs matter in which a candidate is better than what is there. Both goals
with a
number p of new sites are then one problem, which keeps the optimum of the p-median and maximal covering
problems:

    maximise Σ g_rc x_rc,   Σ_c x_rc ≤ 1 for each row r,   x_rc ≤ y_c,   Σ y_c ≤ p,   y_c ∈ {0, 1}

p-median (Hakimi 1964; ReVelle and Swain 1970): g = people × (distance now − distance then) > 0.
Maximal covering (Church and ReVelle 1974): g = people of a row that no existing site covers.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hub.planning.siting.problem import Floats, Ints, SitingProblem


@dataclass(frozen=True)
class Gains:
    """Gains (arcs,) > 0 of columns for rows, sorted by column and then by row.

    A row is a demand point or several that the same candidates cover. base: what existing sites reach
    already.
    """

    row: Ints
    column: Ints
    gain: Floats
    rows: int
    columns: int
    base: float

    @cached_property
    def start(self) -> Ints:
        """Where the arcs of each column begin, with the end: (columns + 1,)."""
        return np.concatenate([[0], np.cumsum(np.bincount(self.column, minlength=self.columns))]).astype(
            np.int64
        )

    @cached_property
    def tolerance(self) -> float:
        """Differences of sums up to this are rounding."""
        return 1e-9 * max(1.0, float(self.gain.max(initial=0.0)))

    @cached_property
    def integral(self) -> bool:
        """Whether every gain is a whole number, so that every sum of them is one."""
        return bool((self.gain == np.round(self.gain)).all() and self.base == round(self.base))

    def arcs_of(self, columns: Ints) -> Ints:
        """The numbers of the arcs of some columns, in their order."""
        begins = self.start[columns]
        counts = self.start[columns + 1] - begins
        ends = np.cumsum(counts)
        # Ranges one after the other: a running number, moved to where each column begins.
        moved: Ints = np.repeat(begins - (ends - counts), counts)
        return moved + np.arange(len(moved))

    def value(self, columns: Ints) -> float:
        """What the columns gain together: for each row its best."""
        arcs = self.arcs_of(columns)
        best = np.zeros(self.rows)
        np.maximum.at(best, self.row[arcs], self.gain[arcs])
        return float(best.sum())

    def only(self, kept: NDArray[np.bool_]) -> "Gains":
        """The same problem with the arcs of some columns only; numbers of rows and columns stay."""
        arcs = kept[self.column]
        return Gains(self.row[arcs], self.column[arcs], self.gain[arcs], self.rows, self.columns, self.base)


def distance_gains(problem: SitingProblem) -> Gains:
    """The p-median over gains: people × distance that a candidate saves; base is 0."""
    saved = problem.people[problem.demand] * (problem.before[problem.demand] - problem.distance)
    arcs = np.flatnonzero(saved > 0)
    return Gains(
        problem.demand[arcs],
        problem.candidate[arcs],
        saved[arcs],
        len(problem.people),
        len(problem.codes),
        0.0,
    )


def coverage_gains(problem: SitingProblem, reach: float) -> Gains:
    """Maximal covering over gains: points that are covered now are dropped, and like ones joined.

    Points with the same set of candidates within reach (≤) are one row with their people together.
    """
    rows = CoverRows.of(problem, reach)
    return Gains(
        rows.row, rows.column, rows.people[rows.row], len(rows.people), len(problem.codes), rows.covered_now
    )


@dataclass(frozen=True)
class CoverRows:
    """Which candidates cover which rows: row, column (arcs,), sorted by column; people (rows,).

    member (n,): the row of each demand point, −1 when it is covered now or cannot be. covered_now and
    unreachable count people.
    """

    row: Ints
    column: Ints
    people: Floats
    member: Ints
    covered_now: float
    unreachable: float

    @classmethod
    def of(cls, problem: SitingProblem, reach: float) -> "CoverRows":
        """The rows of a problem at a reach (≤)."""
        inhabited = problem.people > 0
        covered = problem.now <= reach
        arcs = np.flatnonzero((problem.distance <= reach) & ~covered[problem.demand])
        points, columns = problem.demand[arcs], problem.candidate[arcs]
        reached = np.bincount(points, minlength=len(problem.people)) > 0
        member = joined(points, columns, len(problem.people), len(problem.codes))
        first = np.full(int(member.max(initial=-1)) + 1, -1, dtype=np.int64)
        open_points = np.flatnonzero(member >= 0)
        first[member[open_points][::-1]] = open_points[::-1]
        kept = first[member[points]] == points
        people = np.bincount(member[open_points], problem.people[open_points], minlength=len(first))
        row, column = member[points[kept]], columns[kept]
        order = np.lexsort((row, column))
        return cls(
            row[order],
            column[order],
            people.astype(np.float64),
            member,
            float(problem.people[covered].sum()),
            float(problem.people[inhabited & ~covered & ~reached].sum()),
        )


def joined(points: Ints, columns: Ints, n: int, m: int) -> Ints:
    """Number (n,) of the class of points with the same set of columns, −1 for points with none.

    Sets are compared by the sum of 128 random bits for each member, which two different sets share with a
    probability of 2⁻¹²⁸.
    """
    member = np.full(n, -1, dtype=np.int64)
    if not len(points):
        return member
    signs = np.random.default_rng(15).integers(0, 2**63, size=(2, m), dtype=np.int64).astype(np.uint64)
    order = np.argsort(points, kind="stable")
    sorted_points = points[order]
    begins = np.flatnonzero(np.r_[True, sorted_points[1:] != sorted_points[:-1]])
    sums = [np.add.reduceat(sign[columns[order]], begins) for sign in signs]
    _, index, inverse = np.unique(np.stack(sums, axis=1), axis=0, return_index=True, return_inverse=True)
    # Classes are numbered by their first point, so that the numbers do not depend on the random bits.
    rank = np.empty(len(index), dtype=np.int64)
    rank[np.argsort(index)] = np.arange(len(index))
    member[sorted_points[begins]] = rank[inverse.ravel()]
    return member
