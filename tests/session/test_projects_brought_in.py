"""Projects of other programs in a study: as one change, again after both changed, and out of it again when somebody is erased."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from spanveld.actions import exchanging
from spanveld.formats.exchange.account_text import account_of
from spanveld.formats.exchange.giving import project_of
from spanveld.formats.exchange.project import Project
from spanveld.formats.exchange.registry import read_project
from spanveld.model.errors import Refused
from spanveld.model.records import KINDS
from spanveld.session import Study
from spanveld.session.exchange import TakingChoices
from spanveld.session.opening import start_study
from tests.actions.brought import MADE, TEXT, guid, kitchen, marked, with_source
from tests.session.samples import assert_sound, dump, put, sample
from tests.strategies import as_seen, same

OURS = Path(__file__).parents[1] / "formats" / "exchange" / "files"
SHARED = Path(__file__).parents[2].parent / "shared" / "refi" / "fixtures"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with put(str(tmp_path / "room.spanveld"), sample(), "ann") as opened:
        yield opened


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Study]:
    with start_study(tmp_path / "new.spanveld", language="nl", coder="ann") as opened:
        yield opened


def bring(study: Study, project: Project, **choices: Any) -> Any:
    return study.exchange.bring_in(project, TakingChoices(**choices), file="Keuken.qdpx", digest="a" * 64)


def one(study: Study, kind: str, name: str) -> Any:
    """The thing with the GUID of this name."""
    [found] = [each for each in study.content().records[kind] if each.guid == guid(name)]
    return found


def codes_on(study: Study, name: str) -> set[tuple[str, str]]:
    """Code and coder on the passage with the GUID of this name."""
    passage = one(study, "passage", name)
    return {
        (each.code, each.coder or passage.coder)
        for each in study.content().records["coding"]
        if each.passage == passage.passage
    }


def test_an_import_is_one_entry_that_undo_takes_back_wholly_and_redo_makes_again(study: Study) -> None:
    before = dump(study)
    plan = study.exchange.plan(kitchen(), file="Keuken.qdpx")
    assert dump(study) == before
    done = bring(study, kitchen())
    assert (done.exchange, done.again, done.conflicts, done.added) == ("E2", "", (), plan.added)
    [entry] = study.changes(study.newest() - 1)
    assert (entry.action, list(entry.subjects)) == ("import project", ["exchange:E2"])
    assert_sound(study)
    after = study.content()
    study.undo()
    assert dump(study) == before
    study.redo()
    assert study.content() == after
    assert_sound(study)


def test_what_the_study_had_is_not_touched(study: Study) -> None:
    before = study.content()
    bring(study, kitchen())
    after = study.content()
    for kind in KINDS:
        assert set(map(repr, before.records[kind])) <= set(map(repr, after.records[kind])), kind


def test_the_import_keeps_its_report_and_nobody_needs_the_file_for_it(study: Study) -> None:
    done = bring(study, kitchen())
    [record] = [each for each in study.content().records["exchange"] if each.exchange == done.exchange]
    assert (record.file, record.origin, record.format, record.coder) == ("Keuken.qdpx", "Some Program 3", "refi", "ann")
    assert (record.layer, record.digest) == ("keuken", "a" * 64)
    assert account_of(record.account).account.as_data() == done.account.as_data()


@pytest.mark.parametrize(
    "file",
    ["qualcoder_export_lf.qdpx", "qualcoder_project.qda", "taguette_project_export.sqlite3", "taguette_codebook.qdc"],
)
def test_projects_of_other_programs_come_in_with_every_selection_and_go_again(empty: Study, file: str) -> None:
    before = dump(empty)
    project = read_project(OURS / file)
    empty.exchange.bring_in(project, file=file)
    assert_sound(empty)
    _is_there(empty, project)
    again = empty.exchange.bring_in(project, file=file)
    assert (again.added, again.changed, again.again) == ({"exchange": 1}, {"foreign": 1}, "E1")
    empty.undo()
    empty.undo()
    assert dump(empty) == before


@pytest.mark.shared
@pytest.mark.parametrize(
    "file", ["nvivo_win_12.6_97sel.qdpx", "qc_1.2.0_168sel.qdpx", "maxqda_24.7_codes_sources_sets.qdpx"]
)
def test_projects_of_programs_come_in_as_their_expectations_say(empty: Study, file: str) -> None:
    project = read_project(SHARED / file)
    empty.exchange.bring_in(project, file=file)
    assert empty.doctor().problems == ()
    _is_there(empty, project)
    expected = json.loads((SHARED / file.replace(".qdpx", ".expected.json")).read_text(encoding="utf-8"))
    content = empty.content()
    passages = {each.guid: each for each in content.records["passage"]}
    wanted = {
        selection["guid"]: tuple(selection["cp_lf"])
        for source in expected["sources"]
        for selection in source.get("selections", ())
    }
    assert {name: (passages[name].start, passages[name].end) for name in wanted} == wanted


def _is_there(study: Study, project: Project) -> None:
    """Every selection with a place is a passage with its GUID, place, coder, codes and dates; codes and users are there by GUID."""
    content = study.content()
    passages = {each.guid: each for each in content.records["passage"]}
    coders = {each.guid: each.coder for each in content.records["coder"]}
    codes = {(each.layer, each.code): each.guid for each in content.records["code"]}
    assert {code.guid for code in project.codes} <= set(codes.values())
    assert {user.guid for user in project.users} <= set(coders)
    given: dict[str, set[tuple[str, str, str]]] = {each.passage: set() for each in passages.values()}
    for coding in content.records["coding"]:
        given[coding.passage].add((codes[coding.layer, coding.code], coding.coder, coding.created))
    for source in project.sources:
        for selection in source.selections if source.text else ():
            passage = passages[selection.guid]
            assert (passage.start, passage.end, passage.memo) == (selection.start, selection.end, selection.description)
            user = selection.stamp.creator or next((each.user for each in selection.codings), "")
            assert passage.coder == coders.get(user, "")
            wanted = {
                (each.code, "" if coders.get(each.user, "") in ("", passage.coder) else coders[each.user], each.created)
                for each in selection.codings
            }
            assert given[passage.passage] == wanted
    memos = {each.guid: each for each in content.records["memo"]}
    for note in project.notes:
        assert note.text in memos[note.guid].text
        assert memos[note.guid].date == note.stamp.created[:10]


# ---------------------------------------------------------------------- again, after changes
def test_what_changed_in_the_file_comes_along_and_what_changed_here_stays(study: Study) -> None:
    project = kitchen()
    bring(study, project)
    soup, quiet = one(study, "passage", "soup"), one(study, "passage", "quiet")
    layer = one(study, "code", "cold").layer
    study.codes.rename(f"{layer}/koud", to="kil")
    study.passages.edit(quiet.passage, memo="Hier anders.")
    study.codings.remove(soup.passage, f"{layer}/smaak", coder="ida")
    study.passages.remove(one(study, "passage", "bare").passage)
    talk = project.sources[0]
    changed = with_source(
        project,
        selections=(
            replace(talk.selections[0], description="Nieuw in het bestand."),
            *talk.selections[1:],
            marked("fresh", "Daarna", ("cold", "otto")),
        ),
    )
    done = bring(study, changed)
    assert (done.again, done.conflicts, done.gone) == ("E2", (), ())
    assert one(study, "passage", "soup").memo == "Nieuw in het bestand."
    assert codes_on(study, "soup") == {("kil", "ida"), ("kil", "otto")}
    assert one(study, "passage", "quiet").memo == "Hier anders."
    assert codes_on(study, "fresh") == {("kil", "otto")}
    assert not [each for each in study.content().records["passage"] if each.guid == guid("bare")]
    assert_sound(study)


def test_a_third_time_what_the_file_said_twice_does_not_undo_what_was_changed_here_between(study: Study) -> None:
    project = kitchen()
    bring(study, project)
    study.passages.edit(one(study, "passage", "quiet").passage, memo="Hier anders.")
    bring(study, project)
    third = bring(study, project)
    assert (third.again, third.changed) == ("E3", {"foreign": 1})
    assert one(study, "passage", "quiet").memo == "Hier anders."


def test_what_both_changed_is_a_conflict_and_nothing_is_written_until_somebody_chooses(study: Study) -> None:
    project = kitchen()
    bring(study, project)
    quiet = one(study, "passage", "quiet").passage
    study.passages.edit(quiet, memo="Hier anders.")
    talk = project.sources[0]
    there = with_source(
        project,
        selections=(talk.selections[0], replace(talk.selections[1], description="Daar anders."), *talk.selections[2:]),
    )
    [conflict] = study.exchange.plan(there).conflicts
    assert (conflict.what, conflict.field, conflict.ours, conflict.theirs) == (
        f"passage:{quiet}",
        "memo",
        "Hier anders.",
        "Daar anders.",
    )
    newest = study.newest()
    with pytest.raises(Refused, match="both changed"):
        bring(study, there)
    assert study.newest() == newest
    bring(study, there, settled={conflict.place: "theirs"})
    assert one(study, "passage", "quiet").memo == "Daar anders."


def test_what_the_file_no_longer_has_stays_and_is_named(study: Study) -> None:
    project = kitchen()
    bring(study, project)
    talk = project.sources[0]
    done = bring(study, with_source(project, selections=talk.selections[:2]))
    assert set(done.gone) == {f"passage:{one(study, 'passage', name).passage}" for name in ("bare", "lost")}


def test_a_text_that_was_corrected_here_takes_new_selections_of_the_file_where_their_words_are_now(
    study: Study,
) -> None:
    project = kitchen()
    bring(study, project)
    name = one(study, "source", "talk").source
    study.sources.correct(name, text=TEXT.replace("De soep was koud.", "De erwtensoep was werkelijk koud."))
    talk = project.sources[0]
    done = bring(
        study, with_source(project, selections=(*talk.selections, marked("fresh", "Daarna kwam", ("quiet", "otto"))))
    )
    assert done.conflicts == ()
    content = study.content()
    fresh = one(study, "passage", "fresh")
    assert content.texts[name][fresh.start : fresh.end] == "Daarna kwam"
    assert "erwtensoep" in content.texts[name]
    assert_sound(study)


def test_another_project_that_shares_codes_is_another_project(study: Study) -> None:
    bring(study, kitchen())
    other = with_source(
        kitchen(), guid=guid("other talk"), codings=(), selections=(marked("other", "het toetje", ("taste", "ida")),)
    )
    done = bring(study, replace(other, sources=other.sources[:1], cases=(), notes=()))
    assert (done.again, done.conflicts) == ("", ())
    assert codes_on(study, "other") == {("smaak", "ida")}
    assert len([each for each in study.content().records["code"] if each.guid == guid("taste")]) == 1


# ---------------------------------------------------------------------- erased
def test_erasing_somebody_takes_what_is_kept_of_the_import_along(study: Study) -> None:
    project = with_source(kitchen(), name="Gesprek met Marleen Oudkerk")
    named = replace(
        project,
        links=(replace(project.links[0], name="gaat over Oudkerk"),),
        cases=(replace(project.cases[0], name="Marleen Oudkerk"), *project.cases[1:]),
    )
    bring(study, named)
    cook, passage = one(study, "participant", "cook").participant, one(study, "passage", "soup").guid
    study.erase(f"participant:{cook}", names=["Marleen Oudkerk", "Oudkerk"])
    content = study.content()
    kept = "\n".join(
        [*(row.content for row in content.records["foreign"]), *(row.account for row in content.records["exchange"])]
    )
    assert "Oudkerk" not in kept
    assert passage not in kept  # the source was this person's only
    assert not [row for row in content.records["foreign"] if row.item in (guid("cook"), guid("talk"))]
    assert guid("link") in {row.item for row in content.records["foreign"]}
    assert study.doctor().problems == ()


def test_removing_a_passage_leaves_no_row_hanging_and_the_folder_sound(study: Study) -> None:
    bring(study, kitchen())
    study.remove(f"passage:{one(study, 'passage', 'soup').passage}", with_dependants=True)
    assert_sound(study)


def test_a_created_moment_stands_as_the_file_has_it(study: Study) -> None:
    bring(study, kitchen())
    passage = one(study, "passage", "soup").passage
    assert {each.created for each in study.content().records["coding"] if each.passage == passage} == {MADE}


# ---------------------------------------------------------------------- many, and our own
def test_a_large_project_in_an_empty_study_comes_in_as_a_whole_and_goes_as_one(
    empty: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, apart = dump(empty), bring(empty, kitchen())
    wanted = empty.content()
    empty.undo()
    monkeypatch.setattr(exchanging, "MANY", 5)
    monkeypatch.setattr(exchanging, "MUCH", 5)
    done = bring(empty, kitchen())
    assert (done.exchange, done.added) == (apart.exchange, apart.added)
    there = empty.content()
    for kind in KINDS:
        assert len(there.records[kind]) == len(wanted.records[kind]), kind
        if kind not in ("exchange", "memo"):  # a memo of the project is known by the import
            assert set(map(repr, there.records[kind])) == set(map(repr, wanted.records[kind])), kind
    assert empty.search("toetje").total == 1
    assert_sound(empty)
    empty.undo()
    assert dump(empty) == before
    empty.redo()
    assert empty.content() == there


def test_a_study_that_comes_back_from_its_own_export_is_the_same_study(empty: Study) -> None:
    content = as_seen(sample(), "ann")
    done = empty.exchange.bring_in(project_of(content))
    assert (done.exchange, done.conflicts) == ("", ())
    assert same(empty.content(), content)


def test_what_another_program_changed_in_our_own_export_comes_back_into_the_study(study: Study) -> None:
    content = study.content()
    project = project_of(content)
    [code] = [each for each in project.codes if each.name == "kou"]
    renamed = tuple(replace(each, name="kilte") if each is code else each for each in project.codes)
    study.passages.edit("P1", memo="Intussen hier.")
    done = study.exchange.bring_in(replace(project, codes=renamed))
    assert done.conflicts == ()
    assert done.changed == {"code": 1}
    after = study.content()
    [label] = [each.label_nl for each in after.records["code"] if each.code == "cold"]
    assert label == "kilte"
    assert [each.memo for each in after.records["passage"] if each.passage == "P1"] == ["Intussen hier."]
    assert_sound(study)
