"""A Taguette project brought into a study: what the study then says is compared with what the project's database says."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from spanveld.formats.exchange.registry import read_project
from spanveld.model.study import StudyContent
from spanveld.session.exchange import Exchanged, TakingChoices
from spanveld.session.exchange_files import digest_of
from spanveld.session.opening import start_study
from spanveld.session.study import Study
from tests.formats.exchange.taguette_made import Made, nodes_of

HTML = "<p>Interviewer: Hoe gaat het overleg? 😀</p>\n<p>R1: De gemeente wil <b>coördinatie</b>, maar ook ruimte.</p>"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with start_study(tmp_path / "s.spanveld", coder="kim") as study:
        yield study


def exported(path: Path, *, first: int = 0, more: bool = False) -> Path:
    """An export whose rows are counted from ``first`` on; ``more``: one in which work went on."""
    made = Made(path)
    for table in ("projects", "documents", "tags", "highlights"):
        made.connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, first))
    project = made.project(members=["anna", "bas"])
    document = made.document(project, HTML, "Gesprek 1")
    top, steer = made.tag(project, "spanning", "Waar het wringt"), made.tag(project, "spanning.sturing")
    one = made.highlight(document, "wil coördinatie, maar", [steer, top])
    made.command(
        project, "bas", "2026-02-02 10:00:00", document, type="highlight_add", highlight_id=one, tags=[steer, top]
    )
    made.highlight(document, "overleg")
    made.at(document, 5, 9999, [top], "<p>elders</p>")
    if more:
        two = made.highlight(document, "ruimte", [top])
        made.command(
            project, "anna", "2026-03-02 10:00:00", document, type="highlight_add", highlight_id=two, tags=[top]
        )
    return made.done()


def bring_in(study: Study, file: Path) -> Exchanged:
    return study.exchange.bring_in(read_project(file), TakingChoices(), file=file.name, digest=digest_of(file))


def coded(content: StudyContent) -> set[tuple[str, ...]]:
    """Title of the source, words, code, coder and moment of each coding."""
    titles = {source.source: source.title for source in content.records["source"]}
    labels = {code.code: code.label_en or code.label_nl for code in content.records["code"]}
    passages = {passage.passage: passage for passage in content.records["passage"]}
    return {
        (titles[passage.source], words(content, passage), labels[coding.code], passage.coder, coding.created)
        for coding in content.records["coding"]
        for passage in [passages[coding.passage]]
        if passage.start is not None
    }


def words(content: StudyContent, passage) -> str:  # type: ignore[no-untyped-def]
    return content.texts[passage.source][passage.start : passage.end]


def in_taguette(file: Path) -> set[tuple[str, ...]]:
    with sqlite3.connect(file) as database:
        rows = database.execute(
            "SELECT d.name, d.contents, h.start_offset, h.end_offset, t.path,"
            " (SELECT c.user_login FROM commands c WHERE json_extract(c.payload, '$.highlight_id') = h.id),"
            " (SELECT c.date FROM commands c WHERE json_extract(c.payload, '$.highlight_id') = h.id)"
            " FROM highlights h JOIN documents d ON d.id = h.document_id JOIN highlight_tags ht ON ht.highlight_id = h.id"
            " JOIN tags t ON t.id = ht.tag_id WHERE h.end_offset < 9999"
        ).fetchall()
    return {
        (name, nodes_of(html).encode()[start:end].decode(), path.split(".")[-1], login, date.replace(" ", "T") + "Z")
        for name, html, start, end, path, login, date in rows
    }


def test_the_study_says_what_taguette_said_and_is_as_before_once_it_is_undone(study: Study, tmp_path: Path) -> None:
    before = study.content()
    file = exported(tmp_path / "wijk.sqlite3")
    bring_in(study, file)
    content = study.content()
    assert coded(content) == in_taguette(file)
    said = {words(content, passage) for passage in content.records["passage"] if passage.start is not None}
    assert said == {"wil coördinatie, maar", "overleg"}
    memos = {memo.text for memo in content.records["memo"]}
    assert {"Over wijken", "een gesprek"} <= memos
    assert [layer.layer for layer in content.records["layer"]] == ["wijk"]
    study.undo()
    assert study.content() == before


def test_a_later_export_of_the_project_brings_what_is_new_and_doubles_nothing(study: Study, tmp_path: Path) -> None:
    bring_in(study, exported(tmp_path / "wijk.sqlite3"))
    first = study.content()
    assert set(bring_in(study, exported(tmp_path / "again.sqlite3", first=40)).added) <= {"exchange"}
    assert coded(study.content()) == coded(first)
    later = exported(tmp_path / "later.sqlite3", first=80, more=True)
    bring_in(study, later)
    assert coded(study.content()) == in_taguette(later)
    assert len(study.content().records["passage"]) == len(first.records["passage"]) + 1


def test_a_highlight_outside_its_text_is_kept_and_told(study: Study, tmp_path: Path) -> None:
    done = bring_in(study, exported(tmp_path / "wijk.sqlite3"))
    assert "highlights without a place in the text: 1" in "\n".join(remark.text() for remark in done.account.remarks)
    kept = "".join(row.content for row in study.content().records["foreign"])
    assert "9999" in kept
