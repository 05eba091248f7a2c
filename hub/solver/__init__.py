"""HiGHS in a process of its own: linear models, the child that solves them, and what can go wrong."""

from hub.solver.errors import SolverFailed, SolverKilled
from hub.solver.model import LinearModel, ModelBuilder
from hub.solver.session import Limits, Progress, Solution, SolverSession

__all__ = [
    "Limits",
    "LinearModel",
    "ModelBuilder",
    "Progress",
    "Solution",
    "SolverFailed",
    "SolverKilled",
    "SolverSession",
]
