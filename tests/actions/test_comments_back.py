"""What a supervisor wrote into a Word file comes back as memos on the right passages, once, and can be taken back in one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from spanveld.model import records as r
from spanveld.model.errors import Refused
from spanveld.session import Study
from spanveld.session.importing import NotRead
from tests.actions.supervisor import Supervisor
from tests.conftest import Addresses
from tests.session.samples import NIGHT, assert_sound, dump, put, sample


@pytest.fixture
def study(files: Addresses) -> Iterator[Study]:
    with put(files(), sample(), "ann") as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "terug.docx"


def out(study: Study, source: str = "night") -> Supervisor:
    """The source as Word, in a supervisor's hands."""
    return Supervisor(study.paper.docx(source, coders=["all"]))


def memos(study: Study) -> set[tuple[str, str, str, str]]:
    """The memos that are not of the sample: where, by whom, when, what."""
    old = {memo.text for memo in sample().of(r.Memo)}
    return {
        (memo.subject, memo.author, memo.date, memo.text) for memo in study.content().of(r.Memo) if memo.text not in old
    }


def back(study: Study, by: Supervisor, file: Path, **given: str) -> set[tuple[str, str, str, str]]:
    """The memos after a file came back."""
    study.paper.take(study.paper.read(by.save(file)), **given)
    assert_sound(study)
    return memos(study)


def today(study: Study) -> str:
    """The day of comments that a library makes, which bears no other."""
    return max(memo.date for memo in study.content().of(r.Memo))


def test_on_either_database_answers_additions_and_new_comments_come_to_the_right_passages(
    address: str, file: Path
) -> None:
    with put(address, sample(), "ann") as study:
        by = out(study)
        by.answer("passage P2 ", "Zou ik niet zo noemen.")
        by.answer("Zou ik niet", "Toch wel.")
        by.write_into("P1", "Mooi voorbeeld.")
        by.comment("Niemand leest", "Wie is niemand?")
        by.comment("De lamp is uit", "Hier ook?")
        by.comment("De vlag", "Welke vlag?")
        by.comment("Overzicht", "Nog kort.")
        by.saved_by("J. Smit")
        found = back(study, by, file)
        day = today(study)
        assert found == {
            ("passage:P2", "Prof. Smit", "2026-03-05", "Zou ik niet zo noemen."),
            ("passage:P2", "Prof. Smit", "2026-03-05", "Toch wel."),
            ("passage:P1", "J. Smit", "2026-03-06", "Mooi voorbeeld."),
            ("passage:P3", "Prof. Smit", day, "Wie is niemand?\n\n«Niemand leest»"),
            ("passage:P1", "Prof. Smit", day, "Hier ook?\n\n«De lamp is uit»"),
            ("source:night", "Prof. Smit", day, "Welke vlag?\n\n«De vlag» (¶3)"),
            ("source:night", "Prof. Smit", day, "Nog kort.\n\n«Overzicht»"),
        }
        entry = study.journal().entries[-1]
        assert entry.action == "bring in comments"
        assert set(entry.subjects) == {"source:night", "passage:P1", "passage:P2", "passage:P3"}


def test_a_comment_on_exactly_the_words_of_a_passage_says_no_more_than_was_said(study: Study, file: Path) -> None:
    by = out(study)
    by.comment("De lamp is uit.", "Precies.")
    found = study.paper.plan(study.paper.read(by.save(file))).comments
    assert [(one.passage, one.how, one.text, one.paragraph) for one in found] == [("P1", "same_words", "Precies.", 1)]


def test_a_file_that_comes_back_twice_adds_nothing_and_undo_takes_all_back_at_once(study: Study, file: Path) -> None:
    before = dump(study)
    by = out(study)
    by.answer("passage P2 ", "Nee.")
    by.write_into("P1", "Ja!")
    by.comment("De vlag", "Welke?")
    first = back(study, by, file)
    entries = len(study.journal().entries)
    assert len(first) == 3
    assert back(study, by, file) == first
    assert len(study.journal().entries) == entries
    plan = study.paper.plan(study.paper.read(file))
    assert [one.there for one in plan.comments] == [True, True, True]
    study.undo()
    assert dump(study) == before
    study.redo()
    assert memos(study) == first


