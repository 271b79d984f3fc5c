"""A source as the page on which it is read and coded: paragraphs, who speaks, passages with their codes, main points."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spanveld.model.framework_names import QualifiedName, shortest
from spanveld.store import journal
from spanveld.store.content import offered_layers
from spanveld.store.documents import CodeOn, Document, document
from spanveld.store.pages import PageRows, page_rows, passage_rows
from spanveld.store.records import Reader

__all__ = ["Cite", "PagePassage", "Paragraph", "Point", "ReadingPage", "page_passage", "reading_page"]

CITED = re.compile(r"\[(?:(against|tegen)\s+)?([A-Za-z0-9][A-Za-z0-9_.-]*)\]")
"""How a point of an overview names a passage: ``[K12]``, or ``[against K12]`` where it says otherwise."""
READ, BEING_READ, UNREAD = "read", "being_read", "unread"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text that is not empty, text[start:end] in code points, ``number`` from 1.

    ``role``: respondent, interviewer, reflection, or empty; ``kind``: paragraph, heading, list_item or cell; ``milliseconds``: where
    the recording is, if a time mark lies in it.
    """

    number: int
    start: int
    end: int
    text: str
    role: str
    participant: str
    kind: str
    level: int
    milliseconds: int | None


@dataclass(frozen=True, slots=True)
class PagePassage:
    """A passage on the page; ``start`` and ``end`` are None where its place is in doubt.

    ``breaks``: what the framework's rules say that it lacks; ``findings``: how many findings it is evidence for.
    """

    passage: str
    start: int | None
    end: int | None
    coder: str
    voices: tuple[str, ...]
    voiced: str
    about: tuple[str, ...]
    form: str
    hedged: bool | None
    basis: str
    memo: str
    codes: tuple[dict[str, str], ...]
    breaks: tuple[str, ...]
    findings: int


