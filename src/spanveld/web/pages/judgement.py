"""One assessment: the scale with its anchors, evidence for and against, marks and rounds, and what lacks for closing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.drawings.scale import ScaleRow
from spanveld.language.messages import Translate
from spanveld.model.errors import N_, NotFound
from spanveld.views.judgement_words import PHASES, place_of, reason_of, signed
from spanveld.views.judgements import AssessmentView, JudgedPart, Mark, StaleChange, Weighed
from spanveld.web.addresses import passage_address, with_query
from spanveld.web.addresses import place_of as thing_address
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages import study_css
from spanveld.web.pages.forms import Option, cast_of, number
from spanveld.web.pages.frame import masthead
from spanveld.web.pages.judgement_form import agreed_form, last_mark, own_form, own_mark
from spanveld.web.pages.judgement_grounds import grounds_of
from spanveld.web.pages.judgements import WORDS, address_of, tones
from spanveld.web.pages.judgements_drawn import drawn, legend, row_of, row_of_part
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.rendering import page

__all__ = ["ROUTES", "judgement_page"]

STANCES = {
    "supports": N_("speaks for it"),
    "qualifies": N_("qualifies it"),
    "contradicts": N_("speaks against it"),
}
CHANGES = {"came": N_("came"), "went": N_("went"), "changed": N_("changed")}
BEGINNING = 60
"""Characters of a passage by which it is known in a list to choose from."""
PHASE_NOTES = {
    "preparing": N_("Say what is judged and by whom; then the blind round begins."),
    "blind": N_("Each assessor judges alone. Marks are sealed until the round is closed."),
    "discussion": N_("All marks lie open. Talk them over, weigh the evidence, and enter what you agree on."),
    "closed": N_("The judgement is agreed and closed."),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A finding or passage in the lists of evidence. ``stance``: as the lists have it; ``own``: as in the mark that can be changed."""

    subject: str
    kind: str
    label: str
    words: str
    address: str
    name: str
    voices: str
    stance: str
    own: str
    by: str
    passages: Sequence[tuple[str, str, str, bool]]


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A mark in the table of all marks."""

    part: str
    who: str
    about: str
    round: str
    mark: Mark
    low: str
    best: str
    high: str
    said: str


def judgement_page(request: Request) -> Response:
    """``?part=`` chooses a part of the dimension; ``?weigh=agreed`` links evidence to the agreed judgement instead of one's own mark."""
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    view = study.judgements.of(request.path_params["assessment"])
    part = _part(view, request.query_params.get("part", ""))
    where = address_of(view.assessment)
    path = f"/api/judgements/{quote(view.assessment, safe='')}"
    tone = tones(study).get(view.dimension, "dn")
    weighed = _weighed_in(view, part, request.query_params.get("weigh", ""))
    weigh = next(iter(weighed), "")
    stances = {one.subject: one.stance for one in weighed[weigh].evidence} if weigh else {}
    cast = cast_of(study)
    row = row_of_part(part, view.scale, _latest(part), _, closed=view.phase == "closed", tone=tone)
    return page(
        request,
        "judgement.html.j2",
        **masthead(study, "judgements"),
        sequence=view.sequence,
        study_css=study_css.address(study.pages.styles()),
        view=view,
        part=part,
        tone=tone,
        path=path,
        about=[one for one in (view.case_label, view.sub_case_label, view.wave_label) if one],
        phases=[(name, _(words), name == view.phase) for name, words in PHASES.items()],
        phase_note=_(PHASE_NOTES[view.phase]),
        parts=[
            (
                with_query(
                    where, {"part": one.sub_dimension, "weigh": request.query_params.get("weigh", "")}, (), "judged"
                ),
                one.label or view.label,
                one is part,
                _given(view, one, _),
            )
            for one in view.parts
        ],
        drawing=_drawing(view, part, row, _),
        overview=_overview(view, tone, _) if part is view.parts[0] else "",
        legend=legend(_, _signs(row)),
        mark_form_of=own_form(view, part, path, _) if "mark" in view.may else None,
        own=own_mark(view, part),
        agree_form=agreed_form(view, part, path, _) if "agree" in view.may else None,
        evidence=[
            ("for", _(N_("For")), [_item(one, stances) for one in view.evidence_for]),
            ("against", _(N_("Against, or qualifying")), [_item(one, stances) for one in view.evidence_against]),
        ],
        unweighed=[_item(one, stances) for one in view.not_weighed],
        weigh=weigh,
        weighing=_weighing(part, where, weighed, _),
        stances=[(name, _(words)) for name, words in STANCES.items()],
        rules=[(one.label, one.text(_)) for one in view.open_rules if view.phase == "discussion"],
        stale=[_change(one, view, _) for one in view.stale],
        assessors=cast.options("coder"),
        judging={one.coder for one in view.assessors},
        searches=[(one, with_query("/find", {"q": one.query}), number(one.found, language)) for one in view.searches],
        part_labels={one.sub_dimension: one.label for one in view.parts},
        grounds=grounds_of(study, view, cast, language, _),
        positions=_positions(part, view, _),
        pinnable=_pinnable(view),
        marks=_marks(view, _),
        n=lambda count: number(count, language),
        words_json=json_for_scripts({message: _(message) for message in WORDS}),
    )


