"""Services of a row in each of the four shapes of files."""

from datetime import date

from hub.domain.records import CapacityRecord
from hub.domain.vocabulary import DeliveryForm, Duration
from tests.importers.mapping.builders import map_rows

AS_OF = date(2024, 1, 1)
ON_DAY = {"as_of": "2024-01-01"}


def test_a_column_per_service_offers_it_by_yes_or_by_a_number() -> None:
    items = [
        {"column": "Догляд вдома", "duration": "permanent"},
        {"column": "Денний догляд", "number": "total", "capacity": {"available": "Вільно", "unit": "place"}},
        {"column": "Інформування"},
        {"column": "Дозвілля", "category": "support.culture"},
    ]
    mapped = map_rows(
        [
            {"Назва": "А", "Догляд вдома": "35", "Денний догляд": "20", "Вільно": "0", "Інформування": "так"}
            | {"Дозвілля": "+"},
            {"Назва": "Б", "Догляд вдома": "0", "Денний догляд": "ні", "Інформування": "-", "Дозвілля": "?"},
        ],
        services={"shape": "columns", "items": items},
        **ON_DAY,
    )
    home, day, information, culture = mapped.providers[0].services
    assert home.capacities == (CapacityRecord(as_of=AS_OF, served=35, unit="client"),)
    assert (home.category, home.forms, home.duration) == (
        "care.home",
        (DeliveryForm.HOME,),
        Duration.PERMANENT,
    )
    assert day.capacities == (CapacityRecord(as_of=AS_OF, total=20, available=0),)
    assert (information.category, information.capacities) == ("access.information", ())
    assert (culture.category, culture.matched_by, culture.name) == (
        "support.culture",
        "region.yml",
        "Дозвілля",
    )
    assert mapped.providers[1].services == ()
    assert [(issue.code, issue.row, issue.column) for issue in mapped.issues] == [
        ("BOOLEAN_UNKNOWN", 3, "Дозвілля")
    ]


def test_services_in_one_cell_share_the_rows_forms_and_not_its_places() -> None:
    mapped = map_rows(
        [
            {
                "Назва": "А",
                "Послуги": "1) догляд вдома; 2) соціальна адаптація",
                "Форма": "вдома",
                "Місць": "30",
            },
            {"Назва": "Б", "Послуги": "Денний догляд", "Форма": "", "Місць": "12"},
        ],
        columns={"Форма": "service.forms", "Місць": "capacity.total"},
        services={"shape": "cell", "column": "Послуги"},
        **ON_DAY,
    )
    several, one = (provider.services for provider in mapped.providers)
    assert [(service.key, service.category, service.forms, service.capacities) for service in several] == [
        ("догляд вдома", "care.home", (DeliveryForm.HOME,), ()),
        ("соціальна адаптація", "support.adaptation", (DeliveryForm.HOME,), ()),
    ]
    assert one[0].capacities == (CapacityRecord(as_of=AS_OF, total=12),)
    assert mapped.codes == ["CAPACITY_NOT_DIVIDED"]


def test_names_with_commas_stay_whole() -> None:
    name = "Догляд та виховання дітей в умовах, наближених до сімейних"
    mapped = map_rows(
        [{"Назва": "А", "Послуги": f"{name}; медіація"}], services={"shape": "cell", "column": "Послуги"}
    )
    assert [service.name for service in mapped.providers[0].services] == [name, "медіація"]


def test_a_russian_form_is_one_package_with_its_places_and_its_other_kinds() -> None:
    mapped = map_rows(
        [
            {
                "Назва": "А",
                "На дому": "социально-бытовые; социально-медицинские",
                "Стационар": "социально-правовые услуги",
                "Мест": "120",
                "Свободно": "7",
                "Срочные": "да",
            }
        ],
        country="RU",
        services={
            "shape": "kinds-by-form",
            "forms": [
                {"form": "home", "kinds": "На дому"},
                {
                    "form": "residential",
                    "kinds": "Стационар",
                    "capacity": {"total": "Мест", "available": "Свободно"},
                },
            ],
            "urgent": "Срочные",
        },
        **ON_DAY,
    )
    found = [(one.key, one.category, one.forms, one.capacities) for one in mapped.providers[0].services]
    home, residential = (DeliveryForm.HOME,), (DeliveryForm.RESIDENTIAL,)
    assert found == [
        # Household services at home are the package itself, so they are not counted beside it.
        ("home", "care.home", home, ()),
        ("home | SM", "aux.medical", home, ()),
        ("residential", "care.residential", residential, (CapacityRecord(AS_OF, total=120, available=7),)),
        ("residential | SPr", "access.legal", residential, ()),
        ("urgent | срочные социальные услуги", None, (), ()),
    ]
    assert mapped.codes == ["AMBIGUOUS_CATEGORY"]
    assert "crisis.in-kind" in mapped.issues[0].message


