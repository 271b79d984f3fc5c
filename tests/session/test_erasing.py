"""Erasing really erases: the files hold no more of the person, what is left is sound, and nothing else moved."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from spanveld.formats.study_folder import write_folder
from spanveld.model import records as r
from spanveld.model.errors import NotFound, Refused
from spanveld.model.study import StudyContent
from spanveld.session import Study, load_study, open_study
from spanveld.session.erasing import erase, plan_of
from spanveld.session.importing import Choices, SurveyColumns
from spanveld.store.copies import copies_of
from spanveld.store.erasing import pending
from tests.conftest import Addresses
from tests.session.samples import assert_sound, put

ALONE = "Interviewer: hoe begon het?\nIk stond als eerste bij de zinkende roeiboot en riep luid om hulp.\n"
TALK = (
    "Marleen Oudkerk: De kraan lekte al sinds de strenge vorst van januari.\n"
    "Bert Zandvliet: Daar wist ik niets van, echt niet.\n"
    "Marleen Oudkerk: Niemand nam mijn zevende brandbrief over de kelder serieus.\n"
    "Bert Zandvliet: De brief lag onder op de stapel.\n"
)
MEETING = "Er werd vergaderd. Oudkerk vond dat niemand mijn zevende brandbrief over de kelder serieus nam. Het regende."
OTHER = "De haven is dicht. Marleen Oudkerk was er niet bij, zegt Bert. De sluis blijft open."
NEEDLES = (
    *("Marleen", "Oudkerk", "roeiboot", "riep luid", "strenge vorst", "kraan lekte", "zevende brandbrief"),
    *("kelder serieus", "kapotte pomp", "zinkende"),
)


def turns_of(source: str, text: str, speakers: dict[str, str]) -> tuple[r.Turn, ...]:
    """A turn a line, by the label before the colon."""
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        label, _, _ = line.partition(":")
        role = "interviewer" if label == "Interviewer" else "respondent"
        found.append(r.Turn(source, at, at + len(line.rstrip("\n")), speakers.get(label, ""), role))
        at += len(line)
    return tuple(found)


def harbour() -> StudyContent:
    """R4 (Marleen Oudkerk) alone in one interview, with R5 in another; named in a meeting and in R5's own interview."""
    people = {"Marleen Oudkerk": "R4", "Bert Zandvliet": "R5"}
    places = {
        "A1": ("alone", "Ik stond als eerste bij de zinkende roeiboot"),
        "T1": ("talk", "De kraan lekte al"),
        "T2": ("talk", "Daar wist ik niets van"),
        "T3": ("talk", "De brief lag onder op de stapel."),
        "T4": ("talk", "echt niet.\nMarleen Oudkerk: Niemand nam"),
        "M1": ("meeting", "Het regende"),
        "O1": ("other", "De sluis blijft open"),
        "O2": ("other", "Marleen Oudkerk was er niet bij"),
    }
    texts = {"alone": ALONE, "talk": TALK, "meeting": MEETING, "other": OTHER}
    passages = tuple(
        r.Passage(name, source, texts[source].index(quote), texts[source].index(quote) + len(quote), "ann")
        for name, (source, quote) in places.items()
    )
    values = {
        "case": (r.Case("C", "Haven"),),
        "coder": (r.Coder("ann", "Ann"), r.Coder("ben", "Ben")),
        "layer": (r.Layer("aspect", open=True),),
        "participant": (
            r.Participant("R4", "kapotte pomp beheerder", note="Marleen belt terug"),
            r.Participant("R5", "sluiswachter"),
            r.Participant("FN", level="observer"),
        ),
        "speaker": (r.Speaker("Marleen Oudkerk", "R4"), r.Speaker("Bert Zandvliet", "R5")),
        "source": (
            r.Source(
                "alone",
                "interview",
                "sources/oudkerk.txt",
                "Gesprek Marleen",
                participants=("R4",),
                original="originals/o.docx",
            ),
            r.Source(
                "talk", "interview", "sources/talk.txt", participants=("R4", "R5"), original="originals/talk.docx"
            ),
            r.Source("meeting", "field_notes", "sources/meeting.txt", participants=("FN",)),
            r.Source("other", "interview", "sources/other.txt", "Zonder Oudkerk", participants=("R5",)),
        ),
        "turn": (
            *turns_of("alone", ALONE, {"Ik stond als eerste bij de zinkende roeiboot en riep luid om hulp.": "R4"}),
            *turns_of("talk", TALK, people),
        ),
        "code": (r.Code("aspect", "water"),),
        "passage": passages,
        "coding": tuple(r.Coding(name, "aspect", "water") for name in places),
        "memo": (
            r.Memo("passage:A1", "note", text="Ze zag de zinkende roeiboot."),
            r.Memo("", "note", text="Zij zei: De kraan lekte al sinds de strenge vorst van januari. Nagaan!"),
            r.Memo("source:other", "note", text="Over Marleen gaat het nauwelijks."),
        ),
        "consent": (r.Consent("R4", "1", "brief van Oudkerk", "yes", "yes"), r.Consent("R5", "1", "", "yes", "yes")),
        "summary": (r.Summary("alone", "", 1, "Marleen riep luid."), r.Summary("talk", "", 1, "Vocht in huis.")),
        "attribute": (r.Attribute("participant:R4", "naam", "Marleen"),),
    }
    originals = {"alone": b"PK alone Marleen zinkende roeiboot", "talk": b"PK talk Oudkerk strenge vorst"}
    return StudyContent("harbour", "De haven", "nl", records=values, texts=texts, originals=originals)


