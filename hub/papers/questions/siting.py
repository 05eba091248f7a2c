"""The paper of a plan for new sites: the proof as a sentence, sites by rank, territories before and after."""

from hub.papers.model import MapPoint, Paper, PaperTable, Phrase, PointKind, Text, Value
from hub.papers.questions.beyond import beyond_points, beyond_table
from hub.papers.reading import (
    Held,
    basis_of,
    caveats_of,
    column_of,
    count,
    existing_of,
    grounds_of,
    high_of,
    low_of,
    number_of,
    sources_of,
)


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
        statements=(found["proof"]["sentence"], change, *_places(found), *_job(found), *caveats_of(basis)),
        tables=(
            sites_table(found["sites"], Phrase("siting.sites")),
            _rows(found),
            beyond_table(found["uncovered"], "siting.uncovered"),
        ),
        points=(
            *existing_of(found["geojson"]),
            *site_points(found["sites"], PointKind.NEW),
            *beyond_points(found["uncovered"]),
        ),
        sources=sources_of(basis),
        grounds=grounds_of(basis),
    )


def sites_table(sites: list[Held], title: Text) -> PaperTable:
    """New sites by rank; how many people each takes where the question has capacities."""
    first = sites[0] if sites else None
    limited = any(site["takes"] is not None for site in sites)
    columns = (
        column_of("rank"),
        column_of("place"),
        column_of("code"),
        column_of("gained", first and first["gained"]),
        column_of("alone", first and first["alone"]),
        *((column_of("takes", first and first["takes"]),) if limited else ()),
    )
    rows = tuple(
        (
            count(site["rank"]),
            site["territory"]["name"],
            site["territory"]["code"],
            number_of(site["gained"]),
            number_of(site["alone"]),
            *((number_of(site["takes"]),) if limited else ()),
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
                **({} if site["takes"] is None else {"takes": number_of(site["takes"])}),
            },
        )
        for site in sites
    ]


def _places(found: Held) -> list[Text]:
    """For how many people there is a place, of a question with capacities."""
    places = found["places"]
    if places is None:
        return []
    before, after = places["before"], places["after"]
    values = {"before": number_of(before), "after": number_of(after), "most": high_of(after)}
    return [Phrase("siting.places", {**values, "full": count(places["fullSites"])})]


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
