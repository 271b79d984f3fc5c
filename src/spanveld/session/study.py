"""An open study."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from spanveld.actions import undoing
from spanveld.actions.theory import parse_framework
from spanveld.formats.study_folder import write_folder
from spanveld.model.errors import N_, Refused, SpanveldError
from spanveld.model.framework import Framework
from spanveld.model.journal import Brief, Entry
from spanveld.model.names import natural
from spanveld.model.study import StudyContent
from spanveld.session.acting import Group, Once, Seen
from spanveld.session.auditing import Auditing
from spanveld.session.codes import Codes
from spanveld.session.consents import Consents
from spanveld.session.counts import Counts
from spanveld.session.coverage import Coverage
from spanveld.session.exchange import Exchange
from spanveld.session.field_notes import FieldNotes
from spanveld.session.findings import EvidenceOfFindings, Findings
from spanveld.session.frameworks import Theory
from spanveld.session.judgements import Judgements
from spanveld.session.matrix import Matrix
from spanveld.session.merging import Merging
from spanveld.session.notes import Attributes, Memos, Overviews
from spanveld.session.pages import Pages
from spanveld.session.paper import Paper
from spanveld.session.passages import Codings, Passages
from spanveld.session.people import Things
from spanveld.session.pseudonyms import Pseudonyms
from spanveld.session.queries import Queries
from spanveld.session.rules import Rules
from spanveld.session.sources import Sources
from spanveld.session.topics import Topics
from spanveld.session.vignettes import Vignettes
from spanveld.store import journal
from spanveld.store.database import Store
from spanveld.store.records import Reader, read_content
from spanveld.views.findings import FindingsTables, findings_tables
from spanveld.views.health import Health, health
from spanveld.views.history import History, has_acted, history, last_actor
from spanveld.views.overview import Overview, overview

if TYPE_CHECKING:
    from spanveld.reports.memo_lines import Memo
    from spanveld.session.erasing import Erased
    from spanveld.session.reporting import Format
    from spanveld.views.audit import Audit
    from spanveld.views.erasure import ErasurePlan
    from spanveld.views.expectations import Expectations
    from spanveld.views.register import Register
    from spanveld.views.retrieval import Found
    from spanveld.views.searching import Hits, Lines, Place

__all__ = ["Study"]


class Study:
    """A study that is open, with everything that can be done to it.

    ``actor`` is the coder in whose name changes are made; with ``once``, one change is made at most once under its key; with
    ``seen``, it is refused where its subjects were changed by others since.
    Use it in a ``with`` block, or ``close()`` it.

    >>> import spanveld
    >>> study = spanveld.open("vru.spanveld", coder="reader")    # doctest: +SKIP
    >>> study.passages.add("chapter6", 0, 20, codes=["tension/authorise"])    # doctest: +SKIP
    """

    def __init__(self, store: Store, actor: str = "", *, once: Once | None = None, seen: Seen | None = None) -> None:
        self._store = store
        self._actor = actor
        self._once = once
        self._seen = seen
        self._viewer = ""
        act = (store, lambda: self.actor, once, seen)
        self.sources = Sources(*act)
        self.passages = Passages(*act)
        self.codings = Codings(*act)
        self.codes = Codes(*act)
        self.findings = Findings(*act)
        self.evidence = EvidenceOfFindings(*act)
        self.vignettes = Vignettes(*act)
        self.queries = Queries(*act)
        self.matrix = Matrix(*act)
        self.rules = Rules(*act)
        self.judgements = Judgements(*act)
        self.counts = Counts(*act)
        self.auditing = Auditing(*act)
        self.pages = Pages(*act)
        self.paper = Paper(*act)
        self.theory = Theory(*act)
        self.topics = Topics(*act)
        self.coverage = Coverage(*act)
        self.field_notes = FieldNotes(*act)
        self.pseudonyms = Pseudonyms(*act)
        self.memos = Memos(*act)
        self.overviews = Overviews(*act)
        self.attributes = Attributes(*act)
        self.cases = Things(*act, "case")
        self.sub_cases = Things(*act, "sub_case")
        self.waves = Things(*act, "wave")
        self.coders = Things(*act, "coder")
        self.consents = Consents(*act)
        self.exchange = Exchange(*act)
        self.merging = Merging(*act)
        self.parties = Things(*act, "party")
        self.participants = Things(*act, "participant")

    # ------------------------------------------------------------------ who, what, where
    @property
    def actor(self) -> str:
        """The coder who acts: the one named, else the study's only coder, else nobody (""). Refused where the study has no such coder.

        In a study without coders (its load was undone) it is who acted last, so that this can be made again.
        """
        with self._reader() as reader:
            names = list(reader.names("coder").values())
            if self._actor and self._actor not in names and not has_acted(reader, self._actor):
                raise Refused(
                    N_("There is no coder '{name}' in this study; it has: {coders}."),
                    name=self._actor,
                    coders=", ".join(sorted(names, key=natural)) or "-",
                )
            if not names and not self._actor:
                return last_actor(reader)
        return self._actor or (names[0] if len(names) == 1 else "")

    @property
    def viewer(self) -> str:
        """The coder whose sealed marks are shown: who acts, or who looks at the study as it was."""
        return self._viewer or self._actor or self.actor

    def as_(self, coder: str, *, once: Once | None = None, seen: Seen | None = None) -> Study:
        """The same open study in the hands of another coder; it shares the connection, so only one of them is to be closed."""
        return Study(self._store, coder, once=once, seen=seen)

    def having_seen(self, seen: Seen) -> Study:
        """The same open study; a change is refused where somebody else touched one of the subjects since they were seen."""
        return self.as_(self._actor, once=self._once, seen=seen)

    @property
    def address(self) -> str:
        """Where the study is, as a person may see it."""
        return str(self._store.address)

    def beside(self, path: str) -> Path:
        """A path as the study means it: where it is not absolute, from the folder of the study's file."""
        here = self._store.address.path
        return Path(path) if here is None else here.absolute().parent / path

    @property
    def identity(self) -> str:
        """What tells this study from every other one, of the same identifier too; it never changes, and its copies share it."""
        with self._reader() as reader:
            return f"{reader.study.seed} {reader.study.created}"

    @property
    def notices(self) -> list[SpanveldError]:
        """What a person should know about this study's file: that it was migrated, or lies in a synced folder."""
        return list(self._store.notices)

    @property
    def group(self) -> Group:
        """The session as a group of its own, for actions on the whole study."""
        return Group(self._store, lambda: self.actor, self._once, self._seen)

    @property
    def language(self) -> str:
        """The language of the study's output: ``nl`` or ``en``."""
        with self._reader() as reader:
            return reader.heading()["language"]

    def frameworks(self) -> tuple[Framework, ...]:
        """The frameworks that the study has adopted, as frozen in it."""
        with self._reader() as reader:
            return tuple(reader.frameworks.values())

    @contextmanager
    def _reader(self, viewer: str = "") -> Iterator[Reader]:
        """Reads the study; of what is sealed only what ``viewer`` (``self.viewer``) sealed."""
        with self._store.reading() as connection:
            yield Reader(connection, self._store.study_id, parse_framework, viewer)

    # ------------------------------------------------------------------ reading
    def content(self) -> StudyContent:
        """Everything of the study as one value; what others sealed is empty."""
        viewer = self.viewer  # before the study is read: looking at it as it was has one connection
        with self._store.reading() as connection:
            return read_content(connection, self._store.study_id, parse_framework, viewer=viewer)

    def table(
        self, *, dimension: str = "", sub_case: str = "", wave: str = "", with_passages: bool = False
    ) -> FindingsTables:
        """The findings tables, of all dimensions or one; only evidence of a sub-case or wave where one is named."""
        with self._reader() as reader:
            filters = {"dimension": dimension, "sub_case": sub_case, "wave": wave}
            return findings_tables(reader, **reader.heading(), **filters, with_passages=with_passages)

    def report(self, format: Format = "html", *, dimension: str = "", sub_case: str = "", wave: str = "") -> str:
        """The findings tables as ``text``, ``md``, ``csv``, ``json`` or ``html`` (a whole page, with the passages that it rests on)."""
        from spanveld.session.reporting import render

        return render(self, format, dimension=dimension, sub_case=sub_case, wave=wave)

    def board_memo(self, **values: Any) -> Memo:
        """The memo for a board or council, two pages of A4: of a case, sub_case or wave, in a language, with leave_out_quotes."""
        from spanveld.session.board_memo import board_memo

        return board_memo(self, **values)

    def find(self, query: str, *, limit: int | None = 50, offset: int = 0, context: int = 200, **values: Any) -> Found:
        """The passages that a query in the retrieval language finds, with at most ``limit`` rows (None: all) from ``offset`` on.

        ``@NAME`` is the saved query of that name. ``context``: characters shown on either side. QueryError where the query cannot be
        read or does not fit the study; TooMuch where it asks too much work, or takes longer than ``seconds`` (30).
        """
        from spanveld.session.retrieving import find_in

        return find_in(self._store, query, limit=limit, offset=offset, context=context, **values)

    def audit(self, *, finding: str = "", assessment: str = "", language: str = "", named: bool = True) -> Audit:
        """What a careful reader should know of the ground of each finding and assessment, or of one; ``named`` False: without respondents.

        The sentences are in the study's language unless another is given.
        """
        from spanveld.session.auditing import audit_in

        return audit_in(self._store, finding=finding, assessment=assessment, language=language, named=named)

    def search(self, words: str, *, limit: int = 20, offset: int = 0, **values: Any) -> Hits:
        """Paragraphs that hold all the words, in any form, best first; "words in quotation marks" follow each other.

        Other values: where (all, texts, memos, findings, overview), phrase, substring (parts of words); only of sources of a
        source, kind, wave, sub_case, participant, party or level.
        """
        from spanveld.session.searching import search_in

        return search_in(self._store, words, _filters(values), limit=limit, offset=offset, **values)

    def in_context(self, words: str, *, limit: int = 50, offset: int = 0, width: int = 60, **values: Any) -> Lines:
        """The words with what stands before and after them (keyword in context); values as for ``search``."""
        from spanveld.session.searching import lines_in

        return lines_in(self._store, words, _filters(values), limit=limit, offset=offset, width=width, **values)

    def places(self, words: str, **values: Any) -> list[Place]:
        """Every place in texts where the words stand, to look at and code (``passages.code_places``); values as for ``search``."""
        from spanveld.session.searching import places_in

        return places_in(self._store, words, _filters(values), **values)

    def expectations(self, case: str = "") -> Expectations:
        """The expectation test of a case (left out: the first): propositions for and against, pain points expected and found, or not."""
        return self.rules.expectations(case)

    def repair(self) -> bool:
        """Make anew what follows from the study's content (the index of its words) where that is stale; whether it was."""
        from spanveld.session.searching import index_anew
        from spanveld.store.fulltext import is_true

        with self._store.reading() as connection:
            stale = not is_true(connection, self._store.study_id)
        if stale:
            index_anew(self._store)
        return stale

    def show(self) -> Overview:
        """The study at a glance."""
        with self._reader() as reader:
            return overview(reader, **reader.heading(), placed=None)

    def doctor(self) -> Health:
        """Prove that passages, texts and journal are what they were."""
        with self._reader() as reader:
            return health(reader)

    def journal(self, *, head: str = "") -> History:
        """The journal, verified; against an exported head where one is given."""
        with self._reader() as reader:
            return history(reader, head=head)

    def newest(self) -> int:
        """The sequence of the journal's newest entry; 0 where there is none."""
        with self._store.reading() as connection:
            return journal.newest(connection, self._store.study_id)

    def changes(self, after: int) -> list[Brief]:
        """The journal's entries after a sequence, oldest first, without what they changed."""
        with self._store.reading() as connection:
            return journal.briefly(connection, self._store.study_id, after)

    def at(self, when: int | str) -> AbstractContextManager[Study]:
        """The study as it was after an entry of the journal (its number) or on a date (``YYYY-MM-DD``, UTC), to look at in a ``with``."""
        from spanveld.session.past import at

        return at(self, when)

    def as_of(self, when: int | str) -> StudyContent:
        """Everything of the study as it was after an entry of the journal or on a date. Words that were erased since stay erased."""
        from spanveld.session.past import content_as_of

        return content_as_of(self, when)

    # ------------------------------------------------------------------ the study as a whole
    def save(self, folder: str | Path, *, replace: bool = False) -> None:
        """Write the study as a study folder."""
        write_folder(Path(folder), self.content(), replace=replace)

    def backup(self, file: str | Path) -> None:
        """Copy the study with its journal to a ``.spanveld`` file that does not exist yet."""
        self._store.backup(Path(file))

    def remove(self, subject: str, *, with_dependants: bool = False) -> None:
        """Remove ``kind:identifier``, like ``passage:K022``; refused while others rest on it, unless ``with_dependants``."""
        from spanveld.session.removing import remove

        remove(self, subject, with_dependants=with_dependants)

    def describe(self, **values: str) -> None:
        """Change what is known of the study: ``title``, ``ethics`` (the number of its approval), ``keep_until`` (a date)."""
        from spanveld.session.registering import describe

        describe(self, **values)

    def register(self) -> Register:
        """What of whom is kept, for the data management plan; without names."""
        from spanveld.session.registering import register_of

        return register_of(self)

    def erase(self, subject: str, *, names: Sequence[str] = (), agreed: ErasurePlan | None = None) -> Erased:
        """Erase ``participant:R4``, ``source:S1``, ``original:S1`` or ``superseded`` for good; ``names`` are further spellings.

        Refused where ``agreed``, what ``erasure_plan`` gave, is no longer what would happen. Cannot be undone.
        """
        from spanveld.session.erasing import erase

        return erase(self, subject, names, agreed=agreed)

    def erasure_plan(self, subject: str, *, names: Sequence[str] = ()) -> ErasurePlan:
        """What ``erase`` would take away; nothing is written."""
        from spanveld.session.erasing import plan_of

        return plan_of(self, subject, names)

    def undo(self) -> Entry:
        """Take back the actor's last action; gives the entry taken back."""
        return self.group.act(undoing.undo)

    def redo(self) -> Entry:
        """Make the action again that the actor undid last; gives its entry."""
        return self.group.act(undoing.redo)

    def undo_back(self, sequence: int, *, preview: bool = False) -> undoing.UndoneBack:
        """Take back the actor's own actions down to an entry of the journal, each as an entry; stops, and says why, where one is refused.

        ``preview``: find out what would happen, and leave all as it is.
        """
        from spanveld.session.history import undo_back

        return undo_back(self, sequence, preview=preview)

    def close(self) -> None:
        """Let go of the study's file or server."""
        self._store.close()

    def __enter__(self) -> Study:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _filters(values: dict[str, Any]) -> dict[str, str]:
    """What is asked of sources, taken out of the values of a question."""
    names = ("source", "kind", "wave", "sub_case", "participant", "party", "level")
    return {name: values.pop(name) for name in names if name in values}
