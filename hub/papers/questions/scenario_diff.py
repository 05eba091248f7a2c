"""The paper of two plans side by side: what changed, and why."""

from dataclasses import replace

from hub.papers.model import MapPoint, Paper, PaperTable, Phrase, PointKind, Text, Value
from hub.papers.questions.siting import site_points, sites_table
from hub.papers.reading import (
    Held,
    basis_of,
    caveats_of,
    column_of,
    count,
    grounds_of,
    number_of,
    sources_of,
    told,
)
from hub.papers.wording import phrase_of


def scenario_diff_paper(data: Held) -> Paper:
    """What it rests on is the right plan's; the left one's release and hash stand in a sentence."""
    found = data["scenarioDiff"]
    left, right = found["basis"]
    ours, cited = basis_of(left), basis_of(right)
    statements: list[Text] = [
        Phrase(
            "diff.summary",
            {name: count(len(found[name])) for name in ("added", "dropped", "moved", "rows")},
        ),
        Phrase("diff.left", {"release": str(ours.release), "day": ours.day, "hash": ours.hash}),
        Phrase("diff.right", {"release": str(cited.release), "day": cited.day, "hash": cited.hash}),
        *dict.fromkeys((*caveats_of(left), *caveats_of(right))),
    ]
    return Paper(
        title=Phrase("diff.title"),
        basis=replace(cited, synthetic=ours.synthetic or cited.synthetic),
        statements=tuple(statements),
        tables=(
            _inputs(found["changedInputs"]),
            sites_table(found["added"], Phrase("diff.added")),
            sites_table(found["dropped"], Phrase("diff.dropped")),
            _moved(found["moved"]),
            _rows(found["rows"]),
        ),
        points=(
            *site_points(found["added"], PointKind.NEW),
            *site_points(found["dropped"], PointKind.DROPPED),
            *_moved_points(found["moved"]),
        ),
        sources=tuple(dict.fromkeys((*sources_of(left), *sources_of(right)))),
        grounds=grounds_of(right),
    )


def _inputs(changed: list[Held]) -> PaperTable:
    columns = tuple(map(column_of, ("input", "left", "right")))
    rows = tuple(
        (phrase_of("input", each["name"]), told(each["left"]), told(each["right"])) for each in changed
    )
    return PaperTable(Phrase("diff.inputs"), columns, rows)


def _moved(moved: list[Held]) -> PaperTable:
    columns = (
        column_of("from_place"),
        column_of("to_place"),
        column_of("distance", moved[0]["distance"] if moved else None),
    )
    rows = tuple(
        (
            each["left"]["territory"]["name"],
            each["right"]["territory"]["name"],
            number_of(each["distance"]),
        )
        for each in moved
    )
    return PaperTable(Phrase("diff.moved"), columns, rows)


def _moved_points(moved: list[Held]) -> list[MapPoint]:
    points = site_points([each["right"] for each in moved], PointKind.MOVED)
    return [
        replace(point, properties={**point.properties, "from": each["left"]["territory"]["code"]})
        for point, each in zip(points, moved, strict=True)
    ]


def _rows(rows: list[Held]) -> PaperTable:
    sides = [side for row in rows for side in (row["left"], row["right"]) if side is not None]
    first = sides[0] if sides else None
    columns = (
        column_of("territory"),
        column_of("code"),
        column_of("covered_left", first and first["covered"]),
        column_of("covered_right", first and first["covered"]),
        column_of("share_left", first and first["share"]),
        column_of("share_right", first and first["share"]),
    )
    told_ = tuple(
        (
            row["territory"]["name"],
            row["territory"]["code"],
            *(_of_side(row[side], name) for name in ("covered", "share") for side in ("left", "right")),
        )
        for row in rows
    )
    return PaperTable(Phrase("diff.rows"), columns, told_)


def _of_side(row: Held | None, name: str) -> Value:
    return Phrase("diff.not_about") if row is None else number_of(row[name])
