"""The examples: vignettes as the report has them, numbered boxes that are made, framed and filled with passages here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.session.pages import Box, BoxQuote, Chip
from spanveld.web.addresses import passage_address
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.findings import CHOOSER_WORDS, Names, head_of, kinds_json
from spanveld.web.pages.forms import FORM_WORDS, Field, Option, number
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.rendering import page

__all__ = ["ROUTES", "examples_page"]

MOST_CHOSEN = 100
"""Passages that can wait at once for an example."""
WORDS = (
    N_("It stands first already."),
    N_("It stands last already."),
    N_("Moved: {name}."),
    N_("New example: ‘{title}’"),
    N_("Put into {example}: {count}."),
    N_("Choose an example from the list, or type the title of a new one."),
)


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A passage in a box, or one that waits for a box; ``values`` for the form of its note."""

    passage: str
    citation: str
    address: str
    quote: str
    note: str
    remarks: Sequence[str]
    values: str = "{}"


@dataclass(frozen=True, slots=True)
class PieceView:
    """A stretch of a box's text; with an ``address`` it is a citation."""

    text: str
    address: str
    contrary: bool


@dataclass(frozen=True, slots=True)
class BoxView:
    """A box. ``group``: boxes of the same sub-case are put in order among themselves; ``values`` for its form."""

    vignette: str
    heading: str
    about: Sequence[str]
    group: str
    pieces: Sequence[PieceView]
    quotes: Sequence[QuoteView]
    values: str


def examples_page(request: Request) -> Response:
    """The examples; ``?add=`` (once or more) brings passages along that are to go into one."""
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    found, names = study.pages.vignettes(), Names.of(study)
    added = list(dict.fromkeys(request.query_params.getlist("add")))[:MOST_CHOSEN]
    stated = study.pages.findings()
    dimensions = tuple(Option(one.dimension, one.label) for one in stated.dimensions)
    fields = [Field("title", _("Title"), "line")]
    for name, label, options in (
        ("sub_case", _("Sub-case"), tuple(names.options("sub_case"))),
        ("dimension", _("Dimension"), dimensions),
        ("case", _("Case"), tuple(names.options("case"))),
    ):
        if options:
            fields.append(Field(name, label, "select", options=options))
    hint = _("A passage is cited by its name in brackets: [p012], or [against p012].")
    fields.append(Field("text", _("Text"), "paragraph", hint))
    return page(
        request,
        "findings_examples.html.j2",
        **head_of(study, found.sequence),
        boxes=[_box(one, names, _) for one in found.vignettes],
        count=number(len(found.vignettes), language),
        waiting=[_waiting(one, _) for one in (study.pages.chips(added) if added else ())],
        fields=fields,
        note_fields=[Field("note", _("Note"), "paragraph")],
        kinds_json=kinds_json(stated.dimensions),
        examples_json=json_for_scripts([{"vignette": one.vignette, "heading": one.heading} for one in found.vignettes]),
        words_json=json_for_scripts({message: _(message) for message in (*FORM_WORDS, *CHOOSER_WORDS, *WORDS)}),
    )


def _box(one: Box, names: Names, _: Translate) -> BoxView:
    about = [one.sub_case_name, one.dimension_label, one.case_name if len(names.case) > 1 else ""]
    values = {name: getattr(one, name) for name in ("title", "sub_case", "dimension", "case", "text")}
    return BoxView(
        one.vignette,
        one.heading,
        [part for part in about if part],
        json.dumps([one.case, one.sub_case]),
        [
            PieceView(piece.text, passage_address(piece.source, piece.passage) if piece.passage else "", piece.against)
            for piece in one.pieces
        ],
        [_quote(quoted, _) for quoted in one.passages],
        json.dumps(values, ensure_ascii=False),
    )


def _quote(one: BoxQuote, _: Translate) -> QuoteView:
    remarks = [
        *([_("hedged")] if one.hedged else []),
        *([_("condensed")] if one.condensed else []),
        *([_("Its place in the text is in doubt.")] if one.doubt else []),
    ]
    said = json.dumps({"note": one.note}, ensure_ascii=False)
    where = passage_address(one.source, one.passage)
    return QuoteView(one.passage, one.citation[1:-1], where, " ".join(one.quote.split()), one.note, remarks, said)


def _waiting(one: Chip, _: Translate) -> QuoteView:
    remarks = [_("Its place in the text is in doubt.")] if one.doubt else []
    where = passage_address(one.source, one.passage)
    return QuoteView(one.passage, one.citation, where, " ".join(one.quote.split()), "", remarks)


ROUTES = [Route("/findings/examples", examples_page)]
