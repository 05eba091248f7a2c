"""Every output of the program, as texts that tests search for what must not be told.

`COMMANDS`, `ADDRESSES` and the schema's own types are the whole of it: what the program has and these lists
lack fails tests/confidentiality/test_outputs.py, so that nobody adds an output without covering it.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import graphql
from openpyxl import load_workbook
from typer.testing import CliRunner

from hub.cli.app import app
from hub.planning.questions import question_of
from hub.planning.scenario import canonical, encode
from hub.store.connection import connect
from hub.store.exports.hsds import HsdsFormat
from hub.web.reconcile.properties import PROPERTIES
from schema.node import encode_id
from tests.web.conftest import Client

#: Names in outputs by which a test sees that it did look at something.
KNOWN = ("Світанок", "Полудень")


@dataclass(frozen=True)
class Opened:
    """A hub to read outputs of: its database, a folder to write to, and the record with the secret."""

    url: str
    folder: Path
    record: str

    @property
    def run_numbers(self) -> list[str]:
        """The runs of the register of these tests."""
        with connect(self.url) as connection:
            rows = connection.execute(
                "SELECT r.id FROM hub.run r JOIN hub.source s ON s.id = r.source_id "
                "WHERE s.code = 'ua_hidden'"
            ).fetchall()
        return [str(row[0]) for row in rows]

    def merezha(self, *arguments: str) -> str:
        """What a command prints, logs included."""
        environment = {"MEREZHA_DATABASE_URL": self.url, "COLUMNS": "400"}
        done = CliRunner().invoke(app, arguments, env=environment)
        assert done.exit_code == 0, (arguments, done.output, done.exception)
        return done.output


def _written(folder: Path) -> str:
    """The texts of all files below a folder, archives and workbooks unpacked."""
    return "\n".join(
        _texts(path.name, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()
    )


def _texts(name: str, content: bytes) -> str:
    if name.endswith(".xlsx"):
        book = load_workbook(io.BytesIO(content))
        return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(_texts(each, archive.read(each)) for each in archive.namelist())
    return content.decode("utf-8")


def _both(*arguments: str) -> Callable[[Opened], Iterator[str]]:
    """A command's output for people and for programs."""

    def read(hub: Opened) -> Iterator[str]:
        yield hub.merezha(*arguments)
        yield hub.merezha(*arguments, "--json")

    return read


def _of_record(*command: str) -> Callable[[Opened], Iterator[str]]:
    def read(hub: Opened) -> Iterator[str]:
        yield hub.merezha(*command, hub.record)
        yield hub.merezha(*command, hub.record, "--json")

    return read


def _of_runs(*command: str) -> Callable[[Opened], Iterator[str]]:
    def read(hub: Opened) -> Iterator[str]:
        for number in hub.run_numbers:
            yield hub.merezha(*command, number)
            yield hub.merezha(*command, number, "--json")

    return read


def _run_issues(hub: Opened) -> Iterator[str]:
    yield from _of_runs("run", "issues")(hub)
    for number in hub.run_numbers:
        hub.merezha("run", "issues", number, "--xlsx", str(hub.folder / f"issues-{number}.xlsx"))
        yield _written(hub.folder)


def _export_hsds(hub: Opened) -> Iterator[str]:
    for form in HsdsFormat:
        yield hub.merezha("export", "hsds", "--out", str(hub.folder / f"hsds-{form}"), "--format", form)
        yield _written(hub.folder)


def _plan(*arguments: str) -> Callable[[Opened], Iterator[str]]:
    """A question of planning for people, for programs, and as papers."""

    def read(hub: Opened) -> Iterator[str]:
        papers = [hub.folder / f"plan.{form}" for form in ("xlsx", "csv", "geojson", "html")]
        outs = [part for paper in papers for part in ("--out", str(paper))]
        yield hub.merezha("plan", *arguments)
        yield hub.merezha("plan", *arguments, "--json", *outs)
        yield from (_texts(paper.name, paper.read_bytes()) for paper in papers)

    return read


