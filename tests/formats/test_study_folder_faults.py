"""Every wrong folder is refused with messages that say file, line, column and value, all of them together.

Over 400 lines because it is one table: a wrong folder and its exact message a row.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanveld.formats.study_folder import read_folder
from spanveld.model.errors import FolderError, StoreError

FRAMEWORKS = Path(__file__).parent.parent / "frameworks"
TEXT = "One two three.\nVier vijf zes 🙂.\n"

GOOD: Mapping[str, str] = {
    "study.yaml": """\
format: 1
id: demo
title: Demo
language: en
frameworks: [governance-tensions@1]
cases:
  - {id: C, name: Case, kind: network}
sub_cases:
  - {id: T1, case: C, name: Theme}
waves:
  - {id: W1, name: first, from: 2020-01, to: 2020-02}
coders:
  - {id: ann, name: Ann}
  - {id: bob, name: Bob}
layers:
  - {id: mood, role: none, open: true, exclusive: true}
""",
    "parties.csv": "party,name,aliases\nP1,Town,Stad;Dorp\nP2,Water,\n",
    "participants.csv": "participant,function,parties\nR1,Mayor,P1;P2\nR2,Clerk,P1\n",
    "sources.csv": (
        "source,kind,file,date,case,wave,participants,sub_cases\n"
        "s1,interview,sources/s1.txt,2020-01-31,C,W1,R1;R2,T1\n"
        "s2,document,sources/s2.txt,,,,,\n"
    ),
    "sources/s1.txt": TEXT,
    "sources/s2.txt": "Short.",
    "turns.csv": "source,start,end,participant,role\ns1,0,14,R1,respondent\ns1,15,31,,interviewer\n",
    "codes.csv": "layer,code,parent\naspect,money,\naspect,budget,money\nmood,glad,\nmood,sad,\n",
    "passages.csv": (
        "passage,source,start,end,coder,voices,about,hedged\n"
        "p1,s1,0,3,ann,R1;R2,P1,0\n"
        "p2,s1,4,31,ann,-,,1\n"
        "p3,s2,0,6,bob,,,\n"
    ),
    "codings.csv": (
        "passage,layer,code,coder,created\n"
        "p1,tension,authorise,,2020-05-01\n"
        "p1,kind,handling,,\n"
        "p1,mood,glad,,\n"
        "p1,mood,sad,bob,\n"
        "p2,aspect,budget,,\n"
        "p3,sub_case,T1,,\n"
    ),
    "findings.csv": (
        "finding,dimension,kind,statement,position,sub_case\n"
        "F1,authorise,pain_point,It chafes,1,\n"
        "F2,perform,handling,They meet,2,T1\n"
    ),
    "finding_links.csv": "from,relation,to\nF2,responds_to,F1\nF1,matches,governance-tensions:anything\n",
    "evidence.csv": "finding,passage,stance,note\nF1,p1,supports,\nF2,p2,contradicts,\n",
    "judgements.csv": "case,dimension,assessor,round,best,low,high,agreed\nC,authorise,ann,1,-1,-2,0,0\n",
    "judgement_evidence.csv": "case,dimension,assessor,round,subject,stance\n,authorise,ann,1,passage:p1,supports\n",
    "summaries.csv": "source,theme,position,text\ns1,,1,Point\ns1,,2,Other\n",
    "attributes.csv": "subject,name,value\nsource:s1,place,Here\nparty:P1,size,3\n",
    "memos.csv": "subject,kind,date,text\ncode:aspect/money,note,2020,Hm\npassage:p1,,,Ah\n,method,,So\n",
    "consents.csv": "participant,version,record,given_on\nR1,1,yes,2020-01-30\n",
}

Change = Mapping[str, object]


def put(folder: Path, files: Mapping[str, object]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else str(content).encode())
    return folder


def changed(changes: Mapping[str, object]) -> dict[str, object]:
    """GOOD with other files: a whole file, nothing (None), or a pair of old and new text that is swapped once."""
    files: dict[str, object] = {**GOOD}
    for name, change in changes.items():
        if change is None:
            del files[name]
        elif isinstance(change, tuple):
            old, new = change
            assert GOOD[name].count(old) >= 1, f"{old!r} is not in {name}"
            files[name] = GOOD[name].replace(old, new, 1)
        else:
            files[name] = change
    return files


def faults(folder: Path) -> list[str]:
    with pytest.raises(FolderError) as caught:
        read_folder(folder)
    return [str(problem) for problem in caught.value.problems]


WRONG: Mapping[str, tuple[Change, list[str]]] = {
    # study.yaml
    "another format": (
        {"study.yaml": ("format: 1", "format: 2")},
        ["study.yaml:1: format: '2' is not a format that this program reads"],
    ),
    "no format": ({"study.yaml": ("format: 1\n", "")}, ["study.yaml:1: format: '' is not a format"]),
    "an identifier with a space": (
        {"study.yaml": ("id: demo", "id: my demo")},
        ["study.yaml:2: id: 'my demo' is no identifier"],
    ),
    "no identifier": ({"study.yaml": ("id: demo\n", "")}, ["study.yaml:1: id: '' is no identifier"]),
    "an unknown language": (
        {"study.yaml": ("language: en", "language: fr")},
        ["study.yaml:4: language: 'fr' is no language"],
    ),
    "a framework that is not there": (
        {"study.yaml": ("[governance-tensions@1]", "[governance-tensions@1, nothing@2]")},
        [
            "study.yaml:5: frameworks: 'nothing@2' does not come with the program; correct the name or put the framework into "
            "frameworks/nothing.yaml."
        ],
    ),
    "a framework without its version": (
        {"study.yaml": ("governance-tensions@1", "governance-tensions")},
        ["study.yaml:5: frameworks: 'governance-tensions' names no framework"],
    ),
    "a framework twice": (
        {"study.yaml": ("[governance-tensions@1]", "\n  - governance-tensions@1\n  - governance-tensions@1.0.0")},
        ["study.yaml:7: frameworks: 'governance-tensions@1.0.0' is adopted twice, first on line 6"],
    ),
    "a list that is none": (
        {"study.yaml": ("cases:\n  - {id: C, name: Case, kind: network}", "cases: C")},
        ["study.yaml:6: cases: 'C' is no list"],
    ),
    "an item that is none": (
        {"study.yaml": ("  - {id: bob, name: Bob}", "  - {id: bob, name: Bob}\n  - carl")},
        ["study.yaml:15: coders: 'carl' is no item with keys"],
    ),
    "an item without identifier": (
        {"study.yaml": ("  - {id: bob, name: Bob}", "  - {id: bob}\n  - name: Carl")},
        ["study.yaml:15: id: '' is empty"],
    ),
    "an identifier twice": (
        {"study.yaml": ("  - {id: bob, name: Bob}", "  - {id: bob}\n  - name: Carl\n    id: ann")},
        ["study.yaml:16: id: 'ann' has the same id as line 13"],
    ),
    "a date that is none": (
        {"study.yaml": ("from: 2020-01,", "from: 2020-13,")},
        ["study.yaml:11: from: '2020-13' is no date"],
    ),
    "a flag that is none": (
        {"study.yaml": ("open: true", "open: maybe")},
        ["study.yaml:16: open: 'maybe' is neither yes"],
    ),
    "an unknown role": (
        {"study.yaml": ("role: none", "role: nonsense")},
        ["study.yaml:16: role: 'nonsense' is not allowed here"],
    ),
    "a layer that a framework brings": (
        {"study.yaml": ("{id: mood, role: none, open: true, exclusive: true}", "{id: mood}\n  - {id: stage}")},
        ["study.yaml:17: id: 'stage' is a layer that governance-tensions brings already"],
    ),
    "a case that is not there": (
        {"study.yaml": ("case: C, name: Theme", "case: D, name: Theme")},
        ["study.yaml:9: case: 'D' is not among the cases of study.yaml"],
    ),
    "a key twice": (
        {"study.yaml": ("title: Demo", "title: Demo\ntitle: Other")},
        ["study.yaml:4: title: 'title' is there twice, first on line 3"],
    ),
    "a list where a text belongs": (
        {"study.yaml": ("title: Demo", "title: [Demo]")},
        ["study.yaml:3: title: '' is a list or a mapping"],
    ),
    "an alias": (
        {"study.yaml": ("title: Demo", "title: &a Demo\nother: *a")},
        ["study.yaml:3: : 'title: &a Demo' has an anchor or an alias"],
    ),
    "a tag": (
        {"study.yaml": ("title: Demo", "title: !!python/name:os.system x")},
        ["study.yaml:3: : 'title: !!python/name:os.system x' has a tag"],
    ),
    "a second document": (
        {"study.yaml": GOOD["study.yaml"] + "---\nformat: 1\n"},
        ["study.yaml:17: : '---' begins a second document"],
    ),
    "broken YAML": ({"study.yaml": ("title: Demo", "title: [Demo")}, ["study.yaml:4: : 'language: en' is not YAML ("]),
    "no mapping": ({"study.yaml": "- format: 1\n"}, ["study.yaml:1: : '- format: 1' is no list of keys and values"]),
    "deep nesting": (
        {"study.yaml": GOOD["study.yaml"] + "own: " + "[" * 30 + "]" * 30 + "\n"},
        ["study.yaml:17: : 'own: "],
    ),
    "a character that YAML does not know": (
        {"study.yaml": ("Demo", "De\x01mo")},
        ["study.yaml:3: : '\\x01' has the character U+0001"],
    ),
    "an escaped U+0000": (
        {"study.yaml": ("title: Demo", 'title: "De\\0mo"')},
        ["study.yaml:3: title: 'De\\x00mo' has the character U+0000"],
    ),
    "a GUID that is none": (
        {"study.yaml": ("title: Demo", "title: Demo\nguid: 123")},
        ["study.yaml:4: guid: '123' is no GUID"],
    ),
    # the CSV files as such
    "a missing column": (
        {"evidence.csv": ("finding,passage,stance,note", "finding,passage,attitude,note")},
        ["evidence.csv:1: stance: 'finding,passage,attitude,note' lacks a column that this file needs"],
    ),
    "an empty file": (
        {"evidence.csv": ""},
        ["evidence.csv:1: finding: '' lacks", "evidence.csv:1: passage: '' lacks", "evidence.csv:1: stance: '' lacks"],
    ),
    "no header": ({"memos.csv": "\nsubject,text\n,x\n"}, ["memos.csv:1: : '' has no header"]),
    "nothing at all": ({"memos.csv": ""}, ["memos.csv:1: : '' has no header"]),
    "a column twice": (
        {"parties.csv": ("party,name,aliases", "party,name,name")},
        ["parties.csv:1: name: 'party,name,name' names a column twice"],
    ),
    "a value without a column name": (
        {"parties.csv": "party,name,,\nP1,Town,,\nP2,Water,,x\n"},
        ["parties.csv:3: : 'x' stands in a column without a name"],
    ),
    "too few cells": (
        {"parties.csv": ("P2,Water,", "P2,Water")},
        ["parties.csv:3: aliases: 'P2,Water' has 2 cells where the header has 3"],
    ),
    "too many cells": (
        {"parties.csv": ("P2,Water,", "P2,Wa,ter,")},
        ["parties.csv:3: aliases: 'P2,Wa,ter,' has 4 cells where the header has 3"],
    ),
    "a stray quote": (
        {"parties.csv": ("P2,Water,", 'P2,Wa"ter",')},
        ["parties.csv:3: name: 'Wa\"ter\"' has a quote in the wrong place"],
    ),
    "words behind a quote": (
        {"parties.csv": ("P2,Water,", 'P2,"Wa"ter,')},
        ["parties.csv:3: name: '\"Wa\"ter' has a quote in the wrong place"],
    ),
    "an unclosed quote": (
        {"parties.csv": ("P1,Town,", 'P1,"Town,')},
        ["parties.csv:2: name: '\"Town' opens a quote that is never closed"],
    ),
    "another encoding": (
        {"parties.csv": "party,name\nP1,Town\nP2,Caf\xe9\n".encode("cp1252")},
        ["parties.csv:3: : '\\xe9' is not UTF-8"],
    ),
    "UTF-16": (
        {"parties.csv": "party,name\nP1,Town\nP2,Water\n".encode("utf-16")},
        ["parties.csv:1: : '\\xff' is not UTF-8"],
    ),
    "an encoded surrogate": (
        {"parties.csv": b"party,name\nP1,\xed\xa0\x80\nP2,x\n"},
        ["parties.csv:2: : '\\xed' is not UTF-8"],
    ),
    "U+0000 in a cell": (
        {"parties.csv": ("Water", "Wa\0ter")},
        ["parties.csv:3: name: 'Wa\\x00ter' has the character U+0000"],
    ),
    # cells
    "an identifier that is none": (
        {"parties.csv": ("P2,Water,", "P 3,Water,\nP2,W,")},
        ["parties.csv:3: party: 'P 3' is no identifier"],
    ),
    "an identifier that begins with a point": (
        {"consents.csv": None, "memos.csv": None, "parties.csv": ("P2,Water,", "P2,,\n.P,Water,")},
        ["parties.csv:4: party: '.P' is no identifier"],
    ),
    "no identifier in a row": (
        {"parties.csv": ("P2,Water,", "P2,Water,\n,Nobody,")},
        ["parties.csv:4: party: '' is empty"],
    ),
    "an empty required cell": ({"findings.csv": ("It chafes", "")}, ["findings.csv:2: statement: '' is empty"]),
    "an empty item in a list": (
        {"parties.csv": ("Stad;Dorp", "Stad;;Dorp")},
        ["parties.csv:2: aliases: 'Stad;;Dorp' has an empty item"],
    ),
    "an item twice in a list": (
        {"participants.csv": ("P1;P2", "P1;P1")},
        ["participants.csv:2: parties: 'P1' is named twice"],
    ),
    "nobody among the voices": (
        {"passages.csv": ("R1;R2", "-;R2")},
        ["passages.csv:2: voices: '-;R2' names participants and nobody"],
    ),
    "a flag in words": ({"passages.csv": ("R2,P1,0", "R2,P1,no")}, ["passages.csv:2: hedged: 'no' is neither yes"]),
    "a choice that is not offered": (
        {"evidence.csv": ("supports", "Supports")},
        ["evidence.csv:2: stance: 'Supports' is not allowed here; write one of: supports, qualifies, contradicts."],
    ),
    "a day that no month has": (
        {"sources.csv": ("2020-01-31", "2020-02-30")},
        ["sources.csv:2: date: '2020-02-30' is no date of the calendar"],
    ),
    "a date the other way round": (
        {"sources.csv": ("2020-01-31", "31-01-2020")},
        ["sources.csv:2: date: '31-01-2020' is no date"],
    ),
    "a moment that is none": (
        {"codings.csv": ("2020-05-01", "2020-05-01T25:00")},
        ["codings.csv:2: created: '2020-05-01T25:00' is no moment"],
    ),
    "a number with a point": (
        {"judgements.csv": (",-1,", ",-1.5,")},
        ["judgements.csv:2: best: '-1.5' is no whole number"],
    ),
    "a GUID in a table that is none": (
        {"parties.csv": "party,guid\nP1,xyz\nP2,\n"},
        ["parties.csv:2: guid: 'xyz' is no GUID"],
    ),
    "a GUID twice": (
        {
            "parties.csv": "party,guid\nP1,{0A000000-0000-0000-0000-00000000000B}\nP2,0a000000-0000-0000-0000-00000000000b\n"
        },
        ["parties.csv:3: guid: '0a000000-0000-0000-0000-00000000000b' is the GUID of the row on line 2 too"],
    ),
    # places
    "a negative offset": (
        {"passages.csv": ("p1,s1,0,3", "p1,s1,-1,3")},
        ["passages.csv:2: start: '-1' is no position"],
    ),
    "an offset in other digits": (
        {"passages.csv": ("p1,s1,0,3", "p1,s1,0,٣")},
        ["passages.csv:2: end: '٣' is no position"],
    ),
    "an offset with an underscore": (
        {"passages.csv": ("p2,s1,4,31", "p2,s1,4,3_1")},
        ["passages.csv:3: end: '3_1' is no position"],
    ),
    "no offset": ({"passages.csv": ("p1,s1,0,3", "p1,s1,,3")}, ["passages.csv:2: start: '' is empty"]),
    "an empty passage": (
        {"passages.csv": ("p1,s1,0,3", "p1,s1,3,3")},
        ["passages.csv:2: start: '3' is not below the end, 3"],
    ),
    "an end past the text": (
        {"passages.csv": ("p2,s1,4,31", "p2,s1,4,33")},
        ["passages.csv:3: end: '33' lies past the end of the text, which has 32 characters"],
    ),
    "a turn past the text": ({"turns.csv": ("15,31", "15,99")}, ["turns.csv:3: end: '99' lies past the end"]),
    "a turn without end": ({"turns.csv": ("15,31", "15,")}, ["turns.csv:3: end: '' is empty"]),
    "a doubt with a place": (
        {
            "passages.csv": "passage,source,start,end,doubt\np1,s1,0,3,Uno\np2,s1,,,Due\np3,s2,0,6,\n",
            "codings.csv": None,
        },
        ["passages.csv:2: doubt: 'Uno' is the quote of a passage without a place"],
    ),
    "neither place nor doubt": (
        {"passages.csv": "passage,source,start,end\np1,s1,,\np2,s1,4,31\np3,s2,0,6\n", "codings.csv": None},
        ["passages.csv:2: start: '' is empty", "passages.csv:2: end: '' is empty"],
    ),
    # references
    "a participant's party": (
        {"participants.csv": ("Clerk,P1", "Clerk,P9;P1;P8")},
        [
            "participants.csv:3: parties: 'P8' is not in parties.csv; add it there or correct this name.",
            "participants.csv:3: parties: 'P9' is not in parties.csv",
        ],
    ),
    "a passage's source": (
        {"passages.csv": ("p3,s2", "p3,s9")},
        ["passages.csv:4: source: 's9' is not in sources.csv"],
    ),
    "a passage's coder": (
        {"passages.csv": ("6,bob", "6,eve")},
        ["passages.csv:4: coder: 'eve' is not among the coders of study.yaml"],
    ),
    "a voice": ({"passages.csv": ("R1;R2", "R1;R7")}, ["passages.csv:2: voices: 'R7' is not in participants.csv"]),
    "a coding's passage": (
        {"codings.csv": ("p3,sub_case", "p9,sub_case")},
        ["codings.csv:7: passage: 'p9' is not in passages.csv"],
    ),
    "a subject": (
        {"attributes.csv": ("party:P1", "party:P9")},
        ["attributes.csv:3: subject: 'party:P9' is not in parties.csv"],
    ),
    "a subject of a kind that has none": (
        {"attributes.csv": ("party:P1", "finding:F1")},
        [
            "attributes.csv:3: subject: 'finding:F1' does not say what it is about; write source / participant / party / case"
        ],
    ),
    "a subject without kind": (
        {"memos.csv": ("passage:p1", "p1")},
        ["memos.csv:3: subject: 'p1' does not say what it is about"],
    ),
    "a subject code": (
        {"memos.csv": ("aspect/money", "aspect/honey")},
        ["memos.csv:2: subject: 'code:aspect/honey' names a code that its layer does not have"],
    ),
    "a subject code without layer": (
        {"memos.csv": ("aspect/money", "money")},
        ["memos.csv:2: subject: 'code:money' does not say which layer"],
    ),
    "a linked finding": (
        {"finding_links.csv": ("F2,responds_to,F1", "F2,responds_to,F7")},
        ["finding_links.csv:2: to: 'F7' is not in findings.csv"],
    ),
    "a linked framework": (
        {"finding_links.csv": ("governance-tensions:", "other:")},
        ["finding_links.csv:3: to: 'other:anything' is neither a finding nor an item"],
    ),
    "evidence of no judgement": (
        {"judgement_evidence.csv": ("ann,1", "ann,2")},
        ["judgement_evidence.csv:2: assessor: 'ann' belongs to no judgement"],
    ),
    "things of a file that is not there": (
        {"parties.csv": None, "passages.csv": ("R2,P1", "R2,"), "attributes.csv": None},
        [
            "participants.csv:2: parties: 'P1' is not in parties.csv",
            "participants.csv:2: parties: 'P2' is not in parties.csv",
            "participants.csv:3: parties: 'P1' is not in parties.csv",
        ],
    ),
    # layers, codes, dimensions
    "an unknown layer": (
        {"codings.csv": ("p1,kind,", "p1,sort,")},
        ["codings.csv:3: layer: 'sort' is no layer here; write one of: aspect, kind, mood,"],
    ),
    "a framework that has no such layer": (
        {"codings.csv": ("p1,kind,", "p1,other/kind,")},
        ["codings.csv:3: layer: 'other/kind' is no layer here"],
    ),
    "an unknown code of a closed layer": (
        {"codings.csv": ("authorise", "authorize")},
        [
            "codings.csv:2: code: 'authorize' is no code of the closed layer tension; write one of: authorise, flexibilise, perform."
        ],
    ),
    "an unknown code of an open layer": (
        {"codings.csv": ("budget", "wealth")},
        ["codings.csv:6: code: 'wealth' is no code of the layer aspect; add it to codes.csv"],
    ),
    "an unknown sub-case": (
        {"codings.csv": ("sub_case,T1", "sub_case,T2")},
        ["codings.csv:7: code: 'T2' is not among the sub_cases of study.yaml"],
    ),
    "a second code of an exclusive layer": (
        {"codings.csv": ("p1,kind,handling,,", "p1,tension,perform,ann,")},
        [
            "codings.csv:3: code: 'perform' is a second code of the exclusive layer tension for this passage and coder (line 2)"
        ],
    ),
    "a code for a closed layer": (
        {"codes.csv": ("mood,sad", "kind,odd,\nmood,sad")},
        ["codes.csv:5: layer: 'kind' is a closed layer"],
    ),
    "a code for the sub-cases": (
        {"codes.csv": ("mood,sad", "sub_case,T9,\nmood,sad")},
        ["codes.csv:5: layer: 'sub_case' is a layer whose codes are the study's sub-cases"],
    ),
    "a code with a space": (
        {"codes.csv": ("mood,sad", "mood,so so,\nmood,sad")},
        ["codes.csv:5: code: 'so so' is no identifier"],
    ),
    "a parent that is not there": (
        {"codes.csv": ("budget,money", "budget,glad")},
        ["codes.csv:3: parent: 'glad' is no code of the same layer"],
    ),
    "parents in a circle": (
        {"codes.csv": ("aspect,money,", "aspect,money,budget")},
        ["codes.csv:3: parent: 'money' lies below this code itself"],
    ),
    "a code that is its own parent": (
        {"codes.csv": ("mood,sad,", "mood,sad,sad")},
        ["codes.csv:5: parent: 'sad' lies below this code itself"],
    ),
    "an unknown dimension": (
        {"findings.csv": ("F1,authorise", "F1,budget")},
        ["findings.csv:2: dimension: 'budget' is no dimension here; write one of: authorise, flexibilise, perform."],
    ),
    "an unknown kind of finding": (
        {"findings.csv": ("pain_point", "pain")},
        ["findings.csv:2: kind: 'pain' is no kind of finding of this dimension; write one of: pain_point, handling,"],
    ),
    # keys
    "a passage twice": (
        {"passages.csv": ("p2,s1", "p1,s1"), "codings.csv": None, "evidence.csv": None},
        ["passages.csv:3: passage: 'p1' has the same passage as line 2"],
    ),
    "a coding twice": (
        {"codings.csv": ("p1,kind,handling,,", "p1,tension,authorise,,")},
        ["codings.csv:3: code: 'authorise' has the same passage, layer, code, coder as line 2"],
    ),
    "a coding twice, once with its coder": (
        {"codings.csv": ("p1,kind,handling,,", "p1,tension,authorise,ann,")},
        ["codings.csv:3: coder: 'ann' has the same passage, layer, code, coder as line 2"],
    ),
    "a turn twice": (
        {"turns.csv": ("s1,15,31,,", "s1,0,14,R1,")},
        ["turns.csv:3: participant: 'R1' has the same source, start, end, participant as line 2"],
    ),
    "a code twice": (
        {"codes.csv": ("mood,sad", "mood,glad"), "codings.csv": ("sad", "glad")},
        ["codes.csv:5: code: 'glad' has the same layer, code as line 4"],
    ),
    "evidence twice": (
        {"evidence.csv": ("F2,p2", "F1,p1")},
        ["evidence.csv:3: passage: 'p1' has the same finding, passage as line 2"],
    ),
    "a judgement twice, once without its only case": (
        {"judgements.csv": GOOD["judgements.csv"] + ",authorise,ann,1,0,0,0,0\n"},
        [
            "judgements.csv:3: round: '1' has the same case, sub_case, wave, dimension, sub_dimension, assessor, round as line 2"
        ],
    ),
    "a main point twice": (
        {"summaries.csv": ("s1,,2", "s1,,01")},
        ["summaries.csv:3: position: '01' has the same source, theme, position as line 2"],
    ),
    "an attribute twice": (
        {"attributes.csv": ("party:P1,size", "source:s1,place")},
        ["attributes.csv:3: name: 'place' has the same subject, name as line 2"],
    ),
    "a link twice": (
        {"finding_links.csv": ("F1,matches,governance-tensions:anything", "F2,responds_to,F1")},
        ["finding_links.csv:3: to: 'F1' has the same from, relation, to as line 2"],
    ),
    "a consent twice": (
        {"consents.csv": GOOD["consents.csv"] + "R1,1,no,\n"},
        ["consents.csv:3: version: '1' has the same participant, version as line 2"],
    ),
    "a memo twice": (
        {"memos.csv": ("passage:p1,,,Ah", "code:aspect/money,note,2020,Hm")},
        ["memos.csv:3: text: 'Hm' has the same subject, kind, date, author, text as line 2"],
    ),
    # cases
    "no case where there are two": (
        {
            "study.yaml": ("  - {id: C, name: Case, kind: network}", "  - {id: C}\n  - {id: D}"),
            "judgement_evidence.csv": None,
        },
        [
            "findings.csv:2: case: '' is empty, but the study has more than one case",
            "findings.csv:3: case: '' is empty, but the study has more than one case",
        ],
    ),
    # files
    "a text that is not there": (
        {"sources/s2.txt": None},
        ["sources.csv:3: file: 'sources/s2.txt' is not in the folder"],
    ),
    "a text outside the folder": (
        {"sources.csv": ("sources/s2.txt", "../s2.txt")},
        ["sources.csv:3: file: '../s2.txt' leads out of the folder"],
    ),
    "an absolute path": (
        {"sources.csv": ("sources/s2.txt", "/etc/hostname")},
        ["sources.csv:3: file: '/etc/hostname' is not a path inside the folder"],
    ),
    "a drive": (
        {"sources.csv": ("sources/s2.txt", "C:/s2.txt")},
        ["sources.csv:3: file: 'C:/s2.txt' is not a path inside the folder"],
    ),
    "a backslash": (
        {"sources.csv": ("sources/s2.txt", "sources\\s2.txt")},
        ["sources.csv:3: file: 'sources\\s2.txt' is not a plain path"],
    ),
    "U+0000 in a path": (
        {"sources.csv": ("sources/s2.txt", "sources/s2\0")},
        ["sources.csv:3: file: 'sources/s2\\x00' has the character U+0000"],
    ),
    "a line end in a path": (
        {"sources.csv": ("sources/s2.txt", '"sources/s\n2.txt"')},
        ["sources.csv:3: file: 'sources/s\\n2.txt' is not a plain path"],
    ),
    "a path with a dot": (
        {"sources.csv": ("sources/s2.txt", "./sources/s2.txt")},
        ["sources.csv:3: file: './sources/s2.txt' is not a plain path"],
    ),
    "a folder as text": (
        {"sources.csv": ("sources/s2.txt", "sources")},
        ["sources.csv:3: file: 'sources' cannot stand beside the file of line 2"],
    ),
    "a name of the format": (
        {"sources.csv": ("sources/s2.txt", "Codes.csv")},
        ["sources.csv:3: file: 'Codes.csv' is a name that the study folder itself uses"],
    ),
    "a text among the frameworks": (
        {"sources.csv": ("sources/s2.txt", "frameworks/s2.txt")},
        ["sources.csv:3: file: 'frameworks/s2.txt' is a name that"],
    ),
    "a text twice": (
        {"sources.csv": ("sources/s2.txt", "sources/S1.TXT")},
        ["sources.csv:3: file: 'sources/S1.TXT' cannot stand beside the file of line 2"],
    ),
    "a text in another encoding": (
        {"sources/s2.txt": b"One\r\ntwo\r\x80"},
        ["sources/s2.txt:3: : '\\x80' is not UTF-8"],
    ),
    "U+0000 in a text": (
        {"sources/s2.txt": "Short\n.\0"},
        ["sources/s2.txt:2: : 'U+0000' is a character that no text can hold"],
    ),
}


def test_the_folder_that_the_table_breaks_is_good(tmp_path: Path) -> None:
    assert read_folder(put(tmp_path, GOOD)).content.id == "demo"


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_folder_is_refused_with_exactly_its_faults(name: str, tmp_path: Path) -> None:
    changes, expected = WRONG[name]
    found = faults(put(tmp_path, changed(changes)))
    assert len(found) == len(expected), found
    for message, beginning in zip(found, expected, strict=True):
        assert message.startswith(beginning)
        assert "{" not in message.partition(beginning)[2].replace("{id: A, name: B}", "")


def test_all_faults_of_a_folder_are_reported_together_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    changes = {
        "study.yaml": ("from: 2020-01,", "from: soon,"),
        "parties.csv": ("P2,Water,", "P 2,Water,\nP2,W,"),
        "passages.csv": ("p2,s1,4,31,ann,-,,1", "p2,s1,4,310,ann,-,,2"),
        "sources/s2.txt": b"\xff",
        "evidence.csv": ("supports", "likes"),
    }
    found = faults(put(tmp_path, changed(changes)))
    assert [message.split(" ")[0] for message in found] == [
        "study.yaml:11:", "parties.csv:3:", "passages.csv:3:", "passages.csv:3:", "evidence.csv:2:", "sources/s2.txt:1:",
    ]  # fmt: skip


def test_the_error_as_a_whole_lists_every_fault_and_says_that_nothing_was_written(tmp_path: Path) -> None:
    changes = {"passages.csv": ("p1,s1,0,3", "p1,s1,x,y")}
    with pytest.raises(FolderError) as caught:
        read_folder(put(tmp_path, changed(changes)))
    *lines, last = caught.value.text().splitlines()
    assert [line.split(" is ")[0] for line in lines] == ["passages.csv:2: start: 'x'", "passages.csv:2: end: 'y'"]
    assert last == "The study folder has 2 faults; nothing was written."


def test_the_line_of_a_fault_is_the_physical_line_on_which_its_row_starts(tmp_path: Path) -> None:
    rows = 'source,theme,position,text\ns1,,1,"Two\nlines"\n\ns1,,2,"Three\n\nlines"\nnowhere,,1,"a ""word"""\n'
    assert faults(put(tmp_path, changed({"summaries.csv": rows}))) == [
        "summaries.csv:8: source: 'nowhere' is not in sources.csv; add it there or correct this name."
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_are_counted_alike_whatever_ends_them(end: str, tmp_path: Path) -> None:
    rows = "\ufeffsource,theme,position,text\ns1,,1,x\nnowhere,,1,y\n".replace("\n", end)
    assert [fault[:16] for fault in faults(put(tmp_path, changed({"summaries.csv": rows})))] == ["summaries.csv:3:"]


def test_a_thing_with_a_faulty_identifier_still_counts_as_there(tmp_path: Path) -> None:
    changes = {"sources.csv": ("s2,document", "s 2,document"), "passages.csv": ("p3,s2", "p3,s 2")}
    assert faults(put(tmp_path, changed(changes))) == [
        "sources.csv:3: source: 's 2' is no identifier; use letters, digits, _ . and -, beginning with a letter or a digit."
    ]


def test_a_row_with_too_few_cells_is_one_fault_and_its_thing_still_counts_as_there(tmp_path: Path) -> None:
    found = faults(put(tmp_path, changed({"passages.csv": ("p1,s1,0,3,ann,R1;R2,P1,0", "p1,s1")})))
    assert [fault[:22] for fault in found] == ["passages.csv:2: start:"]


UNREADABLE: Mapping[str, Change] = {
    "a missing column": {"passages.csv": ("passage,source,start", "passage,source,begin")},
    "another encoding": {"passages.csv": b"passage,source,start,end\n\xff"},
    "an unclosed quote": {"passages.csv": ("p1,s1,0", '"p1,s1,0')},
    "no study.yaml that can be read": {"study.yaml": "format: 1\nid: [\n"},
    "no layers": {"study.yaml": ("layers:\n  - {id: mood, role: none, open: true, exclusive: true}", "layers: mood")},
    "no codes": {"codes.csv": b"\xff"},
    "no coders": {"study.yaml": ("coders:\n  - {id: ann, name: Ann}\n  - {id: bob, name: Bob}", "coders: {}")},
    "no framework": {"study.yaml": ("governance-tensions@1", "governance-tensions@9")},
    "a broken framework": {
        "study.yaml": ("[governance-tensions@1]", "[governance-tensions@1, broken@1]"),
        "frameworks/broken.yaml": "format: [\n",
        "codings.csv": ("p1,kind,", "p1,brokenlayer,"),
    },
    "no sources": {"sources.csv": ("source,kind", "name,kind")},
    "no text": {"sources/s1.txt": b"\x80"},
    "no cases": {"study.yaml": ("{id: C, name: Case, kind: network}", "C")},
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_only_follows_from_a_file_that_cannot_be_read_is_not_repeated(name: str, tmp_path: Path) -> None:
    found = faults(put(tmp_path, changed(UNREADABLE[name])))
    assert len(found) == 1, found


def test_a_fault_in_a_frozen_framework_is_reported_at_its_place_in_that_file(tmp_path: Path) -> None:
    text = (FRAMEWORKS / "tiny/1.2.3.yaml").read_text(encoding="utf-8").replace("role: kind", "role: sort")
    changes = {
        "study.yaml": ("[governance-tensions@1]", "[governance-tensions@1, tiny@1]"),
        "frameworks/tiny.yaml": text,
    }
    found = faults(put(tmp_path, changed(changes)))
    line = text.partition("role: sort")[0].count("\n") + 1
    assert found[0].startswith(f"frameworks/tiny.yaml:{line}: layers[1].role: 'sort' ")


@pytest.mark.parametrize(
    ("name", "reason"),
    [("tiny@2", "holds tiny@1.2.3"), ("tiny@1.2.4", "holds tiny@1.2.3"), ("small@1", "holds tiny@1.2.3")],
)
def test_a_frozen_framework_must_be_the_one_that_is_adopted(name: str, reason: str, tmp_path: Path) -> None:
    text = (FRAMEWORKS / "tiny/1.2.3.yaml").read_text(encoding="utf-8")
    file = f"frameworks/{name.partition('@')[0]}.yaml"
    changes = {"study.yaml": ("[governance-tensions@1]", f"[governance-tensions@1, {name}]"), file: text}
    (fault,) = faults(put(tmp_path, changed(changes)))
    assert fault.startswith(f"study.yaml:5: frameworks: '{name}' does not agree with {file}")
    assert reason in fault


def test_a_plain_name_that_two_frameworks_bring_is_refused_with_both_full_names(tmp_path: Path) -> None:
    tiny = (FRAMEWORKS / "tiny/1.2.3.yaml").read_text(encoding="utf-8")
    changes = {
        "study.yaml": ("[governance-tensions@1]", "[governance-tensions@1, tiny@1, mini@1]"),
        "frameworks/tiny.yaml": tiny,
        "frameworks/mini.yaml": tiny.replace("id: tiny", "id: mini"),
        "codings.csv": ("p3,sub_case,T1,,", "p3,sort,bad,,"),
        "findings.csv": ("F1,authorise,pain_point", "F1,money,bad"),
    }
    assert faults(put(tmp_path, changed(changes))) == [
        "codings.csv:7: layer: 'sort' is brought by more than one framework; write one of: tiny/sort, mini/sort.",
        "findings.csv:2: dimension: 'money' is brought by more than one framework; write one of: tiny/money, mini/money.",
    ]


def link(path: Path, target: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(target)


@pytest.mark.parametrize("name", ["codings.csv", "study.yaml", "frameworks/governance-tensions.yaml"])
def test_a_file_of_the_format_that_links_out_of_the_folder_is_not_read(name: str, tmp_path: Path) -> None:
    folder = put(tmp_path / "study", GOOD)
    outside = put(tmp_path / "outside", {"file": "secret"}) / "file"
    (folder / "frameworks").mkdir()
    link(folder / name, outside)
    (fault,) = faults(folder)
    assert fault.startswith(f"{name}:0: : '{name}' leads out of the folder by a link")


def test_a_text_that_links_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    folder = put(tmp_path / "study", GOOD)
    link(folder / "sources/s2.txt", put(tmp_path / "outside", {"file": "Short."}) / "file")
    (fault,) = faults(folder)
    assert fault.startswith("sources.csv:3: file: 'sources/s2.txt' leads out of the folder by a link")


def test_a_folder_of_texts_that_links_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    folder = put(tmp_path / "study", GOOD)
    (folder / "sources").rename(tmp_path / "elsewhere")
    (folder / "sources").symlink_to(tmp_path / "elsewhere")
    assert [fault.partition(" leads out of the folder by a link")[0] for fault in faults(folder)] == [
        "sources.csv:2: file: 'sources/s1.txt'",
        "sources.csv:3: file: 'sources/s2.txt'",
    ]


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    folder = put(tmp_path / "study", GOOD)
    (folder / "sources/s2.txt").rename(folder / "real.txt")
    link(folder / "sources/s2.txt", folder / "real.txt")
    assert read_folder(folder).content.texts["s2"] == "Short."


def test_something_that_is_no_regular_file_is_not_read(tmp_path: Path) -> None:
    folder = put(tmp_path / "study", GOOD)
    (folder / "sources/s2.txt").unlink()
    os.mkfifo(folder / "sources/s2.txt")
    (folder / "memos.csv").unlink()
    (folder / "memos.csv").mkdir()
    first, second = faults(folder)
    assert first.startswith("sources.csv:3: file: 'sources/s2.txt' is not a regular file")
    assert second.startswith("memos.csv:0: : 'memos.csv' is not a regular file")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"^There is no folder .*nowhere; check the path\.$"):
        read_folder(tmp_path / "nowhere")


def test_a_file_in_place_of_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"file is not a folder; name the folder that holds study\.yaml"):
        read_folder(put(tmp_path, {"file": ""}) / "file")


def test_a_folder_without_study_yaml_is_no_study_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"is not a study folder: it has no study\.yaml"):
        read_folder(tmp_path)


@given(data=st.data())
def test_no_damage_to_a_file_makes_more_than_a_list_of_faults(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(GOOD)))
    good = GOOD[name].encode()
    at = data.draw(st.integers(0, len(good)))
    cut = data.draw(st.integers(0, 12))
    junk = data.draw(
        st.binary(max_size=6) | st.sampled_from([b'"', b"\n", b",", b";", b"\0", b"\r", b"- [", b"&a", b": "])
    )
    with tempfile.TemporaryDirectory() as folder:
        put(Path(folder), {**GOOD, name: good[:at] + junk + good[at + cut :]})
        with contextlib.suppress(FolderError):
            read_folder(Path(folder))
