"""Matching on real names of another domain: `python -m bench.match_schools`.

The real register of schools against a copy of itself that is worded worse: capitals, mixed scripts, lost
letters, short names; seven tenths of the numbers and half of the telephones gone; a third of the rows left
out on one side, a fifth on the other. Nothing was estimated on it, and the words of phrases.csv are not
those of schools. A record and its copy are one; a pair of two records counts as wrong, even where the
register itself lists a school twice.
"""

import argparse
import json
import random
from dataclasses import replace
from functools import cache
from pathlib import Path

from bench.import_speed import ROOT
from bench.match_measure import as_json, pooled
from hub.domain.features import Features, PlaceFacts, features_of, path_of
from hub.domain.ids import record_id
from hub.domain.records import ProviderRecord
from hub.domain.territory import Gazetteer
from hub.matching.engine import DEFAULT_THRESHOLDS
from importers.codifiers.handwritten import read_handwritten
from importers.codifiers.katottg import bundled_path, read_katottg
from importers.lookups import load_lookups
from importers.mapping import Mapper
from importers.readers import open_rows
from importers.region import find_region

REGISTER = ROOT.parent / "shared" / "data" / "providers" / "ua_schools_register_edebo_koatuu.xlsx"
_LOOK_ALIKES = str.maketrans("іІоОсСеЕарР", "iIoOcCeEapP")


def read_schools(file: Path) -> list[tuple[ProviderRecord, Features]]:
    """Every school of the register, boarding or not, with its features."""
    units = [*read_handwritten(("countries.csv",)), *read_katottg(bundled_path())]
    known = {unit.code: unit for unit in units}

    @cache
    def place_of(code: str) -> PlaceFacts | None:
        levels = {}
        unit = known.get(code)
        while unit is not None:
            levels[unit.level] = unit.code
            unit = known.get(unit.parent_code or "")
        return PlaceFacts(path_of(levels)) if levels else None

    region = find_region("ua_schools").model_copy(update={"filter": ()})
    mapper = Mapper(region, load_lookups(region.folder), Gazetteer(units))
    with open_rows(file, region.format) as source:
        records = [item for item in mapper.items(source) if isinstance(item, ProviderRecord)]
    return [
        (record, features_of(record, record_id("register", "provider", record.key), "register", place_of))
        for record in records
    ]


def worded_worse(record: ProviderRecord, features: Features, rng: random.Random) -> Features:
    """The school as a careless list tells it."""
    name = rng.choice((_as_it_is, _as_it_is, _capitals, _mixed, _lost_letter, _short))(record, rng)
    return replace(
        features,
        id=record_id("list", "provider", record.key),
        source="list",
        name=name,
        names=(),
        identifiers=features.identifiers if rng.random() < 0.3 else (),
        phones=features.phones if rng.random() < 0.5 else (),
        street=features.street if rng.random() < 0.9 else None,
        emails=(),
        url=None,
        kind=None,
        founded=None,
    )


def _as_it_is(record: ProviderRecord, _: random.Random) -> str:
    return record.name


def _capitals(record: ProviderRecord, _: random.Random) -> str:
    return record.name.translate(str.maketrans("", "", '«»"')).upper()


def _mixed(record: ProviderRecord, rng: random.Random) -> str:
    words = record.name.split(" ")
    return " ".join(word.translate(_LOOK_ALIKES) if rng.random() < 0.5 else word for word in words)


def _lost_letter(record: ProviderRecord, rng: random.Random) -> str:
    place = rng.randrange(len(record.name))
    return record.name[:place] + record.name[place + 1 :]


def _short(record: ProviderRecord, _: random.Random) -> str:
    return record.short_name or record.name


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench.match_schools")
    parser.add_argument("--register", type=Path, default=REGISTER)
    wanted = parser.parse_args()
    rng = random.Random(1)
    schools = read_schools(wanted.register)
    listed = {
        features.id: worded_worse(record, features, rng) for record, features in schools if rng.random() > 0.3
    }
    known = [features for _, features in schools if rng.random() > 0.2]
    same = {(features.id, listed[features.id].id) for features in known if features.id in listed}
    measured = pooled("schools", known, list(listed.values()), same, DEFAULT_THRESHOLDS)
    print(json.dumps(json.loads(as_json([measured])), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
