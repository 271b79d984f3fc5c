"""A query as a tree.

query    = some                            some     = every { "or" every }
every    = negation { "and" negation }     negation = "not" negation | related
related  = single { relation single }      relation = overlaps | inside | contains | near:N | follows[:N] | precedes[:N]
           | same_turn
single   = "(" some ")" | term             term     = field | field ":" values | "voice:(" some ")"
values   = value { "," value } [ "@" who ] field    = word { "." word }
"""

from __future__ import annotations

from spanveld.model.errors import N_, Remark, Term, quoted
from spanveld.query import tree
from spanveld.query.faults import QueryError, nearest
from spanveld.query.tokens import Token, tokens_of
from spanveld.query.tree import RELATIONS, WITH_DISTANCE, Node, Not, Related, Value, Voices

__all__ = ["DEEPEST", "FURTHEST", "MOST_TERMS", "parse"]

DEEPEST = 40
"""How deep parentheses may lie in each other."""
MOST_TERMS = 200
"""Conditions that one query may have."""
FURTHEST = 1_000_000
"""Characters that may lie between passages at most."""
VOICE = "voice"

CONDITION = N_("a condition, such as voice:R3")
JOINT = N_("'and', 'or', or a relation such as 'overlaps'")
CLOSED = N_("')', 'and', 'or', or a relation such as 'overlaps'")
VALUE = N_('a value, such as R3 or "two words"')
NUMBER = N_("a number of characters, as in near:200")


