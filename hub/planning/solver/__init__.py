"""What planning solves with; the solver itself is `hub.solver`, which the store uses as well."""

from hub.solver import (
    Limits,
    LinearModel,
    ModelBuilder,
    Progress,
    Solution,
    SolverFailed,
    SolverKilled,
    SolverSession,
)

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
