"""``study.pseudonyms``

found = study.pseudonyms.proposals()
Path("table.csv").write_bytes(study.pseudonyms.table())        a person edits this
study.pseudonyms.apply("table.csv")
study.pseudonyms.residue("table.csv").traces
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from spanveld.actions.pseudonyms import NewField, NewText, pseudonymise
from spanveld.actions.theory import parse_framework
from spanveld.formats import age_file
from spanveld.formats.pseudonym_table import PseudonymRow, PseudonymTable, read_table, write_table
from spanveld.language.messages import Translate
from spanveld.model.errors import N_, Refused, why
from spanveld.reports import pseudonyms_text
from spanveld.reports.lines import WIDTH, Line
from spanveld.session.acting import Group
from spanveld.store.records import Reader
from spanveld.views.pseudonyms import PassPlan, Proposals, Rule, pass_plan, propose
from spanveld.views.residue import Residue, residue

if TYPE_CHECKING:
    from spanveld.session.study import Study

__all__ = [
    "Pseudonyms",
    "Table",
    "plan_lines",
    "proposal_lines",
    "pseudonyms_of",
    "read_pseudonyms",
    "residue_lines",
    "write_private",
]

Table = PseudonymTable | Mapping[str, str] | str | Path
"""A table of pseudonyms: a CSV file, its content, or spelling -> what stands for it."""


class Pseudonyms(Group):
    """Stand-ins for names: proposed, confirmed by a person in one table, put in the texts in one pass; and what is left of names."""

    def proposals(self, *sources: str) -> Proposals:
        """What might stand for the names in these sources, or all; nothing is written."""
        with self._reader() as reader:
            return propose(reader, sources)

    def table(self, *sources: str) -> bytes:
        """The proposals as a CSV table to be edited; with ``;`` in a Dutch study, as spreadsheets there expect."""
        return table_of(self.proposals(*sources))

    def plan(self, table: Table, *sources: str, everywhere: bool = False, any_case: bool = False) -> PassPlan:
        """What ``apply`` would do; nothing is written."""
        read = read_pseudonyms(table)
        named = {name for row in read.rows for name in re.split(r"[\s;,]+", row.sources) if name}
        with self._reader() as reader:
            rules = rules_of(read, any_case=any_case)
            return pass_plan(reader, rules, sources, reviewed=tuple(named), everywhere=everywhere)

    def apply(
        self,
        table: Table,
        *sources: str,
        everywhere: bool = False,
        any_case: bool = False,
        key: str | Path | None = None,
        recipients: Sequence[str] = (),
        agreed: PassPlan | None = None,
    ) -> PassPlan:
        """Put the stand-ins of the table in these sources, or all, in one step that can be undone; every passage keeps its place.

        ``everywhere``: in memos, statements, titles and all other fields too. ``key`` is a new file outside the study to which the
        table is written, encrypted for ``recipients``; without it no key is kept. Refused where ``agreed``, what ``plan`` gave, is
        no longer what would happen.
        """
        read = read_pseudonyms(table)
        plan = agreed or self.plan(read, *sources, everywhere=everywhere, any_case=any_case)
        texts = [NewText(item.source, item.text, item.edits) for item in plan.sources]
        fields = [
            NewField(item.of.table, item.of.key, item.of.column, item.of.value, item.value) for item in plan.fields
        ]
        with self._key(key, read, recipients):
            self.act(
                pseudonymise, texts, fields, date.today().isoformat(), sealed=plan.of_words if everywhere else None
            )
        return plan

    def residue(self, table: Table | None = None) -> Residue:
        """What still looks like a name, in texts and all other fields; by a table, also where its names still stand."""
        rules = () if table is None else rules_of(read_pseudonyms(table))
        with self._reader() as reader:
            return residue(reader, rules)

    @contextmanager
    def _reader(self) -> Iterator[Reader]:
        with self.store.reading() as connection:
            yield Reader(connection, self.store.study_id, parse_framework)

    @contextmanager
    def _key(self, file: str | Path | None, table: PseudonymTable, recipients: Sequence[str]) -> Iterator[None]:
        """Write the key first: names are not replaced where it cannot be kept; and where they are not, it is not kept."""
        if file is None:
            yield
            return
        path, study = Path(file), self.store.address.path
        if study is not None and path.resolve() == study.resolve():
            raise Refused(N_("{path} is the study itself; keep the key elsewhere, in a file of its own."), path=path)
        keys = list(dict.fromkeys(key for given in recipients for key in age_file.recipients_of(given)))
        write_private(path, age_file.encrypt(write_table(table.taken), keys))
        try:
            yield
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def pseudonyms_of(study: Study) -> Pseudonyms:
    """The pseudonyms of an open study."""
    group = study.group
    return Pseudonyms(group.store, group.actor, group.once, group.seen)


def read_pseudonyms(table: Table) -> PseudonymTable:
    """A table of pseudonyms, checked; PseudonymTableError with all its faults."""
    if isinstance(table, PseudonymTable):
        return table
    if isinstance(table, Mapping):
        rows = [PseudonymRow(found, replacement) for found, replacement in table.items()]
        return read_table(write_table(rows), "table")
    path = Path(table)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused(N_("{path} cannot be read: {reason}."), path=path, reason=why(error)) from error
    return read_table(data, path.name)


def table_of(found: Proposals) -> bytes:
    """Proposals as a CSV table."""
    rows = [
        PseudonymRow(
            item.found, item.replacement, item.take, item.kind, item.count, " ".join(item.sources), item.example
        )
        for item in found.rows
    ]
    return write_table(rows, delimiter=";" if found.language == "nl" else ",")


def rules_of(table: PseudonymTable, *, any_case: bool = False) -> list[Rule]:
    """The rows of a table as rules; what is not taken stays."""
    return [Rule(row.found, row.replacement if row.take else "", any_case) for row in table.rows]


def write_private(path: Path, data: bytes, *, replace: bool = False) -> None:
    """A file that only its owner can read, whole or not at all; Refused where it exists, unless ``replace``."""
    target = path.with_name(f"{path.name}.{os.getpid()}.part") if replace else path
    try:
        number = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError as error:
        raise Refused(N_("{path} exists already; choose another name."), path=target) from error
    except OSError as error:
        raise Refused(N_("{path} cannot be written: {reason}."), path=path, reason=why(error)) from error
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            target.replace(path)
    except OSError as error:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        raise Refused(N_("{path} cannot be written: {reason}."), path=path, reason=why(error)) from error


def proposal_lines(found: Proposals, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """The proposals as lines of text."""
    return pseudonyms_text.proposal_lines(found, translate, width=width)


def plan_lines(plan: PassPlan, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """What a pass would do, as lines of text."""
    return pseudonyms_text.plan_lines(plan, translate, width=width)


def residue_lines(found: Residue, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """What still looks like a name, as lines of text."""
    return pseudonyms_text.residue_lines(found, translate, width=width)
