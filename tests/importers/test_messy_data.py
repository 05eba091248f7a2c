"""The twenty troubles of importers/reference/messy_data.csv: one test each, named after its number."""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from hub.domain.confidentiality import protect
from hub.domain.identifiers import read_identifier
from hub.domain.programmes import ProgrammeRecord
from hub.domain.records import AccessPointRecord, IdentifierRecord, Issue, ProviderRecord
from hub.domain.territory import Gazetteer, How, PlaceQuery, ResolutionStatus
from hub.domain.text import fold, mend_script, normalise_apostrophe, tidy
from hub.domain.vocabulary import Country, RecordStatus, Severity
from importers.check import bundled_gazetteer
from importers.cleaning.addresses import clean_address
from importers.cleaning.coordinates import clean_coordinates
from importers.cleaning.encodings import detect_encoding, repair_mojibake
from importers.cleaning.phones import clean_phones
from importers.cleaning.splitting import split_services
from importers.lookups import Lookups
from importers.mapping import Mapper
from importers.readers import FormatOptions, open_rows
from importers.region import Region

TROUBLES = Path(__file__).parents[2] / "importers" / "reference" / "messy_data.csv"
Records = list[ProviderRecord | AccessPointRecord | ProgrammeRecord]
MapCsv = Callable[..., tuple[Records, list[Issue]]]

REGION = {
    "code": "ua_test",
    "title": "Test register",
    "publisher": "Nobody",
    "licence": "CC0-1.0",
    "lang": "uk",
    "country": "UA",
    "jurisdiction": "UA",
    "row": "provider",
    "key": ["code"],
}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return bundled_gazetteer()


@pytest.fixture
def map_csv(tmp_path: Path, gazetteer: Gazetteer) -> MapCsv:
    """Map a CSV text with the columns of a small region: its records and its issues."""

    def mapped(
        text: str, columns: dict[str, object], lookups: Lookups | None = None, **changes: object
    ) -> tuple[Records, list[Issue]]:
        path = tmp_path / "register.csv"
        path.write_text(text, encoding="utf-8")
        region = Region.model_validate(REGION | {"columns": columns} | changes)
        with open_rows(path, FormatOptions()) as source:
            items = list(Mapper(region, lookups or Lookups(), gazetteer).items(source))
        records = [i for i in items if isinstance(i, ProviderRecord | AccessPointRecord | ProgrammeRecord)]
        return records, [item for item in items if isinstance(item, Issue)]

    return mapped


def resolved(gazetteer: Gazetteer, **parts: object) -> str | None:
    answer = gazetteer.resolve(PlaceQuery(**parts))  # type: ignore[arg-type]
    return answer.unit.code if answer.status is ResolutionStatus.RESOLVED and answer.unit else None


def test_m01_look_alike_letters(gazetteer: Gazetteer) -> None:
    with_latin_i = "В\u0069йтовецька"
    assert mend_script(with_latin_i) == "Війтовецька"
    code = resolved(gazetteer, hromada=with_latin_i, region="Хмельницька область")
    assert code == "UA68040030000027335"


def test_m02_apostrophes() -> None:
    spellings = ("Слов’янськ", "Слов'янськ", "Словʼянськ", "Слов`янськ")
    assert {normalise_apostrophe(spelling) for spelling in spellings} == {"Слов’янськ"}
    assert {fold(spelling) for spelling in (*spellings, "Словянськ")} == {"словянськ"}


def test_m03_spaces() -> None:
    assert tidy(" Лиманська\u00a0 територі\u00adальна  громада ") == "Лиманська територіальна громада"


def test_m04_leading_zeros() -> None:
    assert read_identifier("32129", "UA-EDRPOU").record == IdentifierRecord("UA-EDRPOU", "00032129", True)
    assert read_identifier("640002067", "KZ-BIN").record == IdentifierRecord("KZ-BIN", "000640002067", True)
    assert read_identifier("32128", "UA-EDRPOU").record == IdentifierRecord("UA-EDRPOU", "32128", False)
    assert read_identifier("1.02E+12", "RU-OGRN").record is None


