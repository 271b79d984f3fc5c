"""Which topics of an interview guide the wording of a talk suggests: proposals, for a coder to judge.

How it is worked out, all of it by counting words:

- The **keys** of a sentence are its words of three letters or more, in lower case, diacritics folded, cut to ``LONGEST`` letters
  (so that *samenwerken* and *samenwerking* agree), without the words of ``STOP``.
- A key's **weight** is ``log((1 + N) / n)``: N topics in the guide, n of them with that key somewhere in their wording. What every
  topic's wording has weighs little, what only one topic asks weighs most. A key that the guide does not know weighs
  ``STRANGE * log(1 + N)``.
- The **likeness** of a sentence to a line of a topic (its label, or a sentence of a question or probe) is
  ``2 W(shared) / (W(sentence) + W(line))``, W adding up the weights of different keys: between 0 and 1.
- A topic is **asked** where a sentence of the interviewer shares ``ASKED_KEYS`` keys or more with a line, with a likeness of at
  least ``LIKE``. It was **spoken of** where the answers to such a turn, up to the interviewer's next turn, have ``ANSWER`` words or
  more.
- **Without being asked** a topic is spoken of where a sentence of an answer shares ``UNASKED_KEYS`` keys or more with a line, with
  that likeness; or where answers in ``NAMED`` turns or more use a word of its label that fills all ``LONGEST`` letters and that no
  other topic's wording has.
- Anything else is proposed as not asked.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Proposal", "Said", "Wording", "keys_of", "proposals"]

LIKE = 0.5
ASKED_KEYS = 2
UNASKED_KEYS = 3
NAMED = 2
ANSWER = 12
STRANGE = 0.5
LONGEST = 8

STOP = frozenset(
    """
    aan al als bij daar daarbij daarmee daarna daarom daarop daarover daarvan daarvoor dan dat den der deze die dit door dus een eens er
    ergens erbij ermee ernaar erop erover eruit ervan ervoor even hem hen het hier hij hoe hun iets iemand inderdaad jij jou jouw jullie
    men met mij mijn naar nee niet niets nog nou omdat ons onze ook over tegen toch toe toen tot uit van vanaf vanuit voor waar waaraan
    waarbij waarin waarmee waarom waarop waarover waarvan waarvoor wanneer want wat wel welk welke wie wij zelf zich zij zoals zodat
    ben bent was waren geweest wordt worden werd werden heb hebt heeft hebben had hadden gehad kan kunt kunnen kon konden zal zullen zou
    zouden mag mocht moet moest wil wilt wilde gaat gaan ging gingen komt komen kwam kwamen doet deed doen maar bijvoorbeeld eigenlijk
    echt gewoon misschien
    about after again all also and any are because been before being but can could did does doing done for from get gets got had has have
    having her here him his how into its just know let more most much must not now off one only other our out over own perhaps say she
    should since some such than that the their them then there these they this those too under until upon very was well were what when
    where which while who whom whose why will with would yes yet you your yourself
    """.split()  # noqa: SIM905 - a list of words is read as words
)
"""Words of Dutch and English that say nothing of what a question is about."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_SENTENCE = re.compile(r"(?<=[.?!…])\s+")


