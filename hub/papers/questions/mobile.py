"""The paper of care at home and mobile teams: covered on paper beside covered by capacity."""

from typing import Final

from hub.papers.model import MapPoint, MapScale, Paper, PaperTable, Phrase, Value
from hub.papers.reading import (
    Held,
    area_of,
    basis_of,
    caveats_of,
    column_of,
    count,
    grounds_of,
    high_of,
    listed,
    low_of,
    number_of,
    sources_of,
    stated_of,
)
from hub.papers.wording import phrase_of

#: What capacity hangs on: teams, visits a day, days a week, visits for each client.
_NEEDED: Final = 4


def mobile_paper(data: Held) -> Paper:
    """The total stands first, then each territory; the map tells what to ask the teams."""
    found = data["mobileCoverage"]
    total, rows, basis = found["total"], found["rows"], found["basis"]
    return Paper(
        title=Phrase("mobile.title", {"name": total["territory"]["name"]}),
        basis=basis_of(basis),
        statements=(
            Phrase(
                "mobile.summary",
                {
                    "teams": count(total["teams"]),
                    "paper": number_of(total["onPaper"]),
                    "capacity": number_of(total["byCapacity"]),
                },
            ),
            Phrase("mobile.ask", {"lacking": _lacking(total)}),
            *caveats_of(basis),
        ),
        tables=(_table(total, rows),),
        points=tuple(_points(rows)),
        scale=MapScale(Phrase("mobile.scale"), count(0), count(_NEEDED), Phrase("mobile.nobody")),
        sources=sources_of(basis),
        grounds=grounds_of(basis),
    )


def _lacking(row: Held) -> Value:
    """What nobody states; where there is no provider, nobody can be asked."""
    if not row["teams"]:
        return Phrase("mobile.nobody")
    return listed((phrase_of("lacking", each) for each in row["lacking"]), Phrase("nothing"))


def _table(total: Held, rows: list[Held]) -> PaperTable:
    columns = (
        column_of("territory"),
        column_of("code"),
        column_of("teams"),
        column_of("on_paper", total["onPaper"]),
        column_of("on_paper_high", total["onPaper"]),
        column_of("by_capacity", total["byCapacity"]),
        column_of("low", total["byCapacity"]),
        column_of("high", total["byCapacity"]),
        column_of("served", total["served"]),
        column_of("served_stated"),
        column_of("fixed_sites"),
        column_of("lacking"),
    )
    told = [(Phrase("whole"), total["territory"]["code"], *_numbers(total))]
    told += [(row["territory"]["name"], row["territory"]["code"], *_numbers(row)) for row in rows]
    return PaperTable(Phrase("mobile.rows"), columns, tuple(told))


def _numbers(row: Held) -> tuple[Value, ...]:
    paper, capacity, served = row["onPaper"], row["byCapacity"], row["served"]
    return (
        count(row["teams"]),
        number_of(paper),
        high_of(paper),
        number_of(capacity),
        low_of(capacity),
        high_of(capacity),
        number_of(served),
        stated_of(served),
        count(row["fixedSites"]),
        _lacking(row),
    )


def _points(rows: list[Held]) -> list[MapPoint]:
    made: list[MapPoint] = []
    for row in rows:
        properties: dict[str, Value] = {
            "teams": count(row["teams"]),
            "onPaper": number_of(row["onPaper"]),
            "byCapacity": number_of(row["byCapacity"]),
            "lacking": _lacking(row),
        }
        shade = len(row["lacking"]) / _NEEDED if row["teams"] else None
        made += area_of(row["territory"], shade, properties)
    return made
