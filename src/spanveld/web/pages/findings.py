"""The board of findings: per dimension the findings by kind, with the passages that support, qualify and contradict them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.model.records import STANCES
from spanveld.session import Study
from spanveld.session.pages import Board, BoardDimension, Card
from spanveld.views.findings import RELATIONS
from spanveld.web.addresses import passage_address, with_query
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.forms import FORM_WORDS, Field, Option, number
from spanveld.web.pages.frame import masthead
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.rendering import page

__all__ = [
    "CHOOSER_WORDS",
    "ROUTES",
    "Names",
    "findings_page",
    "head_of",
    "kinds_json",
    "stances",
]

STANCE_WORDS = {"supports": N_("supports"), "qualifies": N_("qualifies"), "contradicts": N_("contradicts")}
EFFECTS = {
    "eases": N_("eases the collaboration"),
    "none": N_("no effect on the collaboration"),
    "hampers": N_("hampers the collaboration"),
    "unclear": N_("effect on the collaboration unclear"),
}
CHOOSER_WORDS = (
    N_("Findings to choose from"),
    N_("New {kind}, {dimension}: ‘{statement}’"),
    N_("No finding has these words."),
    N_("Choose a finding from the list."),
)
"""What is said where a finding is chosen by typing."""
WORDS = (
    N_("It stands first already."),
    N_("It stands last already."),
    N_("Moved: {name}."),
    N_("Link taken away: {name}."),
)
NARROWED = ("kind", "sub_case", "wave")
"""By what beside its dimension the board is narrowed."""


@dataclass(frozen=True, slots=True)
class Names:
    """What cases, sub-cases, waves and coders are called, by identifier."""

    case: Mapping[str, str]
    sub_case: Mapping[str, str]
    wave: Mapping[str, str]
    coder: Mapping[str, str]

    @classmethod
    def of(cls, study: Study) -> Names:
        """The names in a study."""
        kinds = ("case", "sub_case", "wave", "coder")
        return cls(
            *({str(row[kind]): str(row.get("name") or row[kind]) for row in study.pages.things(kind)} for kind in kinds)
        )

    def options(self, kind: str) -> list[Option]:
        """The things of a kind to choose from."""
        return [Option(name, label) for name, label in getattr(self, kind).items()]


@dataclass(frozen=True, slots=True)
class ChipView:
    """A passage as a chip; ``values`` for its form."""

    passage: str
    text: str
    address: str
    contrary: bool
    quote: str
    note: str
    hedged: bool
    doubt: bool
    values: str


@dataclass(frozen=True, slots=True)
class TiedView:
    """The passages of one stance; ``more`` is how many a closed card does not show."""

    stance: str
    word: str
    count: str
    more: str
    chips: Sequence[ChipView]


@dataclass(frozen=True, slots=True)
class LinkView:
    """How a finding bears on something, in words; ``address`` where that stands on the board (empty: nowhere)."""

    word: str
    relation: str
    to: str
    statement: str
    address: str
    own: bool


@dataclass(frozen=True, slots=True)
class CardView:
    """A finding on the board. ``toggle`` opens or closes it, ``tray`` leads to passages that suit it."""

    finding: str
    statement: str
    about: Sequence[str]
    opened: bool
    toggle: str
    tray: str
    values: str
    tied: Sequence[TiedView]
    links: Sequence[LinkView]


@dataclass(frozen=True, slots=True)
class GroupView:
    """The findings of one kind; ``values``: with what a new one begins."""

    kind: str
    title: str
    one: str
    says: str
    values: str
    cards: Sequence[CardView]


@dataclass(frozen=True, slots=True)
class TabView:
    """A dimension that can be turned to."""

    label: str
    count: str
    address: str
    current: bool


def findings_page(request: Request) -> Response:
    """The board; ``?dimension=``, ``?kind=``, ``?sub_case=``, ``?wave=`` narrow it, ``?open=`` (once or more) opens findings."""
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    query = {name: request.query_params.get(name, "") for name in ("dimension", *NARROWED)}
    opened = list(dict.fromkeys(request.query_params.getlist("open")))
    board, names = study.pages.board(**query, opened=opened), Names.of(study)
    shown = next((one for one in board.dimensions if one.dimension == board.dimension), None)
    opened = [name for name in opened if any(card.finding == name and card.opened for card in board.cards)]
    return page(
        request,
        "findings.html.j2",
        **head_of(study, board.sequence),
        board=board,
        tabs=[
            TabView(
                one.label,
                number(one.findings, language),
                with_query("/findings", {"dimension": one.dimension}),
                one.dimension == board.dimension,
            )
            for one in board.dimensions
        ],
        groups=_groups(board, shown, names, query, opened, _, language) if shown else [],
        query=query,
        opened=opened,
        narrowed=any(query[name] for name in NARROWED),
        all_address=with_query("/findings", {"dimension": board.dimension}),
        kinds=[Option(kind.kind, kind.label) for kind in shown.kinds] if shown else [],
        themes=names.options("sub_case"),
        waves=names.options("wave"),
        fields=_fields(board.dimensions, names, _),
        tie_fields=[stances(_), Field("note", _("Note"), "paragraph")],
        link_fields=[
            Field(
                "relation",
                _("How it bears on it"),
                "select",
                options=tuple(Option(name, _(word)) for (name, own), word in RELATIONS.items() if own),
            ),
            Field(
                "to",
                _("On which finding, or item of a framework"),
                "line",
                _("Type a part of what it says, and choose"),
            ),
        ],
        kinds_json=kinds_json(board.dimensions),
        words_json=json_for_scripts({message: _(message) for message in (*FORM_WORDS, *CHOOSER_WORDS, *WORDS)}),
    )


def head_of(study: Study, sequence: int) -> dict[str, Any]:
    """What every page about findings opens with."""
    return {**masthead(study, "findings"), "sequence": sequence}


def stances(_: Translate) -> Field:
    """The field for a stance."""
    options = tuple(Option(stance, _(STANCE_WORDS[stance])) for stance in STANCES)
    return Field("stance", _("What the passage does to the finding"), "select", options=options)


def kinds_json(dimensions: Sequence[BoardDimension]) -> Any:
    """The dimensions with their kinds of findings, for scripts."""
    return json_for_scripts(
        [
            {
                "dimension": one.dimension,
                "label": one.label,
                "code": one.code,
                "kinds": [{"kind": kind.kind, "label": kind.label, "gathers": kind.gathers} for kind in one.kinds],
            }
            for one in dimensions
        ]
    )


def _fields(dimensions: Sequence[BoardDimension], names: Names, _: Translate) -> list[Field]:
    """The form of a finding. A case is asked for where the study has one."""
    kinds = {kind.kind: kind.label for one in dimensions for kind in one.kinds}
    found = [
        Field("statement", _("Statement"), "paragraph"),
        Field(
            "dimension",
            _("Dimension"),
            "select",
            options=tuple(Option(one.dimension, one.label) for one in dimensions),
        ),
        Field("kind", _("Kind"), "select", options=tuple(Option(*pair) for pair in kinds.items())),
    ]
    for name, label in (("sub_case", _("Sub-case")), ("case", _("Case"))):
        if options := names.options(name):
            found.append(Field(name, label, "select", options=tuple(options)))
    effects = tuple(Option(name, _(word)) for name, word in EFFECTS.items())
    found.append(Field("effect", _("Effect"), "select", options=effects))
    return [*found, Field("id", _("Identifier"), "line", _("Empty: the next free number"))]


def _groups(
    board: Board,
    shown: BoardDimension,
    names: Names,
    query: Mapping[str, str],
    opened: Sequence[str],
    _: Translate,
    language: str,
) -> list[GroupView]:
    """The cards by kind, in the framework's order; kinds that it does not have come last."""
    cards: dict[str, list[CardView]] = {}
    for card in board.cards:
        cards.setdefault(card.kind, []).append(_card(card, board, shown, names, query, opened, _, language))
    groups = []
    kinds = {kind.kind: (kind.plural, kind.label, kind.definition) for kind in shown.kinds}
    for kind in [*kinds, *(kind for kind in cards if kind not in kinds)]:
        if query["kind"] and kind != query["kind"]:
            continue
        plural, label, says = kinds.get(kind, (kind, kind, ""))
        values = {"dimension": shown.dimension, "kind": kind, "sub_case": query["sub_case"]}
        if len(names.case) == 1:
            values["case"] = next(iter(names.case))
        groups.append(
            GroupView(kind, plural[:1].upper() + plural[1:], label, says, json.dumps(values), cards.get(kind, []))
        )
    return groups


