"""What a query means, said once more in few lines over a study's records: slow, and sharing nothing with the program but the tree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from types import SimpleNamespace
from typing import Any

from spanveld.language.keys import key
from spanveld.model import records as r
from spanveld.model.study import StudyContent
from spanveld.query.tree import And, Node, Not, Or, Related, Term, Value, Voices

__all__ = ["ByHand"]

KINDS = {
    "resp": "interview",
    "resp_group": "interview",
    "resp_unnumbered": "interview",
    "fieldnote": "field_notes",
    "document": "document",
}
INTERVIEWER = ("interviewer", "reflection")


def plain(text: str) -> str:
    """A text without capitals and accents, its blanks made single."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def said(text: str, value: Value) -> list[tuple[int, int]]:
    """Where a phrase stands in a line of a text, its words in any form, or as a pattern has them."""
    asked = [part for part in re.split("[^\\w*]+" if value.pattern else r"\W+", plain(value.text)) if part.strip("*")]
    found, at = [], 0
    for line in text.split("\n"):
        words = [(at + m.start(), at + m.end(), m.group()) for m in re.finditer(r"[\w\u0300-\u036f]+", line)]
        for place in range(len(words) - len(asked) + 1):
            its = words[place : place + len(asked)]
            if all(alike(word, part) for (_, _, word), part in zip(its, asked, strict=True)):
                found.append((its[0][0], its[-1][1]))
        at += len(line) + 1
    return found


def alike(word: str, part: str) -> bool:
    return fnmatchcase(plain(word), part) if "*" in part else key(word) == key(part)


def hits(values: Iterable[Value], name: str) -> bool:
    return any(fnmatchcase(name, value.text) if value.pattern else value.text == name for value in values)


