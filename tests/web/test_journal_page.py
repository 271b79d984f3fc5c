"""The journal's pages: entries in words with their links, narrowed and paged, one opened, going back, whether it is whole, as a file."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from spanveld.formats.study_folder import read_folder
from spanveld.language.messages import translator
from spanveld.model.journal import REDO, UNDO, faults
from spanveld.reports.journal_sentences import SENTENCES
from spanveld.reports.journal_text import ACTIONS
from spanveld.store.schema import journal
from tests.conftest import Addresses
from tests.strategies import same
from tests.web.doors import House, house
from tests.web.markup import read_page

SCRIPT = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


def shown(room: House, path: str = "/journal", *, language: str = "en", status: int = 200) -> LexborHTMLParser:
    return read_page(room, path, language=language, status=status)


def sentences(page: LexborHTMLParser | LexborNode) -> list[str]:
    return [" ".join(cell.text().split()) for cell in page.css("tr.line td.sentence")]


def numbers(page: LexborHTMLParser) -> list[int]:
    return [int((row.attributes["id"] or "").removeprefix("entry-")) for row in page.css("tr.line")]


def test_entries_stand_newest_first_in_words_with_links_to_what_they_are_about(room: House) -> None:
    ann = room.study.as_("ann")
    passage = ann.passages.add("night", 0, 12, codes=["tension/authorise"])
    ann.evidence.add("F1", [passage], "contradicts")
    ann.participants.edit("R1", function="tuinman")
    page = shown(room)
    assert numbers(page) == [4, 3, 2, 1]
    assert sentences(page)[:3] == [
        "Ann changed participant R1",
        f"Ann put passage {passage} with finding F1 as evidence",
        f"Ann coded passage {passage} in night with autoriseren",
    ]
    links = [link.attributes["href"] for link in page.css("tr.line td.sentence a")]
    assert links[:3] == ["/people#participant-R1", f"/sources/night#passage-{passage}", "/findings?open=F1"]
    assert "/codebook?code=tension%2Fauthorise" in links


def test_the_same_in_dutch(room: House) -> None:
    room.study.as_("ann").codings.add("P3", "tension/authorise")
    assert sentences(shown(room, language="nl"))[0].startswith("Ann codeerde passage P3 met ")


def test_every_action_that_the_journal_knows_has_a_sentence_or_is_of_a_thing() -> None:
    things = [action for action in ACTIONS if action not in SENTENCES]
    assert all(action.split(" ")[0] in ("add", "edit", "remove") for action in things), things
    dutch = translator("nl")
    assert [text for text in SENTENCES.values() if dutch(text) == text] == []
    assert {UNDO, REDO} <= set(SENTENCES)


def test_what_is_gone_has_no_link_and_is_said_to_be_gone(room: House) -> None:
    ann = room.study.as_("ann")
    passage = ann.passages.add("night", 0, 12)
    ann.passages.remove(passage)
    page = shown(room)
    assert page.css(f"a[href$='passage-{passage}']") == []
    assert "there no more" in sentences(page)[0]


def test_what_was_taken_back_is_said_to_be_and_by_which_entry(room: House) -> None:
    ann = room.study.as_("ann")
    ann.memos.add("iets")
    ann.undo()
    page = shown(room)
    row = page.css_first("#entry-2")
    assert row is not None
    assert "undone" in (row.attributes["class"] or "")
    assert "taken back by entry 3" in row.text()
    assert sentences(page)[0].startswith("Ann took back entry 2 (Ann wrote memo")
    ann.redo()
    assert page.css_first("#entry-2.undone") is not None
    assert shown(room).css_first("#entry-2.undone") is None


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("actor=ben", [4]),
        ("action=add+memo", [5, 3]),
        ("subject=finding%3AF1", [2]),
        ("subject=finding%3AF", []),
        ("kind=memo", [5, 3]),
        ("source=night", [4]),
        ("source=notes", []),
        ("from=2001-01-01&to=2001-12-31", []),
        ("from=2001-01-01", [5, 4, 3, 2, 1]),
        ("actor=ann&kind=finding", [2]),
    ],
)
def test_entries_are_narrowed_by_who_what_and_where(room: House, query: str, wanted: list[int]) -> None:
    ann, ben = room.study.as_("ann"), room.study.as_("ben")
    ann.findings.edit("F1", statement="Anders.")
    ann.memos.add("een")
    ben.codings.add("P2", "quality/light")
    ann.memos.add("twee")
    page = shown(room, f"/journal?{query}")
    assert numbers(page) == wanted


def test_a_source_has_also_the_entries_on_passages_that_are_gone(room: House) -> None:
    ann = room.study.as_("ann")
    passage = ann.passages.add("notes", 0, 12)
    ann.passages.edit(passage, memo="kijk")
    ann.passages.remove(passage)
    assert numbers(shown(room, "/journal?source=notes")) == [4, 3, 2]


def test_a_long_journal_is_paged_and_each_entry_stands_on_one_page(room: House) -> None:
    ann = room.study.as_("ann")
    for number in range(105):
        ann.memos.add(f"memo {number}")
    first, second = shown(room), shown(room, "/journal?page=2")
    assert numbers(first) + numbers(second) == list(range(106, 0, -1))
    assert len(numbers(first)) == 100
    assert numbers(shown(room, "/journal?page=99")) == numbers(second)


def test_what_a_large_entry_changed_is_not_read_until_it_is_opened(room: House) -> None:
    from sqlalchemy import event

    room.study.as_("ann").memos.add("iets")
    read: list[str] = []
    event.listen(
        room.study._store.engine, "before_cursor_execute", lambda _c, _r, statement, *_: read.append(statement)
    )
    shown(room)
    entries = [statement for statement in read if "journal.changes" in statement and "sequence IN" not in statement]
    assert entries == []
    shown(room, "/journal?entry=1")
    assert any("journal.changes" in statement for statement in read)


def test_an_opened_entry_shows_each_row_before_and_after_in_names(room: House) -> None:
    room.study.as_("ann").findings.edit("F1", statement="De lamp is stuk.", sub_case="west")
    page = shown(room, "/journal?entry=2")
    rows = [
        [" ".join(cell.text().split()) for cell in row.css("th, td")] for row in page.css(".changes tr:not(.group)")
    ]
    assert ["statement", "De lamp gaat te vroeg uit.", "De lamp is stuk."] in rows
    assert ["sub-case", "empty", "west"] in rows
    opened = page.css_first("#opened")
    assert opened is not None
    assert "finding F1" in " ".join(opened.text().split())


def test_an_opened_entry_gives_the_words_of_a_passage(room: House) -> None:
    room.study.as_("ann").passages.add("night", 0, 15)
    opened = shown(room, "/journal?entry=2").css_first("#opened")
    assert opened is not None
    assert "De lamp is uit." in opened.text()


def test_words_that_were_erased_are_said_to_be_erased_where_the_entry_is_opened(room: House) -> None:
    ann = room.study.as_("ann")
    ann.memos.add("Jan Smit zei iets.", subject="participant:R1")
    ann.erase("participant:R1", names=["Jan Smit"])
    page = shown(room, "/journal?entry=2")
    assert "erased for good" in [node.text() for node in page.css("em.erased")]
    assert "Smit" not in (page.html or "")
    opened = shown(room, "/journal?entry=3").css_first(".numbers")
    assert opened is not None


def test_only_ones_own_entries_that_stand_can_be_gone_back_to(room: House) -> None:
    ann, ben = room.study.as_("ann"), room.study.as_("ben")
    ann.memos.add("een")
    ben.memos.add("van ben")
    ann.memos.add("twee")
    ann.memos.add("drie")
    ann.undo()
    page = shown(room)
    assert [button.attributes["data-back"] for button in page.css("tr [data-back]")] == ["4", "2"]
    assert page.css_first("#redo") is not None


def test_going_back_by_the_interface_is_told_first_and_done_once(room: House) -> None:
    ann = room.study.as_("ann")
    for number in range(3):
        ann.memos.add(f"memo {number}")
    api = room.api("ann")
    plan = api("GET", "/api/journal/3/undo-back")
    assert [step["sequence"] for step in plan["steps"]] == [4, 3]
    assert room.study.newest() == 4
    done = api("POST", "/api/journal/3/undo-back", key="back")
    assert [step["sequence"] for step in done["steps"]] == [4, 3]
    again = api("POST", "/api/journal/3/undo-back", key="back")
    assert again["sequence"] == room.study.newest() == 6
    refused = room.api("ben")("POST", "/api/journal/2/undo-back", key="other", status=409)
    assert "Entry 2 is of ann" in refused["error"]["message"]
    api("GET", "/api/journal/77/undo-back", status=404)


def test_the_interface_gives_entries_and_one_opened(room: House) -> None:
    room.study.as_("ann").memos.add("iets")
    api = room.api("ann")
    assert [entry["action"] for entry in api("GET", "/api/journal?actor=ann")["entries"]] == ["add memo"]
    assert api("GET", "/api/journal/2")["tables"] == {"memo": 1}
    assert api("GET", "/api/journal/verify")["whole"] is True
    api("GET", "/api/journal?from=gisteren", status=400)
    api("GET", "/api/journal/99", status=404)


def test_the_proof_says_whole_and_shows_a_head_and_what_is_wrong_where_something_is(room: House) -> None:
    head = room.study.journal().head
    page = shown(room, "/journal/verify")
    assert "The journal is whole: 1 entry." in page.css_first("#proof-title").text()  # type: ignore[union-attr]
    assert head in page.css_first("code.head").text()  # type: ignore[union-attr]
    assert "It holds the head" in (shown(room, f"/journal/verify?against={head}").html or "")
    assert "its tail was cut off" in (shown(room, "/journal/verify?against=5:abc").html or "")
    with room.study._store.writing("") as work:
        work.connection.execute(journal.update().values(actor="iemand anders"))
    assert shown(room, "/journal/verify").css_first("#proof-title.bad") is not None


def test_the_file_of_the_journal_can_be_verified_without_the_study(room: House) -> None:
    from spanveld.model.journal import Entry

    room.study.as_("ann").memos.add("iets")
    answer = room.client("ann").get("/journal.json")
    data = json.loads(answer.content)
    entries = [Entry(**entry) for entry in data["entries"]]
    assert len(entries) == 2
    assert faults(entries, data["seed"], data["head"]) == []


def test_the_study_as_it_was_tells_what_came_changed_and_went(room: House) -> None:
    ann = room.study.as_("ann")
    ann.findings.edit("F1", statement="Anders.")
    ann.findings.remove("F3", with_dependants=True)
    ann.codes.create("aspect", "glare")
    passage = ann.passages.add("night", 0, 5)
    ann.sources.correct("notes", edits=[(0, 2, "Wij")])
    page = shown(room, "/journal?as_of=1")
    said = {
        section: {row.css_first("b").text(): row.css_first(".became").text() for row in page.css(f"#then-{section} li")}  # type: ignore[union-attr]
        for section in ("finding", "code", "source", "passages")
    }
    assert said["finding"] == {"F1": "changed since: statement", "F3": "gone since"}
    assert said["code"] == {"aspect/glare": "came since"}
    assert said["source"] == {"notes": "changed since: text"}
    assert said["passages"] == {passage: "came since"}
    everything = shown(room, "/journal?as_of=1&all=1")
    assert len(everything.css("#then-finding li")) == 3
    counts = {row.css_first("th").text(): row.css_first("td").text() for row in page.css("#counts tbody tr")}  # type: ignore[union-attr]
    assert counts["passages"] == "5"


def test_the_study_as_it_was_can_be_taken_along_as_a_study_folder(room: House, tmp_path: Path) -> None:
    before = room.study.as_("ann").content()
    room.study.as_("ann").findings.remove("F1", with_dependants=True)
    answer = room.client("ann").get("/journal/as-of.zip?as_of=1")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        archive.extractall(tmp_path)
    (folder,) = tmp_path.iterdir()
    assert same(read_folder(folder).content, before)


@pytest.mark.parametrize(("when", "status"), [("99", 404), ("2001-01-01", 404), ("gisteren", 409)])
def test_a_time_that_cannot_be_shown_gets_one_clear_message(room: House, when: str, status: int) -> None:
    for path in ("/journal", "/journal/as-of.zip"):
        assert when in (shown(room, f"{path}?as_of={when}", status=status).css_first("main").text())  # type: ignore[union-attr]


def test_an_entry_that_is_not_there_is_not_found(room: House) -> None:
    shown(room, "/journal?entry=99", status=404)
    shown(room, "/journal?from=vorig+jaar", status=400)


@pytest.mark.parametrize(
    "path", ["/journal", "/journal?entry=2", "/journal?as_of=2", "/journal/verify", "/journal?as_of=1"]
)
def test_the_pages_keep_to_the_policy_and_a_script_in_any_text_stands_as_text(room: House, path: str) -> None:
    ann = room.study.as_("ann")
    ann.findings.edit("F1", statement=SCRIPT)
    ann.coders.edit("ann", name=SCRIPT)
    for language in ("en", "nl"):
        page = shown(room, path, language=language)
        assert page.css("img, [style], style") == []
        scripts = page.css("script")
        assert all("src" in one.attributes or one.attributes.get("type") == "application/json" for one in scripts)
        assert page.css_first("nav a[aria-current='page']").attributes["href"] == "/journal"  # type: ignore[union-attr]
