"""A reorganisation as data: two institutions until a day, one that took their work over since."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hub.domain.records import IdentifierRecord
from hub.domain.vocabulary import RecordStatus
from hub.ingest import RunOptions
from hub.store.connection import connect
from tests.schema.hub import Hub

from .builders import HROMADA, provider, service

BEFORE, EVENT, AFTER = date(2023, 1, 1), date(2024, 6, 1), date(2024, 7, 1)
COMPOSITION = """
query ($territory: String!, $asOf: AsOf) {
  composition(territory: $territory, services: ["care.home", "rehab.social"], asOf: $asOf) {
    candidates
    sets {
      members { provider { name predecessors { name } } brings { code } }
      covered { service { code } capacity { figure value } }
      missing { service { code } }
      notCounted { reason provider { name } }
    }
    basis { asOf release { number } }
  }
}
"""


def institution(number: str, name: str, *services: Any, **more: Any) -> Any:
    """A provider with a number of its own."""
    return provider(
        number,
        name,
        services=services,
        identifiers=(IdentifierRecord("TEST", f"{number}-{name}", valid=True),),
        **more,
    )


def test_two_institutions_then_one(hub_url: str, importing: Callable[..., Any]) -> None:
    home = service()
    rehab = service(key="rehab", name="Реабілітація", category="rehab.social", capacities=())
    with connect(hub_url) as connection:
        connection.execute(
            "INSERT INTO hub.term_closure (taxonomy, code, ancestor) "
            "SELECT taxonomy, code, code FROM hub.term"
        )
    importing(
        institution("1", "Терцентр", home),
        institution("2", "Центр сім’ї", rehab),
        options=RunOptions(as_of=BEFORE),
    )
    gone = {"status": RecordStatus.MERGED, "successor_keys": ("3",)}
    importing(
        institution("1", "Терцентр", home, **gone),
        institution("2", "Центр сім’ї", rehab, **gone),
        institution("3", "Комплексний центр", home, rehab, predecessor_keys=("1", "2")),
        options=RunOptions(as_of=EVENT),
    )
    hub = Hub(hub_url)

    def compose(as_of: date | int | None) -> tuple[list[str], Any]:
        moment = as_of if as_of is None or isinstance(as_of, int) else as_of.isoformat()
        answer = hub.data(COMPOSITION, {"territory": HROMADA, "asOf": moment})["composition"]
        (found,) = answer["sets"]
        assert found["missing"] == []
        return sorted(one["provider"]["name"] for one in found["members"]), found

    two = ["Терцентр 1", "Центр сім’ї 2"]
    try:
        assert compose(date(2024, 5, 31))[0] == two
        assert compose(1)[0] == two
        for moment in (AFTER, 2, None):
            names, found = compose(moment)
            assert names == ["Комплексний центр 3"]
            (member,) = found["members"]
            assert [one["code"] for one in member["brings"]] == ["care.home", "rehab.social"]
            assert {(each["reason"], each["provider"]["name"]) for each in found["notCounted"]} == {
                ("CLOSED", name) for name in two
            }
            (home_care, _) = found["covered"]
            assert {"figure": "TOTAL", "value": 40} in home_care["capacity"]
        assert sorted(each["name"] for each in member["provider"]["predecessors"]) == two
    finally:
        hub.close()
