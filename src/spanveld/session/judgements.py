"""``study.judgements``"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from spanveld.actions import judging, judging_marks, judging_rounds
from spanveld.actions.theory import parse_framework
from spanveld.session.acting import Group
from spanveld.store.records import Reader

if TYPE_CHECKING:
    from spanveld.language.messages import Translate
    from spanveld.reports.lines import Line
    from spanveld.views.judgements import AssessmentView
    from spanveld.views.judgements import Judgements as All
    from spanveld.views.sheets import Sheet

__all__ = ["Judgements", "assessment_lines", "judgement_lines", "sheets_of"]


class Judgements(Group):
    """Assessments: a dimension of a case that people place on the scale, blind first; what they agree on, and what it rests on.

    Values of a mark: best, low, high (positions), or answer (with its reason); tension_strength, grade; method, coherence,
    adequacy, relevance (``concern: words``); rationale; evidence (``{"passage:K022": "supports"}``).
    """

    # ------------------------------------------------------------------ looking
    def all(self) -> All:
        """All assessments with what was agreed, and judgements that belong to none. Marks of others in a blind round stay sealed."""
        from spanveld.views.judgements_made import judgements

        actor = self.actor()  # before the study is read: looking at it as it was has one connection
        with self.store.reading() as connection:
            return judgements(Reader(connection, self.store.study_id, parse_framework, actor), actor)

    def of(self, assessment: str) -> AssessmentView:
        """One assessment with marks, evidence for and against, and what lacks for closing."""
        from spanveld.views.judgements_made import assessment_view

        actor = self.actor()
        with self.store.reading() as connection:
            return assessment_view(Reader(connection, self.store.study_id, parse_framework, actor), assessment, actor)

    # ------------------------------------------------------------------ preparing
    def open(
        self,
        dimension: str,
        *,
        case: str = "",
        sub_case: str = "",
        wave: str = "",
        assessors: Sequence[str] = (),
        assessment: str = "",
        scope: Mapping[str, str] | None = None,
    ) -> str:
        """Open an assessment of a dimension; gives its identifier. ``assessors``: coders; left out, who opens it."""
        about = {"case": case, "sub_case": sub_case, "wave": wave}
        return self.act(
            judging.open_assessment, dimension, **about, assessors=assessors, assessment=assessment, scope=scope or {}
        )

    def scope(self, assessment: str, question: str, answer: str) -> None:
        """Answer a question of the framework's scope, or ``asked_of_board``; an empty answer takes it away."""
        self.act(judging.set_scope, assessment, question, answer)

    def assessors(self, assessment: str, names: Sequence[str]) -> None:
        """Say who judges; refused once the marks of the first round lie open, or where somebody who leaves has given one."""
        self.act(judging.set_assessors, assessment, names)

    def remove(self, assessment: str, *, with_dependants: bool = False) -> None:
        """Remove an assessment with its judgements; refused while anything rests on it, unless ``with_dependants``."""
        self.act(judging.remove_assessment, assessment, with_dependants=with_dependants)

    # ------------------------------------------------------------------ marks
    def mark(self, assessment: str, sub_dimension: str = "", **values: Any) -> None:
        """Give one's own mark in the round that is open, or change it: values that are left out stay."""
        self.act(judging_marks.give_mark, assessment, sub_dimension, **values)

    def unmark(self, assessment: str, sub_dimension: str = "") -> None:
        """Take one's own mark of the round that is open away."""
        self.act(judging_marks.take_mark, assessment, sub_dimension)

    def agree(self, assessment: str, sub_dimension: str = "", **values: Any) -> None:
        """Enter what the assessors agreed on, or change it: values that are left out stay."""
        self.act(judging_marks.agree, assessment, sub_dimension, **values)

    def link(
        self, assessment: str, subject: str, stance: str, *, sub_dimension: str = "", agreed: bool = False
    ) -> None:
        """Link ``passage:ID`` or ``finding:ID`` to one's own mark of the open round, or to the agreed judgement."""
        self.act(judging_marks.link_evidence, assessment, subject, stance, sub_dimension=sub_dimension, agreed=agreed)

    def unlink(self, assessment: str, subject: str, *, sub_dimension: str = "", agreed: bool = False) -> None:
        """Take such a link away."""
        self.act(judging_marks.unlink_evidence, assessment, subject, sub_dimension=sub_dimension, agreed=agreed)

    # ------------------------------------------------------------------ rounds
    def start(self, assessment: str) -> None:
        """Open the first, blind round; refused while the scope lacks an answer that the framework requires."""
        self.act(judging_rounds.start, assessment)

    def reveal(self, assessment: str) -> None:
        """Close the blind round: all marks lie open from now on. Refused until each assessor has given one; cannot be undone."""
        self.act(judging_rounds.reveal, assessment)

    def close(self, assessment: str) -> None:
        """Close an assessment; refused, with all that lacks, while a rule of closing is not met."""
        self.act(judging_rounds.close, assessment)

    def reopen(self, assessment: str, reason: str) -> None:
        """Open a closed assessment for discussion again, and say why."""
        self.act(judging_rounds.reopen, assessment, reason)

    def again(self, assessment: str, *, blind: bool) -> None:
        """Open one more round; a single assessor's second reading waits as long as the framework says."""
        self.act(judging_rounds.again, assessment, blind=blind)

    # ------------------------------------------------------------------ searches and examples
    def log_search(self, assessment: str, query: str, *, sub_dimension: str = "", note: str = "") -> int:
        """Ask a query for what speaks against the judgement and keep that it was asked; gives how many passages it found."""
        from spanveld.session.retrieving import find_in

        found = find_in(self.store, query, limit=0, offset=0, context=0)
        self.act(judging.log_search, assessment, found.query, found.count, sub_dimension=sub_dimension, note=note)
        return found.count

    def pin(self, dimension: str, position: int, passage: str, *, sub_dimension: str = "", note: str = "") -> None:
        """Pin a passage to a position of the scale, as an example of it."""
        self.act(judging.pin, dimension, position, passage, sub_dimension=sub_dimension, note=note)

    def unpin(self, dimension: str, position: int, passage: str, *, sub_dimension: str = "") -> None:
        """Take such an example away."""
        self.act(judging.unpin, dimension, position, passage, sub_dimension=sub_dimension)


def judgement_lines(found: All, *, width: int) -> Iterator[Line]:
    """All judgements as lines of text."""
    from spanveld.reports.judgements_text import lines

    return lines(found, width=width)


def assessment_lines(found: AssessmentView, translate: Translate, *, width: int) -> Iterator[Line]:
    """One assessment as lines of text."""
    from spanveld.reports.judgements_text import lines_of_one

    return lines_of_one(found, translate, width=width)


def sheets_of(found: All, translate: Translate) -> list[Sheet]:
    """All judgements as tables."""
    from spanveld.views.judgement_sheets import judgement_sheets

    return judgement_sheets(found, translate)