def bytes_of(*paths: Path) -> bytes:
    """All bytes of these files, with what SQLite keeps beside them."""
    return b"".join(
        file.read_bytes()
        for path in paths
        for ending in ("", "-wal", "-shm")
        if (file := Path(f"{path}{ending}")).exists()
    )


def found_in(raw: bytes) -> list[str]:
    """Which of the person's names and words stand in raw bytes."""
    small = [word for word in KEYS if word.encode() in raw]
    return [needle for needle in NEEDLES if needle.encode() in raw] or small


KEYS = ("marleen", "oudkerk", "roeiboot", "brandbrief", "zinkend", "pomp", "vorst", "riep", "zinken")
"""Words that only the person said, as an index of words would hold them."""


def keys_in(study: Study) -> list[str]:
    """Which of the person's words the index of the study's words holds still, in whatever place."""
    with study._store.reading() as connection:
        held = set(connection.execute(text("SELECT word FROM search_form UNION SELECT key FROM search_form")).scalars())
        if connection.dialect.name == "sqlite":
            held |= set(connection.execute(text("SELECT term FROM search_terms")).scalars())
        else:
            held |= {
                key
                for row in connection.execute(text("SELECT keys FROM search_index")).scalars()
                for key in row.split()
            }
    return [word for word in KEYS if word in held]


def lived_in(study: Study) -> None:
    """A study in which people worked: memos, corrections, undone actions, all with words of R4."""
    study.memos.add("Op de vloer: de kraan lekte al sinds de strenge vorst van januari", subject="passage:T1")
    study.memos.add("Marleen nog bellen")
    study.undo()
    study.sources.correct("talk", edits=[(0, 0, "Opname 1. ")])
    study.sources.correct("alone", text=ALONE.replace("luid ", "heel luid "))
    study.passages.edit("T1", memo="zij noemt de strenge vorst")
    study.passages.edit("T1", memo="kort")
    study.sources.add("gone", "Marleen Oudkerk sprak van een kapotte pomp.", kind="interview", participants=("R4",))
    study.sources.remove("gone")
    study.participants.edit("R4", note="Oudkerk, kapotte pomp")
    study.passages.add("talk", 10, 40, codes=["aspect/water"])
    study.undo()


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """The harbour, loaded from a folder over an older load, worked in, and copied."""
    folder = tmp_path / "folder"
    write_folder(folder, harbour())
    path = tmp_path / "harbour.spanveld"
    load_study(path, folder, coder="ann").study.close()
    load_study(path, folder, coder="ann", replace=True).study.close()
    opened = open_study(path, coder="ann")
    lived_in(opened)
    (tmp_path / "elsewhere").mkdir()
    opened.backup(tmp_path / "elsewhere" / "copy.spanveld")
    return opened


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "folder" not in path.parts]


def test_after_erasing_no_file_of_the_program_holds_the_persons_names_or_words(study: Study, tmp_path: Path) -> None:
    before = bytes_of(*files_of(tmp_path))
    assert found_in(before) == list(NEEDLES)
    assert len(list(tmp_path.glob("harbour.before-load-*"))) == 1
    with study:
        done = erase(study, "participant:R4")
        assert done.notices == ()
        assert found_in(bytes_of(*files_of(tmp_path))) == []  # while it is open: with its log
        assert not list(tmp_path.glob("harbour.before-load-*"))
        assert not (tmp_path / "elsewhere" / "copy.spanveld").exists()
    assert found_in(bytes_of(*files_of(tmp_path))) == []


def test_what_is_left_is_sound_and_its_journal_whole(study: Study) -> None:
    with study:
        head = study.journal().head
        erase(study, "participant:R4")
        assert study.doctor().problems == ()
        assert study.journal(head=head).problems == ()
        assert_sound(study)
        entry = study.journal().entries[-1]
        assert (entry.action, entry.subjects[0]) == ("erase", "participant:R4")


