"""Draws the pictures of docs/planning.md from a served demo: `python -m bench.planning_pictures URL`."""

import sys
from collections.abc import Callable, Mapping, Sequence
from html import escape
from math import cos, radians
from pathlib import Path
from typing import Any, Final

import httpx

FOLDER: Final = Path(__file__).parents[1] / "docs" / "img"
SITING: Final = """
{
  siting(input: { within: "UA-05", goal: MOST_COVERED, new: 3, reach: { metres: 10000 } }) {
    geojson
    rows { territory { point { lat lon } } after { share { value } } }
  }
}
"""
COMPOSITION: Final = """
{
  composition(territory: "UA71060210000032972") {
    sets {
      members { provider { name isSynthetic } brings { code } doubles { code } }
      covered { service { code label(lang: UK) } }
    }
  }
}
"""
_WIDTH, _MARGIN, _KEY = 640.0, 20.0, 150.0
_FONT: Final = 'font-family="sans-serif" font-size="12"'
#: From which share on a hromada has which colour: light to dark, so that print in grey tells them apart.
_COLOURS: Final = ((0.9, "#08519c"), (0.5, "#6baed6"), (0.1, "#bdd7e7"), (0.0, "#eff3ff"))
_UNKNOWN: Final = "none"


def siting_map(answer: Mapping[str, Any]) -> str:
    """Hromadas by the share within reach, existing sites and new ones with their rank."""
    siting = answer["siting"]
    features = siting["geojson"]["features"]
    hromadas = [row for row in siting["rows"] if row["territory"]["point"] is not None]
    lons = [row["territory"]["point"]["lon"] for row in hromadas]
    lats = [row["territory"]["point"]["lat"] for row in hromadas]
    stretch = cos(radians((min(lats) + max(lats)) / 2))
    scale = (_WIDTH - 2 * _MARGIN - _KEY) / ((max(lons) - min(lons)) * stretch)
    height = (max(lats) - min(lats)) * scale + 2 * _MARGIN

    def place(lon: float, lat: float) -> tuple[float, float]:
        return _MARGIN + (lon - min(lons)) * stretch * scale, _MARGIN + (max(lats) - lat) * scale

    marks = []
    for row in hromadas:
        x, y = place(row["territory"]["point"]["lon"], row["territory"]["point"]["lat"])
        marks.append(_circle(x, y, _colour(row["after"]["share"]["value"])))
    for feature in features:
        x, y = place(*feature["geometry"]["coordinates"])
        if feature["properties"]["kind"] == "existing":
            marks.append(_square(x, y))
        else:
            marks.append(_star(x, y, str(feature["properties"]["rank"])))
    return _svg(height, "Vinnytsia oblast with three new centres", [*marks, *_legend()])


def composition_table(answer: Mapping[str, Any]) -> str:
    """The members of the best set by the services that they give: only here, or doubled."""
    (chosen,) = answer["composition"]["sets"]
    services = [each["service"] for each in chosen["covered"]]
    drawn, left, top, step = [], 300.0, 130.0, 44.0
    for column, service in enumerate(services):
        x = left + step * column
        drawn.append(
            f'<text x="{x:.1f}" y="{top - 12:.1f}" transform="rotate(-35 {x:.1f} {top - 12:.1f})" {_FONT}>'
            f"{escape(service['label'])}</text>"
        )
    for number, member in enumerate(chosen["members"]):
        y = top + 28 * number
        name = member["provider"]["name"].replace("Синтетичний", "*").replace(" (зразок)", "")
        drawn.append(f'<text x="{_MARGIN}" y="{y + 12:.1f}" {_FONT}>{escape(name)}</text>')
        alone, doubled = ({each["code"] for each in member[of]} for of in ("brings", "doubles"))
        for column, service in enumerate(services):
            fill = "#08519c" if service["code"] in alone else "#bdd7e7"
            if service["code"] in alone | doubled:
                x = left + step * column
                drawn.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="16" height="16" fill="{fill}"/>')
    end = top + 28 * len(chosen["members"]) + 16
    drawn.append(
        f'<text x="{_MARGIN}" y="{end:.1f}" {_FONT}>dark: only this member brings it; '
        "light: several do; *: made up</text>"
    )
    return _svg(end + _MARGIN, "Members of a centre in Uman and what they bring", drawn)


#: File → what is asked, and how the answer is drawn.
PICTURES: Final[dict[str, tuple[str, Callable[[Mapping[str, Any]], str]]]] = {
    "planning_siting.svg": (SITING, siting_map),
    "planning_composition.svg": (COMPOSITION, composition_table),
}


def _colour(share: float | None) -> str:
    if share is None:
        return _UNKNOWN
    return next(colour for least, colour in _COLOURS if share >= least)


def _circle(x: float, y: float, fill: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="{fill}" stroke="#9ecae1"/>'


def _square(x: float, y: float) -> str:
    return f'<rect x="{x - 3:.1f}" y="{y - 3:.1f}" width="6" height="6" fill="#222"/>'


def _star(x: float, y: float, text: str) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="8" fill="#d94801"/>'
        f'<text x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle" fill="#fff" {_FONT}>{text}</text>'
    )


def _legend() -> list[str]:
    x = _WIDTH - _KEY
    lines = [
        (_circle(x, 30, "#08519c"), "90 % and more"),
        (_circle(x, 54, "#6baed6"), "50 to 90 %"),
        (_circle(x, 78, "#bdd7e7"), "10 to 50 %"),
        (_circle(x, 102, "#eff3ff"), "below 10 %"),
        (_circle(x, 126, _UNKNOWN), "nobody known"),
        (_square(x, 150), "existing site"),
        (_star(x, 174, "1"), "new site"),
    ]
    return [
        f'{mark}<text x="{x + 16:.1f}" y="{34 + 24 * at}" {_FONT}>{text}</text>'
        for at, (mark, text) in enumerate(lines)
    ]


def _svg(height: float, title: str, parts: Sequence[str]) -> str:
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:.0f} {height:.0f}" role="img">\n'
        f'<title>{escape(title)}</title>\n<rect width="100%" height="100%" fill="#fff"/>\n{body}\n</svg>\n'
    )


def main(url: str) -> None:
    """Ask the hub at an address and write each picture."""
    for name, (query, draw) in PICTURES.items():
        reply = httpx.post(f"{url.rstrip('/')}/graphql", json={"query": query}, timeout=60)
        reply.raise_for_status()
        (FOLDER / name).write_text(draw(reply.json()["data"]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