#: Rows of a territory.
_ROWS = ("UA05020030000031457", "--level", "settlement")
#: A question about new sites, and its id.
_SITING = canonical({"within": "UA05000000000010236", "goal": "MOST_COVERED", "new": 1})
_SCENARIO = encode(_SITING)

#: Commands that tell of records → how they are asked.
COMMANDS: dict[str, Callable[[Opened], Iterator[str]]] = {
    "run list": _both("run", "list"),
    "run show": _of_runs("run", "show"),
    "run issues": _run_issues,
    "run causes": _of_runs("run", "causes"),
    "source list": _both("source", "list"),
    "source quality": _both("source", "quality", "ua_hidden"),
    "programme list": _both("programme", "list"),
    "record show": _of_record("record", "show"),
    "record refused-corrections": _both("record", "refused-corrections"),
    "match list": _both("match", "list"),
    "match decisions": _both("match", "decisions"),
    "territory show": _both("territory", "show", "UA05020030010063857"),
    "export hsds": _export_hsds,
    "plan composition": _plan(
        "composition", "UA05020030000031457", "--service", "care.home", "--service", "crisis"
    ),
    "plan missing": _plan("missing", "UA05000000000010236", "--level", "hromada", "--service", "crisis"),
    "plan norm-gap": _plan("norm-gap", "UA-01", *_ROWS),
    "plan coverage": _plan("coverage", *_ROWS, "--metres", "5000"),
    "plan accessibility": _plan("accessibility", *_ROWS),
    "plan siting": _plan("siting", "UA05000000000010236", "--new", "1"),
    "plan scenario": _plan("scenario", _SCENARIO),
    "plan diff": _plan("diff", _SCENARIO, _SCENARIO),
    "plan peers": _plan("peers", "UA05020030000031457"),
    "plan mobile": _plan("mobile", *_ROWS),
    "plan market": _plan("market", *_ROWS, "--by", "sector", "--by", "kind"),
    "plan balance": _plan("balance", *_ROWS, "--measure", "providers"),
}

#: Commands that tell of no record, and why they are left out.
WITHOUT_RECORDS: dict[str, str] = {
    **dict.fromkeys(("demo", "serve", "test", "worker"), "start the program; their outputs are the server's"),
    **dict.fromkeys(("job list", "job show", "job cancel"), "of how far questions are, not of answers"),
    **dict.fromkeys(
        ("region list", "region new", "region check"), "of folders of regions and made-up samples"
    ),
    **dict.fromkeys(
        ("territory load", "schema export", "schema check", "schema explain", "people load", "norms load"),
        "of reference data and the schema",
    ),
    **dict.fromkeys(("norms list", "travel load", "travel list", "travel fill"), "of norms and of matrices"),
    **dict.fromkeys(("steward add", "steward list", "steward remove"), "of keys"),
    **dict.fromkeys(("client add", "client list", "client remove"), "of keys"),
    **dict.fromkeys(("bench serve", "bench match"), "of made-up records"),
    **dict.fromkeys(("db start", "db stop", "db status", "db url", "db migrate", "config"), "of the machine"),
    "run forget-raw": "of runs and numbers of rows",
    "db shell": "PostgreSQL's own shell for whoever runs the cluster",
}

#: Commands that act: tests/confidentiality/test_acts.py asks what they do.
ACTS = frozenset({
    "import", "lookups suggest", "match show", "match accept", "match reject", "match undo",
    "match merge", "match split", "record correct", "record withdraw-correction", "record withdraw",
    "record restore", "record open", "record hide", "record erase-raw",
})  # fmt: skip


def _get(path: str, **parameters: str) -> Callable[[Client, str], Iterator[str]]:
    def read(client: Client, record: str) -> Iterator[str]:
        given = {name: value.replace("ID", f"provider/{record}") for name, value in parameters.items()}
        yield _body(client.send("GET", path, params=given))

    return read


def _body(answer: Any) -> str:
    assert answer.status_code == 200, answer.text
    # The service escapes what is not ASCII in its JSON.
    if "json" in answer.headers["content-type"]:
        return json.dumps(answer.json(), ensure_ascii=False)
    return str(answer.text)


