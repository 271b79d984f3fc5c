"""A study folder is read as a person or a spreadsheet left it, and becomes records in one spelling."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from spanveld.formats.framework_file import is_as_shipped, shipped_framework
from spanveld.formats.study_folder import Reading, read_folder
from spanveld.model.kinds import KINDS
from spanveld.model.records import (
    Case,
    Code,
    Coder,
    Coding,
    Evidence,
    Finding,
    JudgementEvidence,
    Layer,
    Memo,
    Participant,
    Party,
    Passage,
    SubCase,
    Wave,
)
from spanveld.model.study import StudyContent

FRAMEWORKS = Path(__file__).parent.parent / "frameworks"
TINY = (FRAMEWORKS / "tiny/1.2.3.yaml").read_text(encoding="utf-8")
MINI = TINY.replace("id: tiny", "id: mini")
HOUSE = shipped_framework("governance-tensions", "1")

HEAD = "format: 1\nid: demo\n"
SOURCE = "source,kind,file\ns1,interview,s1.txt\n"


def folder_with(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in {"study.yaml": HEAD, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """Reads a study folder with these files, study.yaml being the shortest that there is unless given."""

    def read(files: Mapping[str, str | bytes]) -> StudyContent:
        return read_folder(folder_with(tmp_path, files)).content

    return read


def test_a_study_may_be_no_more_than_its_study_yaml(read: Any) -> None:
    content = read({})
    assert (content.id, content.title, content.language, content.guid) == ("demo", "", "en", "")
    assert list(content.records) == list(KINDS)
    assert not any(content.records.values())


@pytest.mark.shared
def test_the_case_of_the_thesis_is_read_whole(shared: Path) -> None:
    folder = shared / "cases/vru"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    content = read_folder(folder).content
    counts = {name: len(content.of(record)) for name, record in COUNTED.items()}
    assert counts == {name: expected[name] for name in COUNTED}
    assert len(content.texts["chapter6"]) == expected["text_length"]
    assert content.frameworks == (HOUSE,)


COUNTED: Mapping[str, type] = {"passages": Passage, "codings": Coding, "findings": Finding, "evidence": Evidence}


def test_the_lists_of_study_yaml_keep_their_order_and_take_texts_as_they_stand(read: Any) -> None:
    content = read(
        {
            "study.yaml": """\
format: 1
id: 007
title: no
language: nl
waves:
  - {id: 2018, name: 2018-01-01, from: 2018, to: 2018-02}
  - id: "10"
    name: ~
coders:
  - {id: z, name: yes}
  - {id: a, role: null}
layers:
  - {id: mood}
  - {id: tone, role: lean, open: no, exclusive: yes}
