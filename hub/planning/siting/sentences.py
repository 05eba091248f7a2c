"""What a proof says to a minister, in four languages.

Bounds are rounded away from the plan and values towards it, so that no sentence says more than was proven.
"""

import math
from enum import StrEnum

from hub.domain.vocabulary import Lang

_SPACE = "\u00a0"


class SitingGoal(StrEnum):
    """What new sites are to be best at."""

    MOST_COVERED = "MOST_COVERED"
    LEAST_DISTANCE = "LEAST_DISTANCE"
    FEWEST_FOR_SHARE = "FEWEST_FOR_SHARE"
    LEAST_FARTHEST = "LEAST_FARTHEST"


class ProofStatus(StrEnum):
    """How sure it is that no plan is better."""

    OPTIMAL = "OPTIMAL"
    WITHIN_BOUND = "WITHIN_BOUND"
    HEURISTIC_ONLY = "HEURISTIC_ONLY"
    INFEASIBLE = "INFEASIBLE"


#: By goal and language: what no plan can pass, and what this plan reaches.
PHRASES: dict[SitingGoal, dict[Lang, tuple[str, str]]] = {
    SitingGoal.MOST_COVERED: {
        Lang.UK: ("Жоден план {with_new} не охопить більше ніж {bound}.", "Цей план охоплює {value}."),
        Lang.RU: ("Ни один план {with_new} не охватит больше чем {bound}.", "Этот план охватывает {value}."),
        Lang.KK: (
            "{with_new} ешбір жоспардың қамтуы {bound} шегінен аспайды.",
            "Бұл жоспардың қамтуы: {value}.",
        ),
        Lang.EN: ("No plan {with_new} can cover more than {bound}.", "This plan covers {value}."),
    },
    SitingGoal.LEAST_DISTANCE: {
        Lang.UK: (
            "З жодним планом {with_new} шлях людини в середньому не буде коротшим за {bound}.",
            "З цим планом він у середньому становить {value}.",
        ),
        Lang.RU: (
            "Ни с одним планом {with_new} путь человека в среднем не будет короче {bound}.",
            "С этим планом он в среднем составляет {value}.",
        ),
        Lang.KK: (
            "{with_new} ешбір жоспарда орташа жол {bound} шегінен қысқа болмайды.",
            "Бұл жоспарда орташа жол: {value}.",
        ),
        Lang.EN: (
            "With no plan {with_new} can people's way be shorter on average than {bound}.",
            "With this plan it is {value} on average.",
        ),
    },
    SitingGoal.FEWEST_FOR_SHARE: {
        Lang.UK: (
            "Щоб охопити {share} людей, нових центрів потрібно щонайменше {bound}.",
            "У цьому плані їх {value}.",
        ),
        Lang.RU: (
            "Чтобы охватить {share} людей, новых центров нужно не меньше {bound}.",
            "В этом плане их {value}.",
        ),
        Lang.KK: (
            "Қамту {share} болуы үшін кемінде {bound} жаңа орталық қажет.",
            "Бұл жоспардағы саны: {value}.",
        ),
        Lang.EN: (
            "To cover {share} of the people, at least {bound} new centres are needed.",
            "This plan has {value}.",
        ),
    },
    SitingGoal.LEAST_FARTHEST: {
        Lang.UK: (
            "З жодним планом {with_new} найдовший шлях не буде коротшим за {bound}.",
            "З цим планом він становить {value}.",
        ),
        Lang.RU: (
            "Ни с одним планом {with_new} самый длинный путь не будет короче {bound}.",
            "С этим планом он составляет {value}.",
        ),
        Lang.KK: (
            "{with_new} ешбір жоспарда ең ұзақ жол {bound} шегінен қысқа болмайды.",
            "Бұл жоспарда ең ұзақ жол: {value}.",
        ),
        Lang.EN: (
            "With no plan {with_new} can the longest way be shorter than {bound}.",
            "With this plan it is {value}.",
        ),
    },
}
BEST = {
    Lang.UK: "Цей план найкращий.",
    Lang.RU: "Этот план наилучший.",
    Lang.KK: "Бұл — ең жақсы жоспар.",
    Lang.EN: "This plan is the best.",
}
BEST_WITHIN = {
    Lang.UK: "Цей план найкращий із точністю до {tolerance}.",
    Lang.RU: "Этот план наилучший с точностью до {tolerance}.",
    Lang.KK: "Бұл — {tolerance} дәлдікпен ең жақсы жоспар.",
    Lang.EN: "This plan is the best to within {tolerance}.",
}
NOT_PROVEN = {
    Lang.UK: "Чи є кращий план, не доведено.",
    Lang.RU: "Есть ли план лучше, не доказано.",
    Lang.KK: "Одан жақсы жоспардың бар-жоғы дәлелденбеген.",
    Lang.EN: "Whether there is a better plan is not proven.",
}
IMPOSSIBLE = {
    Lang.UK: "Охопити {share} людей неможливо: усі дозволені місця разом охоплять щонайбільше {bound}.",
    Lang.RU: "Охватить {share} людей невозможно: все разрешённые места вместе охватят не больше {bound}.",
    Lang.KK: "Қамту {share} болуы мүмкін емес: рұқсат етілген барлық орын бірге ең көбі {bound} қамтиды.",
    Lang.EN: "Covering {share} of the people is impossible: all permitted places together reach {bound}.",
}
TOO_FEW = {
    Lang.UK: "Жоден план {with_new} не досягає всіх людей.",
    Lang.RU: "Ни один план {with_new} не достигает всех людей.",
    Lang.KK: "{with_new} ешбір жоспар барлық адамға жетпейді.",
    Lang.EN: "No plan {with_new} reaches everybody.",
}
_UNITS = {
    Lang.UK: {"metres": "км", "minutes": "хв"},
    Lang.RU: {"metres": "км", "minutes": "мин"},
    Lang.KK: {"metres": "км", "minutes": "мин"},
    Lang.EN: {"metres": "km", "minutes": "min"},
}