def parse(query: str) -> Node:
    """The tree of a query; QueryError where it cannot be read, with the place and what should stand there."""
    reader = _Reader(query, tokens_of(query))
    found = reader.some(0)
    if reader.here.sort != "end":
        raise reader.unexpected(JOINT, guesses=("and", "or", *RELATIONS))
    return found


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, query: str, tokens: list[Token]) -> None:
        self.query = query
        self.tokens = tokens
        self.place = 0
        self.terms = 0

    @property
    def here(self) -> Token:
        """The token that is read next."""
        return self.tokens[self.place]

    def take(self) -> Token:
        token = self.here
        self.place += 1
        return token

    def took(self, *words: str) -> bool:
        """Whether one of these words stood here; it is read then."""
        if self.here.is_word(*words) and not self._begins_field():
            self.place += 1
            return True
        return False

    def took_sign(self, sign: str) -> bool:
        """Whether this sign stood here; it is read then."""
        if self.here.is_sign(sign):
            self.place += 1
            return True
        return False

    def _begins_field(self) -> bool:
        """Whether a word that joins conditions is written as a field: ``and:x``. It cannot be one, but the message is better."""
        return self.here.is_word("and", "or", "not") and self.tokens[self.place + 1].is_sign(":")

    # ------------------------------------------------------------------ joining
    def some(self, depth: int) -> Node:
        parts = [self.every(depth)]
        while self.took("or"):
            parts.append(self.every(depth))
        return tree.some(parts)

    def every(self, depth: int) -> Node:
        parts = [self.negation(depth)]
        while self.took("and"):
            parts.append(self.negation(depth))
        return tree.every(parts)

    def negation(self, depth: int) -> Node:
        if not self.here.is_word("not") or self._begins_field():
            return self.related(depth)
        self._check_depth(depth)
        self.place += 1
        return Not(self.negation(depth + 1))

    def related(self, depth: int) -> Node:
        found = self.single(depth)
        while self.here.is_word(*RELATIONS):
            self._count()
            relation = next(name for name in RELATIONS if name == self.here.text.lower())
            self.place += 1
            distance = self.distance(relation)
            found = Related(found, relation, distance, self.single(depth))
        return found

    def distance(self, relation: tree.Relation) -> int | None:
        """How many characters may lie between, where that is told or has to be."""
        if relation not in WITH_DISTANCE:
            if self.here.is_sign(":"):
                raise self.unexpected(CONDITION)
            return None
        if not self.took_sign(":"):
            if relation == "near":
                raise self.unexpected(N_("how near: ':' and a number of characters, as in near:200"))
            return None
        token = self.here
        if token.sort != "word" or not (token.text.isascii() and token.text.isdigit()):
            raise self.unexpected(NUMBER)
        if len(token.text) > 9 or int(token.text) > FURTHEST:
            message = N_("At character {at}: {found} is too far; at most {most} characters may lie between.")
            raise QueryError(message, self.query, *token.span, found=quoted(token.text), most=FURTHEST)
        self.place += 1
        return int(token.text)

    def single(self, depth: int) -> Node:
        if not self.here.is_sign("("):
            return self.term(depth)
        return self.enclosed(depth)

    def enclosed(self, depth: int) -> Node:
        self._check_depth(depth)
        opening = self.take()
        found = self.some(depth + 1)
        if not self.took_sign(")"):
            if self.here.sort == "end":
                raise QueryError(
                    N_("At character {at}: this '(' is not closed; put ')' where it ends."), self.query, *opening.span
                )
            raise self.unexpected(CLOSED, guesses=("and", "or", *RELATIONS))
        return found

    # ------------------------------------------------------------------ conditions
    def term(self, depth: int) -> Node:
        self._count()
        if self.here.sort not in ("word", "quoted") or self.here.is_keyword:
            raise self.unexpected(CONDITION)
        start = self.here.span[0]
        field = self.field()
        named = (start, self.tokens[self.place - 1].span[1])
        if not self.took_sign(":"):
            if self.tokens[self.place - 1].sort == "quoted" and len(field) == 1:
                message = N_("At character {at}: say where {found} should be: words in a passage are text:{found}.")
                raise QueryError(message, self.query, *named, found=f'"{field[0]}"')
            return tree.Term(field, span=named, named=named)
        if self.here.is_sign("(") and field == (VOICE,):
            condition = self.enclosed(depth)
            return Voices(condition, (start, self.tokens[self.place - 1].span[1]))
        values = [self.value()]
        while self.took_sign(","):
            values.append(self.value())
        by = self.value() if self.took_sign("@") else None
        return tree.Term(field, tuple(values), by, (start, self.tokens[self.place - 1].span[1]), named)

    def field(self) -> tuple[str, ...]:
        """The parts of a field's name: words with dots between them, quoted or not."""
        parts: list[str] = [""]
        token = self.here
        end = token.span[0]
        while self.here.sort in ("word", "quoted") and self.here.span[0] == end:
            first, *others = [self.here.text] if self.here.sort == "quoted" else self.here.text.split(".")
            if first and parts[-1]:
                break
            token = self.take()
            end = token.span[1]
            parts[-1] += first
            parts.extend(others)
        if not all(parts):
            raise QueryError(N_("At character {at}: this is no name of a field."), self.query, *token.span)
        return tuple(parts)

    def value(self) -> Value:
        token = self.here
        if token.sort not in ("word", "quoted"):
            raise self.unexpected(VALUE)
        if token.is_keyword:
            message = N_("At character {at}: {found} joins conditions; put it between quotes to mean the word.")
            raise QueryError(message, self.query, *token.span, found=quoted(token.text))
        if not token.text.strip():
            raise QueryError(N_("At character {at}: there is nothing between these quotes."), self.query, *token.span)
        self._count()
        self.place += 1
        return Value(token.text, token.sort == "word" and "*" in token.text, token.span)

    # ------------------------------------------------------------------ limits and faults
    def _count(self) -> None:
        self.terms += 1
        if self.terms > 2 * MOST_TERMS:
            message = N_("At character {at}: a query has at most {most} conditions.")
            raise QueryError(message, self.query, *self.here.span, most=MOST_TERMS)

    def _check_depth(self, depth: int) -> None:
        if depth >= DEEPEST:
            message = N_("At character {at}: parentheses and 'not' lie at most {most} deep in each other.")
            raise QueryError(message, self.query, *self.here.span, most=DEEPEST)

    def unexpected(self, expected: str, *, guesses: tuple[str, ...] = ()) -> QueryError:
        """What is wrong with the token that stands here."""
        token = self.here
        wanted = Term(expected)
        if token.sort == "end":
            return QueryError(
                N_("At character {at}: the query ends where {expected} should stand."),
                self.query,
                *token.span,
                expected=wanted,
            )
        guess = nearest(token.text, guesses) if token.sort == "word" else ""
        help = Remark(N_("Did you mean {guess}?"), {"guess": guess}) if guess else ""
        shown = quoted(self.query[slice(*token.span)])
        if token.is_keyword and expected == CONDITION:
            message = N_("At character {at}: {found} stands where {expected} should stand.")
            return QueryError(message, self.query, *token.span, found=shown, expected=wanted)
        if guess:
            message = N_("At character {at}: {found} stands where {expected} should stand. {help}")
            return QueryError(message, self.query, *token.span, guess=guess, found=shown, expected=wanted, help=help)
        message = N_("At character {at}: {found} stands where {expected} should stand.")
        return QueryError(message, self.query, *token.span, found=shown, expected=wanted)
