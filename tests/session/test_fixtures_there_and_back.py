"""What came from another program, given out and taken in again, is the same study; also where nothing is left of our own note in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from spanveld.formats.exchange.own_note import note_in, without_its_note
from spanveld.formats.exchange.project import Project
from spanveld.formats.exchange.registry import read_project
from spanveld.model.kinds import KINDS
from spanveld.model.study import StudyContent
from spanveld.session.exchange import TakingChoices
from spanveld.session.giving import give
from spanveld.session.opening import start_study

OURS = Path(__file__).parents[1] / "formats" / "exchange" / "files"
WRITTEN_BY_US = ("qualcoder_export_lf.qdpx", "qualcoder_project.qda", "taguette_project_export.sqlite3")
OF_OTHERS = (
    "nvivo_win_12.6_97sel.qdpx",
    "qc_1.2.0_168sel.qdpx",
    "maxqda_24.7_codes_sources_sets.qdpx",
    "spec_annexA2_atlasti_8.4.qdpx",
    "spec_annexA3_transana_3.22b2.qde",
)


@pytest.fixture(params=[*WRITTEN_BY_US, *(pytest.param(name, marks=pytest.mark.shared) for name in OF_OTHERS)])
def fixture(request: pytest.FixtureRequest) -> Path:
    """A project of another program."""
    if request.param in WRITTEN_BY_US:
        return OURS / str(request.param)
    return Path(request.getfixturevalue("shared")) / "refi" / "fixtures" / str(request.param)


Taken = Callable[[Project], StudyContent]


@pytest.fixture
def there(fixture: Path, tmp_path: Path) -> tuple[StudyContent, Project]:
    """The study that was made of it, and what that gives out."""
    with start_study(tmp_path / "first.spanveld", language="nl", coder="ann") as study:
        study.exchange.bring_in(read_project(fixture), TakingChoices(), file=fixture.name, digest="a" * 64)
        give(study, tmp_path / "out.qdpx")
        return study.content(), read_project(tmp_path / "out.qdpx")


@pytest.fixture
def taken(tmp_path: Path) -> Taken:
    """Takes a project into a study of its own."""

    def take(project: Project) -> StudyContent:
        with start_study(tmp_path / "second.spanveld", language="nl", coder="ann") as study:
            study.exchange.bring_in(project, TakingChoices(), file="out.qdpx", digest="b" * 64)
            return study.content()

    return take


def everything(content: StudyContent) -> dict[str, Counter[Hashable]]:
    """All records with their GUIDs, by kind, and all texts."""
    found: dict[str, Counter[Hashable]] = {"texts": Counter(content.texts.items())}
    for name, kind in KINDS.items():
        attributes = [column.attribute for column in kind.columns]
        found[name] = Counter(
            (record.guid, *(str(getattr(record, each)) for each in attributes)) for record in content.records[name]
        )
    return found


def test_given_out_and_taken_in_it_is_the_same_study(there: tuple[StudyContent, Project], taken: Taken) -> None:
    first, out = there
    assert everything(taken(out)) == everything(first)


def by_guid(content: StudyContent) -> dict[str, Counter[Hashable]]:
    """Users, codes, passages, codings and memos, each thing called by its GUID; who opened the study is left out."""

    def guids(kind: str, attribute: str) -> dict[str, str]:
        return {getattr(record, attribute): record.guid for record in content.records[kind]}

    coder, source = guids("coder", "coder"), guids("source", "source")
    code = {(each.layer, each.code): each.guid for each in content.records["code"]}
    passage = {each.passage: each for each in content.records["passage"]}
    subjects = {f"code:{layer}/{name}": guid for (layer, name), guid in code.items()}
    for kind in ("source", "passage", "participant", "coder"):
        subjects |= {f"{kind}:{name}": guid for name, guid in guids(kind, kind).items()}

    def author(memo: Any) -> str:
        return coder.get(memo.author, "") or memo.author

    return {
        "users": Counter(
            (each.guid, each.name) for each in content.records["coder"] if not each.coder.startswith("ann")
        ),
        "codes": Counter(
            (each.guid, each.label_nl or each.label_en, code.get((each.layer, each.parent), ""), each.definition)
            for each in content.records["code"]
        ),
        "passages": Counter(
            (each.guid, source[each.source], each.start, each.end, coder.get(each.coder, ""), each.memo)
            for each in content.records["passage"]
        ),
        "codings": Counter(
            (
                each.guid,
                passage[each.passage].guid,
                code[each.layer, each.code],
                coder.get(each.coder or passage[each.passage].coder, ""),
                each.created.removesuffix("Z"),
            )
            for each in content.records["coding"]
        ),
        "memos": Counter(
            (subjects.get(each.subject, each.subject), each.date, author(each), each.text)
            for each in content.records["memo"]
        ),
    }


def test_without_our_note_its_users_codes_passages_codings_and_memos_are_the_same(
    there: tuple[StudyContent, Project], taken: Taken
) -> None:
    first, out = there
    bare = replace(without_its_note(out), files={})
    assert note_in(out) is not None
    assert note_in(bare) is None
    before, after = by_guid(first), by_guid(taken(bare))
    for kind, facts in before.items():
        assert after[kind] == facts, kind