def _part(view: AssessmentView, name: str) -> JudgedPart:
    for part in view.parts:
        if part.sub_dimension == name:
            return part
    raise NotFound(N_("The dimension '{dimension}' has no part '{name}'."), dimension=view.dimension, name=name)


def _given(view: AssessmentView, part: JudgedPart, _: Translate) -> str:
    """How far a part is, behind its name."""
    if part.agreed is not None:
        return part.agreed.band or part.agreed.answer_label
    if "mark" in view.may:
        return _(N_("your mark is given")) if own_mark(view, part) else ""
    return ""


def _weighed_in(view: AssessmentView, part: JudgedPart, asked: str) -> dict[str, Mark]:
    """The marks in which who looks can weigh evidence: ``mark`` is one's own, ``agreed`` what was agreed; the one asked for first."""
    own = last_mark(view, part) if "mark" in view.may else None
    agreed = part.agreed if "agree" in view.may else None
    found = {name: mark for name, mark in (("agreed", agreed), ("mark", own)) if mark is not None}
    return {name: found[name] for name in sorted(found, key=lambda name: name != asked)}


def _weighing(part: JudgedPart, where: str, weighed: Mapping[str, Mark], _: Translate) -> list[tuple[str, str, bool]]:
    """The choice in which mark evidence is weighed, where there is one."""
    labels = {"mark": N_("in my own mark"), "agreed": N_("in the agreed judgement")}
    return [
        (
            with_query(where, {"part": part.sub_dimension, "weigh": name}, (), "evidence"),
            _(labels[name]),
            name == next(iter(weighed)),
        )
        for name in labels
        if len(weighed) > 1
    ]


# ---------------------------------------------------------------------- drawings
def _latest(part: JudgedPart) -> list[Mark]:
    """The last mark of each assessor."""
    found: dict[str, Mark] = {}
    for mark in part.marks:
        found[mark.assessor] = mark
    return list(found.values())


def _drawing(view: AssessmentView, part: JudgedPart, row: ScaleRow, _: Translate) -> Any:
    title = _(N_("{dimension} on the scale: {object}")).format(
        dimension=part.label or view.label, object=view.scale.object
    )
    return drawn(view.scale, title, [row], _, each=True)


def _signs(row: ScaleRow) -> list[str]:
    """What a drawing has in it, for its legend."""
    agreed = row.agreed is not None and row.agreed.best is not None
    placed = any(mark.best is not None for mark in row.marks)
    there = {
        "agreed": agreed,
        "interval": placed or agreed,
        "provisional": agreed and row.provisional,
        "assessor": placed,
        "previous": row.previous is not None and row.previous.best is not None,
        "for": any(one.supports for one in row.dots),
        "against": any(one.against for one in row.dots),
    }
    return [kind for kind, shown in there.items() if shown]


