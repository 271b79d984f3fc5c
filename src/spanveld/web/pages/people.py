"""The page of who and what a study is about: participants, parties, who the speakers are, sub-cases, cases, waves, coders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.model.names import natural
from spanveld.model.records import OBSERVER
from spanveld.session import Study
from spanveld.session.importing import LabelUse
from spanveld.session.pages import Home
from spanveld.web.addresses import source_address
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.forms import (
    CHOICES,
    CONSENT_FIELDS,
    FORM_WORDS,
    LABELS,
    Cast,
    Field,
    cast_of,
    fields_of,
    number,
    values_json,
)
from spanveld.web.pages.frame import masthead
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.pages.speakers import labels_of
from spanveld.web.rendering import page

__all__ = ["ROUTES", "people_page"]

KINDS = {
    "participant": (
        "participants",
        N_("Participants"),
        N_("Who speaks, in what function and for whom."),
        N_("Add a participant"),
        N_("Nobody yet. Participants come with the interviews that you bring in, or are added here."),
    ),
    "party": (
        "parties",
        N_("Parties"),
        N_("The organisations and groups of the network, and the words by which texts speak of them."),
        N_("Add a party to the study"),
        N_("None yet. With parties you can say for whom somebody speaks, and of whom."),
    ),
    "sub_case": (
        "sub-cases",
        N_("Sub-cases"),
        N_("Themes or files within a case; each is a code in the right margin."),
        N_("Add a sub-case"),
        N_("None yet."),
    ),
    "wave": (
        "waves",
        N_("Waves"),
        N_("Moments of measuring, for a study that looks again later."),
        N_("Add a wave"),
        N_("None: all sources are of one moment."),
    ),
    "case": (
        "cases",
        N_("Cases"),
        N_("The organisations or networks that are studied."),
        N_("Add a case"),
        N_("None yet: the study is of one case that has no name."),
    ),
    "coder": (
        "coders",
        N_("Coders"),
        N_("Who codes and judges; each change carries its coder."),
        N_("Add a coder"),
        N_("None yet."),
    ),
}
"""Kind -> its name in addresses, title, what it is, the button, and what is said where there is none."""
CONSENT_COLUMNS = ("given_on", "record", "quote", "name_function", "deposit", "ask_again", "keep_until")
"""What of a consent stands in the table."""
WORDS = (N_("Turns that are somebody else's now: {count}."),)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a cell; ``address`` empty: no link."""

    text: str
    address: str = ""

    @property
    def chip(self) -> bool:
        """Whether it is a short name of a source or participant, drawn as a chip."""
        return self.address.startswith(("/sources/", "#participant-"))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its column's name, and what stands in it."""

    name: str
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Row:
    """A thing: its cells, and its values for the form."""

    id: str
    cells: Sequence[Cell]
    values: str


@dataclass(frozen=True, slots=True)
class Section:
    """All things of a kind, with the fields of their form."""

    kind: str
    path: str
    title: str
    says: str
    add: str
    none: str
    columns: Sequence[str]
    rows: Sequence[Row]
    fields: Sequence[Field]


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """What a respondent agreed to, in words by column, and as values for the form; ``state`` empty: nothing stands in the way."""

    participant: str
    cells: Sequence[Cell]
    values: str
    state: str


@dataclass(frozen=True, slots=True)
class Label:
    """A label in texts, who it is (``chosen``: what the form says now), and where it stands."""

    label: str
    who: str
    chosen: str
    several: bool
    turns: str
    sources: Sequence[Part]


def people_page(request: Request) -> Response:
    """Who and what the study is about."""
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    cast, shown = cast_of(study), study.pages.home()
    return page(
        request,
        "people.html.j2",
        **masthead(study, "people"),
        sequence=shown.sequence,
        sections=[_section(kind, cast, shown, _) for kind in KINDS],
        labels=[_label(one, cast, _, language) for one in labels_of(request)],
        people=cast.options("participant"),
        consents=list(_consents(study, cast, _)),
        consent_columns=[_(LABELS[name]) for name in CONSENT_COLUMNS],
        consent_fields=fields_of("consent", cast, _, CONSENT_FIELDS),
        words_json=json_for_scripts({message: _(message) for message in (*FORM_WORDS, *WORDS)}),
    )


