"""What a hub holds, read once, so that generated questions are about something."""

import base64
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import orjson

from hub.store.connection import connect
from schema.node import encode_id
from tests.schema.roads.asking import Question, Roads

#: Lists whose rows name what questions are made of. Each is ordered, so that every run draws the same.
LISTS = {
    "sources": "SELECT code FROM hub.source",
    "taxonomies": "SELECT code FROM hub.taxonomy",
    "kinds": "SELECT code FROM hub.term WHERE taxonomy = 'kind'",
    "categories": "SELECT code FROM hub.term WHERE taxonomy = 'category'",
    "national_codes": "SELECT c.system || ':' || c.code FROM hub.crosswalk c JOIN hub.taxonomy t "
    "ON t.code = c.system WHERE c.taxonomy = 'category' AND c.code IS NOT NULL "
    "UNION SELECT code FROM hub.crosswalk WHERE taxonomy = 'category' AND code IS NOT NULL",
    "target_groups": "SELECT code FROM hub.term WHERE taxonomy = 'target-group'",
    "territories": "SELECT DISTINCT t.code FROM hub.location l JOIN hub.territory_closure c "
    "ON c.territory_id = l.territory_id JOIN hub.territory t ON t.id = c.ancestor_id",
    "any_territories": "SELECT code FROM hub.territory WHERE id % 211 = 0",
    "other_codes": "SELECT CASE WHEN territory_id % 2 = 0 THEN code ELSE scheme || ':' || code END "
    "FROM hub.territory_code WHERE territory_id % 97 = 0 OR scheme LIKE 'iso%'",
    "territory_names": "SELECT name FROM hub.territory WHERE id % 151 = 0",
    "provider_names": "SELECT name FROM hub.provider WHERE status <> 'missing'",
    "office_names": "SELECT name FROM hub.access_point",
    "addresses": "SELECT address FROM hub.location WHERE address IS NOT NULL AND NOT confidential",
    "fields": "SELECT DISTINCT field FROM hub.statement, jsonb_object_keys(lost) AS field",
    "releases": "SELECT number::text FROM hub.release",
    "days": "SELECT DISTINCT as_of::text FROM hub.release",
    "capacity_days": "SELECT DISTINCT as_of::text FROM hub.capacity WHERE as_of IS NOT NULL",
}
#: Keys of records by the type of their global ids.
KEYS = {
    "Provider": "SELECT id::text FROM hub.provider ORDER BY name, id",
    "Service": "SELECT id::text FROM hub.service ORDER BY name, id",
    "Location": "SELECT id::text FROM hub.location ORDER BY address, id",
    "AccessPoint": "SELECT id::text FROM hub.access_point ORDER BY name, id",
    "Programme": "SELECT id::text FROM hub.programme ORDER BY name, id",
    "Territory": "SELECT code FROM hub.territory WHERE id % 499 = 0 ORDER BY code",
    "TaxonomyTerm": "SELECT taxonomy || '/' || code FROM hub.term ORDER BY 1",
    "Norm": "SELECT id FROM hub.norm ORDER BY id",
    "Source": "SELECT code FROM hub.source ORDER BY code",
    "Run": "SELECT id::text FROM hub.run ORDER BY id",
    "Release": "SELECT number::text FROM hub.release ORDER BY number",
}
#: Providers that another record answers for, and records that were withdrawn.
GONE = (
    "SELECT DISTINCT id::text FROM hub.statement WHERE record_type = 'provider' AND id <> record_id "
    "UNION SELECT record_id::text FROM hub.tombstone WHERE record_type = 'provider' ORDER BY 1"
)
POINTS = (
    "SELECT DISTINCT round(st_y(point)::numeric, 4)::float8, round(st_x(point)::numeric, 4)::float8 "
    "FROM hub.location WHERE point IS NOT NULL ORDER BY 1, 2"
)

#: Changes with what is read, so that what was kept of other questions is not taken for an answer.
QUESTIONS = sha256(repr((LISTS, KEYS, GONE, POINTS)).encode()).hexdigest()[:8]


@dataclass(frozen=True, repr=False)
class Holdings:
    """Codes, names and days by list; global ids by type; points (lat, lon); cursors by their order."""

    lists: Mapping[str, Sequence[str]]
    ids: Mapping[str, Sequence[str]]
    points: Sequence[tuple[float, float]]
    cursors: Mapping[str, Sequence[str]]

    def cursors_of(self, field: str, order: str) -> Sequence[str]:
        """Cursors of a field's list in an order, as far as any are known."""
        return self.cursors.get(f"{field} {order}".strip(), ())


def read_holdings(url: str, roads: Roads) -> Holdings:
    """What the hub at `url` holds; `roads` are over the same database."""
    found = read_values(url)
    return replace(found, cursors=_cursors(roads, found.lists, found.points))


