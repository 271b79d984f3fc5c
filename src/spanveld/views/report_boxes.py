"""The vignettes of a report: numbered boxes, in the words that an edition may print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from spanveld.model.traces import Traces
from spanveld.views.report_base import Base
from spanveld.views.report_parts import BoxPart, BoxPiece, Tied
from spanveld.views.vignettes import cited_in, cut

__all__ = ["boxes_by_passage", "boxes_of"]

LEFT_OUT = "[…]"
"""What stands in a box's text where it repeats words that are left out."""


def boxes_of(base: Base) -> tuple[BoxPart, ...]:
    """All vignettes in the order of their numbers. Words of passages that are left out are left out of what the researcher says too."""
    forbidden = Traces(spoken=[base.quoted[name].quote for name in base.edition.left_out])
    with_case = len(base.names_of["case"]) > 1
    return tuple(_box(base, row, number, forbidden, with_case) for row, number in base.vignettes.rows)


def boxes_by_passage(base: Base) -> dict[str, list[str]]:
    """Passage -> the numbers of the vignettes in which it stands, or that cite it."""
    found: dict[str, list[str]] = defaultdict(list)
    for row, number in base.vignettes.rows:
        tied = [base.vignettes.passages[tie.passage_id].mark.passage for tie in base.vignettes.ties.get(row.id, ())]
        cited = [name for name in cited_in(row.text) if name in base.vignettes.cited]
        for name in dict.fromkeys([*tied, *cited]):
            found[name].append(number)
    return found


def _box(base: Base, row: Any, number: str, forbidden: Traces, with_case: bool) -> BoxPart:
    reader, edition, passages = base.reader, base.edition, base.vignettes.passages
    ties = base.vignettes.ties.get(row.id, ())
    case, sub_case = reader.names("case").get(row.case_id, ""), reader.names("sub_case").get(row.sub_case_id, "")
    named = [(edition.passages[passages[tie.passage_id].mark.passage], edition.note(tie.note)) for tie in ties]
    return BoxPart(
        number,
        forbidden.blanked(edition.text(row.title), LEFT_OUT),
        base.name("case", case) if case and with_case else "",
        base.name("sub_case", sub_case) if sub_case else "",
        reader.dimensions.get(row.dimension_id, ""),
        tuple(_pieces(base, row.text, forbidden)),
        tuple(Tied(name, forbidden.blanked(note, LEFT_OUT)) for name, note in named),
    )


def _pieces(base: Base, text: str, forbidden: Traces) -> Iterator[BoxPiece]:
    """The text with its citations, in this edition's names of passages."""
    for said, passage, against in cut(forbidden.blanked(text, LEFT_OUT), base.vignettes.cited):
        if passage:
            yield BoxPiece("", base.edition.passages[passage], against)
        else:
            yield BoxPiece(base.edition.text(said))
