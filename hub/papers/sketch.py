"""The sketch of a map: points of a paper to scale, as SVG that loads nothing and does nothing."""

from collections.abc import Iterable, Sequence
from math import cos, radians
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from hub.domain.vocabulary import Lang
from hub.papers.model import MapPoint, MapScale, Number, PaperUnit, Phrase, PointKind, Value
from hub.papers.wording import number, worded, words

_WIDTH: Final = 640
_HEIGHT: Final = 420
_MARGIN: Final = 24
_KM_OF_DEGREE: Final = 111.32
#: Names are written beside so few points only: more would hide each other.
_NAMED: Final = 25
#: Shapes differ too, since many papers are printed in grey. From the last to the first that is drawn.
_COLOURS: Final = {
    PointKind.AREA: "#555555",
    PointKind.COVERED: "#2e8b57",
    PointKind.POSSIBLE: "#e08a00",
    PointKind.UNCOVERED: "#999999",
    PointKind.ELSEWHERE: "#7b3294",
    PointKind.EXISTING: "#1f5fa8",
    PointKind.DROPPED: "#1f5fa8",
    PointKind.MOVED: "#e08a00",
    PointKind.MEMBER: "#1f5fa8",
    PointKind.NEW: "#c0392b",
}
#: Shades of territories from 0 to 1, told apart in grey too.
_SHADES: Final = ("#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494")
#: From one mark of a row in the legend to the next.
_STEP: Final = 14
_SCALES: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000)


#: Letters of a name, the width of one, and the height of a line: no name is written over another.
_LONGEST: Final = 30
_LETTER: Final = 6.5
_LINE: Final = 12
#: Where not all can have a name, these have one.
_FIRST_NAMED: Final = frozenset({PointKind.NEW, PointKind.MOVED, PointKind.MEMBER})
#: Places of people are too many for names.
_PEOPLE: Final = frozenset({PointKind.COVERED, PointKind.POSSIBLE, PointKind.UNCOVERED})


class _Projection:
    """Degrees to the page: a degree of longitude is as much shorter as it is at the middle latitude."""

    def __init__(self, points: Sequence[MapPoint]) -> None:
        lats, lons = [point.lat for point in points], [point.lon for point in points]
        self._top, self._left = max(lats), min(lons)
        self._narrow = cos(radians((max(lats) + min(lats)) / 2))
        high = max(max(lats) - min(lats), 0.02)
        wide = max((max(lons) - min(lons)) * self._narrow, 0.02)
        #: Units of the page in a degree of latitude.
        self.scale = min((_WIDTH - 2 * _MARGIN) / wide, (_HEIGHT - 2 * _MARGIN) / high)
        self._indent = (_WIDTH - (max(lons) - min(lons)) * self._narrow * self.scale) / 2

    def __call__(self, point: MapPoint) -> tuple[float, float]:
        x = (point.lon - self._left) * self._narrow * self.scale
        return self._indent + x, _MARGIN + (self._top - point.lat) * self.scale

    def units(self, km: float) -> float:
        return km / _KM_OF_DEGREE * self.scale


def sketch(points: Sequence[MapPoint], lang: Lang, scale: MapScale | None = None) -> str:
    """The points as SVG, with a legend and a scale; circles show within what a point surely lies.

    Territories are shaded by `scale`; those whose value is not known stay empty in a broken line.
    """
    at = _Projection(points)
    present = [kind for kind in _COLOURS if any(point.kind is kind for point in points)]
    drawn = [point for kind in present for point in points if point.kind is kind]
    legend = [*_scale_marks(drawn, scale, lang), *_kind_marks(present, lang)]
    height = _HEIGHT + 20 * (len(legend) + 1)
    shapes = [*_circles(drawn, at), *_marks(drawn, at), *_names(drawn, at, lang)]
    title = escape(words(lang)["map"])
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
            f'width="{_WIDTH}" height="{height}" role="img" font-size="12">',
            f"<title>{title}</title>",
            f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
            *shapes,
            *_legend(legend, at, lang),
            "</svg>",
        )
    )


def _circles(points: Iterable[MapPoint], at: _Projection) -> Iterable[str]:
    for point in points:
        if point.radius_m:
            x, y = at(point)
            yield (
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{at.units(point.radius_m / 1000):.1f}" fill="none" '
                f'stroke="{_COLOURS[point.kind]}" stroke-width="0.7" stroke-dasharray="3 2"/>'
            )


def _marks(points: Iterable[MapPoint], at: _Projection) -> Iterable[str]:
    for point in points:
        if point.kind is PointKind.AREA:
            yield _area(point.shade, *at(point))
        else:
            yield _mark(point.kind, *at(point))


