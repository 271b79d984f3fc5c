"""The form of a mark: a place along the scale with its interval or an answer instead, the tension felt, the evidence graded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.model.names import natural
from spanveld.views.judgement_words import signed
from spanveld.views.judgements import AnswerShown, AssessmentView, ComponentShown, JudgedPart, Mark, ScaleShown

__all__ = ["MarkForm", "Step", "agreed_form", "last_mark", "own_form", "own_mark"]

ROWS = (("low", N_("Lowest")), ("best", N_("Best")), ("high", N_("Highest")))


@dataclass(frozen=True, slots=True)
class Step:
    """A position to choose: its mark, its words, the anchor there and the passages that were pinned to it."""

    at: int
    mark: str
    label: str
    band: str
    anchor: str


@dataclass(frozen=True, slots=True)
class MarkForm:
    """A form with what was said so far; ``cells``: component -> (concern, words)."""

    id: str
    path: str
    heading: str
    note: str
    submit: str
    said: str
    part: str
    scale: ScaleShown
    steps: Sequence[Step]
    rows: Sequence[tuple[str, str, int | None]]
    answers: Sequence[AnswerShown]
    mark: Mark | None
    cells: Mapping[str, tuple[str, str]]

    @property
    def answer(self) -> str:
        return self.mark.answer if self.mark else ""

    @property
    def with_reasons(self) -> str:
        """The answers that have a reason, in words or of the framework."""
        return " ".join(one.id for one in self.answers if one.reason_required or one.reasons)

    @property
    def components(self) -> tuple[ComponentShown, ...]:
        return self.scale.components


def own_mark(view: AssessmentView, part: JudgedPart) -> Mark | None:
    """The mark of who looks in the round that is open; None where there is none."""
    for mark in part.marks:
        if mark.assessor == view.actor and mark.round == str(view.round) and not mark.sealed:
            return mark
    return None


def last_mark(view: AssessmentView, part: JudgedPart) -> Mark | None:
    """The last mark of who looks, of whichever round: what another round starts from; None where there is none."""
    own = [mark for mark in part.marks if mark.assessor == view.actor and not mark.sealed]
    return max(own, key=lambda mark: natural(mark.round), default=None)


def own_form(view: AssessmentView, part: JudgedPart, path: str, _: Translate) -> MarkForm:
    """The form of one's own mark in the round that is open."""
    blind = view.phase == "blind"
    heading = _(N_("Your mark in round {round}")).format(round=view.round)
    note = (
        _(N_("Nobody sees it until the round is closed; until then you can change it."))
        if blind
        else _(N_("It lies open at once. Your first mark stays as it was."))
    )
    submit = _(N_("Seal this mark")) if blind else _(N_("Save this mark"))
    said = _(N_("Your mark is sealed.")) if blind else _(N_("Your mark is saved."))
    before = own_mark(view, part) if blind else last_mark(view, part)
    return _form("mark", f"{path}/mark", heading, note, submit, said, view.scale, part, before, _)


def agreed_form(view: AssessmentView, part: JudgedPart, path: str, _: Translate) -> MarkForm:
    """The form of what the assessors agreed on."""
    return _form(
        "agreed",
        f"{path}/agreed",
        _(N_("The agreed judgement")),
        _(N_("What you agree on together; nothing is averaged. The marks of the rounds stay beside it.")),
        _(N_("Save the agreed judgement")),
        _(N_("The agreed judgement is saved.")),
        view.scale,
        part,
        part.agreed,
        _,
    )


def _form(
    id: str,
    path: str,
    heading: str,
    note: str,
    submit: str,
    said: str,
    scale: ScaleShown,
    part: JudgedPart,
    mark: Mark | None,
    _: Translate,
) -> MarkForm:
    anchors = {anchor.at: anchor.label for anchor in part.anchors}
    return MarkForm(
        id,
        path,
        heading,
        note,
        submit,
        said,
        part.sub_dimension,
        scale,
        [Step(one.at, signed(one.at), one.label, one.band, anchors.get(one.at, "")) for one in scale.positions],
        [(name, _(label), getattr(mark, name) if mark else None) for name, label in ROWS],
        [one for one in scale.answers if not (one.dimension_only and part.sub_dimension)],
        mark,
        {one.component: (one.concern, one.words) for one in (mark.concerns if mark else ())},
    )
