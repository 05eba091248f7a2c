"""A small HTML page on one entity, for a frame in the client's window; it loads nothing."""

from collections.abc import Sequence
from html import escape

from hub.domain.vocabulary import Lang
from hub.store.engine import ReadSession
from hub.web.reconcile.describing import describe
from hub.web.reconcile.facts import Facts
from hub.web.reconcile.finding import find_entities, read_more
from hub.web.reconcile.problems import UnknownEntity
from hub.web.reconcile.properties import PROPERTIES, properties_of
from hub.web.reconcile.values import Cell, cells_of
from hub.web.reconcile.words import TERRITORY

WIDTH, HEIGHT = 430, 260

_SMALL = {
    True: ("code", "koatuu", "level", "region", "district", "population", "point"),
    False: ("kind", "status", "identifier", "territory", "address", "phone", "category", "source"),
}
_MOST_VALUES = 6
_STYLE = (
    "body{font:14px/1.4 system-ui,sans-serif;margin:8px;color:#1b1b1b;background:#fff}"
    "h1{font-size:16px;margin:0}"
    "p{margin:0 0 6px;color:#555}table{border-collapse:collapse}th{text-align:left;font-weight:600;"
    "vertical-align:top;padding:1px 10px 1px 0;white-space:nowrap}td{padding:1px 0;overflow-wrap:anywhere}"
)


async def render(
    session: ReadSession, identity: str, languages: Sequence[Lang], *, everything: bool = False
) -> str:
    """The page of an entity: a few properties, or `everything` known. Raises UnknownEntity."""
    facts = (await find_entities(session, [identity])).get(identity)
    if facts is None:
        raise UnknownEntity(id=identity[:100])
    lang = languages[0] if languages else Lang.EN
    wanted = [
        each for each in properties_of(facts.kind) if everything or each.id in _SMALL[facts.kind == TERRITORY]
    ]
    more = (await read_more(session, [facts], [(each, lang) for each in wanted]))[lang]
    rows = [(each.id, cells_of(facts, each, more)) for each in wanted]
    return _page(facts, describe(facts, languages), [row for row in rows if row[1]], lang)


def _page(facts: Facts, description: str, rows: Sequence[tuple[str, Sequence[Cell]]], lang: Lang) -> str:
    body = "".join(
        f"<tr><th>{escape(PROPERTIES[pid].name)}</th><td>{_shown(cells)}</td></tr>" for pid, cells in rows
    )
    name = escape(facts.row.name)
    return (
        f'<!DOCTYPE html><html lang="{lang.value}"><head><meta charset="utf-8"><title>{name}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{name}</h1><p>{escape(description)}</p>"
        f"<table>{body}</table></body></html>"
    )


def _shown(cells: Sequence[Cell]) -> str:
    texts = [str(cell.get("name") or next(iter(cell.values()))) for cell in cells]
    left = len(texts) - _MOST_VALUES
    return escape("; ".join(texts[:_MOST_VALUES])) + (f" … +{left}" if left > 0 else "")
