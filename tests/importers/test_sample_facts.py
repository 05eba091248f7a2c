"""The sample regions tell what was published, with its citation, and call everything else synthetic.

The facts stand here once more, copied by hand from the summary of the articles, so that neither a slip in a
sample nor an update of the golden files can change them unseen.
"""

import json
from functools import cache

import pytest

from importers.check import check
from importers.region import REGIONS, find_region

VINNYTSIA, UMAN = "Vinnytsia, 30 July, article", "Uman, 14–15.04.2015, article"
OMSK, PILOT = "Omsk region, 11.03.2020, article", "Donetsk and Luhansk oblasts, 2021, article"
PETROPAVLOVSK = "Petropavlovsk, article without a date"

PUBLISHED = {
    "ua_05": {
        "«Прозорі офіси»",
        "«Гармонія»",
        "ГО «Справа Кольпінга в Україні»",
        "«Родина Кольпінга»",
        "«Карітас-Спес-Вінниця»",
        "«Життєстійкість»",
    },
    "ua_71": {
        "Центр соціального обслуговування",
        "«Пролісок»",
        "Центр професійної реабілітації",
        "Реабілітаційний комплекс",
    },
    "ua_14": {"Мобільна соціальна служба з догляду вдома та паліативного догляду"},
    "ua_09": {
        "Мобільна соціальна служба з догляду вдома та паліативного догляду",
        "Мобільна служба соціально-психологічної допомоги",
        "Обласний центр Луганської області",
    },
    "ru_oms": {
        "Центр «Сударушка»",
        "Центр «Родник»",
        "Центр «Вдохновение»",
        "Центр «Рябинушка»",
        "Центр «Любава»",
        "Центр Нововаршавского района",
        "Центр Марьяновского района",
        "Центр социальной адаптации",
        "Ассоциация «Надежда есть»",
    },
    "kz_59": {"Отдел занятости и социальных программ"},
}
CITES = {
    "ua_05": VINNYTSIA,
    "ua_71": UMAN,
    "ua_14": PILOT,
    "ua_09": PILOT,
    "ru_oms": OMSK,
    "kz_59": PETROPAVLOVSK,
}
#: Region → label → declared and found; found is None where the file cannot count the figure.
CONTROL_TOTALS = {
    "ua_05": {
        "Базових послуг у Вінницькій громаді": (15, 15),
        "Інших послуг у Вінницькій громаді": (4, 4),
        "«Прозорі офіси», що надають соціальні послуги": (2, None),
        "Громад у програмі ЮНІСЕФ із «Джерелом»": (18, None),
    },
    "ua_71": {"Закладів Умані, названих у статті": (4, 4)},
    "ua_14": {"Громад пілоту в обох областях": (8, 8)},
    "ua_09": {},
    "ru_oms": {
        "Поставщиков социальной адаптации": (45, 45),
        "из них бюджетных учреждений": (39, 39),
        "из них негосударственных": (6, 6),
        "Комплексных центров среди бюджетных учреждений": (38, 38),
        "Центров социальной адаптации среди бюджетных учреждений": (1, 1),
        "Бездомных и освободившихся из мест лишения свободы, человек": (4113, None),
    },
    "kz_59": {
        "Отделений помощи на дому": (6, 6),
        "Обслужено отделениями для пожилых и лиц с инвалидностью": (466, 466),
        "Обслужено отделением для детей": (83, 83),
        "Обслужено отделениями на дому, всего": (549, 549),
    },
}
SAMPLES = sorted(PUBLISHED)

DONETSK_HROMADAS = {
    "UA14020090000073988",  # Соледарська
    "UA14040050000064688",  # Вугледарська
    "UA14040010000017239",  # Великоновосілківська
    "UA14120030000057882",  # Дружківська
}
LUHANSK_HROMADAS = {
    "UA44120070000073915",  # Попаснянська
    "UA44100010000048313",  # Білокуракинська
    "UA44120050000066819",  # Лисичанська
    "UA44100130000017965",  # Троїцька
}
#: What a row of a published institution may not hold, since no article gives it.
UNPUBLISHED = {"identifiers", "phones", "emails", "url", "founded"}


