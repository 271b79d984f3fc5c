"""Comments of a Word file that was made of a source and came back."""

from __future__ import annotations

from dataclasses import dataclass

from spanveld.session.paper import CommentBack, CommentsBack, Returned
from spanveld.web.operations import Body, Call, Operation

__all__ = ["OPERATIONS"]


class CommentsIn(Body):
    """Who wrote what bears no name, and whether to look only."""

    author: str = ""
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class WaitingComments:
    """A file that waits under the name ``token``, and what would become of its comments; ``written``: how many memos were."""

    token: str
    source: str
    comments: tuple[CommentBack, ...]
    unchanged: int
    missing: int
    changes: int
    corrected: bool
    written: int


def _said(token: str, found: CommentsBack, written: int = 0) -> WaitingComments:
    return WaitingComments(
        token,
        found.source,
        found.comments,
        found.unchanged,
        found.missing,
        found.changes,
        found.corrected,
        written,
    )


def _receive(call: Call) -> WaitingComments:
    name, content = call.body
    files = call.request.app.state.returned
    token, returned = files.take_in(call.study, name, content)
    try:
        return _said(token, call.study.paper.plan(returned, source=call.names["source"]))
    except Exception:
        files.drop(token)
        raise


def _bring_in(call: Call) -> WaitingComments:
    source, token, files = call.names["source"], call.names["token"], call.request.app.state.returned
    if call.made is not None:
        return WaitingComments(token, source, (), 0, 0, 0, False, 0)
    returned: Returned = files.get(token)[1]
    given = {"source": source, "author": call.body.author}
    if call.body.dry_run:
        return _said(token, call.study.paper.plan(returned, **given))
    found = call.study.paper.take(returned, **given)
    files.drop(token)
    return _said(token, found, len(found.fresh))


OPERATIONS = (
    Operation(
        "POST",
        "/api/sources/{source}/comments",
        _receive,
        "Show what would become of the comments of a Word file that came back; it waits until they are brought in.",
        answers=WaitingComments,
        takes_file=True,
    ),
    Operation(
        "POST",
        "/api/sources/{source}/comments/{token}",
        _bring_in,
        "Write a memo for each comment of a waiting file that did not come in before.",
        CommentsIn,
        WaitingComments,
    ),
)
