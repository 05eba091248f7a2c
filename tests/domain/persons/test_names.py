"""Whose name it is: a person's in any order, case and script, or that of an institution named after one."""

import csv
from importlib.resources import files

import pytest

from bench.persons import institutions, people
from hub.domain.persons.mentions import names_in, posts_in
from hub.domain.persons.names import is_name_alone, is_person_name, is_trader
from hub.domain.persons.words import kind_of, skeletons


@pytest.mark.parametrize(
    "name",
    [
        "Кобилянська Ольга Юліанівна",
        "Студія «Весна» (Стус Оксана)",
        "Няня Оксана Стус, вул. Нова 9 кв. 4",
        "Масажист Василь Стус, т. (0432) 22-33-44",
        "Психолог Оксана Стус, запис",
        "Садочок удома в пані Лесі",
        "Домашній дитсадок «У Настусі»",
        "Хата-садочок Ганни",
        "Дом тёти Глаши",
        "Күтуші Сәуле апай",
        "Родина Грищуків",
        "Прийомна вихователька Тиха",
        "Патронат отбасы: Ахметовтер",
        "СПД Тиха",
        "приватний підприємець Тиха",
        "Приватна практика: Оксана Стус",
        "Dr. Olha Stus, therapist",
        "Логопед Тиха",
        "Кабінет Наталі",
        "Нотаріус Гончар",
        "Помічник ветерана Тихий Г.",
        "Частный пансионат у Ольги",
        "Стус Оксана — гурток кераміки",
        "Манікюр — Тетяна (Хмільник)",
        "Кабінет логопеда Олени Теліги",
        "Дім сім'ї Стус",
        "Вихователь-сім'я Стус О. та Стус В.",
        "Ольга Юліанівна Кобилянська",
        "Стус В. С.",
        "В.С. Стус",
        "Стус В.",
        "Симоненко Василь",
        "Василь Симоненко",
        "послуги Костенко Ліни Василівни",
        "Теліга Олена Іванівна (асистентка дитини)",
        "асистент вчителя Рильський Максим Тадейович",
        "ФОП Тичина",
        "фізична особа-підприємець Павло Тичина",
        "самозайнята особа Сосюра Марія",
        "патронатна сім’я Олійників",
        "прийомна сім'я",
        "ДБСТ Вовк",
        "ИП Ахматова",
        "ФЁДОРОВ ФЁДОР ФЁДОРОВИЧ",
        "CTУC BACИЛЬ",
        "стус василь семенович",
        "Стус василь семенович",
        "Әуезов Мұхтар Омарханұлы",
        "Момышулы Бауыржан",
        "Құнанбаева Айгүл",
        "Kostenko Lina Vasylivna",
        "Vasyl Stusenko",
        "James Baldwin",
        "sole trader Smith",
        "Стус Василь Семенович, Тичина Павло Григорович",
        "Теліга Олена Іванівна – реабілітологиня",
        "«Теліга Олена Іванівна»",
        "Теліга Олена Іванівна «Добра няня»",
        "Кім Олена",
        "КІМ Олена",
        "Роман Марія",
        "Няня Лариса",
        "муніципальна няня: Софія Андріївна",
        "сиделка Галина",
        "Сім'я патронатного вихователя Вовка",
        "семья опекуна Ивановых",
        "патронаттық отбасы",
        "Алієва Лейла Рашид кизи",
        "Гасанов Ельчин Мамед-огли",
        "Мамедова Лейла Рашид кызы",
        "Aliyeva Leyla Rashid qizi",
    ],
)
def test_a_person_is_known_by_the_name(name: str) -> None:
    assert is_person_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ліцей імені Олени Теліги",
        "КУ «Центр ім. В. С. Стуса»",
        "Фонд Василя Стуса",
        "Музей художника Миколи Пимоненка",
        "Пекарня Роман",
        "Агрофірма Оксана",
        "Центр «Бабуся Люба»",
        "Асистент вчителя",
        "Служба «Логопед»",
        "КЗ «Садок», вул. Олени Теліги, 5",
        "Центр, м. Вінниця",
        "Сім'я і діти",
        "Логопедичний кабінет Вінниця",
        "Ліцей Олени Теліги — опорний заклад",
        "Ліцей (Нова Одеса)",
        "Кабінет лікаря загальної практики",
        "Центр сім'ї та молоді",
        "Софія — дитячий центр",
        'Благодійний фонд "Теліга"',
        "ТОВ «Стус і партнери»",
        "Карітас",
        "Родина Кольпінга",
        'Центр "Віра"',
        "Нова Надія",
        "Віра Надія Любов",
        "«Тарас Бульба»",
        "Кафе «Олена Іванівна»",
        "Надія",
        "Полтавська громада",
        "Тростянецька ЗОШ І ст. с. Олександрівка",
        "НВК І - ІІ ступенів",
        "Абай атындағы мектеп",
        "Saint Mary Church",
        "James Baldwin School",
        "Психолог «Софія»",
        "Центр сім'ї",
        "Асоціація нянь",
        "ЖК Надія",
        "",
    ],
)
def test_an_institution_is_no_person_whoever_it_is_named_after(name: str) -> None:
    assert not is_person_name(name)


