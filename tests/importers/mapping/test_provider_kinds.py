"""The kind of a provider: what its cell says, what lookups decide, what its name says."""

from tests.importers.mapping.builders import map_rows

COLUMNS = {"Тип": "kind"}


def test_a_label_is_read_by_its_phrases_and_complained_of_when_it_says_no_kind() -> None:
    mapped = map_rows(
        [
            {"Назва": "А", "Тип": "КУ «Центр з надання соціальних послуг»"},
            {"Назва": "Б", "Тип": "Хостел"},
        ],
        columns=COLUMNS,
    )
    assert [provider.kind for provider in mapped.providers] == ["comprehensive-centre", None]
    assert [(issue.code, issue.value) for issue in mapped.issues] == [("UNKNOWN_VALUE", "Хостел")]


def test_without_a_label_that_says_it_the_name_does_and_the_claim_says_so() -> None:
    mapped = map_rows(
        [
            {"Назва": "Зразківський геріатричний пансіонат", "Тип": ""},
            {"Назва": "Зразківський геріатричний пансіонат № 2", "Тип": "Заклад"},
            {"Назва": "Зразок", "Тип": ""},
        ],
        columns=COLUMNS,
    )
    assert [provider.kind for provider in mapped.providers] == ["residential-elderly"] * 2 + [None]
    assert [provider.derived.get("kind") for provider in mapped.providers] == ["name", "name", None]
    assert mapped.codes == ["UNKNOWN_VALUE"]


def test_lookups_go_before_phrases_and_null_keeps_the_name_from_deciding() -> None:
    mapped = map_rows(
        [
            {"Назва": "Терцентр", "Тип": "Геріатричний пансіонат"},
            {"Назва": "Терцентр № 2", "Тип": "Філія"},
        ],
        columns=COLUMNS,
        lookups={"kind": {"геріатричний пансіонат": "small-home", "філія": None}},
    )
    assert [provider.kind for provider in mapped.providers] == ["small-home", None]
    assert mapped.codes == []


def test_a_kind_of_secret_places_by_name_hides() -> None:
    mapped = map_rows([{"Назва": "Кризовий центр", "Тип": ""}], columns=COLUMNS)
    assert {reason.code for reason in mapped.providers[0].hidden} >= {"REFUGE_KIND"}