def read_values(url: str) -> Holdings:
    """The same without cursors."""
    with connect(url) as connection:
        lists = {
            name: [row[0] for row in connection.execute(f"SELECT * FROM ({query}) l(v) ORDER BY v".encode())]
            for name, query in LISTS.items()
        }
        ids = {
            name: [encode_id(name, row[0]) for row in connection.execute(query.encode())]
            for name, query in KEYS.items()
        }
        ids["Gone"] = [encode_id("Provider", row[0]) for row in connection.execute(GONE.encode())]
        points = [(row[0], row[1]) for row in connection.execute(POINTS.encode())]
    ids["Territory"] += [encode_id("Territory", code) for code in lists["territories"][::5]]
    return Holdings(lists, ids, points, {})


#: Lists below the root, by a document that leads to them.
BELOW = """
{
  territory(code: "UA") { children { ...C } programmes { ...P } accessPoints { ...A } }
  programmes { edges { node { territories { ...C } } } }
  providers(first: 100) {
    edges { node { units { ...U } accessPoints { ...A } programmes { ...P } conflicts { ...K } } }
  }
  sources { edges { node { runs { edges { cursor } } conflicts { ...K } } } }
}
fragment C on TerritoryConnection { edges { cursor } }
fragment P on ProgrammeConnection { edges { cursor } }
fragment A on AccessPointConnection { edges { cursor } }
fragment U on ProviderConnection { edges { cursor } }
fragment K on ConflictConnection { edges { cursor } }
"""


def _cursors(
    roads: Roads, lists: Mapping[str, Sequence[str]], points: Sequence[tuple[float, float]]
) -> dict[str, list[str]]:
    """Cursors of real pages, by field, and by field and order: `providers NAME-`, `providers @2020-03-11`."""
    found: dict[str, list[str]] = defaultdict(list)
    moments = ["", lists["days"][0], *lists["releases"], *lists["days"][1:]]
    for order, arguments in _orders(points).items():
        for moment in moments if not order.strip() else moments[:3]:
            past = f', asOf: "{moment}"' if moment else ""
            key = f"{order}@{moment}" if moment else order
            _gather(found, key, _data(roads, f"{{ {arguments % past} {{ edges {{ cursor }} }} }}"))
    _gather(found, "", _data(roads, BELOW))
    return {key: list(dict.fromkeys(cursors))[:40] for key, cursors in found.items()}


def _orders(points: Sequence[tuple[float, float]]) -> dict[str, str]:
    lat, lon = points[len(points) // 2]
    centre = f"{{lat: {lat}, lon: {lon}}}"
    near = f"filter: {{within: {{radius: {{center: {centre}, metres: 90000}}}}}}"
    keys = {"NAME": "NAME", "NAME-": "NAME", "UPDATED": "UPDATED", "UPDATED-": "UPDATED"}
    orders = {
        name: f"providers(orderBy: [{{field: {field}, direction: {'DESC' if '-' in name else 'ASC'}}}]%s)"
        for name, field in keys.items()
    }
    return {
        **orders,
        "DISTANCE": f"providers({near}, orderBy: [{{field: DISTANCE}}]%s)",
        "UPDATED- NAME": "providers(orderBy: [{field: UPDATED, direction: DESC}, {field: NAME}]%s)",
        "": "providers(first: 50%s)",
        " ": f"nearestProviders(point: {centre}%s)",
        "  ": "accessPoints(first: 50%s)",
        "   ": "programmes(first: 50%s)",
        "    ": "territories(first: 50%s)",
        "CODE": "territories(orderBy: [{field: CODE}]%s)",
        "CODE-": "territories(orderBy: [{field: CODE, direction: DESC}]%s)",
        "RELEVANCE": 'territories(filter: {text: "Ли"}, orderBy: [{field: RELEVANCE}]%s)',
        "RELEVANCE ": 'providers(filter: {text: "центр"}, orderBy: [{field: RELEVANCE}]%s)',
    }


def _data(roads: Roads, text: str) -> Any:
    answer = orjson.loads(roads.ordinary(Question(text)).body)
    return answer.get("data") or {}


def _gather(found: dict[str, list[str]], order: str, data: Any, field: str = "") -> None:
    """Every cursor below `data`, filed under the field whose list it is of."""
    if isinstance(data, list):
        for value in data:
            _gather(found, order, value, field)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key == "edges":
                cursors = [edge["cursor"] for edge in value if "cursor" in edge]
                found[f"{field} {order.strip()}".strip()].extend(cursors)
            _gather(found, order, value, field if key in {"edges", "node"} else key)


def content_of(cursor: str) -> list[Any]:
    """What a cursor holds: the order's name and the values of its keys."""
    content: list[Any] = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    return content


def cursor_of(content: Any) -> str:
    """The cursor that holds this."""
    text = json.dumps(content, ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
