"""States that registers tell apart, with date and evidence, and who became whom."""

from datetime import date

import pytest

from hub.domain.identifiers import PersonalNumber
from hub.domain.records import PersonHash
from hub.domain.vocabulary import RecordStatus
from tests.importers.mapping.builders import map_rows

#: A number with the check digit of a Ukrainian natural person's; it is the example of the standard.
PERSONS_NUMBER = "1759013776"
HASH = PersonHash("UA-RNOKPP", b"\x01" * 32)

COLUMNS = {
    "Стан": "status",
    "З": "status_since",
    "Підстава": "status_evidence",
    "Внесено": "registered",
    "Вилучено": "closed",
    "Правонаступник": {"to": "successor_key", "separator": ";"},
    "Попередник": "predecessor_key",
}


@pytest.mark.parametrize(
    ("country", "words", "status"),
    [
        ("UA", "Діє", RecordStatus.ACTIVE),
        ("UA", "виключено з реєстру", RecordStatus.EXCLUDED),
        ("UA", "припинено", RecordStatus.CLOSED),
        ("UA", "Реорганізовано", RecordStatus.MERGED),
        ("UA", "релоковано", RecordStatus.RELOCATED),
        ("RU", "ликвидировано", RecordStatus.CLOSED),
        ("RU", "Исключён из реестра", RecordStatus.EXCLUDED),
        ("RU", "приостановлена", RecordStatus.SUSPENDED),
        ("KZ", "таратылған", RecordStatus.CLOSED),
        ("KZ", "тізілімнен шығарылған", RecordStatus.EXCLUDED),
        ("KZ", "қайта ұйымдастырылған", RecordStatus.MERGED),
    ],
)
def test_words_of_registers_need_no_lookup(country: str, words: str, status: RecordStatus) -> None:
    mapped = map_rows([{"Назва": "А", "Стан": words}], country=country, columns={"Стан": "status"})
    assert [(one.status, mapped.codes) for one in mapped.providers] == [(status, [])]


def test_a_regions_own_meaning_of_a_word_wins() -> None:
    mapped = map_rows(
        [{"Назва": "А", "Стан": "припинено"}],
        columns={"Стан": "status"},
        lookups={"status": {"припинено": "suspended"}},
    )
    assert mapped.providers[0].status is RecordStatus.SUSPENDED


def test_an_exclusion_keeps_its_dates_and_the_order() -> None:
    row = {"Назва": "А", "Стан": "виключено", "З": "15.03.2024", "Підстава": "наказ від 15.03.2024 № 87"}
    mapped = map_rows(
        [{**row, "Внесено": "01.02.2021", "Вилучено": "2024-03-15"}],
        columns={k: v for k, v in COLUMNS.items() if "ник" not in k},
    )
    (provider,) = mapped.providers
    assert (provider.status, provider.status_since) == (RecordStatus.EXCLUDED, date(2024, 3, 15))
    assert provider.status_evidence == "наказ від 15.03.2024 № 87"
    assert (provider.registered, provider.closed) == (date(2021, 2, 1), date(2024, 3, 15))


def test_a_reorganised_provider_names_its_successors_and_predecessor() -> None:
    row = {"Назва": "А", "Правонаступник": "00032129; 38422948", "Попередник": "19280108"}
    mapped = map_rows([row], columns={name: COLUMNS[name] for name in row if name in COLUMNS})
    (provider,) = mapped.providers
    assert (provider.successor_keys, provider.predecessor_keys) == (("00032129", "38422948"), ("19280108",))


def test_a_person_named_as_successor_is_named_by_the_hidden_key() -> None:
    rows = [
        {"Назва": "ФОП Зразок", "Код": PERSONS_NUMBER, "Правонаступник": ""},
        {"Назва": "Б", "Код": "00032129", "Правонаступник": PERSONS_NUMBER},
    ]
    mapped = map_rows(
        rows,
        key=["Код"],
        columns={"Код": {"to": "identifier", "scheme": "UA-EDRPOU"}, "Правонаступник": "successor_key"},
        hashing=lambda _: HASH,
    )
    person, other = mapped.providers
    assert other.successor_keys == (person.key,)
    assert person.person_hashes == (HASH,)
    assert other.person_hashes == ()
    assert PERSONS_NUMBER not in repr(mapped.records)
    assert PERSONS_NUMBER not in repr(mapped.raw)


def test_only_a_number_with_a_right_check_digit_is_hashed() -> None:
    seen: list[PersonalNumber] = []

    def hashing(person: PersonalNumber) -> PersonHash:
        seen.append(person)
        return HASH

    columns = {"Код": {"to": "identifier", "scheme": "UA-RNOKPP"}}
    mapped = map_rows([{"Назва": "А", "Код": "1759013777"}], columns=columns, hashing=hashing)
    assert (mapped.providers[0].person_hashes, seen) == ((), [])
    map_rows([{"Назва": "А", "Код": PERSONS_NUMBER}], columns=columns, hashing=hashing)
    assert seen == [PersonalNumber("UA-RNOKPP", PERSONS_NUMBER)]
