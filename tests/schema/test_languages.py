"""Which language labels and names are shown in."""

import pytest

from hub.domain.vocabulary import LANG_FALLBACK, Lang
from schema.languages import accepted_languages, in_language, languages_to_try
from tests.schema.hub import Hub


@pytest.mark.parametrize(
    ("header", "languages"),
    [
        (None, []),
        ("", []),
        ("de", []),
        ("*", []),
        ("uk", ["uk"]),
        ("kk-KZ, ru;q=0.8, en-US;q=0.9", ["kk", "en", "ru"]),
        ("ru;q=0, uk;q=0.1", ["uk"]),
        ("ru;q=abc, UK ; q=0.5", ["uk"]),
        ("en, en-GB;q=0.9", ["en"]),
        ("," * 5000 + "uk", ["uk"]),
        ("de," * 100 + "uk", []),
        ("uk;q=.5, ru;level=1;q=0.7", ["ru", "uk"]),
    ],
)
def test_the_header_names_languages_in_order(header: str | None, languages: list[str]) -> None:
    assert [lang.value for lang in accepted_languages(header)] == languages


def test_every_language_falls_back_to_every_other() -> None:
    for lang, order in LANG_FALLBACK.items():
        assert order[0] is lang
        assert set(order) == set(Lang)


@pytest.mark.parametrize(
    ("lang", "accepted", "own", "first"),
    [
        (Lang.KK, (Lang.EN,), "uk", Lang.KK),
        (None, (Lang.EN, Lang.RU), "uk", Lang.EN),
        (None, (), "ru", Lang.RU),
        (None, (), None, Lang.EN),
        (None, (), "de", Lang.EN),
    ],
)
def test_argument_then_header_then_record(
    lang: Lang | None, accepted: tuple[Lang, ...], own: str | None, first: Lang
) -> None:
    order = languages_to_try(lang, accepted, own)
    assert order[0] is first
    assert len(order) == 4


def test_a_second_accepted_language_goes_before_the_fallback() -> None:
    texts = {"en": "Care", "ru": "Уход"}
    assert in_language(texts, None, (Lang.KK, Lang.RU), "uk") == "Уход"
    assert in_language(texts, Lang.KK, (), None) == "Уход"
    assert in_language(texts, Lang.UK, (), None) == "Care"
    assert in_language({}, Lang.UK, (), None) is None


LABELS = """
{
  categories { code label }
  provider: providers(filter: {text: "Сударушка"}) {
    edges { node { kind { label } services { category { label } } } }
  }
  territory(code: "RU-OMS") { name uk: name(lang: UK) en: name(lang: EN) }
}
"""


@pytest.mark.parametrize(
    ("header", "care", "kind", "category", "territory"),
    [
        (None, "Care", "Комплексный центр", "Социальная адаптация", "Омская область"),
        ("uk", "Догляд", "Комплексний центр", "Соціальна адаптація", "Омська область"),
        ("kk", "Күтім", "Комплексный центр", "Социальная адаптация", "Омская область"),
        ("de, ru;q=0.5", "Уход", "Комплексный центр", "Социальная адаптация", "Омская область"),
    ],
)
def test_labels_follow_the_header_and_the_record(
    hub: Hub, header: str | None, care: str, kind: str, category: str, territory: str
) -> None:
    data = hub.data(LABELS, languages=header)
    assert {"code": "care", "label": care} in data["categories"]
    node = data["provider"]["edges"][0]["node"]
    assert node == {"kind": {"label": kind}, "services": [{"category": {"label": category}}]}
    assert data["territory"] == {"name": territory, "uk": "Омська область", "en": "Омська область"}


def test_a_term_without_labels_shows_its_code(hub: Hub) -> None:
    data = hub.data("{ categories { code children { label(lang: UK) } } }")
    assert data["categories"][-1] == {"code": "aux", "children": [{"label": "aux.household"}]}