def _area(shade: float | None, x: float, y: float) -> str:
    """A territory; without a shade its value is not known."""
    if shade is None:
        return (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="none" stroke="#555555" stroke-dasharray="2 2"/>'
        )
    colour = _SHADES[min(int(shade * len(_SHADES)), len(_SHADES) - 1)]
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{colour}" stroke="#555555" stroke-width="0.5"/>'


def _mark(kind: PointKind, x: float, y: float) -> str:
    colour = _COLOURS[kind]
    if kind is PointKind.DROPPED:
        cross = f"M{x - 5:.1f} {y - 5:.1f}l10 10m0 -10l-10 10"
        return f'<path d="{cross}" stroke="{colour}" stroke-width="2" fill="none"/>'
    if kind is PointKind.MOVED:
        return f'<path d="M{x:.1f} {y - 7:.1f}l6 7l-6 7l-6 -7z" fill="{colour}"/>'
    if kind is PointKind.NEW:
        return f'<path d="M{x:.1f} {y - 7:.1f}l6 11h-12z" fill="{colour}"/>'
    if kind is PointKind.UNCOVERED:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.5" fill="{colour}"/>'
    if kind is PointKind.COVERED:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>'
    if kind is PointKind.POSSIBLE:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="#ffffff" stroke="{colour}"/>'
    if kind is PointKind.ELSEWHERE:
        return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" fill="none" stroke="{colour}"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'


def _names(points: Sequence[MapPoint], at: _Projection, lang: Lang) -> Iterable[str]:
    named = [point for point in points if point.kind not in _PEOPLE]
    if len(named) > _NAMED:
        named = [point for point in named if point.kind in _FIRST_NAMED][:_NAMED]
    taken: list[tuple[float, float, float]] = []
    for point in named:
        x, y = at(point)
        text = _short(worded(point.name, lang))
        wide = len(text) * _LETTER
        end = x > _WIDTH / 2
        left = x - 8 - wide if end else x + 8
        if any(abs(y - row) < _LINE and left < to and start < left + wide for start, to, row in taken):
            continue
        taken.append((left, left + wide, y))
        anchor = ' text-anchor="end"' if end else ""
        place = f"{x + (-8 if end else 8):.1f}"
        yield f'<text x={quoteattr(place)} y="{y + 4:.1f}"{anchor}>{escape(text)}</text>'


def _short(name: str) -> str:
    """A name that fits beside its point; the tables have all of it."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _kind_marks(kinds: Iterable[PointKind], lang: Lang) -> Iterable[tuple[str, str]]:
    """A mark at the origin and what it means, for each kind that is no territory."""
    for kind in kinds:
        if kind is not PointKind.AREA:
            yield _mark(kind, 0, 0), words(lang)[f"point.{kind.value}"]


def _scale_marks(points: Sequence[MapPoint], scale: MapScale | None, lang: Lang) -> Iterable[tuple[str, str]]:
    """The scale of shades, and what territories without a shade mean where there are such."""
    areas = [point for point in points if point.kind is PointKind.AREA]
    if scale is None or not areas:
        return
    if any(point.shade is not None for point in areas):
        yield from _shade_marks(scale, lang)
    if any(point.shade is None for point in areas):
        reason = scale.unshaded or Phrase("scale.unknown", {"title": scale.title})
        yield _area(None, 0, 0), worded(reason, lang)


def _shade_marks(scale: MapScale, lang: Lang) -> Iterable[tuple[str, str]]:
    """Every shade in a row for numbers; for what is not between two numbers, both ends."""
    if isinstance(scale.least, Number) and isinstance(scale.most, Number):
        parts = len(_SHADES)
        row = "".join(_area(place / parts, place * _STEP, 0) for place in range(parts))
        values: dict[str, Value] = {"title": scale.title, "least": scale.least, "most": scale.most}
        yield row, worded(Phrase("scale.range", values), lang)
        return
    for shade, end in ((0.0, scale.least), (1.0, scale.most)):
        yield _area(shade, 0, 0), worded(Phrase("scale", {"title": scale.title, "value": end}), lang)


def _legend(marks: Iterable[tuple[str, str]], at: _Projection, lang: Lang) -> Iterable[str]:
    y = _HEIGHT
    for mark, text in marks:
        yield f'<g transform="translate(32 {y})">{mark}</g>'
        start = 46 + _STEP * max(mark.count("<circle") - 1, 0)
        yield f'<text x="{start}" y="{y + 4}">{escape(text)}</text>'
        y += 20
    km = max((each for each in _SCALES if at.units(each) <= _WIDTH / 3), default=1)
    yield f'<path d="M24 {y}h{at.units(km):.1f}" stroke="#000000" stroke-width="2"/>'
    label = escape(number(Number(km, PaperUnit.KM), lang))
    yield f'<text x="{at.units(km) + 32:.1f}" y="{y + 4}">{label}</text>'
