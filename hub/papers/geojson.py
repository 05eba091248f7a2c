"""The points of a paper as GeoJSON (RFC 7946), with its basis beside them."""

from datetime import date
from typing import Any

import orjson

from hub.domain.vocabulary import Lang
from hub.papers.model import Absent, MapPoint, Number, Paper, Value
from hub.papers.page import source_line
from hub.papers.wording import worded, words

#: About a centimetre: more digits would only say how computers count.
_DIGITS = 7


def geojson(paper: Paper, lang: Lang) -> bytes:
    """A FeatureCollection of the points; release, hash, URL and sources stand in its member `basis`.

    A property whose value is not known is null, and the property with `Absent` behind its name says why.
    """
    basis = paper.basis
    collection = {
        "type": "FeatureCollection",
        "name": worded(paper.title, lang),
        "basis": {
            "release": basis.release,
            "day": basis.day.isoformat(),
            "hash": basis.hash,
            "url": basis.url,
            "synthetic": basis.synthetic,
            "notice": words(lang)["synthetic"] if basis.synthetic else None,
            "statements": [worded(each, lang) for each in paper.statements],
            "sources": [source_line(each, lang) for each in paper.sources],
        },
        "features": [_feature(point, lang) for point in paper.points],
    }
    return orjson.dumps(collection, option=orjson.OPT_INDENT_2)


def _feature(point: MapPoint, lang: Lang) -> dict[str, Any]:
    own: dict[str, Any] = {}
    for name, value in point.properties.items():
        if isinstance(value, Absent):
            own |= {name: None, f"{name}Absent": value.reason}
        else:
            own[name] = _plain(value, lang)
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(point.lon, _DIGITS), round(point.lat, _DIGITS)]},
        "properties": {
            **own,
            "kind": point.kind.value,
            "name": worded(point.name, lang),
            "radiusMetres": point.radius_m,
        },
    }


def _plain(value: Value, lang: Lang) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Number):
        return value.value
    return value.isoformat() if isinstance(value, date) else worded(value, lang)
