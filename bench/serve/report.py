"""Figures as tables in Markdown, and their section in docs/performance.md."""

from collections.abc import Iterable, Sequence

from bench.serve.conditions import Facts, sentence
from bench.serve.contestants import TITLES
from bench.serve.measure import CLIENTS, Figure
from bench.serve.operations import operations

Run = tuple[Facts, list[Figure]]
_FLOORS = ("sql", "rows")


class Figures:
    """The figures of one run, to be asked."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._known = {(each.operation, each.contestant, each.clients): each for each in figures}

    @property
    def contestants(self) -> list[str]:
        """Who was measured, in the order of TITLES."""
        seen = {contestant for _, contestant, _ in self._known}
        return [name for name in TITLES if name in seen]

    @property
    def clients(self) -> set[int]:
        """Numbers of clients that were measured."""
        return {clients for _, _, clients in self._known}

    @property
    def operations(self) -> list[tuple[str, str]]:
        """Names and titles of what was measured."""
        seen = {operation for operation, _, _ in self._known}
        return [(each.name, each.title) for each in operations() if each.name in seen]

    def of(self, operation: str, contestant: str, clients: int, value: str) -> float | None:
        """A median, None if it was not measured."""
        found = self._known.get((operation, contestant, clients))
        # Whoever answered nothing in its time has no figures.
        return found.middle(value) if found and found.middle("requests") else None

    def floor(self, operation: str, clients: int, value: str) -> float | None:
        """The better of the hand-written handlers: the most requests a second, the least of all else."""
        found = [self.of(operation, name, clients, value) for name in _FLOORS]
        known = [each for each in found if each is not None]
        if not known:
            return None
        return max(known) if value == "rate" else min(known)


def section(runs: Sequence[Run]) -> str:
    """All tables of the runs, smallest first."""
    parts = []
    for of, figures in runs:
        known = Figures(figures)
        parts.append(f"### {of['providers']:,} providers, {int(of['providers']) * 8:,} services")
        parts += [_speed(known, clients) for clients in CLIENTS if clients in known.clients]
        parts += [_ratios(known), _processor(known)]
    parts += [sentence(of) for of, _ in runs]
    return "\n\n".join(parts)


def _speed(known: Figures, clients: int) -> str:
    who = known.contestants
    lines = [
        (
            title,
            *(
                _cell(
                    known.of(name, each, clients, "p50"),
                    known.of(name, each, clients, "p99"),
                    known.of(name, each, clients, "rate"),
                )
                for each in who
            ),
        )
        for name, title in known.operations
    ]
    word = "client" if clients == 1 else "clients"
    heading = f"{clients} {word}: p50 / p99 in ms, requests/s"
    return table((heading, *(TITLES[each] for each in who)), lines)


def _cell(p50: float | None, p99: float | None, rate: float | None) -> str:
    if p50 is None or p99 is None or rate is None:
        return "–"
    return f"{three_digits(p50)} / {three_digits(p99)}, **{three_digits(rate)}**"


def _ratios(known: Figures) -> str:
    """The compiled road beside the others: what the issue asks for."""
    lines = []
    for name, title in known.operations:
        ours = known.of(name, "compiled", 16, "rate")
        alone = known.of(name, "compiled", 1, "p50")
        lines.append(
            (
                title,
                ratio(ours, known.floor(name, 16, "rate")),
                ratio(alone, known.floor(name, 1, "p50")),
                ratio(ours, known.of(name, "peer", 16, "rate")),
                ratio(ours, known.of(name, "ordinary", 16, "rate")),
                ratio(known.of(name, "cached", 16, "rate"), ours),
            )
        )
    return table(
        (
            "the compiled road",
            "requests/s at 16 clients, times the better hand-written handler",
            "p50 at 1 client, times the better hand-written handler",
            "requests/s, times PostGraphile",
            "requests/s, times our ordinary road",
            "requests/s of the cache, times it",
        ),
        lines,
    )


def _processor(known: Figures) -> str:
    who = known.contestants
    lines = []
    for name, title in known.operations:
        cells = []
        for each in who:
            server = known.of(name, each, 16, "server_cpu")
            database = known.of(name, each, 16, "database_cpu")
            missing = server is None or database is None
            cells.append("–" if missing else f"{three_digits(server)} + {three_digits(database)}")
        lines.append((title, *cells))
    heading = "processor ms a request at 16 clients: server + PostgreSQL"
    return table((heading, *(TITLES[each] for each in who)), lines)


def table(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    rows = [headings, ["---"] * len(headings), *lines]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def ratio(value: float | None, by: float | None) -> str:
    """How many times `by` a value is, a dash where one of them is missing."""
    return "–" if value is None or not by else f"{value / by:.2f}"


def three_digits(value: float) -> str:
    """Three digits that count."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
