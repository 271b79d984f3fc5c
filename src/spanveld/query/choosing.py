"""Which of the things that a study has the values of a condition stand for; QueryError where they stand for none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from spanveld.language.folding import folded
from spanveld.model.errors import N_, quoted
from spanveld.query.faults import QueryError, did_you_mean, nearest
from spanveld.query.tree import Value
from spanveld.query.words import LayerWords, Named

__all__ = ["Chooser", "as_named", "with_children"]


def as_named(names: Iterable[str]) -> list[Named]:
    """Plain names as things, each numbered by its place."""
    return [Named(place, name) for place, name in enumerate(dict.fromkeys(names))]


def with_children(layer: LayerWords, chosen: Iterable[int]) -> frozenset[int]:
    """Codes of a layer and all that lies below them."""
    below: dict[int, list[int]] = {}
    for code in layer.codes:
        below.setdefault(code.parent, []).append(code.number)
    found: set[int] = set()
    waiting = list(chosen)
    while waiting:
        number = waiting.pop()
        if number not in found:
            found.add(number)
            waiting.extend(below.get(number, ()))
    return frozenset(found)


class Chooser:
    """Finds what values stand for; ``query`` is the text, for messages."""

    def __init__(self, query: str) -> None:
        self.query = query

    def numbers(self, field: str, values: Iterable[Value], known: Sequence[Named]) -> frozenset[int]:
        """The numbers of the things that these values name, by identifier, name or alias, or by a pattern."""
        return frozenset(number for value in values for number in self._of(field, value, known))

    def names(self, field: str, values: Iterable[Value], known: Sequence[Named]) -> frozenset[str]:
        """The same as identifiers."""
        chosen = self.numbers(field, values, known)
        return frozenset(thing.name for thing in known if thing.number in chosen)

    def codes(self, field: str, values: Iterable[Value], layer: LayerWords) -> frozenset[int]:
        """The codes of a layer that these values name, with all that lies below them."""
        known = [Named(code.number, code.code, code.labels) for code in layer.codes]
        return with_children(layer, self.numbers(field, values, known))

    def _of(self, field: str, value: Value, known: Sequence[Named]) -> list[int]:
        if value.pattern:
            return self._matching(field, value, known)
        found = [thing for thing in known if thing.name == value.text]
        if not found:
            key = folded(value.text.strip())
            tries: tuple[Callable[[Named], Iterable[str]], ...] = (
                lambda thing: (thing.name,),
                lambda thing: thing.aliases,
            )
            for called in tries:
                found = found or [thing for thing in known if key in map(folded, called(thing))]
        if len(found) > 1:
            message = N_("At character {at}: {value} of {field} may be any of these; write one of them: {names}.")
            names = ", ".join(thing.name for thing in found)
            raise QueryError(message, self.query, *value.span, value=quoted(value.text), field=field, names=names)
        if not found:
            raise self.unknown(field, value, known)
        return [found[0].number]

    def _matching(self, field: str, value: Value, known: Sequence[Named]) -> list[int]:
        pattern = re.compile(".*".join(re.escape(folded(part)) for part in value.text.split("*")), re.DOTALL)
        found = [
            thing.number for thing in known if any(map(pattern.fullmatch, map(folded, (thing.name, *thing.aliases))))
        ]
        if not found and value.text.strip("*"):
            raise self.unknown(field, value, known)
        return found

    def unknown(self, field: str, value: Value, known: Sequence[Named]) -> QueryError:
        """There is nothing of that name here."""
        every = [name for thing in known for name in (thing.name, *thing.aliases)]
        guess = nearest(value.text.strip("*"), every)
        help = did_you_mean(guess, [thing.name for thing in known])
        message = N_("At character {at}: {field} has no {value} in this study. {help}")
        return QueryError(
            message, self.query, *value.span, guess=guess, field=field, value=quoted(value.text), help=help
        )
