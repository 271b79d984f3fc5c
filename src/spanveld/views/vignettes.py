"""The vignettes of a study: numbered boxes, each with its frame and its passages in the words that were said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.analysis.numbering import Placed, numbers
from spanveld.language.messages import translator
from spanveld.model.errors import N_, NotFound, Translate
from spanveld.model.marks import Person
from spanveld.model.names import natural
from spanveld.store import journal
from spanveld.store.marks import people
from spanveld.store.quotes import QuotedPassage, passage_numbers, quoted_passages
from spanveld.store.records import Reader
from spanveld.views.reading_page import CITED
from spanveld.views.theory import dimensions_of

__all__ = [
    "Box",
    "BoxQuote",
    "Gathered",
    "Piece",
    "Vignettes",
    "Voice",
    "cited_in",
    "cut",
    "gathered",
    "narrowed",
    "numbered",
    "vignettes",
]


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose word a passage is: the participant, and what this person does; ``observer``: the researcher, cited as field notes."""

    participant: str
    function: str
    observer: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a box's text. With a ``passage`` it is a citation, ``text`` how it is read (``[R1, R3]``); ``source`` has it.

    ``against``: the passage objects to what the text says.
    """

    text: str
    passage: str = ""
    source: str = ""
    against: bool = False


@dataclass(frozen=True, slots=True)
class BoxQuote:
    """A passage in a box. ``citation`` is how it is cited (``[R1]``); ``note`` what the researcher says of it there.

    ``start`` and ``end`` are None and ``quote`` what it was where its place was lost in a correction (``doubt``).
    """

    passage: str
    source: str
    source_title: str
    source_kind: str
    start: int | None
    end: int | None
    quote: str
    voices: tuple[Voice, ...]
    citation: str
    hedged: bool
    condensed: bool
    doubt: bool
    note: str


@dataclass(frozen=True, slots=True)
class Box:
    """A vignette. ``number`` is derived (``analysis.numbering``), ``heading`` how it is headed: ``Example 1a: title``.

    ``pieces`` are its ``text`` with the citations in it read; ``case`` and ``sub_case`` with their names, the dimension's label.
    """

    vignette: str
    number: str
    heading: str
    title: str
    text: str
    pieces: tuple[Piece, ...]
    case: str
    case_name: str
    sub_case: str
    sub_case_name: str
    dimension: str
    dimension_label: str
    position: int | None
    passages: tuple[BoxQuote, ...]


@dataclass(frozen=True, slots=True)
class Vignettes:
    """All vignettes of a study in the order of their numbers; ``sequence``: the journal's newest entry as they were read."""

    study: str
    title: str
    language: str
    sequence: int
    vignettes: tuple[Box, ...]

    def box(self, vignette: str) -> Box:
        """One of them; NotFound where there is none of that name."""
        for one in self.vignettes:
            if one.vignette == vignette:
                return one
        raise NotFound(N_("There is no vignette '{name}' in this study."), name=vignette)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The rows of all vignettes with their numbers, in the order of these, and what stands in them.

    ``ties``: a vignette's id -> the rows of its passages, in order. ``passages``: all that stand in one or are cited in a text, by
    their id; ``cited``: identifiers of those that a text cites -> their ids.
    """

    rows: tuple[tuple[Any, str], ...]
    ties: Mapping[int, Sequence[Any]]
    passages: Mapping[int, QuotedPassage]
    cited: Mapping[str, int]


def gathered(reader: Reader) -> Gathered:
    """Read the vignettes of a study, and only those passages that stand in them."""
    connection, study_id = reader.connection, reader.study_id
    rows = tuple(numbered(reader))
    ties: dict[int, list[Any]] = defaultdict(list)
    for tie in reader.rows("vignette_passage") if rows else ():
        ties[tie.vignette_id].append(tie)
    cited = passage_numbers(connection, study_id, {name for row, _ in rows for name in cited_in(row.text)})
    wanted = {*cited.values(), *(tie.passage_id for its in ties.values() for tie in its)}
    passages = quoted_passages(connection, study_id, wanted)

    def place(tie: Any) -> tuple[Any, ...]:
        return tie.position is None, tie.position or 0, natural(passages[tie.passage_id].mark.passage)

    return Gathered(rows, {number: sorted(its, key=place) for number, its in ties.items()}, passages, cited)


def narrowed(
    reader: Reader, found: Gathered, *, dimensions: Collection[str] = (), sub_case: str = "", wave: str = ""
) -> Gathered:
    """Only vignettes about one of these dimensions, of no other sub-case, and only their passages of this wave; numbers stay."""
    themes = reader.names("sub_case")
    rows = tuple(
        (row, number)
        for row, number in found.rows
        if (not dimensions or reader.dimensions.get(row.dimension_id, "") in dimensions)
        and (not sub_case or themes.get(row.sub_case_id, sub_case) == sub_case)
    )
    ties = {
        row.id: [
            tie for tie in found.ties.get(row.id, ()) if not wave or found.passages[tie.passage_id].mark.wave == wave
        ]
        for row, _ in rows
    }
    named = {name for row, _ in rows for name in cited_in(row.text)}
    cited = {name: number for name, number in found.cited.items() if name in named}
    kept = {*cited.values(), *(tie.passage_id for its in ties.values() for tie in its)}
    return Gathered(rows, ties, {number: item for number, item in found.passages.items() if number in kept}, cited)


def vignettes(reader: Reader) -> Vignettes:
    """The vignettes of a study, with the words of their passages."""
    found, language = gathered(reader), reader.study.language
    words = _Words(translator(language), people(reader.connection, reader.study_id) if found.passages else {})
    citable = {name: found.passages[number] for name, number in found.cited.items()}
    cases, themes = _things(reader, "case"), _things(reader, "sub_case")
    judged = {item.code_id: (item.dimension, item.label) for item in dimensions_of(reader, language)}
    boxes = (
        Box(
            row.identifier,
            number,
            words.translate(N_("Example {number}: {title}")).format(number=number, title=row.title),
            row.title,
            row.text,
            tuple(_pieces(row.text, citable, words)),
            *cases.get(row.case_id, ("", "")),
            *themes.get(row.sub_case_id, ("", "")),
            *judged.get(row.dimension_id, ("", "")),
            row.position,
            tuple(_quote(tie.note, found.passages[tie.passage_id], words) for tie in found.ties.get(row.id, ())),
        )
        for row, number in found.rows
    )
    newest = journal.newest(reader.connection, reader.study_id)
    return Vignettes(reader.study.identifier, reader.study.title, language, newest, tuple(boxes))


def cut(text: str, cited: Collection[str]) -> Iterator[tuple[str, str, bool]]:
    """(words, passage, against) of a text cut where it cites one of these passages: a citation has no words, and the rest no passage.

    What stands in brackets and is no passage stays as it is.

    >>> list(cut("Zo is het [K1], niet anders [tegen K2] [sic].", {"K1", "K2"}))
    [('Zo is het ', '', False), ('', 'K1', False), (', niet anders ', '', False), ('', 'K2', True), (' [sic].', '', False)]
    """
    at = 0
    for found in CITED.finditer(text):
        if found.group(2) not in cited:
            continue
        if found.start() > at:
            yield text[at : found.start()], "", False
        yield "", found.group(2), bool(found.group(1))
        at = found.end()
    if at < len(text):
        yield text[at:], "", False


def cited_in(text: str) -> list[str]:
    """The names in brackets in a text, each of which may be a passage."""
    return [found.group(2) for found in CITED.finditer(text)]


@dataclass(frozen=True, slots=True)
class _Words:
    translate: Translate
    people: Mapping[str, Person]

    def citation(self, quoted: QuotedPassage) -> str:
        """``[R1, R3]``; of the researcher's notes that they are these; without a voice, the source."""
        names = [
            self.translate(N_("field notes")) if voice in self.people and self.people[voice].is_observer else voice
            for voice in quoted.mark.voices
        ]
        return f"[{', '.join(dict.fromkeys(names)) or quoted.mark.source}]"

    def against(self, citation: str) -> str:
        """A citation of what objects: ``[against: R1]``."""
        said = self.translate(N_("against: {passage}")).format(passage=citation[1:-1])
        return f"[{said}]"

    def voices(self, quoted: QuotedPassage) -> tuple[Voice, ...]:
        people = self.people
        known = [(name, people[name]) for name in quoted.mark.voices if name in people]
        return tuple(Voice(name, one.function, one.is_observer) for name, one in known)