"""
        }
    )
    assert (content.id, content.title, content.language) == ("007", "no", "nl")
    assert content.of(Wave) == (Wave("2018", "2018-01-01", "2018", "2018-02"), Wave("10"))
    assert content.of(Coder) == (Coder("z", "yes"), Coder("a"))
    assert content.of(Layer) == (Layer("mood", "none", True, False), Layer("tone", "lean", False, True))


def test_unknown_keys_of_study_yaml_are_kept_as_plain_data(read: Any) -> None:
    content = read(
        {
            "study.yaml": HEAD
            + "funding: {who: [A, 2, 1.5, true, ~], since: 2018-01-01}\ncases:\n  - {id: C, size: 3, tags: [x]}\n"
        }
    )
    assert content.own == {"funding": {"who": ["A", 2, 1.5, True, None], "since": "2018-01-01"}}
    assert content.of(Case) == (Case("C", own={"size": 3, "tags": ["x"]}),)  # type: ignore[dict-item]


def test_columns_may_stand_in_any_order_and_all_but_the_required_ones_may_be_missing(read: Any) -> None:
    content = read({"parties.csv": "kind,party\npolice,P1\n"})
    assert content.of(Party) == (Party("P1", "", "police"),)


def test_unknown_columns_are_kept_with_their_values_and_vanish_where_they_have_none(read: Any) -> None:
    content = read({"parties.csv": "party,colour,empty,note 2\nP1,red,,x\nP2,,,y\nP3,,,\n"})
    assert [party.own for party in content.of(Party)] == [{"colour": "red", "note 2": "x"}, {"note 2": "y"}, {}]


def test_what_a_spreadsheet_adds_is_taken_off(read: Any) -> None:
    content = read({"parties.csv": '\ufeffparty,name,,\r\nP1,"Two\r\nlines",,\r\n\r\n'})
    assert content.of(Party) == (Party("P1", "Two\nlines"),)


@pytest.mark.parametrize("cell", ["a b", " a ", "'a'", '"a" said b', "a,b", "a\nb", "\u2028", "🙂\u200d", "="])
def test_a_cell_holds_what_was_written_and_nothing_else(cell: str, read: Any) -> None:
    quoted = cell.replace('"', '""')
    assert read({"parties.csv": f'party,name\nP1,"{quoted}"\n'}).of(Party)[0].name == cell


def test_lists_are_read_in_their_natural_order(read: Any) -> None:
    content = read(
        {"parties.csv": "party,aliases\nP10,\nP2,b;a\n", "participants.csv": "participant,parties\nR,P10;P2\n"}
    )
    assert content.of(Party)[1].aliases == ("a", "b")
    assert content.of(Participant)[0].parties == ("P2", "P10")


def test_the_text_of_a_source_has_no_mark_and_one_kind_of_line_end_and_nothing_else_changed(read: Any) -> None:
    data = "\ufeffe\u0301 👩\u200d🚒\r\n\tx \ry\n\u2028\x0b.".encode()
    assert read({"sources.csv": SOURCE, "s1.txt": data}).texts == {"s1": "e\u0301 👩\u200d🚒\n\tx \ny\n\u2028\x0b."}


def test_offsets_count_code_points_of_the_text_without_mark_and_carriage_returns(read: Any) -> None:
    text = "\ufeff🙂\r\n🇳🇱e\u0301"
    content = read(
        {
            "sources.csv": SOURCE,
            "s1.txt": text,
            "passages.csv": "passage,source,start,end\nfirst,s1,0,1\nlast,s1,5,6\nall,s1,0,6\n",
        }
    )
    quotes = [content.texts["s1"][passage.start : passage.end] for passage in content.of(Passage)]
    assert quotes == ["🙂", "\u0301", "🙂\n🇳🇱e\u0301"]


def passages(rows: str) -> dict[str, str]:
    return {
        "study.yaml": HEAD + "coders: [{id: ann}, {id: bob}]\nlayers: [{id: mood}]\n",
        "participants.csv": "participant\nR1\nR2\n",
        "sources.csv": SOURCE,
        "s1.txt": "One two.",
        "codes.csv": "layer,code\nmood,glad\n",
        "passages.csv": rows,
    }


def test_voices_are_those_named_or_nobody_or_not_given(read: Any) -> None:
    content = read(passages("passage,source,start,end,voices\np1,s1,0,1,R2;R1\np2,s1,0,1,-\np3,s1,0,1,\n"))
    assert [passage.voices for passage in content.of(Passage)] == [("R1", "R2"), (), None]


def test_a_passage_without_a_place_keeps_its_quote(read: Any) -> None:
    (passage,) = read(passages("passage,source,start,end,doubt\np1,s1,,,lost words\n")).of(Passage)
    assert (passage.start, passage.end, passage.doubt) == (None, None, "lost words")


def test_a_coder_of_a_coding_who_is_the_coder_of_its_passage_is_left_out(read: Any) -> None:
    files = passages("passage,source,start,end,coder\np1,s1,0,1,ann\n")
    content = read({**files, "codings.csv": "passage,layer,code,coder\np1,mood,glad,ann\np1,mood,glad,bob\n"})
    assert [coding.coder for coding in content.of(Coding)] == ["", "bob"]


def test_an_exclusive_layer_takes_one_code_from_each_coder_of_a_passage(read: Any) -> None:
    files = passages("passage,source,start,end,coder\np1,s1,0,1,ann\np2,s1,0,1,ann\n")
    files["study.yaml"] = files["study.yaml"].replace("{id: mood}", "{id: mood, exclusive: true}")
    files["codes.csv"] += "mood,sad\n"
    rows = "passage,layer,code,coder\np1,mood,glad,\np1,mood,sad,bob\np2,mood,sad,\n"
    assert len(read({**files, "codings.csv": rows}).of(Coding)) == 3


def test_the_only_case_may_be_left_out_and_stays_so(read: Any) -> None:
    content = read(
        {
            "study.yaml": HEAD + "frameworks: [governance-tensions@1]\ncases: [{id: C}]\ncoders: [{id: ann}]\n",
            "findings.csv": "finding,dimension,kind,statement\nF1,perform,handling,They meet.\n",
            "judgements.csv": "case,dimension,assessor,best,low,high\nC,perform,ann,0,0,0\n",
            "judgement_evidence.csv": "case,dimension,assessor,subject,stance\n,perform,ann,finding:F1,supports\n",
        }
    )
    assert content.of(Finding)[0].case == ""
    assert content.of(JudgementEvidence)[0].case == ""


GUID = "0a1b2c3d-0000-4000-8000-00000000000a"


@pytest.mark.parametrize("given", [GUID, GUID.upper(), f"{{{GUID.upper()}}}"])
def test_a_guid_is_kept_in_one_spelling(given: str, read: Any) -> None:
    content = read(
        {
            "study.yaml": f'{HEAD}guid: "{given}"\nsub_cases: [{{id: T, guid: "{given}"}}]\n',
            "parties.csv": f"party,guid\nP1,{given}\n",
        }
    )
    assert {content.guid, content.of(SubCase)[0].guid, content.of(Party)[0].guid} == {GUID}


# frameworks, layers, dimensions


def test_a_framework_that_stands_in_the_folder_goes_before_the_one_that_comes_with_the_program(read: Any) -> None:
    head = HEAD + "frameworks: [governance-tensions@1]\n"
    shipped = read({"study.yaml": head}).frameworks[0]
    assert shipped == HOUSE
    frozen = read({"study.yaml": head, "frameworks/governance-tensions.yaml": HOUSE.text + "# ours\n"}).frameworks[0]
    assert (frozen.version, frozen.text) == (HOUSE.version, HOUSE.text + "# ours\n")
    assert not is_as_shipped(frozen)


def test_a_frozen_framework_with_line_ends_of_another_system_is_the_same(read: Any) -> None:
    text = HOUSE.text.replace("\n", "\r\n")
    head = HEAD + f"frameworks: [governance-tensions@{HOUSE.version}]\n"
    content = read({"study.yaml": head, "frameworks/governance-tensions.yaml": text})
    assert is_as_shipped(content.frameworks[0])


def test_a_framework_in_the_folder_that_the_study_does_not_adopt_is_not_read(read: Any) -> None:
    assert read({"frameworks/tiny.yaml": "no framework at all"}).frameworks == ()


def two_frameworks(**files: str) -> dict[str, str]:
    return {
        "study.yaml": HEAD + "frameworks: [tiny@1, mini@1.2.3, governance-tensions@1]\n"
        "cases: [{id: C}]\nsub_cases: [{id: T}]\n",
        "frameworks/tiny.yaml": TINY,
        "frameworks/mini.yaml": MINI,
        "sources.csv": SOURCE,
        "s1.txt": "One two.",
        "passages.csv": "passage,source,start,end\np1,s1,0,1\n",
        **{f"{name}.csv": rows for name, rows in files.items()},
    }


def test_layers_are_named_plainly_where_one_framework_brings_them_and_in_full_where_two_do(read: Any) -> None:
    rows = "passage,layer,code\np1,tiny/sort,bad\np1,mini/sort,worse\np1,governance-tensions/stage,decision\np1,kind,general\n"
    content = read(two_frameworks(codings=rows))
    assert [coding.layer for coding in content.of(Coding)] == ["tiny/sort", "mini/sort", "stage", "kind"]


def test_codes_of_the_study_are_known_in_every_place_that_names_a_layer(read: Any) -> None:
    codes = "layer,code,parent\ngovernance-tensions/aspect,money,\naspect,budget,money\n"
    content = read(
        two_frameworks(
            codes=codes,
            codings="passage,layer,code\np1,aspect,budget\np1,tiny/theme,T\np1,sub_case,T\n",
            memos="subject,text\ncode:governance-tensions/aspect/budget,Hm\ncode:mini/sort/bad,Hm\n",
        )
    )
    assert content.of(Code) == (Code("aspect", "money"), Code("aspect", "budget", "money"))
    assert [memo.subject for memo in content.of(Memo)] == ["code:aspect/budget", "code:mini/sort/bad"]


def test_dimensions_are_named_plainly_where_one_framework_brings_them_and_in_full_where_two_do(read: Any) -> None:
    rows = "finding,dimension,kind,statement\nF1,tiny/money,bad,x\nF2,governance-tensions/perform,works,y\n"
    content = read(two_frameworks(findings=rows))
    assert [finding.dimension for finding in content.of(Finding)] == ["tiny/money", "perform"]


def test_a_layer_of_the_study_may_hold_dimensions_whose_findings_have_kinds_of_their_own(read: Any) -> None:
    content = read(
        {
            "study.yaml": HEAD + "layers: [{id: worry, role: dimension}]\n",
            "codes.csv": "layer,code\nworry,sleep\n",
            "findings.csv": "finding,dimension,kind,statement\nF1,sleep,whatever,x\n",
        }
    )
    assert content.of(Finding) == (Finding("F1", "", "sleep", "whatever", statement="x"),)


# the reading as a whole


def reading(folder: Path, files: Mapping[str, str]) -> Reading:
    return read_folder(folder_with(folder, files))


def test_a_reading_says_how_many_rows_each_csv_file_has(tmp_path: Path) -> None:
    files = {"sources.csv": SOURCE, "s1.txt": "x", "parties.csv": "party\nA\nB\n", "other.csv": "x\n"}
    assert reading(tmp_path, files).files == {"parties.csv": 2, "sources.csv": 1}


def test_the_digest_changes_with_any_byte_of_the_study_and_with_nothing_else(tmp_path: Path) -> None:
    files = {"sources.csv": SOURCE, "s1.txt": "x", "README.md": "ours"}
    first = reading(tmp_path / "first", files).digest
    assert reading(tmp_path / "second", {**files, "README.md": "theirs"}).digest == first
    assert reading(tmp_path / "third", {**files, "s1.txt": "y"}).digest != first
    assert reading(tmp_path / "fourth", {**files, "sources.csv": SOURCE + "\n"}).digest != first


def test_the_reference_page_names_every_file_and_column_in_the_order_in_which_they_are_written() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/study-folder.md").read_text(encoding="utf-8")
    documented: dict[str, list[str]] = {}
    for name, columns in re.findall(r"^### `([^`]+)`.*?\n\n((?:\|.*\n)+)", page, re.MULTILINE):
        rows = columns.splitlines()[2:]
        documented[name] = [re.match(r"\| `([^`]+)`", row)[1] for row in rows]  # type: ignore[index]
    assert documented == {
        f"study.yaml: {name}s" if kind.file == "study.yaml" else kind.file: [column.name for column in kind.columns]
        for name, kind in KINDS.items()
    }


def test_the_reference_page_says_which_columns_are_required_and_what_may_stand_in_them() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/study-folder.md").read_text(encoding="utf-8")
    for name, kind in KINDS.items():
        title = f"study.yaml: {name}s" if kind.file == "study.yaml" else kind.file
        section = page.partition(f"### `{title}`")[2].partition("\n### ")[0]
        for column in kind.columns:
            row = re.search(rf"^\| `{re.escape(column.name)}` .*$", section, re.MULTILINE)
            assert row, (title, column.name)
            assert ("required" in row[0]) == column.required, row[0]
            if column.type == "choice":
                assert ", ".join(f"`{choice}`" for choice in column.choices) in row[0]
