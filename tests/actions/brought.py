"""A project of another program, made by hand: a talk with two users, a tree of codes, a case, notes and what has no place in a study."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from spanveld.formats.exchange.project import (
    Case,
    Code,
    CodeSet,
    Coding,
    Kept,
    Link,
    Note,
    Project,
    Selection,
    Source,
    Stamp,
    User,
    Value,
    Variable,
)

__all__ = ["TEXT", "guid", "kitchen", "marked", "with_source"]

TEXT = "De soep was koud.\nNiemand zei iets 👩‍🍳 over de soep.\nDaarna kwam het toetje."
MADE = "2024-03-04T05:06:07Z"


def guid(name: str) -> str:
    """The same GUID for the same name, each time."""
    return str(uuid5(NAMESPACE_URL, name))


def marked(which: str, words: str, *codings: tuple[str, str], text: str = TEXT, **values: Any) -> Selection:
    """These words marked, with codes given by users (code, user)."""
    start = text.index(words)
    made = tuple(
        Coding(guid(f"{which} {code} {user}"), guid(code), guid(user) if user else "", MADE) for code, user in codings
    )
    stamp = Stamp(guid(codings[0][1]) if codings else "", MADE)
    place = {"start": start, "end": start + len(words), "raw_start": start, "raw_end": start + len(words)}
    return Selection(guid(which), stamp=stamp, codings=made, **{**place, **values})


def with_source(project: Project, **values: Any) -> Project:
    """The project with its first source otherwise."""
    return replace(project, sources=(replace(project.sources[0], **values), *project.sources[1:]))


def kitchen() -> Project:
    """The project: one text, one picture."""
    talk = Source(
        guid("talk"),
        "Gesprek in de keuken",
        text=TEXT,
        description="Opgenomen in de keuken.",
        stamp=Stamp(guid("ida"), MADE),
        selections=(
            marked(
                "soup",
                "De soep was koud.",
                ("cold", "ida"),
                ("cold", "otto"),
                ("taste", "ida"),
                name="De soep was koud.",
            ),
            marked("quiet", "Niemand zei iets 👩‍🍳", ("quiet", "otto"), description="Stilte!", notes=(guid("note"),)),
            marked("bare", "het toetje"),
            Selection(
                guid("lost"), name="De jus was op.", codings=(Coding(guid("lost coding"), guid("cold"), guid("ida")),)
            ),
            Selection(guid("area"), element="PDFSelection", place={"page": "1", "firstX": "3"}),
        ),
        codings=(Coding(guid("of the whole"), guid("meal"), guid("otto"), MADE),),
        values=(Value(guid("weather"), "regen"),),
        original=b"not really a docx",
        ending=".docx",
    )
    picture = Source(
        guid("photo"),
        "Foto",
        "picture",
        selections=(Selection(guid("corner"), element="PictureSelection", place={"firstX": "1"}),),
    )
    return Project(
        name="Keuken",
        origin="Some Program 3",
        format="refi",
        description="Over soep.",
        users=(User(guid("ida"), "Ida", "DOMAIN\\ida"), User(guid("otto"), "Otto")),
        codes=(
            Code(guid("meal"), "Maaltijd", codable=False, colour="#FF8800"),
            Code(guid("cold"), "Koud", guid("meal"), description="Onder 20 graden."),
            Code(guid("taste"), "Smaak", guid("meal")),
            Code(guid("quiet"), "Stilte"),
        ),
        variables=(Variable(guid("weather"), "Weer"), Variable(guid("age"), "Leeftijd", "Integer")),
        cases=(
            Case(
                guid("cook"),
                "De kok",
                "Kookt al jaren.",
                (guid("cold"),),
                (Value(guid("age"), "54", "Integer"),),
                (guid("talk"),),
            ),
            Case(guid("guest"), "R7", selections=(guid("quiet"),)),
            Case(guid("unnamed"), values=(Value(guid("age"), "12", "Integer"),), sources=(guid("talk"),)),
        ),
        sources=(talk, picture),
        notes=(
            Note(guid("note"), "Inval", "Waarom zo stil?", Stamp(guid("otto"), "2024-04-05T06:07:08Z")),
            Note(guid("alone"), "", "Nog eens kijken.", Stamp(guid("ida"), MADE)),
        ),
        links=(Link(guid("link"), "lijkt op", origin=guid("soup"), target=guid("quiet")),),
        sets=(CodeSet(guid("set"), "dag: maandag", sources=(guid("talk"),), codes=(guid("cold"),)),),
        kept=(Kept("Graph", guid("graph"), "<Graph/>"),),
    )
