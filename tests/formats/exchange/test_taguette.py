"""Taguette's projects: every highlight on its words, with its tags, its maker and its moment."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from spanveld.formats.exchange.html_text import HtmlText, words_of
from spanveld.formats.exchange.project import Convention, Project
from spanveld.formats.exchange.registry import ReadingChoices, read_project, reader_of
from spanveld.formats.sources.parts import Unreadable
from tests.formats.exchange.taguette_made import SCHEMA, Made, nodes_of, remarks, tree

EXPORT = Path(__file__).parent / "files" / "taguette_project_export.sqlite3"


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path / "made.sqlite3")


def bare(words: str) -> str:
    return "".join(words.split())


def passages(project: Project) -> list[str]:
    return [
        "-" if one.start is None else (source.text or "")[one.start : one.end]
        for source in project.sources
        for one in source.selections
    ]


# an export that Taguette made


def test_every_highlight_of_an_export_lies_on_its_words() -> None:
    project = read_project(EXPORT)
    with sqlite3.connect(f"file:{EXPORT}?mode=ro", uri=True) as database:
        rows = database.execute(
            "SELECT d.contents, h.start_offset, h.end_offset, h.snippet FROM highlights h"
            " JOIN documents d ON d.id = h.document_id ORDER BY h.id"
        ).fetchall()
    expected = [nodes_of(html).encode()[start:end].decode() for html, start, end, _ in rows]
    assert passages(project) == expected == [snippet for *_, snippet in rows]
    assert passages(project) == ["wil coördinatie – maar", "Café-overleg helpt 🚒🚓"]
    (source,) = project.sources
    assert [(one.raw_start, one.raw_end) for one in source.selections] == [(row[1], row[2]) for row in rows]
    assert source.resolved is not None
    assert (source.resolved.convention, source.resolved.score) == (Convention("utf8_bytes"), 1.0)


def test_everything_else_of_an_export_is_there_too() -> None:
    project = read_project(EXPORT)
    with sqlite3.connect(f"file:{EXPORT}?mode=ro", uri=True) as database:
        tags = database.execute("SELECT path, description FROM tags").fetchall()
        given = database.execute("SELECT count(*) FROM highlight_tags").fetchone()[0]
        (name, description), (html, created) = (
            database.execute("SELECT name, description FROM projects").fetchone(),
            database.execute("SELECT contents, created FROM documents").fetchone(),
        )
    assert (project.name, project.description, project.origin) == (name, description, "Taguette")
    assert tree(project) == {path.replace(".", " / "): (text, True) for path, text in tags}
    assert [user.name for user in project.users] == ["admin"]
    (source,) = project.sources
    assert source.text == (
        "I: Hoe verloopt de samenwerking? 😀\nR1: De gemeente wil coördinatie – maar “eigen” ruimte.\n"
        "R1: Café-overleg helpt 🚒🚓 vaak."
    )
    assert (source.name, source.file, source.ending) == ("R1", "R1.docx", ".html")
    assert source.original.decode() == html
    assert source.stamp.created == created.replace(" ", "T") + "Z"
    codings = [coding for one in source.selections for coding in one.codings]
    assert len(codings) == given == project.account.lines["Coding"].in_file
    assert {coding.user for coding in codings} == {project.users[0].guid}
    assert "go to the only member of the project: 3." in remarks(project)


def test_the_guid_of_a_code_is_the_one_in_the_code_book_of_the_same_project() -> None:
    assert {code.guid for code in read_project(EXPORT).codes} == {  # as in the qdc that Taguette wrote of it
        "5a8e6368-f23b-5b62-ab5b-58cd84922948",
        "e4fd269d-1651-52da-baf9-600c6e576c43",
    }


def test_the_file_is_left_as_it_is(tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(EXPORT.read_bytes())
    copy.chmod(0o400)
    read_project(copy)
    assert copy.read_bytes() == EXPORT.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["copy.sqlite3"]


def test_what_is_still_in_the_log_beside_the_file_is_read_and_stays_there(made: Made) -> None:
    project = made.project()
    made.connection.commit()
    made.connection.execute("PRAGMA journal_mode = WAL")
    made.highlight(made.document(project, "<p>een twee</p>"), "twee")
    made.connection.commit()
    folder = {path.name: path.read_bytes() for path in made.path.parent.iterdir()}
    assert len(folder["made.sqlite3-wal"]) > 0
    assert passages(read_project(made.path)) == ["twee"]
    assert {path.name: path.read_bytes() for path in made.path.parent.iterdir()} == folder
    made.connection.close()


# the commands: who and when


def test_who_highlighted_and_when_comes_from_the_commands(made: Made) -> None:
    project = made.project(members=["anna", "bas"])
    document = made.document(project, "<p>een twee drie</p>")
    one, two = made.tag(project, "een"), made.tag(project, "twee")
    number = made.highlight(document, "twee", [one, two])
    made.command(project, "anna", "2026-02-01 10:00:00.500000", document, type="document_add", document_name="R1")
    made.command(
        project, "anna", "2026-02-02 10:00:00", document, type="highlight_add", highlight_id=number, tags=[one]
    )
    made.command(
        project, "bas", "2026-02-03 10:00:00", document, type="highlight_add", highlight_id=number, tags=[one, two]
    )
    read = read_project(made.done())
    login = {user.guid: user.name for user in read.users}
    (source,) = read.sources
    (selection,) = source.selections
    assert (login[source.stamp.creator], source.stamp.created) == ("anna", "2026-02-01T10:00:00.500000Z")
    stamp = selection.stamp
    assert (login[stamp.creator], stamp.created) == ("anna", "2026-02-02T10:00:00Z")
    assert (login[stamp.modifier], stamp.modified) == ("bas", "2026-02-03T10:00:00Z")
    assert [(login[coding.user], coding.created) for coding in selection.codings] == [
        ("anna", "2026-02-02T10:00:00Z"),
        ("bas", "2026-02-03T10:00:00Z"),
    ]
    assert (read.account.lines["Command"].changed, read.account.lines["Command"].dropped) == (3, 0)


def test_a_coder_who_is_no_member_any_more_is_a_user(made: Made) -> None:
    project = made.project(members=["anna", "bas"])
    document = made.document(project, "<p>een twee</p>")
    tag = made.tag(project, "een")
    number = made.highlight(document, "twee", [tag])
    made.command(project, "cor", "2026-02-02 10:00:00", document, type="highlight_add", highlight_id=number, tags=[tag])
    read = read_project(made.done())
    assert [user.name for user in read.users] == ["anna", "bas", "cor"]
    assert read.sources[0].selections[0].codings[0].user == read.users[2].guid


def test_codings_of_which_nothing_tells_the_maker_are_counted(made: Made) -> None:
    project = made.project(members=["anna", "bas"])
    tag = made.tag(project, "een")
    made.highlight(made.document(project, "<p>een twee</p>"), "twee", [tag])
    made.command(project, "bas", "2026-02-02 10:00:00", None, type="tag_add", tag_id=tag)
    read = read_project(made.done())
    assert read.sources[0].selections[0].codings[0].user == ""
    assert "go to an unknown coder: 1." in remarks(read)
    assert (read.account.lines["Command"].changed, read.account.lines["Command"].dropped) == (0, 1)


# places

PIECES = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<h2>", "</h2>", "<ul><li>", "</li></ul>", "<br>", "\n", " ", "\r\n", "&nbsp;", "&amp;", "a", "é",
     "😀", "samen", "werk ", "<!-- weg -->", "<table><tr><td>", "</td><td>", "</td></tr></table>", "&shy;", "<a href='#'>", "</a>", "\t"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join), st.data())
def test_a_highlight_holds_the_words_that_its_bytes_hold(html: str, data: st.DataObject) -> None:
    nodes = nodes_of(html)
    read = HtmlText(html)
    assert read.nodes == nodes
    start = data.draw(st.integers(0, len(nodes)))
    end = data.draw(st.integers(start, len(nodes)))
    span = read.span(start, end)
    shown = bare(nodes[start:end].replace("\xad", ""))
    assert ("" if span is None else bare(read.text[slice(*span)])) == shown
    assert bare(read.text) == bare(nodes.replace("\xad", ""))
    assert read.text == read.text.strip("\n")
    assert not {"\n\n\n", "  "} & {read.text[at : at + size] for size in (2, 3) for at in range(len(read.text))}


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h1>Kop</h1><p>een <b>twee</b></p>\n<p>drie</p>", "Kop\neen twee\ndrie"),
        ("<p>een</p><p><br></p><p>&nbsp;</p><p>twee</p>", "een\n\ntwee"),
        ("<p>regel<br>twee</p>", "regel\ntwee"),
        ("<ul><li>een<ul><li>twee</li></ul></li><li>drie</li></ul>", "een\ntwee\ndrie"),
        ("<table><tr><td>a</td><td><p>b</p><p>c</p></td></tr>\n<tr><td></td><td>d</td></tr></table>", "a\tb c\n\td"),
        ("<pre>x  y\n z</pre>", "x  y\n z"),
        ("<p>a<script>weg()</script>b</p><style>p {}</style>", "ab"),
        ("", ""),
    ],
)
def test_the_text_is_what_a_person_reads(html: str, text: str) -> None:
    assert HtmlText(html).text == text


def test_white_space_before_the_first_tag_counts(made: Made) -> None:
    project = made.project()
    made.highlight(made.document(project, "\n  <p>een twee</p>"), "twee")
    assert passages(read_project(made.done())) == ["twee"]


def test_a_highlight_over_paragraphs_and_bold_words_is_one_passage(made: Made) -> None:
    project = made.project()
    document = made.document(project, "<p>De <b>gemeente 😀 wil</b></p>\n<p>én <i>kan</i> &amp; mag</p>")
    made.highlight(document, "wil\nén kan &", snippet="<p><b>wil</b></p><p>én <i>kan</i> &amp;</p>")
    read = read_project(made.done())
    assert passages(read) == ["wil\nén kan &"]
    assert remarks(read) == ""


def test_a_space_at_the_end_of_a_highlight_stays_where_it_is_shown(made: Made) -> None:
    project = made.project()
    document = made.document(project, "<p>een  twee </p><p>drie</p>")
    for words in ("een  ", "  twee", "twee "):
        made.highlight(document, words)
    assert passages(read_project(made.done())) == ["een ", " twee", "twee"]


@pytest.mark.parametrize(("start", "end"), [(3, 999), (None, 4), ("x", 4), (4, 4)])
def test_a_highlight_without_a_place_is_kept_with_its_numbers_and_told(made: Made, start: object, end: object) -> None:
    project = made.project()
    document = made.document(project, "<p>een twee</p>")
    made.connection.execute("DROP TABLE highlights")
    made.connection.execute(
        "CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id, start_offset, end_offset, snippet)"
    )
    made.at(document, start, end, [made.tag(project, "een")], "<p>twee</p>")
    read = read_project(made.done())
    (selection,) = read.sources[0].selections
    assert (selection.start, selection.end, selection.raw_end, selection.name) == (None, None, end, "twee")
    assert len(selection.codings) == 1
    assert "R1: highlights without a place in the text: 1." in remarks(read)


def test_words_that_taguette_kept_and_that_differ_are_told(made: Made) -> None:
    project = made.project()
    document = made.document(project, "<p>een twee drie</p>")
    made.highlight(document, "twee")
    made.highlight(document, "een", snippet="drie")
    read = read_project(made.done())
    assert "R1: highlights whose words are not those that Taguette kept beside them; look at them: 1." in remarks(read)
    assert read.sources[0].resolved is not None
    assert read.sources[0].resolved.score == 0.5


def test_a_person_may_say_how_the_positions_are_counted(made: Made) -> None:
    project = made.project()
    document = made.document(project, "<p>één twee</p>")
    made.at(document, 4, 8, snippet="twee")
    path = made.done()
    assert passages(read_project(path)) == ["n tw"]
    guid = read_project(path).sources[0].guid
    assert passages(read_project(path, ReadingChoices({guid: Convention()}))) == ["twee"]


def test_half_a_character_is_taken_whole_and_told(made: Made) -> None:
    project = made.project()
    made.at(made.document(project, "<p>😀 twee</p>"), 2, 9)
    read = read_project(made.done())
    assert passages(read) == ["😀 twee"]
    assert "halfway a character" in remarks(read)


def test_a_highlight_of_no_document_is_counted_as_left_out(made: Made) -> None:
    made.document(made.project(), "<p>een</p>")
    made.at(99, 0, 3)
    read = read_project(made.done())
    assert read.account.lines["PlainTextSelection"].dropped == 1
    assert "Highlights that belong to no document and were left out: 1." in remarks(read)


# tags


@pytest.mark.parametrize(
    ("paths", "codes"),
    [
        (["mens", "mens.arts"], ["mens", "mens / arts"]),
        (["mens.arts", "mens"], ["mens", "mens / arts"]),
        (["mens.arts", "mens.zus"], ["(mens)", "(mens) / arts", "(mens) / zus"]),
        (["a", "a.b.c", "a.b"], ["a", "a / b", "a / b / c"]),
        (["a", "a.b.c"], ["a", "a / b.c"]),
        (["Fase 1.2", "Fase 1.3", "zie p. 4"], ["Fase 1.2", "Fase 1.3", "zie p. 4"]),
        (["a.", ".b", "a", "..."], ["a.", ".b", "a", "..."]),
    ],
)
def test_a_dot_makes_a_tree_where_it_means_one(made: Made, paths: list[str], codes: list[str]) -> None:
    project = made.project()
    for path in paths:
        made.tag(project, path)
    read = read_project(made.done())
    found = tree(read)
    shown = []
    for path in found:
        parts = path.split(" / ")
        names = [f"({part})" if not found[" / ".join(parts[: at + 1])][1] else part for at, part in enumerate(parts)]
        shown.append(" / ".join(names))
    assert sorted(shown) == sorted(codes)
    known: set[str] = set()
    for code in read.codes:
        assert not code.parent or code.parent in known
        known.add(code.guid)
    assert ("that became folders" in remarks(read)) is any("(" in code for code in codes)


def test_a_version_that_keeps_the_parent_of_a_tag_is_followed(tmp_path: Path) -> None:
    made = Made(
        tmp_path / "new.sqlite3", SCHEMA.replace("description TEXT NOT NULL);", "description TEXT, parent_id INTEGER);")
    )
    project = made.project()
    top = made.tag(project, "mens", parent_id=None)
    made.tag(project, "arts", "dokter", parent_id=top)
    assert tree(read_project(made.done())) == {"mens": ("", True), "mens / arts": ("dokter", True)}


def test_tags_that_are_each_others_parents_stop_nothing(tmp_path: Path) -> None:
    made = Made(
        tmp_path / "ring.sqlite3",
        SCHEMA.replace("description TEXT NOT NULL);", "description TEXT, parent_id INTEGER);"),
    )
    project = made.project()
    made.tag(project, "een", parent_id=2)
    made.tag(project, "twee", parent_id=1)
    assert len(read_project(made.done()).codes) == 2


# which file, which project


def test_of_several_projects_one_must_be_chosen(made: Made) -> None:
    for name, words in (("Wijk", "een"), ("Zorg", "twee")):
        project = made.project(name)
        made.highlight(made.document(project, f"<p>{words}</p>"), words, [made.tag(project, words)])
    path = made.done()
    with pytest.raises(
        Unreadable, match=r"it holds 2 projects; say which one, by its number or name: 1 \(Wijk\), 2 \(Zorg\)."
    ):
        read_project(path)
    for choice in ("2", "Zorg"):
        read = read_project(path, ReadingChoices(project=choice))
        assert (read.name, passages(read), [code.name for code in read.codes]) == ("Zorg", ["twee"], ["twee"])
        assert "The file holds 2 projects" in remarks(read)
    with pytest.raises(Unreadable, match="it holds no project 3"):
        read_project(path, ReadingChoices(project="3"))


def test_a_file_without_a_project_is_refused(made: Made) -> None:
    with pytest.raises(Unreadable, match="it holds no project; export one"):
        read_project(made.done())


def test_two_exports_of_one_project_have_the_same_guids(tmp_path: Path) -> None:
    """A new export counts its rows anew, so that nothing may follow from their numbers."""
    guids = []
    for name, before in (("one", 0), ("two", 7)):
        made = Made(tmp_path / f"{name}.sqlite3")
        for table in ("projects", "documents", "tags", "highlights"):
            made.connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, before))
        project = made.project()
        document = made.document(project, "<p>een twee een</p>")
        for _ in range(2):
            made.highlight(document, "twee", [made.tag(project, f"tag{_}")])
        read = read_project(made.done())
        (source,) = read.sources
        guids.append(
            [source.guid, *(user.guid for user in read.users)]
            + [guid for one in source.selections for guid in (one.guid, one.codings[0].guid)]
        )
    assert guids[0] == guids[1]
    assert max(Counter(guids[0]).values()) == 1


def test_another_database_is_none_of_taguette(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE projects (id INTEGER)")
    with pytest.raises(Unreadable, match="it is no project that can be read"):
        reader_of(path)


@pytest.mark.parametrize("kept", [20, 100, 5000, 20000])
def test_a_truncated_file_is_refused_or_read_but_never_fails_otherwise(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "cut.sqlite3"
    path.write_bytes(EXPORT.read_bytes()[:kept])
    with pytest.raises(Unreadable):
        read_project(path)


@example(139_223, b"\x00\x00\x00\x80")  # in the names of the schema
@given(st.integers(100, EXPORT.stat().st_size - 40), st.binary(min_size=1, max_size=40))
def test_a_damaged_file_is_refused_or_read_but_never_fails_otherwise(
    tmp_path_factory: pytest.TempPathFactory, at: int, junk: bytes
) -> None:
    path = tmp_path_factory.mktemp("damaged") / "damaged.sqlite3"
    data = bytearray(EXPORT.read_bytes())
    data[at : at + len(junk)] = junk
    path.write_bytes(data)
    try:
        project = read_project(path)
    except Unreadable:
        return
    for source in project.sources:
        for one in source.selections:
            assert one.start is None or 0 <= one.start < (one.end or 0) <= len(source.text or "")


def test_a_view_in_the_place_of_a_table_is_not_read(made: Made) -> None:
    made.project()
    made.connection.executescript(
        "DROP TABLE highlights; CREATE VIEW highlights AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT i AS id, 1 AS document_id, 0 AS start_offset, 1 AS end_offset, '' AS snippet FROM n;"
    )
    with pytest.raises(Unreadable, match="it is no project that can be read"):
        read_project(made.done())


def test_a_document_that_nests_without_end_comes_in_without_text(made: Made) -> None:
    project = made.project()
    made.document(project, "<div>" * 3000 + "een", name="diep")
    made.document(project, "<p>twee</p>")
    read = read_project(made.done())
    assert [source.text for source in read.sources] == [None, "twee"]
    assert "diep: its text was not taken" in remarks(read)


def test_a_snippet_is_read_without_its_tags() -> None:
    assert words_of("<p>een <b>tw</b>ee &amp;</p>\n<p>drie</p>") == "een twee & drie"
