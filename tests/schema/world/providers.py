"""A dozen providers: each is here for what some filter must find, or must not."""

from datetime import date
from typing import Any

from tests.schema.world.base import SAMPLE, point


def location(
    key: str, territory: int | None, spot: tuple[float, float] | None, **more: Any
) -> dict[str, Any]:
    """A location; exact where it has a point and nothing else is said."""
    exact = {"precision": "exact", "radius_m": 30} if spot else {"precision": "unknown", "radius_m": None}
    return {
        "key": key,
        "kind": "actual",
        "territory_id": territory,
        "territory_how": "stated",
        "point": point(*spot) if spot else None,
        "confidential": False,
        **exact,
        **more,
    }


def service(key: str, category: str | None, *forms: str, **more: Any) -> dict[str, Any]:
    """A service; `at` are keys of locations, `areas` ids of territories, `capacity` rows of capacities."""
    return {"key": key, "name": f"Послуга {key}", "category": category, "forms": list(forms), **more}


HARMONY, KOLPING, CARITAS = "Гармонія", "Родина Кольпінга", "Карітас-Спес-Вінниця"
PROLISOK, TEAM, LYMAN, SHELTER = "Пролісок", "Мобільна бригада", "Лиманський центр", "Притулок"
SUDARUSHKA, NADEZHDA, VARSHAVKA = "Сударушка", "Надежда есть", "Нововаршавский центр"
CLOSED, VANISHED = "Закритий центр", "Зниклий центр"

VELYKA_NOVOSILKA_BOX = "SRID=4326;MULTIPOLYGON(((36.8 47.8,36.9 47.8,36.9 47.9,36.8 47.9,36.8 47.8)))"

PROVIDERS: list[dict[str, Any]] = [
    {
        "name": HARMONY, "kind": "rehab-centre", "sector": "municipal",
        "locations": [location("1", 5, (49.2320, 28.4680), address="вул. Соборна, 1")],
        "services": [service("early", "rehab.early-intervention", "ambulatory", target_groups=["child-pwd"],
                             minimum_age=0, maximum_age=4, at=["1"],
                             national_label="Раннє втручання", matched_via="exact",
                             capacity=[(date(2025, 1, 1), "place", 40, 4, 36, 2),
                                       (date(2026, 1, 1), "client", 70, None, 70, None),
                                       (date(2026, 1, 1), "place", 50, 5, 45, 13)])],
    },
    {
        "name": KOLPING, "kind": "ngo", "sector": "nonprofit",
        "locations": [location("1", 5, (49.2400, 28.4800)), location("2", 7, (49.1100, 28.6800))],
        "services": [
            service("supported", "living.supported", "residential", target_groups=["pwd.mental"],
                    minimum_age=18, at=["1"], capacity=[(date(2026, 1, 1), "place", 10, 0, 10, 4)]),
            service("home", "care.home", "home", target_groups=["older"], at=["2"],
                    capacity=[(date(2026, 1, 1), "place", 6, 1, 5, None)]),
        ],
    },
    {
        "name": CARITAS, "kind": "ngo", "sector": "religious",
        "locations": [location("1", 4, (49.2330, 28.4680), precision="territory", radius_m=5000)],
        "services": [
            service("day", "care.day", "semi-residential", target_groups=["child-pwd"], minimum_age=3,
                    at=["1"]),
            service("stay", "care.residential", "residential", target_groups=["older"], at=["1"]),
        ],
    },
    {
        "name": PROLISOK, "kind": "rehab-centre", "sector": "municipal",
        "locations": [location("1", 11, (48.7500, 30.2200))],
        "services": [service("rehab", "rehab.social", "semi-residential", target_groups=["pwd"],
                             minimum_age=3, maximum_age=18, at=["1"])],
    },
    {
        "name": TEAM, "kind": "mobile-unit", "sector": "state",
        "locations": [location("1", 18, (48.9900, 37.8000))],
        "services": [service("home", "care.home", "home", "mobile-team", target_groups=["older"], at=["1"],
                             areas=[14, 17])],
    },
    {
        "name": LYMAN, "kind": "territorial-centre", "sector": "municipal",
        "locations": [location("1", 18, (48.9850, 37.8100), address="м. Лиман, вул. Незалежності, 2")],
        "services": [service("home", "care.home", "home", at=["1"]),
                     service("polygon", "access.counselling", "mobile-team", at=["1"],
                             polygon=VELYKA_NOVOSILKA_BOX)],
    },
    {
        "name": SHELTER, "kind": "shelter", "sector": "municipal",
        "locations": [location("1", 4, (49.2330, 28.4680), precision="territory", radius_m=5000,
                               confidential=True)],
        "services": [service("shelter", "crisis.shelter-violence", "temporary-stay",
                             target_groups=["general"], at=["1"])],
    },
    {
        "name": SUDARUSHKA, "kind": "comprehensive-centre", "sector": "state", "lang": "ru", "source": SAMPLE,
        "cites": "omsk-2020", "names": [("Sudarushka Centre", "en", "translation")],
        "locations": [location("1", 22, (54.9900, 73.3700), address="г. Омск, ул. Труда, 3"),
                      location("2", 21, None, kind="legal")],
        "services": [service("adapt", "support.adaptation", "semi-residential", target_groups=["ex-prisoner"],
                             at=["1"], capacity=[(date(2026, 1, 1), "place", 20, 7, 13, None)])],
    },
    {
        "name": NADEZHDA, "kind": "ngo", "sector": "nonprofit", "lang": "ru", "source": SAMPLE,
        "locations": [location("1", 22, None, kind="legal")],
        "services": [service("adapt", "support.adaptation", "remote", at=["1"])],
    },
    {
        "name": VARSHAVKA, "kind": "comprehensive-centre", "sector": "state", "lang": "ru", "source": SAMPLE,
        "synthetic": True, "parent": SUDARUSHKA,
        "locations": [location("1", 23, (54.1700, 74.6900))],
        "services": [service("home", "care.home", "home", at=["1"])],
    },
    {
        "name": CLOSED, "kind": "ngo", "sector": "nonprofit", "status": "closed",
        "locations": [location("1", 5, (49.2321, 28.4681))],
        "services": [service("early", "rehab.early-intervention", "ambulatory", at=["1"], status="closed")],
    },
    {
        "name": VANISHED, "kind": None, "sector": "unknown", "status": "missing",
        "missing_since": date(2026, 2, 1),
        "locations": [location("1", 5, (49.2322, 28.4682))],
        "services": [],
    },
]  # fmt: skip
