"""The paper of access to providers: places for each 10,000 people, near ones counting more."""

from hub.papers.model import MapPoint, MapScale, Number, Paper, PaperTable, PaperUnit, Phrase, Text, Value
from hub.papers.reading import (
    Held,
    area_of,
    basis_of,
    caveats_of,
    column_of,
    grounds_of,
    number_of,
    shares_of,
    sources_of,
    stated_of,
    unit_of,
)


def access_paper(data: Held) -> Paper:
    """The total stands first, then each territory."""
    found = data["accessibility"]
    total, rows, basis = found["total"], found["rows"], found["basis"]
    values = [row["access"]["value"] for row in rows]
    unit = unit_of(total["access"])
    statements: list[Text] = [Phrase("access.summary", {"access": number_of(total["access"])})]
    if found["gap"] is not None:
        gap = Number(found["gap"], PaperUnit.SHARE, decimals=2)
        statements.append(Phrase("access.gap", {"gap": gap}))
    return Paper(
        title=Phrase("access.title", {"name": total["territory"]["name"]}),
        basis=basis_of(basis),
        statements=(*statements, *caveats_of(basis)),
        tables=(_table(total, rows),),
        points=tuple(_points(rows, shares_of(values))),
        scale=MapScale(
            Phrase("access.scale"),
            Number(0, unit),
            Number(max((each for each in values if each is not None), default=0), unit, decimals=2),
        ),
        sources=sources_of(basis),
        grounds=grounds_of(basis),
    )


def _table(total: Held, rows: list[Held]) -> PaperTable:
    columns = (
        column_of("territory"),
        column_of("code"),
        column_of("people", total["people"]),
        column_of("supply", total["supply"]),
        column_of("supply_stated"),
        column_of("access", total["access"]),
        column_of("without_site", total["withoutSite"]),
    )
    told = [(Phrase("whole"), total["territory"]["code"], *_numbers(total))]
    told += [(row["territory"]["name"], row["territory"]["code"], *_numbers(row)) for row in rows]
    return PaperTable(Phrase("access.rows"), columns, tuple(told))


def _numbers(row: Held) -> tuple[Value, ...]:
    return (
        number_of(row["people"]),
        number_of(row["supply"]),
        stated_of(row["supply"]),
        number_of(row["access"]),
        number_of(row["withoutSite"]),
    )


def _points(rows: list[Held], shades: list[float | None]) -> list[MapPoint]:
    made: list[MapPoint] = []
    for row, shade in zip(rows, shades, strict=True):
        properties = {name: number_of(row[name]) for name in ("people", "access")}
        made += area_of(row["territory"], shade, properties)
    return made
