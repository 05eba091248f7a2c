"""Hubs that hold what must not be told, each in another of the ways in which hubs come to hold it."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from hub.domain import confidentiality
from hub.domain.confidentiality import reasons
from hub.domain.stewards import Signature
from hub.ingest.judging import judge
from hub.ingest.stewarding import hide_record, merge, open_record, undo, withdraw_correction
from hub.store import judgements
from hub.store.connection import connect
from importers.region import Region, load_region
from importers.runner import run_region
from tests.correcting import correct

REGION = "ua_hidden"
FOLDER = Path(__file__).with_name("region")
COLUMNS = (
    "Ключ", "Назва", "Коротка назва", "Код", "Тип", "Телефон", "Пошта", "Сайт", "КАТОТТГ", "Адреса",
    "Координати", "Місць", "Примітка", "Інше", "Синтетичний", "Послуги",
)  # fmt: skip
#: A number of a natural person whose check digit holds; its day of birth is in 2173, so it is nobody's.
PERSONAL_NUMBER = "9999900013"

#: What no output may hold, in small letters. Telephones are looked for by their last digits.
SECRETS = (
    "потаємн", "potaiemn", "137б", "49.2411", "28.4999", "432998877", "671234567", "tajemnica", "21999",
    "за школою", "таємниченк", PERSONAL_NUMBER,
)  # fmt: skip

OPEN = {
    "Ключ": "1",
    "Назва": "Комунальна установа «Світанок»",
    "Тип": "центр",
    "Телефон": "(0432) 99-88-77",
    "Пошта": "box@tajemnica.example",
    "Сайт": "https://tajemnica.example/",
    "КАТОТТГ": "UA05020030010063857",
    "Адреса": "вул. Потаємна, 137Б, 21999",
    "Координати": "49.2411, 28.4999",
    "Місць": "12",
    "Синтетичний": "так",
    "Послуги": "Догляд вдома",
}
NEIGHBOUR = {
    **OPEN, "Ключ": "2", "Назва": "Комунальна установа «Полудень»", "Адреса": "вул. Соборна, 1",
    "Координати": "", "Телефон": "(0432) 11-22-33", "Пошта": "", "Сайт": "",
}  # fmt: skip
SHELTER = {
    **OPEN,
    "Назва": "Притулок «Світанок» для постраждалих від домашнього насильства, вул. Потаємна, 137Б",
    "Коротка назва": "Притулок на Потаємній",
    "Примітка": "вхід за школою, вул. Потаємна, 137Б",
    "Інше": "Потаємна 137Б",
    "Послуги": "Надання притулку; Невідома послуга на вул. Потаємна, 137Б",
}
PERSON = {
    **OPEN,
    "Ключ": PERSONAL_NUMBER,
    "Код": PERSONAL_NUMBER,
    "Назва": "ФОП Світанок Зоря Іванівна",
    "Тип": "центр",
    "Телефон": "067 123 45 67 (Марія Таємниченко)",
    "Примітка": f"телефонувати Марії Таємниченко 067-123-45-67, РНОКПП {PERSONAL_NUMBER}",
    "Інше": f"{PERSONAL_NUMBER}, вул. Потаємна",
    "Послуги": "Догляд вдома",
}
#: Columns of which another register says nothing.
_TELLING = (
    "Коротка назва",
    "Код",
    "Телефон",
    "Пошта",
    "Сайт",
    "Адреса",
    "Координати",
    "Примітка",
    "Інше",
    "Послуги",
)
SIGNED = Signature("a steward", "the tests say so")


@dataclass(frozen=True)
class Place:
    """Where a situation is made: a database, a folder for files, and the region's folder."""

    url: str
    folder: Path
    region: Region

    def publish(self, *rows: dict[str, str], day: date = date(2024, 1, 1)) -> None:
        """Import rows as the region's file of a day."""
        report = run_region(self.region, self._file(rows, day), self.url, as_of=day, force=True)
        assert report.status == "published", report

    def stop(self, *rows: dict[str, str], day: date) -> None:
        """Import rows as the region's file of a day, past a bound that stops it."""
        bounds = self.region.assertions.model_copy(update={"max_changed_share": 0.0})
        region = self.region.model_copy(update={"assertions": bounds})
        report = run_region(region, self._file(rows, day), self.url, as_of=day, force=True)
        assert report.status == "stopped", report

    def _file(self, rows: tuple[dict[str, str], ...], day: date) -> Path:
        path = self.folder / f"register-{day}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, delimiter=";", restval="")
            writer.writeheader()
            writer.writerows(rows)
        return path

    def publish_elsewhere(self) -> str:
        """Import a record much like that with the secret from another register, and return its id."""
        folder = self.folder / "elsewhere"
        folder.mkdir()
        other = replace(self, folder=folder, region=region_in(folder, "ua_elsewhere"))
        with connect(self.url) as connection:
            row = connection.execute(
                "SELECT name FROM hub.provider WHERE id = %s", (self.record(),)
            ).fetchone()
        assert row is not None
        other.publish(
            {**SHELTER, **dict.fromkeys(_TELLING, ""), "Ключ": "9", "Назва": row[0].replace("ток", "тко")}
        )
        return other.record("ua_elsewhere")

    def is_shown(self) -> None:
        """Make sure that readers see the exact place: a test that it is hidden again could not fail else."""
        with connect(self.url) as connection:
            rows = connection.execute(
                "SELECT address FROM hub.location WHERE provider_id = %s", (self.record(),)
            ).fetchall()
        assert "Потаємна" in str(rows)

    def record(self, source: str = REGION) -> str:
        """The id of the record with the secret: all but the neighbour's."""
        return self._named("NOT LIKE", source)

    def neighbour(self) -> str:
        """The id of the record without a secret."""
        return self._named("LIKE", REGION)

    def _named(self, like: str, source: str) -> str:
        with connect(self.url) as connection:
            row = connection.execute(
                "SELECT p.id::text FROM hub.provider p JOIN hub.source s ON s.id = p.source_id "
                f"WHERE s.code = %s AND p.name {like} '%%Полудень%%'",
                (source,),
            ).fetchone()
        assert row is not None
        return str(row[0])


