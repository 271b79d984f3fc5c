"""Comments of a Word file that was made of a source and came back: each becomes a memo, on its passage or on the source.

Nothing is marked or changed by them: no passage comes or goes, no text is corrected.
"""

from __future__ import annotations

import uuid
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from spanveld.actions.passages import current_text
from spanveld.actions.things import add
from spanveld.formats.paper_docx import Returned, ReturnedComment
from spanveld.language.messages import Translate, translator
from spanveld.model.changes import ChangeMap, Edit, between, fates
from spanveld.model.errors import N_, Refused
from spanveld.model.names import natural, study_guid
from spanveld.model.paper import added, line_sum, on_paper
from spanveld.store.work import Row, Work
from spanveld.views.comments_back import CommentBack, CommentsBack, How

__all__ = ["bring_comments_back", "plan_comments_back"]

SHOWN_QUOTE = 400
"""Characters of a quote that a memo repeats."""
Written = Mapping[str, Sequence[str]]
"""Passage -> the lines of its comment as they would go out today."""


def plan_comments_back(
    work: Work, returned: Returned, *, source: str = "", author: str = "", written: Written | None = None
) -> CommentsBack:
    """What bringing in the comments would do; nothing is written.

    ``source``: the one that the file must be of, if it is named. ``author``: who wrote what bears no name. Refused where the file was
    made of another study or source, or of a text that the source never had.
    """
    study = work.one("study") or {}
    guid = study["guid"] or study_guid(study["identifier"])
    slip = returned.slip
    if slip.study != guid:
        raise Refused(N_("This file was made of source '{source}' of another study."), source=slip.source)
    if source and source != slip.source:
        raise Refused(
            N_("This file was made of source '{other}', not of '{source}'."), other=slip.source, source=source
        )
    if not work.values("source", "id", identifier=slip.source):
        raise Refused(N_("This file was made of source '{source}', which is not in this study."), source=slip.source)
    row, text = current_text(work, slip.source)
    versions = work.rows("text", source_id=row["source_id"])
    known = next((one for one in versions if one["sha256"] == slip.text), None)
    if known is None:
        raise Refused(
            N_("The text of this file is not one that source '{source}' has or had; it was made of another study."),
            source=slip.source,
        )
    out = text if known["id"] == row["id"] else work.body(known["erasable_id"])
    placing = _Placing(work, row, returned, text, out, author, written or {}, guid, translator(study["language"]))
    comments, unchanged = placing.all()
    ours = {comment.passage for comment in returned.comments if comment.passage}
    there = set(placing.names.values())
    return CommentsBack(
        source=slip.source,
        comments=tuple(comments),
        unchanged=unchanged,
        missing=len(there - ours) if ours else 0,
        changes=len(placing.to_text.edits) + returned.tracked,
        corrected=known["id"] != row["id"],
    )


def bring_comments_back(
    work: Work, returned: Returned, *, source: str = "", author: str = "", written: Written | None = None
) -> CommentsBack:
    """Write a memo for each comment that did not come in before, as one change; gives what became of each. Refused as the plan is."""
    plan = plan_comments_back(work, returned, source=source, author=author, written=written)
    subjects = [f"source:{plan.source}"]
    for comment in plan.fresh:
        subject = f"passage:{comment.passage}" if comment.passage else f"source:{plan.source}"
        add(
            work,
            "memo",
            "",
            subject=subject,
            kind="note",
            date=comment.date,
            author=comment.author,
            text=comment.text,
            guid=comment.guid,
        )
        subjects.append(subject)
    work.record("bring in comments", list(dict.fromkeys(subjects)))
    return plan


