"""Judgements as drawings: what each row of a scale shows, and what it says to who does not see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from spanveld.drawings.scale import WIDTH, ScaleDots, ScaleDrawn, ScaleMark, ScalePlace, ScaleRow, scale_drawing
from spanveld.drawings.scale_marks import scale_key
from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.views.judgement_words import said_of, signed
from spanveld.views.judgements import JudgedPart, Mark, ScaleShown

__all__ = ["drawn", "legend", "row_of", "row_of_part"]

LEGEND = {
    "agreed": N_("agreed judgement"),
    "interval": N_("from lowest to highest; thicker where the evidence is stronger"),
    "provisional": N_("not closed yet"),
    "assessor": N_("one assessor"),
    "previous": N_("wave before"),
    "for": N_("passage pinned here that speaks for it"),
    "against": N_("passage pinned here that speaks against it"),
}


def legend(translate: Translate, kinds: Iterable[str] = LEGEND) -> list[tuple[Markup, str]]:
    """The signs of the drawing with their meaning."""
    return [(Markup(scale_key(kind)), translate(LEGEND[kind])) for kind in kinds]


def drawn(
    scale: ScaleShown,
    title: str,
    rows: Sequence[ScaleRow],
    translate: Translate,
    *,
    each: bool = False,
    width: float = WIDTH,
) -> Markup:
    """The scale with its rows; what its ends mean stands over it."""
    words = {position.at: position.label for position in scale.positions}
    says = "; ".join(filter(None, (_says(row, translate) for row in rows)))
    return Markup(
        scale_drawing(
            ScaleDrawn(
                title=title,
                says=says or translate(N_("nothing was given yet")),
                places=[ScalePlace(position.at, signed(position.at)) for position in scale.positions],
                ends=(words[scale.lowest], words.get(0, ""), words[scale.highest]),
                rows=rows,
                each=each,
                width=width,
            )
        )
    )


def _says(row: ScaleRow, translate: Translate) -> str:
    marks = [*([row.agreed] if row.agreed else []), *row.marks]
    said = ", ".join(f"{mark.label} {mark.words or signed(mark.best)}".strip() for mark in marks)
    return ": ".join(filter(None, (row.label, said)))


def row_of(
    label: str,
    scale: ScaleShown,
    agreed: Mark | None,
    marks: Sequence[Mark],
    translate: Translate,
    *,
    closed: bool,
    tone: str = "",
) -> ScaleRow:
    """One thing that is judged, with what was agreed and the marks that lie open."""
    said = [agreed.band, _grade(agreed, translate)] if agreed else []
    return ScaleRow(
        label=label,
        words=" · ".join(filter(None, said)),
        agreed=_mark(agreed, translate(N_("agreed")), translate) if agreed else None,
        marks=[_mark(mark, mark.name or mark.assessor, translate) for mark in marks],
        firm=_firm(scale, agreed),
        provisional=not closed,
        tone=tone,
    )


def row_of_part(
    part: JudgedPart, scale: ScaleShown, marks: Sequence[Mark], translate: Translate, *, closed: bool, tone: str = ""
) -> ScaleRow:
    """A part of an assessment as it is looked at: with anchors, the wave before, and the passages that were pinned."""
    row = row_of("", scale, part.agreed, marks, translate, closed=closed, tone=tone)
    stances = {
        one.identifier: one.stance
        for one in (part.agreed.evidence if part.agreed else ())
        if one.subject_kind == "passage"
    }
    for mark in marks if not stances else ():
        stances.update({one.identifier: one.stance for one in mark.evidence if one.subject_kind == "passage"})
    dots: dict[int, list[int]] = {}
    for example in part.examples:
        if stance := stances.get(example.passage, ""):
            dots.setdefault(example.position, [0, 0])[stance != "supports"] += 1
    previous = _mark(part.previous, part.previous_wave, translate) if part.previous else None
    return ScaleRow(
        label=row.label,
        words=row.words,
        agreed=row.agreed,
        marks=row.marks,
        previous=previous,
        anchors={anchor.at: anchor.label for anchor in part.anchors},
        dots=[ScaleDots(at, *counts) for at, counts in sorted(dots.items())],
        firm=row.firm,
        provisional=row.provisional,
        tone=tone,
    )


def _mark(mark: Mark, label: str, translate: Translate) -> ScaleMark:
    return ScaleMark(label, mark.best, mark.low, mark.high, said_of(mark, translate))


def _grade(mark: Mark, translate: Translate) -> str:
    return translate(N_("evidence: {grade}")).format(grade=mark.grade_label) if mark.grade_label else ""


def _firm(scale: ScaleShown, mark: Mark | None) -> float:
    """How strong the evidence is called, from 0 (the weakest grade) to 1; 1 where the framework has no grades or nobody gave one."""
    ids = [grade.id for grade in scale.grades]
    if mark is None or mark.grade not in ids or len(ids) < 2:
        return 1.0
    return 1 - ids.index(mark.grade) / (len(ids) - 1)
