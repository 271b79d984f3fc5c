"""Which of the lines that may begin a turn do: decided over the whole text, by labels that return, alternate and lead talk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spanveld.formats.sources.label_candidates import Candidate
from spanveld.formats.sources.parts import Remark
from spanveld.formats.sources.speaker_labels import Shape, alike, shape, spelling
from spanveld.model.errors import N_, quoted

__all__ = ["Accepted", "accepted"]

_TALK = re.compile(
    r"\?|\b(?:ik|u|uw|je|jij|jou|jouw|jullie|we|wij|ons|onze|mij|me|mijn|ja|nee|nou|hè|hoor|oké|I|you|your|my|our|us|yes|no|well)\b",
    re.IGNORECASE,
)
_LEAST_TALK = 0.25
_SEEN_OF_TURN = 300
_LONGEST_MEAN_TURN = 4000
_LEAST_SHARE_OF_LINES = 0.03
_ONE_LINE_A_TURN = 0.5
_MOSTLY = 0.8
_LONGEST_IN_HEAD = 80
_SHOWN = 5
_SENTENCE_END = (".", "?", "!", "…", "...", ",", ";", '"', "”", "’")
_ENOUGH_TO_SPEAK_OF = 3
_LEAST_RETURNS = 2
_ASKING_LETTERS = frozenset("vq")
_QUESTION_LETTERS = _ASKING_LETTERS | {"a"}
_HEAD_WORDS = re.compile(
    r"^[ \t*]*(?:datum|date|plaats|place|locatie|location|aanwezig|present|duur|duration|onderwerp|subject|project|tijd|time"
    r"|tijdstip|organisatie|organisation|functie|interviewdatum|opname)\b[^:\n]{0,30}:",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The labels that begin turns, in the order of the text, and what a person should know of the others."""

    labels: tuple[Candidate, ...] = ()
    remarks: tuple[Remark, ...] = ()


def accepted(text: str, found: Sequence[Candidate], lines: int) -> Accepted:
    """The labels to believe among those found in a text with so many ``lines`` that hold words; none where there is doubt."""
    body = _without_head(text, _with_questions_counted(found))
    groups = _by_key(body)
    if not _is_transcript(text, groups):
        return Accepted(remarks=_lone_speaker(groups))
    sure = _sure(text, groups, lines)
    kept = [label for label in body if label.key in sure]
    if not _fills_the_text(text, kept, lines):
        return Accepted()
    left = [
        label for label in body if label.key not in sure and label.shape >= Shape.NAME and label.begin > kept[0].begin
    ]
    return Accepted(tuple(kept), (*_slips(kept), *_left_out(left)))