def _section(kind: str, cast: Cast, shown: Home, _: Translate) -> Section:
    path, title, says, add, none = KINDS[kind]
    fields = fields_of(kind, cast, _)
    columns = [field for field in fields if any(thing[field.name] for thing in cast.things(kind).values())]
    more = dict(_more(kind, cast, shown, _))
    rows = [
        Row(
            name,
            [
                *(Cell(field.label, _parts(kind, field, thing[field.name], cast, _)) for field in columns),
                *(Cell(title, parts.get(name, ())) for title, parts in more.items()),
            ],
            values_json(thing, fields),
        )
        for name, thing in cast.things(kind).items()
    ]
    heads = [*(field.label for field in columns), *more]
    return Section(kind, path, _(title), _(says), _(add), _(none), heads, rows, fields)


def _parts(kind: str, field: Field, value: Any, cast: Cast, _: Translate) -> Sequence[Part]:
    """What stands in a cell of a column of the thing itself."""
    if field.name == "level" and value == OBSERVER:
        return [Part(_("the researcher"))]
    if field.name == "parties":
        return [Part(cast.called("party", name), f"#party-{quote(name, safe='')}") for name in value]
    if field.name in ("sub_cases", "case"):
        to = "sub_case" if field.name == "sub_cases" else "case"
        names = value if to == "sub_case" else [value] if value else []
        return [Part(cast.called(to, name), f"#{to}-{quote(name, safe='')}") for name in names]
    if isinstance(value, tuple | list):
        return [Part(str(one)) for one in value]
    return [Part(cast.label(kind, field.name, str(value)))] if value else []


def _more(kind: str, cast: Cast, shown: Home, _: Translate) -> Iterator[tuple[str, Mapping[str, Sequence[Part]]]]:
    """What else is known of things of a kind: the sources in which they are, the participants of parties."""
    sources: dict[str, list[Part]] = defaultdict(list)
    for line in shown.sources:
        link = Part(line.source, source_address(line.source))
        owners: Sequence[str] = {
            "participant": [str(one["participant"]) for one in line.people],
            "sub_case": line.sub_cases,
            "wave": [line.wave],
            "coder": line.coders,
        }.get(kind, ())
        for owner in owners:
            sources[owner].append(link)
    if kind == "party":
        members: dict[str, list[Part]] = defaultdict(list)
        for name, person in cast.participant.items():
            for party in person["parties"]:
                members[party].append(Part(name, f"#participant-{quote(name, safe='')}"))
        yield _("Participants"), members
    elif sources:
        yield _("Coded in") if kind == "coder" else _("Sources"), sources


def _consents(study: Study, cast: Cast, _: Translate) -> Iterator[ConsentRow]:
    """Every respondent, with the newest consent on record."""
    newest: dict[str, Mapping[str, Any]] = {}
    for row in sorted(study.pages.things("consent"), key=lambda row: natural(row["version"])):
        newest[row["participant"]] = row
    fields = fields_of("consent", cast, _, CONSENT_FIELDS)
    for name, person in cast.participant.items():
        if person["level"] == OBSERVER:
            continue
        known = newest.get(name)
        said = {column: str(known[column] or "") if known else "" for column in CONSENT_COLUMNS}
        cells = [
            Cell(_(LABELS[column]), [Part(_(CHOICES.get(value, value)))] if value else ())
            for column, value in said.items()
        ]
        values = values_json(known, fields) if known else "{}"
        yield ConsentRow(name, cells, values, _state(known, _))


def _state(consent: Mapping[str, Any] | None, _: Translate) -> str:
    """What stands in the way of keeping a respondent's words."""
    if consent is None:
        return _("nothing on record")
    if consent["withdrawn_on"]:
        return _("withdrawn on {date}").format(date=consent["withdrawn_on"])
    return "" if consent["record"] == "yes" else _("keeping was not agreed to")


def _label(use: LabelUse, cast: Cast, _: Translate, language: str) -> Label:
    several = bool(use.participant) and use.participant not in cast.participant
    chosen = "interviewer" if use.role == "interviewer" else use.participant
    if several:
        who = _("another person in each text: {names}").format(names=use.participant)
    elif chosen == "interviewer":
        who = _("interviewer")
    else:
        who = next((one.label for one in cast.options("participant") if one.value == chosen), "") or _("nobody known")
    sources = [Part(name, source_address(name)) for name in use.sources]
    return Label(use.label, who, chosen, several, number(use.turns, language), sources)


ROUTES = [Route("/people", people_page)]
