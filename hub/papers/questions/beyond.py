"""Places beyond a reach, as a table and on the map."""

from hub.papers.model import MapPoint, PaperTable, Phrase, PointKind, Text, Value
from hub.papers.reading import Held, column_of, count, name_of, number_of


def beyond_table(found: Held, key: str) -> PaperTable:
    """Where those live who are beyond reach; `key` is the word of its title."""
    places = [edge["node"] for edge in found["edges"]]
    first = places[0] if places else None
    columns = (
        column_of("place"),
        column_of("code"),
        column_of("people", first and first["people"]),
        column_of("nearest_provider"),
        column_of("distance_to_nearest", first and first["distance"]),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            name_of_place(place),
            Phrase("unplaced") if place["territory"] is None else place["territory"]["code"],
            number_of(place["people"]),
            Phrase("nobody") if place["nearest"] is None else name_of(place["nearest"]),
            number_of(place["distance"]),
        )
        for place in places
    )
    shown = {"shown": count(len(rows)), "all": count(found["totalCount"])}
    return PaperTable(Phrase(key, shown), columns, rows)


def name_of_place(place: Held) -> Text:
    """The settlement, the rest of a hromada, or a point that lies in no known territory."""
    territory = place["territory"]
    if territory is None:
        return Phrase("unplaced")
    name = str(territory["name"])
    return Phrase("rest", {"name": name}) if place["isRest"] else name


def beyond_points(found: Held) -> list[MapPoint]:
    """Those of these places that have a point."""
    return [
        MapPoint(
            place["territory"]["point"]["lat"],
            place["territory"]["point"]["lon"],
            PointKind.UNCOVERED,
            name_of_place(place),
            properties={"code": place["territory"]["code"], "people": number_of(place["people"])},
        )
        for place in (edge["node"] for edge in found["edges"])
        if place["territory"] is not None and place["territory"]["point"] is not None
    ]
