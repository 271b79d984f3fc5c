"""Pseudonyms: one pass over a study, its passages in their places; what is left of names; the key; undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from spanveld.formats import age_file
from spanveld.formats.pseudonym_table import read_table
from spanveld.language.messages import translator
from spanveld.model import records as r
from spanveld.model.errors import NotFound, Refused
from spanveld.model.study import StudyContent
from spanveld.reports.lines import plain
from spanveld.session import Study
from spanveld.session.pseudonyms import Pseudonyms, plan_lines, proposal_lines, pseudonyms_of, residue_lines
from tests.session.samples import assert_sound, dump, put

TALK = (
    "Karin de Vries: Volgens burgemeester Jansen uit Zeist liep het prima 👩‍🚒.\n"
    "Interviewer: En Jansen's plan? Jansen belde, Jansen schreef, Jansen kwam e\u0301n bleef: Jansen\n"
    "Karin de Vries: Bel 06-12345678. Karin belde zelf ook.\n"
    "Karin de Vries: Jansen"
)
QUIET = "Het liep goed, zei men. Niemand wist iets.\n"
MORE = "Burgemeester Jansen was er ook."


def village(language: str = "nl", texts: dict[str, str] | None = None) -> StudyContent:
    """A study of a village: a talk full of names, one without, and names in every kind of field."""
    texts = texts or {"S1": TALK, "S2": QUIET, "S3": MORE}
    label = len("Karin de Vries")
    first = TALK.index("\n")
    return StudyContent(
        "village",
        title="Gesprek met Jansen",
        language=language,
        own={"opening": "door Karin de Vries"},
        records={
            "case": (r.Case("C", "Rond Jansen"),),
            "coder": (r.Coder("ann", "Ann Bakker"),),
            "party": (r.Party("GEM", "Gemeente Zeist", "municipality", ("Jansen en co",), ("gemeente",)),),
            "participant": (
                r.Participant("R4", "bewoner", proposed_by="Marieke Bos", note="zus van Jansen"),
                r.Participant("R5"),
            ),
            "speaker": (
                r.Speaker("Karin de Vries", "R4", "respondent"),
                r.Speaker("Karin", "R4", "respondent"),
                r.Speaker("Spreker 2", "R5", "respondent"),
            ),
            "source": (
                r.Source("S1", "interview", "sources/karin-de-vries.txt", "Karin de Vries", participants=("R4",)),
                r.Source("S2", "interview", "sources/S2.txt", participants=("R5",)),
                r.Source("S3", "document", "sources/S3.txt", place="thuis bij Jansen"),
            )[: len(texts)],
            "turn": (
                r.Turn("S1", 0, first, "R4", "respondent"),
                r.Turn("S1", first + 1, TALK.index("\n", first + 1), role="interviewer"),
            )
            if texts["S1"] == TALK
            else (),
            "block": (r.Block("S1", 0, label, "speaker"),) if texts["S1"] == TALK else (),
            "passage": (
                r.Passage("P1", "S1", 0, label, "ann", memo="Karin de Vries zelf"),
                r.Passage("P2", "S1", TALK.index("Jansen"), TALK.index("Jansen") + 6, "ann"),
                r.Passage("P3", "S1", 16, first, "ann"),
                r.Passage("P4", "S1", len(TALK) - 6, len(TALK), "ann"),
                r.Passage("P5", "S1", 0, len(TALK), "ann"),
                r.Passage("P6", "S1", TALK.index("👩"), TALK.index("👩") + 3, "ann"),
            )
            if texts["S1"] == TALK
            else (),
            "summary": (r.Summary("S1", "", 1, "Jansen belde."),),
            "attribute": (
                r.Attribute("participant:R4", "naam", "Karin de Vries"),
                r.Attribute("participant:R5", "voornaam", "Kees"),
                r.Attribute("participant:R5", "achternaam", "Bakboord"),
            ),
            "memo": (
                r.Memo("source:S1", "note", "2024", "ann", "Karin de Vries was er."),
                r.Memo("source:S1", "note", "2024", "ann", "[R4] was er."),
            ),
        },
        texts=texts,
    )


TABLE = {
    "Karin de Vries": "[R4]",
    "Karin": "[R4]",
    "Jansen": "[burgemeester A]",
    "Zeist": "[plaats A]",
    "06-12345678": "[telefoonnummer]",
    "Marieke Bos": "[persoon A]",
}


@pytest.fixture
def study(address: str) -> Study:
    return put(address, village(), "ann")


@pytest.fixture
def local(tmp_path: Path) -> Study:
    """The same on SQLite only."""
    return put(str(tmp_path / "village.spanveld"), village(), "ann")


def quotes(study: Study, source: str = "S1") -> dict[str, str]:
    opened = study.sources.open(source)
    return {item.passage: opened.text[item.start : item.end] for item in opened.passages}


def group(study: Study) -> Pseudonyms:
    return pseudonyms_of(study)


# ---------------------------------------------------------------------- proposals
def test_proposals_know_participants_parties_and_who_proposed_somebody(local: Study) -> None:
    with local:
        rows = {row.found: row for row in group(local).proposals().rows}
        assert (rows["Karin de Vries"].replacement, rows["Karin"].replacement) == ("[R4]", "[R4]")
        assert (rows["Jansen"].replacement, rows["Jansen"].count) == ("[persoon A]", 8)
        assert rows["Jansen"].sources == ("S1", "S3")
        assert not {"Spreker 2", "R4", "Interviewer"} & set(rows)


def test_a_participant_with_a_first_and_last_name_is_known_by_each(tmp_path: Path) -> None:
    texts = {"S1": "Kees Bakboord kwam. Bakboord zei niets, zei Kees."}
    with put(str(tmp_path / "s.spanveld"), village(texts=texts), "ann") as study:
        rows = {row.found: row.replacement for row in group(study).proposals().rows}
        assert rows == {"Kees Bakboord": "[R5]", "Bakboord": "[R5]", "Kees": "[R5]"}


def test_stand_ins_speak_the_language_of_the_study(tmp_path: Path) -> None:
    with put(str(tmp_path / "en.spanveld"), village("en"), "ann") as study:
        rows = {row.found: row.replacement for row in group(study).proposals().rows}
        assert (rows["06-12345678"], rows["Zeist"]) == ("[phone number]", "[place A]")
        assert group(study).table().startswith(b"\xef\xbb\xbfkind,found,")
    with put(str(tmp_path / "nl.spanveld"), village(), "ann") as study:
        assert group(study).table().startswith(b"\xef\xbb\xbfkind;found;")


def test_only_the_named_sources_are_looked_at(local: Study) -> None:
    with local:
        assert [row.found for row in group(local).proposals("S3").rows] == ["Jansen"]
        assert group(local).proposals("S2").rows == ()
        with pytest.raises(NotFound, match="no source 'S9'"):
            group(local).proposals("S9")


# ---------------------------------------------------------------------- a pass
def test_names_become_stand_ins_and_every_passage_keeps_its_place(study: Study) -> None:
    with study:
        group(study).apply(TABLE)
        text = study.sources.open("S1").text
        assert not [name for name in TABLE if name in text]
        assert text.startswith("[R4]: Volgens [burgemeester A] uit [plaats A] liep het prima 👩‍🚒.\n")
        assert "En [burgemeester A]'s plan? [burgemeester A] belde, [burgemeester A] schreef" in text
        found = quotes(study)
        assert (found["P1"], found["P2"], found["P4"], found["P6"]) == (
            "[R4]",
            "[burgemeester A]",
            "[burgemeester A]",
            "👩‍🚒",
        )
        assert found["P3"] == "Volgens [burgemeester A] uit [plaats A] liep het prima 👩‍🚒."
        assert found["P5"] == text
        assert study.sources.open("S3").text == "[burgemeester A] was er ook."
        block = study.content().records["block"][0]
        assert text[block.start : block.end] == "[R4]"
        assert_sound(study)


def test_a_pass_is_one_entry_that_is_undone_and_made_again(study: Study) -> None:
    with study:
        before = dump(study)
        entries = len(study.journal().entries)
        group(study).apply(TABLE, everywhere=True)
        after = dump(study)
        made = study.journal().entries
        assert (len(made), made[-1].action) == (entries + 1, "pseudonymise")
        assert list(made[-1].subjects) == ["source:S1", "source:S3"]
        study.undo()
        assert dump(study) == before
        assert quotes(study)["P1"] == "Karin de Vries"
        study.redo()
        assert dump(study) == after
        assert_sound(study)


def test_reviewed_sources_are_marked_with_the_day_also_where_nothing_was_found(local: Study) -> None:
    with local:
        today = date.today().isoformat()
        plan = group(local).apply(TABLE)
        marked = {source.source: source.pseudonymised for source in local.content().records["source"]}
        assert marked == {"S1": today, "S2": "", "S3": today}
        assert plan.unmarked == ("S2",)
        group(local).apply(TABLE, "S2")
        assert local.sources.open("S2").version == 1
        assert {s.pseudonymised for s in local.content().records["source"]} == {today}


def test_the_table_that_was_exported_and_edited_goes_back(local: Study, tmp_path: Path) -> None:
    with local:
        text = group(local).table().decode("utf-8-sig").replace("[persoon A]", "[burgemeester X]")
        file = tmp_path / "names.csv"
        file.write_bytes((text + "\r\n;schreef;stuurde iets;ja\r\n").encode("cp1252", "replace"))
        group(local).apply(file)
        assert local.sources.open("S3").text == "[burgemeester X] was er ook."
        assert "stuurde iets, " in local.sources.open("S1").text
        assert local.sources.open("S1").text.endswith("[R4] belde zelf ook.\n[R4]: [burgemeester X]")


def test_a_plan_says_what_happens_and_writes_nothing(local: Study) -> None:
    with local:
        before = dump(local)
        plan = group(local).plan({**TABLE, "Klaas Vaak": "[persoon B]"}, everywhere=True)
        assert dump(local) == before
        assert [(item.source, item.places, item.passages) for item in plan.sources] == [("S1", 13, 5), ("S3", 1, 0)]
        assert plan.unused == ("Klaas Vaak",)
        assert plan.stand_ins["[R4]"] == 4
        shown = plain(plan_lines(plan, translator("en")))
        assert "These occur nowhere, look whether a spreadsheet changed them: 'Klaas Vaak'" in shown
        assert "S1  13 places  5 passages" in shown


def test_a_plan_that_is_no_longer_true_is_refused_and_writes_nothing(local: Study) -> None:
    with local:
        plan = group(local).plan(TABLE, everywhere=True)
        before = dump(local)
        local.sources.edit("S1", title="Anders, Jansen")
        with pytest.raises(Refused, match="changed in the meantime"):
            group(local).apply(TABLE, agreed=plan)
        local.undo()
        local.sources.correct("S3", text="Niets.")
        with pytest.raises(Refused, match="The text of 'S3' was changed in the meantime"):
            group(local).apply(TABLE, agreed=plan)
        local.undo()
        assert local.sources.open("S1").version == 1
        assert dump(local) == before


def test_the_words_of_a_passage_in_doubt_are_replaced_with_the_text(local: Study) -> None:
    with local:
        local.sources.correct("S3", text="Jansen was er ook. " * 3)
        name = local.passages.add("S3", 0, 6)
        local.sources.correct("S3", text="Hij was er ook. " * 3)
        assert {p.passage: p.doubt for p in local.content().records["passage"]}[name] == "Jansen"
        group(local).apply(TABLE)
        assert {p.passage: p.doubt for p in local.content().records["passage"]}[name] == "[burgemeester A]"
        assert_sound(local)


# ---------------------------------------------------------------------- other fields
def test_only_texts_change_unless_everywhere_is_said(local: Study) -> None:
    with local:
        group(local).apply(TABLE)
        content = local.content()
        assert content.title == "Gesprek met Jansen"
        assert {row.label for row in content.records["speaker"]} == {"Karin de Vries", "Karin", "Spreker 2"}


def test_everywhere_reaches_every_private_field_and_keeps_the_study_sound(study: Study) -> None:
    with study:
        group(study).apply(TABLE, everywhere=True)
        content = study.content()
        shown = repr(content)
        for name in TABLE:
            assert name not in shown
        assert content.title == "Gesprek met [burgemeester A]"
        assert dict(content.own) == {"opening": "door [R4]"}
        assert [row.file for row in content.records["source"]] == ["sources/S1.txt", "sources/S2.txt", "sources/S3.txt"]
        assert [row.label for row in content.records["speaker"]] == ["[R4]", "Spreker 2"]
        assert [row.text for row in content.records["memo"]] == ["[R4] was er."]
        assert_sound(study)


# ---------------------------------------------------------------------- what is left
def test_the_residual_check_names_every_place_where_a_name_still_stands(local: Study) -> None:
    with local:
        group(local).apply(TABLE)
        left = {(trace.where, trace.field): trace.found for trace in group(local).residue().traces}
        assert left["study", "title"] == "Jansen"
        assert left["study", "own"] == "Karin de Vries"
        assert left["source S1", "file"] == "Karin de Vries"
        assert left["source S1", "title"] == "Karin de Vries"
        assert left["speaker 1", "label"] == "Karin de Vries"
        assert left["memo 1", "text"] == "Karin de Vries"
        assert left["passage P1", "memo"] == "Karin de Vries"
        assert left["summary 1", "text"] == "Jansen"
        assert left["attribute participant:R4 naam", "value"] == "Karin de Vries"
        assert left["participant R4", "proposed_by"] == "Marieke Bos"
        assert not any(where == "source S1" and field == "text" for where, field in left)


def test_after_everywhere_nothing_of_the_tables_names_is_left(local: Study) -> None:
    with local:
        group(local).apply(TABLE, everywhere=True)
        found = group(local).residue(TABLE)
        assert [trace for trace in found.traces if trace.found in TABLE] == []
        assert found.superseded == 2
        assert "spanveld erase STUDY superseded" in plain(residue_lines(found, translator("en"))).replace("\n", " ")


def test_names_in_identifiers_are_seen(tmp_path: Path) -> None:
    content = village(texts={"S1": "Niets."})
    records = {
        **content.records,
        "source": (r.Source("gesprek-karin-de-vries", "interview", "sources/x.txt"),),
        "summary": (),
        "memo": (),
    }
    content = StudyContent("v", language="nl", records=records, texts={"gesprek-karin-de-vries": "Niets."})
    with put(str(tmp_path / "s.spanveld"), content, "ann") as study:
        traces = {(trace.where, trace.field) for trace in group(study).residue().traces}
        assert ("source gesprek-karin-de-vries", "identifier") in traces


def test_what_the_table_leaves_as_it_is_is_counted_but_not_listed(local: Study, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text("found,replacement,take\nJansen,,no\nKarin de Vries,[R4],\nKarin,[R4],\n", encoding="utf-8")
    with local:
        found = group(local).residue(file)
        assert "Jansen" not in {trace.found for trace in found.traces}
        assert found.left >= 9


def test_lower_case_transcripts_and_telling_functions_are_warned_about(tmp_path: Path) -> None:
    texts = {"S1": "ja dat was zo. en toen kwam jansen. nou goed. dat is alles. meer weet ik niet."}
    texts["S2"] = "Dat vond de burgemeester van Zeist ook. Toen zweeg men."
    content = village(texts=texts)
    with put(str(tmp_path / "s.spanveld"), content, "ann") as study:
        clues = [(clue.kind, clue.where, clue.text, clue.start) for clue in group(study).residue().clues]
        assert ("lower_case", "source S1", "", None) in clues
        assert ("telling_function", "source S2", "burgemeester van Zeist", 12) in clues
        shown = plain(residue_lines(group(study).residue(), translator("en")))
        assert "! source S1 text: written without capitals" in shown


# ---------------------------------------------------------------------- the key
def test_the_key_decrypts_to_the_table_and_the_study_keeps_nothing_of_it(local: Study, tmp_path: Path) -> None:
    secret, public = age_file.new_identity()
    key = tmp_path / "key.age"
    with local:
        group(local).apply(TABLE, key=key, recipients=[public])
        assert b"Jansen" not in key.read_bytes()
        read = read_table(age_file.decrypt(key.read_bytes(), secret), "key")
        assert {row.found: row.replacement for row in read.rows} == TABLE
        assert "Jansen" not in repr(local.journal().entries)


def test_a_key_never_takes_the_place_of_anything(local: Study, tmp_path: Path) -> None:
    _, public = age_file.new_identity()
    there = tmp_path / "there.age"
    there.write_bytes(b"mine")
    with local:
        before = dump(local)
        for path, words in ((there, "exists already"), (tmp_path / "village.spanveld", "is the study itself")):
            with pytest.raises(Refused, match=words):
                group(local).apply(TABLE, key=path, recipients=[public])
        with pytest.raises(Refused, match="at least one public key"):
            group(local).apply(TABLE, key=tmp_path / "new.age")
        assert dump(local) == before
    assert there.read_bytes() == b"mine"
    assert not (tmp_path / "new.age").exists()


def test_no_key_is_left_where_nothing_was_replaced(local: Study, tmp_path: Path) -> None:
    _, public = age_file.new_identity()
    with local:
        plan = group(local).plan(TABLE)
        local.sources.correct("S3", text="Niets.")
        with pytest.raises(Refused):
            group(local).apply(TABLE, key=tmp_path / "new.age", recipients=[public], agreed=plan)
    assert not (tmp_path / "new.age").exists()


def test_proposals_are_shown_as_a_table(local: Study) -> None:
    with local:
        shown = plain(proposal_lines(group(local).proposals("S3"), translator("en")))
        assert shown.splitlines()[1].split() == [
            *("Jansen", "person", "[burgemeester", "A]", "1", "Burgemeester", "Jansen", "was", "er", "ook."),
        ]
        assert "rules do not see every name" in plain(proposal_lines(group(local).proposals("S2"), translator("en")))


def test_after_everywhere_and_erasing_old_versions_no_byte_of_the_file_holds_a_name(
    local: Study, tmp_path: Path
) -> None:
    with local:
        group(local).apply(TABLE, everywhere=True)
        assert b"Jansen" in b"".join(path.read_bytes() for path in tmp_path.glob("village.spanveld*"))
        local.erase("superseded")
        assert_sound(local)
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("village.spanveld*"))
    assert [name for name in TABLE if name.encode() in raw] == []


def test_a_second_pass_by_the_same_table_changes_nothing(local: Study) -> None:
    with local:
        group(local).apply(TABLE, everywhere=True)
        before, entries = dump(local), len(local.journal().entries)
        assert group(local).plan(TABLE, everywhere=True).stand_ins == {}
        group(local).apply(TABLE, "S1", "S3", everywhere=True)
        assert dump(local) == before
        assert len(local.journal().entries) == entries
