"""A query in its canonical form: one way to write each tree, and reading it gives the same tree.

>>> from spanveld.query.parsing import parse
>>> show(parse('(voice:"R3")  AND NOT (aspect:a OR  aspect:"b c")'))
'voice:R3 and not (aspect:a or aspect:"b c")'
"""

from __future__ import annotations

from spanveld.query.tokens import BARE, quoted_word
from spanveld.query.tree import KEYWORDS, And, Node, Not, Or, Related, Term, Value, Voices

__all__ = ["show"]


def show(query: Node) -> str:
    """The query as text."""
    match query:
        case Or(parts):
            return " or ".join(map(show, parts))
        case And(parts):
            return " and ".join(_inside(part, Or) for part in parts)
        case Not(part):
            return f"not {_inside(part, And, Or)}"
        case Related(left, relation, distance, right):
            far = "" if distance is None else f":{distance}"
            return f"{_inside(left, And, Or, Not)} {relation}{far} {_inside(right, And, Or, Not, Related)}"
        case Voices(condition):
            return f"voice:({show(condition)})"
        case Term(field, values, by):
            name = ".".join(map(_part, field))
            asked = ",".join(map(_value, values))
            return f"{name}:{asked}{'' if by is None else f'@{_value(by)}'}" if values else name


def _inside(part: Node, *looser: type) -> str:
    return f"({show(part)})" if isinstance(part, looser) else show(part)


def _is_bare(text: str) -> bool:
    return BARE.fullmatch(text) is not None and text.lower() not in KEYWORDS


def _part(text: str) -> str:
    return text if _is_bare(text) else quoted_word(text)


def _value(value: Value) -> str:
    if value.pattern:
        return value.text
    bare = "*" not in value.text and _is_bare(value.text.replace(".", "-")) and value.text.lower() not in KEYWORDS
    return value.text if bare else quoted_word(value.text)
