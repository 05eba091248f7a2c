"""No output tells a count of few people, and nothing reads counts past the mask."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.store import judgements
from hub.store.aggregates.upkeep import recount
from hub.store.connection import connect
from tests.confidentiality import outputs
from tests.confidentiality.outputs import Opened
from tests.schema.world import build
from tests.schema.world.providers import HARMONY
from tests.schema.world.records import provider_id
from tests.web.conftest import Client

ROOT = Path(__file__).parents[2]
#: Stand in no other place of the small world.
SERVED, WAITING = 73_519, 73_529
#: Below so many, people are few here.
SMALL = 1_000_000

#: Modules that read the tables of counts → how what they read is masked, or why it is no output.
READERS = {
    "hub/store/aggregates/contributions.py": "adds up what is stated for the sums that a release keeps",
    "hub/store/aggregates/upkeep.py": "keeps those sums",
    "hub/store/capacities.py": "`newest` hides; `stated` is for sums and for the mask",
    "hub/store/cells.py": "looks at `sum_is_hidden`; live sums are of `newest`",
    "hub/store/planning/candidates.py": "the columns of `hub.store.reads.providers.capacities`",
    "hub/store/reads/providers.py": "`shown` and `suppressed`",
    "hub/store/small_cells/masking.py": "makes the mask",
    "hub/store/small_cells/shown.py": "is the mask's reader",
    "hub/store/overview.py": "whether a control total is hidden",
    "hub/store/publish.py": "writes",
    "hub/store/quality_counts.py": "the newest day",
    "hub/store/tables/__init__.py": "names the tables",
}
_TABLES = {"capacity", "capacity_sum", "hidden_figure", "hidden_sum"}
_IN_SQL = re.compile(r"\b(hub|at|history)\.(capacity|capacity_sum|hidden_figure|hidden_sum|told_sum)\b")
#: Modules that read numbers of claims, and control totals.
CLAIMS = {
    "hub/store/reads/provenance.py": "`claim_is_hidden`",
    "hub/store/reads/conflicts.py": "whether claims differ, and not what they say",
}


def readers(tables: set[str], in_sql: re.Pattern[str]) -> set[str]:
    """Modules that import one of the tables, or name one in SQL."""
    found = set()
    for path in (each for folder in ("hub", "schema") for each in (ROOT / folder).rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            imports = isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hub.store.tables")
            if imports and tables & {each.name for each in node.names}:  # type: ignore[attr-defined]
                found.add(path.relative_to(ROOT).as_posix())
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and in_sql.search(node.value):
                found.add(path.relative_to(ROOT).as_posix())
    return found


def test_every_reader_of_counts_is_listed() -> None:
    assert readers(_TABLES, _IN_SQL) == READERS.keys()


def test_every_reader_of_claims_in_the_schema_is_listed() -> None:
    nothing = re.compile(r"(?!)")
    reads = {each for each in readers({"statement"}, nothing) if each.startswith("hub/store/reads/")}
    told = {each for each in reads if ".claims" in (ROOT / each).read_text("utf-8")}
    assert told == CLAIMS.keys()


@pytest.fixture
def secret_url(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The small world, in which all that are not cited serve one number of people, who are few."""
    monkeypatch.setenv("MEREZHA_SMALL_CELL", str(SMALL))
    build(database_url)
    with connect(database_url) as connection:
        connection.execute(
            "UPDATE hub.capacity c SET served = %s, waiting = %s FROM hub.provider p "
            "WHERE p.id = c.provider_id AND p.cites IS NULL AND NOT p.synthetic",
            (SERVED, WAITING),
        )
        claim = f'{{"value": "{SERVED}", "raw": "{SERVED}", "column": "Served"}}'
        connection.execute(
            "UPDATE hub.statement SET claims = claims || jsonb_build_object("
            "'service.early.capacity.2026-01-01.place.served', %s::jsonb)",
            (claim,),
        )
        connection.execute(
            "UPDATE hub.control_total SET found = %s, found_real = %s, of_people = true WHERE source_id IN "
            "(SELECT p.source_id FROM hub.provider p JOIN hub.capacity c ON c.provider_id = p.id "
            "WHERE c.served = %s)",
            (SERVED, SERVED, SERVED),
        )
        recount(connection)
        # Commands show only what was judged; the small world holds nothing to hide.
        judgements.mark(connection, judgements.unjudged(connection, empty=True))
    return database_url


#: What the questions of every root field leave out: other categories, and clients.
FURTHER = [
    f'{{ coverage(within: "UA-05", level: {level}, categories: ["rehab", "care", "aux"], count: {count}'
    f"{filtered}) {{ cells {{ served {{ value shared stated absent }} waiting {{ value absent }}"
    f" servedPer10k {{ value absent }} }} }} }}"
    for level in ("REGION", "HROMADA", "SETTLEMENT")
    for count in ("SEATS", "SERVED")
    for filtered in ("", ", filter: { isSynthetic: false }", ", asOf: 1")
] + [
    '{ careBalance(within: "UA-05", level: HROMADA) { atHome { value low high absent }'
    " share { value low high absent } } }",
    '{ market(within: "UA-05", by: [SECTOR]) { total { capacity { value absent }'
    " concentration { figure index { value absent } } } } }",
    '{ composition(territory: "UA05020030000031457", services: ["rehab"]) { sets { covered'
    " { capacity { figure value absent } } } } }",
]


def told(texts: Iterator[str]) -> bool:
    """Whether any of the numbers, or a sum of some that is small itself, stands in any of the texts."""
    sums = {each * count for each in (SERVED, WAITING) for count in range(1, SMALL // each + 1)}
    numbers = {int(each) for text in texts for each in re.findall(r"\d{5,8}", text)}
    return bool(numbers & sums)


def test_no_output_tells_few_people(secret_url: str, tmp_path: Path) -> None:
    opened = Opened(secret_url, tmp_path, provider_id(HARMONY).hex)
    most = 10**9
    limits = dict.fromkeys(("tokens", "fields", "aliases", "overlaps", "nodes", "body_bytes"), most)
    client = Client(secret_url, depth=100, request_seconds=600, statement_seconds=600, **limits)
    read: dict[str, list[str]] = {}
    try:
        for question in [*outputs.questions(opened.record), *FURTHER]:
            answer = client.send("POST", "/graphql", json={"query": question})
            read[question] = [answer.text]
        for address in ("/reconcile", "/start"):
            read[address] = list(outputs.ADDRESSES[address](client, opened.record))
    finally:
        client.close()
    for command in ("export hsds", "source list"):
        read[command] = list(outputs.COMMANDS[command](opened))
    assert [name[:200] for name, texts in read.items() if told(iter(texts))] == []
    assert [name for name in FURTHER if '"errors"' in read[name][0]] == []
    assert any("SUPPRESSED" in text for text in read[FURTHER[0]])
    assert "SERVED" in "".join(text for texts in read.values() for text in texts if "suppressed" in text)
