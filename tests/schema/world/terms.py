"""The taxonomy terms of the tests' small hub."""

from typing import Any

from sqlalchemy import Connection, insert

from hub.store import tables

#: taxonomy → (code, parent, {lang: label})
TERMS: dict[str, list[tuple[str, str | None, dict[str, str]]]] = {
    "category": [
        ("access", None, {"uk": "Доступ", "en": "Access"}),
        ("access.counselling", "access", {"uk": "Консультування", "en": "Counselling"}),
        ("prevention", None, {"uk": "Профілактика", "en": "Prevention"}),
        ("prevention.resilience", "prevention", {"uk": "Життєстійкість", "en": "Resilience"}),
        ("crisis", None, {"uk": "Криза", "en": "Crisis"}),
        ("crisis.shelter-violence", "crisis", {"uk": "Притулок", "en": "Shelter"}),
        ("care", None, {"uk": "Догляд", "ru": "Уход", "en": "Care", "kk": "Күтім"}),
        (
            "care.home",
            "care",
            {"uk": "Догляд вдома", "ru": "Уход на дому", "en": "Home care", "kk": "Үйде күтім"},
        ),
        ("care.day", "care", {"uk": "Денний догляд", "ru": "Дневной уход", "en": "Day care"}),
        ("care.residential", "care", {"uk": "Стаціонарний догляд", "en": "Residential care"}),
        ("living", None, {"uk": "Проживання", "en": "Living"}),
        ("living.supported", "living", {"uk": "Підтримане проживання", "en": "Supported living"}),
        ("rehab", None, {"uk": "Реабілітація", "ru": "Реабилитация", "en": "Rehabilitation"}),
        ("rehab.early-intervention", "rehab", {"uk": "Раннє втручання", "en": "Early intervention"}),
        ("rehab.social", "rehab", {"uk": "Соціальна реабілітація", "en": "Social rehabilitation"}),
        ("support", None, {"uk": "Підтримка", "ru": "Поддержка", "en": "Support"}),
        ("support.adaptation", "support", {"uk": "Соціальна адаптація", "ru": "Социальная адаптация"}),
        ("aux", None, {"en": "Auxiliary"}),
        ("aux.household", "aux", {}),
    ],
    "target-group": [
        ("older", None, {"uk": "Особи похилого віку", "ru": "Пожилые", "en": "Older people"}),
        ("pwd", None, {"uk": "Особи з інвалідністю", "ru": "Инвалиды", "en": "Persons with disabilities"}),
        ("pwd.mental", "pwd", {"uk": "Психічні розлади", "en": "Mental disorders"}),
        (
            "child-pwd",
            None,
            {"uk": "Діти з інвалідністю", "ru": "Дети-инвалиды", "en": "Children with disabilities"},
        ),
        ("ex-prisoner", None, {"ru": "Освобождённые", "en": "Former prisoners"}),
        ("general", None, {"uk": "Усі", "en": "Everybody"}),
    ],
    "kind": [
        (code, None, labels)
        for code, labels in {
            "comprehensive-centre": {"uk": "Комплексний центр", "ru": "Комплексный центр"},
            "territorial-centre": {"uk": "Територіальний центр"},
            "rehab-centre": {"uk": "Центр реабілітації", "en": "Rehabilitation centre"},
            "mobile-unit": {"uk": "Мобільна бригада"},
            "shelter": {"uk": "Притулок"},
            "ngo": {"uk": "Громадська організація", "en": "NGO"},
        }.items()
    ],
    "sector": [
        ("municipal", None, {"uk": "Комунальний", "ru": "Муниципальный"}),
        ("state", None, {"uk": "Державний", "ru": "Государственный"}),
        ("nonprofit", None, {"uk": "Неприбутковий", "ru": "Некоммерческий"}),
    ],
    "form": [("home", None, {"uk": "Вдома", "ru": "На дому"})],
    "ua-basic": [
        ("1", None, {"uk": "Догляд вдома"}),
        ("2", None, {"uk": "Денний догляд"}),
        ("3", None, {"uk": "Соціальна реабілітація"}),
    ],
}

BASIC = {"1": ["care.home"], "2": ["care.day"], "3": ["rehab.social", "rehab.early-intervention"]}


def insert_terms(connection: Connection) -> None:
    """Taxonomies, terms, labels, closure, crosswalk and basic services."""
    for taxonomy, terms in TERMS.items():
        parents = {code: parent for code, parent, _ in terms}
        connection.execute(insert(tables.taxonomy).values(code=taxonomy, title=taxonomy))
        for sort, (code, parent, labels) in enumerate(terms):
            key = {"taxonomy": taxonomy, "code": code}
            comprehensive = code == "comprehensive-centre" if taxonomy == "kind" else None
            connection.execute(
                insert(tables.term).values(**key, parent=parent, sort=sort, is_comprehensive=comprehensive)
            )
            for lang, label in labels.items():
                connection.execute(insert(tables.term_label).values(**key, lang=lang, label=label))
            above: Any = code
            while above is not None:
                connection.execute(insert(tables.term_closure).values(**key, ancestor=above))
                above = parents[above]
    for code, categories in BASIC.items():
        for category in categories:
            row = {"country": "UA", "taxonomy": "ua-basic", "code": code, "category": category}
            connection.execute(insert(tables.basic_service).values(**row))
    crosswalk = {"taxonomy": "category", "term": "care.home", "relation": "exact", "code": None}
    connection.execute(insert(tables.crosswalk).values(system="UA-429", label="Догляд вдома", **crosswalk))