def test_other_peoples_passages_keep_their_place(study: Study) -> None:
    with study:
        erase(study, "participant:R4")
        content = study.content()
        quotes = {
            item.passage: content.texts[item.source][item.start : item.end]
            for item in content.of(r.Passage)
            if item.start is not None
        }
        assert quotes == {
            "T2": "Daar wist ik niets van",
            "T3": "De brief lag onder op de stapel.",
            "T4": "echt niet.\n",
            "M1": "Het regende",
            "O1": "De sluis blijft open",
            "O2": quotes["O2"],
        }
        assert quotes["O2"].endswith(" was er niet bij")
        assert content.texts["talk"] == (
            "Opname 1. [gewist]\nBert Zandvliet: Daar wist ik niets van, echt niet.\n[gewist]\n"
            "Bert Zandvliet: De brief lag onder op de stapel.\n"
        )
        assert content.texts["other"] == "De haven is dicht. [gewist] was er niet bij, zegt Bert. De sluis blijft open."
        assert sorted(content.texts) == ["meeting", "other", "talk"]
        spoken = [turn for turn in study.sources.open("talk").turns if turn.participant]
        assert [content.texts["talk"][turn.start : turn.end][:9] for turn in spoken] == ["Bert Zand", "Bert Zand"]


def test_the_plan_says_what_goes_and_writes_nothing(study: Study, tmp_path: Path) -> None:
    with study:
        before = study.content(), study.journal().head
        plan = plan_of(study, "participant:R4")
        assert (study.content(), study.journal().head) == before
    assert plan.sources == ("alone",)
    assert {item.source for item in plan.blanked_sources} == {"talk", "meeting", "other"}
    assert plan.passages == ("A1", "T1")
    assert {"Marleen Oudkerk", "Marleen", "Oudkerk"} == set(plan.names)
    assert ("source", "other", "title") in {(item.what, item.name, item.field) for item in plan.fields}
    assert str(tmp_path / "elsewhere" / "copy.spanveld") in plan.copies
    assert (plan.shelves, plan.files) == (1, 2)
    assert plan.goes is not None
    assert plan.goes["consent"] == 1


def test_an_erasure_cannot_be_undone_nor_what_was_done_before(study: Study) -> None:
    with study:
        erase(study, "participant:R4")
        with pytest.raises(Refused, match="gone for good"):
            study.undo()
        study.memos.add("later")
        assert study.undo().action == "add memo"


def test_an_undone_load_that_was_erased_cannot_come_back(tmp_path: Path) -> None:
    folder, path = tmp_path / "folder", tmp_path / "h.spanveld"
    write_folder(folder, harbour())
    load_study(path, folder, coder="ben").study.close()
    with load_study(path, folder, coder="ann", replace=True).study:
        pass
    with open_study(path, coder="ann") as ann:
        ann.undo()
    with open_study(path, coder="ben") as ben:
        erase(ben, "participant:R4")
    with open_study(path, coder="ann") as ann, pytest.raises(Refused, match="erased since"):
        ann.redo()


def test_a_plan_that_no_longer_holds_is_refused(study: Study) -> None:
    with study:
        plan = plan_of(study, "participant:R4")
        study.passages.add("alone", 0, 4)
        with pytest.raises(Refused, match="changed since"):
            erase(study, "participant:R4", agreed=plan)
        assert "alone" in study.content().texts


