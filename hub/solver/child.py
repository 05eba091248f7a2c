"""The child process that holds HiGHS: reads tasks from its input, answers on a pipe that nothing else writes
to.

HiGHS prints its licence at the first solve whatever it is told, so the child's own stdout is closed to it. A
solve may outlast its time limit by far and take all memory: the parent ends the child when it is too late,
and the operating system when it is too large.
"""

import os
import pickle
import resource
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import highspy
import numpy as np

from hub.solver.messages import LENGTH, Answer, Task
from hub.solver.model import LinearModel

#: Seconds between two messages of progress, which also tell a child that its parent is gone.
BEAT = 1.0


@dataclass
class Channel:
    """The pipe to the parent, with the latest figures for the next message of progress."""

    stream: BinaryIO
    lock: threading.Lock = field(default_factory=threading.Lock)
    figures: tuple[float | None, float | None] = (None, None)
    since: float | None = None

    def send(self, kind: str, content: Any) -> None:
        """Write one message; the process ends when nobody reads it."""
        data = pickle.dumps((kind, content))
        try:
            with self.lock:
                self.stream.write(LENGTH.pack(len(data)) + data)
                self.stream.flush()
        except OSError:
            os._exit(1)

    def beat(self) -> None:
        """Tell the figures every second while a solve runs."""
        while True:
            time.sleep(BEAT)
            since = self.since
            if since is not None:
                self.send("progress", (*self.figures, time.monotonic() - since))


def finite(value: float) -> float | None:
    """The number, or None for infinities and NaN, which never reach an answer."""
    return float(value) if np.isfinite(value) and abs(value) < 1e29 else None


def prepared(model: LinearModel, seconds: float, gap: float) -> Any:
    """A silent HiGHS of one thread that holds the model."""
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (
        ("output_flag", False), ("threads", 1), ("time_limit", seconds), ("mip_rel_gap", gap),
        ("mip_abs_gap", 1e-9), ("random_seed", 0),
    ):  # fmt: skip
        solver.setOptionValue(name, value)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = model.columns, len(model.row_lower)
    program.col_cost_, program.col_lower_, program.col_upper_ = model.cost, model.lower, model.upper
    program.row_lower_, program.row_upper_ = model.row_lower, model.row_upper
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_, program.a_matrix_.index_ = model.start, model.index
    program.a_matrix_.value_ = model.value
    if model.whole.any():
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        program.integrality_ = [kinds[int(whole)] for whole in model.whole]
    program.sense_ = highspy.ObjSense.kMaximize if model.maximise else highspy.ObjSense.kMinimize
    if solver.passModel(program) == highspy.HighsStatus.kError:
        raise ValueError("HiGHS refuses the model")
    return solver


def solve(task: Task, channel: Channel) -> Answer:
    """Solve the task's model, or its extremes where objectives are named."""
    solver = prepared(task.model, task.seconds, task.gap)
    if task.objectives is not None:
        return extremes(solver, task)

    def keep(event: Any) -> None:
        out = event.data_out
        channel.figures = (finite(out.mip_primal_bound), finite(out.mip_dual_bound))

    whole = bool(task.model.whole.any())
    if whole:
        solver.cbMipInterrupt.subscribe(keep)
    solver.run()
    status = solver.getModelStatus().name.removeprefix("k")
    information = solver.getInfo()
    if information.primal_solution_status != 2:  # No feasible point.
        return Answer(status, bound=finite(information.mip_dual_bound) if whole else None)
    values = np.array(solver.getSolution().col_value)
    values[task.model.whole] = np.round(values[task.model.whole])  # They come back as 29.00000000000005.
    objective = finite(float(task.model.cost @ values))
    stated = information.objective_function_value
    if objective is None or abs(objective - stated) > 1e-5 * max(1.0, abs(stated)):
        return Answer("SolveError")  # What it says of its solution is not true, so nothing of it is.
    bound = finite(information.mip_dual_bound) if whole else objective if status == "Optimal" else None
    return Answer(status, values, objective, bound)


def extremes(solver: Any, task: Task) -> Answer:
    """The least (sign 1) or greatest (sign −1) value of a column each, in turn from the basis before."""
    solver.changeObjectiveSense(highspy.ObjSense.kMinimize)
    began = time.monotonic()
    reached: list[float | None] = []
    previous = None
    for column, sign in task.objectives or ():
        if time.monotonic() - began > task.seconds:
            return Answer("TimeLimit", extremes=tuple(reached))
        if previous is not None:
            solver.changeColCost(previous, 0.0)
        solver.changeColCost(column, sign)
        previous = column
        solver.run()
        status = solver.getModelStatus()
        best = (
            solver.getInfo().objective_function_value if status == highspy.HighsModelStatus.kOptimal else None
        )
        if status == highspy.HighsModelStatus.kInfeasible:
            return Answer("Infeasible")
        reached.append(None if best is None else finite(sign * best))
    return Answer("Optimal", extremes=tuple(reached))


def main() -> None:
    """Answer tasks until the input ends; the only argument is the limit of memory in bytes."""
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    channel = Channel(os.fdopen(os.dup(1), "wb"))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    threading.Thread(target=channel.beat, daemon=True).start()
    while True:
        head = sys.stdin.buffer.read(LENGTH.size)
        if len(head) < LENGTH.size:
            return
        task = pickle.loads(sys.stdin.buffer.read(LENGTH.unpack(head)[0]))
        channel.figures, channel.since = (None, None), time.monotonic()
        try:
            answer = solve(task, channel)
        except MemoryError:
            os._exit(3)
        finally:
            channel.since = None
        channel.send("answer", answer)


if __name__ == "__main__":
    main()
