"""What the JSON schemas of the Reconciliation Service API 0.2 demand of answers, as assertions."""

import re
from typing import Any

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def check_type(given: Any) -> None:
    assert isinstance(given["id"], str)
    assert isinstance(given["name"], str)
    for broader in given.get("broader", []):
        check_type(broader)


def check_manifest(manifest: dict[str, Any]) -> None:
    """Required are versions, name, identifierSpace and schemaSpace; templates hold {{id}}."""
    assert "0.2" in manifest["versions"]
    for name in ("name", "identifierSpace", "schemaSpace", "serviceVersion"):
        assert isinstance(manifest[name], str)
    for each in manifest["defaultTypes"]:
        check_type(each)
    assert len({each["id"] for each in manifest["defaultTypes"]}) == len(manifest["defaultTypes"])
    assert "{{id}}" in manifest["view"]["url"]
    assert "{{id}}" in manifest["preview"]["url"]
    assert {type(manifest["preview"][side]) for side in ("width", "height")} == {int}
    assert manifest["suggest"].keys() == {"entity", "property", "type"}
    for service in (*manifest["suggest"].values(), manifest["extend"]["propose_properties"]):
        assert service.keys() == {"service_url", "service_path"}
    for setting in manifest["extend"]["property_settings"]:
        assert setting.keys() >= {"name", "label", "type"}
        if setting["type"] == "select":
            assert all(choice.keys() == {"value", "name"} for choice in setting["choices"])
        else:
            assert (setting["type"], type(setting["default"])) == ("number", int)
    assert isinstance(manifest["batchSize"], int)


def check_results(batch: dict[str, Any]) -> None:
    """Each result is a list of candidates with id, name and score, the best first."""
    for answer in batch.values():
        scores = [candidate["score"] for candidate in answer["result"]]
        assert scores == sorted(scores, reverse=True)
        for candidate in answer["result"]:
            assert candidate["id"]
            assert candidate["name"]
            assert isinstance(candidate["description"], str)
            assert isinstance(candidate["match"], bool)
            assert 0 <= candidate["score"] <= 100
            for each in candidate["type"]:
                check_type(each)
            names = [feature["id"] for feature in candidate["features"]]
            assert len(set(names)) == len(names)
            assert all(isinstance(feature["value"], bool | int | float) for feature in candidate["features"])


def check_extension(answer: dict[str, Any]) -> None:
    """Every row has every property of meta, with a list of values of one of the known shapes."""
    for column in answer["meta"]:
        assert isinstance(column["id"], str)
        assert isinstance(column["name"], str)
    for row in answer["rows"].values():
        assert list(row) == [column["id"] for column in answer["meta"]]
        for value in (value for values in row.values() for value in values):
            assert value.keys() in ({"str"}, {"int"}, {"float"}, {"date"}, {"id", "name"})
            if "date" in value:
                assert _DATE.fullmatch(value["date"])


def check_suggestions(answer: dict[str, Any]) -> None:
    """A list of items with id and name."""
    assert answer.keys() == {"result"}
    for each in answer["result"]:
        assert each["id"]
        assert each["name"]
        for notable in each.get("notable", []):
            check_type(notable)
