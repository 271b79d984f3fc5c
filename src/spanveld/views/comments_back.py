"""The comments of a file that came back, and what becomes of each."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

__all__ = ["CommentBack", "CommentsBack", "How"]

How = Literal["answer", "added", "struck", "same_words", "nearest", "source", "lost", "beside"]
"""How a comment found its place: it answers the comment on a passage; was written into it; took words out of it; stands on a passage's
own words; is nearest to it; on words that no passage has; on words that are not in the text; or beside the text."""


@dataclass(frozen=True, slots=True)
class CommentBack:
    """A comment and its memo. ``passage`` is empty where the memo is on the source; ``paragraph`` is 0 where nobody knows.

    ``text``: the memo; ``quote``: the words that the comment is on; ``there``: it came in before.
    """

    author: str
    date: str
    text: str
    quote: str
    paragraph: int
    passage: str
    how: How
    there: bool
    guid: str


@dataclass(frozen=True, slots=True)
class CommentsBack:
    """What a file brings. ``unchanged``: comments on passages that came back as they went out; ``missing``: that are no longer in it.

    ``changes``: places at which the text of the file was changed, which changes nothing here; ``corrected``: the text of the source is
    another one by now than the one that went out.
    """

    source: str
    comments: tuple[CommentBack, ...]
    unchanged: int
    missing: int
    changes: int
    corrected: bool

    @property
    def fresh(self) -> tuple[CommentBack, ...]:
        """The comments that did not come in before."""
        return tuple(comment for comment in self.comments if not comment.there)

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)
