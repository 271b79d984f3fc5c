"""A generated corpus -> a study folder, with the source ``probe`` and with findings beside it.

    python -m benchmarks.study_folder CORPUS OUT

The corpus's layer ``aspect`` is the framework's open layer of that name; its other layers are the study's own.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import probe as probes
from benchmarks.corpus import document_name
from benchmarks.findings import EVERY, FINDINGS, FRAMEWORK, PROBE_EVIDENCE, Tie, tie
from benchmarks.probe import probe

__all__ = ["write_study_folder"]

CASE, WAVE = "C", "W1"
FRAMEWORK_LAYERS = ("aspect",)
PARTIES = (
    ("REG", "Veiligheidsregio", "safety_region"),
    ("GEM", "Gemeenten", "municipality"),
    ("WS", "Waterschap", "water_board"),
)
PARTICIPANTS = (
    ("R1", "Directeur", "REG", "director"),
    ("R2", "Burgemeester", "GEM", "board"),
    ("R3", "Adviseur", "REG;GEM", "staff"),
    ("R4", "Dijkgraaf", "WS", "outside"),
)
Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus on disk: its manifest, and its codes by their number."""

    folder: Path
    manifest: Mapping[str, Any]
    codes: Mapping[str, Mapping[str, str]]

    @classmethod
    def read(cls, folder: Path) -> Corpus:
        """The corpus in a folder."""
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return cls(folder, manifest, {row["code"]: row for row in _rows(folder / "codes.csv")})

    def rows(self, name: str) -> Iterator[dict[str, str]]:
        """The rows of one of its files."""
        return _rows(self.folder / f"{name}.csv")

    @property
    def documents(self) -> list[str]:
        """The names of its documents."""
        return [document_name(number) for number in range(1, self.manifest["docs"] + 1)]

    @property
    def layers(self) -> list[str]:
        """Its layers, in the order in which codes name them."""
        return list(dict.fromkeys(row["layer"] for row in self.codes.values()))

    def code(self, number: str) -> tuple[str, str]:
        """The layer of a code, and its identifier in the study.

        Identifiers are ``c1``, ``c2``, ...
        """
        return self.codes[number]["layer"], f"c{number}"


def write_study_folder(corpus_folder: Path, folder: Path) -> None:
    """Write the study folder of a corpus."""
    corpus = Corpus.read(corpus_folder)
    (folder / "sources").mkdir(parents=True)
    lengths = _write_sources(corpus, folder)
    _write_people(folder)
    _write_codes(corpus, folder)
    coders = _write_passages(corpus, folder, lengths)
    _write_findings(folder)
    attributes = ((f"source:{row['doc']}", row["variable"], row["value"]) for row in corpus.rows("attributes"))
    _write(folder / "attributes.csv", "subject name value", attributes)
    _write_study(corpus, folder, coders)


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def _write(file: Path, header: str, rows: Iterable[Row]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header.split())
        writer.writerows(rows)


# ---------------------------------------------------------------------- sources and people
def _write_sources(corpus: Corpus, folder: Path) -> dict[str, int]:
    """Write the sources; gives the lengths of the corpus's texts in code points."""
    lengths = {}
    for name in corpus.documents:
        data = (corpus.folder / "docs" / f"{name}.txt").read_bytes()
        (folder / "sources" / f"{name}.txt").write_bytes(data)
        lengths[name] = len(data.decode())
    (folder / "sources" / f"{probes.SOURCE}.txt").write_bytes(probe().text.encode())
    speakers = {probes.SOURCE: ";".join(probes.SPEAKERS)}
    rows = (
        (name, "interview", f"sources/{name}.txt", name, "2026-01-01", CASE, WAVE, speakers.get(name, ""))
        for name in [*corpus.documents, probes.SOURCE]
    )
    _write(folder / "sources.csv", "source kind file title date case wave participants", rows)
    turns = (
        (probes.SOURCE, turn.start, turn.end, turn.participant, "respondent" if turn.participant else "interviewer")
        for turn in probe().turns
    )
    _write(folder / "turns.csv", "source start end participant role", turns)
    return lengths


