"""A paper as a page for print: one HTML file that loads nothing and runs nothing."""

import base64
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from typing import Final

from hub.papers.page import Page, PageTable

_STYLE: Final = (
    "body{font:11pt/1.4 Georgia,serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#111}"
    "h1{font-size:1.6em;line-height:1.2}h2{font-size:1.15em;margin-top:1.6em}"
    "table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #bbb;padding:.2em .5em;"
    "text-align:left;vertical-align:top;overflow-wrap:break-word}td.n,th.n{text-align:right}thead{display:table-header-group}"
    "tr{break-inside:avoid}svg{max-width:100%;height:auto}.warning{border:2px solid #a00;padding:.5em}"
    "footer{font-size:.85em;overflow-wrap:anywhere}@page{size:A4;margin:18mm}"
    "table{font-size:.9em}.wide{font-size:.75em;page:wide}@page wide{size:A4 landscape;margin:12mm}"
)
#: A table of so many columns is set in small letters and printed across the sheet: words stay whole.
_WIDE: Final = 9
#: What a page of a paper may do, also as the header of whoever serves it: apply its own style.
POLICY: Final = (
    "default-src 'none'; style-src 'sha256-"
    + base64.b64encode(sha256(_STYLE.encode()).digest()).decode()
    + "'; base-uri 'none'; form-action 'none'"
)


def html(page: Page) -> bytes:
    """The page as HTML; the map stands in it as SVG."""
    parts = [
        f'<!doctype html>\n<html lang="{page.lang}">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{escape(page.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
        f"<h1>{_text(page.title)}</h1>",
    ]
    if page.warning:
        parts.append(f'<p class="warning">{_text(page.warning)}</p>')
    parts += [f"<p>{_text(each)}</p>" for each in page.statements]
    if page.map:
        parts.append(f"<h2>{_text(page.map_title)}</h2>\n{page.map}")
    for table in page.tables:
        parts += _table(table)
    if page.sources:
        parts.append(f"<h2>{_text(page.sources_title)}</h2>\n<ul>")
        parts += [f"<li>{_text(each)}</li>" for each in page.sources]
        parts.append("</ul>")
    parts.append(f"<footer>\n<h2>{_text(page.basis_title)}</h2>")
    parts += [f"<p>{_text(each)}</p>" for each in page.basis]
    parts.append("</footer>\n</body>\n</html>\n")
    return "\n".join(parts).encode()


def _table(table: PageTable) -> Iterable[str]:
    wide = ' class="wide"' if len(table.headings) >= _WIDE else ""
    yield f"<h2>{_text(table.title)}</h2>\n<table{wide}>\n<thead>"
    yield _row("th", table.headings, table.numeric)
    yield "</thead>\n<tbody>"
    for row in table.rows:
        yield _row("td", row, table.numeric)
    yield "</tbody>\n</table>"


def _row(tag: str, texts: Iterable[str], numeric: Iterable[bool]) -> str:
    cells = (
        f'<{tag} class="n">{_text(text)}</{tag}>' if number else f"<{tag}>{_text(text)}</{tag}>"
        for text, number in zip(texts, numeric, strict=True)
    )
    return f"<tr>{''.join(cells)}</tr>"


def _text(text: str) -> str:
    """A text whose direction is its own, and changes that of no other."""
    return f'<bdi dir="auto">{escape(text)}</bdi>'
