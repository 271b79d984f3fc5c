"""The phrases of a report: how voices, numbers, dates and evidence are put into words, in the language of the "
"study."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from babel.dates import format_date
from babel.numbers import format_decimal

from spanveld.language.messages import LANGUAGES, Translate, counted, translator
from spanveld.model.errors import N_
from spanveld.model.names import natural
from spanveld.reports.report_blocks import Inline, Span
from spanveld.reports.wording import EFFECTS, FEW, SOURCE_KINDS, capitalised, listed
from spanveld.views.report_parts import FindingPart, PassagePart, Report, SourcePart, StancePart

__all__ = ["STANCE_WORDS", "Words"]

STANCE_WORDS = {"supports": N_("supports"), "qualifies": N_("qualifies"), "contradicts": N_("against")}
ONE_OF_KIND = {
    "interview": N_("interview"),
    "field_notes": N_("field notes"),
    "document": N_("document"),
    "meeting": N_("meeting"),
    "survey": N_("survey"),
}
"""A single source of each kind."""


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases of one report."""

    report: Report
    translate: Translate
    locale: str
    sources: dict[str, SourcePart] = field(default_factory=dict)

    @classmethod
    def of(cls, report: Report) -> Words:
        """The phrases in the language of the report's study; English where the program does not speak it."""
        language = report.language if report.language in LANGUAGES else "en"
        places = {name: source for source in report.sources for name in source.passages}
        return cls(report, translator(language), {"nl": "nl_NL"}.get(language, "en_GB"), places)

    def __call__(self, message: str, **values: object) -> str:
        """A message in the report's language, its places filled."""
        return self.translate(message).format(**values)

    @property
    def names_people(self) -> bool:
        """Whether voices are single respondents (and not role groups)."""
        return not self.report.groups

    # ------------------------------------------------------------------ counts, dates, kinds
    def number(self, count: int) -> str:
        """A number with the marks of its language: ``12,345``."""
        return format_decimal(count, locale=self.locale)

    def date(self, date: str) -> str:
        """A date in full (``2 March 2023``), as far as it is known; as it stands where it is none."""
        patterns = {4: "yyyy", 7: "MMMM yyyy", 10: "d MMMM yyyy"}
        if len(date) not in patterns:
            return date
        year, month, day = (int(part) for part in f"{date}-01-01"[:10].split("-"))
        return format_date(datetime.date(year, month, day), patterns[len(date)], locale=self.locale)

    def period(self, start: str, end: str) -> str:
        """``from X to Y``, as far as it is known."""
        if start and end:
            return self(N_("{start} to {end}"), start=self.date(start), end=self.date(end))
        return self.date(start or end)

    def passages(self, count: int) -> str:
        """``3 passages``."""
        return counted(self.translate, N_("{count} passage"), N_("{count} passages"), count)

    def voices(self, count: int) -> str:
        """``3 voices``."""
        return counted(self.translate, N_("{count} voice"), N_("{count} voices"), count)

    def label(self, identifier: str) -> str:
        """The label of an entry of a vocabulary of the frameworks."""
        return self.report.labels.get(identifier) or identifier.replace("_", " ")

    def source_kinds(self, kind: str) -> str:
        """The plural name of a kind of source."""
        return self.translate(SOURCE_KINDS[kind]) if kind in SOURCE_KINDS else self.label(kind)

    def source_kind(self, kind: str) -> str:
        """The name of one source of a kind."""
        return self.translate(ONE_OF_KIND[kind]) if kind in ONE_OF_KIND else self.label(kind)

    def listed(self, items: Iterable[str]) -> str:
        """``a, b and c``."""
        return listed(self.translate, items)

    def effect(self, effect: str) -> str:
        """What a handling did to the collaboration."""
        return self.translate(EFFECTS[effect]) if effect in EFFECTS else effect

    # ------------------------------------------------------------------ voices and citations
    def voice(self, voice: str) -> str:
        """The name by which a voice is cited."""
        known = self.report.voices.get(voice)
        if known is None:
            return voice
        if known.observer:
            return self(N_("field notes"))
        if not known.names:
            return self(N_("respondents"))
        return self.listed(name or self(N_("role not recorded")) for name in known.names)

    def citation(self, stance: StancePart, finding: str) -> Inline:
        """``[R1, R3] 4 passages``: each name leads to the first passage in which it speaks, the number to all of "
        "them."""
        cited = []
        for citation in stance.citations:
            known = self.report.voices.get(citation.voice)
            grouped = not self.names_people and known is not None and not known.observer
            people = f" ({self.voices(citation.people)})" if grouped else ""
            cited.append(Span(f"{self.voice(citation.voice)}{people}", f"passage:{citation.passage}"))
        if not cited and stance.voiceless:
            cited.append(Span(self(N_("no voice")), f"passage:{stance.voiceless}"))
        spans = [Span("[")]
        for place, span in enumerate(cited):
            spans += [Span(", "), span] if place else [span]
        return (*spans, Span("] "), Span(self.passages(stance.count), f"passages:{finding}"))

    def speakers(self, passage: PassagePart) -> str:
        """Whose word a passage is."""
        return ", ".join(self.voice(voice) for voice in passage.voices) or self(N_("no voice"))

    def cited(self, passage: PassagePart) -> str:
        """How a passage is cited on its own: by whose word it is, else by its source."""
        if passage.voices:
            return self.speakers(passage)
        source = self.sources[passage.passage]
        return source.source or self.source_kind(source.kind)

    def place(self, source: SourcePart) -> str:
        """A source in a few words: its title or kind, and its date."""
        if not source.source and not source.title:
            return self.source_kind(source.kind)
        title = source.title or capitalised(self.source_kind(source.kind))
        return ", ".join(filter(None, (title, self.date(source.date))))

    def head(self, passage: PassagePart, *, linked: bool) -> Inline:
        """Which passage, whose word, from where; with what is to be known before it is believed."""
        name = Span(passage.passage, f"passage:{passage.passage}" if linked else "", "strong")
        facts = [self.speakers(passage)]
        if linked:
            facts.append(self.place(self.sources[passage.passage]))
        spans = [name, Span(f"  {', '.join(facts)}")]
        if passage.hedged:
            hedged = self(N_("hedged"))
            spans.append(Span(f"  {hedged}", role="emphasis"))
        if passage.doubt:
            lost = self(N_("place lost in a correction of the text"))
            spans.append(Span(f"  {lost}", role="warning"))
        if passage.printed and passage.objections:
            reasons = self.listed(self.translate(reason) for reason in passage.objections)
            warning = self(N_("not for others: {reasons}"), reasons=reasons)
            spans.append(Span(f"  {warning}", role="warning"))
        return tuple(spans)

    def quote(self, passage: PassagePart) -> str:
        """The words of a passage, the line breaks of a page taken out; in their place where they are left out, "
        "that they are."""
        if not passage.printed:
            return self(N_("[quote not printed: no consent]"))
        return flowing(passage.quote)

    # ------------------------------------------------------------------ what a finding rests on
    def narrow(self, finding: FindingPart) -> str:
        """What a reader must see at once: no support, or no, one or two respondents; empty where there are more."""
        ground = finding.ground
        if not ground.passages:
            return self(N_("no supporting passages"))
        count = len(ground.respondents)
        if count > FEW:
            return ""
        if self.names_people and count:
            named = {1: N_("rests on one voice ({voices})"), 2: N_("rests on two voices ({voices})")}
            return self(named[count], voices=", ".join(ground.respondents))
        return self((N_("rests on no respondent's voice"), N_("rests on one voice"), N_("rests on two voices"))[count])

    def ground(self, finding: FindingPart) -> str:
        """How broad the support is, in figures."""
        ground = finding.ground
        parts = [self._breadth(finding), self._top(finding)]
        if ground.hedged:
            parts.append(self(N_("{count} of {all} hedged"), count=ground.hedged, all=ground.passages))
        if ground.voiceless:
            parts.append(self(N_("{count} of {all} without a voice"), count=ground.voiceless, all=ground.passages))
        return "; ".join(part for part in parts if part)

    def _breadth(self, finding: FindingPart) -> str:
        ground = finding.ground
        parts = []
        if len(ground.respondents) > FEW:
            parts.append(self.voices(len(ground.respondents)))
        if ground.party_kinds:
            kinds = len(ground.party_kinds)
            parts.append(counted(self.translate, N_("{count} kind of party"), N_("{count} kinds of parties"), kinds))
        if ground.source_kinds:
            parts.append(self.listed(self.source_kinds(kind) for kind in in_order(ground.source_kinds)))
        return ", ".join(parts)

    def _top(self, finding: FindingPart) -> str:
        top = finding.ground.top_voice
        if top is None or len(finding.ground.respondents) < FEW:
            return ""
        known = self.report.voices.get(top.voice)
        anonymous = not self.names_people and known is not None and not known.observer
        name = self(N_("one voice")) if anonymous else self.voice(top.voice)
        return self(N_("{voice} in {count} of {all}"), voice=name, count=top.passages, all=top.of)


def in_order(kinds: Iterable[str]) -> list[str]:
    """Kinds of sources as the program lists them, unknown ones last."""
    known = list(SOURCE_KINDS)
    return sorted(kinds, key=lambda kind: (known.index(kind) if kind in known else len(known), natural(kind)))


_ENDS = re.compile(r"[.!?:;…\"'”’)\]]$")
_ITEM = re.compile(r"^\s*(?:[-–•*]|\d+[.)])\s")


def flowing(quote: str) -> str:
    """A quote without the line breaks that a page gave it; those that a person made (a blank line, a new item) stay.

    >>> flowing("first half of\\na sentence.\\n\\nR1: yes")
    'first half of a sentence.\\n\\nR1: yes'
    """
    lines: Sequence[str] = [printable(line).strip() for line in quote.strip().splitlines()]
    kept: list[str] = []
    for line in lines:
        if kept and line and kept[-1] and not _ENDS.search(kept[-1]) and not _ITEM.match(line):
            kept[-1] = f"{kept[-1]} {line}"
        elif line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()


def printable(text: str) -> str:
    """The text without characters that no document may hold: control characters but tab, and the two that are "
    "none."""
    return "".join(" " if (c < " " and c != "\t") or c in "\ufffe\uffff" else c for c in text)