def _write_people(folder: Path) -> None:
    _write(folder / "parties.csv", "party name kind", PARTIES)
    _write(folder / "participants.csv", "participant function parties level", PARTICIPANTS)


# ---------------------------------------------------------------------- codes and passages
def _write_codes(corpus: Corpus, folder: Path) -> None:
    def rows() -> Iterator[Row]:
        for number, code in corpus.codes.items():
            layer, name = corpus.code(number)
            parent = f"c{code['parent']}" if code["parent"] else ""
            yield layer, name, parent, code["path"], code["path"], code["description"]

    _write(folder / "codes.csv", "layer code parent label_en label_nl definition", rows())


@dataclass(frozen=True, slots=True)
class _Marked:
    """A passage with its code, and what it is evidence of."""

    passage: str
    source: str
    start: object
    end: object
    coder: str
    memo: str
    code: tuple[str, str]
    tie: Tie | None


def _marked(corpus: Corpus, lengths: Mapping[str, int]) -> Iterator[_Marked]:
    """The corpus's segments, then the probe's passages.

    At size L three segments of one coder lie some characters past the end of their text; they are drawn back to its end.
    """
    for index, row in enumerate(corpus.rows("segments")):
        tied = tie(index // EVERY) if index % EVERY == 0 else None
        length = lengths[row["doc"]]
        place = (row["doc"], min(int(row["start"]), length - 1), min(int(row["end"]), length))
        yield _Marked(f"p{row['id']}", *place, row["coder"], row["memo"], corpus.code(row["code"]), tied)
    for index, (start, end) in enumerate(probe().places):
        tied = tie(index) if index < PROBE_EVIDENCE else None
        code = corpus.code(str(index % probes.CODES + 1))
        yield _Marked(f"{probes.SOURCE}{index}", probes.SOURCE, start, end, probes.CODER, "", code, tied)


def _write_passages(corpus: Corpus, folder: Path, lengths: Mapping[str, int]) -> list[str]:
    """Write passages, codings and evidence; gives the coders."""
    coders = {probes.CODER}
    codings: list[Row] = []
    evidence: list[Row] = []

    def passages() -> Iterator[Row]:
        for mark in _marked(corpus, lengths):
            coders.add(mark.coder)
            codings.append((mark.passage, *mark.code))
            if mark.tie:
                codings.extend((mark.passage, *code) for code in mark.tie.finding.codes)
                evidence.append((mark.tie.finding.finding, mark.passage, mark.tie.stance))
            yield mark.passage, mark.source, mark.start, mark.end, mark.coder, 0, mark.memo

    _write(folder / "passages.csv", "passage source start end coder hedged memo", passages())
    _write(folder / "codings.csv", "passage layer code", codings)
    _write(folder / "evidence.csv", "finding passage stance", evidence)
    return sorted(coders)


# ---------------------------------------------------------------------- findings and the study itself
def _write_findings(folder: Path) -> None:
    rows = (
        (item.finding, CASE, item.dimension, item.kind, item.position, item.statement, item.effect) for item in FINDINGS
    )
    _write(folder / "findings.csv", "finding case dimension kind position statement effect", rows)
    links = ((item.finding, "responds_to", item.responds_to) for item in FINDINGS if item.responds_to)
    _write(folder / "finding_links.csv", "from relation to", links)


def _write_study(corpus: Corpus, folder: Path, coders: Iterable[str]) -> None:
    size = corpus.manifest["size"]
    own = [layer for layer in corpus.layers if layer not in FRAMEWORK_LAYERS]
    lines = [
        *("format: 1", f"id: bench-{size.lower()}", f"title: Generated corpus {size}", "language: nl"),
        *(f"frameworks: [{FRAMEWORK}]", "cases:", f"  - {{id: {CASE}, name: Case, kind: network}}", "sub_cases: []"),
        *("waves:", f"  - {{id: {WAVE}, name: first}}"),
        *("coders:", *(f"  - {{id: {coder}, name: {coder}}}" for coder in coders)),
        *("layers:", *(f"  - {{id: {layer}, role: none, open: true, exclusive: false}}" for layer in own)),
    ]
    (folder / "study.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_study_folder(Path(sys.argv[1]), Path(sys.argv[2]))