@dataclass(frozen=True, slots=True)
class Wording:
    """How a guide puts one topic: its label, and each question and probe as a line."""

    topic: str
    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A turn of a talk, at code points of its text: the interviewer's, or an answer."""

    start: int
    end: int
    interviewer: bool
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the wording suggests of one topic.

    ``state`` is one of ``TOPIC_STATES``. ``start`` and ``end`` are the turn that suggests it (both 0 where nothing does), ``line`` the
    line of the guide that it is like, ``words`` the words that the two share, ``likeness`` how much (0 to 1).
    """

    topic: str
    state: str
    likeness: float = 0.0
    start: int = 0
    end: int = 0
    line: str = ""
    words: tuple[str, ...] = ()


def keys_of(sentence: str) -> dict[str, str]:
    """The keys of a sentence, each with the word that it is made of, in order.

    >>> keys_of("Wat vindt u van de samenwerking?")
    {'vindt': 'vindt', 'samenwer': 'samenwerking'}
    """
    found: dict[str, str] = {}
    for match in _WORD.finditer(unicodedata.normalize("NFC", sentence)):
        folded = unicodedata.normalize("NFKD", match.group().casefold())
        plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
        if plain not in STOP:
            found.setdefault(plain[:LONGEST], match.group())
    return found


def proposals(guide: Sequence[Wording], turns: Sequence[Said]) -> tuple[Proposal, ...]:
    """A proposal for each topic of the guide, in its order; none at all where the talk has no turn of an interviewer.

    ``turns`` are those of interviewer and respondents, in the order of the text.
    """
    if not any(turn.interviewer for turn in turns):
        return ()
    lines = {item.topic: _lines(item) for item in guide}
    weights = _weights(lines)
    return tuple(_of_topic(item, lines[item.topic], weights, turns) for item in guide)


@dataclass(frozen=True, slots=True)
class _Weights:
    known: Mapping[str, float]
    strange: float

    def of(self, keys: Mapping[str, str] | set[str]) -> float:
        return sum(self.known.get(key, self.strange) for key in keys)

    def likeness(self, one: Mapping[str, str], other: Mapping[str, str]) -> float:
        total = self.of(one) + self.of(other)
        return 2 * self.of(one.keys() & other.keys()) / total if total else 0.0


def _sentences(text: str) -> Iterator[str]:
    return iter(_SENTENCE.split(text))


def _lines(item: Wording) -> list[tuple[str, dict[str, str]]]:
    """The label and the sentences of the lines, with their keys."""
    sentences = [item.label, *(sentence for line in item.lines for sentence in _sentences(line))]
    return [(sentence, keys_of(sentence)) for sentence in sentences]


def _weights(lines: Mapping[str, list[tuple[str, dict[str, str]]]]) -> _Weights:
    spread = Counter(key for found in lines.values() for key in {key for _, keys in found for key in keys})
    topics = len(lines)
    known = {key: math.log((1 + topics) / count) for key, count in spread.items()}
    return _Weights(known, STRANGE * math.log(1 + topics))


def _of_topic(
    item: Wording, lines: list[tuple[str, dict[str, str]]], weights: _Weights, turns: Sequence[Said]
) -> Proposal:
    asked = [
        (found, _words_of_answer(turns, place))
        for place, turn in enumerate(turns)
        if turn.interviewer and (found := _likest(item.topic, lines, weights, turn, ASKED_KEYS))
    ]
    if asked:
        best, answered = max(asked, key=lambda pair: (pair[1] >= ANSWER, pair[0].likeness, -pair[0].start))
        return _with_state(best, "asked_spoken" if answered >= ANSWER else "asked_nothing")
    answers = [turn for turn in turns if not turn.interviewer]
    spoken = [found for turn in answers if (found := _likest(item.topic, lines, weights, turn, UNASKED_KEYS))]
    if spoken:
        return _with_state(max(spoken, key=lambda found: (found.likeness, -found.start)), "spoken_unasked")
    return _named(item, weights, answers) or Proposal(item.topic, "not_asked")


def _likest(
    topic: str, lines: list[tuple[str, dict[str, str]]], weights: _Weights, turn: Said, least: int
) -> Proposal | None:
    """The line that a sentence of this turn is most like; None where none is like enough."""
    best: Proposal | None = None
    for sentence in _sentences(turn.text):
        keys = keys_of(sentence)
        for line, known in lines:
            shared = [key for key in keys if key in known]
            likeness = round(weights.likeness(keys, known), 4) if len(shared) >= least else 0.0
            if likeness >= LIKE and (best is None or likeness > best.likeness):
                words = tuple(keys[key] for key in shared)
                best = Proposal(topic, "", likeness, turn.start, turn.end, line, words)
    return best


def _named(item: Wording, weights: _Weights, answers: Sequence[Said]) -> Proposal | None:
    """The topic where answers call it by a word of its own label."""
    only_here = max(weights.known.values(), default=0.0)
    names = {key for key in keys_of(item.label) if len(key) == LONGEST and weights.known[key] == only_here}
    if len(weights.known) == 0 or not names:
        return None
    hits = [(turn, found) for turn in answers if (found := {k: w for k, w in keys_of(turn.text).items() if k in names})]
    if len(hits) < NAMED:
        return None
    first, found = hits[0]
    return Proposal(item.topic, "spoken_unasked", 0.0, first.start, first.end, item.label, tuple(found.values()))


def _words_of_answer(turns: Sequence[Said], place: int) -> int:
    """How many words follow a turn of the interviewer, up to the interviewer's next turn."""
    count = 0
    for turn in turns[place + 1 :]:
        if turn.interviewer:
            break
        count += len(turn.text.split())
    return count


def _with_state(found: Proposal, state: str) -> Proposal:
    return Proposal(found.topic, state, found.likeness, found.start, found.end, found.line, found.words)
