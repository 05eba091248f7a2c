"""`region new`: a folder that a newcomer can fill in, without a row of the publisher's file."""

import json
import re
from pathlib import Path

import pytest
from openpyxl import Workbook

from hub.domain.vocabulary import Country
from importers.check import check
from importers.errors import InvalidCode, RegionExists, SampleNotAlone
from importers.guesses import KeyGuess, guess, key_column
from importers.publisher_file import look_at
from importers.region import load_region
from importers.sample import sample_of
from importers.scaffold import new_region
from importers.shapes import ColumnsShape

_FILE = """\
№ з/п;Назва закладу;Код ЄДРПОУ;Тип;Громада;Адреса;Телефон;Керівник;Послуги;Колір
1;Перший зразок;00001117;терцентр;Зразківська;вул. Зразкова, 1;(0432)551234;Зразок З. З.;догляд вдома;синій
2;Другий зразок;00002223;центр;Зразківська;вул. Зразкова, 2;(0432)551235;Зразок Я. Я.;медіація;синій
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file.csv"
    path.write_text(_FILE, "utf-8")
    return path


def test_every_column_is_guessed_or_put_before_the_author(file: Path, tmp_path: Path) -> None:
    folder = new_region("ua_05", file, tmp_path / "regions")
    region = load_region(folder)
    assert {name: targets[0].to.value for name, targets in region.columns.items()} == {
        "Назва закладу": "name",
        "Код ЄДРПОУ": "identifier",
        "Тип": "kind",
        "Громада": "location.hromada",
        "Адреса": "location.address",
        "Телефон": "phones",
    }
    assert region.columns["Код ЄДРПОУ"][0].scheme == "UA-EDRPOU"
    assert {name: ignored.private for name, ignored in region.ignore.items()} == {
        "№ з/п": False,
        "Керівник": True,
        "Колір": False,
    }
    assert (region.key, region.jurisdiction) == (("Код ЄДРПОУ",), "UA05000000000010236")
    assert region.services is not None
    assert region.services.shape == "cell"


def test_a_check_names_all_that_is_left_to_do(file: Path, tmp_path: Path) -> None:
    folder = new_region("ua_05", file, tmp_path / "regions")
    report = check(load_region(folder))
    assert [line.partition(" TODO ")[0] for line in report.todo] == [
        "region.yml, line 3: title:",
        "region.yml, line 4: publisher:",
        "region.yml, line 5: licence:",
        'region.yml, line 13: key: ["Код ЄДРПОУ"]  # it differs in all rows seen;',
        'region.yml, line 26: "Колір":',
    ]
    assert (report.ok, report.read) == (False, 0)


def test_a_finished_region_asks_for_rows_and_then_for_golden_files(file: Path, tmp_path: Path) -> None:
    folder = new_region("ua_05", file, tmp_path / "regions")
    described = folder / "region.yml"
    described.write_text(described.read_text("utf-8").replace("TODO", "done"), "utf-8")
    empty = check(load_region(folder))
    assert (empty.todo, empty.problems, empty.read, empty.ok) == ([], [], 0, True)
    assert check(load_region(folder), update=True).problems == [
        "The sample holds no rows; put a dozen typical ones into it, without people's data."
    ]
    assert not (folder / "expected.jsonl").exists()
    tried = check(load_region(folder), file=file)
    assert ([record.name for record in tried.records], tried.ok) == (["Перший зразок", "Другий зразок"], True)
    assert not (folder / "expected.jsonl").exists()
    with (folder / "sample.csv").open("a", encoding="utf-8") as sample:
        sample.write("1,Зразок (synthetic),00001117,громадська організація,,,,,догляд вдома,\n")
    finished = check(load_region(folder))
    assert (finished.problems, finished.new, finished.ok) == ([], True, False)
    assert [record.synthetic for record in finished.records] == [True]
    kept = check(load_region(folder), update=True)
    assert kept.updated
    again = check(load_region(folder))
    assert (again.ok, again.new) == (True, False)


def test_a_code_that_no_taxonomy_has_is_shown_with_its_line_and_its_likes(file: Path, tmp_path: Path) -> None:
    folder = new_region("ua_05", file, tmp_path / "regions")
    described = folder / "region.yml"
    described.write_text(described.read_text("utf-8").replace("TODO", "done"), "utf-8")
    words = "category:\n  ремонт: {category: aux.transport, target_groups: [pwd.sens]}\n"
    (folder / "lookups.yml").write_text(words, "utf-8")
    assert check(load_region(folder)).problems[0] == (
        "lookups.yml, line 2: 'pwd.sens' is no code of target_groups;"
        " the nearest are 'pwd.sensory', 'pwd.mental', 'pwd' (importers/reference/target_groups.csv)."
    )


def test_a_second_sample_is_refused(file: Path, tmp_path: Path) -> None:
    folder = new_region("ua_05", file, tmp_path / "regions")
    (folder / "sample.tsv").write_text("Назва\nЗразок\n", "utf-8")
    with pytest.raises(SampleNotAlone, match=re.escape("several samples, sample.csv, sample.tsv; keep")):
        sample_of(load_region(folder))


def test_no_row_of_the_file_is_copied(file: Path, tmp_path: Path) -> None:
    folder = new_region("ua_05", file, tmp_path / "regions")
    assert (folder / "sample.csv").read_text("utf-8").splitlines() == [
        "№ з/п,Назва закладу,Код ЄДРПОУ,Тип,Громада,Адреса,Телефон,Керівник,Послуги,Колір"
    ]
    assert not any("Зразок З" in path.read_text("utf-8") for path in folder.iterdir())


def test_a_folder_is_never_overwritten_and_a_code_has_its_form(file: Path, tmp_path: Path) -> None:
    new_region("ua_05", file, tmp_path / "regions")
    with pytest.raises(RegionExists):
        new_region("ua_05", file, tmp_path / "regions")
    with pytest.raises(InvalidCode):
        new_region("Vinnytsia", file, tmp_path / "regions")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A title, a header of two rows with merged groups, and rows of which one repeats another."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    groups = ["Назва", "Код ЄДРПОУ", "Контакти", None, "Послуги", None, None, "Місць", None]
    subs = [
        None,
        None,
        "Тел.",
        "E-mail",
        "Догляд вдома",
        "Денний догляд",
        "Ремонт взуття",
        "Всього",
        "Вільних",
    ]
    sheet.append(["Реєстр (зразок)"])
    sheet.append(groups)
    sheet.append(subs)
    for number in (1117, 2223, 3339, 4445, 5551, 5551):
        row = [f"Зразок {number}", f"{number:08}", "(0432)551234", "", "так", "12", "ні", 5, 1]
        sheet.append(row)
    for merged in ("A1:I1", "A2:A3", "B2:B3", "C2:D2", "E2:G2", "H2:I2"):
        sheet.merge_cells(merged)
    path = tmp_path / "file.xlsx"
    book.save(path)
    return path


def test_two_header_rows_are_seen_and_said(workbook: Path, tmp_path: Path) -> None:
    region = load_region(new_region("ua_05", workbook, tmp_path / "regions"))
    assert region.format.header.rows == 2
    assert {name: targets[0].to.value for name, targets in region.columns.items()} == {
        "Назва": "name",
        "Код ЄДРПОУ": "identifier",
        "Контакти / Тел.": "phones",
        "Контакти / E-mail": "emails",
        "Місць / Всього": "capacity.total",
        "Місць / Вільних": "capacity.available",
    }
    assert list(region.ignore) == ["Послуги / Ремонт взуття"]
    assert isinstance(region.services, ColumnsShape)
    assert [(item.column, item.label) for item in region.services.items] == [
        ("Послуги / Догляд вдома", "Догляд вдома"),
        ("Послуги / Денний догляд", "Денний догляд"),
    ]
    assert region.key == ("Код ЄДРПОУ",)


def test_a_workbook_waits_for_a_sample_of_its_own_shape(workbook: Path, tmp_path: Path) -> None:
    folder = new_region("ua_05", workbook, tmp_path / "regions")
    assert sorted(path.name for path in folder.iterdir()) == ["lookups.yml", "region.yml"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Назва;Контакти;\n;Тел.;Пошта\nА;1;2\n", 2),
        ("Назва;Контакти\n;Тел.\nА;1\n", 1),
        ("Назва;;Адреса\nА;Б;В\n", 1),
        ("Назва;Контакти;\n;551234;551235\n", 1),
    ],
)
def test_a_row_of_data_is_no_second_header(text: str, rows: int, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(text, "utf-8")
    assert look_at(path).options.header.rows == rows


def test_the_header_of_a_sample_has_both_rows(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("Назва;Контакти;\n;Тел.;Пошта\nА;1;2\n", "utf-8")
    folder = new_region("ua_05", path, tmp_path / "regions")
    assert (folder / "sample.csv").read_text("utf-8").splitlines() == [
        "Назва,Контакти,Контакти",
        ",Тел.,Пошта",
    ]


def test_lookups_ask_for_the_words_that_the_hub_does_not_know(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(
        "Назва;Форма власності;Послуги\nА;комунальна;догляд вдома, медіація\nБ;комун.;ремонт взуття\n",
        "utf-8",
    )
    folder = new_region("ua_05", path, tmp_path / "regions")
    lines = (folder / "lookups.yml").read_text("utf-8").splitlines()
    assert [line for line in lines if line.endswith(": …")] == ['  # "комун.": …', '  # "ремонт взуття": …']
    assert (
        "# Codes of sector: state, municipal, nonprofit, business, religious, natural-person, mixed, unknown"
        in lines
    )


def test_an_empty_column_of_numbers_has_the_scheme_of_its_name() -> None:
    guesses = guess({"Код ЄДРПОУ": ["", ""], "ІПН": ["", ""]}, Country.UA)
    assert [(one.field, one.scheme) for one in guesses] == [("identifier", "UA-EDRPOU"), ("private", None)]


def test_a_number_that_is_missing_once_is_a_key_all_the_same() -> None:
    values = {"Код ЄДРПОУ": ["00001117", "00002223", "00003339", "00004445", ""], "Назва": list("абвгд")}
    assert key_column(guess(values, Country.UA), values) == KeyGuess("Код ЄДРПОУ", 1)


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Прізвище, ім'я, по батькові завідувача", "private"),
        ("Фамилия руководителя", "private"),
        ("Басшының тегі, аты", "private"),
        ("Director's name", "private"),
        ("Contact person", "private"),
        ("Поштовий індекс", "location.postal_code"),
        ("Почтовый индекс", "location.postal_code"),
        ("Пошта индексі", "location.postal_code"),
        ("Zip code", "location.postal_code"),
        ("Почтовый адрес", "location.address"),
        ("Електронна пошта", "emails"),
        ("Адрес электронной почты", "emails"),
        ("Субъект РФ", "location.region"),
        ("Обл.", "location.region"),
        ("Province", "location.region"),
        ("Sector", "sector"),
        ("Directory URL", "url"),
        ("contacts.person", "private"),
        ("bossName", "private"),
        ("Контакти / Електронна адреса", "emails"),
        ("address.city", "location.settlement"),
        ("postIndex", "location.postal_code"),
        ("legalName", "name"),
        ("Полное и (если имеется) сокращенное наименование поставщика", "name"),
        ("Адрес (место нахождения), контактный телефон, адрес электронной почты", "location.address"),
        ("Форма социального обслуживания", "service.forms"),
        ("Кількість отримувачів", "capacity.served"),
        ("Гранична кількість отримувачів", "capacity.total"),
        ("Дата включения в реестр", "registered"),
        ("Назва соціальної послуги", "service.name"),
        ("Жұмыс кестесі", "location.opening_hours"),
        ("Заклад", "name"),
    ],
)
def test_columns_are_recognised_in_each_language(column, field):
    assert [one.field for one in guess({column: []}, Country.UA)] == [field]


def test_texts_tell_what_a_column_without_a_telling_name_holds() -> None:
    values = {
        "Код": ["00001117", "00002223"],
        "Зв’язок": ["тел. (04744) 3-45-67", "0671234567, a@example.org"],
        "Пише": ["a@example.org", "b@example.org"],
        "Число": ["1", "2"],
        "Різне": ["0671234567", "немає"],
    }
    guesses = guess(values, Country.UA)
    assert [one.field for one in guesses] == ["identifier", "phones", "emails", None, None]


def test_a_name_of_identifiers_holds_although_no_number_passes() -> None:
    guesses = guess({"ИНН": ["5503012341", "5503012342"]}, Country.RU)
    assert [(one.field, one.scheme) for one in guesses] == [("identifier", "RU-INN-10")]


def test_what_a_provider_may_change_is_no_key() -> None:
    values = {"Індекс": ["20301", "20302"], "Телефон": ["1", "2"], "Назва": ["А", "Б"]}
    assert key_column(guess(values, Country.UA), values) == KeyGuess("Назва", 0)


def test_rows_that_repeat_their_provider_are_services(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(
        "Заклад;Код;Послуги\nА;00001117;догляд вдома\nА;00001117;медіація\nБ;00002223;догляд вдома\n", "utf-8"
    )
    region = load_region(new_region("ua_05", path, tmp_path / "regions"))
    assert (region.row, region.group_by, region.key) == ("service", ("Код",), ("Код", "Послуги"))
    assert region.columns["Послуги"][0].to.value == "service.name"
    assert region.services is not None
    assert region.services.shape == "row"
    report = check(region, file=path)
    assert report.todo
    described = region.folder / "region.yml"
    described.write_text(described.read_text("utf-8").replace("TODO", "done"), "utf-8")
    report = check(load_region(region.folder), file=path)
    assert [(record.name, len(record.services)) for record in report.records] == [("А", 2), ("Б", 1)]  # type: ignore[union-attr]


def test_a_region_that_was_ended_half_made_leaves_no_folder(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(*_: object) -> None:
        raise KeyboardInterrupt

    regions = tmp_path / "regions"
    with monkeypatch.context() as ended:
        ended.setattr("importers.scaffold.unknown_words", end)
        with pytest.raises(KeyboardInterrupt):
            new_region("ua_05", file, regions)
    assert list(regions.iterdir()) == []
    assert new_region("ua_05", file, regions).is_dir()


def test_a_report_with_headings_and_page_numbers_gives_a_region_that_needs_few_words(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        [None, "Реестр поставщиков"],
        [None, "№ п/п", "Наименование", "ИНН", "Область, район", "Нас. пункт, улица, дом", "Work_Time"],
        [None, "Азовский район"],
        [None, 1, "Первый центр", "5504000001", "Омская область", "с. Азово, ул. Ленина, 5", "Пн-Пт 8-17"],
        [None, None, None, None, None, "Страница 1 из 2"],
        [None, 2, "Второй центр", "5504000002", "Омская область", "г. Омск, ул. Ленина, 6", "Пн-Пт 8-17"],
        [None, "Исполнитель: Зразок З. З."],
    ):
        sheet.append(row)
    path = tmp_path / "file.xlsx"
    book.save(path)
    folder = new_region("ru_oms", path, tmp_path / "regions")
    text = (folder / "region.yml").read_text("utf-8")
    region = load_region(folder)
    assert region.key == ("ИНН",)
    assert region.columns["Нас. пункт, улица, дом"][0].to.value == "location.address"
    assert region.columns["Work_Time"][0].to.value == "location.opening_hours"
    assert "TODO" not in text.partition("columns:")[2]
    (folder / "region.yml").write_text(text.replace("TODO", "done"), "utf-8")
    report = check(load_region(folder), file=path)
    assert [record.name for record in report.records] == ["Первый центр", "Второй центр"]
    assert sorted((issue.code, issue.row) for issue in report.issues if issue.code.endswith("SKIPPED")) == [
        ("PAGE_NUMBER_SKIPPED", 5),
        ("UNREAD_ROW_SKIPPED", 3),
        ("UNREAD_ROW_SKIPPED", 7),
    ]
    assert not any("Зразок" in (issue.value or "") for issue in report.issues)


def test_a_register_in_kazakh_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("Ұйымның атауы;Мекенжайы;Қызмет түрлері\nОрталық;Абай көшесі, 1;оңалту\n", "utf-8")
    assert load_region(new_region("kz_59", path, tmp_path / "regions")).lang == "kk"
    path.write_text("Наименование;Адрес;Услуги\nЦентр «Үміт»;ул. Абая, 1;уход\n", "utf-8")
    assert load_region(new_region("kz_39", path, tmp_path / "regions")).lang == "ru"


def test_columns_that_a_portal_adds_need_no_decision(tmp_path: Path) -> None:
    path = tmp_path / "file.geojson"
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [27.0, 49.4]},
            "properties": {
                "OBJECTID": 1,
                "NAME_UA": "Центр",
                "CreationDate": 17,
                "GlobalID": "{6f}",
                "C": "x",
            },
        }
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    text = (new_region("ua_68", path, tmp_path / "regions") / "region.yml").read_text("utf-8")
    ignored = text.partition("ignore:")[2].partition("assertions:")[0]
    assert [line.split(":")[0].strip() for line in ignored.splitlines() if "TODO" in line] == ['"C"']
