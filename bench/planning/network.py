"""Questions about the existing network to a hub with real territories, people and service centres."""

import json
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from bench.import_speed import ROOT
from bench.planning.figures import Figure, Times

_COUNTRY: Final = "UA"
#: The law's list of basic services, by its id in the schema.
_NORM: Final = b64encode(b"Norm:UA-01").decode()
_OBLAST: Final = "UA05000000000010236"
#: Made providers at real settlements: no register of real ones is public.
_PROVIDERS: Final = 'filter: {sources: ["ua_bench"]}'


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its goals in seconds for the first answer and for later ones, and what its answer shows."""

    title: str
    query: str
    cold: float | None
    known: float | None
    found: Callable[[Any], str]


def _coverage(within: str, level: str) -> str:
    return (
        f'{{ coverageWithin(within: "{within}", level: {level}, reach: {{metres: 10000}}, {_PROVIDERS}) '
        "{ total { share { value low high } } rows { share { value low high } } uncovered(first: 20) "
        "{ totalCount edges { node { people { value } } } } } }"
    )


def _composition(reach: int) -> str:
    return (
        f'{{ composition(territory: "UA05020030000031457", reachMetres: {reach}, '
        'filter: {sources: ["ua_bench"]}) { sets { members { distance { value } } covered { by { id } } } '
        "proof { status objective alternatives } } "
        f'providers(filter: {{sources: ["ua_bench"], within: {{radius: {{center: {{lat: 49.23, lon: 28.47}}, '
        f"metres: {reach}}}}}}}) {{ totalCount }} }}"
    )


def _covered(data: Any) -> str:
    share = data["coverageWithin"]["total"]["share"]
    rows, beyond = len(data["coverageWithin"]["rows"]), data["coverageWithin"]["uncovered"]["totalCount"]
    percent = " – ".join(f"{100 * share[name]:.1f}" for name in ("low", "value", "high"))
    return f"{percent} %, {rows:,} rows, {beyond:,} places beyond"


def _composed(data: Any) -> str:
    found, near = data["composition"], data["providers"]["totalCount"]
    if not found["sets"]:
        return f"no set of {near} providers"
    return f"{found['proof']['status']}, {len(found['sets'][0]['members'])} members of {near} providers"


def _planned(data: Any) -> str:
    proof = data["siting"]["proof"]
    return f"{proof['status']}, gap {100 * proof['gap']:.3f} %"


QUESTIONS: Final = (
    Question("coverageWithin, country by regions", _coverage(_COUNTRY, "REGION"), 3, 0.05, _covered),
    Question("coverageWithin, country by hromadas", _coverage(_COUNTRY, "HROMADA"), 3, 0.05, _covered),
    Question("coverageWithin, oblast by hromadas", _coverage(_OBLAST, "HROMADA"), 0.3, 0.02, _covered),
    Question(
        "siting, oblast, MOST_COVERED, 10 new, QUICK",
        f'{{ siting(input: {{within: "{_OBLAST}", goal: MOST_COVERED, new: 10, reach: {{metres: 10000}}, '
        'keep: {sources: ["ua_bench"]}}) { proof { status gap } sites { rank } } }',
        1, 1, _planned,
    ),
    Question("composition, 50 km around Vinnytsia", _composition(50_000), 0.1, 0.1, _composed),
    Question("composition, 95 km around Vinnytsia", _composition(95_000), 1, 1, _composed),
    Question(
        "normGap, country by regions",
        f'{{ normGap(norm: "{_NORM}", within: "{_COUNTRY}", level: REGION) '
        "{ total { need { value } supply { value } gap { value } } rows { gap { value } } } }",
        0.3, 0.3, lambda data: f"{len(data['normGap']['rows'])} rows",
    ),
    Question(
        "market, country by regions and sector",
        f'{{ market(within: "{_COUNTRY}", level: REGION, by: [SECTOR]) '
        "{ total { providers } rows { providers cells { providers } } } }",
        0.3, 0.3, lambda data: f"{data['market']['total']['providers']:,} providers",
    ),
    Question(
        "peers of Uman",
        '{ peers(territory: "UA71060210000032972", first: 10) { edges { node { code } distance } } }',
        0.3, 0.3, lambda data: f"{len(data['peers']['edges'])} peers",
    ),
    Question(
        "missingServices, country by hromadas",
        f'{{ missingServices(within: "{_COUNTRY}", level: HROMADA, first: 100) {{ totalCount edges {{ node '
        "{ missing { service { code } } } } } }",
        0.5, 0.5, lambda data: f"{data['missingServices']['totalCount']:,} rows",
    ),
)  # fmt: skip


def network_figures(url: str, repeats: int) -> Iterator[Figure]:
    """Two lines for each question: the first answer of a new process, and the later ones."""
    for question in QUESTIONS:
        asked = _asked(url, question.query, repeats)
        found = question.found(asked["data"])
        for when, limit, part in (
            ("cold", question.cold, slice(0, 1)),
            ("known", question.known, slice(1, None)),
        ):
            times = Times(tuple(asked["clock"][part]), tuple(asked["processor"][part]))
            told = f"{found}, {asked['statements'][part][-1]} statements"
            goal = "" if limit is None else f"≤ {1000 * limit:g} ms"
            yield Figure(f"{question.title}, {when}", goal, times, told, limit, alone=False)


def _asked(url: str, query: str, repeats: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.planning.hub_task"]
    given = json.dumps({"url": url, "query": query, "repeats": repeats})
    done = subprocess.run(command, cwd=ROOT, input=given, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told
