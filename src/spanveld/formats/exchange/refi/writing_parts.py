"""The parts of a REFI-QDA project that are no sources, as XML in the order that the schema asks: users, codes, variables, cases, ..."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from spanveld.formats.exchange.project import Case, Code, CodeSet, Coding, Link, User, Value, Variable
from spanveld.formats.exchange.refi.xml_text import TYPES, attributes, fits_type, moment, quoted_value, reference, words

__all__ = [
    "cases",
    "codes",
    "codings",
    "description",
    "links",
    "note_references",
    "sets",
    "users",
    "values",
    "variables",
]

_COLOUR = re.compile("#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})")
DIRECTIONS = ("Associative", "OneWay", "Bidirectional")


def users(found: Sequence[User]) -> Iterator[str]:
    """The people who coded; ``short`` may be the name of an account and stays here."""
    if found:
        yield "<Users>\n"
        for user in found:
            yield f"<User{attributes(guid=user.guid, name=user.name)}/>\n"
        yield "</Users>\n"


def codes(found: Sequence[Code], *, notes: bool = True) -> Iterator[str]:
    """The tree of codes; a code whose parent is not there, or is below it, stands at the top. ``notes``: a code book has none."""
    if not found:
        return
    below: dict[str, list[Code]] = {}
    for code in found:
        below.setdefault(code.parent, []).append(code)
    yield "<Codes>\n"
    for top in _tops(found, below):
        yield from _branch(top, below, notes)
    yield "</Codes>\n"


def _tops(found: Sequence[Code], below: dict[str, list[Code]]) -> list[Code]:
    """The codes at the top; of codes that stand below each other in a ring the first is put there."""
    known = {code.guid for code in found}
    tops = [code for code in found if code.parent not in known]
    reached: set[str] = set()
    waiting = list(tops)
    for code in [None, *found]:
        if code is not None and code.guid not in reached:
            below[code.parent].remove(code)
            tops.append(code)
            waiting.append(code)
        while waiting:
            one = waiting.pop()
            if one.guid not in reached:
                reached.add(one.guid)
                waiting.extend(below.get(one.guid, ()))
    return tops


def _branch(top: Code, below: dict[str, list[Code]], notes: bool) -> Iterator[str]:
    """A code with all below it; however deep, nothing here calls itself."""
    open_: list[Iterator[Code]] = [iter((top,))]
    while open_:
        code = next(open_[-1], None)
        if code is None:
            open_.pop()
            if open_:
                yield "</Code>\n"
            continue
        colour = code.colour if _COLOUR.fullmatch(code.colour) else ""
        codable = "true" if code.codable else "false"
        head = f'<Code guid={quoted_value(code.guid)} name={quoted_value(code.name)} isCodable="{codable}"'
        inside = description(code.description) + (note_references(code.notes) if notes else "")
        children = below.get(code.guid, [])
        if not inside and not children:
            yield f"{head}{attributes(color=colour)}/>\n"
            continue
        yield f"{head}{attributes(color=colour)}>\n{inside}"
        open_.append(iter(children))


def variables(found: Sequence[Variable]) -> Iterator[str]:
    """The columns of attributes."""
    if found:
        yield "<Variables>\n"
        for one in found:
            type = one.type if one.type in TYPES else "Text"
            yield f'<Variable guid={quoted_value(one.guid)} name={quoted_value(one.name)} typeOfVariable="{type}"'
            yield f">\n{description(one.description)}</Variable>\n" if one.description else "/>\n"
        yield "</Variables>\n"


def values(found: Iterable[Value]) -> str:
    """Values of variables; what is not of its type by the rules of XML goes out as text."""
    made = []
    for one in found:
        type = one.type if fits_type(one.value, one.type) else "Text"
        ref = reference("VariableRef", one.variable)
        made.append(f"<VariableValue>\n{ref}<{type}Value>{words(one.value)}</{type}Value>\n</VariableValue>\n")
    return "".join(made)


def cases(found: Sequence[Case]) -> Iterator[str]:
    """The cases with what belongs to them."""
    if found:
        yield "<Cases>\n"
        for one in found:
            yield f"<Case{attributes(guid=one.guid, name=one.name)}>\n{description(one.description)}"
            yield "".join(reference("CodeRef", guid) for guid in one.codes)
            yield values(one.values)
            yield "".join(reference("SourceRef", guid) for guid in one.sources)
            yield "".join(reference("SelectionRef", guid) for guid in one.selections)
            yield "</Case>\n"
        yield "</Cases>\n"


def links(found: Sequence[Link]) -> Iterator[str]:
    """The ties between things."""
    if found:
        yield "<Links>\n"
        for one in found:
            head = attributes(
                guid=one.guid,
                name=one.name,
                direction=one.direction if one.direction in DIRECTIONS else "",
                color=one.colour if _COLOUR.fullmatch(one.colour) else "",
                originGUID=one.origin,
                targetGUID=one.target,
            )
            yield f"<Link{head}>\n{note_references(one.notes)}</Link>\n" if one.notes else f"<Link{head}/>\n"
        yield "</Links>\n"


def sets(found: Sequence[CodeSet], *, code_book: bool = False) -> Iterator[str]:
    """The groups of codes, sources and notes; those of a code book hold codes only, and name them otherwise."""
    if found:
        yield "<Sets>\n"
        for one in found:
            yield f"<Set guid={quoted_value(one.guid)} name={quoted_value(one.name)}>\n{description(one.description)}"
            if code_book:
                yield "".join(f'<MemberCode guid="{guid}"/>\n' for guid in one.codes)
            else:
                yield "".join(reference("MemberCode", guid) for guid in one.codes)
                yield "".join(reference("MemberSource", guid) for guid in one.sources)
                yield "".join(reference("MemberNote", guid) for guid in one.notes)
            yield "</Set>\n"
        yield "</Sets>\n"


def codings(found: Iterable[Coding]) -> str:
    """The codes that were given to a thing."""
    return "".join(
        f'<Coding guid="{one.guid}"{_by(one)}><CodeRef targetGUID="{one.code}"/>{note_references(one.notes)}</Coding>\n'
        for one in found
    )


def _by(coding: Coding) -> str:
    if not (coding.user or coding.created):
        return ""
    return attributes(creatingUser=coding.user, creationDateTime=moment(coding.created))


def description(text: str) -> str:
    """A text of one's own on a thing."""
    return f"<Description>{words(text)}</Description>\n" if text else ""


def note_references(guids: Iterable[str]) -> str:
    """The notes on a thing."""
    return "".join(reference("NoteRef", guid) for guid in guids)
