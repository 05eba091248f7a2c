"""What goes wrong with a solver that is a process."""

from hub.errors import MerezhaError


class SolverFailed(MerezhaError):
    """The solver ended without an answer: {reason}. Ask for less at once, or give it more memory or time."""

    code = "SOLVER_FAILED"


class SolverKilled(MerezhaError):
    """The solver's process was killed: by somebody, or by the system for want of memory. Ask again."""

    code = "SOLVER_KILLED"