def test_m05_several_services_in_a_cell() -> None:
    long_name = "Соціальний супровід сімей, які перебувають у СЖО"
    aliases = {fold(long_name), fold("Догляд вдома"), fold("Медіація")}
    cell = f"1) Догляд вдома 2) {long_name}\nМедіація, догляд вдома"
    assert split_services(cell, aliases).value == ("Догляд вдома", long_name, "Медіація", "догляд вдома")


def test_m06_titles_two_row_headers_and_subtotals(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(
        "Реєстр надавачів станом на 01.01.2024;;;\n;;;\n"
        "Назва;Адреса;Місць;\n;;усього;вільно\n"
        "Центр А;Умань;10;2\nВсього;;10;2\nЦентр Б;Сміла;5;1\nРАЗОМ:;;15;3\n",
        encoding="utf-8",
    )
    options = {"header": {"rows": 2, "known": ["Назва", "Адреса", "Місць / усього", "Місць / вільно"]}}
    with open_rows(path, FormatOptions.model_validate(options)) as source:
        rows = list(source)
    assert source.columns == ["Назва", "Адреса", "Місць / усього", "Місць / вільно"]
    assert [(row.number, list(row.values.values())) for row in rows] == [
        (5, ["Центр А", "Умань", "10", "2"]),
        (7, ["Центр Б", "Сміла", "5", "1"]),
    ]


def test_m07_codes_of_the_old_codifier(gazetteer: Gazetteer) -> None:
    by_new = gazetteer.by_code("UA14120110010088407")
    assert by_new is not None
    assert (by_new.name, by_new.category) == ("Лиман", "M")
    # The category letter of КОАТУУ (Cyrillic М) is no part of a code: an old code is ten digits.
    assert gazetteer.by_code("М1413300000") is None


def test_m08_abolished_and_renamed_places(gazetteer: Gazetteer) -> None:
    before = PlaceQuery(settlement="м. Красноград", region="Харківська", on_date=date(2024, 1, 1))
    answer = gazetteer.resolve(before)
    assert answer.unit is not None
    assert (answer.unit.code, answer.unit.name) == ("UA63060050010042407", "Берестин")
    assert resolved(gazetteer, settlement="м. Берестин", region="Харківська") == "UA63060050010042407"
    assert (
        gazetteer.resolve(PlaceQuery(settlement="м. Красноград", region="Харківська")).how is How.FORMER_NAME
    )


def test_m09_homonyms(gazetteer: Gazetteer) -> None:
    alone = gazetteer.resolve(PlaceQuery(hromada="Лиманська громада", country=Country.UA))
    assert alone.status is ResolutionStatus.AMBIGUOUS
    assert len(alone.candidates) == 3
    assert resolved(gazetteer, hromada="Лиманська", region="Донецька область") == "UA14120110000031497"


def test_m10_urban_settlements_are_settlements_now(gazetteer: Gazetteer) -> None:
    answer = gazetteer.resolve(PlaceQuery(settlement="смт Народичі", region="Житомирська область"))
    assert answer.unit is not None
    assert (answer.unit.name, answer.unit.category) == ("Народичі", "X")


def test_m11_coordinates() -> None:
    def in_oblast(lat: float, lon: float) -> bool:
        return 48.0 <= lat <= 49.9 and 27.3 <= lon <= 30.1

    for lat, lon in (("28,4816", "49,2328"), ("49.2328", "28.4816")):
        point = clean_coordinates(lat, lon, in_oblast).value
        assert point is not None
        assert (point.lat, point.lon) == (49.2328, 28.4816)
    sexagesimal = clean_coordinates("49°13'58\"", "28°28'54\"", in_oblast).value
    assert sexagesimal is not None
    assert round(sexagesimal.lat, 4) == 49.2328
    assert [t.code for t in clean_coordinates("0", "0", in_oblast).troubles] == ["COORDINATES_ZERO"]


def test_m12_addresses() -> None:
    first = clean_address("м. Умань, вул. Нова (Стара), б. 12-А, к. 2, оф. 3").value
    second = clean_address("ул. Нова, д. 12-А, мкр Центр, Умань").value
    assert first is not None
    assert second is not None
    assert (first.settlement, first.street, first.former_street) == ("Умань", "вул. Нова", "Стара")
    assert (first.house, first.building, first.office) == ("12-А", "2", "3")
    assert (second.settlement, second.house) == ("Умань", "12-А")


def test_m13_phones() -> None:
    cell = "(04744) 3-12-34, 8-067-123-45-67; +38(050)1234567 вн. 5"
    phones = clean_phones(cell, Country.UA).value
    assert [(phone.e164, phone.extension) for phone in phones] == [
        ("+380474431234", None),
        ("+380671234567", None),
        ("+380501234567", "5"),
    ]
    assert [p.e164 for p in clean_phones("8 777 123 45 67", Country.KZ).value] == ["+77771234567"]
    foreign = clean_phones("+7 777 123 45 67", Country.RU)
    assert [trouble.code for trouble in foreign.troubles] == ["PHONE_OTHER_COUNTRY"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Центр «Гармонія», її ґанок", "windows-1251"),
        ('Бюджетное учреждение "Сударушка" и прочие', "cp866"),
        ("Центр «Гармонія»", "utf-8-sig"),
        ("Центр «Гармонія»", "utf-16"),
    ],
)
def test_m14_encodings(text: str, encoding: str) -> None:
    assert detect_encoding(text.encode(encoding)).value == encoding
    assert repair_mojibake("РЎРѕС†С–Р°Р»СЊРЅР°") == "Соціальна"
    assert repair_mojibake("Ð¡Ð¾Ñ†") == "Соц"


