"""Phrases looked up in texts and memos: the full-text index tells the paragraphs, and these are read for the exact places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from spanveld.analysis.searching import Wording
from spanveld.language.keys import key, phrase_parts
from spanveld.language.paragraphs import paragraphs
from spanveld.model.columns import Hits, Ints
from spanveld.query.answering import Budget
from spanveld.query.plan import Said
from spanveld.store.column_rows import read_turns
from spanveld.store.contexts import passages_of_memos
from spanveld.store.found_paragraphs import found_paragraphs
from spanveld.store.fulltext import bodies_of, recall
from spanveld.store.indexed import KeptIndex, Scope
from spanveld.store.matches import Needle, TooMany, forms_like, forms_of, matches
from spanveld.store.records import Reader

__all__ = ["Scan"]

HIT = 50
"""What a place found costs beside a character read."""
AT_A_TIME = 20
"""Texts held at once."""


@dataclass(frozen=True, slots=True)
class Scan:
    """Looks up what a query asks of texts and memos, in one transaction; ``indexed``: what is known of the index already."""

    reader: Reader
    indexed: KeptIndex = field(default_factory=KeptIndex)

    def hits(self, said: Said, sources: Ints, budget: Budget) -> Hits:
        """Where a phrase stands in the current texts of these sources."""
        scope = self._scope("text")
        wanted = set(sources.tolist())
        source_of = {text: its.source_id for text, its in scope.texts.items() if its.source_id in wanted}
        found = [
            (source_of[owner], *span) for owner, spans in self._places(said, scope, source_of, budget) for span in spans
        ]
        table = np.array(found, np.int32).reshape(-1, 3)
        source, start, end = table[np.lexsort((table[:, 1], table[:, 0]))].T
        return Hits(source, start, end)

    def turns(self, sources: Ints, budget: Budget) -> Hits:
        """The turns of these sources."""
        found = read_turns(self.reader.connection, self.reader.study_id, sources.tolist())
        budget.pay(len(found.source))
        return Hits(found.source, found.start, found.end)

    def memos(self, said: Said, budget: Budget) -> Ints:
        """The numbers of the passages with a memo that holds a phrase."""
        own, others = self._scope("passage"), self._scope("memo")
        subject = passages_of_memos(self.reader.connection, self.reader.study_id)
        found = {owner for owner, spans in self._places(said, own, None, budget) if spans}
        found |= {subject[owner] for owner, spans in self._places(said, others, subject, budget) if spans}
        return np.array(sorted(found), np.int32)

    def _scope(self, kind: str) -> Scope:
        return self.indexed.scope(self.reader.connection, self.reader.study_id, (kind,))

    def _places(
        self, said: Said, scope: Scope, owners: Collection[int] | None, budget: Budget
    ) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """Where a phrase stands in what is indexed: of all in the scope, or of these owners."""
        connection, study_id = self.reader.connection, self.reader.study_id
        known = {n: owner for n, owner in scope.known.items() if owners is None or owner.id in owners}
        forms, needles = self._asked(said)
        wording = Wording(forms)
        kind = next((owner.kind for owner in known.values()), "")
        if not kind:
            return
        try:
            found = matches(connection, study_id, needles, known)
        except TooMany:  # so many that reading everything costs no more
            yield from self._everywhere(wording, kind, sorted(owner.id for owner in known.values()), budget)
            return
        counts: dict[int, dict[int, int]] = defaultdict(dict)
        for item in found:
            counts[item.owner.id][item.part] = item.counts[0] if len(needles) == 1 else 0
        for owner, read in found_paragraphs(connection, study_id, kind, {n: list(its) for n, its in counts.items()}):
            budget.pay(sum(len(words) for words, _, _ in read))
            spans = []
            for (words, start, _), count in zip(read, counts[owner].values(), strict=True):
                spans += [(start + first, start + last) for first, last in wording.spans(words, 0, len(words), count)]
            budget.pay(HIT * len(spans))
            yield owner, spans

    def _everywhere(
        self, wording: Wording, kind: str, owners: Sequence[int], budget: Budget
    ) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """The same, of all words of these owners."""
        connection, study_id = self.reader.connection, self.reader.study_id
        for first in range(0, len(owners), AT_A_TIME):
            for owner, body in bodies_of(connection, study_id, kind, owners[first : first + AT_A_TIME]):
                budget.pay(len(body))
                spans = [span for place in paragraphs(body) for span in wording.spans(body, *place)]
                budget.pay(HIT * len(spans))
                yield owner, spans

    def _asked(self, said: Said) -> tuple[list[dict[str, str]], list[Needle]]:
        """The forms in which the study has each word of a phrase (-> their keys), and what the index is asked."""
        connection, study_id = self.reader.connection, self.reader.study_id
        parts = phrase_parts(said.phrase, pattern=said.pattern)
        recall(connection, study_id, (part for part in parts if "*" not in part))
        forms = [
            forms_like(connection, study_id, *_pattern(part))
            if "*" in part
            else forms_of(connection, study_id, [key(part)])
            for part in parts
        ]
        if any("*" in part for part in parts):
            return forms, [Needle(any_of=frozenset(its.values())) for its in forms]
        return forms, [Needle(tuple(map(key, parts)))]


def _pattern(part: str) -> tuple[str, re.Pattern[str]]:
    """Of a word with ``*`` its longest piece, and what matches the words that it stands for."""
    pieces = part.split("*")
    return max(pieces, key=len), re.compile(".*".join(map(re.escape, pieces)))
