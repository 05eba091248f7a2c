"""The troubles of real registers, done on purpose to a made row; each is one of `messy_data.csv`'s.

A trouble takes the row and a random source, changes the row in place, and leaves the rest of it alone.
"""

import random
from collections.abc import Callable

Row = dict[str, str]
Trouble = Callable[[Row, random.Random], None]

_LOOK_ALIKES = str.maketrans("іІоОсСеЕарР", "iIoOcCeEapP")


def latin_letters(row: Row, rng: random.Random) -> None:
    """Latin letters that look like Cyrillic ones."""
    words = row["Назва"].split(" ")
    place = rng.randrange(len(words))
    words[place] = words[place].translate(_LOOK_ALIKES)
    row["Назва"] = " ".join(words)


def apostrophes(row: Row, rng: random.Random) -> None:
    """Another sign for the apostrophe."""
    sign = rng.choice(("'", "ʼ", "`"))
    for column in ("Назва", "Адреса", "Громада", "Для кого"):
        row[column] = row[column].replace("’", sign)


def spaces(row: Row, rng: random.Random) -> None:
    """Spaces at the edges, doubled or unbreakable."""
    column = rng.choice(("Назва", "Адреса", "Громада", "Телефон"))
    row[column] = " " + row[column].replace(" ", rng.choice(("  ", "\u00a0")), 1) + " "


def wrong_check_digit(row: Row, _: random.Random) -> None:
    """An identifier with a slip of the keyboard."""
    code = row["Код ЄДРПОУ"]
    row["Код ЄДРПОУ"] = code[:-1] + str((int(code[-1]) + 1) % 10)


def joined_services(row: Row, rng: random.Random) -> None:
    """Services in one cell, cut another way."""
    services = row["Послуги"].split("; ")
    if rng.random() < 0.5:
        row["Послуги"] = "\n".join(services)
    else:
        row["Послуги"] = " ".join(f"{number}) {name}" for number, name in enumerate(services, start=1))


def unknown_service(row: Row, _: random.Random) -> None:
    """A service that no classifier knows."""
    row["Послуги"] += "; інша послуга за рішенням ради"


def phone_spelling(row: Row, rng: random.Random) -> None:
    """A telephone number in a home-made spelling, or one digit short."""
    number = row["Телефон"]
    row["Телефон"] = rng.choice((number.replace("+38", "8-"), number[:-1], f"тел. {number}, факс"))


def capacity_in_words(row: Row, rng: random.Random) -> None:
    """A figure with its unit, or a word in place of a figure."""
    row["Місць"] = rng.choice((f"{row['Місць']} осіб", f"до {row['Місць']}", "не обмежено"))


def lost_hromada(row: Row, _: random.Random) -> None:
    """A hromada without its region: names repeat, so that it may be ambiguous."""
    row["Область"] = ""


def unknown_hromada(row: Row, _: random.Random) -> None:
    """A hromada that does not exist."""
    row["Громада"] = "Неіснуюча територіальна громада"


def date_spelling(row: Row, rng: random.Random) -> None:
    """A date in another order, or an impossible one."""
    year, month, day = row["Станом на"].split("-")
    row["Станом на"] = rng.choice((f"{day}.{month}.{year}", f"{day}/{month}/{year}", f"31.02.{year}"))


def more_free_than_all(row: Row, _: random.Random) -> None:
    """More free places than places."""
    row["Вільно"] = row["Місць"] + "0"


TROUBLES: dict[str, Trouble] = {
    trouble.__name__: trouble
    for trouble in (
        latin_letters,
        apostrophes,
        spaces,
        wrong_check_digit,
        joined_services,
        unknown_service,
        phone_spelling,
        capacity_in_words,
        lost_hromada,
        unknown_hromada,
        date_spelling,
        more_free_than_all,
    )
}
