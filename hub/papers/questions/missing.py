"""The paper of missing services: territories by what nobody is known to give there, with who is nearest."""

from dataclasses import replace

from hub.papers.model import MapPoint, MapScale, Paper, PaperColumn, PaperTable, Phrase, Value
from hub.papers.reading import (
    Held,
    area_of,
    basis_of,
    caveats_of,
    column_of,
    count,
    grounds_of,
    label_of,
    listed,
    name_of,
    number_of,
    place_of,
    sources_of,
)


def missing_paper(data: Held) -> Paper:
    """A list for the page, and for spreadsheets the matrix of territories and services too."""
    found = data["missingServices"]
    rows, basis = [edge["node"] for edge in found["edges"]], found["basis"]
    cited = basis_of(basis)
    made_up = any(
        near["provider"]["isSynthetic"] for row in rows for each in row["missing"] for near in each["nearest"]
    )
    required = max((row["required"] for row in rows), default=0)
    return Paper(
        title=Phrase("missing.title", {"name": place_of(data["place"], basis["question"]["within"])}),
        basis=replace(cited, synthetic=cited.synthetic or made_up),
        statements=(
            Phrase(
                "missing.summary",
                {
                    "all": count(found["totalCount"]),
                    "shown": count(len(rows)),
                    "lacking": count(sum(1 for row in rows if row["count"])),
                    "required": count(required),
                },
            ),
            *caveats_of(basis),
        ),
        tables=(_list(rows), _matrix(rows, basis["question"]["services"] or [])),
        points=tuple(_points(rows)),
        scale=MapScale(Phrase("missing.scale"), count(0), count(required)),
        sources=sources_of(basis),
        grounds=grounds_of(basis),
    )


def _list(rows: list[Held]) -> PaperTable:
    columns = tuple(map(column_of, ("territory", "code", "missing", "required", "missing_services")))
    told = tuple(
        (
            row["territory"]["name"],
            row["territory"]["code"],
            count(row["count"]),
            count(row["required"]),
            listed((_with_nearest(each) for each in row["missing"]), Phrase("nothing")),
        )
        for row in rows
    )
    return PaperTable(Phrase("missing.rows"), columns, told)


def _with_nearest(each: Held) -> Value:
    return Phrase("missing.service", {"service": label_of(each["service"]), "nearest": _nearest(each)})


def _nearest(each: Held) -> Value:
    if not each["nearest"]:
        return Phrase("nowhere")
    near = each["nearest"][0]
    return Phrase(
        "missing.nearest", {"name": name_of(near["provider"]), "distance": number_of(near["distance"])}
    )


def _matrix(rows: list[Held], codes: list[str]) -> PaperTable:
    """A column for each service that was asked for."""
    labels = {each["service"]["code"]: each["service"] for row in rows for each in row["missing"]}
    columns = [column_of("territory"), column_of("code"), column_of("missing")]
    for code in codes:
        title = label_of(labels[code]) if code in labels else code
        columns.append(PaperColumn(title if isinstance(title, Phrase) else code))
    told: list[tuple[Value, ...]] = []
    for row in rows:
        lacking = {each["service"]["code"]: each for each in row["missing"]}
        cells = [_nearest(lacking[code]) if code in lacking else Phrase("missing.given") for code in codes]
        told.append((row["territory"]["name"], row["territory"]["code"], count(row["count"]), *cells))
    return PaperTable(Phrase("missing.matrix"), tuple(columns), tuple(told), wide=True)


def _points(rows: list[Held]) -> list[MapPoint]:
    made: list[MapPoint] = []
    for row in rows:
        codes = ", ".join(each["service"]["code"] for each in row["missing"])
        properties: dict[str, Value] = {
            "missing": count(row["count"]),
            "required": count(row["required"]),
            "services": codes or Phrase("nothing"),
        }
        shade = row["count"] / row["required"] if row["required"] else None
        made += area_of(row["territory"], shade, properties)
    return made
