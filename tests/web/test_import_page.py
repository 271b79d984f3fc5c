"""Bringing files in by the pages: looked at first, with or without scripts, and brought in as a form says."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from spanveld.web.app import STATIC
from spanveld.web.security import IMPORT_BYTES
from tests.conftest import Addresses
from tests.session.samples import assert_sound, dump
from tests.web.doors import ORIGIN, House, house
from tests.web.markup import one, words

FILES = Path(__file__).parents[1] / "formats" / "sources" / "files"
TALK = "I: Hoe gaat het?\n\nR7: Goed, dank u. We bellen elkaar als er iets is.\n\nI: En in de nacht?\n\nR7: Dan ook.\n"
NO_PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(300)
READER = {"Accept": "text/html", "Accept-Language": "en", "Origin": ORIGIN}
SCRIPT = {**READER, "Accept": "application/json"}


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


def post(room: House, *files: tuple[str, bytes], coder: str = "ann") -> LexborHTMLParser:
    answer = room.client(coder).post("/import", files=[("file", one) for one in files], headers=READER)
    assert answer.status_code == 200, answer.text
    return LexborHTMLParser(answer.text)


def page(room: House, address: str, language: str = "en") -> LexborHTMLParser:
    answer = room.client("ann").get(address, headers={**READER, "Accept-Language": language})
    assert answer.status_code == 200, answer.text
    return LexborHTMLParser(answer.text)


def filled(card: LexborNode) -> dict[str, list[str]]:
    """What a browser would send of the form on a card, as it stands."""
    values: dict[str, list[str]] = {}
    for box in one(card, "form.coming").css("input, select"):
        name, attributes = str(box.attributes["name"]), box.attributes
        if box.tag == "select":
            chosen = box.css("option[selected]") or box.css("option")[:1]
            values[name] = [str(option.attributes["value"] or "") for option in chosen]
        elif attributes.get("type") != "checkbox" or "checked" in attributes:
            values.setdefault(name, []).append(str(attributes["value"] or ""))
    return values


def send(room: House, card: LexborNode, headers: Mapping[str, str] = READER, **more: Sequence[str]) -> Any:
    address = str(one(card, "form.coming").attributes["action"])
    return room.client("ann").post(address, data={**filled(card), **more}, headers=headers)


def source_of(answer: Any) -> str:
    assert answer.status_code == 200, answer.text
    return str(answer.json()["source"])


def cards(shown: LexborHTMLParser) -> list[LexborNode]:
    return shown.css(".arrival")


def read(room: House, source: str) -> Any:
    return room.api("ann")("GET", f"/api/sources/{source}")


def roles(room: House, source: str) -> list[str]:
    return [line["role"] for line in read(room, source)["paragraphs"]]


def test_files_of_a_plain_form_are_shown_and_nothing_is_written(room: House) -> None:
    before = dump(room.study)
    shown = post(room, ("gesprek.txt", TALK.encode()), ("verslag.docx", (FILES / "verslag.docx").read_bytes()))
    talk, report = cards(shown)
    assert words(one(talk, "h2")) == "gesprek.txt"
    facts = {words(one(fact, "dt")): words(one(fact, "dd")) for fact in talk.css(".facts div")}
    assert facts == {"Format": "txt", "Encoding": "utf-8", "Words": "23", "Characters": "103"}
    assert words(one(talk, ".preview p")) == "I: Hoe gaat het?"
    assert "Tracked changes were taken as accepted" in words(one(report, ".remarks"))
    assert words(one(report, ".none")) == "No speakers are marked in this file."
    assert dump(room.study) == before


def test_each_speaker_has_its_turns_and_a_choice_of_who_it_is(room: House) -> None:
    (card,) = cards(post(room, ("gesprek.txt", TALK.encode())))
    rows = [[words(cell) for cell in row.css("th, td")[:3]] for row in card.css(".speakers .line")]
    assert rows == [["I", "2", "7"], ["R7", "2", "12"]]
    choice = card.css(".speakers select")[1]
    assert [str(option.attributes["value"] or "") for option in choice.css("option")] == [
        "+",
        "interviewer",
        "",
        "FN",
        "R1",
        "R2",
    ]
    assert [filled(card)[f"speaker-{place}"] for place in (0, 1)] == [["interviewer"], ["+"]]
    labels = [words(one(label, ".vh")) for label in card.css(".speakers label")]
    assert labels == ["Who I is", "Who R7 is"]


def test_one_bad_file_says_why_and_stops_no_other(room: House) -> None:
    shown = post(room, ("plaatje.docx", NO_PICTURE), ("gesprek.txt", TALK.encode()), ("leeg.pdf", b""))
    assert [words(one(card, "h2")) for card in cards(shown)] == ["gesprek.txt"]
    reasons = [words(line) for line in shown.css("#failed li")]
    assert [reason.partition(":")[0] for reason in reasons] == ["plaatje.docx", "leeg.pdf"]
    assert reasons[0].startswith("plaatje.docx: it is no Word file")
    assert str(room.app.state.uploads._folder) not in str(shown.html)


def test_a_form_without_a_file_is_told_so(room: House) -> None:
    answer = room.client("ann").post("/import", files={"file": ("", b"")}, headers=READER)
    assert answer.status_code == 200
    assert "No file was chosen." in answer.text


def test_a_file_comes_in_as_the_form_proposes_it(room: House) -> None:
    (card,) = cards(post(room, ("gesprek.txt", TALK.encode())))
    assert filled(card)["source"] == ["R7"]
    assert source_of(send(room, card, SCRIPT)) == "R7"
    assert roles(room, "R7") == ["interviewer", "respondent"] * 2
    assert [person["participant"] for person in read(room, "R7")["participants"]] == ["R7"]
    assert room.client("ann").get("/originals/R7").content == TALK.encode()
    assert_sound(room.study)


def test_what_a_person_chooses_is_what_comes_in(room: House) -> None:
    (card,) = cards(post(room, ("gesprek.txt", TALK.encode())))
    chosen = {
        "source": ["V9"],
        "kind": ["meeting"],
        "title": ["Overleg"],
        "date": ["2026-03"],
        "wave": ["W2"],
        "case": ["C"],
        "place": ["Oost"],
        "sub_cases": ["east", "west"],
        "participants": ["FN"],
        "speaker-1": ["R1"],
        "keep_original": [""],
    }
    assert source_of(send(room, card, SCRIPT, **chosen)) == "V9"
    shown = read(room, "V9")
    assert [shown[name] for name in ("kind", "title", "date", "wave", "case", "place", "sub_cases")] == [
        "meeting",
        "Overleg",
        "2026-03",
        "W2",
        "C",
        "Oost",
        ["east", "west"],
    ]
    assert {person["participant"] for person in shown["participants"]} == {"FN", "R1"}
    assert not shown["original"]
    assert_sound(room.study)


def test_a_speaker_can_be_nobody_and_stays_unknown(room: House) -> None:
    (card,) = cards(post(room, ("gesprek.txt", TALK.encode())))
    source = source_of(send(room, card, SCRIPT, **{"speaker-1": [""]}))
    assert read(room, source)["participants"] == []
    assert [use.label for use in room.study.sources.speakers() if not (use.participant or use.role)] == ["R7"]


def test_a_label_that_could_tell_who_somebody_is_does_not_name_the_participant(room: House) -> None:
    (card,) = cards(post(room, ("teams.vtt", (FILES / "vtt_teams.vtt").read_bytes())))
    assert filled(card)["source"] == [""]
    source = source_of(send(room, card, SCRIPT, **{"speaker-0": ["interviewer"]}))
    (person,) = read(room, source)["participants"]
    assert "Jan" not in person["participant"]
    assert read(room, source)["paragraphs"][0]["milliseconds"] is not None


def test_comments_and_coloured_words_come_in_as_codings_where_that_is_chosen(room: House) -> None:
    (card,) = cards(post(room, ("word.docx", (FILES / "word.docx").read_bytes())))
    choices = {
        str(box.attributes["name"]): [option.attributes["value"] for option in box.css("option")]
        for box in card.css("select")
    }
    assert "mood" in choices["comments_as"]
    assert choices["comments_as"] == choices["highlights_as"]
    assert filled(card)["comments_as"] == filled(card)["highlights_as"] == [""]
    source = source_of(send(room, card, SCRIPT, comments_as=["mood"]))
    passages = read(room, source)["passages"]
    assert [code["code"].partition("/")[0] for passage in passages for code in passage["codes"]] == ["mood"]


def test_a_refusal_stands_on_the_file_it_is_of_and_the_form_stays_as_it_was(room: House) -> None:
    (card,) = cards(post(room, ("gesprek.txt", TALK.encode())))
    answer = send(room, card, source=["night"], title=["Van mij"], sub_cases=["east"])
    assert answer.status_code == 409
    (again,) = cards(LexborHTMLParser(answer.text))
    assert [words(told) for told in again.css("[role=alert]") if told.text().strip()] == [
        "There is a source 'night' already."
    ]
    wrong = one(again, '[name="source"]')
    assert wrong.attributes["aria-invalid"] == "true"
    said = [again.css_first(f"#{name}") for name in str(wrong.attributes["aria-describedby"]).split()]
    assert [words(told) for told in said if told] == [
        "Empty: the next free number",
        "There is a source 'night' already.",
    ]
    kept = filled(again)
    assert (kept["title"], kept["sub_cases"], kept["source"]) == (["Van mij"], ["east"], ["night"])
    assert send(room, card, SCRIPT, source=["night"]).json()["error"]["status"] == 409
    assert source_of(send(room, again, SCRIPT, source=["N2"])) == "N2"


def test_a_date_that_is_none_is_refused_and_nobody_is_made(room: House) -> None:
    (card,) = cards(post(room, ("gesprek.txt", TALK.encode())))
    before = dump(room.study)
    answer = send(room, card, date=["overmorgen"])
    assert answer.status_code == 409
    assert [box.attributes["name"] for box in LexborHTMLParser(answer.text).css("[aria-invalid]")] == ["date"]
    assert dump(room.study) == before


def test_without_scripts_the_other_files_go_on_waiting(room: House) -> None:
    first, _ = cards(post(room, ("een.txt", TALK.encode()), ("twee.txt", TALK.replace("R7", "R8").encode())))
    answer = send(room, first)
    assert answer.status_code == 303
    shown = page(room, answer.headers["location"])
    assert [words(one(card, "h2")) for card in cards(shown)] == ["twee.txt"]
    assert [(link.attributes["href"], words(link)) for link in shown.css("#came a")] == [("/sources/R7", "R7 een")]
    after = page(room, send(room, cards(shown)[0]).headers["location"])
    assert cards(after) == []
    assert [link.attributes["href"] for link in after.css("#came a")] == ["/sources/R8", "/sources/R7"]


def test_a_form_that_is_sent_twice_brings_a_file_in_once(room: House) -> None:
    (card,) = cards(post(room, ("gesprek.txt", TALK.encode())))
    assert [source_of(send(room, card, SCRIPT)) for _ in range(2)] == ["R7", "R7"]
    assert len(room.study.pages.home().sources) == 3


def test_a_file_that_is_there_already_is_named_and_has_no_form(room: House) -> None:
    (card,) = cards(post(room, ("een.txt", TALK.encode())))
    send(room, card)
    (again,) = cards(post(room, ("twee.txt", TALK.encode())))
    assert again.css("form.coming") == []
    assert one(again, ".lacks a").attributes["href"] == "/sources/R7"


def test_a_file_that_does_not_wait_any_more_is_said_to_be_gone(room: House) -> None:
    (card,) = cards(post(room, ("gesprek.txt", TALK.encode())))
    token = str(card.id).removeprefix("file-")
    room.api("ann")("DELETE", f"/api/imports/{token}")
    assert room.client("ann").get(f"/import/{token}", headers=READER).status_code == 404
    assert send(room, card).status_code == 404
    assert cards(page(room, f"/import?waiting={token}&waiting=nothing")) == []


def test_a_survey_asks_nothing_of_each_respondent(room: House) -> None:
    (card,) = cards(post(room, ("vragen.csv", (FILES / "survey_forms.csv").read_bytes())))
    assert card.css(".speakers") == []
    assert "Respondents: 5." in card.text()
    source = source_of(send(room, card, SCRIPT))
    assert read(room, source)["kind"] == "survey"
    assert_sound(room.study)


def test_names_and_texts_of_files_become_nothing_but_text(room: House) -> None:
    hostile = '"><script>alert(1)<img src=x onerror=alert(2)>.txt'
    text = "<script>alert(1)</script>: hallo\n\n<b>R</b>: nee\n\n<script>alert(1)</script>: ja\n\n<b>R</b>: ja\n"
    shown = post(room, (hostile, text.encode()), ("<img src=x>.docx", NO_PICTURE))
    assert [script.attributes.get("type") for script in shown.css("script")] == ["application/json", "module"]
    assert shown.css("img") == shown.css(".preview b") == []
    assert " style=" not in str(shown.html)


def test_every_field_of_a_form_has_a_label(room: House) -> None:
    document = docx.Document()
    document.add_paragraph("Verslag van de vergadering.")
    content = io.BytesIO()
    document.save(content)
    shown = post(
        room,
        ("a.txt", TALK.encode()),
        ("b.docx", content.getvalue()),
        ("c.csv", (FILES / "survey_forms.csv").read_bytes()),
    )
    identifiers = [str(node.id) for node in shown.css("[id]")]
    assert len(identifiers) == len(set(identifiers))
    named = {label.attributes.get("for") for label in shown.css("label")}
    for box in shown.css("input, select, textarea"):
        inside = any(label.css(f'[name="{box.attributes["name"]}"]') for label in shown.css("label"))
        assert box.attributes.get("type") == "hidden" or box.id in named or inside, box.html


@pytest.mark.parametrize("address", ["/", "/import"])
def test_scripts_know_the_most_that_can_be_sent_and_every_word_they_say(room: House, address: str) -> None:
    shown = page(room, address, language="nl")
    assert one(shown, "#drop").attributes["data-most"] == str(IMPORT_BYTES)
    said = json.loads(one(shown, "#words").text())
    modules = ("home.js", "home_forms.js", "home_shared.js", "imports.js", "imports_page.js")
    asked = {
        message
        for name in modules
        for message in re.findall(r'\bt\(\s*"([^"]+)"', (STATIC / "js" / name).read_text(encoding="utf-8"))
    }
    assert asked <= set(said)
    assert all(dutch and dutch != message for message, dutch in said.items())


def test_a_plain_form_says_that_it_comes_from_the_page(room: House) -> None:
    for address in ("/", "/import"):
        answer = room.client("ann").get(address, headers=READER)
        assert answer.headers["referrer-policy"] == "same-origin"
    foreign = room.client("ann").post(
        "/import", files={"file": ("a.txt", b"x")}, headers={**READER, "Origin": "http://elders.test"}
    )
    assert foreign.status_code == 403


def test_a_file_of_some_megabytes_comes_in_by_the_plain_form_too(files: Addresses) -> None:
    text = "R7: We bellen elkaar als er iets is, en dat is vaak.\n\n" * 40_000
    assert len(text) > 2 * 10**6
    with house(files()) as room:
        answer = room.client("ann").post(
            "/import", files={"file": ("lang.txt", text.encode())}, headers={"Origin": ORIGIN, "Accept": "text/html"}
        )
    assert answer.status_code == 200, answer.text[-500:]
    assert "lang.txt" in answer.text


def uses(card: LexborNode) -> dict[str, str]:
    """Column's letter -> what it is said to be."""
    return {
        str(box.attributes["name"]).removeprefix("column-"): str(one(box, "[selected]").attributes["value"])
        for box in card.css(".columns select")
    }


