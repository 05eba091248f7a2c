"""Synthetic providers in the shape of a Ukrainian regional register: `python -m bench.maker 100000 out.csv`.

The same count, seed and mess always give the same bytes. Hromadas and settlements are real (КАТОТТГ);
everything else is made up, every row says so, and the codes, though their check digits are right, begin
with 9, where the state has issued none.
"""

import argparse
import csv
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from stdnum.ua import edrpou

from bench import words
from bench.mess import TROUBLES, Row
from importers.codifiers.katottg import bundled_path
from importers.readers import open_rows

COLUMNS = (
    *(
        "№",
        "Код ЄДРПОУ",
        "Назва",
        "Тип",
        "Форма власності",
        "Область",
        "Громада",
        "Населений пункт",
        "Адреса",
    ),
    *("Послуги", "Для кого", "Форма надання", "Місць", "Вільно", "Станом на", "Телефон", "Ел. пошта"),
    *("Стан", "Походження"),
)
_FIRST_DAY = date(2024, 1, 1)
_CRIMEA = ("UA01", "UA85")


class Place(NamedTuple):
    """A settlement with its hromada and oblast, named as an address names them."""

    oblast: str
    hromada: str
    settlement: str


@dataclass
class Made:
    """What a made file holds: rows, and how often each trouble was done to one."""

    rows: int = 0
    troubles: Counter[str] = field(default_factory=Counter)


@cache
def places() -> tuple[Place, ...]:
    """Every settlement of the codifier that lies in a hromada, in the codifier's order."""
    names: dict[str, str] = {}
    found: list[Place] = []
    with open_rows(bundled_path()) as source:
        for row in source:
            oblast, _, hromada, settlement, district, category, name = row.values.values()
            code = district or settlement or hromada or row.values["Другий рівень"] or oblast
            names[code] = name.strip()
            prefix = {"M": "м.", "X": "селище", "C": "с."}.get(category)
            if prefix and hromada in names and not oblast.startswith(_CRIMEA):
                place = Place(
                    f"{names[oblast]} область",
                    f"{names[hromada]} територіальна громада",
                    f"{prefix} {name.strip()}",
                )
                found.append(place)
    return tuple(found)


def make_rows(count: int, *, seed: int = 1, mess: float = 0.1, made: Made | None = None) -> Iterator[Row]:
    """Rows of a register; `mess` is the share of rows that one or two troubles befall."""
    rng = random.Random(seed)
    made = Made() if made is None else made
    for number in range(1, count + 1):
        row = _clean_row(number, rng)
        if rng.random() < mess:
            for name in rng.sample(sorted(TROUBLES), rng.choice((1, 1, 2))):
                before = dict(row)
                TROUBLES[name](row, rng)
                made.troubles[name] += row != before
        made.rows += 1
        yield row


def _clean_row(number: int, rng: random.Random) -> Row:
    kind, full_name = rng.choice(words.KINDS)
    place = rng.choice(places())
    total = rng.randrange(5, 200)
    exchange = rng.choice(words.EXCHANGES)
    values = (
        str(number),
        made_edrpou(number),
        f"{full_name} «{rng.choice(words.PROPER_NAMES)}» № {number} (зразок)",
        kind,
        words.SECTORS.get(kind, "комунальна"),
        *place,
        f"{rng.choice(words.STREETS)}, {rng.randrange(1, 200)}",
        "; ".join(rng.sample(words.SERVICES, rng.choice((1, 1, 1, 2, 3, 5)))),
        "; ".join(rng.sample(words.GROUPS, rng.randrange(1, 4))),
        rng.choice(words.FORMS),
        str(total),
        str(rng.randrange(total + 1)),
        (_FIRST_DAY + timedelta(days=rng.randrange(700))).isoformat(),
        # No subscriber's number begins with 0, so that nobody can be rung up by mistake.
        f"+380{exchange}{rng.randrange(10**5):0{9 - len(exchange)}}",
        f"p{number}@example.org",
        rng.choices(("діє", "призупинено"), (97, 3))[0],
        "synthetic",
    )
    return dict(zip(COLUMNS, values, strict=True))


def made_edrpou(number: int) -> str:
    """The n-th made code: 9, six digits, and the check digit that belongs to them."""
    base = f"9{number:06}"
    return base + edrpou.calc_check_digit(base)


def write_csv(path: Path, count: int, *, seed: int = 1, mess: float = 0.1) -> Made:
    """Write a register as UTF-8 with «;» between cells, and say what is in it."""
    made = Made()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=";", lineterminator="\n")
        writer.writeheader()
        writer.writerows(make_rows(count, seed=seed, mess=mess, made=made))
    return made


def main() -> None:
    """Make a file from the command line and print what troubles it holds."""
    parser = argparse.ArgumentParser(prog="python -m bench.maker", description="Make synthetic providers.")
    parser.add_argument("count", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mess", type=float, default=0.1, help="share of rows with troubles, 0 to 1")
    wanted = parser.parse_args()
    made = write_csv(wanted.path, wanted.count, seed=wanted.seed, mess=wanted.mess)
    print(f"{made.rows} rows, {wanted.path.stat().st_size} bytes")
    for name, count in sorted(made.troubles.items()):
        print(f"  {name}: {count}")


if __name__ == "__main__":
    main()
