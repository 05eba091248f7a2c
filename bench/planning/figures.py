"""Figures of planning: what was asked, what it took, and the goal it is held against."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, TypeVar

Result = TypeVar("Result")

HEADINGS: Final = ("question", "goal", "seconds, median (least–most)", "processor s", "found", "met")


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of the clock and of the processor, one of each for every repeat."""

    clock: tuple[float, ...]
    processor: tuple[float, ...]

    @property
    def seconds(self) -> float:
        """The median of the clock."""
        return median(self.clock)

    @property
    def work(self) -> float:
        """The median of the processor's seconds, which other work on the machine changes least."""
        return median(self.processor)


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table; `limit` in seconds is None where the goal is no time, `also` tells of all else."""

    question: str
    goal: str
    times: Times | None
    found: str
    limit: float | None = None
    also: bool = True
    #: Whether the processor's seconds are all that the work takes: PostgreSQL's are not among them.
    alone: bool = True

    @property
    def met(self) -> str:
        """Whether the goal, if there is one, was met: by the clock, else by the processor alone, or not."""
        if self.times is None:
            return "not measured"
        if not self.goal:
            return ""
        if not self.also:
            return "no"
        if self.limit is None or self.times.seconds <= self.limit:
            return "yes"
        return "by processor time" if self.alone and self.times.work <= self.limit else "no"


def timed(repeats: int, work: Callable[[], Result]) -> tuple[Times, Result]:
    """The times of so many repeats, and what the last of them gave."""
    clock, processor = [], []
    for _ in range(repeats):
        began, used = time.perf_counter(), time.process_time()
        result = work()
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - used)
    return Times(tuple(clock), tuple(processor)), result


def shown(figures: Iterable[Figure]) -> str:
    """The figures as a table of Markdown."""
    lines: list[Sequence[str]] = [HEADINGS, ["---"] * len(HEADINGS), *(_cells(each) for each in figures)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cells(figure: Figure) -> tuple[str, ...]:
    times = figure.times
    clock = "" if times is None else f"{times.seconds:.3g} ({min(times.clock):.3g}–{max(times.clock):.3g})"
    work = "" if times is None else f"{times.work:.3g}"
    return figure.question, figure.goal, clock, work, figure.found, figure.met
