"""A real register with rows corrupted on purpose, and the list of what was done to which.

Used to see what a dry run reports of an edition that differs from the last one in ways we know.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

SEED = 20240613
HEADER_ROWS = 2
Row = list[Any]

#: Places far from one another, as the register writes addresses; a moved centre comes to one of them.
_ELSEWHERE = (
    "вул. Соборна, 59, м. Вінниця, Вінницька територіальна громада, Вінницька область",
    "вул. Соборності, 36, м. Полтава, Полтавська територіальна громада, Полтавська область",
    "вул. Соборна, 12, м. Рівне, Рівненська територіальна громада, Рівненська область",
)
CODE, NAME, ADDRESS, STAFF, STATUS, HOURS, PHONES, EMAILS, RAMP = 0, 1, 2, 4, 6, 10, 11, 12, 22


@dataclass(frozen=True, slots=True)
class Corruption:
    """What was done to the row with this code; `row` is its number in the new file, None when it is gone."""

    kind: str
    code: str
    row: int | None
    new_code: str | None = None


def _renamed(row: Row, _: random.Random) -> None:
    row[NAME] = f"{row[NAME]} (перейменовано)"


def _moved(row: Row, rng: random.Random) -> None:
    row[ADDRESS] = rng.choice([one for one in _ELSEWHERE if str(row[ADDRESS]).split(", ")[-1] not in one])


def _recoded(row: Row, _: random.Random) -> None:
    row[CODE] = 900_000 + row[CODE]


def _without_phones(row: Row, _: random.Random) -> None:
    row[PHONES] = None


def _without_email(row: Row, _: random.Random) -> None:
    row[EMAILS] = None


def _other_hours(row: Row, _: random.Random) -> None:
    row[HOURS] = "пн: з 10:15 - до 14:45; ср: з 10:15 - до 14:45"


def _closed(row: Row, _: random.Random) -> None:
    row[STATUS] = "Закритий"


def _other_ramp(row: Row, _: random.Random) -> None:
    row[RAMP] = not row[RAMP]


def _other_staff(row: Row, _: random.Random) -> None:
    row[STAFF] = (row[STAFF] or 0) + 7


def _retyped(row: Row, _: random.Random) -> None:
    row[NAME] = f"  {str(row[NAME]).replace(' ', '  ')} "


#: kind → what is done, and which of the published fields a row must fill for it to be seen
KINDS: dict[str, tuple[Callable[[Row, random.Random], None], str]] = {
    "renamed": (_renamed, "name"),
    "moved": (_moved, "territory"),
    "recoded": (_recoded, "name"),
    "removed": (lambda _row, _rng: None, "name"),
    "without phones": (_without_phones, "phones"),
    "without e-mail": (_without_email, "emails"),
    "other hours": (_other_hours, "name"),
    "closed": (_closed, "active"),
    "other ramp": (_other_ramp, "name"),
    "other staff": (_other_staff, "name"),
    "retyped": (_retyped, "name"),
}


def corrupt(
    source: Path, target: Path, filled: Mapping[str, Sequence[str]], each: int, seed: int = SEED
) -> list[Corruption]:
    """Write `target` with `each` rows of every kind of corruption; no row has two. The same for a seed.

    `filled` says for each code which of its fields are published.
    """
    workbook = openpyxl.load_workbook(source, read_only=True)
    rows = [list(row) for row in workbook.worksheets[0].iter_rows(values_only=True)]
    workbook.close()
    rng = random.Random(seed)
    chosen: dict[int, str] = {}
    for kind, (_, field) in KINDS.items():
        fit = [
            position
            for position in range(HEADER_ROWS, len(rows))
            if position not in chosen and field in filled.get(str(rows[position][CODE]), ())
        ]
        chosen.update(dict.fromkeys(rng.sample(fit, each), kind))
    done, kept = [], rows[:HEADER_ROWS]
    for position, row in enumerate(rows[HEADER_ROWS:], HEADER_ROWS):
        kind = chosen.get(position, "")
        code = str(row[CODE])
        if kind:
            KINDS[kind][0](row, rng)
            new_code = str(row[CODE]) if str(row[CODE]) != code else None
            done.append(Corruption(kind, code, None if kind == "removed" else len(kept) + 1, new_code))
        if kind != "removed":
            kept.append(row)
    _write(kept, target)
    return done


def _write(rows: Sequence[Row], target: Path) -> None:
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("Sheet1")
    for row in rows:
        sheet.append(row)
    workbook.save(target)
