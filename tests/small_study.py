"""A small study folder: two sources, seven passages, both frameworks, evidence for and against, a party that is never heard."""

from __future__ import annotations

import shutil
from pathlib import Path

__all__ = ["FIVE_DIMENSIONS", "NIGHT", "NOTES", "write_small_study"]

FIVE_DIMENSIONS = Path(__file__).parent / "frameworks" / "five-dimensions" / "1.0.0.yaml"

NIGHT = (
    "De gemeente wil eerst geld zien. Daar komen we elke keer op terug.\n"
    "De politie belt ons nooit terug. Misschien zijn ze te druk.\n"
    "Het licht in de zaal is goed genoeg om te lezen.\n"
)
NOTES = "Aan tafel zwijgt de gemeente over geld. Niemand vraagt ernaar. De lamp flikkert.\n"

STUDY = """\
format: 1
id: room
title: De leeszaal
language: nl
frameworks: [governance-tensions@1, five-dimensions@1]
cases:
  - {id: C, name: Leeszaal}
sub_cases:
  - {id: east, case: C, name: Oost}
waves:
  - {id: W1, name: Eerste}
  - {id: W2, name: Tweede}
coders:
  - {id: ann, name: Ann}
"""
FILES = {
    "parties.csv": "party,name,kind,mentions\nGEM,Gemeente,municipality,gemeente\nPOL,Politie,police,politie\n",
    "participants.csv": (
        "participant,function,parties,level\nFN,Notities van de onderzoeker,,observer\n"
        "R1,Wethouder <van geld>,GEM,board\nR2,Lezer,,staff\n"
    ),
    "sources.csv": (
        "source,kind,file,title,wave,participants,sub_cases\n"
        "night,interview,sources/night.txt,Nacht,W1,R1;R2,\nnotes,field_notes,sources/notes.txt,Notities,W2,FN,east\n"
    ),
}
PASSAGES = {
    "P1": ("night", "De gemeente wil eerst geld zien.", "R1", ""),
    "P2": ("night", "Daar komen we elke keer op terug.", "R1", ""),
    "P3": ("night", "De politie belt ons nooit terug.", "R2", ""),
    "P4": ("night", "Misschien zijn ze te druk.", "R2", "1"),
    "P5": ("night", "Het licht in de zaal is goed genoeg om te lezen.", "-", ""),
    "P6": ("notes", "Aan tafel zwijgt de gemeente over geld.", "FN", ""),
    "P7": ("notes", "De lamp flikkert.", "FN", ""),
}
FINDINGS = (
    "F1,authorise,pain_point,,1,Geld gaat voor.,\n"
    "F2,authorise,pain_point,east,2,De politie blijft weg.,\n"
    "F3,authorise,handling,,3,Men belt | nog eens.,hampers\n"
    "F4,light,strength,,4,=Er is licht & warmte <b>genoeg</b>.,\n"
)
EVIDENCE = (
    "F1,P1,supports,\nF1,P2,supports,\nF1,P6,contradicts,Zij zwijgen juist.\n"
    "F2,P3,supports,\nF2,P4,qualifies,\nF2,P5,contradicts,\n"
    "F4,P5,supports,\nF4,P7,contradicts,\n"
)


def write_small_study(folder: Path) -> Path:
    """Write the study folder; gives it back."""
    (folder / "sources").mkdir(parents=True)
    (folder / "frameworks").mkdir()
    shutil.copy(FIVE_DIMENSIONS, folder / "frameworks" / "five-dimensions.yaml")
    texts = {"night": NIGHT, "notes": NOTES}
    rows = []
    for name, (source, quote, voices, hedged) in PASSAGES.items():
        start = texts[source].index(quote)
        rows.append(f"{name},{source},{start},{start + len(quote)},ann,{voices},{hedged}\n")
    files = {
        **FILES,
        "study.yaml": STUDY,
        "sources/night.txt": NIGHT,
        "sources/notes.txt": NOTES,
        "passages.csv": "passage,source,start,end,coder,voices,hedged\n" + "".join(rows),
        "codings.csv": "passage,layer,code\nP1,tension,authorise\nP1,kind,pain_point\nP1,aspect,money\nP5,quality,light\n",
        "codes.csv": "layer,code,label_nl\naspect,money,geld\n",
        "findings.csv": "finding,dimension,kind,sub_case,position,statement,effect\n" + FINDINGS,
        "evidence.csv": "finding,passage,stance,note\n" + EVIDENCE,
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder
