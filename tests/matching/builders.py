"""Statements for the tests of hub.matching: a centre in Uman, and others made of it."""

from typing import Any

from hub.domain.features import Features, TerritoryPath
from hub.domain.ids import record_id
from hub.domain.records import IdentifierRecord

UMAN = TerritoryPath("UA71", "UA7106", "UA7106029", "UA71060290010")
BABANKA = TerritoryPath("UA71", "UA7106", "UA7106003", "UA71060030010")
VINNYTSIA = TerritoryPath("UA05", "UA0502", "UA0502003", "UA05020030010")
NUMBER = IdentifierRecord("UA-EDRPOU", "90000021", valid=True)
OTHER_NUMBER = IdentifierRecord("UA-EDRPOU", "90000044", valid=True)


def statement(key: str, source: str = "register", **changes: Any) -> Features:
    """A centre of Uman's hromada as a register tells it."""
    values: dict[str, Any] = {
        "id": record_id(source, "provider", key),
        "source": source,
        "name": "Комунальна установа «Центр надання соціальних послуг» Уманської міської ради",
        "kind": "comprehensive-centre",
        "identifiers": (NUMBER,),
        "territories": UMAN,
        "street": "вул. Шевченка",
        "house": "12а",
        "phones": ("+380474401234",),
        "services": ("care.home", "care.day"),
    }
    return Features(**(values | changes))


def listed(key: str = "1", **changes: Any) -> Features:
    """The same centre as a region's list tells it, without any number."""
    short: dict[str, Any] = {"name": "КУ ЦНСП Уманської міської ради", "identifiers": ()}
    return statement(key, "list", **(short | changes))
