"""A new region's folder from the publisher's file: every column listed, with a guess where there is one."""

import csv
import json
import re
import shutil
import textwrap
from collections.abc import Iterator
from pathlib import Path

from hub.domain.vocabulary import Country, RecordStatus, Sector
from importers.check import bundled_gazetteer
from importers.column_hints import PRIVATE, SERVICE, counts_rows, is_technical
from importers.errors import InvalidCode, RegionExists
from importers.guesses import SERVICE_COLUMN, Guess, KeyGuess, guess, key_column, provider_column
from importers.publisher_file import SEEN_ROWS, PublisherFile, look_at
from importers.readers import FileFormat
from importers.reference.tables import codes_of
from importers.region import REGIONS, load_region
from importers.unknown_words import unknown_words

TODO = "TODO"
_FEW_VALUES = 40
_LANGS = {Country.UA: "uk", Country.RU: "ru", Country.KZ: "ru"}
#: Letters of Kazakh that neither Russian nor Ukrainian has.
_KAZAKH = re.compile("[әғқңөұүһ]", re.IGNORECASE)
_ASKED = {
    "title": "what the register is called",
    "publisher": "who publishes it",
    "licence": "under which licence, such as CC BY 4.0",
}
_CODE = re.compile(r"(ua|ru|kz)_[a-z0-9]+")
_TEXT = {FileFormat.CSV, FileFormat.TSV}


def new_region(code: str, file: Path, regions: Path = REGIONS) -> Path:
    """Make the folder of a new region and return it.

    It holds region.yml and lookups.yml with TODO where the author must decide and, for a file of text, a
    sample.csv with the header only: rows of the publisher's file are not copied, since they may hold
    personal data. Raises InvalidCode, RegionExists and the errors of `importers.readers`.
    """
    if not _CODE.fullmatch(code):
        raise InvalidCode(code=code)
    folder = regions / code
    if folder.exists():
        raise RegionExists(folder=str(folder))
    country = Country(code[:2].upper())
    seen = look_at(file)
    guesses = guess(seen.values, country)
    folder.mkdir(parents=True)
    try:
        _fill(folder, country, guesses, seen)
    except BaseException:
        # What is left of a half-made region would keep the next attempt from beginning.
        shutil.rmtree(folder)
        raise
    return folder


def _fill(folder: Path, country: Country, guesses: list[Guess], seen: PublisherFile) -> None:
    code = folder.name
    (folder / "region.yml").write_text("\n".join(_region(code, country, guesses, seen)) + "\n", "utf-8")
    words = unknown_words(load_region(folder), seen, bundled_gazetteer())
    (folder / "lookups.yml").write_text("\n".join(_lookups(words)) + "\n", "utf-8")
    if seen.format in _TEXT:
        with (folder / "sample.csv").open("w", encoding="utf-8", newline="") as sample:
            csv.writer(sample).writerows(seen.header)


def _region(code: str, country: Country, guesses: list[Guess], seen: PublisherFile) -> Iterator[str]:
    yield "# What each key means, with an example of every one: docs/regions.md."
    yield f"code: {code}"
    yield from (f"{key}: {TODO} {question}" for key, question in _ASKED.items())
    yield f"lang: {_lang(country, seen)}"
    yield f"country: {country}"
    yield f"jurisdiction: {_jurisdiction(code)}"
    yield "sample: false"
    yield ""
    if seen.options.header.rows == 2:
        yield "format:"
        yield '  header: {rows: 2}  # a group and what is below it is the column "group / sub-heading"'
        yield ""
    by_service = any(one.field == "service.name" for one in guesses)
    key = None if by_service else key_column(guesses, seen.values)
    yield "# provider, service, department or access-point; the second and third need group_by."
    yield from _service_rows(guesses) if by_service else ("row: provider", _key(key))
    yield ""
    yield "columns:"
    if not any(one.field == "name" for one in guesses):
        yield f"  {_quoted(TODO)}: name"
    for one in guesses:
        if _is_mapped(one):
            yield f"  {_quoted(one.column)}: {_target(one)}"
    yield ""
    yield "ignore:"
    wide = [one.column for one in guesses if one.field == SERVICE_COLUMN]
    cells = () if wide or by_service else guesses
    cell = next((one for one in cells if one.field == SERVICE), None)
    left = (one for one in guesses if one is not cell and one.field in {None, PRIVATE, SERVICE})
    yield from (f"  {_quoted(one.column)}: {_reason(one, seen, key)}" for one in left)
    yield ""
    if by_service:
        yield "services: {shape: row}"
        yield ""
    else:
        yield from _services(cell, wide)
    yield "assertions:"
    yield "  max_vanished_share: 0.1"