def region_in(folder: Path, code: str = REGION) -> Region:
    """The region of these tests, in a folder of its own that a test may change."""
    copy = folder / code
    copy.mkdir()
    for path in FOLDER.iterdir():
        (copy / path.name).write_text(path.read_text("utf-8").replace(REGION, code), "utf-8")
    return load_region(copy)


def shelter(place: Place) -> None:
    """A shelter in a publisher's words."""
    place.publish(SHELTER, NEIGHBOUR)


def person(place: Place) -> None:
    """A natural person whom the file calls a centre."""
    place.publish(PERSON, NEIGHBOUR)


def corrected_to_a_shelter(place: Place) -> None:
    """An open institution of which a steward says that it is a crisis centre."""
    place.publish(OPEN, NEIGHBOUR)
    correct(place.url, place.record(), "kind", "crisis-centre", SIGNED, None)


def corrected_to_a_person(place: Place) -> None:
    """An open institution of which a steward says that it is a person."""
    place.publish(OPEN, NEIGHBOUR)
    correct(place.url, place.record(), "kind", "sole-trader", SIGNED, None)


def hidden_by_a_steward(place: Place) -> None:
    """An open institution that a steward hides."""
    place.publish(OPEN, NEIGHBOUR)
    hide_record(place.url, place.record(), SIGNED)


def former_day(place: Place) -> None:
    """A place that was published openly, and is a shelter's since the next file."""
    place.publish(OPEN, NEIGHBOUR)
    place.publish(SHELTER, NEIGHBOUR, day=date(2024, 2, 1))


def keyed_by_address(place: Place) -> None:
    """A shelter whose key in the file is its address, published openly before."""
    place.publish({**OPEN, "Ключ": "вул. Потаємна, 137Б"}, NEIGHBOUR)
    place.publish({**SHELTER, "Ключ": "вул. Потаємна, 137Б"}, NEIGHBOUR, day=date(2024, 2, 1))


def stopped(place: Place) -> None:
    """A place that was published openly, of which a file that a bound stopped says that it is a shelter."""
    place.publish(OPEN, NEIGHBOUR)
    place.stop(SHELTER, NEIGHBOUR, day=date(2024, 2, 1))


def hidden_after_reopening(place: Place) -> None:
    """A shelter that a steward opened, whose place was back, and that a steward hid again."""
    _reopen(place)
    hide_record(place.url, place.record(), SIGNED)


def reopening_withdrawn(place: Place) -> None:
    """A shelter that a steward opened, whose place was back, until the decision was withdrawn."""
    number = _reopen(place)
    withdraw_correction(place.url, number, SIGNED)


def _reopen(place: Place) -> int:
    """Open a shelter by a steward's decision, whose number is returned, and have its place back."""
    place.publish(SHELTER, NEIGHBOUR)
    number = open_record(place.url, place.record(), SIGNED).number
    place.publish(SHELTER, NEIGHBOUR, day=date(2024, 2, 1))
    place.is_shown()
    return number