def test_a_copy_that_somebody_worked_in_stays_and_is_named(study: Study, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / "copy.spanveld"
    with open_study(copy, coder="ben") as other:
        other.memos.add("verder gewerkt")
    with study:
        done = erase(study, "participant:R4")
    assert copy.exists()
    assert done.plan.kept_copies == (str(copy),)


def test_what_was_broken_off_before_the_last_step_is_finished_by_the_next_erasure(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from spanveld.session import erasing

    with study:
        monkeypatch.setattr(erasing, "clean_up", lambda _study: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            erase(study, "participant:R4")
    monkeypatch.undo()
    with open_study(tmp_path / "harbour.spanveld", coder="ann") as again:
        assert "broken off" in again.notices[0].text()
        erase(again, "participant:R4")
        with again._store.reading() as connection:
            assert not pending(connection)
    assert found_in(bytes_of(*files_of(tmp_path))) == []
    with open_study(tmp_path / "harbour.spanveld") as last:
        assert last.notices == []
        with pytest.raises(NotFound, match="superseded"):
            erase(last, "participant:R4")


def test_superseded_leaves_only_what_the_study_shows(study: Study, tmp_path: Path) -> None:
    with study:
        study.sources.correct("talk", text="Alles is vervangen.\n")
        before = study.content()
        erase(study, "superseded")
        after = study.content()
        assert after.texts == before.texts
        assert after.records["memo"] == before.records["memo"]
        assert after.originals == {}
        assert study.doctor().problems == ()
        assert_sound(study)
        assert copies_of(study._store) == ([], [])
    raw = bytes_of(tmp_path / "harbour.spanveld")
    assert b"zevende brandbrief over de kelder serieus.\n" not in raw
    assert b"kapotte pomp." not in raw


def test_an_original_goes_and_its_text_stays(study: Study, tmp_path: Path) -> None:
    with study:
        erase(study, "original:talk")
        assert list(study.content().originals) == ["alone"]
        assert "talk" in study.content().texts
        assert_sound(study)
    assert b"PK talk" not in bytes_of(*files_of(tmp_path))


def test_a_file_goes_that_holds_a_name_of_which_its_text_has_no_trace(study: Study, tmp_path: Path) -> None:
    kept = {"lijst": "nummer;contact;mening\n7;Marleen Oudkerk;goed\n", "kaart": "nummer;mening\n8;slecht\n"}
    with study:
        for name, text in kept.items():
            file = tmp_path / "folder" / f"{name}.csv"
            file.write_text(text)
            arrival = study.sources.read(file, SurveyColumns(open=("mening",)))
            study.sources.bring_in(arrival, Choices(source=name))
        study.sources.remove("kaart")
        study.undo()
        erase(study, "participant:R4")
        originals = study.content().originals
        assert "lijst" not in originals
        assert "kaart" in originals
        assert {"lijst", "kaart"} <= study.content().texts.keys()
        assert_sound(study)
    assert found_in(bytes_of(*files_of(tmp_path))) == []


def test_a_source_goes_with_its_words_in_notes(study: Study, tmp_path: Path) -> None:
    with study:
        erase(study, "source:talk")
        assert "talk" not in study.content().texts
        assert "Zij zei: [gewist]. Nagaan!" in [memo.text for memo in study.content().of(r.Memo)]
        assert_sound(study)
    raw = bytes_of(*files_of(tmp_path))
    assert b"kraan lekte al sinds" not in raw
    assert b"lag onder op de stapel" not in raw


@pytest.mark.parametrize("subject", ["R4", "participant:", "superseded:x", "finding:F1"])
def test_what_cannot_be_erased_is_refused(study: Study, subject: str) -> None:
    with study, pytest.raises(Refused, match="cannot be erased"):
        plan_of(study, subject)


def test_the_same_on_either_kind_of_database(address: str) -> None:
    with put(address, harbour(), "ann") as study:
        lived_in(study)
        assert {"marleen", "oudkerk", "roeiboot"} <= set(keys_in(study))
        done = erase(study, "participant:R4")
        assert keys_in(study) == []
        assert study.search("oudkerk").total == study.search("roeiboten").total == 0
        assert ("postgresql" in address) == bool(done.notices)
        kept = repr(study.content()) + repr(study.journal())
        assert [needle for needle in NEEDLES if needle in kept] == []
        assert_sound(study)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_was_edited_before_nothing_of_the_person_is_left(files: Addresses, seed: int) -> None:
    path, rng = files(), Random(seed)
    with put(path, harbour(), "ann") as study:
        for _ in range(12):
            try:
                random_edit(study, rng)
            except Refused:
                continue
        done = erase(study, "participant:R4")
        assert done.notices == ()
        assert_sound(study)
        assert found_in(bytes_of(Path(path))) == []
        placed = {item.passage: item for item in study.content().of(r.Passage)}
        texts = study.content().texts
        assert all(
            "Het regende".startswith(texts["meeting"][p.start : p.end])
            for n, p in placed.items()
            if n == "M1" and p.start
        )


def random_edit(study: Study, rng: Random) -> None:
    """One thing that somebody may do to words of R4 before these are erased."""
    source = rng.choice(["alone", "talk", "other"])
    text = study.content().texts[source]
    start = rng.randrange(len(text) - 8)
    moves = [
        lambda: study.sources.correct(source, edits=[(start, start, rng.choice(["Nou. ", " (lacht) ", "x"]))]),
        lambda: study.passages.add(source, start, start + 8),
        lambda: study.passages.edit(rng.choice(["A1", "T1"]), memo="Oudkerk en de zinkende roeiboot"),
        lambda: study.passages.remove(rng.choice(["A1", "T1", "O2"]), with_dependants=True),
        lambda: study.memos.add("Marleen Oudkerk was boos", subject=f"source:{source}"),
        lambda: undo_but_the_load(study),
        study.redo,
    ]
    rng.choice(moves)()


def undo_but_the_load(study: Study) -> None:
    """Take back the last action; the load itself stays."""
    if study.undo().action == "load":
        study.redo()