def _card(
    card: Card,
    board: Board,
    shown: BoardDimension,
    names: Names,
    query: Mapping[str, str],
    opened: Sequence[str],
    _: Translate,
    language: str,
) -> CardView:
    others = [name for name in opened if name != card.finding]
    kind = next((one for one in shown.kinds if one.kind == card.kind), None)
    about = [
        names.sub_case.get(card.sub_case, card.sub_case),
        names.case.get(card.case, card.case) if len(names.case) > 1 else "",
        _(EFFECTS[card.effect]) if card.effect in EFFECTS else "",
    ]
    gathers = kind.gathers[0] if kind and len(kind.gathers) == 1 else ""
    return CardView(
        finding=card.finding,
        statement=card.statement,
        about=[part for part in about if part],
        opened=card.opened,
        toggle=with_query(
            "/findings",
            {**query, "dimension": board.dimension},
            others if card.opened else [*others, card.finding],
            f"finding-{quote(card.finding, safe='')}",
        ),
        tray=with_query("/findings/tray", {"dimension": shown.code, "kind": gathers, "to": card.finding}),
        values=json.dumps(
            {name: getattr(card, name) for name in ("dimension", "kind", "statement", "case", "sub_case", "effect")},
            ensure_ascii=False,
        ),
        tied=[
            TiedView(
                one.stance,
                _(STANCE_WORDS[one.stance]),
                number(one.count, language),
                number(one.count - len(one.chips), language) if one.count > len(one.chips) else "",
                [
                    ChipView(
                        chip.passage,
                        _("against: {passage}").format(passage=chip.citation)
                        if chip.stance == STANCES[-1]
                        else chip.citation,
                        passage_address(chip.source, chip.passage),
                        chip.stance == STANCES[-1],
                        " ".join(chip.quote.split()),
                        chip.note,
                        chip.hedged,
                        chip.doubt,
                        json.dumps({"stance": chip.stance, "note": chip.note}, ensure_ascii=False),
                    )
                    for chip in one.chips
                ],
            )
            for one in card.tied
        ],
        links=[
            LinkView(
                _(RELATIONS[link.relation, link.outgoing]),
                link.relation,
                link.to,
                link.statement,
                with_query("/findings", {"dimension": link.dimension}, [link.to], f"finding-{quote(link.to, safe='')}")
                if link.dimension
                else "",
                link.outgoing,
            )
            for link in card.links
        ],
    )


ROUTES = [Route("/findings", findings_page)]
