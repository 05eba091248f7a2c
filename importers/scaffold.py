"""A new region's folder from the publisher's file: every column listed, with a guess where there is one."""

import csv
import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from hub.domain.vocabulary import Country
from importers.check import bundled_gazetteer
from importers.errors import InvalidCode, RegionExists
from importers.guesses import PRIVATE, SERVICE, Guess, guess, key_column
from importers.readers import open_rows
from importers.region import REGIONS

TODO = "TODO"
_SEEN_ROWS = 200
_FEW_VALUES = 40
_LANGS = {Country.UA: "uk", Country.RU: "ru", Country.KZ: "ru"}
_LOOKED_UP = {"kind": "kind", "sector": "sector", "status": "status", "service": "category"}
_LOOKED_UP |= {"service.forms": "forms", "service.target_groups": "target_groups"}
_CODE = re.compile(r"(ua|ru|kz)_[a-z0-9]+")


def new_region(code: str, file: Path, regions: Path = REGIONS) -> Path:
    """Make the folder of a new region and return it.

    It holds region.yml and lookups.yml with TODO where the author must decide, and sample.csv with the
    header only: rows of the publisher's file are not copied, since they may hold personal data.
    Raises InvalidCode, RegionExists and the errors of `importers.readers`.
    """
    if not _CODE.fullmatch(code):
        raise InvalidCode(code=code)
    folder = regions / code
    if folder.exists():
        raise RegionExists(folder=str(folder))
    country = Country(code[:2].upper())
    with open_rows(file) as source:
        columns = list(source.columns)
        rows = [row.values for row in islice(source, _SEEN_ROWS)]
    values = {column: [row[column].strip() for row in rows] for column in columns}
    guesses = guess(columns, values, country)
    folder.mkdir(parents=True)
    (folder / "region.yml").write_text("\n".join(_region(code, country, guesses, values)) + "\n", "utf-8")
    (folder / "lookups.yml").write_text("\n".join(_lookups(guesses, values)) + "\n", "utf-8")
    with (folder / "sample.csv").open("w", encoding="utf-8", newline="") as sample:
        csv.writer(sample).writerow(columns)
    return folder


def _region(code: str, country: Country, guesses: list[Guess], values: dict[str, list[str]]) -> Iterator[str]:
    yield "# What each key means, with an example of every one: docs/regions.md."
    yield f"code: {code}"
    for key in ("title", "publisher", "licence"):
        yield f"{key}: {TODO}"
    yield f"lang: {_LANGS[country]}"
    yield f"country: {country}"
    yield f"jurisdiction: {_jurisdiction(code)}"
    yield "sample: false"
    yield ""
    yield "# provider, service, department or access-point; the latter three need group_by or name offices."
    yield "row: provider"
    yield f"key: [{_quoted(key_column(values, values) or TODO)}]  # {_key_comment(values)}"
    yield ""
    yield "columns:"
    if not any(one.field == "name" for one in guesses):
        yield f"  {_quoted(TODO)}: name"
    yield from (f"  {_quoted(one.column)}: {_target(one)}" for one in guesses if _is_mapped(one))
    yield ""
    yield "ignore:"
    cell = next((one for one in guesses if one.field == SERVICE), None)
    left = (one for one in guesses if not _is_mapped(one) and one is not cell)
    yield from (f"  {_quoted(one.column)}: {_reason(one)}" for one in left)
    if cell:
        yield ""
        yield f"services: {{shape: cell, column: {_quoted(cell.column)}}}  # or columns, kinds-by-form, row"
    yield ""
    yield "assertions:"
    yield "  max_vanished_share: 0.1"


def _lookups(guesses: list[Guess], values: dict[str, list[str]]) -> Iterator[str]:
    yield "# The source's words → the hub's codes (importers/reference/*.csv); null: known, without a code."
    yield "# `merezha region check` names every word that is missing here."
    for one in guesses:
        table = _LOOKED_UP.get(one.field or "")
        words = sorted({text for text in values[one.column] if text})
        if table and words:
            yield ""
            yield f"{table}:"
            yield from (f"  # {_quoted(word)}: …" for word in words[:_FEW_VALUES])


def _is_mapped(one: Guess) -> bool:
    return one.field not in {None, PRIVATE, SERVICE}


def _target(one: Guess) -> str:
    return f"{{to: identifier, scheme: {one.scheme}}}" if one.field == "identifier" else str(one.field)


def _reason(one: Guess) -> str:
    if one.field == PRIVATE:
        return "{reason: Дані про людину / данные о человеке, private: true}"
    return f"{TODO} say what it means, map it above, or why it is not published"


def _jurisdiction(code: str) -> str:
    """The territory whose ISO 3166-2 code the region's code repeats, as a quoted code."""
    unit = bundled_gazetteer().by_code(code.replace("_", "-").upper())
    return json.dumps(unit.code) if unit else f"{TODO} a territory's code"


def _key_comment(values: dict[str, list[str]]) -> str:
    if key_column(values, values) is None:
        return f"{TODO} no column tells all rows apart: name several"
    return f"it differs in all rows seen; {TODO} make sure that it lasts"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
