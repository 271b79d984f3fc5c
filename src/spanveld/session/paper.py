"""``study.paper``: a coded source as a Word file or for printing, and the comments of a file that came back.

study.paper.write("R2", "R2.docx")                     the codes as comments in the margin
returned = study.paper.read("R2 with remarks.docx")    what a supervisor wrote in it
study.paper.plan(returned)                             what would become of each comment
study.paper.take(returned)                             a memo for each, as one change
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from spanveld.actions import comments_back
from spanveld.actions.theory import parse_framework
from spanveld.formats.paper_docx import Returned, read_paper
from spanveld.formats.sources.parts import Unreadable
from spanveld.model.errors import N_, Refused, why
from spanveld.model.paper import added
from spanveld.reports.comments_text import HOW, comment_lines, remarks
from spanveld.session.acting import Group
from spanveld.session.files import check_free, write_whole
from spanveld.session.importing import NotRead
from spanveld.store.records import Reader
from spanveld.views import paper as view
from spanveld.views.comments_back import CommentBack, CommentsBack
from spanveld.views.paper import EVERYBODY

__all__ = [
    "EVERYBODY",
    "HOW",
    "CommentBack",
    "CommentsBack",
    "Paper",
    "Returned",
    "WrittenPaper",
    "comment_lines",
    "remarks",
]

ENDINGS = (".docx", ".html", ".htm")


@dataclass(frozen=True, slots=True)
class WrittenPaper:
    """A source that was written as a file: whose passages are in it, and how many of them and of others (which are not)."""

    file: Path
    source: str
    coders: tuple[str, ...]
    passages: int
    others: int

    def as_json(self) -> dict[str, object]:
        """The fields by their names."""
        return {
            "file": str(self.file),
            "source": self.source,
            "coders": list(self.coders),
            "passages": self.passages,
            "others": self.others,
        }


class Paper(Group):
    """Sources on paper. ``coders``: whose work is shown, ``all`` for everybody's; left out, the actor's (or all where there is none)."""

    def docx(self, source: str, *, coders: Sequence[str] = ()) -> bytes:
        """A source as a Word file, each passage a comment; NotFound where the study has no such source or coder."""
        from spanveld.reports import paper_docx

        return paper_docx.render(self._shown(source, coders), moment=_now())

    def html(self, source: str, *, coders: Sequence[str] = ()) -> str:
        """A source as a page to be printed, in one file."""
        from spanveld.reports import paper_html

        return paper_html.render(self._shown(source, coders), day=_day())

    def page(
        self,
        source: str,
        *,
        stylesheets: Callable[[str], Sequence[str]],
        links: Sequence[tuple[str, str]] = (),
        coders: Sequence[str] = (),
    ) -> str:
        """The same page without its rules: ``stylesheets`` gives the addresses of its style sheets for those rules.

        ``links``: text and address, shown above it on a screen; the first is the name of the others.
        """
        from spanveld.reports import paper_html

        shown, day = self._shown(source, coders), _day()
        addresses = stylesheets(paper_html.stylesheet(shown, day=day))
        return paper_html.render(shown, day=day, stylesheets=addresses, links=links)

    def stylesheet(self, source: str) -> str:
        """The style sheet of that page."""
        from spanveld.reports import paper_html

        return paper_html.stylesheet(self._shown(source, ()), day=_day())

    def write(
        self, source: str, file: str | Path, *, coders: Sequence[str] = (), replace: bool = False
    ) -> WrittenPaper:
        """Write a source as .docx or .html, by the ending of the file's name; whole or not at all.

        Refused for another ending, and for a file that exists, unless ``replace``.
        """
        from spanveld.reports import paper_docx, paper_html

        path = Path(file)
        if path.suffix.lower() not in ENDINGS:
            raise Refused(N_("{path}: a source is written as .docx or .html; name the file so."), path=path)
        check_free(path, replace=replace)
        shown = self._shown(source, coders)
        if path.suffix.lower() == ".docx":
            content = paper_docx.render(shown, moment=_now())
        else:
            content = paper_html.render(shown, day=_day()).encode("utf-8", "xmlcharrefreplace")
        write_whole(path, content)
        return WrittenPaper(path, source, shown.coders, len(shown.placed), shown.others)

    def read(self, path: str | Path) -> Returned:
        """Read a Word file that was made of a source; NotRead where it is none."""
        path = Path(path)
        try:
            return read_paper(path)
        except Unreadable as error:
            raise NotRead(path, error) from error
        except OSError as error:
            raise NotRead(path, Unreadable(N_("the system says: {problem}."), problem=why(error))) from error

    def plan(self, returned: Returned, *, source: str = "", author: str = "") -> CommentsBack:
        """What would become of each comment; nothing is written. Refused where the file is of another study, or not of ``source``.

        ``author``: who wrote what bears no name, such as words added to a comment of ours.
        """
        written = self._written(returned)
        return self.look(comments_back.plan_comments_back, returned, source=source, author=author, written=written)

    def take(self, returned: Returned, *, source: str = "", author: str = "") -> CommentsBack:
        """A memo for each comment that did not come in before, as one change. Refused as ``plan`` is."""
        written = self._written(returned)
        return self.act(comments_back.bring_comments_back, returned, source=source, author=author, written=written)

    def _shown(self, source: str, coders: Sequence[str]) -> view.Paper:
        with self.store.reading() as connection:
            reader = Reader(connection, self.store.study_id, parse_framework)
            return view.paper(reader, source, actor=self.actor(), coders=coders)

    def _written(self, returned: Returned) -> dict[str, list[str]]:
        """Passage -> the lines of its comment as they would be today, of passages whose comment needs them to be understood."""
        changed = any(not comment.passage or any(added(comment.lines, comment.sums)) for comment in returned.comments)
        if not changed:
            return {}
        from spanveld.reports.paper_words import PaperWords

        try:
            words = PaperWords(self._shown(returned.slip.source, (EVERYBODY,)))
        except Refused:
            return {}  # the source is gone, as whoever asks is told
        return {passage.passage: words.comment(passage) for passage in words.paper.placed}


def _now() -> datetime:
    return datetime.now(UTC)


def _day() -> str:
    return _now().date().isoformat()
