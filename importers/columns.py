"""What a column of a source's file becomes: the `columns`, `constants` and `ignore` of region.yml."""

from enum import StrEnum
from typing import Literal

from pydantic import model_validator

from hub.domain.vocabulary import Lang
from importers.strict import Slug, Strict, Text


class HubField(StrEnum):
    """Where a column's value goes; without a prefix it belongs to the row's provider or access point."""

    NAME = "name"
    SHORT_NAME = "short_name"
    OTHER_NAME = "other_name"
    IDENTIFIER = "identifier"
    KIND = "kind"
    SECTOR = "sector"
    STATUS = "status"
    STATUS_SINCE = "status_since"
    STATUS_EVIDENCE = "status_evidence"
    REGISTERED = "registered"
    CLOSED = "closed"
    LEGAL_FORM = "legal_form"
    FOUNDED = "founded"
    PARENT_KEY = "parent_key"
    SUCCESSOR_KEY = "successor_key"
    PREDECESSOR_KEY = "predecessor_key"
    OPERATOR_KEY = "operator_key"
    OPERATOR_NAME = "operator_name"
    PHONES = "phones"
    EMAILS = "emails"
    URL = "url"
    ATTRIBUTE = "attribute"
    SYNTHETIC = "synthetic"
    CITES = "cites"

    LOCATION_NAME = "location.name"
    LOCATION_ADDRESS = "location.address"
    LOCATION_STREET = "location.street"
    LOCATION_HOUSE = "location.house"
    LOCATION_POSTAL_CODE = "location.postal_code"
    LOCATION_LAT = "location.lat"
    LOCATION_LON = "location.lon"
    LOCATION_POINT = "location.point"
    LOCATION_CODE = "location.code"
    LOCATION_REGION = "location.region"
    LOCATION_DISTRICT = "location.district"
    LOCATION_HROMADA = "location.hromada"
    LOCATION_SETTLEMENT = "location.settlement"
    LOCATION_OPENING_HOURS = "location.opening_hours"
    LOCATION_ACCESSIBILITY = "location.accessibility"
    LOCATION_CONFIDENTIAL = "location.confidential"
    LOCATION_ATTRIBUTE = "location.attribute"
    LEGAL_ADDRESS = "legal.address"

    SERVICE_NAME = "service.name"
    SERVICE_CATEGORY = "service.category"
    SERVICE_CODE = "service.code"
    SERVICE_KINDS = "service.kinds"
    SERVICE_FORMS = "service.forms"
    SERVICE_DURATION = "service.duration"
    SERVICE_TARGET_GROUPS = "service.target_groups"
    SERVICE_AGES = "service.ages"
    SERVICE_STATUS = "service.status"
    SERVICE_DESCRIPTION = "service.description"
    SERVICE_FUNDING = "service.funding"
    SERVICE_COST = "service.cost"
    SERVICE_AREAS = "service.areas"
    SERVICE_TEAMS = "service.teams"
    SERVICE_VISITS = "service.visits_per_day"
    SERVICE_REACH = "service.reach"
    SERVICE_SHIFT = "service.shift"
    SERVICE_SECOND_TIER = "service.second_tier"

    CAPACITY_AS_OF = "capacity.as_of"
    CAPACITY_TOTAL = "capacity.total"
    CAPACITY_AVAILABLE = "capacity.available"
    CAPACITY_SERVED = "capacity.served"
    CAPACITY_WAITING = "capacity.waiting"

    STAFF_TITLE = "staff.title"
    STAFF_POSTS = "staff.posts"
    STAFF_FILLED = "staff.filled"
    STAFF_AS_OF = "staff.as_of"
    STAFF_QUALIFIED = "staff.qualified"
    STAFF_QUALIFICATION_ENDS = "staff.qualification_ends"
    STAFF_QUALIFICATION_YEARS = "staff.qualification_years"


#: Facts of the posts of a title: each needs the title, of the row or of its own column.
OF_POSTS = frozenset(
    {
        HubField.STAFF_POSTS,
        HubField.STAFF_FILLED,
        HubField.STAFF_QUALIFIED,
        HubField.STAFF_QUALIFICATION_ENDS,
        HubField.STAFF_QUALIFICATION_YEARS,
    }
)


#: What a field cannot do without beside its column: the identifier's scheme, the attribute's name…
_NEEDS: dict[HubField, str] = {
    HubField.IDENTIFIER: "scheme",
    HubField.ATTRIBUTE: "name",
    HubField.LOCATION_ATTRIBUTE: "name",
    HubField.LOCATION_ACCESSIBILITY: "flag",
    HubField.OTHER_NAME: "lang",
}

ATTRIBUTE_TYPES = Literal["text", "number", "flag", "date"]


class Target(Strict):
    """One hub field that a column fills, and the options which that field knows.

    `scheme`: of an identifier (UA-EDRPOU, RU-INN-10, KZ-BIN…). `name` and `type`: of an attribute.
    `flag`: the accessibility code that a "yes" in the column stands for. `lang`, `kind`: of another name.
    `unit`, `currency`: of a cost. `post`: the title whose posts a column of staff counts, where no column
    names it. `take`: a regular expression whose first group (or whole match) is the value, so that one column
    can feed several fields. `separator`: splits a cell that names several.
    """

    to: HubField
    scheme: Text | None = None
    name: Slug | None = None
    type: ATTRIBUTE_TYPES = "text"
    flag: Slug | None = None
    lang: Lang | None = None
    kind: Literal["alternate", "former", "translation"] = "alternate"
    unit: Text | None = None
    currency: Text | None = None
    take: Text | None = None
    separator: Text | None = None
    post: Text | None = None

    @model_validator(mode="after")
    def _complete(self) -> "Target":
        need = _NEEDS.get(self.to)
        if need and getattr(self, need) is None:
            raise ValueError(f"{self.to.value} needs {need}")
        if self.to is HubField.SERVICE_COST and not (self.currency and self.unit):
            raise ValueError("service.cost needs currency and unit")
        if self.post is not None and not self.to.startswith("staff."):
            raise ValueError("post belongs to columns of staff")
        return self


class Ignored(Strict):
    """A column that is not published; a `private` one is dropped before anything of it is stored."""

    reason: Text
    private: bool = False