def test_m15_closed_and_suspended_providers(map_csv: MapCsv) -> None:
    lookups = Lookups.model_validate(
        {"status": {"діючий": "active", "припинено": "closed", "зупинено": "suspended"}}
    )
    text = "code,name,status\n1,А,діючий\n2,Б,Припинено\n3,В,зупинено\n4,Г,інше\n"
    columns = {"code": {"to": "attribute", "name": "number"}, "name": "name", "status": "status"}
    records, issues = map_csv(text, columns, lookups)
    assert [record.status for record in records if isinstance(record, ProviderRecord)] == [
        RecordStatus.ACTIVE,
        RecordStatus.CLOSED,
        RecordStatus.SUSPENDED,
        RecordStatus.UNKNOWN,
    ]
    assert [(issue.code, issue.row) for issue in issues if issue.column == "status"] == [("UNKNOWN_VALUE", 5)]


def test_m16_branches_are_places_of_their_organisation(map_csv: MapCsv) -> None:
    text = (
        'code,name,address\n00032129,Центр,"м. Умань, вул. Нова, 1, Черкаська область"\n'
        '00032129,Центр,"м. Сміла, вул. Нова, 2, Черкаська область"\n'
    )
    columns = {
        "code": {"to": "identifier", "scheme": "UA-EDRPOU"},
        "name": "name",
        "address": "location.address",
    }
    records, _ = map_csv(text, columns, row="department", group_by=["code"], key=["code", "address"])
    (provider,) = records
    assert isinstance(provider, ProviderRecord)
    assert provider.identifiers == (IdentifierRecord("UA-EDRPOU", "00032129", True),)
    assert [location.territory for location in provider.locations] == [
        "UA71060210010010251",
        "UA71080390010069946",
    ]