@cache
def records(code):
    lines = (REGIONS / code / "expected.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def providers(code, *, synthetic):
    return [
        one for one in records(code) if one["type"] == "provider" and one.get("synthetic", False) is synthetic
    ]


def published(code, name):
    (found,) = [one for one in providers(code, synthetic=False) if one["name"] == name]
    return found


def programme(code, key):
    (found,) = [one for one in records(code) if one["type"] == "programme" and one["key"] == key]
    return found


@pytest.mark.parametrize("code", SAMPLES)
def test_exactly_the_published_institutions_are_not_synthetic(code):
    assert {one["name"] for one in providers(code, synthetic=False)} == PUBLISHED[code]


@pytest.mark.parametrize("code", SAMPLES)
def test_every_published_record_cites_its_article_and_no_synthetic_one_does(code):
    named = [one for one in records(code) if not one.get("synthetic")]
    assert {one.get("cites") for one in named} == {CITES[code]}
    assert not [one["name"] for one in providers(code, synthetic=True) if "cites" in one]


@pytest.mark.parametrize("code", SAMPLES)
def test_a_synthetic_name_says_that_it_is_made_up(code):
    marks = ("Синтетичний ", "Синтетический ")
    assert [one["name"] for one in providers(code, synthetic=True) if not one["name"].startswith(marks)] == []


@pytest.mark.parametrize("code", SAMPLES)
def test_a_published_institution_has_no_detail_that_was_not_published(code):
    for one in providers(code, synthetic=False):
        assert not UNPUBLISHED & set(one), one["name"]
        assert not [place for place in one["locations"] if {"address", "point"} & set(place)], one["name"]


@pytest.mark.parametrize("code", SAMPLES)
def test_control_totals_are_declared_and_counted(code):
    totals = check(find_region(code)).control_totals
    assert {total.label: (total.declared, total.found) for total in totals} == CONTROL_TOTALS[code]
    assert {total.cites.partition(" (")[0] for total in totals} <= {CITES[code]}


def test_vinnytsia_tells_what_its_institutions_do():
    assert [one["category"] for one in published("ua_05", "«Гармонія»")["services"]] == [
        "rehab.early-intervention"
    ]
    assert [one["category"] for one in published("ua_05", "«Життєстійкість»")["services"]] == [
        "prevention.resilience"
    ]
    assert published("ua_05", "«Карітас-Спес-Вінниця»")["sector"] == "religious"
    kolping = published("ua_05", "«Родина Кольпінга»")
    assert [one["category"] for one in kolping["services"]] == ["living.supported", "living.transit"]
    assert kolping["parent_key"] == published("ua_05", "ГО «Справа Кольпінга в Україні»")["key"]


def test_the_unicef_programme_stands_in_its_three_oblasts_since_its_18_hromadas_are_not_named():
    found = programme("ua_05", "unicef-dzherelo")
    assert found["territories"] == [
        "UA46000000000026241",  # Львівська
        "UA07000000000024379",  # Волинська
        "UA21000000000011690",  # Закарпатська
    ]
    assert "18 громад" in found["description"]


def test_the_practices_are_told_without_owners_that_no_article_names():
    resilience = programme("ua_05", "zhyttiestiikist")
    assert (resilience["kind"], resilience["provider_keys"]) == ("practice", ["«Життєстійкість»"])
    for code, key in (
        ("ua_05", "zhyttiestiikist"),
        ("ru_oms", "socionavigator"),
        ("ru_oms", "tarelka-dobra"),
    ):
        found = programme(code, key)
        assert found["kind"] == "practice"
        assert not {"owner", "parts", "starts", "ends"} & set(found)


def test_guests_of_kharkiv_oblast_studied_uman_on_two_days_of_2015():
    visit = programme("ua_71", "visit-2015")
    assert (visit["kind"], visit["starts"], visit["ends"]) == ("visit", "2015-04-14", "2015-04-15")
    assert [(part["role"], part["territory"]) for part in visit["parts"]] == [
        ("host", "UA71060210000032972"),
        ("guest", "UA63000000000041885"),  # Харківська
        ("guest", "UA63100050010081626"),  # Лозова
        ("guest", "UA63140170010036104"),  # Чугуїв
    ]
    assert "Харківського району" in visit["description"]


@pytest.mark.parametrize("code", SAMPLES)
def test_no_sample_counts_posts_that_no_article_counts(code):
    told = [
        staff
        for one in providers(code, synthetic=False)
        for held in [one, *one.get("services", [])]
        for staff in held.get("staff", [])
    ]
    assert not [one for one in told if {"posts", "filled", "qualified"} & set(one)]
    assert bool(told) is (code == "kz_59")


def test_uman_was_seen_in_april_2015_and_says_nothing_of_today():
    found = providers("ua_71", synthetic=False)
    assert {(one["status"], one["attributes"]["status_as_of"]) for one in found} == {
        ("unknown", "квітень 2015")
    }
    assert {place["territory"] for one in found for place in one["locations"]} == {"UA71060210000032972"}
    (service,) = published("ua_71", "«Пролісок»")["services"]
    assert (service["category"], service["target_groups"]) == ("rehab.social", ["child-pwd"])


@pytest.mark.parametrize(("code", "hromadas"), [("ua_14", DONETSK_HROMADAS), ("ua_09", LUHANSK_HROMADAS)])
def test_mobile_care_reaches_the_hromadas_of_its_oblast(code, hromadas):
    services = published(code, *PUBLISHED["ua_14"])["services"]
    assert [(one["category"], one["forms"]) for one in services] == [
        ("care.home", ["home", "mobile-team"]),
        ("care.palliative", ["home", "mobile-team"]),
    ]
    assert [{area["territory"] for area in one["areas"]} for one in services] == [hromadas, hromadas]


def test_the_pilot_is_one_programme_over_eight_hromadas_and_the_services_of_both_oblasts():
    found = programme("ua_14", "mobile-care-pilot")
    assert set(found["territories"]) == DONETSK_HROMADAS | LUHANSK_HROMADAS
    (name,) = PUBLISHED["ua_14"]
    assert found["provider_keys"] == [name, f"ua_09/{name}"]
    assert published("ua_09", name)["key"] == name
    assert [one for one in records("ua_09") if one["type"] == "programme"] == []


def test_the_case_manager_of_lyman_and_the_luhansk_service_that_serves_hromadas():
    manager = programme("ua_14", "electronic-case-manager")
    assert manager["kind"] == "practice"
    assert manager["parts"] == [{"role": "owner", "territory": "UA14120110000031497"}]
    found = published("ua_09", "Мобільна служба соціально-психологічної допомоги")
    assert found["parent_key"] == published("ua_09", "Обласний центр Луганської області")["key"]
    assert found["attributes"]["note"] == "обслуговує громади, а не людей"
    (service,) = found["services"]
    assert (service["category"], service["forms"]) == ("support.psychological", ["mobile-team"])
    assert "target_groups" not in service


def test_omsk_names_nine_of_its_45_suppliers_and_two_practices():
    found = programme("ru_oms", "social-adaptation")
    assert set(found["provider_keys"]) == PUBLISHED["ru_oms"]
    assert programme("ru_oms", "socionavigator")["name"] == "Соционавигатор"
    assert programme("ru_oms", "tarelka-dobra")["name"] == "Тарелка добра"


def test_petropavlovsk_serves_466_and_83_people_with_five_units_and_one():
    found = published("kz_59", "Отдел занятости и социальных программ")
    assert [(one["category"], one["target_groups"], one["capacities"]) for one in found["services"]] == [
        ("care.home", ["older", "pwd"], [{"served": 466, "unit": "client"}]),
        ("care.home", ["child-pwd"], [{"served": 83, "unit": "client"}]),
    ]
    # Its staff is retrained every three years; how many they are, and when they were, is not published.
    told = {"title": "Персонал", "qualification_years": 3.0}
    assert [one["staff"] for one in found["services"]] == [[told], [told]]
    assert found["attributes"] == {"home_help_units_older_pwd": 5, "home_help_units_children": 1}
