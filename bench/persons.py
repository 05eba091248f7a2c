"""How well persons are told from institutions by their names: `python -m bench.persons`.

Names of people and of institutions named after people are made from lists of their own, which the recogniser
does not know; with `--registers FOLDER` the names of the real registers are read as well, and everything that
would be hidden there is listed.
"""

import argparse
from collections.abc import Iterator
from itertools import cycle, product
from pathlib import Path
from time import perf_counter

from python_calamine import CalamineWorkbook

from hub.domain.persons.names import is_person_name

#: Surname, given name and patronymic, in the nominative and in the dative or genitive.
UKRAINIAN = (
    (("Гнатюк", "Олег", "Романович"), ("Гнатюка", "Олега", "Романовича")),
    (("Бондар", "Тетяна", "Миколаївна"), ("Бондар", "Тетяни", "Миколаївни")),
    (("Кульчицька", "Леся", "Зіновіївна"), ("Кульчицькій", "Лесі", "Зіновіївні")),
    (("Нечипорук", "Юрій", "Ілліч"), ("Нечипорука", "Юрія", "Ілліча")),
    (("Дзюба", "Остап", "Лукич"), ("Дзюби", "Остапа", "Лукича")),
    (("Ярошенко-Квітка", "Соломія", "Андріївна"), ("Ярошенко-Квітки", "Соломії", "Андріївни")),
    (("Перебийніс", "Галина", "Сергіївна"), ("Перебийніс", "Галини", "Сергіївни")),
    (("Ковалів", "Мар’яна", "Богданівна"), ("Коваліву", "Мар’яні", "Богданівні")),
    (("Швець", "Анатолій", "Федорович"), ("Швеця", "Анатолія", "Федоровича")),
    (("Сорока", "В’ячеслав", "Денисович"), ("Сороки", "В’ячеслава", "Денисовича")),
)
RUSSIAN = (
    (("Белоусов", "Алексей", "Викторович"), ("Белоусова", "Алексея", "Викторовича")),
    (("Дроздова", "Ирина", "Геннадьевна"), ("Дроздовой", "Ирины", "Геннадьевны")),
    (("Черных", "Степан", "Ильич"), ("Черных", "Степана", "Ильича")),
    (("Живаго", "Анна", "Никитична"), ("Живаго", "Анны", "Никитичны")),
    (("Лебедь", "Фёдор", "Павлович"), ("Лебедя", "Фёдора", "Павловича")),
    (("Мышкина", "Татьяна", "Юрьевна"), ("Мышкиной", "Татьяны", "Юрьевны")),
    (("Гончаренко", "Игорь", "Семёнович"), ("Гончаренко", "Игоря", "Семёновича")),
    (("Шульц", "Елизавета", "Карловна"), ("Шульц", "Елизаветы", "Карловны")),
)
KAZAKH = (
    (("Оразбаев", "Дәурен", "Қайратұлы"), ("Оразбаевқа", "Дәуренге", "Қайратұлы")),
    (("Жұмабекова", "Гүлмира", "Ерланқызы"), ("Жұмабековаға", "Гүлмираға", "Ерланқызы")),
    (("Тілеубай", "Бекзат", "Нұрланұлы"), ("Тілеубайға", "Бекзатқа", "Нұрланұлы")),
    (("Сағынтаева", "Мадина", "Асқарқызы"), ("Сағынтаеваға", "Мадинаға", "Асқарқызы")),
    (("Искаков", "Талгат", "Муратович"), ("Искакова", "Талгата", "Муратовича")),
    (("Бейсенова", "Жанар", "Болатовна"), ("Бейсеновой", "Жанар", "Болатовны")),
)
LATIN = (
    ("Hnatiuk", "Oleh", "Romanovych"),
    ("Bondar", "Tetiana", "Mykolaivna"),
    ("Belousov", "Aleksei", "Viktorovich"),
    ("Orazbayev", "Dauren", "Qayratuly"),
    ("Yaroshenko", "Solomiia", "Andriivna"),
    ("Drozdova", "Irina", "Gennadyevna"),
)
ROLES = {
    "uk": (
        "асистент дитини {}",
        "ФОП {}",
        "самозайнята особа {}",
        "соціальний робітник {}",
        "патронатний вихователь {}",
    ),
    "ru": ("ИП {}", "индивидуальный предприниматель {}", "сиделка {}", "соцработник {}"),
    "kk": ("жеке кәсіпкер {}", "ИП {}", "психолог {}"),
}
#: Institutions as registers call them, each to be named after everybody above.
INSTITUTIONS = {
    "uk": (
        "Школа імені {1} {0}",
        "Благодійний фонд {1} {0}",
        "Фонд {1} {0}",
        "Центр реабілітації ім. {1} {2} {0}",
        "Благодійний фонд «{0}»",
        "ТОВ «{0} і партнери»",
        "Родина Кольпінга {1}",
        "Будинок {1}",
        "Дім {1} {0}",
        "Парафія святого {1}",
        "Бібліотека {1} {0}",
        "Театр імені {0}",
        "Ліцей №5 імені {1} {0} міста Суми",
        "Кафе «{1} {0}»",
        "Лікарня {1} {0}",
        "Спілка {1} {0}",
        "Мала академія {1} {0}",
        "Громада {1}",
    ),
    "ru": (
        "Школа имени {1} {0}",
        "Фонд {1} {0}",
        "Центр им. {1} {2} {0}",
        "ООО «{0}»",
        "Храм святого {1}",
        "Больница {1} {0}",
        "Дом {1}",
        "Музей {1} {0}",
        "АНО «{1} {0}»",
        "Общество {1} {0}",
    ),
    "kk": (
        "{1} атындағы мектеп",
        "{0} {1} қоры",
        "«{0}» ЖШС",
        "{1} балабақшасы",
        "{1} {0} атындағы орталық",
        "Фонд {1} {0}",
        "Центр {1}",
    ),
}
#: Institutions that no word of theirs tells at once.
ALONE = (
    "Карітас",
    "Каритас Казахстан",
    "Мальтійська допомога",
    "Червоний Хрест України",
    "Родина Кольпінга",
    "Право на захист",
    "Відкриті серця",
    "Лікарі без кордонів",
    "Добрий самарянин",
    "Нова Надія",
    "Віра Надія Любов",
    "Турбота про літніх",
    "Я Маріуполь",
    "Десяте квітня",
    "Смарт Осбб",
    "Повір у себе",
    "Дівчата",
    "СОС Дитячі містечка",
    "Проліска",
    "Полтавська громада",
    "Київ мілітарі хаб",
    "Милосердие",
    "Дорогою добра",
    "Жұлдызай",
    "Үміт",
    "Мейірім",
    "Help Age International",
    "Save the Children",
    "Danish Refugee Council",
    "People in Need",
    "Norwegian Refugee Council",
    "Terre des hommes",
    "Caritas Ukraine",
    "Médecins du Monde",
    "Ivan Franko School",
    "Mary House",
    "Victoria Park Centre",
    "John Smith Foundation",
    "Kolping Family",
    "Nadiya Center",
)


def people() -> Iterator[tuple[str, str, str]]:
    """(language, form, name) of every name of a person."""
    for lang, several in (("uk", UKRAINIAN), ("ru", RUSSIAN), ("kk", KAZAKH)):
        roles = cycle(ROLES[lang])
        for (surname, given, patronymic), case in several:
            full = f"{surname} {given} {patronymic}"
            yield lang, "surname given patronymic", full
            yield lang, "given patronymic surname", f"{given} {patronymic} {surname}"
            yield lang, "surname given", f"{surname} {given}"
            yield lang, "given surname", f"{given} {surname}"
            yield lang, "initials", f"{surname} {given[0]}. {patronymic[0]}."
            yield lang, "initials", f"{given[0]}.{patronymic[0]}. {surname}"
            yield lang, "capitals", full.upper()
            yield lang, "small letters", full.lower()
            yield lang, "look-alikes", full.translate(str.maketrans("аоеіс", "aoeic"))
            yield lang, "another case", " ".join(case)
            yield lang, "role", next(roles).format(full)
            yield lang, "role and case", f"{'послуги' if lang == 'uk' else 'услуги'} {' '.join(case)}"
            yield lang, "brackets", f"{full} (догляд вдома)"
            yield lang, "quotes", f"«{full}»"
            yield lang, "two people", f"{full}, {given} {surname}"
    for surname, given, patronymic in LATIN:
        yield "Latin", "surname given patronymic", f"{surname} {given} {patronymic}"
        yield "Latin", "given surname", f"{given} {surname}"
        yield "Latin", "surname given", f"{surname} {given}"
        yield "Latin", "role", f"sole trader {given} {surname}"


def institutions() -> Iterator[tuple[str, str, str]]:
    """(language, form, name) of every name of an institution."""
    for lang, several in (("uk", UKRAINIAN), ("ru", RUSSIAN), ("kk", KAZAKH)):
        for template, ((surname, given, patronymic), case) in product(INSTITUTIONS[lang], several):
            quoted = "«" in template or lang == "kk"
            yield lang, "named after", template.format(*((surname, given, patronymic) if quoted else case))
    for name in ALONE:
        yield "any", "alone", name


def of_registers(folder: Path) -> Iterator[tuple[str, str, str]]:
    """(file, column, name) of every provider of the real registers."""
    columns = {
        "ua_schools_register_edebo_koatuu.xlsx": ("Повна назва", "Скорочена назва"),
        "ua_cnap_register_admin_service_centres.xlsx": ("Назва центру",),
    }
    for file, named in columns.items():
        workbook = CalamineWorkbook.from_path(folder / file)
        header, *rows = workbook.get_sheet_by_name(workbook.sheet_names[0]).to_python()
        for column in named:
            place = header.index(column)
            yield from ((file, column, str(row[place])) for row in rows)


def measure(title: str, named: list[tuple[str, str, str]], wanted: bool) -> None:
    """Print how many are told rightly, by language and form, and each that is not."""
    started = perf_counter()
    told = [
        (lang, form, name, is_person_name(name, "KZ" if lang == "kk" else None)) for lang, form, name in named
    ]
    seconds = perf_counter() - started
    print(f"\n{title}: {len(named)}, of which told rightly {sum(one[3] is wanted for one in told)}")
    print(f"{seconds / len(named) * 1e6:.0f} µs a name")
    print("| language or file | right | of |\n|---|---|---|")
    for lang in dict.fromkeys(one[0] for one in told):
        of = [one for one in told if one[0] == lang]
        print(f"| {lang} | {sum(one[3] is wanted for one in of)} | {len(of)} |")
    for lang, form, name, is_person in told:
        if is_person is not wanted:
            print(f"wrong: {lang}, {form}: {name}")


def main() -> None:
    """Measure what is made, and the registers where they are at hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--registers", type=Path, help="the folder of the real registers")
    registers: Path | None = parser.parse_args().registers
    measure("People", list(people()), True)
    measure("Institutions", list(institutions()), False)
    if registers:
        measure("Providers of real registers", list(of_registers(registers)), False)


if __name__ == "__main__":
    main()