@dataclass
class _Placing:
    """Finds the place of each comment in the text as it is now."""

    work: Work
    row: Row
    returned: Returned
    text: str
    out: str | None
    author: str
    written: Written
    guid: str
    translate: Translate

    @cached_property
    def names(self) -> dict[int, str]:
        """Id -> name of the passages that have a place."""
        known = dict(self.work.values("passage", "id", "identifier", source_id=self.row["source_id"]))
        return {row["passage_id"]: known[row["passage_id"]] for row in self._anchors}

    @cached_property
    def _anchors(self) -> list[Row]:
        return self.work.rows("anchor", text_id=self.row["id"])

    @cached_property
    def spans(self) -> list[tuple[int, int, str]]:
        """Where passages lie, without the white space at their ends, and their names."""
        found = [
            (*_trimmed(self.text, row["start"], row["end"]), self.names[row["passage_id"]]) for row in self._anchors
        ]
        return sorted(found, key=lambda span: (span[0], span[1], natural(span[2])))

    @cached_property
    def passages(self) -> set[str]:
        """All passages of the source, those in doubt too."""
        return {name for (name,) in self.work.values("passage", "identifier", source_id=self.row["source_id"])}

    @cached_property
    def lines(self) -> list[int]:
        """Where the lines that are not empty begin."""
        starts, place = [], 0
        for line in self.text.split("\n"):
            if line.strip():
                starts.append(place)
            place += len(line) + 1
        return starts

    @cached_property
    def to_text(self) -> ChangeMap:
        """From the returned text to the one that went out (or the present one, where that is gone)."""
        here, there = self.returned.text, on_paper(self.text if self.out is None else self.out)
        marks = [mark for mark in self.returned.marks if mark[1] <= len(there)] if self.out is not None else []
        if here == there:
            return ChangeMap(here, ())
        if not marks:
            return between(here, there)
        marks = [(0, 0), *(mark for mark in marks if mark > (0, 0)), (len(here), len(there))]
        edits = []
        for (start, first), (end, last) in pairwise(marks):
            if here[start:end] != there[first:last]:
                edits += [
                    Edit(edit.start + start, edit.end + start, edit.text)
                    for edit in between(here[start:end], there[first:last]).edits
                ]
        return ChangeMap(here, edits)

    # ------------------------------------------------------------------ one by one
    def all(self) -> tuple[list[CommentBack], int]:
        """What becomes of each comment, and how many on passages came back as they went out."""
        memos = self.work.rows("memo")
        guids = {memo["guid"] for memo in memos if memo["guid"]}
        same = {
            (memo["subject_kind"], memo["subject_id"], memo["date"], memo["author"], memo["text"]) for memo in memos
        }
        numbers = {name: number for number, name in self.names.items()}
        numbers |= {
            name: number
            for number, name in self.work.values("passage", "id", "identifier", source_id=self.row["source_id"])
        }
        found, unchanged = [], 0
        for place in range(len(self.returned.comments)):
            made = self._one(place)
            if not made:
                unchanged += bool(self.returned.comments[place].passage)
            for comment in made:
                about = ("passage", numbers[comment.passage]) if comment.passage else ("source", self.row["source_id"])
                key = (*about, comment.date, comment.author, comment.text)
                there = comment.guid in guids or key in same
                guids.add(comment.guid)
                same.add(key)
                found.append(_as(comment, there))
        return found, unchanged

    def _one(self, place: int) -> list[CommentBack]:
        comment = self.returned.comments[place]
        if comment.passage:
            return self._into_ours(comment)
        root = self._root(place)
        said = "\n".join(comment.lines).strip()
        if root.passage:
            return [self._on_passage(comment, root, said, "answer")] if said else []
        passage, how, paragraph, where = self._place(root)
        if passage and root is comment and how == "same_words" and passage in self.written:
            said, _ = added(comment.lines, [line_sum(line) for line in self.written[passage]])
        if not said:
            return []
        text = (
            said if passage and how == "same_words" else self._with_quote(said, root.quote, 0 if passage else paragraph)
        )
        return [self._made(comment, text, said, root.quote, paragraph, passage, how, where)]

    def _root(self, place: int) -> ReturnedComment:
        """The comment with which a thread begins."""
        seen = {place}
        while (above := self.returned.comments[place].answers) >= 0 and above not in seen:
            seen.add(above)
            place = above
        return self.returned.comments[place]

    def _into_ours(self, comment: ReturnedComment) -> list[CommentBack]:
        """What was written into the comment on a passage, or taken out of it."""
        said, gone = added(comment.lines, comment.sums)
        found = []
        if said:
            found.append(self._on_passage(comment, comment, said, "added"))
        elif gone:
            today = {line_sum(line): line for line in self.written.get(comment.passage, ())}
            lines = [today[known] for known in gone if known in today] or ["…"]
            text = self.translate(N_("Struck out: {lines}")).format(lines="; ".join(lines))
            found.append(self._on_passage(comment, comment, text, "struck"))
        return found

    def _on_passage(self, comment: ReturnedComment, ours: ReturnedComment, said: str, how: How) -> CommentBack:
        """A memo on the passage whose comment it is; on the source where that passage is gone."""
        there = ours.passage in self.passages
        start = next((start for start, _, name in self.spans if name == ours.passage), None)
        paragraph = self._paragraph(start) if start is not None else 0
        text = said if there else self._with_quote(said, ours.quote, 0, ours.passage)
        passage = ours.passage if there else ""
        where = f"passage:{ours.passage}:{how}" if how == "struck" else f"passage:{ours.passage}"
        return self._made(comment, text, said, ours.quote, paragraph, passage, how, where)

    def _made(
        self,
        comment: ReturnedComment,
        text: str,
        said: str,
        quote: str,
        paragraph: int,
        passage: str,
        how: How,
        where: str,
    ) -> CommentBack:
        edited = how in ("added", "struck")
        nobody = self.author or self.returned.saved_by
        author = (comment.editor or nobody) if edited else comment.author or nobody
        day = _day((comment.edited or self.returned.saved) if edited else comment.date)
        name = "\n".join(("comment", self.returned.slip.source, author, day, said, where))
        guid = str(uuid.uuid5(uuid.UUID(self.guid), name))
        return CommentBack(author, day, text, quote, paragraph, passage, how, False, guid)

    # ------------------------------------------------------------------ places
    def _place(self, comment: ReturnedComment) -> tuple[str, How, int, str]:
        """The passage ("" for none), how it was found, the number of the paragraph, and the place by which the comment is known again."""
        if comment.start is None or comment.end is None:
            return "", "beside", 0, f"beside:{comment.quote}"
        start, end = _trimmed(self.returned.text, *sorted((comment.start, comment.end)))
        span = self._now(start, end)
        if span is None:
            position = self._moved(start)
            if comment.quote:
                return "", "lost", self._paragraph(position), f"lost:{comment.quote}"
            passage = self._around(position)
            return passage, "nearest" if passage else "source", self._paragraph(position), f"at:{self._out(start)}"
        passage, how = self._nearest(*span)
        return passage, how, self._paragraph(span[0]), f"on:{self._out(start)}-{self._out(end)}"

    def _out(self, position: int) -> int:
        """A place in the text that went out, by which a comment is known whatever was changed since."""
        return self.to_text.at(position)

    def _now(self, start: int, end: int) -> tuple[int, int] | None:
        """Where words of the returned text stand in the present one."""
        if start >= end:
            return None
        anchor = self.to_text.place(start, end).anchor
        if anchor is None:
            return None
        if self.out is not None and self.out != self.text:
            (outcome,) = fates(self.out, self.text, self._since, [(anchor.start, anchor.end)], given=False)
            anchor = outcome.anchor
        if anchor is None:
            return None
        first, last = _trimmed(self.text, anchor.start, anchor.end)
        return (first, last) if first < last else None

    @cached_property
    def _since(self) -> ChangeMap:
        return between(self.out or "", self.text)

    def _moved(self, position: int) -> int:
        place = self.to_text.at(position)
        if self.out is not None and self.out != self.text:
            place = self._since.at(place)
        return min(place, len(self.text))

    def _nearest(self, start: int, end: int) -> tuple[str, How]:
        """The passage of exactly these words, else the one with which they have most in common, seen from both."""
        best, most = "", 0.0
        for first, last, name in self.spans:
            if (first, last) == (start, end):
                return name, "same_words"
            shared = min(end, last) - max(start, first)
            if shared > 0 and (share := shared / (max(end, last) - min(start, first))) > most:
                best, most = name, share
        return best, "nearest" if best else "source"

    def _around(self, position: int) -> str:
        """The shortest passage in which a position lies."""
        around = [(last - first, name) for first, last, name in self.spans if first < position < last]
        return min(around)[1] if around else ""

    def _paragraph(self, position: int) -> int:
        return max(bisect_right(self.lines, position), 1 if self.lines else 0)

    def _with_quote(self, said: str, quote: str, paragraph: int, passage: str = "") -> str:
        """What was said, and on which words."""
        words = " ".join(quote.split())
        if len(words) > SHOWN_QUOTE:
            words = f"{words[: SHOWN_QUOTE - 1]}…"
        where = [f"¶{paragraph}"] if paragraph else []
        where += [self.translate(N_("passage {passage}, which is gone")).format(passage=passage)] if passage else []
        parts = [f"«{words}»" if words else "", f"({', '.join(where)})" if where else ""]
        line = " ".join(part for part in parts if part)
        return f"{said}\n\n{line}" if line else said


def _as(comment: CommentBack, there: bool) -> CommentBack:
    values = {name: getattr(comment, name) for name in CommentBack.__slots__}
    return CommentBack(**{**values, "there": there})


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds without the white space at both ends; equal where there is nothing else."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return (start, start) if left == len(piece) else (start + left, start + len(piece.rstrip()))


def _day(text: str) -> str:
    """A day that there is; else empty."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return ""
    return text
