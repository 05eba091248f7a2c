"""A paper as a page in one language: texts that are ready to be shown, as HTML, PDF and DOCX show them."""

from dataclasses import dataclass

from hub.domain.vocabulary import Lang
from hub.papers.model import Number, Paper, PaperColumn, PaperSource, PaperTable, PaperUnit, Phrase, Value
from hub.papers.sketch import sketch
from hub.papers.wording import number, unit_name, worded, words


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of texts; `numeric` columns stand to the right."""

    title: str
    headings: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All texts of a paper in their order; `map` is SVG, or None without points."""

    lang: str
    title: str
    warning: str | None
    statements: tuple[str, ...]
    map_title: str
    map: str | None
    tables: tuple[PageTable, ...]
    sources_title: str
    sources: tuple[str, ...]
    basis_title: str
    basis: tuple[str, ...]


def page_of(paper: Paper, lang: Lang) -> Page:
    """The page of a paper in a language."""
    labels = words(lang)
    return Page(
        lang=lang.value,
        title=worded(paper.title, lang),
        warning=labels["synthetic"] if paper.basis.synthetic else None,
        statements=tuple(worded(each, lang) for each in paper.statements),
        map_title=labels["map"],
        map=sketch(paper.points, lang, paper.scale) if paper.points else None,
        tables=tuple(page_table(each, lang) for each in paper.tables if each.rows and not each.wide),
        sources_title=labels["sources"],
        sources=tuple(source_line(each, lang) for each in paper.sources),
        basis_title=labels["basis"],
        basis=basis_lines(paper, lang),
    )


def basis_lines(paper: Paper, lang: Lang) -> tuple[str, ...]:
    """How a paper was made and by what it is cited, as lines: also whether made-up records count in it."""
    basis = paper.basis
    release = Phrase("basis.release", {"release": str(basis.release), "day": basis.day})
    lines: list[Value] = [
        *paper.grounds,
        release,
        Phrase("basis.hash", {"hash": basis.hash}),
        Phrase("basis.no_url") if basis.url is None else Phrase("basis.url", {"url": basis.url}),
    ]
    if basis.synthetic:
        lines.append(Phrase("synthetic"))
    return tuple(worded(line, lang) for line in lines)


def source_line(source: PaperSource, lang: Lang) -> str:
    """A source with what is known of it."""
    parts: list[Value] = [source.name]
    if source.day is not None:
        parts.append(source.day)
    if source.rows is not None:
        parts.append(Phrase("source.rows", {"rows": Number(source.rows)}))
    if source.attribution not in (None, source.name):
        parts.append(source.attribution)
    return ", ".join(worded(part, lang) for part in parts)


def heading(column: PaperColumn, lang: Lang) -> str:
    """The title of a column with its unit."""
    unit = unit_name(column.unit, lang)
    title = worded(column.title, lang)
    return f"{title}, {unit}" if unit else title


def page_table(table: PaperTable, lang: Lang) -> PageTable:
    """The texts of a table."""
    numeric = tuple(
        any(isinstance(row[place], Number) for row in table.rows) for place in range(len(table.columns))
    )
    rows = tuple(
        tuple(_cell(value, column, lang) for value, column in zip(row, table.columns, strict=True))
        for row in table.rows
    )
    headings = tuple(heading(column, lang) for column in table.columns)
    return PageTable(worded(table.title, lang), headings, numeric, rows)


def _cell(value: Value, column: PaperColumn, lang: Lang) -> str:
    """A value without the unit that its column names already; per cent are always said."""
    if isinstance(value, Number) and value.unit is column.unit and value.unit is not PaperUnit.SHARE:
        return number(Number(value.value, PaperUnit.NONE, value.decimals), lang)
    return worded(value, lang)
