"""The paper of a market: who gives what, how concentrated it is, and where there is a single provider."""

from hub.papers.model import (
    MapPoint,
    MapScale,
    Paper,
    PaperColumn,
    PaperTable,
    PaperUnit,
    Phrase,
    Text,
    Value,
)
from hub.papers.reading import (
    NOT_STATED,
    Held,
    area_of,
    basis_of,
    capacity_of,
    caveats_of,
    column_of,
    count,
    grounds_of,
    label_of,
    listed,
    number_of,
    sources_of,
)
from hub.papers.wording import phrase_of


def market_paper(data: Held) -> Paper:
    """The cells of the whole territory, then of its units, and what was published of the same sources."""
    found = data["market"]
    total, rows, basis = found["total"], found["rows"], found["basis"]
    return Paper(
        title=Phrase("market.title", {"name": total["territory"]["name"]}),
        basis=basis_of(basis),
        statements=(*_summary(found), *caveats_of(basis)),
        tables=tuple(
            table
            for table in (
                _cells(total),
                _concentration(total),
                _rows(rows),
                _row_cells(rows),
                _citations(found),
            )
            if table.rows
        ),
        points=tuple(_points(rows)),
        scale=MapScale(Phrase("market.scale"), Phrase("no"), Phrase("yes")) if rows else None,
        sources=sources_of(basis),
        grounds=grounds_of(basis),
    )


def _summary(found: Held) -> list[Text]:
    total = found["total"]
    lines: list[Text] = [
        Phrase(
            "market.summary",
            {
                "providers": count(total["providers"]),
                "services": count(total["services"]),
                "synthetic": count(total["synthetic"]),
                "capacity": capacity_of(total["capacity"]),
            },
        )
    ]
    if found["rows"]:
        names = listed((each["name"] for each in found["singleProvider"]), Phrase("nothing"))
        lines.append(Phrase("market.single", {"names": names}))
    return lines


def _values(cell: Held) -> list[Value]:
    return [label_of(each["term"]) for each in cell["values"]]


def _axes(cells: list[Held]) -> list[PaperColumn]:
    return [PaperColumn(phrase_of("axis", each["axis"])) for each in cells[0]["values"]] if cells else []


def _cells(total: Held) -> PaperTable:
    columns = (
        *_axes(total["cells"]),
        column_of("providers"),
        column_of("services"),
        PaperColumn(Phrase("column.share"), PaperUnit.SHARE),
        column_of("capacity"),
    )
    rows = tuple(
        (
            *_values(cell),
            count(cell["providers"]),
            count(cell["services"]),
            number_of(cell["share"]),
            capacity_of(cell["capacity"]),
        )
        for cell in total["cells"]
    )
    return PaperTable(Phrase("market.cells"), columns, rows)


def _concentration(total: Held) -> PaperTable:
    columns = (column_of("figure"), column_of("index"))
    rows = tuple(
        (phrase_of("figure", each["figure"]), number_of(each["index"])) for each in total["concentration"]
    )
    return PaperTable(Phrase("market.concentration"), columns, rows)


def _rows(rows: list[Held]) -> PaperTable:
    columns = tuple(map(column_of, ("territory", "code", "providers", "made_up", "services", "single")))
    told = tuple(
        (
            row["territory"]["name"],
            row["territory"]["code"],
            count(row["providers"]),
            count(row["synthetic"]),
            count(row["services"]),
            row["isSingle"],
        )
        for row in rows
    )
    return PaperTable(Phrase("market.rows"), columns, told)


def _row_cells(rows: list[Held]) -> PaperTable:
    axes = _axes([cell for row in rows for cell in row["cells"]])
    columns = (
        column_of("territory"),
        column_of("code"),
        *axes,
        column_of("providers"),
        PaperColumn(Phrase("column.share"), PaperUnit.SHARE),
    )
    told = tuple(
        (
            row["territory"]["name"],
            row["territory"]["code"],
            *_values(cell),
            count(cell["providers"]),
            number_of(cell["share"]),
        )
        for row in rows
        for cell in row["cells"]
    )
    return PaperTable(Phrase("market.row_cells"), columns, told, wide=True)


def _citations(found: Held) -> PaperTable:
    columns = tuple(map(column_of, ("published", "declared", "counted", "per_provider", "citation")))
    rows = tuple(
        (
            each["total"]["label"],
            count(each["total"]["declared"]),
            NOT_STATED if each["total"]["found"] is None else count(each["total"]["found"]),
            number_of(each["perProvider"]),
            each["total"]["cites"],
        )
        for each in found["citations"]
    )
    return PaperTable(Phrase("market.citations"), columns, rows)


def _points(rows: list[Held]) -> list[MapPoint]:
    made: list[MapPoint] = []
    for row in rows:
        properties: dict[str, Value] = {"providers": count(row["providers"]), "isSingle": row["isSingle"]}
        made += area_of(row["territory"], 1.0 if row["isSingle"] else 0.0, properties)
    return made
