"""What to know of a memo before it is passed on: quotes that may give somebody away, what is not told, what was left out, what lacks."""

from __future__ import annotations

from collections.abc import Iterator

from spanveld.language.messages import Translate, counted
from spanveld.model.errors import N_
from spanveld.reports.memo_lines import Memo

__all__ = ["checked", "quote_warnings", "remarks"]

NOT_TOLD = {
    "no_passage": N_("{subject} is not told, because no passage supports it: {label}"),
    "no_agreement": N_("{subject} is not told, because nothing was agreed on it yet: {label}"),
}


def quote_warnings(memo: Memo, translate: Translate) -> Iterator[str]:
    """A line for each quote whose speaker may be known: fewer than three people of that role were heard."""
    for each in memo.warnings:
        role = memo.facts.roles.get(each.role) or each.role or translate(N_("role not recorded"))
        yield counted(
            translate,
            N_(
                "The quote {passage} is of a role of which {count} person was heard ({role}): a reader may know who said it."
            ),
            N_(
                "The quote {passage} is of a role of which {count} people were heard ({role}): a reader may know who said it."
            ),
            each.people,
            passage=each.passage,
            role=role,
        )


def checked(memo: Memo, translate: Translate) -> Iterator[str]:
    """Everything, in a person's language: quotes first."""
    warned = False
    for line in quote_warnings(memo, translate):
        warned = True
        yield line
    if warned:
        yield translate(N_("Leave the quotes out, or link another passage as support."))
    yield from remarks(memo, translate)


def remarks(memo: Memo, translate: Translate) -> Iterator[str]:
    """What is not told, what did not fit, and what the study does not have yet."""
    for one in memo.facts.untold:
        yield translate(NOT_TOLD[one.reason]).format(subject=one.subject, label=one.label)
    for gone in memo.left_out:
        about = f" ({gone.about})" if gone.about else ""
        subjects = f": {', '.join(gone.subjects)}" if gone.subjects else ""
        yield translate(N_("Left out for want of room: {what}")).format(what=f"{translate(gone.what)}{about}{subjects}")
    for lack in memo.lacks:
        yield translate(N_("Not there yet: {what}.")).format(what=translate(lack))
