"""Access by floating catchments: what is given is what there is, and bad bands say why."""

from typing import Any

import pytest

from tests.schema.hub import Hub

QUESTION = """
query ($within: String!, $level: TerritoryLevel!, $method: AccessMethod!, $bands: [BandInput!],
       $filter: ProviderFilter, $people: PeopleInput) {
  accessibility(within: $within, level: $level, method: $method, bands: $bands, filter: $filter,
                people: $people) {
    gap total { ...A } rows { ...A }
    basis { method { code } caveats(lang: KK) { code sentence } assumptions { name value unit who } hash }
  }
}
fragment A on AccessRow {
  territory { code } people { ...E } supply { ...E } access { ...E } withoutSite { ...E }
}
fragment E on Estimate { value low high unit stated of absent }
"""


def ask(hub: Hub, within: str, level: str, method: str = "E2SFCA", **more: Any) -> Any:
    asked = {"within": within, "level": level, "method": method, **more}
    return hub.data(QUESTION, asked)["accessibility"]


@pytest.mark.parametrize("method", ["E2SFCA", "TWO_STEP", "THREE_STEP"])
def test_what_people_get_is_what_providers_have(people_hub: Hub, method: str) -> None:
    total = ask(people_hub, "UA", "REGION", method)["total"]
    # People live 1.5 km from each place, so all of its places are shared out.
    assert total["supply"]["unit"] == "places"
    assert 0 < total["supply"]["stated"] < total["supply"]["of"]
    given = total["access"]["value"] * total["people"]["value"] / 10_000
    assert given == pytest.approx(total["supply"]["value"], rel=1e-3)
    assert (total["access"]["low"], total["access"]["high"]) == (None, None)


def test_the_mean_of_rows_is_the_whole(people_hub: Hub) -> None:
    found = ask(people_hub, "UA", "REGION")
    weighed = [
        (row["people"]["value"], row["access"]["value"])
        for row in found["rows"]
        if row["access"]["value"] is not None
    ]
    mean = sum(people * access for people, access in weighed) / sum(people for people, _ in weighed)
    assert mean == pytest.approx(found["total"]["access"]["value"], rel=1e-2)


def test_raam_tells_how_near_it_came(people_hub: Hub) -> None:
    found = ask(people_hub, "UA-05", "HROMADA", "RAAM")
    assert 0 <= found["gap"] <= 1e-4
    assert found["total"]["access"]["unit"] == "index"
    assert found["basis"]["method"]["code"] == "RAAM"


def test_where_nobody_states_places_providers_are_counted(people_hub: Hub) -> None:
    found = ask(people_hub, "UA-05", "HROMADA", filter={"kinds": ["ngo"], "text": "цього немає ніде"})
    assert found["total"]["access"]["unit"] == "sites for each 10,000 people"
    assert found["total"]["access"]["value"] == 0
    assert "SITES_NOT_PLACES" in [caveat["code"] for caveat in found["basis"]["caveats"]]


def test_without_people_access_is_absent(people_hub: Hub) -> None:
    total = ask(people_hub, "KZ", "REGION")["total"]
    assert (total["access"]["value"], total["access"]["absent"]) == (None, "NO_POPULATION")
    assert total["supply"]["of"] > 0


@pytest.mark.parametrize(
    "bands",
    [
        [],
        [{"weight": 1}],
        [{"metres": 5, "minutes": 5, "weight": 1}],
        [{"metres": 5, "weight": 1}, {"minutes": 9, "weight": 1}],
        [{"metres": 9, "weight": 1}, {"metres": 5, "weight": 1}],
        [{"metres": 9, "weight": 0}],
        [{"metres": 300_000, "weight": 1}],
        [{"metres": number + 1, "weight": 1} for number in range(11)],
        [{"metres": 9, "weight": 0.0009}],
        [{"metres": 9, "weight": 1e-308}],
        [{"metres": 9, "weight": -1}],
        [{"metres": 9, "weight": 1.0001}],
        [{"metres": 0.5, "weight": 1}],
        [{"metres": 5e-324, "weight": 1}],
        [{"minutes": 0.5, "weight": 1}],
        [{"minutes": 241, "weight": 1}],
        [{"metres": 5, "weight": 0.5}, {"metres": 9, "weight": 0.6}],
    ],
)
def test_bands_that_are_none_are_refused(people_hub: Hub, bands: list[dict[str, float]]) -> None:
    asked = {"within": "UA-05", "level": "HROMADA", "method": "E2SFCA", "bands": bands}
    assert people_hub.reply(QUESTION, asked).codes == [("BAD_USER_INPUT", "BANDS")]


def test_minutes_of_bands_follow_the_rule(people_hub: Hub) -> None:
    bands = [{"minutes": 30, "weight": 1}]
    by_minutes = ask(people_hub, "UA-05", "HROMADA", "TWO_STEP", bands=bands)["total"]["access"]["value"]
    # 9.1 + 1.24 minutes/km: 30 minutes are 16,854.8 m.
    metres = [{"metres": 16_854.8387, "weight": 1}]
    by_metres = ask(people_hub, "UA-05", "HROMADA", "TWO_STEP", bands=metres)["total"]["access"]["value"]
    assert by_minutes == pytest.approx(by_metres)


@pytest.mark.parametrize("method", ["TWO_STEP", "RAAM"])
@pytest.mark.parametrize("weights", [[0.5], [1, 1], [1, 0.5]])
def test_a_method_of_one_limit_takes_one_band_and_no_weight(
    people_hub: Hub, method: str, weights: list[float]
) -> None:
    bands = [{"metres": 9_000 * (number + 1), "weight": weight} for number, weight in enumerate(weights)]
    asked = {"within": "UA-05", "level": "HROMADA", "method": method, "bands": bands}
    reply = people_hub.reply(QUESTION, asked)
    assert reply.codes == [("BAD_USER_INPUT", "BANDS")]
    assert f"{method} has one limit" in reply.errors[0]["message"]
    assert people_hub.reply(QUESTION, {**asked, "method": "E2SFCA"}).codes == []
    assert people_hub.reply(QUESTION, {**asked, "bands": [{"metres": 9_000, "weight": 1}]}).codes == []
