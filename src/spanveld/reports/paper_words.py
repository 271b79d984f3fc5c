"""What stands beside the text of a source on paper, in words: who speaks, the comment on a passage, the legend, the main points."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from spanveld.language.messages import LANGUAGES, Translate, translator
from spanveld.model.errors import N_
from spanveld.model.paper import on_paper
from spanveld.reports.wording import capitalised
from spanveld.views.codebook import CodeEntry, LayerEntry
from spanveld.views.drawing_styles import DrawingStyles
from spanveld.views.paper import Paper
from spanveld.views.reading_page import CITED, PagePassage, Paragraph

__all__ = ["PLAIN", "LegendEntry", "LegendLayer", "Look", "PaperWords", "TextLine", "lines_of"]

KINDS = {
    "interview": N_("interview"),
    "field_notes": N_("field notes"),
    "document": N_("document"),
    "meeting": N_("meeting"),
    "survey": N_("survey"),
}
FORMS = {"solid": N_("solid line"), "dashed": N_("dashed line"), "dotted": N_("dotted line")}
_LABELLED = re.compile(r"^\s*[^\s:][^:\n]{0,40}:\s")
"""A line that says itself who speaks in it."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the text, text[start:end]; ``number`` is 0 where it is empty. ``speaker``: what is said above it of who speaks."""

    number: int
    start: int
    end: int
    text: str
    role: str = ""
    kind: str = "paragraph"
    level: int = 0
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How a passage is drawn: its dimension and kind by their place among them (-1: none), its letter, and both in words.

    ``drawn`` is False for a passage that only stands under a sub-case, which has its own margin.
    """

    dimension: int
    kind: int
    letter: str
    words: str
    drawn: bool


PLAIN = Look(-1, -1, "", "", True)


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A code that was used: its label, letter, what it means, how often, and its place by which it is drawn."""

    label: str
    letter: str
    definition: str
    count: int
    style: int


@dataclass(frozen=True, slots=True)
class LegendLayer:
    """The codes of a layer that were used."""

    label: str
    role: str
    entries: tuple[LegendEntry, ...]


