"""From rows to records: keys, rejected and skipped rows, private columns, confidential places, programmes."""

from hub.domain.confidentiality import protect
from hub.domain.programmes import ProgrammeRecord
from hub.domain.vocabulary import RecordStatus, Sector, Severity
from tests.importers.mapping.builders import map_rows

#: A number with the check digit of a Ukrainian natural person's; it is the example of the standard.
PERSONS_NUMBER = "1759013776"


def test_a_row_becomes_a_provider_with_its_key_as_it_stands() -> None:
    mapped = map_rows(
        [{"Назва": ' Центр "Зразок"', "Сектор": "Комунальна", "Стан": "діє", "Тел": "(0432) 55-12-34"}],
        columns={"Сектор": "sector", "Стан": "status", "Тел": "phones"},
        lookups={"status": {"діє": "active"}},
    )
    (provider,) = mapped.providers
    assert (provider.key, provider.name, provider.rows) == ('Центр "Зразок"', "Центр «Зразок»", (2,))
    assert (provider.sector, provider.status) == (Sector.MUNICIPAL, RecordStatus.ACTIVE)
    assert provider.phones == ("+380432551234",)
    assert provider.raw == {"name": ' Центр "Зразок"', "sector": "Комунальна", "status": "діє"}
    assert mapped.issues == []


def test_words_outside_a_vocabulary_are_issues_and_never_a_default() -> None:
    mapped = map_rows(
        [{"Назва": "А", "Тип": "база відпочинку", "Стан": "на ремонті", "Сектор": "наш"}],
        columns={"Тип": "kind", "Стан": "status", "Сектор": "sector"},
    )
    (provider,) = mapped.providers
    assert (provider.kind, provider.status, provider.sector) == (None, RecordStatus.UNKNOWN, Sector.UNKNOWN)
    assert [(issue.code, issue.row, issue.column) for issue in mapped.issues] == [
        ("UNKNOWN_VALUE", 2, "Тип"),
        ("UNKNOWN_VALUE", 2, "Стан"),
        ("UNKNOWN_VALUE", 2, "Сектор"),
    ]


def test_a_row_without_key_and_a_key_used_twice_are_rejected() -> None:
    mapped = map_rows(
        [{"Назва": "А"}, {"Тип": "центр"}, {"Назва": "А"}, {"Назва": "Б"}],
        columns={"Тип": {"to": "attribute", "name": "type"}},
    )
    assert [provider.key for provider in mapped.providers] == ["А", "Б"]
    assert [(issue.code, issue.row, issue.severity) for issue in mapped.issues] == [
        ("MISSING_KEY", 3, Severity.ERROR),
        ("DUPLICATE_KEY", 4, Severity.ERROR),
    ]
    assert "row 2" in mapped.issues[1].message
    assert [row.number for row in mapped.raw] == [2, 3, 4, 5]


def test_rows_that_the_filter_leaves_out_are_read_and_nothing_else() -> None:
    mapped = map_rows(
        [{"Назва": "А", "Інтернат": "Так"}, {"Назва": "Б", "Інтернат": "ні"}],
        filter=[{"column": "Інтернат", "equals": ["так"]}],
    )
    assert [provider.key for provider in mapped.providers] == ["А"]
    assert (len(mapped.raw), mapped.issues) == (2, [])


def test_a_column_that_is_neither_mapped_nor_ignored_is_an_issue() -> None:
    mapped = map_rows([{"Назва": "А", "Х": "1", "Y": "2"}], ignore={"Х": "Службове"})
    assert [(issue.code, issue.column, issue.row) for issue in mapped.issues] == [
        ("UNMAPPED_COLUMN", "Y", None)
    ]


def test_private_columns_are_not_even_in_raw_rows() -> None:
    mapped = map_rows(
        [{"Назва": "А", "Керівник": "Зразок Зразківна"}],
        ignore={"Керівник": {"reason": "Ім’я людини", "private": True}},
    )
    assert mapped.raw[0].values == {"Назва": "А"}