class ByHand:
    """A study to ask; ``find`` gives the identifiers of passages."""

    def __init__(self, content: StudyContent) -> None:
        self.content = content
        self.passages = {passage.passage: passage for passage in content.of(r.Passage)}
        self.sources = {source.source: source for source in content.of(r.Source)}
        self.people = {person.participant: person for person in content.of(r.Participant)}
        self.parties = {party.party: party for party in content.of(r.Party)}
        self.spoken = {name: self.voices(passage) for name, passage in self.passages.items()}

    def find(self, node: Node) -> set[str]:
        match node:
            case And(parts):
                return set.intersection(*map(self.find, parts))
            case Or(parts):
                return set.union(*map(self.find, parts))
            case Not(part):
                return set(self.passages) - self.find(part)
            case Voices(condition):
                return {
                    name for name in self.passages if any(self.holds_of(condition, who) for who in self.spoken[name])
                }
            case Related(left, relation, distance, right):
                others = [self.passages[name] for name in self.find(right)]
                return {
                    name
                    for name in self.find(left)
                    if any(self.near(self.passages[name], relation, distance, other) for other in others)
                }
            case Term():
                return {name for name, passage in self.passages.items() if self.holds(node, passage)}

    # ------------------------------------------------------------------ places
    def near(self, one: Any, relation: str, distance: int | None, other: Any) -> bool:
        """The same, also by turns."""
        if relation != "same_turn":
            return self.lies(one, relation, distance, other)
        turns = [SimpleNamespace(source=t.source, start=t.start, end=t.end) for t in self.content.of(r.Turn)]
        return any(
            self.lies(one, "overlaps", None, turn) and self.lies(other, "overlaps", None, turn) for turn in turns
        )

    @staticmethod
    def lies(one: Any, relation: str, distance: int | None, other: Any) -> bool:
        if one.source != other.source or one.start is None or other.start is None:
            return False
        if relation in ("follows", "precedes"):
            gap = one.start - other.end if relation == "follows" else other.start - one.end
            return bool(gap >= 0 and (distance is None or gap <= distance))
        shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
        if relation == "overlaps":
            return bool(shared)
        if relation == "inside":
            return len(shared) == one.end - one.start
        if relation == "contains":
            return len(shared) == other.end - other.start
        return bool(shared) or max(one.start - other.end, other.start - one.end) <= (distance or 0)

    def voices(self, passage: r.Passage) -> set[str]:
        source = self.sources[passage.source]
        turns = [turn for turn in self.content.of(r.Turn) if turn.source == passage.source]
        if passage.start is None or passage.end is None:
            return set(passage.voices or ())
        inside = [turn for turn in turns if turn.start <= passage.start and passage.end <= turn.end]
        if any(turn.role == "reflection" for turn in inside):
            return set()
        if passage.voices is not None:
            return set(passage.voices)
        if not turns:
            return set(source.participants) if len(source.participants) == 1 else set()
        touched = [turn for turn in turns if turn.start < passage.end and passage.start < turn.end]
        return {turn.participant for turn in touched if turn.participant and turn.role not in INTERVIEWER}

    # ------------------------------------------------------------------ conditions
    def holds_of(self, node: Node, who: str) -> bool:
        match node:
            case And(parts):
                return all(self.holds_of(part, who) for part in parts)
            case Or(parts):
                return any(self.holds_of(part, who) for part in parts)
            case Not(part):
                return not self.holds_of(part, who)
            case Term(field, values):
                person = self.people[who]
                its = [] if person.level == "observer" else [self.parties[name] for name in person.parties]
                names = {
                    "voice": [who],
                    "level": [person.level] if person.level else [],
                    "party": [party.party for party in its],
                    "party.kind": [party.kind for party in its],
                }[".".join(field)]
                return any(hits(values, name) for name in names)
        raise AssertionError(node)

    def attribute(self, subject: str, name: str) -> list[str]:
        return [each.value for each in self.content.of(r.Attribute) if (each.subject, each.name) == (subject, name)]

    def attributes(self, of: str, name: str, passage: r.Passage) -> list[str]:
        source = self.sources[passage.source]
        heard = [self.people[who] for who in self.spoken[passage.passage]]
        subjects = {
            "source.attr": [f"source:{source.source}"],
            "case.attr": [f"case:{source.case}"],
            "voice.attr": [f"participant:{person.participant}" for person in heard],
            "party.attr": [
                f"party:{party}" for person in heard if person.level != "observer" for party in person.parties
            ],
        }
        chosen = subjects[of] if of in subjects else [each for its in subjects.values() for each in its]
        return [value for subject in chosen for value in self.attribute(subject, name)]

    def below(self, layer: str, code: str) -> set[str]:
        """A code and what lies above it."""
        parents = {each.code: each.parent for each in self.content.of(r.Code) if each.layer == layer}
        for framework in self.content.frameworks:
            for known in (known for known in framework.layers if known.id == layer):
                parents.update({each.id: each.parent for each in known.codes})
        found = {code}
        while code := parents.get(code, ""):
            found.add(code)
        return found

    def codes(self, passage: r.Passage) -> list[tuple[str, str, str]]:
        coded = [each for each in self.content.of(r.Coding) if each.passage == passage.passage]
        return [(each.layer, each.code, each.coder or passage.coder) for each in coded]

    def holds(self, term: Term, passage: r.Passage) -> bool:
        name, values = ".".join(term.field), term.values
        source = self.sources[passage.source]
        memos = [memo.text for memo in self.content.of(r.Memo) if memo.subject == f"passage:{passage.passage}"]
        memos += [passage.memo] if passage.memo else []
        ties = [each for each in self.content.of(r.Evidence) if each.passage == passage.passage]
        if not values:
            own = {(layer, code) for layer, code, coder in self.codes(passage) if coder == passage.coder}
            marks: dict[str, Callable[[], bool]] = {
                "hedged": lambda: bool(passage.hedged),
                "incomplete": lambda: any(self.broken(framework, own) for framework in self.content.frameworks),
                "unused": lambda: not ties,
                "memo": lambda: bool(memos),
                "doubt": lambda: passage.start is None,
            }
            return marks[name]()
        by = [term.by] if term.by else [Value("*", True)]
        if name in ("voice", "level", "party", "party.kind"):
            return any(self.holds_of(term, who) for who in self.spoken[passage.passage])
        of, _, attribute = name.partition("attr.")
        if attribute:
            return any(hits(values, value) for value in self.attributes(f"{of}attr", attribute, passage))
        if name == "text":
            body, start, end = self.content.texts[passage.source], passage.start, passage.end
            places = [place for value in values for place in said(body, value)]
            return start is not None and end is not None and any(start <= a and b <= end for a, b in places)
        if name == "memo":
            return any(said(memo, value) for value in values for memo in memos)
        if name in ("finding", "stance"):
            return any(
                hits(values, each.finding if name == "finding" else each.stance) and hits(by, each.stance)
                for each in ties
            )
        facts = {
            "source": [source.source],
            "source.kind": [KINDS.get(passage.basis, source.kind)],
            "source.sub_case": source.sub_cases,
            "wave": [source.wave],
            "case": [source.case],
            "coder": [passage.coder],
            "about": passage.about,
            "form": [passage.form],
            "basis": [passage.basis],
        }
        if name in facts:
            return any(hits(values, fact) for fact in facts[name] if fact)
        layers = ("sub_case", "room") if name == "sub_case" else (name.removeprefix("layer.").rpartition("/")[2],)
        return any(
            layer in layers and hits(by, coder) and any(hits(values, above) for above in self.below(layer, code))
            for layer, code, coder in self.codes(passage)
        )

    @staticmethod
    def broken(framework: Any, own: set[tuple[str, str]]) -> bool:
        layers = {layer.id for layer in framework.layers}
        return bool(framework.broken({pair for pair in own if pair[0] in layers}))

    # ------------------------------------------------------------------ counts
    def as_evidence(self, names: Iterable[str]) -> int:
        """Groups of overlapping passages, each counted as often as the coder who marked most in it."""
        groups: list[list[Any]] = []
        for passage in (self.passages[name] for name in names):
            near = [group for group in groups if any(self.lies(passage, "overlaps", None, other) for other in group)]
            groups = [group for group in groups if group not in near]
            groups.append([passage, *(other for group in near for other in group)])
        coders = [[passage.coder for passage in group] for group in groups]
        return sum(max(map(its.count, its)) for its in coders)