@dataclass(frozen=True)
class PaperWords:
    """The words of one source on paper, in the study's language."""

    paper: Paper
    codes: Mapping[str, tuple[LayerEntry, CodeEntry]] = field(init=False)
    _: Translate = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "codes", self.paper.codes())
        object.__setattr__(self, "_", translator(self.language))

    @property
    def language(self) -> str:
        """The language of the study; English where the program does not speak it."""
        return self.paper.language if self.paper.language in LANGUAGES else "en"

    def say(self, message: str, **values: object) -> str:
        """A message in the study's language, its places filled."""
        return self._(message).format(**values)

    @cached_property
    def several(self) -> bool:
        """Whether the work of more than one coder is shown."""
        return len(self.paper.coders) > 1

    # ------------------------------------------------------------------ who and what
    def title(self) -> str:
        """What the source is called."""
        page = self.paper.page
        return page.title or f"{capitalised(self._(KINDS[page.kind]))} {page.source}"

    def who(self, participant: str) -> str:
        """A participant with function and parties: ``R4 · Mayor · Town``."""
        for one in self.paper.page.participants:
            if one["participant"] == participant:
                parties = [self.paper.parties.get(name, name) for name in one["parties"]]
                return " · ".join(part for part in (participant, one["function"], ", ".join(parties)) if part)
        return participant

    def head(self) -> str:
        """What stands at the head of each page: the source, and who speaks in it as what."""
        page = self.paper.page
        names = [str(one["participant"]) for one in page.participants]
        who = self.who(names[0]) if len(names) == 1 else ", ".join(names)
        return who if names == [page.source] else " · ".join(part for part in (page.source, who) if part)

    def foot(self, day: str) -> str:
        """What stands at the foot of each page beside its number: the study, the day, and the journal's newest entry."""
        return self.say(
            N_("{study} · {day} · journal {sequence}"),
            study=self.paper.title,
            day=day,
            sequence=self.paper.slip.sequence,
        )

    def coder(self, name: str) -> str:
        """The name of a coder."""
        return self.paper.names.get(name, name)

    def facts(self) -> list[tuple[str, str]]:
        """What is known of the source, for its first page."""
        page = self.paper.page
        themes = {
            code.code.rpartition("/")[2]: code.label
            for layer in self.paper.codebook.layers
            if layer.role == "sub_case"
            for code in layer.codes
        }
        count = len(self.paper.placed)
        others = self.say(N_("{count} of {total}"), count=count, total=count + self.paper.others)
        pairs = (
            (N_("Source"), f"{page.source}, {self._(KINDS[page.kind])}"),
            (N_("Who speaks"), "\n".join(self.who(str(one["participant"])) for one in page.participants)),
            (N_("Sub-cases"), ", ".join(themes.get(name, name) for name in page.sub_cases)),
            (N_("Date"), page.date),
            (N_("Place"), page.place),
            (N_("Moment"), page.wave),
            (N_("Coded by"), ", ".join(map(self.coder, self.paper.coders))),
            (N_("Passages"), others if self.paper.others else str(count)),
        )
        return [(self._(name), value) for name, value in pairs if value]

    # ------------------------------------------------------------------ passages
    def look(self, passage: PagePassage) -> Look:
        """How a passage is drawn: by its own coder's dimension and kind, else by anybody's."""
        known = [(one["coder"], *self.codes[one["code"]]) for one in passage.codes if one["code"] in self.codes]
        mine = [pair for pair in known if pair[0] == passage.coder] or known
        dimension = next((code for _, layer, code in mine if layer.role == "dimension"), None)
        kind = next((code for _, layer, code in mine if layer.role == "kind"), None)
        themes = bool(mine) and all(layer.role == "sub_case" for _, layer, _ in mine)
        unkinded = dimension is not None and not self.paper.has_role("kind")
        return Look(
            dimension.style if dimension else -1,
            kind.style if kind else 0 if unkinded else -1,
            dimension.letter if dimension else "",
            ": ".join(code.label for code in (dimension, kind) if code),
            not themes,
        )

    def looks(self) -> dict[str, Look]:
        """Passage -> how it is drawn."""
        return {passage.passage: self.look(passage) for passage in self.paper.placed}

    def labels(self, passage: PagePassage) -> list[tuple[LayerEntry, list[str]]]:
        """The codes of a passage by layer, in the order of the codebook; those of others than its coder with their name."""
        by_layer: dict[str, list[str]] = {}
        for one in passage.codes:
            layer, code = self.codes.get(one["code"], (None, None))
            if layer is None or code is None:
                continue
            label = f"{code.letter} {code.label}" if code.letter else code.label
            other = one["coder"] not in ("", passage.coder)
            said = f"{label} ({self.coder(one['coder'])})" if other else label
            by_layer.setdefault(layer.layer, []).append(said)
        return [(layer, by_layer[layer.layer]) for layer in self.paper.codebook.layers if layer.layer in by_layer]

    def comment(self, passage: PagePassage) -> list[str]:
        """The lines of the comment on a passage: its codes by layer, whose word it is and how, and its memo."""
        lines = [f"{layer.label}: {', '.join(said)}" for layer, said in self.labels(passage)]
        if not lines:
            lines.append(self._(N_("without a code")))
        lines.append("; ".join(self.voice(passage)))
        if passage.memo.strip():
            lines += self.say(N_("Memo: {text}"), text=passage.memo.strip()).split("\n")
        return [on_paper(line) for line in lines if line.strip()]

    def voice(self, passage: PagePassage) -> list[str]:
        """Whose word a passage is, and what is to be known before it is believed."""
        said = []
        if passage.voices:
            said.append(self.say(N_("Voice: {names}"), names=", ".join(passage.voices)))
        else:
            said.append(self._(N_("Nobody's voice")))
        if passage.hedged:
            said.append(self._(N_("hedged")))
        if passage.breaks:
            said.append(self.say(N_("incomplete: {reasons}"), reasons=", ".join(passage.breaks)))
        return said

    # ------------------------------------------------------------------ legend and main points
    def legend(self) -> list[LegendLayer]:
        """The codes that were used, by layer, with how many passages carry each; dimensions and kinds in full."""
        used = Counter(one for passage in self.paper.placed for one in {code["code"] for code in passage.codes})
        found = []
        for layer in self.paper.codebook.layers:
            entries = tuple(
                LegendEntry(code.label, code.letter, code.definition, used[code.code], code.style)
                for code in layer.codes
                if used[code.code] or (layer.role in ("dimension", "kind") and used)
            )
            if any(entry.count for entry in entries):
                found.append(LegendLayer(layer.label, layer.role, entries))
        return found

    def label_count(self, layer: str, count: int) -> str:
        """The name of a layer, and how many passages carry one of its codes."""
        return (
            self.say(N_("{layer}, {count} passages"), layer=layer, count=count)
            if count != 1
            else self.say(N_("{layer}, 1 passage"), layer=layer)
        )

    def points(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """The main points, each with the passages that it names: ``(passage, label, against)``."""
        starts = {passage.passage: passage.start or 0 for passage in self.paper.placed}
        lines = self.paper.page.paragraphs
        found = []
        for point in self.paper.page.overview:
            cites = []
            for cite in point.cites:
                if cite.passage in starts:
                    label = f"{cite.passage} ¶{paragraph_at(lines, starts[cite.passage])}"
                    said = self.say(N_("against: {passage}"), passage=label) if cite.against else label
                    cites.append((cite.passage, said, cite.against))
            known = {passage for passage, _, _ in cites}
            text = point.text
            for cited in CITED.finditer(point.text):
                text = text.replace(cited[0], "") if cited[2] in known else text
            found.append((" ".join(text.split()) if known else text, cites))
        return found

    def example(self, kind: int) -> str:
        """How the codes of a kind are drawn, in words."""
        kinds = self.paper.styles.kinds
        line = kinds[kind].line if 0 <= kind < len(kinds) else "solid" if not kinds else "dotted"
        return self._(FORMS[line])


def paragraph_at(lines: Sequence[Paragraph], position: int) -> int:
    """The number of the paragraph in which a position lies, or that begins last before it."""
    return next((line.number for line in reversed(lines) if line.start <= position), 1)


def kind_line(styles: DrawingStyles, look: Look) -> tuple[str, str]:
    """Fill (full, pale, none) and line (solid, dashed, dotted) of a look."""
    if look.dimension < 0 and look.kind < 0:
        return "none", "dotted"
    if not styles.kinds:
        return "full", "solid"
    return (styles.kinds[look.kind].fill, styles.kinds[look.kind].line) if look.kind >= 0 else ("none", "dotted")


def lines_of(paper: Paper, words: PaperWords) -> Iterator[TextLine]:
    """Every line of the text, empty ones too, in order: joined by line ends they are the text."""
    known = {line.start: line for line in paper.page.paragraphs}
    several = len(paper.page.participants) > 1
    before, seen, place = ("", ""), set[str](), 0
    for text in paper.text.split("\n"):
        start, end = place, place + len(text)
        place = end + 1
        line = known.get(start)
        if line is None:
            yield TextLine(0, start, end, text)
            continue
        who = (line.role, line.participant)
        speaker = ""
        new = line.participant not in seen
        if line.role and who != before and (new or several or not _LABELLED.match(text)):
            speaker = _speaker(line, words, full=new)
        if line.role:
            before = who
            if speaker:
                seen.add(line.participant)
        yield TextLine(line.number, start, end, text, line.role, line.kind, line.level, speaker)


def _speaker(line: Paragraph, words: PaperWords, *, full: bool) -> str:
    if line.role == "interviewer":
        return "" if _LABELLED.match(line.text) else capitalised(words._(N_("interviewer")))
    if line.role == "reflection":
        return capitalised(words._(N_("reflection of the researcher")))
    return (words.who(line.participant) if full else line.participant) if line.participant else ""