def _services(cell: Guess | None, wide: list[str]) -> Iterator[str]:
    """The section of services, where the file seems to have one: the other shapes stand in the docs."""
    if wide:
        yield "services:"
        yield "  shape: columns"
        yield "  items:"
        for column in wide:
            name = column.rpartition(" / ")[2]
            label = f", label: {_quoted(name)}" if name != column else ""
            yield f"    - {{column: {_quoted(column)}{label}}}"
        yield ""
    elif cell:
        yield f"services: {{shape: cell, column: {_quoted(cell.column)}}}  # or columns, kinds-by-form, row"
        yield ""


def _lookups(words: dict[str, list[str]]) -> Iterator[str]:
    yield "# The source's words → the hub's codes; null: known, no code. Take the # off what you fill in."
    yield "# `merezha region check` names every word that is missing here."
    for table, found in words.items():
        yield ""
        yield from textwrap.wrap(
            f"{table}: {', '.join(_codes(table))}",
            110,
            initial_indent="# Codes of ",
            subsequent_indent="#   ",
            break_on_hyphens=False,
        )
        yield f"{table}:"
        yield from (f"  # {_quoted(word)}: …" for word in found[:_FEW_VALUES])


def _codes(table: str) -> list[str]:
    """The codes that a table's words may stand for."""
    closed = {"sector": Sector, "status": RecordStatus}
    if table in closed:
        return [code.value for code in closed[table]]
    files = {"kind": "kinds", "category": "categories", "duration": "durations"}
    return sorted(codes_of(files.get(table, table)))


def _is_mapped(one: Guess) -> bool:
    return one.field not in {None, PRIVATE, SERVICE, SERVICE_COLUMN}


def _target(one: Guess) -> str:
    if one.field == "name":
        return "[name, {to: synthetic, take: synthetic}]  # a made-up row says synthetic in its name"
    return f"{{to: identifier, scheme: {one.scheme}}}" if one.field == "identifier" else str(one.field)


def _reason(one: Guess, seen: PublisherFile, key: KeyGuess | None) -> str:
    if one.field == PRIVATE:
        return "{reason: Дані про людину / данные о человеке, private: true}"
    if counts_rows(one.column):
        return "It only numbers the rows of the file"
    if key and key.column == one.column:
        return "It is the row's key"
    if is_technical(one.column):
        return "A program adds it to every table"
    if seen.is_blank(one.column):
        return f"It has no name, and is empty in the first {SEEN_ROWS} rows"
    return f"{TODO} say what it means, map it above, or why it is not published"


def _jurisdiction(code: str) -> str:
    """The territory whose ISO 3166-2 code the region's code repeats, as a quoted code."""
    unit = bundled_gazetteer().by_code(code.replace("_", "-").upper())
    asked = "a territory's code, such as UA-05, RU-OMS or, of a whole country, UA"
    return json.dumps(unit.code) if unit else f"{TODO} {asked}"


def _lang(country: Country, seen: PublisherFile) -> str:
    """The country's usual language of registers; Kazakh where most columns have a letter of its own."""
    texts = [" ".join([name, *texts]) for name, texts in seen.values.items()]
    kazakh = sum(1 for text in texts if _KAZAKH.search(text))
    return "kk" if country is Country.KZ and 2 * kazakh > len(texts) else _LANGS[country]


def _key(found: KeyGuess | None) -> str:
    """The line of the key: the column that `key_column` gives, or none."""
    if found is None:
        return f"key: [{TODO}]  # no column tells all rows apart: name several"
    if not found.unclear:
        comment = f"it differs in all rows seen; {TODO} make sure that it lasts"
    else:
        comment = f"{TODO} it is empty or repeated in {found.unclear} of the rows seen, which rejects them"
    return f"key: [{_quoted(found.column)}]  # {comment}"


def _service_rows(guesses: list[Guess]) -> Iterator[str]:
    """What rows of services need: the columns that make the provider, and those that make the service."""
    service = next(one.column for one in guesses if one.field == "service.name")
    provider = provider_column(guesses)
    group = _quoted(provider) if provider else _quoted(TODO)
    yield "row: service"
    yield f"group_by: [{group}]  # {TODO} make sure that it tells one provider from another"
    yield f"key: [{group}, {_quoted(service)}]  # {TODO} make sure that no two rows have the same"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