def test_the_columns_of_a_survey_are_shown_with_what_they_are_taken_for_and_can_be_said_to_be_another(
    room: House,
) -> None:
    (card,) = cards(post(room, ("vragen.csv", (FILES / "survey_forms.csv").read_bytes())))
    assert uses(card) == {
        "A": "names",
        "B": "closed",
        "C": "closed",
        "D": "closed",
        "E": "closed",
        "F": "closed",
        "G": "open",
        "H": "open",
    }
    token = str(card.id).removeprefix("file-")
    answer = room.client("ann").post(
        f"/import/{token}/columns", data={"column-H": "closed", "column-E": "open"}, headers=READER
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"/import?waiting={token}")
    (card,) = cards(page(room, answer.headers["location"]))
    assert (uses(card)["E"], uses(card)["H"]) == ("open", "closed")
    source = source_of(send(room, card, SCRIPT))
    text = "\n".join(line["text"] for line in read(room, source)["paragraphs"])
    assert "Welke partners spreekt u wekelijks?" in text
    assert "Wilt u nog iets kwijt?" not in text


def test_a_survey_comes_in_as_its_form_says_without_being_looked_at_again(room: House) -> None:
    (card,) = cards(post(room, ("vragen.csv", (FILES / "survey_forms.csv").read_bytes())))
    source = source_of(send(room, card, SCRIPT, **{"column-H": "closed"}))
    assert "Wilt u nog iets kwijt?" not in [line["text"] for line in read(room, source)["paragraphs"]]


def test_a_table_without_anything_like_an_open_question_comes_as_far_as_its_columns(room: House) -> None:
    table = "respondent,woord\nA1,ja\nA2,nee\nA3,ja\n"
    (card,) = cards(post(room, ("kort.csv", table.encode())))
    assert uses(card) == {"A": "names", "B": "open"}
    token = str(card.id).removeprefix("file-")
    answer = room.client("ann").post(f"/import/{token}/columns", data={"column-B": "closed"}, headers=READER)
    assert answer.status_code == 409
    assert "kort.csv cannot be read: no column looks like an open question" in answer.text
    assert token not in answer.text.replace(f"/import/{token}", "")