def _with_questions_counted(found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, where ``V1``, ``V2``, ... and ``A1``, ``A2``, ... count the questions, with V and A as two speakers."""
    numbers: dict[str, list[int]] = {}
    for each in found:
        letter, _, number = each.key.partition(" ")
        if letter in _QUESTION_LETTERS and number.isdigit():
            numbers.setdefault(letter, []).append(int(number))
    counting = {
        letter for letter, counted in numbers.items() if len(counted) > 1 and all(a < b for a, b in pairwise(counted))
    }
    if counting.isdisjoint(_ASKING_LETTERS):
        return list(found)
    return [
        replace(each, key=each.key[0], label=each.label[0]) if each.key.partition(" ")[0] in counting else each
        for each in found
    ]


def _by_key(found: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    groups: dict[str, list[Candidate]] = {}
    for candidate in found:
        groups.setdefault(candidate.key, []).append(candidate)
    return groups


def _shape(group: Sequence[Candidate]) -> Shape:
    return max(candidate.shape for candidate in group)


def _without_head(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without those in the head of an interview: ``Datum: 3 maart``, ``Respondent: een wethouder``."""
    size = 0
    seen: set[str] = set()
    while size < len(found) and found[size].key not in seen and _as_in_head(text, found[size]):
        seen.add(found[size].key)
        size += 1
    while size and not _is_head(text, found[:size], found[size:]):
        size -= 1
    return list(found[size:])


def _value(text: str, candidate: Candidate) -> str:
    return text[candidate.said : candidate.rest].strip()


def _as_in_head(text: str, candidate: Candidate) -> bool:
    value = _value(text, candidate)
    return candidate.style in ("colon", "cell") and len(value) <= _LONGEST_IN_HEAD and not _TALK.search(value)


def _is_head(text: str, head: Sequence[Candidate], body: Sequence[Candidate]) -> bool:
    """Whether these first candidates are a head: their labels never return, or they stand with words of a head."""
    if len(body) < _LEAST_RETURNS:
        return False
    if {each.key for each in head}.isdisjoint(each.key for each in body):
        return True
    if any(_value(text, each).endswith(_SENTENCE_END) for each in head):
        return False
    if all(_with_head_words(text, each) for each in head):
        return True
    names = all(shape(_value(text, each)) in (Shape.NAME, Shape.SPEAKER) for each in head)
    return names and len(head) > 1 and body[0].after_empty_line and not any(each.after_empty_line for each in head[1:])


def _with_head_words(text: str, candidate: Candidate) -> bool:
    """Whether a line such as ``Datum: 3 maart`` stands in the same paragraph, before it or right after it."""
    start = text.rfind("\n\n", 0, candidate.begin) + 1
    end = text.find("\n\n", candidate.rest)
    end = min(candidate.rest + _LONGEST_IN_HEAD, len(text) if end < 0 else end)
    return _HEAD_WORDS.search(text, start, end) is not None


def _is_transcript(text: str, groups: dict[str, list[Candidate]]) -> bool:
    names = {key: group for key, group in groups.items() if _shape(group) >= Shape.NAME}
    speakers = {key: group for key, group in names.items() if _shape(group) >= Shape.SPEAKER}
    asking = {key for key, group in names.items() if _shape(group) is Shape.INTERVIEWER}
    repeated = {key for key, group in names.items() if len(group) > 1}
    total = sum(map(len, names.values()))
    if asking and len(speakers) > len(asking) and sum(map(len, speakers.values())) >= 2 and _takes_turns(speakers):
        return True
    if _timed(names):
        return True
    talk = _talk(text, [candidate for group in names.values() for candidate in group])
    if talk < _LEAST_TALK:
        return False
    if asking & repeated and len(names) > 1 and total >= 3:
        return True
    if len(speakers) > 1 and speakers.keys() & repeated and total >= 3:
        return True
    return len(repeated) > 1 and sum(len(names[key]) for key in repeated) >= 4


def _takes_turns(groups: dict[str, list[Candidate]]) -> bool:
    """Whether asking and answering alternate; the letters of a list (``A:``, ``I:``) come once each and do not."""
    order = sorted((candidate for group in groups.values() for candidate in group), key=lambda each: each.begin)
    changes = sum((a.shape is Shape.INTERVIEWER) != (b.shape is Shape.INTERVIEWER) for a, b in pairwise(order))
    once = all(len(group) == 1 for group in groups.values())
    return changes * 5 >= len(order) - 1 and (len(order) == 2 or not once)


def _timed(groups: dict[str, list[Candidate]]) -> bool:
    """Whether names with a time, of which one at least returns, go on in time; a programme names everybody once."""
    timed = [each for group in groups.values() for each in group if each.style == "timed" and each.time is not None]
    timed.sort(key=lambda each: each.begin)
    times = [each.time or 0 for each in timed]
    rises = sum(a <= b for a, b in pairwise(times))
    returns = len({each.key for each in timed}) < len(timed)
    return returns and rises >= _MOSTLY * (len(timed) - 1)


def _talk(text: str, found: Sequence[Candidate]) -> float:
    """The share of would-be turns that speak to somebody or of oneself."""
    if not found:
        return 0.0
    opening = (text[each.said : each.said + _SEEN_OF_TURN].partition("\n")[0] for each in found)
    return sum(_TALK.search(words) is not None for words in opening) / len(found)


def _sure(text: str, groups: dict[str, list[Candidate]], lines: int) -> set[str]:
    """The keys of the labels that begin turns in what is a transcript."""
    few = sum(map(len, groups.values())) <= 3
    sure = {key for key, group in groups.items() if len(group) > 1 and _shape(group) >= Shape.NAME}
    sure |= {key for key, group in groups.items() if _shape(group) >= Shape.SPEAKER and (few or _fits(key, sure))}
    sure |= {
        key for key, group in groups.items() if len(group) >= _ENOUGH_TO_SPEAK_OF and _shape(group) is Shape.PHRASE
    }
    labels = [each for key in sure for each in groups[key]]
    by_name = any(_shape(groups[key]) is Shape.NAME for key in sure)
    apart = sum(each.after_empty_line for each in labels) >= _MOSTLY * len(labels)
    styles = {each.style for each in labels}
    for key, group in groups.items():
        if key in sure or _shape(group) < Shape.NAME:
            continue
        dressed = all((each.after_empty_line or not apart) and each.style in styles for each in group)
        usual = by_name and len(labels) >= _ONE_LINE_A_TURN * lines and _talk(text, group) > 0
        if any(alike(key, other) for other in sure) or (dressed and (usual or group[0].style == "timed")):
            sure.add(key)
    return sure


def _fits(key: str, sure: set[str]) -> bool:
    """Whether a speaker's label that comes once is of the kind of those that return, as ``R5`` is of that of ``R4``."""
    base, _, number = key.rpartition(" ")
    if number[:1].isdigit():
        return any(base in (other, other.rpartition(" ")[0]) for other in sure)
    return len(key) > 1


def _fills_the_text(text: str, kept: Sequence[Candidate], lines: int) -> bool:
    """Whether the turns are the text, and not a fragment of a conversation in a report."""
    if len({each.key for each in kept}) < 2 and not (kept and kept[0].style == "timed"):
        return False
    return (len(text) - kept[0].begin) / len(kept) <= _LONGEST_MEAN_TURN and len(kept) >= _LEAST_SHARE_OF_LINES * lines


def _lone_speaker(groups: dict[str, list[Candidate]]) -> tuple[Remark, ...]:
    """What to say where one speaker's label returns and no other does."""
    returning = [group for group in groups.values() if len(group) > 1 and _shape(group) >= Shape.SPEAKER]
    if len(returning) != 1 or len(returning[0]) < _ENOUGH_TO_SPEAK_OF:
        return ()
    message = N_(
        "Only one speaker is marked, {label} ({count} times), so that it cannot be seen where the words of others begin;"
        " no turns were made. Write a label before each turn."
    )
    return (Remark(message, {"label": quoted(spelling(returning[0][0].label)), "count": len(returning[0])}),)


def _slips(kept: Sequence[Candidate]) -> tuple[Remark, ...]:
    """A remark for each rare label that looks like a slip of the fingers for another one."""
    groups = _by_key(kept)
    remarks = []
    for key, group in groups.items():
        usual = [other for other in groups if alike(key, other) and len(groups[other]) > len(group)]
        if usual and _shape(group) < Shape.SPEAKER:
            other = max(usual, key=lambda each: len(groups[each]))
            message = N_(
                "Line {line}: {label} looks like {other}; it was kept as a speaker of its own. Correct it if it is not."
            )
            label, name = quoted(spelling(group[0].label)), quoted(spelling(groups[other][0].label))
            remarks.append(Remark(message, {"line": group[0].line, "label": label, "other": name}))
    return tuple(remarks)


def _left_out(left: Sequence[Candidate]) -> tuple[Remark, ...]:
    if not left:
        return ()
    shown = ", ".join(f"{quoted(each.label)} ({each.line})" for each in left[:_SHOWN])
    message = N_(
        "{count} lines begin as a speaker's turn may, but too seldom to tell; they were left to the turn before them."
        " The first, with their lines: {labels}"
    )
    return (Remark(message, {"count": len(left), "labels": shown}),)