def test_an_unknown_kind_is_an_issue_and_a_function_without_category() -> None:
    mapped = map_rows(
        [{"Назва": "А", "На дому": "парикмахерские"}],
        country="RU",
        services={"shape": "kinds-by-form", "forms": [{"form": "home", "kinds": "На дому"}]},
    )
    found = [(one.key, one.category, one.is_function) for one in mapped.providers[0].services]
    assert found == [("home", "care.home", False), ("home | парикмахерские", None, True)]
    assert [(issue.code, issue.value) for issue in mapped.issues] == [("UNKNOWN_VALUE", "парикмахерские")]


def test_a_kind_that_the_lookups_declare_to_be_none_is_kept_without_complaint() -> None:
    mapped = map_rows(
        [{"Назва": "А", "На дому": "парикмахерские"}],
        country="RU",
        lookups={"kind_of_service": {"парикмахерские": None}},
        services={"shape": "kinds-by-form", "forms": [{"form": "home", "kinds": "На дому"}]},
    )
    assert [one.key for one in mapped.providers[0].services] == ["home", "home | парикмахерские"]
    assert mapped.codes == []


def test_the_first_column_whose_words_decide_gives_the_category() -> None:
    rows = [
        {"Назва": "А", "Услуга": "мытьё окон", "Вид": "1. Социально-бытовые услуги", "Форма": "на дому"},
        {"Назва": "Б", "Услуга": "Телефон доверия", "Вид": "3. Социально-психологические услуги"},
        {"Назва": "В", "Услуга": "мытьё окон", "Вид": "прочее"},
    ]
    mapped = map_rows(
        rows,
        country="RU",
        row="service",
        key=["Назва", "Услуга"],
        group_by=["Назва"],
        columns={
            "Услуга": [{"to": "service.name"}, {"to": "service.category"}],
            "Вид": "service.category",
            "Форма": "service.forms",
        },
        services={"shape": "row"},
    )
    found = [
        (one.name, one.category, one.matched_by, one.national_label)
        for provider in mapped.providers
        for one in provider.services
    ]
    assert found == [
        ("мытьё окон", "care.home", "crosswalk ru-442-kind-form", "1. Социально-бытовые услуги"),
        ("Телефон доверия", "support.psychological", "crosswalk ru-service-name", "Телефон доверия"),
        ("мытьё окон", None, None, "мытьё окон"),
    ]
    assert [(issue.code, issue.row, issue.column) for issue in mapped.issues] == [
        ("UNKNOWN_CATEGORY", 4, "Услуга")
    ]


def test_departments_of_one_provider_are_its_services_wherever_their_rows_stand() -> None:
    rows = [
        {"Назва": "А", "Отделение": "на дому № 1", "Форма": "на дому", "Обслужено": "90", "Ждут": "3"},
        {"Назва": "Б", "Отделение": "стационар", "Форма": "в условиях стационара", "Обслужено": "40"},
        {"Назва": "А", "Отделение": "дневное", "Форма": "в условиях полустационара", "Обслужено": "25"},
    ]
    mapped = map_rows(
        rows,
        country="KZ",
        row="department",
        key=["Назва", "Отделение"],
        group_by=["Назва"],
        columns={
            "Отделение": "service.name",
            "Форма": "service.forms",
            "Обслужено": "capacity.served",
            "Ждут": "capacity.waiting",
        },
        services={"shape": "row", "by_form": True, "unit": "client"},
        **ON_DAY,
    )
    first, second = mapped.providers
    assert (first.key, first.rows, second.key, second.rows) == ("А", (2, 4), "Б", (3,))
    assert [(one.key, one.name, one.category, one.capacities[0].served) for one in first.services] == [
        ("А | на дому № 1", "на дому № 1", "care.home", 90),
        ("А | дневное", "дневное", "care.day", 25),
    ]
    assert first.services[0].capacities[0].waiting == 3
    assert first.services[0].matched_by == "crosswalk kz-ssu-form"


def test_words_that_no_table_knows_are_a_service_without_category() -> None:
    mapped = map_rows([{"Назва": "А", "Послуги": "йога"}], services={"shape": "cell", "column": "Послуги"})
    (service,) = mapped.providers[0].services
    assert (service.name, service.category, service.matched_by) == ("йога", None, None)
    assert [(issue.code, issue.column, issue.value) for issue in mapped.issues] == [
        ("UNKNOWN_CATEGORY", "Послуги", "йога")
    ]


def test_numbers_without_a_date_stay_undated_and_it_is_said() -> None:
    mapped = map_rows(
        [{"Назва": "А", "Послуги": "денний догляд", "Місць": "12"}],
        columns={"Місць": "capacity.total"},
        services={"shape": "cell", "column": "Послуги"},
    )
    assert mapped.providers[0].services[0].capacities == (CapacityRecord(as_of=None, total=12),)
    assert mapped.codes == ["CAPACITY_UNDATED"]
