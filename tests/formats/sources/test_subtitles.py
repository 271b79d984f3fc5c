from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanveld.formats.sources.parts import Reading, Unreadable
from spanveld.formats.sources.subtitles import read_srt, read_vtt

FILES = Path(__file__).parent / "files"
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Path:
        path = tmp_path / "gesprek.vtt"
        path.write_bytes(text.encode())
        return path

    return written


def said(reading: Reading) -> list[tuple[str, str]]:
    return [(turn.label, reading.text[turn.start : turn.end]) for turn in reading.turns]


def times(reading: Reading) -> list[tuple[int, str]]:
    return [(mark.milliseconds, reading.text[mark.position :].split()[0]) for mark in reading.marks]


def remarks(reading: Reading) -> list[str]:
    return [remark.text() for remark in reading.remarks]


TEAMS = """Karin Bos: Fijn dat het lukte vandaag. Hoe gaat het tussen jullie en de regio?

Jan de Vries: Stroef, als je het mij vraagt & dat al jaren. We horen het pas achteraf.

Karin Bos: Waarom?

Jan de Vries: Omdat niemand belt."""


def test_the_fragments_of_a_teams_meeting_are_joined_into_turns() -> None:
    reading = read_vtt(FILES / "vtt_teams.vtt")
    assert reading.text == TEAMS
    assert [label for label, _ in said(reading)] == ["Karin Bos", "Jan de Vries", "Karin Bos", "Jan de Vries"]
    assert said(reading)[2] == ("Karin Bos", "Waarom?")
    assert [reading.text[block.start : block.end] for block in reading.blocks] == [turn.label for turn in reading.turns]
    assert (reading.format, reading.encoding, remarks(reading)) == ("vtt", "utf-8", [])


def test_each_fragment_has_its_time_at_its_first_word() -> None:
    assert times(read_vtt(FILES / "vtt_teams.vtt")) == [
        (3120, "Fijn"), (5480, "Hoe"), (5480, "tussen"), (9800, "Stroef,"), (9800, "al"), (21_500, "We"), (24_600, "Waarom?"),
        (25_100, "Omdat"),
    ]  # fmt: skip


def test_names_before_a_colon_are_the_speakers_of_a_zoom_meeting() -> None:
    reading = read_vtt(FILES / "vtt_zoom.vtt")
    assert said(reading) == [
        ("Karin Bos", "Fijn dat het lukte vandaag. Hoe gaat het tussen jullie en de regio?"),
        ("Jan de Vries", "Stroef: als je het mij vraagt."),
        ("Karin Bos", "Waarom?"),
        ("Fatima el Idrissi", "Omdat niemand belt."),
    ]


def test_captions_that_roll_are_taken_once_and_a_pause_makes_a_paragraph() -> None:
    reading = read_vtt(FILES / "vtt_rolling.vtt")
    assert reading.text == "goedemorgen allemaal welkom bij deze vergadering van de raad\n\nwe beginnen"
    assert times(reading) == [(160, "goedemorgen"), (2560, "bij"), (5120, "van"), (15_000, "we")]
    assert reading.turns == ()
    assert remarks(reading) == [
        "4 lines that were shown twice, as rolling captions do, were taken once.",
        "The subtitles name no speakers; a paragraph is what is said without a pause.",
    ]


def test_notes_styles_settings_and_tags_are_passed_over_and_two_voices_in_one_cue_are_told_apart() -> None:
    reading = read_vtt(FILES / "vtt_notes.vtt")
    assert reading.text == (
        "Karin Bos: Wie had er dienst?\n\nJan Smit: Ik niet. Dat was de buurgemeente. En die sliep.\n\n[onverstaanbaar]"
    )
    assert times(reading)[-1] == (3_723_004, "[onverstaanbaar]")
    assert remarks(reading) == ["Fragments that name no speaker stand in paragraphs of their own (number: 1)."]


def test_srt_with_names_a_byte_order_mark_and_tags() -> None:
    reading = read_srt(FILES / "srt_names.srt")
    assert said(reading) == [
        ("KARIN", "Wie had er dienst die nacht?"),
        ("JAN", "Ik niet. Dat was de buurgemeente."),
        ("KARIN", "En toen?"),
        ("JAN", "Toen niets."),
    ]
    assert reading.format == "srt"


