"""Data extension: fetches values of properties for entities, for many at once."""

from dataclasses import dataclass
from typing import Any

from hub.domain.filter_errors import UnstorableText
from hub.domain.text import is_storable
from hub.domain.vocabulary import Lang
from hub.settings import ReconcileLimits
from hub.store.engine import ReadSession
from hub.web.reconcile.facts import Facts
from hub.web.reconcile.finding import find_entities, read_more
from hub.web.reconcile.problems import BatchTooLarge, MalformedReconciliation
from hub.web.reconcile.properties import Property, property_called
from hub.web.reconcile.values import Cell, More, cells_of
from hub.web.reconcile.words import type_object

#: What a user may set for a fetched property, as the manifest announces it.
SETTINGS: list[dict[str, Any]] = [
    {
        "name": "limit",
        "label": "At most so many values",
        "type": "number",
        "default": 0,
        "help_text": "0 fetches all of them.",
    },
    {
        "name": "lang",
        "label": "Codes or labels",
        "type": "select",
        "default": "code",
        "help_text": "How kinds, sectors and categories are written.",
        "choices": [
            {"value": "code", "name": "Codes of the hub"},
            {"value": "uk", "name": "Українською"},
            {"value": "ru", "name": "По-русски"},
            {"value": "kk", "name": "Қазақша"},
            {"value": "en", "name": "In English"},
        ],
    },
]
_LANGS = (*Lang, "code")


@dataclass(frozen=True, slots=True)
class Column:
    """A property to fetch: at most `limit` values (0: all), labels in `lang` (None: codes)."""

    of: Property
    limit: int = 0
    lang: Lang | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """A data extension query."""

    ids: tuple[str, ...]
    columns: tuple[Column, ...]


def read_extension(content: Any, limits: ReconcileLimits) -> Extension:
    """The query. Raises MalformedReconciliation, BatchTooLarge and UnknownProperty."""
    ids = content.get("ids") if isinstance(content, dict) else None
    wanted = content.get("properties") if isinstance(content, dict) else None
    if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
        raise MalformedReconciliation(why="extend must hold ids, a list of ids of entities")
    if not isinstance(wanted, list):
        raise MalformedReconciliation(why="extend must hold properties, a list of objects with id")
    if not all(map(is_storable, ids)):
        raise UnstorableText
    if len(ids) > limits.entities:
        raise BatchTooLarge(found=len(ids), what="entities", limit=limits.entities)
    if len(wanted) > limits.properties:
        raise BatchTooLarge(found=len(wanted), what="properties", limit=limits.properties)
    return Extension(tuple(ids), tuple(map(_column, wanted)))


def _column(given: Any) -> Column:
    if not isinstance(given, dict) or not isinstance(given.get("id"), str):
        raise MalformedReconciliation(why="each of the properties to fetch must be an object with id")
    settings = given.get("settings") or {}
    if not isinstance(settings, dict):
        raise MalformedReconciliation(why=f"the settings of {given['id'][:40]!r} must be an object")
    # OpenRefine sends numbers of its form as text.
    limit, lang = str(settings.get("limit") or 0), settings.get("lang") or "code"
    if not limit.isascii() or not limit.isdigit() or len(limit) > 9:
        raise MalformedReconciliation(why="the setting limit must be a whole number from 0 up")
    if lang not in _LANGS:
        raise MalformedReconciliation(why="the setting lang must be code, uk, ru, kk or en")
    return Column(property_called(given["id"]), int(limit), None if lang == "code" else Lang(lang))


async def answer_extension(session: ReadSession, asked: Extension) -> dict[str, Any]:
    """The data extension response; an id that nobody has gets rows without values."""
    found = await find_entities(session, asked.ids)
    wanted = [(column.of, column.lang) for column in asked.columns]
    more = await read_more(session, list(found.values()), wanted)
    rows = {
        identity: {
            column.of.id: _cells(found.get(identity), column, more[column.lang]) for column in asked.columns
        }
        for identity in asked.ids
    }
    return {"meta": [_meta(column.of) for column in asked.columns], "rows": rows}


def _cells(facts: Facts | None, column: Column, more: More) -> list[Cell]:
    cells = cells_of(facts, column.of, more) if facts else []
    return cells[: column.limit] if column.limit else cells


def _meta(wanted: Property) -> dict[str, Any]:
    described = {"id": wanted.id, "name": wanted.name}
    return {**described, "type": type_object(wanted.entity)} if wanted.entity else described
