"""All memos in one place: what a person wrote on anything, searched, narrowed, sorted and paged."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, get_args

from spanveld.model.errors import N_, NotFound, Refused
from spanveld.model.kinds import KINDS
from spanveld.model.names import natural
from spanveld.store.journal import newest
from spanveld.store.memos import MemoRow, memo_rows, names_of, number_of, subjects_there_are
from spanveld.store.quotes import quoted_passages
from spanveld.store.records import Reader

__all__ = ["MEMO_KINDS", "MEMO_SUBJECTS", "Memo", "Memos", "Subject", "Wanted", "memos", "subjects_of"]

MEMO_KINDS: tuple[str, ...] = KINDS["memo"].column("kind").choices
"""The kinds of memos; one without a kind is a note."""
MEMO_SUBJECTS: tuple[str, ...] = ("study", *KINDS["memo"].column("subject").choices)
"""What a memo can be on."""
STUDY = "study"
Sort = Literal["-date", "date", "subject"]
SORTS: tuple[Sort, ...] = get_args(Sort)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which memos: with all these ``words``, on a kind of thing or on one (``kind:identifier``, or ``study``), of a kind, by somebody.

    Memos on a source are also those on its passages. ``sort``: ``-date`` (newest first), ``date`` or ``subject``.
    """

    words: str = ""
    on: str = ""
    subject: str = ""
    kind: str = ""
    author: str = ""
    sort: Sort = "-date"


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo. ``memo``: its number, or ``passage:ID`` where the passage itself carries it.

    ``subject``: ``kind:identifier``, empty: the study; ``called`` says what that is; of a passage, ``source`` and ``quote`` say where
    it lies and give its words.
    """

    memo: str
    subject: str
    called: str
    kind: str
    date: str
    author: str
    text: str
    source: str = ""
    quote: str = ""

    @property
    def carried(self) -> bool:
        """Whether a passage carries it, so that it has no subject, kind, date and author of its own."""
        return self.memo.startswith("passage:")

    @property
    def on(self) -> str:
        """The kind of thing that it is on."""
        return self.subject.partition(":")[0] or STUDY


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that memos are on (``subject``: ``kind:identifier``), what it is called, and how many memos it has."""

    subject: str
    called: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Memos:
    """The memos of one page. ``total`` of all there are, ``found`` of those wanted; the counts are of all there are."""

    study: str
    title: str
    language: str
    sequence: int
    total: int
    found: int
    page: int
    pages: int
    memos: tuple[Memo, ...]
    on: Mapping[str, int]
    kinds: Mapping[str, int]
    authors: Mapping[str, int]
    subjects: tuple[Subject, ...]

    def as_json(self) -> dict[str, Any]:
        """What the command prints: the study, how many there are, and the memos."""
        return {"study": self.study, "total": self.total, "memos": [asdict(memo) for memo in self.memos]}


