"""Labels without a capital, ``karin:``: believed only where the whole text is made of them, for so begins much that is no speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from spanveld.formats.sources.label_candidates import Candidate, candidates
from spanveld.formats.sources.label_evidence import Accepted, accepted
from spanveld.formats.sources.parts import Block, Remark
from spanveld.formats.sources.speaker_labels import Shape, is_small_name, spelling
from spanveld.model.errors import N_, quoted

__all__ = ["with_small_labels"]

_LEAST_RETURNS = 3
_LEAST_CHANGES = 0.5
_MOST_BEFORE = 12
"""Lines before the first label: a title, when and where."""
_MUCH = 1 / 3
_SHOWN = 5


def with_small_labels(text: str, blocks: Sequence[Block], usual: Accepted) -> Accepted:
    """What is accepted where ``usual``, which asks for capitals, found no turns.

    Names without a capital are taken where each line from the first label on begins with one of two or more labels that return
    and take turns. Where only much of the text looks so, a remark says what to do.
    """
    found, lines = candidates(text, blocks, small=True)
    counts = Counter(each.key for each in found if each.style == "colon")
    labels = [each for each in found if _counts(each, counts)]
    names = {each.key for each in labels if is_small_name(each.label)}
    if not names or len({each.key for each in labels}) < 2 or not _take_turns(labels):
        return usual
    before = sum(1 for line in text[: labels[0].begin].split("\n") if line.strip())
    if before <= _MOST_BEFORE and len(labels) == lines - before:
        kept = [each for each in found if not is_small_name(each.label) or each.key in names]
        return accepted(text, kept, lines)
    if len(labels) < _MUCH * lines or not accepted(text, labels, lines).labels:
        return usual
    shown = list(dict.fromkeys(quoted(spelling(each.label)) for each in labels if each.key in names))
    message = N_(
        "Labels without a capital may be those of speakers: {labels}. No turns were made; write names with a capital."
    )
    return Accepted(remarks=(Remark(message, {"labels": ", ".join(shown[:_SHOWN])}),))


def _counts(candidate: Candidate, counts: Counter[str]) -> bool:
    """Whether a label returns, and is one of a speaker or may be a name without a capital."""
    speaks = candidate.shape >= Shape.SPEAKER or is_small_name(candidate.label)
    return speaks and candidate.style == "colon" and counts[candidate.key] >= _LEAST_RETURNS


def _take_turns(labels: Sequence[Candidate]) -> bool:
    changes = sum(one.key != other.key for one, other in pairwise(labels))
    return changes >= _LEAST_CHANGES * (len(labels) - 1)
