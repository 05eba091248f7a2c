"""Matching on real names of oblasts that no weight has seen: `python -m bench.match_schools`.

The real register of schools against a copy of itself that is worded worse, each school in one of the ways of
WAYS; seven tenths of the numbers and half of the telephones gone; a third of the rows left out on one side, a
fifth on the other. The oblasts of the two editions, on which weights were estimated, are left out. A record
and its copy are one; a pair of two records counts as wrong, even where the register lists a school twice.
"""

import argparse
import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bench.import_speed import ROOT
from bench.match_quality import Measured, as_json, match_pool
from bench.match_registers import read_register
from hub.domain.features import Features
from hub.domain.ids import record_id
from hub.domain.records import ProviderRecord
from hub.matching.engine import DEFAULT_THRESHOLDS
from importers.region import find_region

REGISTER = ROOT.parent / "shared" / "data" / "providers" / "ua_schools_register_edebo_koatuu.xlsx"
#: Vinnytsia, Dnipropetrovsk and Cherkasy oblasts.
_SEEN = ("UA05", "UA12", "UA71")
_LOOK_ALIKES = str.maketrans("іІоОсСеЕарР", "iIoOcCeEapP")


def read_schools(file: Path) -> list[tuple[ProviderRecord, Features]]:
    """Every school of unseen oblasts, boarding or not, with its features."""
    region = find_region("ua_schools")
    every = region.model_copy(update={"filter": ()})
    return [
        (record, features)
        for record, features in read_register(file, every, "register")
        if not (features.territories.region or "").startswith(_SEEN)
    ]


def worded_worse(record: ProviderRecord, features: Features, way: str, rng: random.Random) -> Features:
    """The school as a careless list tells it, with what goes wrong in this way."""
    careless = replace(
        features,
        id=record_id("list", "provider", record.key),
        source="list",
        name=record.name,
        names=(),
        identifiers=features.identifiers if rng.random() < 0.3 else (),
        phones=features.phones if rng.random() < 0.5 else (),
        street=features.street if rng.random() < 0.9 else None,
        emails=(),
        url=None,
        kind=None,
        founded=None,
    )
    return WAYS[way](record, careless, rng)


def _as_it_is(_: ProviderRecord, listed: Features, __: random.Random) -> Features:
    return listed


def _capitals(_: ProviderRecord, listed: Features, __: random.Random) -> Features:
    return replace(listed, name=_unquoted(listed.name).upper())


def _other_quotes(_: ProviderRecord, listed: Features, rng: random.Random) -> Features:
    opening, closing = rng.choice((('"', '"'), ("„", "“"), ("“", "”"), ("", "")))
    return replace(listed, name=listed.name.replace("«", opening).replace("»", closing))


def _mixed_scripts(_: ProviderRecord, listed: Features, rng: random.Random) -> Features:
    words = listed.name.split(" ")
    mixed = (word.translate(_LOOK_ALIKES) if rng.random() < 0.5 else word for word in words)
    return replace(listed, name=" ".join(mixed))


def _lost_letter(_: ProviderRecord, listed: Features, rng: random.Random) -> Features:
    place = rng.randrange(len(listed.name))
    return replace(listed, name=listed.name[:place] + listed.name[place + 1 :])


def _short(record: ProviderRecord, listed: Features, _: random.Random) -> Features:
    return replace(listed, name=record.short_name or record.name)


def _other_street(_: ProviderRecord, listed: Features, rng: random.Random) -> Features:
    return replace(listed, street=rng.choice(_NEW_STREETS))


def _other_number(_: ProviderRecord, listed: Features, rng: random.Random) -> Features:
    """The school got another number, or one where it had none."""
    number = f"№ {rng.randrange(1, 60)}"
    named = _NUMBER.sub(number, listed.name)
    return replace(listed, name=named if named != listed.name else f"{listed.name} {number}")


def _unquoted(name: str) -> str:
    return name.translate(str.maketrans("", "", '«»"'))


_NUMBER = re.compile(r"№\s*\d+")
_NEW_STREETS = ("вул. Незалежності", "вул. Героїв України", "вул. Соборна", "вул. Захисників")
WAYS: dict[str, Callable[[ProviderRecord, Features, random.Random], Features]] = {
    "as it is": _as_it_is,
    "capitals": _capitals,
    "other quotes": _other_quotes,
    "mixed scripts": _mixed_scripts,
    "a letter lost": _lost_letter,
    "short name": _short,
    "street renamed": _other_street,
    "another number": _other_number,
}


def measure(schools: list[tuple[ProviderRecord, Features]], rng: random.Random) -> Measured:
    """The register against its copy; cases are the ways."""
    ways = {features.id: rng.choice(list(WAYS)) for _, features in schools if rng.random() > 0.3}
    listed = {
        features.id: worded_worse(record, features, ways[features.id], rng)
        for record, features in schools
        if features.id in ways
    }
    known = [features for _, features in schools if rng.random() > 0.2]
    way_of = {
        (min(one.id, listed[one.id].id), max(one.id, listed[one.id].id)): ways[one.id]
        for one in known
        if one.id in listed
    }
    pool = match_pool(known, list(listed.values()), set(way_of), DEFAULT_THRESHOLDS)
    cases = {way: [0, 0, 0] for way in WAYS}
    for way in way_of.values():
        cases[way][0] += 1
    for pair in pool.scored:
        found = way_of.get((pair.left, pair.right))
        if found is not None:
            cases[found][1 if pair.verdict == "join" else 2] += 1
    return replace(pool.measured("schools", DEFAULT_THRESHOLDS), cases=cases)


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench.match_schools")
    parser.add_argument("--register", type=Path, default=REGISTER)
    wanted = parser.parse_args()
    measured = measure(read_schools(wanted.register), random.Random(1))
    print(json.dumps(json.loads(as_json([measured])), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
