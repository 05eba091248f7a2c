"""Files of territories that are wrong in every way: one sentence, and the tree stays as it was."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.domain.territory import UnitFacts, UnitName
from hub.domain.vocabulary import Lang
from hub.errors import MerezhaError
from hub.ingest.territories import known_units, load_codifier
from importers.codifiers import files, sources
from importers.codifiers.checking import checked_facts
from importers.codifiers.errors import CodifierShrunk
from importers.codifiers.files import KINDS, load_file
from importers.codifiers.handwritten import read_handwritten

LEVELS = "Перший рівень,Другий рівень,Третій рівень,Четвертий рівень,Додатковий рівень"
KATOTTG = f"{LEVELS},Категорія об’єкта,Назва об’єкта\n"
OBLAST, RAION = "UA99000000000099999", "UA99020000000088888"
REGION = f"{OBLAST},,,,,O,Вигадана\n"
KATO = "kato,parent_kato,level,name_ru,name_kk,type_code\n"
KOATUU = "Кодифікатор,Код об'єкта КОАТУУ\n"
CENTROIDS = "pcode,name_ru,name_en,lat_centroid,lon_centroid\n"
PEOPLE = "hromada_code,hromada_name,total_population_2022\n"
OKTMO = '"52";"000";"000";"000";"9";"1";"Омской области";"г Омск";;"0";"0";1;1\n'
CITIES = "region,city,oktmo,okato,geo_lat,geo_lon\n"
REGIONS = "name_with_type,iso_code,okato,oktmo\n"
SQUARE = '{"type":"Polygon","coordinates":[[[60,54],[61,54],[61,55],[60,54]]]}'


def collection(geometry: str, code: str = "RU-OMS") -> str:
    feature = f'{{"type":"Feature","properties":{{"code":"{code}"}},"geometry":{geometry}}}'
    return f'{{"type":"FeatureCollection","features":[{feature}]}}'


#: Kind → what is wrong → the file. Every kind gets the files of ANY too.
HOSTILE: dict[str, dict[str, str]] = {
    "katottg": {
        "header only": KATOTTG,
        "unknown category": KATOTTG + f"{OBLAST},,,,,Я,Вигадана\n",
        "no name": KATOTTG + f"{OBLAST},,,,,O,\n",
        "huge name": KATOTTG + f"{OBLAST},,,,,O,{'я' * 140_000}\n",
        "repeated code": KATOTTG + REGION + REGION,
        "ring": KATOTTG + f"{OBLAST},{RAION},,,,P,А\n{RAION},{OBLAST},,,,P,Б\n",
        "unknown parent": KATOTTG + f"{OBLAST},{RAION},,,,P,А\n",
        "not a code": KATOTTG + "x' OR 1=1;--,,,,,O,А\n",
        "huge code": KATOTTG + f"{'U' * 5_000},,,,,O,А\n",
        "cut": KATOTTG + REGION + f"{OBLAST},{RAION}",
        "long row": KATOTTG + f"{OBLAST}{',' * 20_000}\n",
        "open quote": KATOTTG + f'{OBLAST},,,,,O,"Вигадана\n',
    },
    "kato": {
        "header only": KATO,
        "unknown level": KATO + "990000000,,семь,Область,Облыс,1\n",
        "repeated code": KATO + "990000000,,oblast,А,А,1\n" * 2,
        "no code": KATO + ",,oblast,А,А,1\n",
        "cut": KATO + "990000000,,oblast",
    },
    "koatuu": {"header only": KOATUU, "digits of another script": KOATUU + "UA01,٠١٢٣٤٥٦٧٨٩\n"},
    "centroids": {
        "header only": CENTROIDS,
    },
    "population": {
        "header only": PEOPLE,
        "words": PEOPLE + "RU-OMS,А,many\n",
        "more than int": PEOPLE + "RU-OMS,А,99999999999999\n",
        "negative": PEOPLE + "RU-OMS,А,-5\n",
        "endless": PEOPLE + f"RU-OMS,А,{'9' * 5_000}\n",
    },
    "history": {"header only": "hromada_code,ahc_code_v1,ahc_date_v1\n"},
    "oktmo": {
        "three columns": '"52";"000";"000"\n',
        "letters for digits": OKTMO.replace('"52"', '"пя"'),
        "cut": OKTMO + '"52";"648"',
        "city without a point": CITIES + "Омская,Омск,52701000,52401,north,east\n",
        "city beyond": CITIES + "Омская,Омск,52701000,52401,nan,1e999\n",
        "no codes": REGIONS + "Омская область,,,\n",
        "huge name": OKTMO.replace("Омской области", "я" * 140_000),
    },
    "boundaries": {
        "nothing": '{"type":"FeatureCollection","features":[]}',
        "no geometry": collection("null"),
        "not finite": collection(SQUARE.replace("61,55", "1e999,55")),
        "unknown geometry": collection('{"type":"Spiral","coordinates":[]}'),
        "deep": collection("[" * 3_000),
        "cut": collection(SQUARE)[:-40],
    },
}
ANY: dict[str, bytes] = {
    "empty.csv": b"",
    "zeros.csv": b"\0" * 1_000,
    "binary.csv": bytes(range(256)) * 10,
    "binary.xlsx": b"PK\x03\x04" + bytes(range(256)),
    "page.csv": b"<!DOCTYPE html><html><body>404</body></html>",
    "columns.csv": "а;б;в\n1;2;3\n".encode(),
    "wide.csv": b"a," * 20_000 + b"\n",
    "long.csv": b"a,b,c\n" + b"x" * 200_000 + b",y,z\n",
    "half.csv": "Назва".encode()[:-1],
    "words.json": b'{"a": [1, 2',
}


@pytest.fixture
def hub(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A hub of few units; GeoNames is not joined anew, which takes seconds and no part of a file."""
    load_codifier(database_url, sources.handwritten("test"), read_handwritten())
    monkeypatch.setattr(
        files, "load_geonames", lambda _: files.CodifierReport("", "", "", counts={"points": 0})
    )
    before = known_units(database_url)
    yield database_url
    assert known_units(database_url) == before


