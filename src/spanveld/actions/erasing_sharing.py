"""Parts of a name that somebody who is erased shares with others who stay: ``de Vries`` of ``Jan`` and of ``Piet de Vries``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spanveld.formats.sources.speaker_labels import Shape, shape
from spanveld.language.word_lists import word_list
from spanveld.model.traces import could_be_anybody
from spanveld.store.work import Work
from spanveld.views.pseudonyms import NAMES

__all__ = ["Shared", "shared_names"]

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Shared:
    """``whole``: whole names of others in which a part stands; ``parts``: participant -> the parts that are this one's too."""

    whole: tuple[str, ...] = ()
    parts: dict[int, frozenset[str]] = field(default_factory=dict)


def shared_names(work: Work, number: int, labels: Sequence[str], parts: Sequence[str]) -> Shared:
    """What the participant with these labels, of which these are parts, shares with the other participants of the study.

    A value counts as another one's name where it stands in an attribute for names, or where it is a first name with a surname
    and certainly no spelling of one of the labels.
    """
    wanted = set(parts)
    whole: list[str] = []
    found: defaultdict[int, set[str]] = defaultdict(set)
    for person, spelling, certain in _spellings(work, number):
        its = wanted & set(_WORD.findall(spelling))
        another = all(_differ(label, spelling) for label in labels)
        if its and (another or (certain and len(its) == 1)):
            found[person] |= its
        if its and another:
            whole.append(spelling)
    return Shared(tuple(dict.fromkeys(whole)), {person: frozenset(its) for person, its in found.items()})


def _spellings(work: Work, number: int) -> Iterator[tuple[int, str, bool]]:
    """The names of the others: of whom, and whether it certainly is one."""
    for label, person in work.values("speaker", "label", "participant_id"):
        if person not in (None, number):
            yield person, label, True
    named: defaultdict[int, list[str]] = defaultdict(list)
    for row in work.rows("attribute", subject_kind="participant"):
        value = " ".join(row["value"].split())
        if row["subject_id"] == number or not value:
            continue
        if row["name"].casefold() in NAMES:
            named[row["subject_id"]].append(value)
            yield row["subject_id"], value, True
        elif shape(value) is Shape.NAME and value.split()[0] in word_list("first_names"):
            yield row["subject_id"], value, False
    for person, values in named.items():
        for first in values:
            for last in values:
                if first != last:
                    yield person, f"{first} {last}", False


def _differ(one: str, other: str) -> bool:
    """Whether two names cannot be spellings of one: each has a word that the other has not, nor its first letter.

    >>> _differ("Jan de Vries", "Piet de Vries"), _differ("Jan de Vries", "J. de Vries"), _differ("Jan de Vries", "de Vries")
    (True, False, False)
    """
    first, second = _own(one), _own(other)
    return _beyond(first, second) and _beyond(second, first)


def _own(name: str) -> set[str]:
    words = {word.casefold() for word in _WORD.findall(name) if word[0].isupper()}
    return {word for word in words - word_list("particles") if len(word) == 1 or not could_be_anybody(word)}


def _beyond(words: set[str], others: set[str]) -> bool:
    starts = {word[0] for word in others if len(word) == 1}
    return any(
        word not in others
        and word[0] not in starts
        and not (len(word) == 1 and any(other.startswith(word) for other in others))
        for word in words
    )
