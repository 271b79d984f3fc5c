"""Counts said once more in few lines over a study's records: slow, and sharing nothing with the program."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from spanveld.model import records as r
from tests.query.by_hand import KINDS, ByHand

__all__ = ["CountedByHand"]


class CountedByHand(ByHand):
    """A study to count in; a count is (as evidence, as marked, sources, voices)."""

    def counts(
        self, names: Iterable[str], speaks: Callable[[str], bool] = lambda who: True
    ) -> tuple[int, int, int, int]:
        """The counts of some passages; only voices who ``speaks`` holds of count as voices."""
        names = set(names)
        heard = {
            who for name in names for who in self.spoken[name] if self.people[who].level != "observer" and speaks(who)
        }
        return self.as_evidence(names), len(names), len({self.passages[name].source for name in names}), len(heard)

    def with_code(self, layer: str, code: str) -> set[str]:
        """The passages that carry a code, or one below it; ``layer`` without its framework."""
        return {
            name
            for name, passage in self.passages.items()
            if any(its == layer and code in self.below(its, each) for its, each, _ in self.codes(passage))
        }

    def with_finding(self, finding: str, stance: str = "") -> set[str]:
        """The passages that are evidence for a finding."""
        ties = self.content.of(r.Evidence)
        return {each.passage for each in ties if each.finding == finding and stance in ("", each.stance)}

    def values(self, attribute: str, name: str) -> set[tuple[str, str]]:
        """(value, who has it) of a passage; nobody ("") where it is no attribute of people."""
        passage = self.passages[name]
        source = self.sources[passage.source]
        if attribute == "sub_case":
            coded = [(layer, code) for layer, code, _ in self.codes(passage) if layer in ("sub_case", "room")]
            return {(above, "") for layer, code in coded for above in self.below(layer, code)}
        of_source: dict[str, list[str]] = {
            "source.kind": [KINDS.get(passage.basis, source.kind)],
            "wave": [source.wave],
            "case": [source.case],
            "source": [source.source],
            "source.sub_case": list(source.sub_cases),
            "coder": [passage.coder],
        }
        if attribute in of_source:
            return {(value, "") for value in of_source[attribute] if value}
        of, _, own = attribute.partition(".attr.")
        if of in ("source", "case") and own:
            return {(value, "") for value in self.attribute(f"{of}:{getattr(source, of)}", own)}
        return {
            (value, who) for who in self.spoken[name] for value in self.personal(attribute, self.people[who]) if value
        }

    def personal(self, attribute: str, person: Any) -> list[str]:
        """What a person has of an attribute of people."""
        parties = [] if person.level == "observer" else [self.parties[name] for name in person.parties]
        of, _, own = attribute.partition(".attr.")
        return {
            "voice": [person.participant],
            "level": [person.level],
            "party": [party.party for party in parties],
            "party.kind": [party.kind for party in parties],
            "voice.attr": self.attribute(f"participant:{person.participant}", own),
            "party.attr": [value for party in parties for value in self.attribute(f"party:{party.party}", own)],
        }[f"{of}.attr" if own else attribute]

    def beside(self, names: Iterable[str], relation: str, distance: int, others: Iterable[str]) -> set[str]:
        """Those passages that have one of the others so to them."""
        how = {"turn": "same_turn"}.get(relation, relation)
        return {
            name
            for name in names
            if any(self.near(self.passages[name], how, distance, self.passages[other]) for other in others)
        }

    def owner_of_words(self, source: r.Source) -> list[set[str]]:
        """Of each word of a source whose it is: participants, or in brackets why it is nobody's."""
        turns = [turn for turn in self.content.of(r.Turn) if turn.source == source.source]
        text, at, found = self.content.texts[source.source], 0, []
        for word in text.split():
            at = text.index(word, at)
            here = [turn for turn in turns if turn.start <= at < turn.end]
            at += len(word)
            if not any(letter.isalnum() for letter in word):
                continue
            voices = {turn.participant for turn in here if turn.role not in ("interviewer", "reflection")} - {""}
            if not turns:
                found.append(set(source.participants) if len(source.participants) == 1 else {"(unassigned)"})
            elif any(turn.role == "reflection" for turn in here):
                found.append({"(thoughts)"})
            elif voices:
                found.append(voices)
            elif any(turn.role == "interviewer" for turn in here):
                found.append({"(interviewer)"})
            else:
                found.append({"(unknown)"} if here else {"(outside)"})
        return found
