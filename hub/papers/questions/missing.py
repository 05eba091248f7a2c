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
        tables=(_services(rows), _list(rows), _matrix(rows, basis["question"]["services"] or [])),
        points=tuple(_points(rows)),
        scale=MapScale(Phrase("missing.scale"), count(0), count(required)),
        sources=sources_of(basis),
        grounds=grounds_of(basis),
    )


def _list(rows: list[Held]) -> PaperTable:
    """Territories with the codes of what they lack, short enough for a page."""
    columns = tuple(map(column_of, ("territory", "code", "missing", "required", "missing_services")))
    told = tuple(
        (
            row["territory"]["name"],
            row["territory"]["code"],
            count(row["count"]),
            count(row["required"]),
            ", ".join(_short(each["service"]["code"]) for each in row["missing"]) or Phrase("nothing"),
        )
        for row in rows
    )
    return PaperTable(Phrase("missing.rows"), columns, told)


def _short(code: str) -> str:
    """A code without the name of its list: `03` of `ua-basic.03`."""
    return code.rpartition(".")[2]


def _services(rows: list[Held]) -> PaperTable:
    """What is missing anywhere, and in how many territories."""
    counts: dict[str, int] = {}
    services: dict[str, Held] = {}
    for row in rows:
        for each in row["missing"]:
            code = each["service"]["code"]
            services[code], counts[code] = each["service"], counts.get(code, 0) + 1
    told = tuple((label_of(services[code]), count(counts[code])) for code in sorted(counts))
    return PaperTable(Phrase("missing.by_service"), (column_of("service"), column_of("lacking_in")), told)


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
