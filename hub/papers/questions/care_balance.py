"""The paper of a care balance: care at home and in the community against care in institutions."""

from hub.papers.errors import NothingToShow
from hub.papers.model import MapPoint, MapScale, Number, Paper, PaperTable, PaperUnit, Phrase, Value
from hub.papers.reading import (
    Held,
    area_of,
    basis_of,
    caveats_of,
    column_of,
    count,
    grounds_of,
    number_of,
    place_of,
    sources_of,
    stated_of,
)


def care_balance_paper(data: Held) -> Paper:
    """A row for each territory. Raises NothingToShow where the answer has no rows, and so no basis."""
    rows = data["careBalance"]
    if not rows:
        raise NothingToShow()
    basis = rows[0]["basis"]
    return Paper(
        title=Phrase("balance.title", {"name": place_of(data["place"], basis["question"]["within"])}),
        basis=basis_of(basis),
        statements=caveats_of(basis),
        tables=(_table(rows),),
        points=tuple(_points(rows)),
        scale=MapScale(Phrase("balance.scale"), Number(0, PaperUnit.SHARE), Number(1, PaperUnit.SHARE)),
        sources=sources_of(basis),
        grounds=grounds_of(basis),
    )


def _table(rows: list[Held]) -> PaperTable:
    first = rows[0]
    columns = (
        column_of("territory"),
        column_of("code"),
        column_of("at_home", first["atHome"]),
        column_of("in_community", first["inCommunity"]),
        column_of("in_institutions", first["inInstitutions"]),
        column_of("setting_unknown", first["notKnown"]),
        column_of("outside_institutions", first["share"]),
        column_of("share_stated"),
        column_of("made_up"),
    )
    told = tuple((row["territory"]["name"], row["territory"]["code"], *_numbers(row)) for row in rows)
    return PaperTable(Phrase("balance.rows"), columns, told)


def _numbers(row: Held) -> tuple[Value, ...]:
    return (
        number_of(row["atHome"]),
        number_of(row["inCommunity"]),
        number_of(row["inInstitutions"]),
        number_of(row["notKnown"]),
        number_of(row["share"]),
        stated_of(row["share"]),
        count(row["synthetic"]),
    )


def _points(rows: list[Held]) -> list[MapPoint]:
    made: list[MapPoint] = []
    for row in rows:
        names = ("atHome", "inCommunity", "inInstitutions", "share")
        properties = {name: number_of(row[name]) for name in names}
        made += area_of(row["territory"], row["share"]["value"], properties)
    return made
