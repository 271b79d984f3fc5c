"""Project folders as QualCoder of several versions leaves them, for the tests of its reader."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from spanveld.formats.exchange.project import Convention, Project, Source
from spanveld.formats.exchange.qualcoder import READER
from spanveld.formats.exchange.registry import ReadingChoices

__all__ = ["COLUMNS", "TEXT", "Made", "full", "made", "named", "read", "told"]

TEXT = "I: Hoe loopt het? 😀\nR1: Goed, maar traag. 🚒\nR1: De raad zwijgt.\n"
"""Two signs beyond the first plane: code points and UTF-16 units differ."""
DAY = "2024-05-06 07:08:09"

COLUMNS: dict[str, tuple[tuple[str, int, int], ...]] = {
    # table: (column, since which version, up to which)
    "project": (
        ("databaseversion text", 1, 99),
        ("date text", 1, 99),
        ("memo text", 1, 99),
        ("about text", 1, 99),
        ("bookmarkfile integer", 2, 99),
        ("codername text", 5, 99),
    ),
    "source": (
        ("id integer primary key", 1, 99),
        ("name text", 1, 99),
        ("fulltext text", 1, 99),
        ("imagepath text", 1, 1),
        ("mediapath text", 2, 99),
        ("memo text", 1, 99),
        ("owner text", 1, 99),
        ("date text", 1, 99),
        ("av_text_id integer", 5, 99),
        ("risid integer", 8, 99),
    ),
    "code_image": (
        *((f"{name} integer", 1, 99) for name in ("imid", "id", "x1", "y1", "width", "height", "cid")),
        *((f"{name} text", 1, 99) for name in ("memo", "date", "owner")),
        ("important integer", 3, 99),
        ("pdf_page integer", 10, 99),
    ),
    "code_av": (
        *((f"{name} integer", 2, 99) for name in ("avid", "id", "pos0", "pos1", "cid")),
        *((f"{name} text", 2, 99) for name in ("memo", "date", "owner")),
        ("important integer", 3, 99),
    ),
    "annotation": (
        *((f"{name} integer", 1, 99) for name in ("anid", "fid", "pos0", "pos1")),
        *((f"{name} text", 1, 99) for name in ("memo", "owner", "date")),
    ),
    "attribute_type": tuple(
        (f"{name} text", 1, 99) for name in ("name", "date", "owner", "memo", "caseOrFile", "valuetype")
    ),
    "attribute": (
        *((f"{name} text", 1, 99) for name in ("name", "attr_type", "value", "date", "owner")),
        *((f"{name} integer", 1, 99) for name in ("attrid", "id")),
    ),
    "case_text": (
        *((f"{name} integer", 1, 99) for name in ("id", "caseid", "fid", "pos0", "pos1")),
        *((f"{name} text", 1, 99) for name in ("owner", "date", "memo")),
    ),
    "cases": (
        ("caseid integer primary key", 1, 99),
        *((f"{name} text", 1, 99) for name in ("name", "memo", "owner", "date")),
    ),
    "code_cat": (
        ("catid integer primary key", 1, 99),
        *((f"{name} text", 1, 99) for name in ("name", "owner", "date", "memo")),
        ("supercatid integer", 1, 99),
    ),
    "code_name": (
        ("cid integer primary key", 1, 99),
        *((f"{name} text", 1, 99) for name in ("name", "memo", "owner", "date", "color")),
        ("catid integer", 1, 99),
        ("supercid integer", 16, 99),
    ),
    "code_text": (
        ("ctid integer primary key", 4, 99),
        *((f"{name} integer", 1, 99) for name in ("cid", "fid", "pos0", "pos1")),
        *((f"{name} text", 1, 99) for name in ("seltext", "owner", "date", "memo")),
        ("avid integer", 2, 99),
        ("important integer", 3, 99),
    ),
    "journal": (
        ("jid integer primary key", 1, 99),
        *((f"{name} text", 1, 99) for name in ("name", "jentry", "date", "owner")),
    ),
    "stored_sql": tuple((f"{name} text", 5, 99) for name in ("title", "description", "grouper", "ssql")),
    "graph": (
        ("grid integer primary key", 6, 99),
        *((f"{name} text", 6, 99) for name in ("name", "description", "date")),
        *((f"{name} integer", 6, 99) for name in ("scene_width", "scene_height")),
    ),
    "gr_cdct_text_item": (
        *((f"{name} integer", 6, 99) for name in ("gtextid", "grid", "x", "y", "supercatid", "catid", "cid")),
        ("displaytext text", 6, 99),
    ),
    "gr_file_text_item": (
        *((f"{name} integer", 6, 99) for name in ("gfileid", "grid", "x", "y", "fid")),
        *((f"{name} text", 6, 99) for name in ("color", "displaytext")),
    ),
    "gr_free_text_item": (
        *((f"{name} integer", 6, 99) for name in ("gfreeid", "grid", "freetextid", "x", "y")),
        *((f"{name} text", 6, 99) for name in ("free_text", "color")),
    ),
    "gr_cdct_line_item": (
        *((f"{name} integer", 6, 99) for name in ("glineid", "grid", "fromcatid", "fromcid", "tocatid", "tocid")),
        *((f"{name} text", 6, 99) for name in ("color", "linetype")),
        ("label text", 17, 99),
        ("arrow_mode text", 17, 99),
    ),
    "gr_free_line_item": (
        *((f"{name} integer", 6, 99) for name in ("gflineid", "grid", "fromfreetextid", "fromfileid", "tocid")),
        *((f"{name} text", 6, 99) for name in ("color", "linetype")),
    ),
    "ris": (("risid integer", 8, 99), *((f"{name} text", 8, 99) for name in ("tag", "longtag", "value"))),
    "files_filter": (("filterid integer", 13, 99), ("name text", 13, 99), ("filter text", 13, 99)),
    "coder_names": (("name text", 14, 99), ("visibility integer", 14, 99)),
    "vectors": (("id integer", 18, 99), ("content text", 18, 99)),
}
"""What the tables had in each version of the database; version 18 is made up: what one day may come."""


class Made:
    """A project folder under way; values for columns that its version does not have are left out."""

    def __init__(self, folder: Path, version: int = 17, wal: bool = False) -> None:
        self.folder, self.version = folder, version
        for name in ("documents", "images", "audio", "video"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        self.database = sqlite3.connect(folder / "data.qda")
        self.database.execute("PRAGMA synchronous = OFF")
        if wal:
            self.database.execute("PRAGMA journal_mode = WAL")
        self._columns: dict[str, set[str]] = {}
        for table, columns in COLUMNS.items():
            there = [column for column, since, until in columns if since <= version <= until]
            if there:
                self.database.execute(f"CREATE TABLE {table} ({', '.join(there)})")
                self._columns[table] = {column.split()[0] for column in there}

    def add(self, table: str, **values: object) -> Made:
        """A row."""
        there = {name: value for name, value in values.items() if name in self._columns.get(table, ())}
        if there:
            self.database.execute(
                f"INSERT INTO {table} ({', '.join(there)}) VALUES ({', '.join('?' * len(there))})", [*there.values()]
            )
        return self

    def text(self, number: int, name: str, fulltext: str | None, **more: object) -> Made:
        """A source with its text; ``more`` for its other columns."""
        return self.add(
            "source",
            **{"id": number, "name": name, "fulltext": fulltext, "memo": "", "owner": "anna", "date": DAY, **more},
        )

    def coded(self, number: int, code: int, start: int, end: int, words: str | None = None, **more: object) -> Made:
        """A coding in the first source; ``words`` where it notes others than those at the place."""
        noted = TEXT[start:end] if words is None else words
        return self.add(
            "code_text",
            **{
                "ctid": number, "cid": code, "fid": 1, "seltext": noted, "pos0": start, "pos1": end,
                "owner": "anna", "date": DAY, "memo": "", **more,
            },
        )  # fmt: skip

    def done(self) -> Path:
        """The folder, everything written."""
        self.database.commit()
        self.database.close()
        return self.folder


def made(folder: Path, version: int = 17, **options: bool) -> Made:
    """A project with a row of its own, one category, two codes and one text."""
    project = Made(folder, version, **options)
    project.add(
        "project", databaseversion=f"v{version}", date="2024-01-02 03:04:05", memo="Over de raad", about="QualCoder 3.8"
    )
    project.add("code_cat", catid=1, name="Sturing", owner="anna", date=DAY, memo="folder memo")
    project.add("code_name", cid=1, name="Traag", catid=1, owner="anna", date=DAY, memo="te lang", color="#FF0000")
    project.add("code_name", cid=2, name="Zwijgt", catid=1, owner="bram", date=DAY, memo="", color="#00ff00")
    return project.text(1, "R1.txt", TEXT)


def full(folder: Path, version: int = 17) -> Path:
    """A project with something of everything that its version can hold."""
    project = made(folder, version)
    project.add("code_cat", catid=2, name="Dieper", owner="anna", date=DAY, memo="", supercatid=1)
    project.add("code_name", cid=3, name="Onder traag", owner="anna", date=DAY, memo="", color="#0000FF", supercid=1)
    (folder / "documents" / "R1.txt").write_text(TEXT, encoding="utf-8")
    (folder / "images" / "foto.jpg").write_bytes(b"\xff\xd8 a picture")
    project.text(
        2, "rapport.pdf", "Blad een.\nBlad twee.\n", mediapath="/docs/rapport.pdf", imagepath="/docs/rapport.pdf"
    )
    project.text(3, "foto.jpg", None, mediapath="/images/foto.jpg", imagepath="/images/foto.jpg")
    if version >= 2:  # recordings came in the second
        project.text(4, "talk.mp3", None, mediapath="/audio/talk.mp3", av_text_id=5)
        project.text(5, "talk.mp3.transcribed", "[00.01] Dag.\n", risid=1)
        project.text(6, "film.mp4", None, mediapath="video:/home/somebody/film.mp4")
    for number, code, words in ((1, 1, "traag"), (2, 2, "De raad zwijgt"), (3, 3, "🚒")):
        start = TEXT.index(words)
        owner = "bram" if number == 2 else "anna"
        project.coded(
            number, code, start, start + len(words), memo=f"memo {number}", owner=owner, important=number == 2
        )
    if version >= 2:
        project.coded(4, 1, 0, 4, "[00.", fid=5, avid=7)
    project.add("annotation", anid=1, fid=1, pos0=4, pos1=7, memo="begin", owner="bram", date=DAY)
    project.add(
        "code_image", imid=1, id=3, x1=10, y1=20, width=30, height=40, cid=1, memo="hoek", date=DAY, owner="anna"
    )
    project.add("code_image", imid=2, id=2, x1=1, y1=2, width=3, height=4, cid=2, date=DAY, owner="anna", pdf_page=1)
    project.add("code_av", avid=7, id=4, pos0=5000, pos1=1000, cid=2, memo="", date=DAY, owner="bram", important=1)
    project.add("cases", caseid=1, name="R1", memo="wethouder", owner="anna", date=DAY)
    project.add("case_text", id=1, caseid=1, fid=1, pos0=0, pos1=len(TEXT) - 1, owner="anna", date=DAY, memo="heel")
    project.add("case_text", id=2, caseid=1, fid=2, pos0=0, pos1=4, owner="anna", date=DAY)
    project.add("case_text", id=3, caseid=1, fid=3, pos0=0, pos1=0, owner="anna", date=DAY)
    for name, kind, valuetype in (
        ("Rol", "case", "character"),
        ("Jaar", "file", "numeric"),
        ("Soort", "journal", "character"),
    ):
        project.add(
            "attribute_type", name=name, caseOrFile=kind, valuetype=valuetype, memo=f"over {name}", owner="anna"
        )
    values = (
        ("Rol", "case", "raad", 1),
        ("Jaar", "file", "2012", 1),
        ("Jaar", "file", "n.v.t.", 2),
        ("Jaar", "file", "", 3),
    )
    for number, (name, kind, value, row) in enumerate((*values, ("Soort", "journal", "log", 1))):
        project.add("attribute", attrid=number, name=name, attr_type=kind, value=value, id=row, owner="anna", date=DAY)
    project.add("journal", jid=1, name="Dagboek", jentry="Eerste dag.\nTweede.", date=DAY, owner="bram")
    project.add("ris", risid=1, tag="TY", value="JOUR").add("ris", risid=1, tag="TI", value="Sturen")
    project.add("stored_sql", title="Mijn vraag", ssql="select 1")
    project.add("coder_names", name="anna", visibility=1).add("coder_names", name="cor", visibility=0)
    project.add("graph", grid=1, name="Kaart", description="", date=DAY)
    project.add("gr_cdct_text_item", gtextid=1, grid=1, x=10, y=20, catid=1, cid=1, displaytext="Traag")
    project.add("gr_cdct_text_item", gtextid=2, grid=1, x=10, y=90, catid=1, displaytext="Sturing")
    project.add("gr_file_text_item", gfileid=1, grid=1, x=50, y=50, fid=1, color="blue", displaytext="R1.txt")
    project.add("gr_free_text_item", gfreeid=1, grid=1, freetextid=1, x=5, y=5, free_text="los <woord>", color="#abc")
    project.add("gr_cdct_line_item", glineid=1, grid=1, fromcatid=1, tocatid=1, tocid=1, color="gray", linetype="dotted",
                label="hoort bij")  # fmt: skip
    project.add("gr_free_line_item", gflineid=1, grid=1, fromfileid=1, tocid=2, color="red", linetype="solid")
    project.add("vectors", id=1, content="of a later version")
    return project.done()


def read(path: Path, **conventions: Convention) -> Project:
    return READER.read(path, ReadingChoices(conventions=conventions))


def named(project: Project, name: str) -> Source:
    return next(source for source in project.sources if source.name == name)


def told(project: Project) -> str:
    return "\n".join(remark.text() for remark in project.account.remarks)
