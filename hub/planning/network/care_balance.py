"""Care at home and in the community against care in institutions, by the forms of services."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from hub.domain.vocabulary import Absence, CapacityFigure, DeliveryForm
from hub.planning.composition.capacities import sums_of
from hub.planning.composition.records import Offer
from hub.planning.estimate import Estimate, Unit, absent, known
from hub.planning.network.offers import offers_of
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope
from hub.store.planning.network import GivenRow, read_given
from hub.store.planning.places import Place
from hub.store.planning.services_asked import named_services

#: The groups of categories that give care or a home.
CARE: Final = ("care", "living")


class BalanceMeasure(StrEnum):
    """What is weighed."""

    CLIENTS = "clients"
    PLACES = "places"
    PROVIDERS = "providers"


class CareSetting(StrEnum):
    """Where care is given."""

    HOME = "home"
    COMMUNITY = "community"
    INSTITUTION = "institution"
    NOT_KNOWN = "not-known"


_OF_FORM: Final = {
    DeliveryForm.HOME: CareSetting.HOME,
    DeliveryForm.MOBILE_TEAM: CareSetting.HOME,
    DeliveryForm.REMOTE: CareSetting.HOME,
    DeliveryForm.STREET: CareSetting.COMMUNITY,
    DeliveryForm.SEMI_RESIDENTIAL: CareSetting.COMMUNITY,
    DeliveryForm.AMBULATORY: CareSetting.COMMUNITY,
    DeliveryForm.THIRD_PLACE: CareSetting.COMMUNITY,
    DeliveryForm.RESIDENTIAL: CareSetting.INSTITUTION,
    DeliveryForm.TEMPORARY_STAY: CareSetting.INSTITUTION,
}
#: Categories that say where they are given, for services whose forms nobody states.
_OF_CATEGORY: Final = {
    "care.home": CareSetting.HOME,
    "care.personal-assistance": CareSetting.HOME,
    "care.day": CareSetting.COMMUNITY,
    "care.residential": CareSetting.INSTITUTION,
    "living.supported": CareSetting.COMMUNITY,
    "living.transit": CareSetting.COMMUNITY,
    "living.family-care": CareSetting.COMMUNITY,
}
_FIGURES: Final = {
    BalanceMeasure.CLIENTS: (CapacityFigure.SERVED, Unit.CLIENTS),
    BalanceMeasure.PLACES: (CapacityFigure.TOTAL, Unit.PLACES),
}


@dataclass(frozen=True, slots=True)
class CareBalanceRow:
    """A territory: what is at home, in the community, in institutions, and where nobody says in which.

    `share` is the part of care outside institutions, of what is known.
    """

    place: Place
    settings: Mapping[CareSetting, Estimate]
    share: Estimate
    synthetic: int
    sources: Mapping[int, int]


def setting_of(forms: Sequence[str], category: str | None) -> CareSetting:
    """Where a service is given; at home and in the community together count as in the community.

    Forms inside and outside institutions together say nothing of the part of each.
    """
    settings = {_OF_FORM[DeliveryForm(form)] for form in forms}
    if not settings:
        return _OF_CATEGORY.get(category or "", CareSetting.NOT_KNOWN)
    if len(settings) == 1:
        return settings.pop()
    return CareSetting.NOT_KNOWN if CareSetting.INSTITUTION in settings else CareSetting.COMMUNITY


async def care_balance(
    session: ReadSession, within: Place, units: Sequence[Place], measure: BalanceMeasure, scope: ProviderScope
) -> list[CareBalanceRow]:
    """A row for each unit, in their order. Three statements. Services count where they are given."""
    categories = sorted(frozenset[str]().union(*(a.categories for a in await named_services(session, CARE))))
    given = await read_given(session, within.id, [unit.id for unit in units], scope, categories)
    offers = await offers_of(session, given)
    by_unit: defaultdict[int, list[GivenRow]] = defaultdict(list)
    for row in given:
        by_unit[row.unit_id].append(row)
    return [_row(unit, by_unit[unit.id], offers, measure) for unit in units]


def _row(
    place: Place, given: Sequence[GivenRow], offers: Mapping[UUID, Offer], measure: BalanceMeasure
) -> CareBalanceRow:
    held: dict[CareSetting, list[Offer]] = {setting: [] for setting in CareSetting}
    sources: dict[int, set[UUID]] = {}
    for row in given:
        held[setting_of(row.forms, row.category)].append(offers[row.service_id])
        sources.setdefault(row.source_id, set()).add(row.provider_id)
    settings = {setting: _weight(of, measure) for setting, of in held.items()}
    return CareBalanceRow(
        place,
        settings,
        _share(settings),
        len({row.provider_id for row in given if row.synthetic}),
        {source: len(ids) for source, ids in sources.items()},
    )


def _weight(offers: Sequence[Offer], measure: BalanceMeasure) -> Estimate:
    if measure is BalanceMeasure.PROVIDERS:
        return known(len({offer.provider_id for offer in offers}), Unit.PROVIDERS, stated=len(offers))
    figure, unit = _FIGURES[measure]
    (found,) = (each for each in sums_of(offers)[0] if each.figure is figure)
    if not offers:
        return absent(Absence.NOT_APPLICABLE, unit)
    if found.value is None:
        return absent(found.absent or Absence.NOT_STATED, unit, stated=found.stated, of=found.of)
    whole = found.stated == found.of
    value = float(found.value)
    return Estimate(value, value, value if whole else None, unit, found.stated, found.of)


def _share(settings: Mapping[CareSetting, Estimate]) -> Estimate:
    """Care outside institutions, as a share of what is stated of both; none where one is not stated."""
    known_ones = [
        settings[each] for each in (CareSetting.HOME, CareSetting.COMMUNITY, CareSetting.INSTITUTION)
    ]
    stated, of = sum(one.stated for one in known_ones), sum(one.of for one in settings.values())
    if not of:
        return absent(Absence.NOT_APPLICABLE, Unit.SHARE)
    if any(one.absent is Absence.SUPPRESSED for one in known_ones):
        return absent(Absence.SUPPRESSED, Unit.SHARE, stated=stated, of=of)
    if any(one.absent is Absence.NOT_STATED for one in known_ones):
        return absent(Absence.TOO_FEW_STATED, Unit.SHARE, stated=stated, of=of)
    values = [one.value or 0.0 for one in known_ones]
    if not sum(values):
        return absent(Absence.NOT_STATED, Unit.SHARE, stated=stated, of=of)
    share = (values[0] + values[1]) / sum(values)
    if stated == of:
        return known(share, Unit.SHARE, stated=of)
    return Estimate(share, None, None, Unit.SHARE, stated, of)
