"""Databases as Taguette makes them, for tests; where its words lie is counted here with selectolax, not with our reader."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from spanveld.formats.exchange.project import Project

SCHEMA = """
CREATE TABLE users (login VARCHAR(30) NOT NULL PRIMARY KEY, created DATETIME NOT NULL, hashed_password VARCHAR(192),
    email VARCHAR(256));
CREATE TABLE projects (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL, description TEXT NOT NULL,
    created DATETIME NOT NULL);
CREATE TABLE project_members (project_id INTEGER NOT NULL, user_login VARCHAR(30) NOT NULL, privileges VARCHAR(11) NOT NULL,
    PRIMARY KEY (project_id, user_login));
CREATE TABLE documents (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL, description TEXT NOT NULL,
    filename VARCHAR(200) NOT NULL, created DATETIME NOT NULL, project_id INTEGER NOT NULL,
    text_direction VARCHAR(13) NOT NULL, contents TEXT NOT NULL);
CREATE TABLE commands (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, date DATETIME NOT NULL, user_login VARCHAR(30) NOT NULL,
    project_id INTEGER NOT NULL, document_id INTEGER, payload TEXT NOT NULL);
CREATE TABLE tags (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL, path VARCHAR(200) NOT NULL,
    description TEXT NOT NULL);
CREATE TABLE highlights (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL,
    start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, snippet TEXT NOT NULL);
CREATE TABLE highlight_tags (highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL, PRIMARY KEY (highlight_id, tag_id));
"""


def nodes_of(html: str) -> str:
    """The characters of all text nodes, as the browser in which Taguette runs gives them."""
    body = LexborHTMLParser(f"<body>{html}").body
    assert body is not None
    return "".join(node.text_content or "" for node in body.traverse(include_text=True) if node.is_text_node)


class Made:
    """A database that is filled step by step; every method gives the number of the new row."""

    def __init__(self, path: Path, schema: str = SCHEMA) -> None:
        self.path = path
        self.connection = sqlite3.connect(path)
        self.connection.executescript(schema)

    def add(self, table: str, **values: object) -> int:
        columns, places = ", ".join(values), ", ".join("?" * len(values))
        added = self.connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", tuple(values.values()))
        return added.lastrowid or 0

    def project(self, name: str = "Wijkteams", members: Sequence[str] = ("anna",)) -> int:
        number = self.add(
            "projects", name=name, description="Over wijken", created=f"2026-01-0{len(name) % 9 + 1} 08:00:00.000001"
        )
        for login in members:
            self.add("project_members", project_id=number, user_login=login, privileges="ADMIN")
        return number

    def document(self, project: int, html: str, name: str = "R1", direction: str = "LEFT_TO_RIGHT") -> int:
        return self.add(
            "documents", name=name, description="een gesprek", filename=f"{name}.docx", text_direction=direction,
            created="2026-01-02 09:00:00.250000", project_id=project, contents=html,
        )  # fmt: skip

    def tag(self, project: int, path: str, description: str = "", **more: object) -> int:
        return self.add("tags", project_id=project, path=path, description=description, **more)

    def highlight(self, document: int, words: str, tags: Sequence[int] = (), snippet: str | None = None) -> int:
        ((html,),) = self.connection.execute("SELECT contents FROM documents WHERE id = ?", (document,))
        nodes = nodes_of(html)
        start = nodes.index(words)
        return self.at(
            document,
            len(nodes[:start].encode()),
            len(nodes[: start + len(words)].encode()),
            tags,
            words if snippet is None else snippet,
        )

    def at(self, document: int, start: object, end: object, tags: Sequence[int] = (), snippet: str = "") -> int:
        number = self.add("highlights", document_id=document, start_offset=start, end_offset=end, snippet=snippet)
        for tag in tags:
            self.add("highlight_tags", highlight_id=number, tag_id=tag)
        return number

    def command(self, project: int, login: str, date: str, document: int | None = None, **payload: object) -> int:
        return self.add(
            "commands",
            date=date,
            user_login=login,
            project_id=project,
            document_id=document,
            payload=json.dumps(payload),
        )

    def done(self) -> Path:
        self.connection.commit()
        self.connection.close()
        return self.path


def remarks(project: Project) -> str:
    return "\n".join(remark.text() for remark in project.account.remarks)


def tree(project: Project) -> dict[str, tuple[str, bool]]:
    """By the path of a code its description, and whether it may be given."""
    by_guid = {code.guid: code for code in project.codes}

    def path(guid: str) -> str:
        code = by_guid[guid]
        return f"{path(code.parent)} / {code.name}" if code.parent else code.name

    return {path(code.guid): (code.description, code.codable) for code in project.codes}