def test_a_memo_that_was_rewritten_since_is_not_brought_in_again(study: Study, file: Path) -> None:
    by = out(study)
    by.answer("passage P2 ", "Nee.")
    back(study, by, file)
    number = max(study.memos.add("x"), 1) - 1
    study.memos.edit(number, text="Nee, want het was donker.")
    found = back(study, by, file)
    assert ("passage:P2", "Prof. Smit", "2026-03-05", "Nee.") not in found


def test_more_comments_in_the_same_file_add_only_what_is_new(study: Study, file: Path) -> None:
    by = out(study)
    by.answer("passage P2 ", "Nee.")
    back(study, by, file)
    by.answer("passage P1 ", "En dit?")
    assert len(back(study, by, file)) == 2


def test_words_that_go_on_in_a_line_of_ours_are_told_from_it_and_a_line_taken_out_is_named(
    study: Study, file: Path
) -> None:
    by = out(study)
    by.write_into("P2", in_line=" -- of toch wind?")
    by.strike("P1", "mood: calm")
    found = {(where, said) for where, _, _, said in back(study, by, file, author="Smit")}
    assert found == {("passage:P2", "-- of toch wind?"), ("passage:P1", "Doorgehaald: mood: calm")}
    assert {author for _, author, _, _ in memos(study)} == {"Smit"}


def test_what_came_back_as_it_went_out_is_only_counted(study: Study, file: Path) -> None:
    plan = study.paper.plan(study.paper.read(out(study).save(file)))
    assert (plan.comments, plan.unchanged, plan.missing, plan.changes) == ((), 3, 0, 0)


@pytest.mark.parametrize("marked", [True, False])
def test_where_the_text_of_the_file_was_changed_comments_still_find_their_words(
    study: Study, file: Path, marked: bool
) -> None:
    by = out(study)
    by.track("Niemand leest", "Iedereen slaapt")
    by.change("Wie het koud heeft", "Een heel andere zin stond hier, en wie het koud heeft")
    by.comment("hangt stil", "Wind?")
    by.comment("heel andere zin", "Mag dat?")
    by.comment_on_line("👩", "De hele regel.")
    if not marked:
        by.forget("docProps/custom.xml")
    plan = study.paper.plan(study.paper.read(by.save(file)))
    found = {one.text.partition("\n")[0]: (one.passage, one.how, one.paragraph) for one in plan.comments}
    assert found == {
        "Wind?": ("", "source", 3),
        "Mag dat?": ("", "lost", 2),
        "De hele regel.": ("P3", "nearest", 1),
    }
    assert plan.changes >= 3
    assert study.content().texts["night"] == NIGHT


def test_without_the_paragraphs_that_were_deleted_the_others_are_found(study: Study, file: Path) -> None:
    by = out(study)
    by.drop_line("ADe lamp is uit.")
    by.comment("Wie het koud", "Wie?")
    plan = study.paper.plan(study.paper.read(by.save(file)))
    assert [(one.how, one.paragraph, one.quote) for one in plan.comments] == [("source", 2, "Wie het koud")]


def test_comments_find_their_place_in_a_text_that_was_corrected_since(study: Study, file: Path) -> None:
    by = out(study)
    by.comment("Niemand leest", "Wie?")
    by.comment("hangt stil", "Wind?")
    study.sources.correct("night", edits=[(0, 0, "Vooraf kwam er nog een regel bij.\n")])
    plan = study.paper.plan(study.paper.read(by.save(file)))
    assert plan.corrected
    assert [(one.passage, one.paragraph) for one in plan.comments] == [("P3", 2), ("", 4)]


