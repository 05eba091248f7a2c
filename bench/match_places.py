"""Real territories of the three states for synthetic providers, worded as names of providers use them."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hub.domain.features import TerritoryPath
from importers.codifiers.katottg import bundled_path
from importers.readers import open_rows

_TERRITORIES = Path(__file__).resolve().parents[1] / "importers" / "reference" / "territories"
_CRIMEA = ("UA01", "UA85")


class Spot(NamedTuple):
    """A settlement with the wordings that providers' names take from it; `other_…` in the other language."""

    country: str
    path: TerritoryPath
    settlement: str
    adjective: str  # «Уманської», «Азовского»
    owner: str  # «Уманської міської ради», «Азовского района», «Айыртауского района»
    other_owner: str


@cache
def spots(country: str) -> tuple[Spot, ...]:
    """Every settlement that a synthetic provider of a country may stand in, in the codifier's order."""
    if country == "UA":
        return tuple(_ukrainian())
    return tuple(_listed(country, "ru_oms.csv" if country == "RU" else "kz_59.csv"))


def _ukrainian() -> list[Spot]:
    names: dict[str, str] = {}
    found = []
    with open_rows(bundled_path()) as source:
        for row in source:
            oblast, raion, hromada, settlement, district, category, name = row.values.values()
            name = name.strip()
            names[district or settlement or hromada or raion or oblast] = name
            # The seats and larger places of a hromada: its villages are many and hold few providers.
            if category in ("M", "X") and hromada in names and not oblast.startswith(_CRIMEA):
                adjective = _genitive_uk(names[hromada])
                council = "міської" if category == "M" else "селищної"
                path = TerritoryPath(oblast, raion, hromada, settlement)
                other = f"{_russian(adjective)} {'городского' if category == 'M' else 'поселкового'} совета"
                found.append(Spot("UA", path, name, adjective, f"{adjective} {council} ради", other))
    return found


def _genitive_uk(adjective: str) -> str:
    return f"{adjective[:-1]}ої" if adjective.endswith("а") else adjective


def _russian(adjective: str) -> str:
    """«Уманської» → «Уманского»: a list in Russian spells the Ukrainian adjective so."""
    for ending, other in (("ської", "ского"), ("цької", "цкого"), ("зької", "зского")):
        if adjective.endswith(ending):
            adjective = adjective.removesuffix(ending) + other
    return adjective.translate(str.maketrans("іїєґ", "ииег"))


def _listed(country: str, file: str) -> list[Spot]:
    units: dict[str, dict[str, str]] = {}
    found = []
    with (_TERRITORIES / file).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            units[row["code"]] = row
            if row["level"] != "settlement":
                continue
            district = units[row["parent"]]
            path = TerritoryPath(district["parent"], district["code"], None, row["code"])
            name = district["name_ru"].removesuffix(" Г.А.")
            owner = _genitive_ru(name) if "айон" in name else f"города {name}"
            adjective = owner.split()[0]
            other = district["name_kk"].removesuffix(" Қ.Ә.")
            other_owner = f"{other} қаласы" if "ауданы" not in other else other
            found.append(
                Spot(
                    country, path, row["name_ru"], adjective, owner, other_owner if country == "KZ" else owner
                )
            )
    return found


def _genitive_ru(name: str) -> str:
    """«Азовский немецкий национальный район» → «Азовского немецкого национального района»."""
    words = [
        word[:-2] + "ого" if word.endswith(("ский", "цкий", "ный")) else word.replace("айон", "айона")
        for word in name.split()
    ]
    return " ".join(words)