def _overview(view: AssessmentView, tone: str, _: Translate) -> Any:
    """The parts of which something was said; empty where there is none."""
    closed = view.phase == "closed"
    rows = [
        row_of(part.label, view.scale, part.agreed, _latest(part), _, closed=closed, tone=tone)
        for part in view.parts[1:]
        if part.agreed or part.marks
    ]
    title = _(N_("The parts of {dimension} on the scale")).format(dimension=view.label)
    return drawn(view.scale, title, rows, _) if rows else ""


# ---------------------------------------------------------------------- evidence
def _item(one: Weighed, stances: Mapping[str, str]) -> Item:
    finding = one.subject_kind == "finding"
    return Item(
        one.subject,
        one.subject_kind,
        one.label,
        " ".join(one.words.split()),
        thing_address("finding", one.identifier) if finding else passage_address(one.source, one.identifier),
        one.identifier,
        ", ".join(one.voices),
        one.stance,
        stances.get(one.subject, ""),
        ", ".join(one.by),
        [
            (
                passage_address(its.source, its.identifier),
                ", ".join(its.voices) or its.source,
                its.identifier,
                its.stance == "contradicts",
            )
            for its in one.passages
        ],
    )


def _change(one: StaleChange, view: AssessmentView, _: Translate) -> tuple[str, str, str, str, str]:
    """What changed since closing: how, on which finding, in what words, its name, and where it is (empty: no longer in view)."""
    kind, _colon, name = one.subject.partition(":")
    address = thing_address("finding", name) if kind == "finding" else ""
    for item in (*view.evidence_for, *view.evidence_against, *view.not_weighed):
        for its in (item, *item.passages):
            if (its.subject_kind, its.identifier) == (kind, name) == ("passage", name):
                address = passage_address(its.source, name)
    finding = one.finding if kind == "passage" else ""
    return _(CHANGES.get(one.change, one.change)), finding, one.words, name, address


def _pinnable(view: AssessmentView) -> list[Option]:
    """The passages in view, with whose they are and how they begin."""
    found: dict[str, Option] = {}
    for item in (*view.evidence_for, *view.evidence_against, *view.not_weighed):
        for one in (item, *item.passages):
            if one.subject_kind == "passage":
                words = " ".join(one.words.split())
                words = f"{words[: BEGINNING - 1].rstrip()}…" if len(words) > BEGINNING else words
                said = " · ".join(filter(None, (one.identifier, ", ".join(one.voices), words)))
                found.setdefault(one.identifier, Option(one.identifier, said))
    return list(found.values())


def _positions(part: JudgedPart, view: AssessmentView, _: Translate) -> list[dict[str, Any]]:
    """Every position with its words, its anchor and the passages that the team pinned there."""
    anchors = {anchor.at: anchor.label for anchor in part.anchors}
    return [
        {
            "at": position.at,
            "mark": signed(position.at),
            "label": position.label,
            "anchor": anchors.get(position.at, ""),
            "examples": [
                (one, passage_address(one.source, one.passage), ", ".join(one.voices) or one.source)
                for one in part.examples
                if one.position == position.at
            ],
        }
        for position in view.scale.positions
    ]


# ---------------------------------------------------------------------- the table
def _marks(view: AssessmentView, _: Translate) -> list[MarkLine]:
    lines = []
    for part in view.parts:
        for mark in (*part.marks, *([part.agreed] if part.agreed else [])):
            about = " · ".join(filter(None, (mark.role, mark.affiliation)))
            who = _(N_("agreed, entered by {who}")) if mark.agreed else "{who}"
            lines.append(
                MarkLine(
                    part.label or view.label,
                    who.format(who=mark.name or mark.assessor),
                    about,
                    "" if mark.agreed else mark.round,
                    mark,
                    signed(mark.low),
                    signed(mark.best),
                    signed(mark.high),
                    ": ".join(filter(None, (place_of(mark, _), reason_of(mark)))) if mark.best is None else mark.band,
                )
            )
    return lines


ROUTES = [Route("/judgements/{assessment}", judgement_page)]