def test_m17_departments_of_one_organisation(map_csv: MapCsv) -> None:
    text = (
        "code,name,department,places,served,waiting\n"
        "640002067,Центр,Відділення А,10,8,1\n640002067,Центр,Відділення Б,20,15,\n"
    )
    columns = {
        "code": {"to": "identifier", "scheme": "KZ-BIN"},
        "name": "name",
        "department": "service.name",
        "places": "capacity.total",
        "served": "capacity.served",
        "waiting": "capacity.waiting",
    }
    shape = {"shape": "row", "unit": "client"}
    records, _ = map_csv(
        text,
        columns,
        row="department",
        group_by=["code"],
        key=["code", "department"],
        services=shape,
        as_of="2024-01-01",
    )
    (provider,) = records
    assert isinstance(provider, ProviderRecord)
    capacities = [service.capacities[0] for service in provider.services]
    assert [(c.total, c.served, c.waiting) for c in capacities] == [(10, 8, 1), (20, 15, None)]


def test_m18_old_words_for_people(map_csv: MapCsv) -> None:
    groups = "інваліди; діти-інваліди; одинокі непрацездатні громадяни; БОМЖ"
    text = f"code,name,service,groups\n1,Центр,Догляд вдома,{groups}\n"
    columns = {
        "code": {"to": "attribute", "name": "number"},
        "name": "name",
        "service": "service.name",
        "groups": "service.target_groups",
    }
    records, issues = map_csv(text, columns, services={"shape": "row"})
    (provider,) = records
    assert isinstance(provider, ProviderRecord)
    assert provider.services[0].target_groups == ("pwd", "child-pwd", "older", "homeless")
    assert [issue for issue in issues if issue.code == "UNKNOWN_VALUE"] == []


def test_m19_places_that_must_not_be_shown(map_csv: MapCsv) -> None:
    text = (
        "code,name,kind,phone,address\n"
        '1,Притулок,Кризовий центр,067-123-45-67,"м. Умань, вул. Нова, 1, Черкаська область"\n'
        '1759013776,Іваненко,ФОП,067-123-45-67,"м. Умань, вул. Нова, 2, Черкаська область"\n'
    )
    columns = {
        "code": {"to": "identifier", "scheme": "UA-EDRPOU"},
        "name": "name",
        "kind": "kind",
        "phone": "phones",
        "address": "location.address",
    }
    records, issues = map_csv(
        text, columns, Lookups.model_validate({"kind": {"Кризовий центр": "crisis-centre"}})
    )
    providers = [protect(record) for record in records if isinstance(record, ProviderRecord)]
    assert [[place.confidential for place in provider.locations] for provider in providers] == [
        [True],
        [True],
    ]
    assert providers[1].identifiers == ()
    assert providers[1].phones == ()
    assert [issue.value for issue in issues if issue.code == "IDENTIFIER_PERSONAL"] == [None]


def test_m20_russian_files_that_count_regions_of_ukraine(map_csv: MapCsv) -> None:
    text = (
        "code,name,place,region,settlement\n1,Центр,UA14120110010088407,,\n"
        "2,Центр,,Донецкая область,г. Лиман\n3,Центр,,Омская область,г. Омск\n"
        "4,Центр,,Республика Крым,г. Симферополь\n"
    )
    columns = {
        "code": {"to": "attribute", "name": "number"},
        "name": "name",
        "place": "location.code",
        "region": "location.region",
        "settlement": "location.settlement",
    }
    records, issues = map_csv(text, columns, country="RU", lang="ru", jurisdiction="RU")
    assert [record.key for record in records] == ["3"]
    quarantined = [(issue.code, issue.row) for issue in issues if issue.severity is Severity.ERROR]
    assert quarantined == [("OUTSIDE_JURISDICTION", row) for row in (2, 3, 5)]


def _numbers() -> Iterator[str]:
    with TROUBLES.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield row["id"]


def test_every_trouble_has_its_test() -> None:
    tested = {match.group(1).upper() for name in globals() if (match := re.match(r"test_(m\d\d)_", name))}
    assert tested == set(_numbers()) == {f"M{number:02}" for number in range(1, 21)}