def test_signs_of_a_change_of_speaker_make_paragraphs_without_a_speaker() -> None:
    reading = read_srt(FILES / "srt_changes.srt")
    assert reading.text.split("\n\n") == [
        "Wie had er dienst?",
        "Ik niet. Dat was de buurgemeente.",
        "Na de pauze gaan we verder.",
        "- Eerst koffie?",
        "- Graag.",
    ]
    assert reading.turns == ()


@pytest.mark.parametrize("clock", ["00:00:01.5", "0:01.5", "00:01,500", "00:00:01,5"])
def test_times_are_read_with_and_without_hours_with_a_dot_or_a_comma(clock: str, write: Write) -> None:
    reading = read_vtt(write(f"WEBVTT\n\n{clock} --> 00:00:04.000\nGoedemorgen.\n"))
    assert times(reading) == [(1500, "Goedemorgen.")]


def test_a_word_said_twice_with_a_pause_between_stays_said_twice(write: Write) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jan>Ja.</v>\n\n00:02.500 --> 00:03.000\n<v Jan>Ja.</v>\n"
    assert said(read_vtt(write(text))) == [("Jan", "Ja. Ja.")]


def test_captions_that_grow_are_taken_once(write: Write) -> None:
    shown = ["wij hebben", "wij hebben toen", "wij hebben toen gebeld", "niemand nam", "niemand nam op"]
    cues = "".join(f"\n00:0{n}.000 --> 00:0{n + 1}.000\n{text}\n" for n, text in enumerate(shown))
    assert read_vtt(write("WEBVTT\n" + cues)).text == "wij hebben toen gebeld niemand nam op"


def test_an_interviewer_in_subtitles_is_known_by_the_word(write: Write) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Interviewer>Wie?</v>\n\n00:02.500 --> 00:03.000\n<v R4>Ik.</v>\n"
    assert [turn.interviewer for turn in read_vtt(write(text)).turns] == [True, False]


def test_times_that_cannot_be_read_are_refused_with_their_line(write: Write) -> None:
    with pytest.raises(Unreadable, match="line 6: '00:0x:05.000 --> 00:00:09.000' are no times of a subtitle"):
        read_vtt(write("WEBVTT\n\n00:01.000 --> 00:02.000\nJa.\n\n00:0x:05.000 --> 00:00:09.000\nNee.\n"))


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "it is empty"), ("WEBVTT\n\nNOTE niets\n", "no subtitles"), ("Gewoon een verhaal.", "no subtitles")],
)
def test_a_file_without_subtitles_is_refused(text: str, message: str, write: Write) -> None:
    with pytest.raises(Unreadable, match=message):
        read_vtt(write(text))


WORD = st.sampled_from(["wij", "bellen", "de", "regio", "eerst", "niemand", "nam", "op", "😀", "één"])
WORDS = st.lists(WORD, min_size=1, max_size=6)


@given(
    st.lists(st.tuples(st.sampled_from(["Karin Bos", "Jan de Vries", "Interviewer"]), WORDS), min_size=1, max_size=12)
)
def test_all_that_was_said_is_found_back_in_order(
    tmp_path_factory: pytest.TempPathFactory, made: list[tuple[str, list[str]]]
) -> None:
    cues = (
        f"{n}\n00:{n:02}:01.000 --> 00:{n:02}:03.000\n<v {name}>{' '.join(words)}</v>\n"
        for n, (name, words) in enumerate(made)
    )
    path = tmp_path_factory.mktemp("vtt") / "gesprek.vtt"
    path.write_text("WEBVTT\n\n" + "\n".join(cues), "utf-8")
    reading = read_vtt(path)
    spoken = [(label, word) for label, words in said(reading) for word in words.split()]
    assert spoken == [(name, word) for name, words in made for word in words]
    assert all(a[0] != b[0] for a, b in zip(said(reading), said(reading)[1:], strict=False))
