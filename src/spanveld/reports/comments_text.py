"""What becomes of the comments of a file that came back, as text."""

from __future__ import annotations

from collections.abc import Iterator

from spanveld.language.messages import Translate
from spanveld.model.errors import N_, Remark
from spanveld.reports.lines import WIDTH, Line, fitting, wrapped
from spanveld.views.comments_back import CommentBack, CommentsBack

__all__ = ["HOW", "comment_lines", "remarks"]

HOW = {
    "answer": N_("answers the comment on it"),
    "added": N_("written into the comment on it"),
    "struck": N_("taken out of the comment on it"),
    "same_words": N_("on its words"),
    "nearest": N_("the passage nearest to these words"),
    "source": N_("no passage has these words"),
    "lost": N_("these words are not in the text"),
    "beside": N_("beside the text"),
}
"""How a comment found its place."""


def comment_lines(found: CommentsBack, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """Each comment with the place where its memo comes, then what else is to be known of the file."""
    width = fitting(width)
    if not found.comments:
        yield Line(translate(N_("The file has no comments besides those that it went out with.")), "empty")
    for comment in found.comments:
        yield Line(_head(found, comment, translate), "kind" if not comment.there else "ground")
        yield from wrapped(comment.text, "statement", width, "  ", 2)
        if comment.quote and comment.how != "same_words":
            words = comment.quote if len(comment.quote) < 100 else f"{comment.quote[:99]}…"
            yield from wrapped(f"«{words}»", "ground", width, "    ", 4)
    for remark in remarks(found):
        yield from wrapped(remark.text(translate), "narrow", width, "! ", 2)


def _head(found: CommentsBack, comment: CommentBack, translate: Translate) -> str:
    where = comment.passage or found.source
    paragraph = f" ¶{comment.paragraph}" if comment.paragraph else ""
    parts = [comment.author or translate(N_("nobody named")), comment.date]
    parts.append(f"{where}{paragraph}: {translate(HOW[comment.how])}")
    if comment.there:
        parts.append(translate(N_("came in before")))
    return ", ".join(part for part in parts if part)


def remarks(found: CommentsBack) -> list[Remark]:
    """What is to be known of the file besides its new comments."""
    lost = sum(comment.how == "lost" for comment in found.comments)
    unsigned = sum(not comment.author for comment in found.fresh)
    counts = (
        (N_("Comments whose words are not in the text any more; their memos are on the source: {count}."), lost),
        (N_("Comments that came in before and are passed over: {count}."), len(found.comments) - len(found.fresh)),
        (N_("Comments without a name; say whose they are: {count}."), unsigned),
        (N_("Comments on passages that came back as they went out: {count}."), found.unchanged),
        (N_("Passages whose comment is not in the file: {count}."), found.missing),
        (
            N_("The text of the file was changed at {count} places; the text of the study stays as it is."),
            found.changes,
        ),
    )
    said = [Remark(message, {"count": count}) for message, count in counts if count]
    if found.corrected:
        said.append(
            Remark(N_("The text was corrected since the file went out; places were looked up in the new one."), {})
        )
    return said
