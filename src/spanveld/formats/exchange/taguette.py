"""Reads a project of Taguette: the SQLite file that it exports, or its whole database with several projects.

Positions are bytes of UTF-8 over the text nodes of the document's HTML. Who highlighted what, and when, stands only in the list
of commands; what that list does not tell stays unknown. Passwords, e-mail addresses and rights of users are not read.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid5

from spanveld.formats.exchange.account import Account
from spanveld.formats.exchange.foreign_database import ForeignDatabase, foreign_database, integer, is_database, text
from spanveld.formats.exchange.html_text import HtmlText, words_of
from spanveld.formats.exchange.placing import Mark, place
from spanveld.formats.exchange.project import (
    Code,
    Coding,
    Convention,
    Project,
    Selection,
    Source,
    Stamp,
    User,
)
from spanveld.formats.exchange.registry import ReadingChoices
from spanveld.formats.exchange.taguette_tags import NAMESPACE, Tag, codes_of, guid_of_tag
from spanveld.formats.sources.parts import Unreadable
from spanveld.model.errors import N_, SpanveldError

__all__ = ["READER", "TaguetteReader"]

ORIGIN = "Taguette"
_TABLES = frozenset(("projects", "documents", "highlights", "tags", "highlight_tags"))
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?)$")
_BYTES = Convention("utf8_bytes")


class TaguetteReader:
    """The reader of Taguette's SQLite files."""

    name = "taguette"

    def recognises(self, path: Path) -> bool:
        """Whether it is a database with the tables of Taguette."""
        if not (path.is_file() and is_database(path)):
            return False
        try:
            with foreign_database(path) as database:
                return database.tables >= _TABLES
        except SpanveldError:
            return False

    def read(self, path: Path, choices: ReadingChoices) -> Project:
        """The project in the file, or the chosen one of several; Unreadable where there is none or the file is damaged."""
        with foreign_database(path) as database:
            return _Reading(database, choices).project()


READER = TaguetteReader()


