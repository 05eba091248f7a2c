"""Synthetic providers as they are in truth, and as a formal register words them.

Numbers have right check digits but begin where the states have issued none; telephones are of no
subscriber; points lie around a place that is made up from the settlement's code.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import blake2b

from stdnum.ru import inn
from stdnum.ua import edrpou

from bench.match_places import Spot, spots
from bench.match_words import (
    KZ_PROPER,
    KZ_STREETS,
    KZ_TYPES,
    RU_PROPER,
    RU_STREETS,
    RU_TYPES,
    UA_PROPER,
    UA_STREETS,
    UA_TYPES,
    Type,
)

COUNTRIES = ("UA", "RU", "KZ")
_SHARES = (0.6, 0.2, 0.2)
_TYPES = {"UA": UA_TYPES, "RU": RU_TYPES, "KZ": KZ_TYPES}
_STREETS = {"UA": UA_STREETS, "RU": RU_STREETS, "KZ": KZ_STREETS}
PROPER = {"UA": UA_PROPER, "RU": tuple((name, name) for name in RU_PROPER), "KZ": KZ_PROPER}
_WORDS_FOR_STREET = {"UA": "вул.", "RU": "ул.", "KZ": "ул."}
_FIRST_DAY = date(1992, 1, 1)


@dataclass(frozen=True, slots=True)
class Truth:
    """A provider as it is."""

    entity: int
    spot: Spot
    type: Type
    proper: tuple[str, str] | None  # in both languages
    number: int | None
    code: str
    second_code: str | None  # ОГРН beside the ИНН
    street: tuple[str, str, str]  # now, before, in the other language
    house: str
    phone: str
    email: str | None
    lat: float
    lon: float
    founded: date
    services: tuple[str, ...]

    @property
    def country(self) -> str:
        """The state in whose register it stands."""
        return self.spot.country


class World:
    """Makes providers, each with numbers of its own; the same seed makes the same ones.

    Worlds whose `first` lie far enough apart share no number.
    """

    def __init__(self, seed: int, first: int = 0) -> None:
        self.rng = random.Random(seed)
        self._made = first

    def provider(self, country: str | None = None, **wanted: object) -> Truth:
        """A new provider; `wanted` overrides what chance would choose."""
        self._made += 1
        rng = self.rng
        country = country or rng.choices(COUNTRIES, _SHARES)[0]
        spot = rng.choice(spots(country))
        of_type = rng.choice(_TYPES[country])
        truth = Truth(
            entity=self._made,
            spot=spot,
            type=of_type,
            proper=rng.choice(PROPER[country]) if rng.random() < of_type.named else None,
            number=rng.randrange(1, 5) if rng.random() < 0.04 else None,
            code=self.code(country),
            second_code=_ogrn(self._made) if country == "RU" else None,
            street=rng.choice(_STREETS[country]),
            house=f"{rng.randrange(1, 120)}{rng.choice(('', '', '', 'а', 'б', '/2'))}",
            phone=self.phone(country),
            email=f"p{self._made}@example.org" if rng.random() < 0.5 else None,
            lat=0.0,
            lon=0.0,
            founded=_FIRST_DAY + timedelta(days=rng.randrange(11_000)),
            services=tuple(rng.sample(of_type.services, rng.randint(1, len(of_type.services)))),
        )
        truth = replace(truth, **wanted)  # type: ignore[arg-type]
        lat, lon = somewhere(truth.spot, rng)
        return replace(truth, lat=lat, lon=lon) if "lat" not in wanted else truth

    def code(self, country: str, *, zeros: bool = False) -> str:
        """A made-up number with a right check digit; `zeros` puts zeros in front, for a sheet to lose."""
        self._made += 1
        return _CODES[country](self._made, zeros)

    def phone(self, country: str) -> str:
        """A telephone number in E.164; no subscriber's number begins with 0 after the exchange."""
        start, digits = {"UA": ("+380472", 6), "RU": ("+73812", 6), "KZ": ("+77152", 6)}[country]
        return f"{start}0{self.rng.randrange(10 ** (digits - 1)):0{digits - 1}}"


def _edrpou(number: int, zeros: bool) -> str:
    base = f"000{number % 10_000:04}" if zeros else f"9{number:06}"
    return base + str(edrpou.calc_check_digit(base))


def _inn(number: int, zeros: bool) -> str:
    base = f"{'00' if zeros else '99'}{number:07}"
    return base + str(inn.calc_company_check_digit(base))


def _bin(number: int, zeros: bool) -> str:
    """Months above 12 are in nobody's BIN."""
    for serial in range(number * 3, number * 3 + 3):
        base = f"{'00' if zeros else '99'}{13 + serial // 10**6}4{serial % 10**6:06}"
        for first in (0, 2):
            total = sum(((first + place) % 11 + 1) * int(digit) for place, digit in enumerate(base))
            if total % 11 < 10:
                return f"{base}{total % 11}"
    raise ValueError(number)


def _ogrn(number: int) -> str:
    base = f"199{number:09}"
    return f"{base}{int(base) % 11 % 10}"


_CODES = {"UA": _edrpou, "RU": _inn, "KZ": _bin}


def somewhere(spot: Spot, rng: random.Random) -> tuple[float, float]:
    """A made-up point within about 2 km of the settlement's made-up centre."""
    lat, lon = centre(spot)
    return round(lat + rng.uniform(-0.015, 0.015), 6), round(lon + rng.uniform(-0.02, 0.02), 6)


def centre(spot: Spot) -> tuple[float, float]:
    """A point made of the codes: places of one district lie within some 30 km of one another."""
    district = _fraction(spot.path.district or ""), _fraction("east" + (spot.path.district or ""))
    own = _fraction(spot.path.settlement or ""), _fraction("east" + (spot.path.settlement or ""))
    return round(46 + 8 * district[0] + 0.3 * own[0], 6), round(24 + 15 * district[1] + 0.4 * own[1], 6)


def _fraction(text: str) -> float:
    return int.from_bytes(blake2b(text.encode(), digest_size=6).digest()) / 2**48


def formal_name(truth: Truth) -> str:
    """The name as a state register words it."""
    kind, proper = truth.type, truth.proper and truth.proper[0]
    inner = kind.name + (f" № {truth.number}" if truth.number else "")
    if not kind.form:
        return f"{inner} «{proper}»"
    owner = f" {truth.spot.owner}"
    if proper:
        return f"{kind.form} «{inner} «{proper}»{owner}"
    return f"{kind.form} «{inner}»{owner}"


def street_text(truth: Truth, street: str) -> str:
    """A street with its type word."""
    return f"{_WORDS_FOR_STREET[truth.country]} {street}"
