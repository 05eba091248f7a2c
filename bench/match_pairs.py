"""The labelled pairs: `python -m bench.match_pairs` makes bench/match_pairs.csv anew, always the same.

Synthetic throughout, as the column `origin` of each row says: territories are real, everything else is
made up. `part` tells the pairs that weights and thresholds are estimated on from those held out.
"""

import argparse
import csv
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from bench.match_cases import DIFFERENT, SAME
from bench.match_rows import read_row
from bench.match_world import World
from hub.domain.features import Features, TerritoryPath
from hub.domain.records import IdentifierRecord
from hub.domain.vocabulary import Lang

PAIRS = Path(__file__).parent / "match_pairs.csv"
OF_EACH_CASE = 50
#: Most pairs that blocks bring together are chance neighbours, so these cases stand for more.
_MORE_OF = {"by chance": 5, "one type in one place": 2}
_SEED = 20210417
#: Every third pair of each case is held out: no weight and no threshold has seen it.
_HELD_OUT_EVERY = 3
#: More than the numbers that one case uses up.
_APART = 10_000
_FIELDS = tuple(field.name for field in fields(Features) if field.name != "id")
_COLUMNS = (
    *("pair", "part", "label", "case", "left_entity", "right_entity", "origin"),
    *(f"{side}_{name}" for side in ("left", "right") for name in ("id", *_FIELDS)),
)
_VALID = {True: "valid", False: "failed", None: "unchecked"}


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two statements and whether they are one provider; entities tell it across pairs, too."""

    part: str  # estimate or held-out
    same: bool
    case: str
    left: Features
    right: Features
    left_entity: str
    right_entity: str


def make_pairs(of_each: int = OF_EACH_CASE, seed: int = _SEED) -> Iterator[LabelledPair]:
    """The pairs of every case in order; each case has a world of its own, so that one more moves no other."""
    cases = [(True, name, make) for name, make in SAME.items()]
    cases += [(False, name, make) for name, make in DIFFERENT.items()]
    for position, (same, name, make) in enumerate(cases):
        world = World(seed + position, first=position * _APART)
        for number in range(of_each * _MORE_OF.get(name, 1)):
            left, right = make(world)
            country = left.truth.country.lower()
            entities = [f"{position}.{row.truth.entity}" for row in (left, right)]
            if same:
                entities[1] = entities[0]
            part = "held-out" if number % _HELD_OUT_EVERY == 0 else "estimate"
            yield LabelledPair(
                part,
                same,
                name,
                read_row(left, f"{country}_register", str(position)),
                read_row(right, f"{country}_list", str(position)),
                entities[0],
                entities[1],
            )


def write_pairs(path: Path = PAIRS) -> int:
    """Write the labelled set and return how many pairs it has."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
        writer.writeheader()
        number = 0
        for number, pair in enumerate(make_pairs(), start=1):
            row = {
                "pair": number,
                "part": pair.part,
                "label": "same" if pair.same else "different",
                "case": pair.case,
                "left_entity": pair.left_entity,
                "right_entity": pair.right_entity,
                "origin": "synthetic",
            }
            for side, features in (("left", pair.left), ("right", pair.right)):
                row |= {f"{side}_{name}": text for name, text in _cells(features).items()}
            writer.writerow(row)
    return number


def read_pairs(path: Path = PAIRS) -> list[LabelledPair]:
    """The labelled set as it is committed."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            LabelledPair(
                row["part"],
                row["label"] == "same",
                row["case"],
                _features(row, "left_"),
                _features(row, "right_"),
                row["left_entity"],
                row["right_entity"],
            )
            for row in csv.DictReader(file)
        ]


def _cells(features: Features) -> dict[str, str]:
    """Lists are joined by «|», identifiers are scheme:value:valid, a path is codes joined by «>»."""
    cells = {}
    for name in ("id", *_FIELDS):
        value = getattr(features, name)
        if name == "identifiers":
            text = "|".join(f"{one.scheme}:{one.value}:{_VALID[one.valid]}" for one in value)
        elif name == "territories":
            text = ">".join(code or "" for code in value)
        elif isinstance(value, tuple):
            text = "|".join(value)
        else:
            text = "" if value is None else str(value)
        cells[name] = text
    return cells


def _features(row: dict[str, str], side: str) -> Features:
    cell = {name: row[side + name] for name in ("id", *_FIELDS)}
    path = [code or None for code in cell["territories"].split(">")]
    validity = {text: valid for valid, text in _VALID.items()}
    identifiers = [text.split(":") for text in _listed(cell["identifiers"])]
    return Features(
        id=cell["id"],
        source=cell["source"],
        name=cell["name"],
        names=_listed(cell["names"]),
        lang=Lang(cell["lang"]),
        kind=cell["kind"] or None,
        identifiers=tuple(
            IdentifierRecord(scheme, value, validity[valid]) for scheme, value, valid in identifiers
        ),
        hashes=_listed(cell["hashes"]),
        territories=TerritoryPath(*path),
        street=cell["street"] or None,
        house=cell["house"] or None,
        address=cell["address"] or None,
        postal_code=cell["postal_code"] or None,
        lat=float(cell["lat"]) if cell["lat"] else None,
        lon=float(cell["lon"]) if cell["lon"] else None,
        radius_m=int(cell["radius_m"]) if cell["radius_m"] else None,
        phones=_listed(cell["phones"]),
        emails=_listed(cell["emails"]),
        url=cell["url"] or None,
        parent=cell["parent"] or None,
        founded=date.fromisoformat(cell["founded"]) if cell["founded"] else None,
        services=_listed(cell["services"]),
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def main() -> None:
    """Make the file and say how many pairs it has."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.match_pairs", description="Make the labelled pairs."
    )
    parser.add_argument("--path", type=Path, default=PAIRS)
    wanted = parser.parse_args()
    print(f"{write_pairs(wanted.path)} pairs in {wanted.path.name}")


if __name__ == "__main__":
    main()
