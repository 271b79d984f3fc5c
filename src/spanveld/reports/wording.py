"""How reports say in words what a row of a findings table rests on.

All phrases are made here, so that text, Markdown and HTML say the same. ``translate`` is that of the study's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from spanveld.language.messages import Translate, counted
from spanveld.model.errors import N_
from spanveld.model.marks import Person
from spanveld.model.names import natural
from spanveld.views.audit_words import SOURCE_KINDS
from spanveld.views.findings import FindingRow, FindingsTable, FindingsTables, Stance

__all__ = ["CONTRARY", "EFFECTS", "SOURCE_KINDS", "Wording", "by_kind", "capitalised", "listed", "scope"]

CONTRARY = {"qualifies": N_("qualifies"), "contradicts": N_("against")}
"""The stances that are shown beside support, with the word that stands before their citation."""
EFFECTS = {
    "eases": N_("eases the collaboration"),
    "none": N_("no effect on the collaboration"),
    "hampers": N_("hampers the collaboration"),
    "unclear": N_("effect on the collaboration unclear"),
}
FEW = 2
"""Up to how many voices a row is marked as resting on few."""


def capitalised(text: str) -> str:
    """A text that begins with a capital, the rest unchanged."""
    return text[:1].upper() + text[1:]


def listed(translate: Translate, items: Iterable[str]) -> str:
    """``a, b and c``."""
    *most, last = list(items) or [""]
    return translate(N_("{most} and {last}")).format(most=", ".join(most), last=last) if most else last


def by_kind(table: FindingsTable) -> Iterator[tuple[str, list[FindingRow]]]:
    """The rows of a table by kind of finding, in the framework's order, each with its label (plural where there are several)."""
    known = [kind.kind for kind in table.dimension.kinds]
    others = [row.kind for row in table.rows if row.kind not in known]
    for kind in dict.fromkeys([*known, *others]):
        if rows := [row for row in table.rows if row.kind == kind]:
            yield capitalised(rows[0].label if len(rows) == 1 else rows[0].plural), rows


@dataclass(frozen=True, slots=True)
class Wording:
    """The phrases of one report: its language, its participants, and labels of the frameworks' vocabularies by identifier."""

    translate: Translate
    people: Mapping[str, Person]
    labels: Mapping[str, str] = field(default_factory=dict)

    def label(self, identifier: str) -> str:
        """The label of a vocabulary's entry; its identifier in plain words where no framework brings it."""
        return self.labels.get(identifier) or identifier.replace("_", " ")

    def source_kind(self, kind: str) -> str:
        """The plural name of a kind of source."""
        return self.translate(SOURCE_KINDS[kind]) if kind in SOURCE_KINDS else self.label(kind)

    def voice(self, voice: str) -> str:
        """How a voice is cited: by its identifier; the researcher's as field notes."""
        person = self.people.get(voice)
        return self.translate(N_("field notes")) if person is not None and person.is_observer else voice

    def cited(self, voices: Iterable[str]) -> list[str]:
        """The voices of a citation; field notes once, last."""
        names = [self.voice(voice) for voice in voices]
        notes = self.translate(N_("field notes"))
        return [name for name in dict.fromkeys(names) if name != notes] + ([notes] if notes in names else [])

    def citation(self, stance: Stance) -> str:
        """``[R1, R3, field notes]``; ``[no voice]`` where nobody is heard in the passages; empty without passages."""
        if not stance.passages:
            return ""
        return f"[{', '.join(self.cited(stance.voices) or [self.translate(N_('no voice'))])}]"

    def passages(self, count: int) -> str:
        """``3 passages``."""
        return counted(self.translate, N_("{count} passage"), N_("{count} passages"), count)

    def contrary(self, row: FindingRow) -> list[str]:
        """``against [R9] 2 passages`` for each stance other than support that has passages."""
        return [
            f"{self.translate(word)} {self.citation(row.stances[stance])} {self.passages(row.stances[stance].passages)}"
            for stance, word in CONTRARY.items()
            if row.stances[stance].passages
        ]

    def narrow(self, row: FindingRow) -> str:
        """What a reader must see at once: that a row has no support, or rests on no, one or two respondents; empty where on more."""
        voices = row.ground.respondents
        if not row.ground.passages:
            return self.translate(N_("no supporting passages"))
        if len(voices) > FEW:
            return ""
        words = {
            0: N_("rests on no respondent's voice"),
            1: N_("rests on one voice ({voices})"),
            2: N_("rests on two voices ({voices})"),
        }
        return self.translate(words[len(voices)]).format(voices=", ".join(voices))

    def ground(self, row: FindingRow) -> str:
        """``5 voices, 2 kinds of parties, interviews and field notes; R5 in 4 of 11; ...``; the voices only where they are many."""
        return "; ".join(self.helpers(row))

    def helpers(self, row: FindingRow) -> list[str]:
        """What ``ground`` says, part by part."""
        return [part for part in (self._breadth(row), self._top(row), *self._cautions(row)) if part]

    def effect(self, row: FindingRow) -> str:
        """What a handling did to the collaboration, in words; empty where nobody said."""
        return self.translate(EFFECTS[row.effect]) if row.effect in EFFECTS else row.effect

    def _breadth(self, row: FindingRow) -> str:
        ground, translate = row.ground, self.translate
        parts = []
        if len(ground.respondents) > FEW:
            parts.append(translate(N_("{count} voices")).format(count=len(ground.respondents)))
        if ground.party_kinds:
            parts.append(
                counted(translate, N_("{count} kind of party"), N_("{count} kinds of parties"), len(ground.party_kinds))
            )
        if ground.source_kinds:
            parts.append(listed(translate, (self.source_kind(kind) for kind in _in_order(ground.source_kinds))))
        return ", ".join(parts)

    def _top(self, row: FindingRow) -> str:
        top = row.ground.top_voice
        if top is None or len(row.stances["supports"].voices) < 2:
            return ""
        return self.translate(N_("{voice} in {count} of {all}")).format(
            voice=self.voice(top.voice), count=top.passages, all=top.of
        )

    def _cautions(self, row: FindingRow) -> Iterator[str]:
        ground = row.ground
        if ground.hedged:
            yield self.translate(N_("{count} of {all} hedged")).format(count=ground.hedged, all=ground.passages)
        if ground.voiceless:
            yield self.translate(N_("{count} of {all} without a voice")).format(
                count=ground.voiceless, all=ground.passages
            )


def _in_order(kinds: Iterable[str]) -> list[str]:
    """Kinds of sources as the program lists them, unknown ones last."""
    known = list(SOURCE_KINDS)
    return sorted(kinds, key=lambda kind: (known.index(kind) if kind in known else len(known), natural(kind)))


def scope(tables: FindingsTables, translate: Translate) -> str:
    """Which part of the study a report shows, where it is not the whole; else empty."""
    words = {"sub_case": N_("only evidence of sub-case {name}"), "wave": N_("only evidence of wave {name}")}
    return "; ".join(translate(words[kind]).format(name=name) for kind, name in tables.filters.items())