def test_zhk_is_a_trader_in_kazakhstan_and_a_block_of_flats_elsewhere() -> None:
    assert is_person_name("ЖК Әуезов", "KZ")
    assert not is_person_name("ЖК Сонячний", "UA")


def test_all_made_names_are_told() -> None:
    missed = {name for lang, _, name in people() if not is_person_name(name, "KZ" if lang == "kk" else None)}
    assert missed == set()
    assert [name for _, _, name in institutions() if is_person_name(name)] == []


@pytest.mark.parametrize(
    ("form", "is_one"),
    [("ФОП", True), ("Фізична особа – підприємець", True), ("индивидуальный предприниматель", True),
     ("комунальна установа", False), ("фізичні особи громади", False)],
)  # fmt: skip
def test_the_words_of_a_legal_form_tell_a_trader(form: str, is_one: bool) -> None:
    assert is_trader(form) is is_one


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Запис у Олени Іванівни або Стус В.", ["Олени Іванівни", "Стус В."]),
        ("вул. Олени Теліги, 5; просп. Василя Стуса", []),
        ("ліцей Олени Теліги, клуб «Марія»", []),
        ("Черговий, гаряча лінія, Viber", []),
        ("тел. Ганна, тел. Симоненко", ["Ганна", "Симоненко"]),
    ],
)
def test_names_stand_in_a_text(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in names_in(text)] == names


def test_a_post_is_told_in_any_case() -> None:
    texts = ("Директорка:", "у завідувачки", "рук. центра")
    assert [text[slice(*next(posts_in(text)))] for text in texts] == [
        "Директорка", "завідувачки", "рук",
    ]  # fmt: skip
    assert list(posts_in("приймальня, диспетчер")) == []


def test_each_word_of_a_list_stands_in_its_witness_and_is_known_there() -> None:
    rows = list(csv.DictReader((files("hub.domain.persons") / "words.csv").read_text("utf-8").splitlines()))
    assert len(rows) > 600
    unknown = [
        row["word"]
        for row in rows
        if not any(
            word.strip("«».,:()")
            .replace("’", "")
            .replace("'", "")
            .replace("ё", "е")
            .casefold()
            .startswith(row["word"])
            or row["word"] in word.casefold()
            for word in row["witness"].replace("ё", "е").split()
        )
    ]
    assert unknown == []
    institutions_without = [
        row["witness"] for row in rows if row["list"] == "institutions" and is_person_name(row["witness"])
    ]
    assert institutions_without == []


def test_the_file_of_search_keys_is_that_of_the_names() -> None:
    lines = (files("hub.domain.persons") / "given_names_keys.txt").read_text("utf-8").splitlines()
    assert lines[1:] == skeletons()
    assert kind_of("Oksana").given


@pytest.mark.parametrize(
    "name",
    [
        # In Latin letters, whatever ending the surname has
        "Oksana Stus", "Stus Oksana", "Halyna P. Honchar", "Nurlan Tokay", "Aliya Tokay", "Yulia Stus",
        # A trader's form in other words, and spaced letters
        "ф-п Стус Оксана", "Ф О П Стус", "ф. о. п. Стус", "фіз. особа Стус", "физ. лицо Стус", "PE Stusenko",
        "ПП Стус Оксана Іванівна", "ЧП Стус О. И.", "С т у с О к с а н а",
        # Known by the given name only, or by a letter of the surname
        "Школа Катеринки Б.", "Центр мами Оленки", "Гурток Галинки Д.",
        "Ольга та Іван Стуси", "Прийомна родина Стус", "Прийомні батьки: Стус О.", "Садочок у Галинки",
        "диякон Іван Стус", "Родина Кравчуків (прийомна)",
        "психотерапевт О. Стус", "стус оксана", "Ерлан Серік улы Тоқай",
    ],
)  # fmt: skip
def test_a_person_in_forms_that_registers_and_neighbours_use(name: str) -> None:
    assert is_person_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "Приватний пансіонат у Полтаві",
        "Nova Nadiya", "Oksana Centre", "Vira Hub", "ПП «Оксана»", "ПП Стус", "Гімназія Данила І.",
        "Клуб «Мама Оленка»", "Школа Ольги Стус", "Фонд Оксани Стус", "БФ «Надія» м. Б.",
    ],
)  # fmt: skip
def test_an_institution_in_like_forms_is_none(name: str) -> None:
    assert not is_person_name(name)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Стусенко", True), ("Бондар", True), ("Ганна", True), ("ганна", True), ("Надія", False),
        ("«Ганна»", False), ("Ромашка", False), ("Центр", False), ("Ганна Стус", False),
    ],
)  # fmt: skip
def test_a_whole_name_of_one_word_may_be_a_person(name: str, is_one: bool) -> None:
    assert is_name_alone(name) is is_one


@pytest.mark.parametrize("signs", ["Я", "я", " ", "(", ".", "Оле-", "домашн ", "А ", "\n", "пан "])
def test_a_name_of_any_length_is_read(signs: str) -> None:
    """A search that began anew at each sign would not end within hours."""
    text = signs * (100_000 // len(signs))
    assert not is_person_name(f"Центр {text}")
    assert not is_name_alone(text)
    assert is_person_name(f"ФОП {text}")