@dataclass(frozen=True, slots=True)
class Cite:
    """A passage that a main point rests on, or (``against``) that says otherwise."""

    passage: str
    against: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A main point of the source, as written, with the passages that it names."""

    text: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """Everything of one page; ``sequence`` is the journal entry up to which it is true, ``reading`` how far ``actor`` is."""

    source: str
    kind: str
    title: str
    date: str
    place: str
    case: str
    wave: str
    sub_cases: tuple[str, ...]
    version: int
    sequence: int
    length: int
    actor: str
    participants: tuple[dict[str, Any], ...]
    paragraphs: tuple[Paragraph, ...]
    passages: tuple[PagePassage, ...]
    overview: tuple[Point, ...]
    reading: str
    recording: bool
    original: bool
    text_sha256: str

    def passage(self, name: str) -> PagePassage | None:
        """One of its passages, None where it has none of that name."""
        return next((passage for passage in self.passages if passage.passage == name), None)


def reading_page(reader: Reader, source: str, *, actor: str = "", opened: Document | None = None) -> ReadingPage:
    """The page of a source, as it is for ``actor``; NotFound where the study has none of it. ``opened``: the source, where it is open."""
    connection, study_id = reader.connection, reader.study_id
    opened = opened or document(connection, study_id, source)
    rows = page_rows(connection, study_id, source)
    newest = journal.newest(connection, study_id)
    placed = _passages(reader, opened, rows.about, rows.findings)
    passages = (*placed, *(_doubtful(name) for name in rows.doubtful))
    mine = any(passage.coder == actor for passage in passages)
    speaking = dict.fromkeys([*opened.speakers, *(turn.participant for turn in opened.turns if turn.participant)])
    return ReadingPage(
        source=opened.source,
        kind=opened.kind,
        title=opened.title,
        date=rows.date,
        place=rows.place,
        case=rows.case,
        wave=rows.wave,
        sub_cases=rows.sub_cases,
        version=opened.version,
        sequence=newest,
        length=len(opened.text),
        actor=actor,
        participants=tuple(
            {"participant": name, "function": rows.people[name][0], "parties": list(rows.people[name][1])}
            for name in speaking
        ),
        paragraphs=tuple(paragraphs(opened, rows)),
        passages=passages,
        overview=tuple(Point(text, tuple(_cites(text))) for text in rows.overview),
        reading=rows.progress.get(actor) or (BEING_READ if mine else UNREAD),
        recording=bool(rows.recording),
        original=rows.has_original,
        text_sha256=rows.sha256,
    )


def page_passage(reader: Reader, source: str, passage: str) -> PagePassage | None:
    """One passage of a source, as its page has it; None where the study has none of that name."""
    rows = passage_rows(reader.connection, reader.study_id, passage)
    if rows is None:
        return None
    if rows.doubtful:
        return _doubtful(passage)
    opened = document(reader.connection, reader.study_id, source, only=passage)
    return next(_passages(reader, opened, {passage: rows.about}, {passage: rows.findings}), None)


def paragraphs(opened: Document, rows: PageRows) -> Iterator[Paragraph]:
    """The lines of a text that are not empty, with who speaks in them and what they are."""
    turns = opened.turns
    starts = [turn.start for turn in turns]
    parts = [block for block in rows.blocks if block[2] in ("heading", "list_item", "cell")]
    part_starts = [block[0] for block in parts]
    times = rows.time_marks
    number = place = 0
    for line in opened.text.split("\n"):
        start, end = place, place + len(line)
        place = end + 1
        if not line.strip():
            continue
        number += 1
        found = bisect_right(starts, end - 1) - 1
        turn = turns[found] if found >= 0 and turns[found].end > start else None
        at = bisect_right(part_starts, end - 1) - 1
        part = parts[at] if at >= 0 and parts[at][1] > start else None
        first = bisect_left(times, (start,))
        moment = times[first][1] if first < len(times) and times[first][0] <= end else None
        yield Paragraph(
            number=number,
            start=start,
            end=end,
            text=line,
            role=turn.role if turn else "",
            participant=turn.participant if turn else "",
            kind=part[2] if part else "paragraph",
            level=(part[3] or 0) if part else 0,
            milliseconds=moment,
        )


def _cites(text: str) -> Iterator[Cite]:
    for found in CITED.finditer(text):
        yield Cite(found.group(2), bool(found.group(1)))


def _doubtful(name: str) -> PagePassage:
    return PagePassage(name, None, None, "", (), "turns", (), "", None, "", "", (), (), 0)


def _passages(
    reader: Reader, opened: Document, about: Mapping[str, tuple[str, ...]], findings: Mapping[str, int]
) -> Iterator[PagePassage]:
    own = [row.identifier for row in reader.layer_rows.values() if row.framework_id is None]
    offered = offered_layers(reader.frameworks.values(), own)
    language = reader.study.language
    names: dict[tuple[str, str], str] = {}
    lacking: dict[frozenset[CodeOn], tuple[str, ...]] = {}

    def shown(code: CodeOn) -> dict[str, str]:
        key = (code.framework, code.layer)
        if key not in names:
            names[key] = shortest(QualifiedName(*key), offered)
        return {"code": f"{names[key]}/{code.code}", "coder": code.coder}

    said = {code: shown(code) for code in {code for passage in opened.passages for code in passage.codes}}
    for passage in opened.passages:
        own_codes = frozenset(code for code in passage.codes if code.coder == passage.coder)
        if own_codes not in lacking:
            lacking[own_codes] = tuple(_breaks(reader, own_codes, language))
        yield PagePassage(
            passage=passage.passage,
            start=passage.start,
            end=passage.end,
            coder=passage.coder,
            voices=passage.voices,
            voiced=passage.voiced,
            about=about.get(passage.passage, ()),
            form=passage.form,
            hedged=passage.hedged,
            basis=passage.basis,
            memo=passage.memo,
            codes=tuple([said[code] for code in passage.codes]),
            breaks=lacking[own_codes],
            findings=findings.get(passage.passage, 0),
        )


def _breaks(reader: Reader, codes: frozenset[CodeOn], language: str) -> Iterator[str]:
    """What the rules of the adopted frameworks say that a passage with these codes of its coder lacks."""
    for framework in reader.frameworks.values():
        coded = {(one.layer, one.code) for one in codes if one.framework == framework.id}
        for rule in framework.broken(coded):
            yield rule.label(language)
