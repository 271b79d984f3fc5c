"""Which participants meet a condition on a person: a passage is found by its voices."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from spanveld.language.folding import folded
from spanveld.model.errors import N_, quoted
from spanveld.query.choosing import Chooser, as_named
from spanveld.query.faults import QueryError, did_you_mean, nearest
from spanveld.query.tree import And, Node, Not, Or, Related, Term, Voices
from spanveld.query.words import AttributesOf, Named, PersonWords, Words

__all__ = ["PERSON_FIELDS", "People"]

PERSON_FIELDS = ("voice", "party", "party.kind", "level")
PERSON_ATTRIBUTES = ("attr", "voice.attr", "party.attr")


class People:
    """The participants of a study, as conditions ask for them. The researcher's own notes speak for no party."""

    def __init__(self, words: Words, chooser: Chooser) -> None:
        self.words = words
        self.chooser = chooser

    def meeting(self, node: Node) -> frozenset[int]:
        """The participants of whom a condition holds; QueryError where a part of it is not about a person."""
        match node:
            case And(parts):
                return frozenset.intersection(*map(self.meeting, parts))
            case Or(parts):
                return frozenset.union(*map(self.meeting, parts))
            case Not(part):
                return self._all - self.meeting(part)
            case Term(values=[_, *_], by=None) if self._is_personal(node):
                return self.of_term(node)
            case _:
                raise self._not_personal(node)

    def of_term(self, term: Term) -> frozenset[int]:
        """The participants of whom one condition holds."""
        name = ".".join(term.field)
        match name:
            case "voice":
                known = [Named(person.number, person.name) for person in self.words.people]
                return self.chooser.numbers(name, term.values, known)
            case "level":
                used = [Named(0, person.level) for person in self.words.people if person.level]
                wanted = self.chooser.names(name, term.values, _together(self.words.levels, used))
                return self._those(lambda person: person.level in wanted)
            case "party":
                return self._speaking_for(self.chooser.numbers(name, term.values, self.words.parties))
            case "party.kind":
                used = [Named(0, party.kind) for party in self.words.parties if party.kind]
                wanted = self.chooser.names(name, term.values, _together(self.words.party_kinds, used))
                return self._speaking_for({party.number for party in self.words.parties if party.kind in wanted})
            case _:
                of = ".".join(term.field[:-1])
                attribute, values = self.values(term, self.attributes(of), term.field[-1])
                return self.holding(of, attribute, values)

    # ------------------------------------------------------------------ attributes
    def attributes(self, of: str) -> list[AttributesOf]:
        """The attributes of persons and parties that ``attr``, ``voice.attr`` or ``party.attr`` looks at."""
        own = [self.words.person_attributes] if of in ("attr", "voice.attr") else []
        return own + ([self.words.party_attributes] if of in ("attr", "party.attr") else [])

    def values(self, term: Term, held: Iterable[AttributesOf], name: str) -> tuple[str, frozenset[str]]:
        """The attribute that a condition means, and which of its values; QueryError where nothing has it."""
        every = [known for by_thing in held for known in by_thing.values()]
        names = sorted({each for known in every for each in known})
        spelt = name if name in names else next((each for each in names if folded(each) == folded(name)), "")
        if not spelt:
            guess = nearest(name, names)
            message = N_("At character {at}: nothing in this study has an attribute {name}. {help}")
            help = did_you_mean(guess, names)
            raise QueryError(message, self.chooser.query, *term.named, guess=guess, name=quoted(name), help=help)
        used = as_named(sorted({known[spelt] for known in every if spelt in known}))
        return spelt, self.chooser.names(".".join(term.field), term.values, used)

    def holding(self, of: str, name: str, values: Collection[str]) -> frozenset[int]:
        """The participants who have an attribute with one of these values, themselves or by a party."""
        own, by_party = self.words.person_attributes, self.words.party_attributes
        found = (
            {number for number, known in own.items() if known.get(name) in values}
            if of in ("attr", "voice.attr")
            else set()
        )
        if of in ("attr", "party.attr"):
            found |= self._speaking_for({number for number, known in by_party.items() if known.get(name) in values})
        return frozenset(found)

    # ------------------------------------------------------------------ persons
    @property
    def _all(self) -> frozenset[int]:
        return frozenset(person.number for person in self.words.people)

    def _those(self, wanted: Callable[[PersonWords], bool]) -> frozenset[int]:
        return frozenset(person.number for person in self.words.people if wanted(person))

    def _speaking_for(self, parties: Collection[int]) -> frozenset[int]:
        def speaks(person: PersonWords) -> bool:
            return not person.observer and not set(parties).isdisjoint(person.parties)

        return self._those(speaks)

    @staticmethod
    def _is_personal(term: Term) -> bool:
        return ".".join(term.field) in PERSON_FIELDS or ".".join(term.field[:-1]) in PERSON_ATTRIBUTES

    def _not_personal(self, node: Node) -> QueryError:
        while isinstance(node, Related):
            node = node.left
        span = node.span if isinstance(node, Term | Voices) else (0, len(self.chooser.query))
        message = N_(
            "At character {at}: within voice:( ) stand only conditions on one person: {fields}, or an attribute."
        )
        return QueryError(message, self.chooser.query, *span, fields=", ".join(PERSON_FIELDS))


def _together(told: Iterable[Named], used: Iterable[Named]) -> list[Named]:
    """The names of a vocabulary, and those in use that it does not have; each numbered by its place."""
    aliases = {thing.name: thing.aliases for thing in told}
    for thing in used:
        aliases.setdefault(thing.name, ())
    return [Named(place, name, other) for place, (name, other) in enumerate(aliases.items())]