def test_a_persons_number_is_in_no_record_key_raw_row_or_issue() -> None:
    mapped = map_rows(
        [{"Назва": "ФОП Зразок", "Код": PERSONS_NUMBER, "Тел": "(0432) 55-12-34"}],
        key=["Код"],
        columns={"Код": {"to": "identifier", "scheme": "UA-EDRPOU"}, "Тел": "phones"},
        lookups={"kind": {}},
    )
    (provider,) = mapped.providers
    assert provider.identifiers == ()
    assert provider.key.startswith("person-")
    assert len(provider.key) == 39
    assert PERSONS_NUMBER not in repr(mapped)


def test_providers_who_are_people_have_no_phones_and_no_exact_place() -> None:
    mapped = map_rows(
        [{"Назва": "А", "Тип": "ФОП", "Тел": "(0432) 55-12-34", "Адреса": "вул. Зразкова, 1"}],
        columns={"Тип": "kind", "Тел": "phones", "Адреса": "location.address"},
    )
    (provider,) = map(protect, mapped.providers)
    assert (provider.kind, provider.phones) == ("sole-trader", ())
    assert [location.confidential for location in provider.locations] == [True]


def test_a_shelter_for_survivors_of_violence_is_confidential() -> None:
    mapped = map_rows(
        [{"Назва": "А", "Послуги": "надання притулку", "Для": "постраждалі"}],
        columns={"Для": "service.target_groups"},
        services={"shape": "cell", "column": "Послуги"},
        lookups={"target_groups": {"постраждалі": "violence"}},
    )
    (provider,) = map(protect, mapped.providers)
    assert provider.services[0].category == "crisis.shelter-violence"
    assert provider.locations[0].confidential


def test_a_region_names_further_kinds_whose_places_are_confidential() -> None:
    rows = [{"Назва": "А", "Тип": "Мобільна соціальна служба"}, {"Назва": "Б", "Тип": "НУО"}]
    mapped = map_rows(
        rows,
        columns={"Тип": "kind"},
        lookups={"kind": {"НУО": "ngo"}},
        confidential={"kinds": ["ngo"]},
    )
    assert [protect(provider).locations[0].confidential for provider in mapped.providers] == [False, True]


def test_a_row_outside_the_jurisdiction_is_quarantined() -> None:
    mapped = map_rows(
        [{"Назва": "А", "Громада": "UA-1-1-1"}, {"Назва": "Б", "Громада": "UA-2"}],
        jurisdiction="UA-1",
        columns={"Громада": "location.code"},
        constants={},
    )
    assert [provider.locations[0].territory for provider in mapped.providers] == ["UA-1-1-1"]
    assert [(issue.code, issue.row, issue.severity) for issue in mapped.issues] == [
        ("OUTSIDE_JURISDICTION", 3, Severity.ERROR)
    ]


def test_a_programme_names_its_territories_by_any_code_that_is_known() -> None:
    mapped = map_rows(
        [{"Назва": "А"}],
        programmes=[{"key": "pilot", "name": "Пілот", "territories": ["0200000000", "UA-9"]}],
    )
    programme = mapped.records[-1]
    assert isinstance(programme, ProgrammeRecord)
    assert programme.territories == ("UA-2", "UA-9")


def test_a_programme_of_all_joins_every_provider() -> None:
    mapped = map_rows(
        [{"Назва": "А"}, {"Назва": "Б"}],
        programmes=[{"key": "pilot", "name": "Пілот", "territories": ["UA-1"], "providers": "all"}],
    )
    programme = mapped.records[-1]
    assert isinstance(programme, ProgrammeRecord)
    assert (programme.provider_keys, programme.territories) == (("А", "Б"), ("UA-1",))


def test_rows_of_one_provider_that_contradict_each_other_are_said() -> None:
    mapped = map_rows(
        [
            {"Назва": "А", "№": "1", "Код": "7", "П": "медіація"},
            {"Назва": "Б", "№": "2", "Код": "7", "П": "респіт"},
        ],
        row="service",
        key=["№"],
        group_by=["Код"],
        columns={"Код": {"to": "attribute", "name": "code"}, "П": "service.name"},
        services={"shape": "row"},
    )
    (provider,) = mapped.providers
    assert (provider.key, provider.name, provider.rows) == ("7", "А", (2, 3))
    assert [service.key for service in provider.services] == ["1", "2"]
    assert [(issue.code, issue.row, issue.column) for issue in mapped.issues] == [
        ("CONFLICTING_VALUE", 3, "Назва")
    ]
