"""Numbers of natural persons: found whatever column they stand in, hashed with a key, shown nowhere."""

import pytest

from hub.domain.identifiers import PersonalNumber, personal_number
from hub.domain.persons.hashes import fingerprint, person_hash

PERSON = "1759013776"  # the number in python-stdnum's own documentation
KEY = b"k" * 32


@pytest.mark.parametrize(
    ("raw", "scheme", "found"),
    [
        (PERSON, "UA-RNOKPP", PersonalNumber("UA-RNOKPP", PERSON)),
        (f" {PERSON[:5]} {PERSON[5:]}", "UA-RNOKPP", PersonalNumber("UA-RNOKPP", PERSON)),
        (PERSON, "UA-EDRPOU", PersonalNumber("UA-RNOKPP", PERSON)),
        ("500100732259", "RU-INN-10", PersonalNumber("RU-INN-12", "500100732259")),
        ("00032129", "UA-EDRPOU", None),
        ("1759013777", "UA-RNOKPP", None),
        ("", "UA-RNOKPP", None),
    ],
)
def test_a_persons_number_is_told_only_when_its_check_digit_holds(
    raw: str, scheme: str, found: PersonalNumber | None
) -> None:
    assert personal_number(raw, scheme) == found


def test_a_persons_number_is_not_shown_by_repr() -> None:
    assert repr(PersonalNumber("UA-RNOKPP", PERSON)) == "PersonalNumber(scheme='UA-RNOKPP')"


def test_the_hash_depends_on_key_scheme_and_number() -> None:
    one = person_hash(KEY, PersonalNumber("UA-RNOKPP", PERSON))
    assert (one.scheme, len(one.digest)) == ("UA-RNOKPP", 32)
    assert one == person_hash(KEY, PersonalNumber("UA-RNOKPP", PERSON))
    others = {
        person_hash(b"x" * 32, PersonalNumber("UA-RNOKPP", PERSON)).digest,
        person_hash(KEY, PersonalNumber("KZ-IIN", PERSON)).digest,
        person_hash(KEY, PersonalNumber("UA-RNOKPP", PERSON[::-1])).digest,
        fingerprint(KEY),
    }
    assert len(others | {one.digest}) == 5