def written(folder: Path) -> Iterator[tuple[str, str, Path]]:
    for kind in KINDS:
        for name, content in ANY.items():
            path = folder / f"{kind}-{name}"
            path.write_bytes(content)
            yield kind, name, path
        for number, (wrong, text) in enumerate(HOSTILE.get(kind, {}).items()):
            path = folder / f"{kind}-{number}.{'geojson' if kind == 'boundaries' else 'csv'}"
            encoding = "windows-1251" if kind == "oktmo" and "region" not in text else "utf-8"
            path.write_bytes(text.encode(encoding, "surrogatepass"))
            yield kind, wrong, path
    bomb = folder / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", "<workbook>" + "<a>" * 100_000)
    yield "katottg", "bomb", bomb


LOADED = "loaded"
#: Files that hold nothing wrong but nothing of use either: what they lack is told in a note or a count.
HARMLESS = {"header only", "digits of another script", "no geometry", "unknown geometry"}


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # GDAL's, of files that it reads in part.
def test_no_file_ends_in_a_traceback_or_changes_the_tree(hub: str, tmp_path: Path) -> None:
    outcomes: dict[tuple[str, str], str] = {}
    for kind, wrong, path in written(tmp_path):
        try:
            load_file(hub, kind, path)
        except MerezhaError as error:
            outcomes[kind, wrong] = str(error)
        else:
            outcomes[kind, wrong] = LOADED
    sentences = {said for said in outcomes.values() if said != LOADED}
    assert [said for said in sentences if str(tmp_path) in said] == []
    loaded = {key for key, outcome in outcomes.items() if outcome == LOADED}
    assert len(outcomes) >= 130
    assert {wrong for _, wrong in loaded} <= HARMLESS


def test_a_codifier_that_lacks_many_units_needs_force(
    hub: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_FEW", 0)
    path = tmp_path / "kato.csv"
    path.write_text(KATO + "990000000,,oblast,Вигаданная,Ойдан,1\n")
    with pytest.raises(CodifierShrunk) as caught:
        load_file(hub, "kato", path)
    assert caught.value.details["lacking"] == caught.value.details["held"] > 0


def test_facts_that_cannot_be_are_refused() -> None:
    for wrong in (
        UnitFacts("UA05", lat=91.0, lon=28.0),
        UnitFacts("UA05", lat=float("nan"), lon=28.0),
        UnitFacts("UA05", lat=49.0),
        UnitFacts("UA05", population=-1),
        UnitFacts("UA05", population=10**12),
        UnitFacts("UA05", area_km2=float("inf")),
        UnitFacts("UA05", names=(UnitName("x" * 1_000, Lang.EN),)),
    ):
        with pytest.raises(ValueError, match="UA05"):
            list(checked_facts([wrong]))
