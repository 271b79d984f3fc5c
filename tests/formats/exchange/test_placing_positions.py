"""How a program counted the positions in a text: found on real files, and on random texts never wrong where it is called clear."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree

from spanveld.formats.exchange.conventions import convention_named, described, name_of, prior, rivals
from spanveld.formats.exchange.placing import Mark, Placed, agreed, place, settled_way
from spanveld.formats.exchange.project import Convention
from spanveld.formats.exchange.units import Ruler, raw_text, to_units
from spanveld.model.errors import Refused
from tests.formats.exchange.refi_made import guid, project_of, selection

NS = "{urn:QDA-XML:project:1.0}"
CONVENTIONS = list(rivals(Convention()))
ORIGINS = ["", "NVivo for Windows 12.6", "QualCoder", "ATLAS.ti 23", "MAXQDA 24"]


# real files


def passages(path: Path, origin: str | None = None) -> dict[str, tuple[tuple[int, int] | None, Placed]]:
    """Every text selection of a project file by its GUID, as placed; read with zipfile and lxml only."""
    with zipfile.ZipFile(path) as archive:
        inner = {name.lower(): name for name in archive.namelist()}
        root = etree.fromstring(archive.read(inner["project.qde"]))
        found: dict[str, tuple[tuple[int, int] | None, Placed]] = {}
        for source in root.iter(f"{NS}TextSource"):
            selections = source.findall(f"{NS}PlainTextSelection")
            file = source.get("plainTextPath").rsplit("/", 1)[-1].lower()
            marks = [
                Mark(int(one.get("startPosition")), int(one.get("endPosition")), one.get("name") or "")
                for one in selections
            ]
            placed = place(
                archive.read(inner[f"sources/{file}"]),
                marks,
                origin=(root.get("origin") or "") if origin is None else origin,
            )
            assert placed.resolved.clear
            for one, span in zip(selections, placed.spans, strict=True):
                found[one.get("guid").lower()] = (span, placed)
    return found


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "count"), [("nvivo_win_12.6_97sel", 97), ("qc_1.2.0_168sel", 168), ("maxqda_24.7_codes_sources_sets", 0)]
)
def test_every_passage_of_a_real_export_lies_where_it_lay(shared: Path, name: str, count: int) -> None:
    files = shared / "refi" / "fixtures"
    expected = {
        selection["guid"].lower(): (tuple(selection["cp_lf"]), selection["text"])
        for source in json.loads((files / f"{name}.expected.json").read_text())["sources"]
        for selection in source["selections"]
    }
    found = passages(files / f"{name}.qdpx")
    assert {guid: (span, placed.text[slice(*span or ())]) for guid, (span, placed) in found.items()} == expected
    assert len(found) == count


@pytest.mark.shared
@pytest.mark.parametrize("origin", ["", "MAXQDA 24", "ATLAS.ti", "QualCoder"])
def test_a_file_of_nvivo_is_placed_right_under_a_false_flag(shared: Path, origin: str) -> None:
    file = shared / "refi" / "fixtures" / "nvivo_win_12.6_97sel.qdpx"
    meant, found = passages(file), passages(file, origin)
    assert {guid: span for guid, (span, _) in found.items()} == {guid: span for guid, (span, _) in meant.items()}


@pytest.mark.shared
def test_the_convention_of_nvivo_is_found_with_its_score_and_the_runner_up(shared: Path) -> None:
    ((_, placed), *_) = passages(shared / "refi" / "fixtures" / "nvivo_win_12.6_97sel.qdpx").values()
    resolved = placed.resolved
    assert (name_of(resolved.convention), resolved.score, resolved.inside) == ("utf16", 1.0, 97)
    assert resolved.runner_up is not None
    assert name_of(resolved.runner_up) == "code-points"
    assert resolved.runner_up_score == pytest.approx(0.7, abs=0.05)


@pytest.mark.shared
def test_the_words_of_a_qualcoder_export_are_those_in_the_names(shared: Path) -> None:
    file = shared / "refi" / "fixtures" / "qualcoder_export_lf.qdpx"
    with zipfile.ZipFile(file) as archive:
        root = etree.fromstring(archive.read("project.qde"))
        selections = root.find(f"{NS}Sources").iter(f"{NS}PlainTextSelection")
        names = {one.get("guid").lower(): "".join(one.get("name").split()) for one in selections}
    words = {guid: "".join(placed.text[slice(*span or ())].split()) for guid, (span, placed) in passages(file).items()}
    assert words == names
    assert len(words) == 5


# every way of counting


def units_of(text: str, unit: str) -> int:
    if unit == "utf16":
        return len(text.encode("utf-16-le")) // 2
    return len(text.encode()) if unit == "utf8_bytes" else len(text)


def counted(body: str, at: int, convention: Convention, marks: int, inline: bool = False) -> int:
    """The number that a program writes for body[at], by counting what stands before it."""
    before = body[:at]
    if inline and not convention.crlf_is_one:
        before = before.replace("\n", "\r\n")
    elif convention.crlf_is_one:
        before = before.replace("\r\n", "\n")
    return units_of(before, convention.unit) + (
        units_of("\ufeff" * marks, convention.unit) if convention.bom_counts else 0
    )


def stored_place(body: str, at: int) -> int:
    return len(re.sub("\r\n?", "\n", body[:at]))


CHARACTERS = ["a", "é", " ", "\n", "\r\n", "\r", "😀", "👍🏽", "日", "\u0301", "."]
BODIES = st.lists(st.sampled_from(CHARACTERS), max_size=40).map("".join)
WORDS = st.sampled_from(
    ["de", "gemeente", "wil", "coördinatie", "😀", "🚒🚓", "ja.", "Café-overleg", "日本", "n\u0303u", "x"]
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    ends = draw(st.sampled_from(["\n", "\r\n"]))
    parts = draw(st.lists(st.tuples(WORDS, st.sampled_from([" ", " ", " ", ends, ", "])), min_size=2, max_size=60))
    return "".join(word + after for word, after in parts)


def whole_words(body: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"[^\s,.]+", body)]


@given(BODIES, st.sampled_from([*CONVENTIONS, Convention("utf8_bytes"), Convention("utf8_bytes", True, True)]),
       st.integers(0, 1), st.booleans())  # fmt: skip
def test_every_position_is_understood_and_written_back(body: str, way: Convention, marks: int, inline: bool) -> None:
    assume(not inline or "\r" not in body)
    raw = raw_text("\ufeff" * marks + body, inline=inline)
    ruler = Ruler(raw, way)
    for at in range(len(body) + 1):
        if body[at - 1 : at + 1] == "\r\n":
            continue
        number, stored = counted(body, at, way, marks, inline), stored_place(body, at)
        assert ruler.to_text(number) == (stored, True)
        assert ruler.to_text(number, end=True) == (stored, True)
        assert ruler.to_raw(stored) == number
    past = counted(body, len(body), way, marks, inline) + 1
    assert ruler.to_text(past) == (None, False) == ruler.to_text(-1)


@given(texts(), st.data())
def test_a_way_of_counting_is_found_or_said_to_be_unclear(body: str, data: st.DataObject) -> None:
    way = data.draw(st.sampled_from(CONVENTIONS), "way")
    marks = data.draw(st.integers(0, 1), "byte order marks")
    words = whole_words(body)
    assume(words)
    picked = data.draw(st.lists(st.tuples(st.sampled_from(words), st.sampled_from(words)), min_size=1, max_size=12))
    spans = [(min(one, other)[0], max(one, other)[1]) for one, other in picked]
    naming = data.draw(st.sampled_from(["none", "words", "cut", "label"]), "names")
    names = {"none": "", "words": "{}", "cut": "{:.5}…", "label": "selection"}
    given_marks = [
        Mark(
            counted(body, start, way, marks),
            counted(body, end, way, marks),
            names[naming].format(" ".join(body[start:end].split())),
        )
        for start, end in spans
    ]
    placed = place(
        ("\ufeff" * marks + body).encode(), given_marks, origin=data.draw(st.sampled_from(ORIGINS), "origin")
    )
    meant = tuple((stored_place(body, start), stored_place(body, end)) for start, end in spans)
    assert placed.text == re.sub("\r\n?", "\n", body)
    if placed.resolved.clear:
        assert placed.spans == meant
        assert placed.resolved.question is None
    elif placed.spans != meant:
        assert placed.resolved.question is not None
    named = place(("\ufeff" * marks + body).encode(), given_marks, origin="", chosen=way)
    assert named.spans == meant
    assert named.resolved.chosen
    assert named.resolved.clear


@given(texts(), st.sampled_from(["code_points", "utf16", "utf8_bytes"]))
def test_what_is_written_in_other_units_is_read_back(body: str, unit: str) -> None:
    text = re.sub("\r\n?", "\n", body)
    places = list(range(len(text) + 1))
    numbers = to_units(text, places, unit)  # type: ignore[arg-type]
    assert numbers == [units_of(text[:at], unit) for at in places]
    ruler = Ruler(raw_text(text.encode()), Convention(unit))  # type: ignore[arg-type]
    assert [ruler.to_text(number) for number in numbers] == [(at, True) for at in places]


# single cases

LONG = "".join(
    f"Zin {number} 😀 over {'heel ' * (number % 4)}de {'samenwerking'[: number % 11]}\r\n" for number in range(30)
)
SOME = ["Zin 7", "Zin 12", "Zin 15", "Zin 20", "Zin 24", "Zin 26", "Zin 29"]


def in_units(body: str, words: list[str], way: Convention, marks: int = 0) -> list[Mark]:
    found = [(body.index(one), body.index(one) + len(one)) for one in words]
    return [Mark(counted(body, start, way, marks), counted(body, end, way, marks)) for start, end in found]


def test_a_rival_that_fits_clearly_better_takes_the_place_of_what_is_known() -> None:
    way = Convention("code_points", crlf_is_one=True)
    placed = place(LONG.encode(), in_units(LONG, SOME, way), origin="NVivo")
    assert placed.resolved.convention == way
    assert [placed.text[slice(*span or ())] for span in placed.spans] == SOME


def test_what_is_known_stays_where_a_rival_fits_only_a_little_better() -> None:
    way = Convention("code_points")
    placed = place(LONG.encode(), in_units(LONG, ["Zin 7"], way), origin="NVivo")
    assert placed.resolved.convention == Convention("utf16")
    assert not placed.resolved.clear


def test_a_byte_order_mark_that_was_counted_is_found_out() -> None:
    way = Convention("utf16", bom_counts=True)
    placed = place(f"\ufeff{LONG}".encode(), in_units(LONG, SOME, way, marks=1), origin="NVivo")
    assert [placed.text[slice(*span or ())] for span in placed.spans] == SOME
    assert placed.resolved.convention == way


def test_evidence_on_both_sides_is_not_clear() -> None:
    text = "ja 😀 ja ja ja ja ja ja ja ja ja ja"
    alone = [Mark(5, 7), Mark(8, 10)]
    assert place(text, alone, origin="").resolved.clear
    against = [*alone, Mark(9, 11)]  # which lies at words where UTF-16 units are counted
    placed = place(text, against, origin="")
    assert placed.spans == ((5, 7), (8, 10), (9, 11))
    assert not placed.resolved.clear


def test_a_question_shows_the_same_passages_under_both_readings() -> None:
    text = "ja 😀 ja ja ja ja ja ja ja ja ja ja"
    placed = place(text, [Mark(11, 14), Mark(17, 20), Mark(23, 26), Mark(26, 29)], origin="")
    question = placed.resolved.question
    assert not placed.resolved.clear
    assert question is not None
    first, second = question.readings
    assert (first.convention, second.convention) == (placed.resolved.convention, placed.resolved.runner_up)
    assert len(first.passages) == len(second.passages) == 3
    assert first.passages != second.passages
    assert [one.words for one in first.passages if one] == [text[11:14], text[17:20], text[26:29]]
    assert first.passages[0] is not None
    assert first.passages[0].before == text[:11]


def test_a_passage_coded_seven_times_proves_its_place_once() -> None:
    text = "a 😀 bb cc dd"
    once = place(text, [Mark(4, 6)], origin="")
    assert place(text, [Mark(4, 6)] * 7, origin="").resolved.clear is once.resolved.clear
    assert place(text, [Mark(4, 6)] * 7, origin="").spans == once.spans * 7


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        (Mark(8, 99), "Selections that lie outside the text of 9 characters: 1."),
        (Mark(-1, 3), "Selections that lie outside the text of 9 characters: 1."),
        (Mark(10**30, 10**31), "Selections that lie outside the text of 9 characters: 1."),
        (Mark(3, 3), "Selections without characters, which begin where they end: 1."),
        (Mark(None, 3), "Selections without numbers for their place: 1."),
    ],
)
def test_a_selection_without_a_place_is_told(mark: Mark, message: str) -> None:
    placed = place("een twee!", [mark], origin="")
    assert placed.spans == (None,)
    assert [remark.text() for remark in placed.remarks] == [message]
    assert (placed.resolved.inside, placed.resolved.outside) == (0, 1)


def test_ends_in_the_wrong_order_are_exchanged_and_told() -> None:
    placed = place("een twee!", [Mark(8, 4)], origin="")
    assert placed.spans == ((4, 8),)
    assert [remark.text() for remark in placed.remarks] == [
        "Selections that end before they begin; their two ends were exchanged: 1."
    ]


def test_half_an_emoji_is_taken_whole_and_told() -> None:
    placed = place("a😀b", [Mark(2, 4)], origin="", chosen=Convention("utf16"))
    assert placed.spans == ((1, 3),)
    assert "halfway a character" in placed.remarks[0].text()


def test_an_end_between_cr_and_lf_takes_the_line_end_along() -> None:
    assert place("een\r\ntwee", [Mark(0, 4)], origin="NVivo", chosen=Convention("utf16")).spans == ((0, 4),)


def test_text_in_the_xml_may_have_been_counted_with_two_for_a_line_end() -> None:
    windows = LONG.replace("😀", "en")
    body, way = windows.replace("\r\n", "\n"), Convention("code_points", crlf_is_one=False)
    marks = in_units(windows, SOME, way)
    placed = place(body, marks, origin="", inline=True)
    assert [placed.text[slice(*span or ())] for span in placed.spans] == SOME
    assert placed.resolved.convention == way
    assert place(body, marks, origin="").spans != placed.spans


def test_no_program_is_thought_to_count_a_line_end_in_the_xml_as_two() -> None:
    placed = place("een\ntwee\ndrie", [Mark(4, 8)], origin="NVivo", inline=True)
    assert placed.text[slice(*placed.spans[0] or ())] == "twee"
    assert name_of(prior("NVivo", inline=True)) == "utf16+lf"


def test_utf_16_is_read_by_its_mark_and_told() -> None:
    placed = place("één 😀 twee".encode("utf-16"), [Mark(6, 10)], origin="")
    assert placed.text[slice(*placed.spans[0] or ())] == "twee"
    assert "utf-16-le" in placed.remarks[0].text()


def test_windows_1252_is_read_and_called_a_guess() -> None:
    placed = place("coördinatie nu".encode("cp1252"), [Mark(12, 14)], origin="")
    assert placed.text[slice(*placed.spans[0] or ())] == "nu"
    assert "guess" in placed.remarks[0].text()


def test_a_file_of_this_program_is_not_guessed_at() -> None:
    text = "aa 😀 bb cc 😀 dd ee"
    mark = Mark(11, 14)
    assert place(text, [mark], origin="Spanveld 0.9").spans == ((11, 14),)
    in_utf16 = place(text, [mark], origin="Spanveld 0.9 (UTF-16)")
    assert in_utf16.spans == ((10, 12),)
    assert in_utf16.resolved.clear


def test_passages_that_fit_nowhere_are_called_so() -> None:
    text = "samenwerking " * 20
    placed = place(text, [Mark(start, start + 3) for start in (2, 15, 28, 41)], origin="")
    assert "Only 0 % of the ends" in placed.remarks[0].text()


def test_the_clear_sources_of_a_project_settle_those_that_prove_nothing_themselves() -> None:
    words = [f"Zin {number}" for number in range(3, 29)]
    clear = place(LONG.encode(), in_units(LONG, words, Convention("utf16")), origin="NVivo").resolved
    unclear = place("ja 😀 ja ja ja ja", [Mark(6, 8)], origin="NVivo").resolved
    assert clear.clear
    assert not unclear.clear
    assert unclear.score == 1.0
    assert [one.clear for one in agreed([clear, unclear])] == [True, True]
    assert not agreed([unclear, unclear])[0].clear


def test_what_the_rest_of_a_project_shows_goes_before_what_is_known_of_the_program() -> None:
    words = [f"Zin {number}" for number in range(3, 29)]
    rest = place(LONG.encode(), in_units(LONG, words, Convention("utf16")), origin="MAXQDA 24").resolved
    way = settled_way([rest])
    assert way == Convention("utf16")
    text, marks = "ja 😀 ja ja ja ja", [Mark(6, 8)]
    assert place(text, marks, origin="MAXQDA 24").spans == ((6, 8),)
    placed = place(text, marks, origin="MAXQDA 24", leaning=way)
    assert placed.spans == ((5, 7),)
    assert agreed([rest, placed.resolved])[1].clear


def test_a_source_that_proves_nothing_is_placed_as_the_others_of_its_project(tmp_path: Path) -> None:
    words = [f"Zin {number}" for number in range(3, 29)]
    large = "".join(
        selection(f"s{at}", mark.raw_start or 0, mark.raw_end or 0)
        for at, mark in enumerate(in_units(LONG, words, Convention("utf16")))
    )
    inside = "".join(
        f'<TextSource guid="{guid(name)}" name="{name}" plainTextPath="internal://{name}.txt">{marked}</TextSource>'
        for name, marked in (("large", large), ("small", selection("one", 6, 8)))
    )
    files = {"sources/large.txt": LONG.encode(), "sources/small.txt": "ja 😀 ja ja ja ja".encode()}
    project = project_of(tmp_path, f"<Sources>{inside}</Sources>", files, origin="MAXQDA 24")
    first, second = project.sources
    assert [first.text[one.start : one.end] for one in first.selections] == words  # type: ignore[index]
    assert [(one.start, one.end) for one in second.selections] == [(5, 7)]
    assert second.resolved is not None
    assert (second.resolved.clear, second.resolved.convention) == (True, Convention("utf16"))


@pytest.mark.parametrize("way", [*CONVENTIONS, Convention("utf8_bytes")])
def test_a_way_of_counting_has_a_name_and_words(way: Convention) -> None:
    assert convention_named(name_of(way)) == way
    assert described(way).text()


@pytest.mark.parametrize("name", ["", "utf32", "utf16+", "utf16+lf+lf", "utf16+cr"])
def test_a_name_for_no_way_of_counting_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="No way of counting is called"):
        convention_named(name)


@pytest.mark.parametrize(
    ("origin", "name"),
    [
        ("NVivo for Windows 12.6", "utf16"),
        ("QualCoder", "code-points+lf"),
        ("ATLAS.ti 8.4", "utf16+lf"),
        ("MAXQDA 24 (Release 24.7.0)", "code-points"),
        ("", "code-points"),
    ],
)
def test_what_is_known_of_a_program_comes_first(origin: str, name: str) -> None:
    assert name_of(prior(origin)) == name