def number(value: float, lang: Lang, digits: int = 0) -> str:
    """A number as the language writes it: 1 058,5 or 1,058.5."""
    text = f"{value:,.{digits}f}"
    return text if lang is Lang.EN else text.replace(",", _SPACE).replace(".", ",")


def rounded(value: float, digits: int, *, up: bool) -> float:
    """Rounded in one direction, but not for the last bits of a sum."""
    scaled = value * 10.0**digits
    near = round(scaled)
    if abs(scaled - near) < 1e-6:
        return near / 10.0**digits
    return (math.ceil(scaled) if up else math.floor(scaled)) / 10.0**digits


def percent(share: float, lang: Lang, *, up: bool) -> str:
    """A share as a percentage of one digit: 88,6 % or 88.6%."""
    return number(rounded(share * 100, 1, up=up), lang, 1) + ("%" if lang is Lang.EN else f"{_SPACE}%")


def length(value: float, unit: str, lang: Lang, *, up: bool) -> str:
    """Metres as kilometres, or minutes, of one digit: 17,4 км."""
    amount = value / 1000 if unit == "metres" else value
    return f"{number(rounded(amount, 1, up=up), lang, 1)}{_SPACE}{_UNITS[lang][unit]}"


def with_new(count: int, lang: Lang) -> str:
    """The number of new centres as the phrases need it."""
    single = count % 10 == 1 and count % 100 != 11
    amount = number(count, lang)
    if lang is Lang.UK:
        return f"із {amount} {'новим центром' if single else 'новими центрами'}"
    if lang is Lang.RU:
        return f"с {amount} {'новым центром' if single else 'новыми центрами'}"
    if lang is Lang.KK:
        return f"{amount} жаңа орталығы бар"
    return f"with {amount} new {'centre' if count == 1 else 'centres'}"