@dataclass(slots=True)
class _Made:
    """What the commands tell of one highlight: who made and changed it last, and per tag (its number) who gave it first."""

    stamp: Stamp = field(default_factory=Stamp)
    tags: dict[int, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Highlight:
    number: int
    start: int | None
    end: int | None
    snippet: str


class _Reading:
    def __init__(self, database: ForeignDatabase, choices: ReadingChoices) -> None:
        self._database = database
        self._account = Account()
        self._conventions = choices.conventions
        self._row = self._chosen(choices.project)
        self._number = integer(self._row["id"])
        self._key = text(self._row["created"])
        self._logins: dict[str, str] = {}
        self._taken: Counter[str] = Counter()

    def project(self) -> Project:
        members = [
            text(row["user_login"])
            for row in self._of_project("project_members", "project_id", "user_login")
            if text(row["user_login"])
        ]
        for login in members:
            self._user(login)
        tags, codes = self._tags()
        added, made = self._commands()
        only = self._user(members[0]) if len(members) == 1 else ""
        sources = tuple(self._sources(tags, added, made, only))
        moment = _moment(self._row["created"])
        return Project(
            name=text(self._row["name"]).strip(),
            origin=ORIGIN,
            format=READER.name,
            stamp=Stamp(created=moment),
            description=text(self._row["description"]),
            users=tuple(User(guid, login, login) for login, guid in self._logins.items()),
            codes=codes,
            sources=sources,
            account=self._account,
        )

    # the parts

    def _chosen(self, wanted: str) -> dict[str, object]:
        projects = [dict(row) for row in self._database.rows("projects", "id", "name", "description", "created")]
        if not projects:
            raise Unreadable(N_("it holds no project; export one from Taguette as SQLite3."))
        listed = ", ".join(f"{text(row['id'])} ({text(row['name'])})" for row in projects[:20])
        if not wanted and len(projects) > 1:
            raise Unreadable(
                N_("it holds {count} projects; say which one, by its number or name: {projects}."),
                count=len(projects),
                projects=listed,
            )
        found = [
            row for row in projects if not wanted or wanted.strip() in (text(row["id"]), text(row["name"]).strip())
        ]
        if len(found) > 1:
            found = [row for row in found if text(row["id"]) == wanted.strip()]
        if len(found) != 1:
            raise Unreadable(
                N_("it holds no project {wanted}; choose one of: {projects}."), wanted=wanted, projects=listed
            )
        if len(projects) > 1:
            self._account.remark(
                N_("The file holds {count} projects; the one called {name} was read."),
                count=len(projects),
                name=text(found[0]["name"]),
            )
        return found[0]

    def _of_project(self, table: str, column: str, *columns: str) -> Iterator[dict[str, object]]:
        for row in self._database.rows(table, column, *columns):
            if integer(row[column]) == self._number:
                yield dict(row)

    def _user(self, login: str) -> str:
        """The GUID of a user; one that only the commands name is a user as well."""
        if login not in self._logins:
            self._account.found("User")
            self._logins[login] = self._derived("user", login)
        return self._logins[login]

    def _derived(self, kind: str, *names: str) -> str:
        """A GUID that another export of the same project has too; things that are alike in everything are counted."""
        name = "\n".join((kind, *names))
        self._taken[name] += 1
        return str(uuid5(NAMESPACE, name if self._taken[name] == 1 else f"{name}\n{self._taken[name]}"))

    def _tags(self) -> tuple[dict[int, str], tuple[Code, ...]]:
        """The path of each tag by its number, and the tree that they make."""
        rows = list(self._of_project("tags", "project_id", "id", "path", "description", "parent_id"))
        paths = {
            number: text(row["path"]).strip() or str(number)
            for row in rows
            if (number := integer(row["id"])) is not None
        }
        made = [
            Tag(paths[number], text(row["description"]).strip(), paths.get(integer(row["parent_id"]) or 0, ""))
            for row in rows
            if (number := integer(row["id"])) is not None
        ]
        return paths, codes_of(made, self._account)

    def _commands(self) -> tuple[dict[int, Stamp], dict[int, _Made]]:
        """Per document who added it, per highlight what became of it, each with the moment."""
        added: dict[int, Stamp] = {}
        made: dict[int, _Made] = {}
        used = count = 0
        for row in self._of_project("commands", "project_id", "date", "user_login", "document_id", "payload"):
            count += 1
            payload = _payload(row["payload"])
            kind = payload.get("type")
            if kind not in ("document_add", "highlight_add"):
                continue
            login, moment = text(row["user_login"]), _moment(row["date"])
            user = self._user(login) if login else ""
            if kind == "document_add" and (document := integer(row["document_id"])) is not None:
                added.setdefault(document, Stamp(user, moment))
                used += 1
            elif kind == "highlight_add" and (number := integer(payload.get("highlight_id"))) is not None:
                one = made.setdefault(number, _Made())
                first = one.stamp.created
                one.stamp = Stamp(one.stamp.creator, first, user, moment) if first else Stamp(user, moment)
                given = payload.get("tags")
                numbers = [integer(tag) for tag in given] if isinstance(given, list) else []
                one.tags = {tag: one.tags.get(tag, (user, moment)) for tag in numbers if tag is not None}
                used += 1
        if count:
            self._account.found("Command", count)
            self._account.became("Command", "changed", used)
            self._account.became("Command", "dropped", count - used)
            self._account.remark(
                N_("Of Taguette's list of {count} commands only who added and highlighted what, and when, was taken."),
                count=count,
            )
        return added, made

    def _sources(
        self, paths: dict[int, str], added: dict[int, Stamp], made: dict[int, _Made], only: str
    ) -> Iterator[Source]:
        tags_of: dict[int, list[int]] = {}
        for row in self._database.rows("highlight_tags", "highlight_id", "tag_id"):
            highlight, tag = integer(row["highlight_id"]), integer(row["tag_id"])
            if highlight is not None and tag in paths:
                tags_of.setdefault(highlight, []).append(tag)
        highlights: dict[int, list[_Highlight]] = {}
        for row in self._database.rows("highlights", "id", "document_id", "start_offset", "end_offset", "snippet"):
            document, number = integer(row["document_id"]), integer(row["id"])
            if document is not None and number is not None:
                highlights.setdefault(document, []).append(
                    _Highlight(number, integer(row["start_offset"]), integer(row["end_offset"]), text(row["snippet"]))
                )
        documents = {integer(row["id"]) for row in self._database.rows("documents", "id")}
        if lost := sum(len(found) for document, found in highlights.items() if document not in documents):
            self._account.found("PlainTextSelection", lost)
            self._account.became("PlainTextSelection", "dropped", lost)
            self._account.remark(N_("Highlights that belong to no document and were left out: {count}."), count=lost)
        authors = _Authors(paths, tags_of, made, only)
        columns = ("id", "name", "description", "filename", "created", "text_direction", "contents")
        for row in self._of_project("documents", "project_id", *columns):
            number = integer(row["id"]) or 0
            yield self._source(row, highlights.get(number, []), added.get(number, Stamp()), authors)
        if authors.unknown:
            self._account.remark(
                N_("Codings without an author in the file, which go to an unknown coder: {count}."),
                count=authors.unknown,
            )
        if authors.assumed:
            self._account.remark(
                N_("Codings without an author in the file, which go to the only member of the project: {count}."),
                count=authors.assumed,
            )

    def _source(self, row: dict[str, object], highlights: list[_Highlight], added: Stamp, authors: _Authors) -> Source:
        file, contents = text(row["filename"]).strip(), text(row["contents"])
        name = text(row["name"]).strip() or file
        guid = self._derived("document", self._key, text(row["created"]), file)
        self._account.found("TextSource")
        if text(row["text_direction"]).startswith("RIGHT"):
            self._account.remark(N_("{source}: it is written from right to left, which is not kept."), source=name)
        html = self._html(contents, name)
        words = [words_of(one.snippet) for one in highlights]
        marks = [Mark(one.start, one.end, said) for one, said in zip(highlights, words, strict=True)]
        placed = place(html.nodes, marks, origin=ORIGIN, chosen=self._conventions.get(guid, _BYTES))
        spans = [html.span(*span) if span else None for span in placed.spans]
        alike = [
            not said or span is None or _alike(said, html.text[slice(*span)])
            for said, span in zip(words, spans, strict=True)
        ]
        unlike, outside, proved = alike.count(False), spans.count(None), sum(map(bool, words))
        for count, message in (
            (outside, N_("{source}: highlights without a place in the text: {count}.")),
            (
                placed.moved,
                N_("{source}: highlights that begin or end halfway a character, which was taken whole: {count}."),
            ),
            (
                unlike,
                N_(
                    "{source}: highlights whose words are not those that Taguette kept beside them; look at them: {count}."
                ),
            ),
        ):
            if count:
                self._account.remark(message, source=name, count=count)
        return Source(
            guid,
            name,
            text=html.text if html.nodes or not contents else None,
            description=text(row["description"]),
            stamp=Stamp(added.creator, added.created or _moment(row["created"])),
            selections=tuple(
                self._selection(guid, one, span, said, authors)
                for one, span, said in zip(highlights, spans, words, strict=True)
            ),
            file=file,
            original=contents.encode("utf-8", "replace"),
            ending=".html",
            resolved=replace(
                placed.resolved,
                score=(proved - unlike) / proved if proved else None,
                chosen=guid in self._conventions,
                inside=len(spans) - outside,
                outside=outside,
            ),
        )

    def _selection(
        self, source: str, one: _Highlight, span: tuple[int, int] | None, said: str, authors: _Authors
    ) -> Selection:
        guid = self._derived("highlight", source, f"{one.start}-{one.end}")
        codings = tuple(
            Coding(self._derived("coding", guid, path), guid_of_tag(path), user, moment)
            for path, user, moment in authors.codings(one.number)
        )
        self._account.found("PlainTextSelection")
        self._account.found("Coding", len(codings))
        start, end = span or (None, None)
        return Selection(guid, start, end, one.start, one.end, said, stamp=authors.stamp(one.number), codings=codings)

    def _html(self, contents: str, source: str) -> HtmlText:
        """The text of a document; one that cannot be read becomes a source without text, and the others come in."""
        try:
            return HtmlText(contents)
        except Unreadable as error:
            self._account.remark(N_("{source}: its text was not taken: {problem}"), source=source, problem=error)
            return HtmlText("")


class _Authors:
    """Who gave a tag to a highlight, and when; ``only``: the single member of the project, whose work the rest must be."""

    def __init__(self, paths: dict[int, str], tags_of: dict[int, list[int]], made: dict[int, _Made], only: str) -> None:
        self._paths, self._tags_of, self._made, self._only = paths, tags_of, made, only
        self.assumed = self.unknown = 0

    def stamp(self, highlight: int) -> Stamp:
        found = self._made.get(highlight)
        return found.stamp if found else Stamp(self._only)

    def codings(self, highlight: int) -> Iterable[tuple[str, str, str]]:
        found = self._made.get(highlight, _Made())
        given = dict.fromkeys(self._tags_of.get(highlight, ()))
        for tag in given:
            user, moment = found.tags.get(tag, ("", ""))
            if not user and self._only:
                user = self._only
                self.assumed += 1
            elif not user:
                self.unknown += 1
            yield self._paths[tag], user, moment


def _alike(said: str, words: str) -> bool:
    return "".join(said.split()).replace("\xad", "") == "".join(words.split())


def _payload(value: object) -> dict[str, object]:
    try:
        found = json.loads(text(value))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _moment(value: object) -> str:
    """A moment as ISO 8601; Taguette keeps universal time without saying so."""
    found = _MOMENT.match(text(value).strip())
    return f"{found[1]}T{found[2]}Z" if found else text(value).strip()
