"""Settings come from the environment, and one that is not usable is named."""

import os
from pathlib import Path

import pytest

from hub import settings
from hub.settings import InvalidSetting


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MEREZHA_PORT", "eighty"),
        ("MEREZHA_PORT", "70000"),
        ("MEREZHA_LOG_LEVEL", "LOUD"),
        ("MEREZHA_LOCK_SECONDS", "0"),
        ("MEREZHA_ANONYMOUS_DEPTH", "0"),
    ],
)
def test_a_value_that_is_not_usable_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(InvalidSetting) as caught:
        settings.load()
    assert (caught.value.details["name"], caught.value.details["value"]) == (name, value)


def test_data_lives_outside_the_superusers_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert settings.default_home() == Path("/var/lib/merezha")


def test_data_lives_where_xdg_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("XDG_DATA_HOME", "/data/of/me")
    assert settings.default_home() == Path("/data/of/me/merezha")
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", "/home/me")
    assert settings.default_home() == Path("/home/me/.local/share/merezha")


def test_an_empty_database_url_means_the_private_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEREZHA_DATABASE_URL", "")
    assert not settings.load().database.database_url
