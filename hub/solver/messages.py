"""What parent and child say to each other: pickles, each after its length in eight bytes."""

import struct
from dataclasses import dataclass

from hub.solver.model import Floats, LinearModel

LENGTH = struct.Struct("!Q")


@dataclass(frozen=True)
class Task:
    """One model to solve; with `objectives`, (column, 1) asks for the least and (column, −1) for the
    greatest value of a column instead.
    """

    model: LinearModel
    seconds: float
    gap: float = 1e-6
    objectives: tuple[tuple[int, float], ...] | None = None


@dataclass(frozen=True)
class Answer:
    """What HiGHS says: status name, values, objective and bound, each None where it has none."""

    status: str
    values: Floats | None = None
    objective: float | None = None
    bound: float | None = None
    extremes: tuple[float | None, ...] = ()