def reopening_struck(place: Place) -> None:
    """A shelter that region.yml opened, whose place was back, until the line was struck."""
    opening = "confidential: {open: [{key: '1', reason: a letter, by: a clerk, on: 2024-02-01}]}\n"
    page = place.region.folder / "region.yml"
    closed = page.read_text("utf-8")
    place.publish(SHELTER, NEIGHBOUR)
    page.write_text(closed + opening, "utf-8")
    opened = replace(place, region=load_region(place.region.folder))
    opened.publish(SHELTER, NEIGHBOUR, day=date(2024, 2, 1))
    place.is_shown()
    page.write_text(closed, "utf-8")
    place.publish(SHELTER, NEIGHBOUR, day=date(2024, 3, 1))


@contextmanager
def older_rules() -> Iterator[None]:
    """A program that knows no word and no code of a refuge or a person."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reasons, "refuge_reasons", lambda *_: ())
        patch.setattr(reasons, "person_reasons", lambda *_: ())
        for module in (confidentiality, judgements):
            patch.setattr(module, "rules_fingerprint", lambda: "older")
        yield


def _judge_anew(place: Place, row: dict[str, str]) -> None:
    """Publish a row by older rules, let it vanish from the file, and have the rules of today judge it."""
    with older_rules():
        place.publish(row, NEIGHBOUR)
        place.is_shown()
        place.publish(NEIGHBOUR, day=date(2024, 2, 1))
    judge(place.url)


def shelter_judged_anew(place: Place) -> None:
    """A shelter that older rules published openly, and no file names any more."""
    _judge_anew(place, SHELTER)


def person_judged_anew(place: Place) -> None:
    """A person whom older rules published openly, and no file names any more."""
    # Without a number, which hides whatever the rules on names are.
    _judge_anew(place, {**OPEN, "Назва": "Світанок Зоря Іванівна"})


def formerly_a_shelter(place: Place) -> None:
    """A shelter that older rules published openly, and that its file calls otherwise since."""
    with older_rules():
        place.publish(SHELTER, NEIGHBOUR)
        place.publish(OPEN, NEIGHBOUR, day=date(2024, 2, 1))
        place.is_shown()
    judge(place.url)


def formerly_a_person(place: Place) -> None:
    """A person whom older rules published openly, and whom the file calls otherwise since."""
    with older_rules():
        place.publish({**OPEN, "Назва": "Світанок Зоря Іванівна"}, NEIGHBOUR)
        place.publish(OPEN, NEIGHBOUR, day=date(2024, 2, 1))
        place.publish(NEIGHBOUR, day=date(2024, 3, 1))
    judge(place.url)


def formerly_noted_as_a_shelter(place: Place) -> None:
    """A shelter, as only an ignored cell of an earlier file told, under older rules."""
    with older_rules():
        place.publish({**OPEN, "Інше": "притулок для жінок", "Місць": "10"}, NEIGHBOUR)
        place.publish(OPEN, NEIGHBOUR, day=date(2024, 2, 1))
    judge(place.url)


def called_otherwise(place: Place) -> None:
    """A shelter of which the next file says nothing of the kind."""
    place.publish(SHELTER, NEIGHBOUR)
    place.publish(OPEN, NEIGHBOUR, day=date(2024, 2, 1))


def formerly_joined(place: Place) -> None:
    """A place that was joined with an open one by mistake, and turned out to be a shelter's after that."""
    place.publish(NEIGHBOUR)
    place.publish(NEIGHBOUR, OPEN, day=date(2024, 1, 2))
    joined = merge(place.url, (place.neighbour(), place.record()), SIGNED)
    undo(place.url, joined.number, SIGNED)
    place.publish(NEIGHBOUR, SHELTER, day=date(2024, 2, 1))


#: What a situation is about, as the table of docs/confidentiality.md heads its columns → the ways into it.
SITUATIONS_OF: dict[str, tuple[Callable[[Place], None], ...]] = {
    "shelter": (shelter, keyed_by_address, stopped),
    "person": (person,),
    "correction": (corrected_to_a_shelter, corrected_to_a_person, hidden_by_a_steward),
    "former day": (former_day,),
    "former state": (
        formerly_a_shelter,
        formerly_a_person,
        formerly_noted_as_a_shelter,
        called_otherwise,
        formerly_joined,
    ),
    "judged anew": (shelter_judged_anew, person_judged_anew),
    "after reopening": (hidden_after_reopening, reopening_withdrawn, reopening_struck),
}
SITUATIONS = tuple(way for ways in SITUATIONS_OF.values() for way in ways)


def told(text: str) -> list[str]:
    """The secrets that stand in a text."""
    folded = text.casefold()
    return [secret for secret in SECRETS if secret in folded]
