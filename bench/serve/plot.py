"""Requests a second of all contestants as bars, drawn as SVG: no library is needed for rectangles."""

from html import escape
from math import log10
from pathlib import Path

from bench.serve.contestants import TITLES
from bench.serve.report import Figures, Run

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "img"
_COLOURS = ("#9aa5b1", "#0b6e4f", "#c9a227", "#e0c068", "#efe3b0", "#7a4fa3", "#1b98e0")
_LEFT, _WIDTH, _BAR, _GAP, _TOP = 240, 620, 13, 18, 84


def draw(run: Run, clients: int = 16) -> str:
    """An SVG of one run: a group of bars for each operation, lengths by logarithm, longer is better."""
    facts, figures = run
    known = Figures(figures)
    who = known.contestants
    rates = {
        (name, each): known.of(name, each, clients, "rate") or 0.0
        for name, _ in known.operations
        for each in who
    }
    most = max([10.0, *rates.values()])
    height = _TOP + len(known.operations) * (len(who) * _BAR + _GAP) + 10
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDTH + 90} {height}" '
        'font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="#ffffff"/><text x="10" y="22" font-size="15">'
        f"Requests a second, {clients} clients, {facts['providers']:,} providers (logarithmic, "
        f"{facts['date']})</text>",
        *_legend(who),
    ]
    top = _TOP
    for name, title in known.operations:
        parts.append(f'<text x="{_LEFT - 8}" y="{top + 10}" text-anchor="end">{escape(title)}</text>')
        for number, each in enumerate(who):
            parts.append(_bar(top + number * _BAR, number, rates[name, each], most))
        top += len(who) * _BAR + _GAP
    return "\n".join((*parts, "</svg>")) + "\n"


def _legend(who: list[str]) -> list[str]:
    parts = []
    for number, each in enumerate(who):
        x, y = 10 + number % 4 * 230, 36 + number // 4 * 18
        parts.append(f'<rect x="{x}" y="{y}" width="11" height="11" fill="{_colour(number)}"/>')
        parts.append(f'<text x="{x + 16}" y="{y + 10}">{escape(TITLES[each])}</text>')
    return parts


def _bar(y: int, number: int, rate: float, most: float) -> str:
    if rate <= 0:
        return ""
    # A tenth of a request a second is the shortest bar.
    length = max(2.0, _WIDTH * (log10(rate) + 1) / (log10(most) + 1))
    shown = f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"
    return (
        f'<rect x="{_LEFT}" y="{y}" width="{length:.0f}" height="{_BAR - 2}" fill="{_colour(number)}"/>'
        f'<text x="{_LEFT + length + 5:.0f}" y="{y + 10}">{shown}</text>'
    )


def _colour(number: int) -> str:
    return _COLOURS[number % len(_COLOURS)]
