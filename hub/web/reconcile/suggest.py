"""Suggestions while somebody types: entities, properties and types whose name begins a word."""

from collections.abc import Sequence
from typing import Any

from hub.domain.text import fold, search_key
from hub.domain.vocabulary import Lang
from hub.store.engine import ReadSession
from hub.web.reconcile.answer import rank
from hub.web.reconcile.describing import describe
from hub.web.reconcile.properties import PROPERTIES
from hub.web.reconcile.queries import Query, read_types
from hub.web.reconcile.words import TYPE_WORDS, shown, type_object

#: Suggestions in one answer, and how many there are in all for one prefix.
PAGE, MOST = 20, 100


async def suggest_entities(
    session: ReadSession, prefix: str, cursor: int, types: str, languages: Sequence[Lang]
) -> dict[str, Any]:
    """Entities whose name the prefix begins, or whose code, identifier or id it is; the most alike first.

    `types` is a type's id, or '' for all. Raises UnknownType.
    """
    if not prefix.strip() or cursor >= MOST:
        return {"result": []}
    kinds, levels = read_types(types, "the suggestion")
    query = Query("", prefix.strip(), kinds, levels, MOST, {})
    scored = (await rank(session, [query], MOST))[0]
    begins = sorted(scored, key=lambda each: not _begins(prefix, each.facts.names))[:MOST]
    return {
        "result": [
            {
                "id": each.facts.id,
                "name": each.facts.row.name,
                "description": describe(each.facts, languages),
                "notable": [type_object(code, languages) for code in each.facts.types[:1]],
            }
            for each in begins[cursor : cursor + PAGE]
        ]
    }


def suggest_properties(prefix: str, cursor: int) -> dict[str, Any]:
    """Properties in whose id or name a word begins with the prefix."""
    found = [
        {"id": each.id, "name": each.name}
        for each in PROPERTIES.values()
        if _meets(prefix, (each.id, each.name))
    ]
    return {"result": found[cursor : cursor + PAGE]}


def suggest_types(prefix: str, cursor: int, languages: Sequence[Lang]) -> dict[str, Any]:
    """Types in whose id or name, in any language, a word begins with the prefix."""
    found = [
        {"id": code, "name": shown(words, languages)}
        for code, words in TYPE_WORDS.items()
        if _meets(prefix, (code, *words.values()))
    ]
    return {"result": found[cursor : cursor + PAGE]}


def _begins(prefix: str, names: Sequence[str]) -> bool:
    key = search_key(prefix)
    return bool(key) and any(search_key(name).startswith(key) for name in names)


def _meets(prefix: str, texts: Sequence[str]) -> bool:
    wanted = fold(prefix)
    return any(f" {fold(text)}".find(f" {wanted}") >= 0 or text.startswith(prefix) for text in texts)
