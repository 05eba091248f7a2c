"""From a file's unknown words to lines that, pasted into lookups.yml, leave no issue of them."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from hub.domain.records import Issue, RawRow
from hub.domain.vocabulary import Severity
from importers.lookups import Lookups, load_lookups
from importers.mapping import Mapper
from importers.readers import open_rows
from importers.region import Region
from importers.suggest import as_yaml, suggest, words_of_file, words_of_issues
from tests.importers.mapping.builders import GAZETTEER

REGION = Region.model_validate(
    {
        "code": "ua_99",
        "title": "Зразок",
        "publisher": "Зразок",
        "licence": "CC0-1.0",
        "lang": "uk",
        "country": "UA",
        "jurisdiction": "UA",
        "row": "provider",
        "key": ["Назва"],
        "constants": {"location.code": "UA"},
        "columns": {
            "Назва": "name",
            "Тип": "kind",
            "Власність": "sector",
            "Стан": "status",
            "Групи": "service.target_groups",
            "Форма": "service.forms",
        },
        "services": {"shape": "cell", "column": "Послуги"},
    }
)
FILE = """Назва;Тип;Власність;Стан;Групи;Форма;Послуги
А;державна соц. служба;комун.;діє;особи з інвалідністю I групи;виїзна бригада;"продуктовий набір
йога"
Б;Державна  соц. служба;комун.;діє;;;консультація психолога
В;санаторій;приватна;на ремонті;;;Надання притулку
"""
TELLING = {"UNKNOWN_VALUE", "UNKNOWN_CATEGORY", "AMBIGUOUS_CATEGORY"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_text(FILE, "utf-8")
    return path


def issues(file: Path, lookups: Lookups) -> list[tuple[str, str | None]]:
    with open_rows(file, REGION.format) as source:
        items = list(Mapper(REGION, lookups, GAZETTEER).items(source))
    assert sum(isinstance(item, RawRow) for item in items) == 3
    return [(item.code, item.value) for item in items if isinstance(item, Issue) and item.code in TELLING]


def test_the_lines_of_a_file_are_valid_lookups_and_pasted_leave_only_what_was_left_blank(
    file: Path, tmp_path: Path
) -> None:
    before = issues(file, Lookups())
    text = as_yaml(suggest(REGION, Lookups(), words_of_file(REGION, Lookups(), file, GAZETTEER)))
    (tmp_path / "lookups.yml").write_text(text, "utf-8")
    lookups = load_lookups(tmp_path)
    assert lookups.kind == {}  # what phrases surely say of a kind the import knows without a line
    assert lookups.sector == {"комун.": "municipal"}
    assert {words: meanings and meanings[0].category for words, meanings in lookups.category.items()} == {
        "консультація психолога": "support.psychological",
    }
    after = issues(file, lookups)
    assert len(before) == 13
    assert set(before) - set(after) == {
        ("UNKNOWN_VALUE", "комун."),
        ("UNKNOWN_CATEGORY", "консультація психолога"),
    }
    assert '  # "особи з інвалідністю I групи": pwd' in text.splitlines()  # likely, but «I групи» is more


def test_words_that_nothing_is_like_and_words_that_mean_several_are_commented_blank_lines(file: Path) -> None:
    text = as_yaml(suggest(REGION, Lookups(), words_of_file(REGION, Lookups(), file, GAZETTEER)))
    lines = text.splitlines()
    at = lines.index('  # "йога":')
    assert lines[at - 1] == (
        '  # once in row 2 of column "Послуги": nothing is like it; write its code, or null for none'
    )
    at = lines.index('  # "Надання притулку":')
    assert lines[at - 5] == (
        '  # once in row 5 of column "Послуги": '
        "means several categories; say which, or name several in a list"
    )
    assert lines[at - 4] == '  #    25 % crisis.shelter-children: "Тимчасовий притулок для дітей" (uk)'
    assert [line.split(":")[0] for line in lines[at - 4 : at]] == [
        f"  #    25 % crisis.shelter-{of}" for of in ("children", "displaced", "homeless", "violence")
    ]


def test_spellings_of_one_word_are_counted_together(file: Path) -> None:
    words = words_of_file(REGION, Lookups(), file, GAZETTEER)
    kind = next(word for word in words if word.table == "kind")
    assert (kind.words, kind.column, kind.count, kind.rows) == (
        "державна соц. служба",
        "Тип",
        2,
        (2, 4),
    )
    assert [word.table for word in words] == sorted(
        (word.table for word in words),
        key=["kind", "sector", "status", "category", "forms", "target_groups"].index,
    )


def test_words_that_the_lookups_know_are_not_asked_for(file: Path) -> None:
    known = Lookups.model_validate({"category": {"йога": None}, "kind": {"санаторій": None}})
    words = {word.words for word in words_of_file(REGION, known, file, GAZETTEER)}
    assert not words & {"йога", "санаторій"}


def test_any_text_of_a_cell_is_a_yaml_key() -> None:
    odd = 'a: "b" # {c} \\ é\t'
    issue = Issue("UNKNOWN_CATEGORY", "…", Severity.WARNING, 2, None, "Послуги", odd)
    text = as_yaml(suggest(REGION, Lookups(), words_of_issues(REGION, [issue])))
    uncommented = "\n".join(line.replace("  # ", "  ") for line in text.splitlines() if line.endswith('":'))
    assert YAML(typ="safe").load(f"category:\n{uncommented} x") == {"category": {odd.strip(): "x"}}


def test_issues_without_a_value_or_of_other_kinds_are_no_words() -> None:
    others = [
        Issue("UNKNOWN_VALUE", "…", Severity.WARNING, 2, None, "Тип", None),
        Issue("UNKNOWN_VALUE", "…", Severity.WARNING, 2, None, "Назва", "А"),
        Issue("UNKNOWN_TERRITORY", "…", Severity.WARNING, 2, None, "Тип", "А"),
    ]
    assert words_of_issues(REGION, others) == []
