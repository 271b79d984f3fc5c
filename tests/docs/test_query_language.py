"""The page on the retrieval language knows every word of it, and its examples find something in the demonstration study."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from spanveld.query.checking import ATTRIBUTES, FIELDS, FLAGS
from spanveld.query.parsing import parse
from spanveld.query.printing import show
from spanveld.query.tree import RELATIONS
from spanveld.session import Study, load_study

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "query-language.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^    (.+)$", PAGE.partition("## Grammar")[0], flags=re.MULTILINE)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    folder = Path(str(files("spanveld") / "demo" / "study"))
    with load_study(tmp_path_factory.mktemp("demo") / "demo.spanveld", folder).study as study:
        yield study


@pytest.mark.parametrize("query", EXAMPLES)
def test_an_example_finds_some_passages_and_stands_in_canonical_form(demo: Study, query: str) -> None:
    found = demo.find(query)
    assert found.rows
    assert found.count >= len(found.rows)
    assert show(parse(query)) == query == found.query


def test_the_page_has_many_examples() -> None:
    assert len(EXAMPLES) > 40


@pytest.mark.parametrize("field", [*FIELDS, *FLAGS, *(f"{name}.NAME" for name in ATTRIBUTES), *RELATIONS])
def test_the_page_tells_what_each_field_mark_and_relation_means(field: str) -> None:
    first = [
        re.findall(r"`([^`:]+)(?::N)?`", line.split("|")[1]) for line in PAGE.splitlines() if line.startswith("| ")
    ]
    assert field in {name for names in first for name in names}


@pytest.mark.parametrize("field", [*FIELDS, *FLAGS, *ATTRIBUTES, *RELATIONS])
def test_some_example_shows_each_of_them(field: str) -> None:
    assert any(re.search(rf"(?<![\w.]){re.escape(field)}(?!\w)", example) for example in EXAMPLES)
