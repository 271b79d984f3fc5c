"""The computed helpers of any set of passages of a study, as pages, reports and the audit show them beside a judgement.

helpers_of(reader, ["K022", "K023"])                  of one set
grounds = Grounds.read(reader, all_of_them)           of many sets: what they share is read once
grounds.helpers(["K022", "K023"])
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from spanveld.analysis.ground_helpers import Helpers, Piece, Share, helpers
from spanveld.analysis.mentions import mentioned_in
from spanveld.model.marks import Person
from spanveld.store.columns import KeptColumns
from spanveld.store.grounds import claims
from spanveld.store.marks import marks, parties, people, texts_of
from spanveld.store.quotes import QuotedPassage, passage_numbers, quoted_passages
from spanveld.store.records import Reader

__all__ = ["Grounds", "Helpers", "Piece", "Share", "helpers_of"]


def helpers_of(reader: Reader, passages: Collection[str], *, kept: KeptColumns | None = None) -> Helpers:
    """The helpers of these passages (identifiers; those that the study does not have are left out).

    ``kept``: the columns of the study (``store.columns``), where they are at hand, so that not every passage is read to know who is heard.
    """
    return Grounds.read(reader, passages, kept=kept).helpers(passages)


@dataclass(frozen=True, slots=True)
class Grounds:
    """Passages of a study as pieces of evidence, by identifier (``names``: by number).

    ``heard``: the parties that are a voice of any passage of the study.
    """

    pieces: Mapping[str, Piece]
    names: Mapping[int, str]
    people: Mapping[str, Person]
    heard: frozenset[str]

    @classmethod
    def read(cls, reader: Reader, passages: Iterable[str], *, kept: KeptColumns | None = None) -> Grounds:
        """Read what is to be known of these passages."""
        return cls.of(reader, passage_numbers(reader.connection, reader.study_id, passages).values(), kept=kept)

    @classmethod
    def of(cls, reader: Reader, numbers: Iterable[int], *, kept: KeptColumns | None = None) -> Grounds:
        """The same of passages by their numbers."""
        connection, study_id = reader.connection, reader.study_id
        quoted = quoted_passages(connection, study_id, numbers)
        everyone = people(connection, study_id)
        said, spoken = claims(connection, study_id, quoted), _spoken_of(reader, quoted)
        pieces = {
            each.mark.passage: Piece(
                each.mark, said[number].basis, said[number].about | spoken.get(number, frozenset())
            )
            for number, each in quoted.items()
        }
        names = {number: each.mark.passage for number, each in quoted.items()}
        return cls(pieces, names, everyone, _heard(reader, everyone, kept))

    def helpers(self, passages: Iterable[str]) -> Helpers:
        """The helpers of some of the passages that were read."""
        return helpers(
            [self.pieces[name] for name in dict.fromkeys(passages) if name in self.pieces], self.people, self.heard
        )


def _heard(reader: Reader, everyone: Mapping[str, Person], kept: KeptColumns | None) -> frozenset[str]:
    """The parties of which a participant is the voice of a passage; the researcher stands for none."""
    if kept is None:
        voices = {voice for mark in marks(reader.connection, reader.study_id).values() for voice in mark.voices}
    else:
        names = reader.names("participant")
        columns = kept.of(reader.connection, reader.study_id)
        voices = {names[number] for number in set(columns.voices.thing.tolist()) if number in names}
    return frozenset(
        party
        for voice in voices
        if voice in everyone and not everyone[voice].is_observer
        for party in everyone[voice].parties
    )


def _spoken_of(reader: Reader, quoted: Mapping[int, QuotedPassage]) -> dict[int, frozenset[str]]:
    """Passage -> the parties of which it has a word."""
    words = {party.party: party.mentions for party in parties(reader.connection, reader.study_id) if party.mentions}
    places: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for number, each in quoted.items():
        if words and each.mark.start is not None and each.mark.end is not None:
            places[each.source.text_id].append((each.mark.start, each.mark.end, number))
    found: dict[int, set[str]] = defaultdict(set)
    for text_id, its in places.items():
        body = texts_of(reader.connection, reader.study_id, [text_id])[text_id]
        for party, mentioned in mentioned_in(body, [(start, end) for start, end, _ in its], words).items():
            for place in mentioned.passages:
                found[its[place][2]].add(party)
    return {number: frozenset(names) for number, names in found.items()}
