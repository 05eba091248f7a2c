"""The paper of a plan for new sites: the proof as a sentence, sites by rank, territories before and after."""

from typing import Final

from hub.papers.model import MapPoint, Paper, PaperTable, Phrase, PointKind, Text, Value
from hub.papers.questions.beyond import beyond_points, beyond_table
from hub.papers.reading import (
    Held,
    basis_of,
    caveats_of,
    column_of,
    count,
    grounds_of,
    high_of,
    low_of,
    number_of,
    sources_of,
)

_EXISTING: Final = "existing"


def siting_paper(data: Held) -> Paper:
    """Of the field `siting`, or of `scenario`."""
    found = data["siting"] if "siting" in data else data["scenario"]
    basis, before, after = found["basis"], found["before"], found["after"]
    share = after["share"]
    change = Phrase(
        "siting.change",
        {
            "before": number_of(before["share"]),
            "after": number_of(share),
            "low": low_of(share),
            "high": high_of(share),
            "all": number_of(after["people"]),
        },
    )
    return Paper(
        title=Phrase("siting.title", {"name": after["territory"]["name"]}),
        basis=basis_of(basis),
        statements=(found["proof"]["sentence"], change, *_job(found), *caveats_of(basis)),
        tables=(
            sites_table(found["sites"], Phrase("siting.sites")),
            _rows(found),
            beyond_table(found["uncovered"], "siting.uncovered"),
        ),
        points=(
            *_existing(found["geojson"]),
            *site_points(found["sites"], PointKind.NEW),
            *beyond_points(found["uncovered"]),
        ),
        sources=sources_of(basis),
        grounds=grounds_of(basis),
    )


def sites_table(sites: list[Held], title: Text) -> PaperTable:
    """New sites by rank."""
    first = sites[0] if sites else None
    columns = (
        column_of("rank"),
        column_of("place"),
        column_of("code"),
        column_of("gained", first and first["gained"]),
        column_of("alone", first and first["alone"]),
    )
    rows = tuple(
        (
            count(site["rank"]),
            site["territory"]["name"],
            site["territory"]["code"],
            number_of(site["gained"]),
            number_of(site["alone"]),
        )
        for site in sites
    )
    return PaperTable(title, columns, rows)


def site_points(sites: list[Held], kind: PointKind) -> list[MapPoint]:
    """New sites on the map."""
    return [
        MapPoint(
            site["point"]["lat"],
            site["point"]["lon"],
            kind,
            site["territory"]["name"],
            site["radiusMetres"],
            {
                "rank": count(site["rank"]),
                "code": site["territory"]["code"],
                "gained": number_of(site["gained"]),
            },
        )
        for site in sites
    ]


def _job(found: Held) -> list[Text]:
    job = found["job"]
    return [] if job is None else [Phrase("siting.job", {"id": job["id"]})]


def _rows(found: Held) -> PaperTable:
    total = found["after"]
    columns = (
        column_of("territory"),
        column_of("code"),
        column_of("people", total["people"]),
        column_of("covered_before", total["covered"]),
        column_of("covered_after", total["covered"]),
        column_of("share_before", total["share"]),
        column_of("share_after", total["share"]),
    )
    rows: list[tuple[Value, ...]] = [
        (Phrase("whole"), total["territory"]["code"], *_numbers(found["before"], total))
    ]
    rows += [
        (row["territory"]["name"], row["territory"]["code"], *_numbers(row["before"], row["after"]))
        for row in found["rows"]
    ]
    return PaperTable(Phrase("siting.rows"), columns, tuple(rows))


def _numbers(before: Held, after: Held) -> tuple[Value, ...]:
    return (
        number_of(after["people"]),
        number_of(before["covered"]),
        number_of(after["covered"]),
        number_of(before["share"]),
        number_of(after["share"]),
    )


def _existing(collection: Held) -> list[MapPoint]:
    """Existing sites as the answer draws them: of a refuge its hromada's point."""
    made = []
    for feature in collection["features"]:
        told = feature["properties"]
        if told["kind"] == _EXISTING:
            lon, lat = feature["geometry"]["coordinates"]
            name: Text = Phrase("made_up", {"name": told["name"]}) if told["synthetic"] else told["name"]
            made.append(MapPoint(lat, lon, PointKind.EXISTING, name, told["radiusMetres"]))
    return made