def _reconcile(client: Client, record: str) -> Iterator[str]:
    for words in ("Світанок", "Потаємна", "Притулок", "Вінниця"):
        query = {"q0": {"query": words, "limit": 20}}
        yield _body(client.send("POST", "/reconcile", data={"queries": json.dumps(query)}))
    columns = [{"id": each} for each in PROPERTIES]
    for at in range(0, len(columns), 20):
        extension = {"ids": [f"provider/{record}"], "properties": columns[at : at + 20]}
        yield _body(client.send("POST", "/reconcile", data={"extend": json.dumps(extension)}))


def _graphql(client: Client, record: str) -> Iterator[str]:
    for question in questions(record):
        yield _body(client.send("POST", "/graphql", json={"query": question}))
    newest = client.send("POST", "/graphql", json={"query": "{ release { number } }"}).json()
    for release in range(1, newest["data"]["release"]["number"] + 1):
        for question in questions(record, depth=3, release=release):
            yield _body(client.send("POST", "/graphql", json={"query": question}))


#: Questions whose papers are asked for; the others are papers of commands above.
_PAPERS = (
    _SCENARIO,
    encode(question_of("composition", {"territory": "UA05020030000031457", "services": ["crisis"]})),
    encode(question_of("missingServices", {"within": "UA05000000000010236", "level": "HROMADA"})),
)


def _planning(client: Client, _record: str) -> Iterator[str]:
    for identity in _PAPERS:
        for ending in ("", ".csv", ".geojson"):
            yield _body(client.send("GET", f"/planning/{identity}{ending}"))
        book = client.send("GET", f"/planning/{identity}.xlsx")
        assert book.status_code == 200, book.text
        yield _texts("plan.xlsx", book.content)


#: Addresses of the server → what is asked there.
ADDRESSES: dict[str, Callable[[Client, str], Iterator[str]]] = {
    "/graphql": _graphql,
    "/": _get("/start"),
    "/start": _get("/start"),
    "/livez": _get("/livez"),
    "/readyz": _get("/readyz"),
    "/static": _get("/static/start.css"),
    "/planning/{name}": _planning,
    "/reconcile": _reconcile,
    "/reconcile/": _reconcile,
    "/reconcile/preview": _get("/reconcile/preview", id="ID"),
    "/reconcile/view": _get("/reconcile/view", id="ID"),
    "/reconcile/suggest/entity": _get("/reconcile/suggest/entity", prefix="Світанок"),
    "/reconcile/suggest/property": _get("/reconcile/suggest/property", prefix="на"),
    "/reconcile/suggest/type": _get("/reconcile/suggest/type", prefix="на"),
    "/reconcile/properties": _get("/reconcile/properties", type="provider"),
}

SDL = Path(__file__).parents[2] / "schema" / "schema.graphql"
#: Root fields that need arguments of their own → with these.
_ARGUMENTS = {
    "node": 'id: "ID"', "nodes": 'ids: ["ID"]', "source": 'code: "ua_hidden"', "changes": "since: 0",
    "territory": 'code: "UA05020030000031457"', "terms": 'taxonomy: "category"',
    "nearestProviders": "point: { lat: 49.2411, lon: 28.4999 }, first: 20",
    "coverage": 'within: "UA05020030000031457", level: SETTLEMENT, categories: ["care.home", "crisis"]',
    "composition": 'territory: "UA05020030000031457", services: ["care.home", "crisis"], first: 5',
    "missingServices": 'within: "UA05000000000010236", level: HROMADA, services: ["crisis"], first: 20',
    "market": 'within: "UA05020030000031457", level: SETTLEMENT, by: [SECTOR, KIND, FORM, TARGET_GROUP]',
    "careBalance": 'within: "UA05020030000031457", level: SETTLEMENT, measure: PROVIDERS',
    "siting": 'input: {within: "UA05000000000010236", goal: MOST_COVERED, new: 1}',
    "scenario": f'id: "{_SCENARIO}"',
    "scenarioDiff": f'left: "{_SCENARIO}", right: "{_SCENARIO}"',
    "planningJob": f'id: "{encode_id("PlanningJob", "0" * 32)}"',
    "coverageWithin": 'within: "UA05020030000031457", level: SETTLEMENT, reach: { metres: 5000 }',
    "accessibility": 'within: "UA05020030000031457", level: SETTLEMENT',
    "normGap": 'norm: "Tm9ybTpVQS0wMQ==", within: "UA05020030000031457", level: SETTLEMENT',
    "mobileCoverage": 'within: "UA05020030000031457", level: SETTLEMENT',
    "peers": 'territory: "UA05020030000031457"',
}  # fmt: skip