def numbered(reader: Reader) -> list[tuple[Any, str]]:
    """The rows of the vignettes with their numbers, in the order of these."""
    rows = {row.identifier: row for row in reader.rows("vignette")}
    cases = {row.id: row.identifier for row in reader.rows("case")}
    themes = {row.id: row for row in reader.rows("sub_case")}

    def placed(row: Any) -> Placed:
        theme = themes.get(row.sub_case_id)
        case = row.case_id if row.case_id is not None or theme is None else theme.case_id
        return Placed(row.identifier, cases.get(case, ""), theme.identifier if theme else "", row.position)

    told = numbers(map(placed, rows.values()), [*cases.values()], [row.identifier for row in themes.values()])
    return [(rows[name], number) for name, number in told.items()]


def _things(reader: Reader, kind: str) -> dict[int, tuple[str, str]]:
    return {row.id: (row.identifier, row.name or row.identifier) for row in reader.rows(kind)}


def _pieces(text: str, cited: Mapping[str, QuotedPassage], words: _Words) -> Iterator[Piece]:
    for said, name, against in cut(text, cited):
        if name:
            read = words.citation(cited[name])
            yield Piece(words.against(read) if against else read, name, cited[name].mark.source, against)
        else:
            yield Piece(said)


def _quote(note: str, quoted: QuotedPassage, words: _Words) -> BoxQuote:
    mark = quoted.mark
    return BoxQuote(
        mark.passage,
        mark.source,
        quoted.source.title,
        quoted.source.kind,
        mark.start,
        mark.end,
        quoted.quote,
        words.voices(quoted),
        words.citation(quoted),
        mark.hedged,
        quoted.form == "condensed",
        quoted.doubt,
        note,
    )
