"""The installation's key: made once with mode 0600, taken from the environment where it is set."""

import stat
from pathlib import Path

import pytest

from hub.domain.identifiers import PersonalNumber
from hub.domain.persons.hashes import person_hash
from hub.ingest.person_key import PersonKey, PersonKeyUnreadable
from hub.settings import InvalidSetting

PERSON = PersonalNumber("UA-RNOKPP", "1759013776")


def test_a_key_is_made_at_the_first_number_and_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("MEREZHA_HOME", str(home))
    hashing = PersonKey()
    assert not home.exists()
    digest = hashing(PERSON)
    (file,) = home.iterdir()
    assert (file.name, stat.S_IMODE(file.stat().st_mode), file.stat().st_size) == ("person.key", 0o600, 32)
    assert PersonKey()(PERSON) == digest == person_hash(file.read_bytes(), PERSON)


def test_two_installations_have_different_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = set()
    for name in ("one", "other"):
        monkeypatch.setenv("MEREZHA_HOME", str(tmp_path / name))
        found.add(PersonKey().fingerprint)
    assert len(found) == 2


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MEREZHA_HOME", str(tmp_path))
    monkeypatch.setenv("MEREZHA_PERSON_KEY", "s" * 32)
    assert PersonKey()(PERSON) == person_hash(b"s" * 32, PERSON)
    assert list(tmp_path.iterdir()) == []


def test_a_short_key_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEREZHA_PERSON_KEY", "hunter2")
    with pytest.raises(InvalidSetting, match="MEREZHA_PERSON_KEY") as caught:
        PersonKey()(PERSON)
    assert "hunter2" not in str(caught.value)


def test_a_home_that_cannot_be_written_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MEREZHA_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(PersonKeyUnreadable, match=r"person\.key"):
        PersonKey()(PERSON)
