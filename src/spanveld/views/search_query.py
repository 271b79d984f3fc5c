"""What was searched for as a query in the retrieval language: the passages in which the words stand."""

from __future__ import annotations

from spanveld.analysis.searching import parse_words
from spanveld.query.printing import show
from spanveld.query.tree import And, Term, Value

__all__ = ["query_of"]


def query_of(words: str, *, phrase: bool = False, substring: bool = False) -> str:
    """The query; what a search finds in a paragraph must stand in one passage here.

    >>> query_of('samen "de raad"')
    'text:samen and text:"de raad"'
    """
    terms = parse_words(words, phrase=phrase, substring=substring)
    values = [Value(f"*{one.words[0]}*", True) if one.within else Value(" ".join(one.words)) for one in terms]
    parts = tuple(Term(("text",), (value,)) for value in values)
    return show(parts[0] if len(parts) == 1 else And(parts))
