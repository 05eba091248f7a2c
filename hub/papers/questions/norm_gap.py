"""The paper of a norm: its article and dates, what it asks for in each territory, and what is short."""

from datetime import date

from hub.papers.model import MapPoint, MapScale, Number, Paper, PaperTable, PaperUnit, Phrase, Text, Value
from hub.papers.reading import (
    NOT_STATED,
    Held,
    area_of,
    basis_of,
    caveats_of,
    column_of,
    grounds_of,
    number_of,
    sources_of,
    stated_of,
    told,
)
from hub.papers.wording import phrase_of


def norm_gap_paper(data: Held) -> Paper:
    """The total stands first, then each territory."""
    found = data["normGap"]
    norm, basis, total = found["norm"], found["basis"], found["total"]
    rows = found["rows"]
    return Paper(
        title=Phrase("norm.title", {"subject": norm["subject"]}),
        basis=basis_of(basis),
        statements=(*_citation(norm), *caveats_of(basis)),
        tables=(_table(total, rows),),
        points=tuple(_points(rows)),
        scale=MapScale(Phrase("norm.scale"), Number(0, PaperUnit.SHARE), Number(1, PaperUnit.SHARE)),
        sources=sources_of(basis),
        grounds=grounds_of(basis),
    )


def _citation(norm: Held) -> list[Text]:
    values: dict[str, Value] = {
        "document": norm["document"],
        "article": told(norm["article"]),
        "status": phrase_of("norm_status", norm["status"]),
        "force": _force(norm),
    }
    lines: list[Text] = [Phrase("norm.document", values)]
    number = norm["numerator"]
    lines.append(
        Phrase(
            "norm.number",
            {
                "formula": phrase_of("norm_formula", norm["formula"]),
                "numerator": NOT_STATED if number is None else _plain(number),
                "unit": norm["unit"],
                "denominator": NOT_STATED if norm["denominator"] is None else _plain(norm["denominator"]),
                "citation": norm["citation"],
            },
        )
    )
    return [*lines, *([norm["note"]] if norm["note"] else []), *([norm["url"]] if norm["url"] else [])]


def _plain(value: float) -> Number:
    return Number(value, decimals=0 if float(value).is_integer() else 2)


def _force(norm: Held) -> Phrase:
    """From when to when it is in force, as far as that is known: a document without an end may have one."""
    known = {
        name: held if isinstance(held, date) else date.fromisoformat(held)
        for name, held in (("from", norm["validFrom"]), ("to", norm["validTo"]))
        if held is not None
    }
    keys = {("from", "to"): "force", ("from",): "force_since", ("to",): "force_until", (): "force_unknown"}
    return Phrase(f"norm.{keys[tuple(known)]}", known)


def _table(total: Held, rows: list[Held]) -> PaperTable:
    columns = (
        column_of("territory"),
        column_of("code"),
        column_of("need", total["need"]),
        column_of("supply", total["supply"]),
        column_of("supply_stated"),
        column_of("gap", total["gap"]),
    )
    told_ = [(Phrase("whole"), Phrase("dash"), *_numbers(total))]
    told_ += [(row["territory"]["name"], row["territory"]["code"], *_numbers(row)) for row in rows]
    return PaperTable(Phrase("norm.rows"), columns, tuple(told_))


def _numbers(row: Held) -> tuple[Value, ...]:
    return (
        number_of(row["need"]),
        number_of(row["supply"]),
        stated_of(row["supply"]),
        number_of(row["gap"]),
    )


def _points(rows: list[Held]) -> list[MapPoint]:
    made: list[MapPoint] = []
    for row in rows:
        need, gap = row["need"]["value"], row["gap"]["value"]
        shade = None if need is None or gap is None else (gap / need if need else 0.0)
        properties = {name: number_of(row[name]) for name in ("need", "supply", "gap")}
        made += area_of(row["territory"], shade, properties)
    return made