#: Root fields that tell records of former releases; the others count them by territory, at length.
_FORMER = frozenset({"providers", "nearestProviders", "accessPoints", "nodes", "composition"})


#: Questions of planning whose answers hold territories and no records: asked less deep, since they are large.
_OF_TERRITORIES = frozenset({
    "accessibility", "careBalance", "coverageWithin", "mobileCoverage", "normGap", "peers", "scenarioDiff",
})  # fmt: skip
#: Fields of a territory that planning answers.
_PLANNED = frozenset({("Territory", "peers"), ("Territory", "missingServices")})


def root_fields() -> dict[str, Any]:
    """The fields of Query by name."""
    schema = graphql.build_schema(SDL.read_text("utf-8"))
    assert schema.query_type is not None
    return dict(schema.query_type.fields)


def questions(record: str, depth: int = 4, release: int | None = None) -> Iterator[str]:
    """A question of each root field, with every field below it, to a depth, that takes no arguments.

    With a release, of those root fields that tell records, as of that release.
    """
    for name, field in root_fields().items():
        if release is not None and name not in _FORMER:
            continue
        kind = graphql.get_named_type(field.type)
        arguments = re.sub(r"\bID\b", encode_id("Provider", record), _ARGUMENTS.get(name, ""))
        if release is not None:
            arguments = f"{arguments} asOf: {release}"
        asked = f"{name}({arguments})" if arguments else name
        if graphql.is_interface_type(kind):
            schema = graphql.build_schema(SDL.read_text("utf-8"))
            below = f"... on Provider {{ {selection(schema.type_map['Provider'], depth - 1)} }}"
        else:
            deep = min(depth, 2) if name in _OF_TERRITORIES else depth
            below = selection(kind, deep) if graphql.is_object_type(kind) else ""
        yield f"{{ {asked} {{ {below} }} }}" if below else f"{{ {asked} }}"


def selection(kind: Any, depth: int) -> str:
    """Every field of a type that can be asked for without arguments, down to a depth.

    A type of records, which has an `id`, is opened once, where it is nearest to the root, and gives its own
    values elsewhere: what stands below it is the same by whatever way it is reached. What planning says of a
    territory is left out below other fields: each territory of an answer would be planned anew, and
    `territory` asks for it.
    """
    nearest = _nearest(kind, depth)
    opened: set[str] = set()

    def fields_of(kind: Any, at: int) -> str:
        whole = "id" not in kind.fields or (nearest[kind.name] == at and kind.name not in opened)
        if whole:
            opened.add(kind.name)
        parts = []
        for name, inner in _askable(kind):
            if at and (kind.name, name) in _PLANNED:
                continue
            if graphql.is_leaf_type(inner):
                parts.append(name)
            elif whole and at < depth and graphql.is_object_type(inner):
                below = fields_of(inner, at + 1)
                if below:
                    parts.append(f"{name} {{ {below} }}")
        return " ".join(parts)

    return fields_of(kind, 0)


def _nearest(kind: Any, depth: int) -> dict[str, int]:
    """Types below a type → in how many steps the nearest field of each is reached."""
    steps: dict[str, int] = {}
    reached = [kind]
    for step in range(depth + 1):
        new = {each.name: each for each in reached if each.name not in steps}
        steps |= dict.fromkeys(new, step)
        reached = [
            inner for each in new.values() for _, inner in _askable(each) if graphql.is_object_type(inner)
        ]
    return steps


def _askable(kind: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a type that take no arguments of need, with what they are of."""
    for name, field in kind.fields.items():
        if not any(graphql.is_required_argument(argument) for argument in field.args.values()):
            yield name, graphql.get_named_type(field.type)