def test_a_comment_on_a_passage_that_is_gone_comes_to_the_source_with_its_words(study: Study, file: Path) -> None:
    by = out(study)
    by.answer("passage P3 ", "Jammer.")
    study.passages.remove("P3", with_dependants=True)
    found = back(study, by, file)
    assert {(where, said) for where, _, _, said in found} == {
        ("source:night", "Jammer.\n\n«Niemand leest in het don» (passage P3, die er niet meer is)")
    }


def test_a_comment_whose_last_line_was_taken_out_is_known_by_its_words(study: Study, file: Path) -> None:
    by = out(study)
    line = next(line for line in study.paper.read(by.save(file)).comments if line.passage == "P1")
    by.strike("P1", f"[spanveld passage P1 {' '.join(line.sums)}]")
    assert study.paper.plan(study.paper.read(by.save(file))).comments == ()


def test_a_file_of_another_study_or_source_or_text_is_refused_and_nothing_is_written(
    study: Study, files: Addresses, file: Path
) -> None:
    by = out(study)
    by.answer("passage P2 ", "Nee.")
    returned, before = study.paper.read(by.save(file)), dump(study)
    with pytest.raises(Refused, match="made of source 'night', not of 'notes'"):
        study.paper.take(returned, source="notes")
    with put(files(), sample("other"), "ann") as other, pytest.raises(Refused, match="of another study"):
        other.paper.take(returned)
    study.sources.remove("night", with_dependants=True)
    with pytest.raises(Refused, match="which is not in this study"):
        study.paper.take(returned)
    study.undo()
    assert dump(study) == before
    with put(files(), sample(), "ann") as same:
        same.sources.remove("night", with_dependants=True)
        same.sources.add("night", "Heel iets anders.", kind="interview")
        with pytest.raises(Refused, match="is not one that source 'night' has or had"):
            same.paper.take(returned)


def test_a_word_file_of_somebody_else_is_refused_by_name(study: Study, file: Path) -> None:
    by = out(study)
    by.forget("docProps/custom.xml")
    by.change("[spanveld ", "[")
    with pytest.raises(NotRead, match=r"terug\.docx cannot be read: it was not made by Spanveld"):
        study.paper.read(by.save(file))
    file.write_bytes(b"PK\x03\x04 and then nothing")
    with pytest.raises(NotRead, match="damaged"):
        study.paper.read(file)


@pytest.mark.parametrize(
    ("part", "content", "why"),
    [
        ("word/comments.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "declares a document type"),
        ("word/document.xml", b"<w:document>", "no sound XML"),
        ("word/comments.xml", b"<x>" + b" " * 30_000_000 + b"</x>", "unpacks to far more"),
    ],
)
def test_a_file_that_is_made_to_do_harm_is_refused(
    study: Study, file: Path, part: str, content: bytes, why: str
) -> None:
    by = out(study)
    by._replace({part: content})
    with pytest.raises(NotRead, match=why):
        study.paper.read(by.save(file))


def test_what_was_inserted_with_tracks_is_not_in_the_text_and_what_was_deleted_is(study: Study, file: Path) -> None:
    by = out(study)
    by.track("Niemand leest", "Iedereen slaapt nu")
    returned = study.paper.read(by.save(file))
    assert returned.text == NIGHT
    assert returned.tracked == 2


def test_a_comment_goes_to_the_passage_with_which_it_has_most_in_common_and_not_to_the_largest(
    study: Study, file: Path
) -> None:
    study.passages.add("night", 0, len(NIGHT), passage="ALL")
    by = out(study)
    by.comment("Niemand leest", "Wie?")
    by.comment_on_line("Wie het koud", "De hele regel.")
    found = study.paper.plan(study.paper.read(by.save(file))).comments
    assert [(one.passage, one.how) for one in found] == [("P3", "nearest"), ("ALL", "nearest")]