def memos(reader: Reader, wanted: Wanted, *, page: int = 1, size: int = 0) -> Memos:
    """The memos that are wanted; ``size`` of a page (0: all).

    Refused for a kind or order that there is not, NotFound for a subject that is not there.
    """
    _check(wanted)
    subject = _numbered(reader, wanted.subject)
    rows = memo_rows(reader.connection, reader.study_id)
    names = _Names(reader, rows)
    fits = _fitting(wanted, subject)
    chosen = _sorted([row for row in rows if fits(row)], wanted.sort, names)
    pages = max(1, -(-len(chosen) // size)) if size else 1
    page = min(max(page, 1), pages)
    shown = chosen[(page - 1) * size : page * size] if size else chosen
    return Memos(
        **reader.heading(),
        sequence=newest(reader.connection, reader.study_id),
        total=len(rows),
        found=len(chosen),
        page=page,
        pages=pages,
        memos=tuple(_shown(reader, shown, names)),
        on=_in_order(Counter(row.subject_kind or STUDY for row in rows), MEMO_SUBJECTS),
        kinds=_in_order(Counter(row.kind or MEMO_KINDS[0] for row in rows), MEMO_KINDS),
        authors=dict(
            sorted(Counter(row.author for row in rows if row.author).items(), key=lambda one: natural(one[0]))
        ),
        subjects=_subjects(rows, names),
    )


def subjects_of(reader: Reader) -> list[Subject]:
    """All that a memo can be on but passages, in the order of kinds and of names."""
    found = []
    for kind, rows in subjects_there_are(reader.connection, reader.study_id).items():
        in_order = sorted(rows, key=lambda row: natural(row.name))
        found += [Subject(f"{kind}:{row.name}", row.said) for row in in_order]
    codes = sorted("/".join(pair) for pair in reader.codes.values())
    return found + [Subject(f"code:{name}", "") for name in codes]


class _Names:
    """What memos are on, by name: of all things but passages, which are looked up for a page alone."""

    def __init__(self, reader: Reader, rows: Sequence[MemoRow]) -> None:
        self._reader = reader
        on = {(row.subject_kind, row.subject_id) for row in rows if row.subject_kind != "passage"}
        on |= {("source", row.source_id) for row in rows if row.source_id is not None}
        self._found = dict(names_of(reader.connection, reader.study_id, on))

    def subject(self, kind: str, number: int | None) -> str:
        """``kind:identifier``; empty for the study."""
        if not kind or number is None:
            return ""
        if kind == "code":
            return "code:" + "/".join(self._reader.codes[number])
        return f"{kind}:{self._found[kind, number][0]}"

    def called(self, kind: str, number: int | None) -> str:
        """What it is called or says, beside its identifier."""
        if kind == "code" and number is not None:
            row = self._reader.code_rows[number]
            nl = self._reader.study.language == "nl"
            return str((row.label_nl or row.label_en) if nl else (row.label_en or row.label_nl))
        return self._found.get((kind, number or 0), ("", ""))[1]

    def learn(self, rows: Iterable[MemoRow]) -> None:
        """Look up the passages of some memos."""
        on = [("passage", row.subject_id) for row in rows if row.subject_kind == "passage"]
        self._found.update(names_of(self._reader.connection, self._reader.study_id, on))


def _check(wanted: Wanted) -> None:
    known: tuple[tuple[str, str, Sequence[str]], ...] = (
        ("on", wanted.on, MEMO_SUBJECTS),
        ("kind", wanted.kind, MEMO_KINDS),
        ("sort", wanted.sort, SORTS),
    )
    for name, value, allowed in known:
        if value and value not in allowed:
            raise Refused(
                N_("{name}: there is no '{value}'; known are: {known}."),
                name=name,
                value=value,
                known=", ".join(allowed),
            )
    kind, colon, _ = wanted.subject.partition(":")
    if wanted.subject and wanted.subject != STUDY and not (colon and kind in MEMO_SUBJECTS[1:]):
        raise Refused(
            N_("'{subject}' is no subject: write KIND:NAME with one of the kinds {kinds}."),
            subject=wanted.subject,
            kinds=", ".join(MEMO_SUBJECTS[1:]),
        )


def _numbered(reader: Reader, subject: str) -> tuple[str, int | None] | None:
    """A subject by its number; None where none is wanted."""
    kind, _, name = subject.partition(":")
    if not subject:
        return None
    if subject == STUDY:
        return "", None
    if kind == "code":
        number = next((number for number, pair in reader.codes.items() if "/".join(pair) == name), None)
    else:
        number = number_of(reader.connection, reader.study_id, kind, name)
    if number is None:
        raise NotFound(N_("There is no {kind} '{name}' in this study."), kind=kind.replace("_", "-"), name=name)
    return kind, number


def _fitting(wanted: Wanted, subject: tuple[str, int | None] | None) -> Callable[[MemoRow], bool]:
    words = folded(wanted.words).split()

    def fits(row: MemoRow) -> bool:
        return (
            (not wanted.on or (row.subject_kind or STUDY) == wanted.on)
            and (not wanted.kind or (row.kind or MEMO_KINDS[0]) == wanted.kind)
            and (not wanted.author or row.author == wanted.author)
            and (
                subject is None
                or (row.subject_kind, row.subject_id) == subject
                or (subject[0] == "source" and row.source_id == subject[1])
            )
            and (not words or _holds(row.text, words))
        )

    return fits


def _holds(text: str, words: Iterable[str]) -> bool:
    searched = folded(text)
    return all(word in searched for word in words)


def folded(text: str) -> str:
    """A text as it is searched: case and accents aside.

    >>> folded("Café ÉÉN")
    'cafe een'
    """
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text)
    return "".join(character for character in parts if not unicodedata.combining(character)).casefold()


def _sorted(rows: list[MemoRow], sort: Sort, names: _Names) -> list[MemoRow]:
    """In the order of dates (memos without one are the oldest), or of subjects and then dates."""
    in_time = sorted(rows, key=lambda row: (row.date, not row.carried, row.id))
    if sort == "date":
        return in_time
    if sort == "-date":
        return in_time[::-1]
    place = {kind: number for number, kind in enumerate(MEMO_SUBJECTS)}
    on = {
        ("source", row.source_id) if row.subject_kind == "passage" else (row.subject_kind, row.subject_id)
        for row in rows
    }
    keys = {pair: natural(names.subject(*pair)) for pair in on}

    def key(row: MemoRow) -> tuple[Any, ...]:
        """Passages by their source and then as they were marked."""
        if row.subject_kind == "passage":
            return place["passage"], keys["source", row.source_id], row.subject_id
        return place[row.subject_kind or STUDY], keys[row.subject_kind, row.subject_id], 0

    return sorted(in_time, key=key)


def _shown(reader: Reader, rows: Sequence[MemoRow], names: _Names) -> Iterable[Memo]:
    names.learn(rows)
    on = [row.subject_id for row in rows if row.subject_kind == "passage" and row.subject_id is not None]
    places = quoted_passages(reader.connection, reader.study_id, on)
    for row in rows:
        subject = names.subject(row.subject_kind, row.subject_id)
        memo = Memo(
            subject if row.carried else str(row.id),
            subject,
            names.called(row.subject_kind, row.subject_id),
            row.kind or MEMO_KINDS[0],
            row.date,
            row.author,
            row.text,
        )
        if row.subject_kind == "passage" and row.subject_id in places:
            place = places[row.subject_id]
            memo = replace(memo, source=place.source.source, quote=place.quote)
        yield memo


def _subjects(rows: Iterable[MemoRow], names: _Names) -> tuple[Subject, ...]:
    """What has memos, but for passages: these count for their source."""
    counts = Counter(
        ("source", row.source_id) if row.subject_kind == "passage" else (row.subject_kind, row.subject_id)
        for row in rows
        if row.subject_kind
    )
    found = [Subject(names.subject(*on), names.called(*on), count) for on, count in counts.items() if on[1] is not None]
    place = {kind: number for number, kind in enumerate(MEMO_SUBJECTS)}
    return tuple(sorted(found, key=lambda one: (place[one.subject.partition(":")[0]], natural(one.subject))))


def _in_order(counts: Mapping[str, int], order: Sequence[str]) -> dict[str, int]:
    return {name: counts[name] for name in order if counts.get(name)}
