from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import spanveld
from spanveld.formats.sources.parts import Block
from spanveld.formats.sources.speakers import Spoken, find_turns, time_marks

DEMO = Path(spanveld.__file__).parent / "demo" / "study"


def said(text: str, blocks: tuple[Block, ...] = ()) -> list[tuple[str, str]]:
    return [(turn.label, text[turn.start : turn.end]) for turn in find_turns(text, blocks).turns]


def labels_in(text: str, spoken: Spoken) -> list[str]:
    return [text[block.start : block.end] for block in spoken.blocks if block.kind == "speaker"]


def remarks_on(text: str) -> list[str]:
    return [remark.text() for remark in find_turns(text).remarks]


QUESTION, ANSWER = "Hoe gaat het tussen jullie en de regio?", "Stroef, als je het mij vraagt."
SECOND, LAST = "Waar merk je dat aan?", "Ik hoor pas achteraf wat er besloten is."

WAYS = {
    "a letter and a number": ("I: {}\n\nR4: {}\n\nI: {}\n\nR4: {}", "I", "R4"),
    "no empty lines": ("I: {}\nR4: {}\nI: {}\nR4: {}", "I", "R4"),
    "small letters": ("i: {}\nr4: {}\ni: {}\nr4: {}", "i", "r4"),
    "no space after the colon": ("I:{}\nR4:{}\nI:{}\nR4:{}", "I", "R4"),
    "words": ("Interviewer: {}\nRespondent: {}\nInterviewer: {}\nRespondent: {}", "Interviewer", "Respondent"),
    "capitals": ("INTERVIEWER: {}\nRESPONDENT 3: {}\nINTERVIEWER: {}\nRESPONDENT 3: {}", "INTERVIEWER", "RESPONDENT 3"),
    "bold with the colon inside": (
        "**Interviewer:** {}\n\n**R4:** {}\n\n**Interviewer:** {}\n\n**R4:** {}",
        "Interviewer",
        "R4",
    ),
    "bold with the colon outside": (
        "**Interviewer**: {}\n\n**R4**: {}\n\n**Interviewer**: {}\n\n**R4**: {}",
        "Interviewer",
        "R4",
    ),
    "brackets before the words": (
        "[Spreker 1] {}\n[Spreker 2] {}\n[Spreker 1] {}\n[Spreker 2] {}",
        "Spreker 1",
        "Spreker 2",
    ),
    "brackets on their own line": (
        "[Spreker 1]\n{}\n\n[Spreker 2]\n{}\n\n[Spreker 1]\n{}\n\n[Spreker 2]\n{}",
        "Spreker 1",
        "Spreker 2",
    ),
    "a number": ("Spreker 1: {}\nSpreker 2: {}\nSpreker 1: {}\nSpreker 2: {}", "Spreker 1", "Spreker 2"),
    "times in brackets after the label": (
        "Speaker 1 (00:12)\n{}\n\nSpeaker 2 (00:20)\n{}\n\nSpeaker 1 (01:02)\n{}\n\nSpeaker 2 (01:09)\n{}",
        "Speaker 1",
        "Speaker 2",
    ),
    "name and function": (
        "Karin Bos: {}\nJan de Vries (burgemeester): {}\nKarin Bos: {}\nJan de Vries (burgemeester): {}",
        "Karin Bos",
        "Jan de Vries",
    ),
    "name and time on a line of their own": (
        "Karin Bos 00:00:04\n{}\n\nJan de Vries 00:00:11\n{}\n\nKarin Bos 00:12:34\n{}\n\nJan de Vries 00:12:40\n{}",
        "Karin Bos",
        "Jan de Vries",
    ),
    "name and short time, as Teams writes them": (
        "Karin Bos   0:04\n{}\nJan de Vries   0:11\n{}\nKarin Bos   12:34\n{}\nJan de Vries   1:12:40\n{}",
        "Karin Bos",
        "Jan de Vries",
    ),
    "time and name on a line of their own": (
        "00:00:04 Speaker 1\n{}\n00:00:11 Speaker 2\n{}\n00:12:34 Speaker 1\n{}\n00:12:40 Speaker 2\n{}",
        "Speaker 1",
        "Speaker 2",
    ),
    "time before the label": ("[00:00:04] I: {}\n[00:00:11] R4: {}\n[00:12:34] I: {}\n[00:12:40] R4: {}", "I", "R4"),
    "a dash": ("I - {}\nR4 - {}\nI - {}\nR4 – {}", "I", "R4"),
    "rows of a table": ("I\t{}\nR4\t{}\nI\t{}\nR4\t{}", "I", "R4"),
    "rows of a table with names": ("Karin\t{}\nJan\t{}\nKarin\t{}\nJan\t{}", "Karin", "Jan"),
    "rows of a table with times": ("00:04\tI\t{}\n00:11\tR4\t{}\n12:34\tI\t{}\n12:40\tR4\t{}", "I", "R4"),
    "question and answer": ("V: {}\nA: {}\nV: {}\nA: {}", "V", "A"),
    "numbered questions": ("Vraag 1: {}\nAntwoord: {}\nVraag 2: {}\nAntwoord: {}", "Vraag", "Antwoord"),
    "questions counted by letter": ("V1: {}\nA1: {}\nV2: {}\nA2: {}", "V", "A"),
    "names that a recogniser of speech gives": (
        "SPEAKER_00: {}\nSPEAKER_01: {}\nSPEAKER_00: {}\nSPEAKER_01: {}",
        "SPEAKER_00",
        "SPEAKER_01",
    ),
    "a name above a line with the time": (
        "Karin Bos\n0:04\n{}\n\nJan de Vries\n0:11\n{}\n\nKarin Bos\n12:34\n{}\n\nJan de Vries\n12:40\n{}",
        "Karin Bos",
        "Jan de Vries",
    ),
    "first names": ("Karin: {}\nJan: {}\nKarin: {}\nJan: {}", "Karin", "Jan"),
    "initials": ("KB: {}\nJV: {}\nKB: {}\nJV: {}", "KB", "JV"),
    "titles": ("Mw. Bos: {}\nDhr. De Vries: {}\nMw. Bos: {}\nDhr. De Vries: {}", "Mw. Bos", "Dhr. De Vries"),
    "labels on lines of their own": (
        "Interviewer\n{}\n\nSpreker 2\n{}\n\nInterviewer\n{}\n\nSpreker 2\n{}",
        "Interviewer",
        "Spreker 2",
    ),
    "words below the label": ("I:\n{}\n\nR4:\n{}\n\nI:\n{}\n\nR4:\n{}", "I", "R4"),
    "numbered paragraphs": ("1. I: {}\n2. R4: {}\n3. I: {}\n4. R4: {}", "I", "R4"),
}


@pytest.mark.parametrize("way", WAYS)
def test_turns_are_found_in_the_ways_people_write_them(way: str) -> None:
    pattern, first, second = WAYS[way]
    text = pattern.format(QUESTION, ANSWER, SECOND, LAST)
    assert said(text) == [(first, QUESTION), (second, ANSWER), (first, SECOND), (second, LAST)]
    assert not find_turns(text).remarks


def test_the_label_of_each_turn_is_a_block_before_it() -> None:
    text = f"[00:00:04] **Interviewer:** {QUESTION}\n[00:00:11] **Jan de Vries (wethouder):** {ANSWER}\n" * 2
    spoken = find_turns(text)
    assert labels_in(text, spoken) == ["Interviewer", "Jan de Vries"] * 2
    assert all(block.end < turn.start for block, turn in zip(spoken.blocks, spoken.turns, strict=True))


@pytest.mark.parametrize(
    ("label", "interviewer"),
    [("I", True), ("Interviewer", True), ("Int.", True), ("V", True), ("Vraag 3", True), ("Q", True), ("Onderzoeker", True),
     ("Interviewster", True), ("Interviewer 2", True), ("Karin Bos", False), ("Spreker 1", False)],
)  # fmt: skip
def test_an_interviewer_is_known_by_the_words_people_use(label: str, interviewer: bool) -> None:
    text = f"{label}: {QUESTION}\nR4: {ANSWER}\n{label}: {SECOND}\nR4: {LAST}\n"
    assert [turn.interviewer for turn in find_turns(text).turns] == [interviewer, False, interviewer, False]


def test_paragraphs_without_a_label_belong_to_the_turn_before() -> None:
    text = f"I: {QUESTION}\n\nR4: {ANSWER}\n\nEn dat al jaren.\n\nHet went niet.\n\nI: {SECOND}\n\nR4: {LAST}\n"
    assert said(text)[1] == ("R4", f"{ANSWER}\n\nEn dat al jaren.\n\nHet went niet.")


def test_a_heading_ends_a_turn_and_what_follows_it_is_nobodys() -> None:
    text = f"I: {QUESTION}\nR4: {ANSWER}\nDeel twee\nHier was een pauze.\nI: {SECOND}\nR4: {LAST}"
    start = text.index("Deel twee")
    heading = Block("heading", start, start + len("Deel twee"), level=2)
    assert said(text, (heading,)) == [("I", QUESTION), ("R4", ANSWER), ("I", SECOND), ("R4", LAST)]


def test_footnotes_at_the_end_are_nobodys_words() -> None:
    text = f"I: {QUESTION}\nR4: {ANSWER}\nI: {SECOND}\nR4: {LAST}\nVeiligheidsregio.\nZie bijlage 2."
    first, second = text.index("Veiligheidsregio."), text.index("Zie bijlage")
    notes = (Block("footnote", first, second - 1), Block("footnote", second, len(text)))
    assert said(text, notes)[-1] == ("R4", LAST)


def test_text_after_a_table_of_turns_is_nobodys() -> None:
    text = (
        f"Spreker\tTekst\nI\t{QUESTION}\nR4\t{ANSWER}\n\tEn ja.\nI\t{SECOND}\nR4\t{LAST}\nDaarna liepen we naar buiten."
    )
    assert said(text) == [("I", QUESTION), ("R4", f"{ANSWER}\n\tEn ja."), ("I", SECOND), ("R4", LAST)]


def test_text_after_a_table_of_turns_is_nobodys_where_the_cells_are_known() -> None:
    rows = [("I", QUESTION), ("R4", ANSWER), ("I", SECOND), ("R4", f"{LAST}\nEn ik schrik dan.")]
    text, cells = "", []
    for row, pair in enumerate(rows, start=1):
        for column, cell in enumerate(pair, start=1):
            cells.append(Block("cell", len(text), len(text) + len(cell), row=row, column=column))
            text += cell + "\t\n"[column - 1]
    assert said(text + "Daarna liepen we naar buiten.", tuple(cells)) == rows


def test_spellings_of_one_label_are_one_speaker() -> None:
    text = f"I: {QUESTION}\nR 4: {ANSWER}\ni: {SECOND}\nR4: {LAST}\nI: {QUESTION}\nr4: {ANSWER}\n"
    assert [label for label, _ in said(text)] == ["I", "R 4", "I", "R 4", "I", "R 4"]


def test_a_slip_in_a_label_is_named_and_kept_as_a_speaker_of_its_own() -> None:
    text = f"Interviewer: {QUESTION}\nR4: {ANSWER}\n" * 3 + f"Interviwer: {SECOND}\nR4: {LAST}\n"
    assert said(text)[-2] == ("Interviwer", SECOND)
    assert remarks_on(text) == [
        "Line 7: 'Interviwer' looks like 'Interviewer'; it was kept as a speaker of its own. Correct it if it is not."
    ]


def test_people_numbered_by_letter_are_not_taken_for_one() -> None:
    text = f"I: {QUESTION}\nA1: {ANSWER}\nA2: {LAST}\nI: {SECOND}\nA2: {ANSWER}\nA1: {LAST}"
    assert [label for label, _ in said(text)] == ["I", "A1", "A2", "I", "A2", "A1"]


def test_a_second_respondent_who_speaks_once_keeps_the_words() -> None:
    text = f"I: {QUESTION}\nR: {ANSWER}\nR2: Ik ook.\nI: {SECOND}\nR: {LAST}"
    assert ("R2", "Ik ook.") in said(text)


HEAD = """Datum: 3 maart 2023
Plaats: Utrecht
Aanwezig: twee onderzoekers
Interviewer: Karin Bos
Respondent: wethouder Jan Smit
"""


@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize("labels", [("I", "R4"), ("Interviewer", "Respondent"), ("Karin", "Jan")])
def test_the_head_of_an_interview_holds_no_turns(labels: tuple[str, str], gap: str) -> None:
    first, second = labels
    text = HEAD + gap + f"{first}: {QUESTION}\n{gap}{second}: {ANSWER}\n{gap}" * 3
    assert said(text) == [(first, QUESTION), (second, ANSWER)] * 3


def test_a_respondent_described_in_the_head_says_nothing_there() -> None:
    text = f"Respondent: een wethouder uit de regio.\n\nI: {QUESTION}\nR4: {ANSWER}\nI: {SECOND}\nR4: {LAST}"
    assert said(text)[0] == ("I", QUESTION)


def test_words_before_a_colon_within_a_turn_are_no_speakers() -> None:
    answer = (
        f"{ANSWER}\nLet op: dat is nu anders.\nBijvoorbeeld: de brandweer.\nTen eerste: geld.\nConclusie: het schuurt."
        "\n12:30 begon het overleg.\nhttps://voorbeeld.nl/pad: daar staat het.\nDatum: 3 maart."
    )
    text = f"I: {QUESTION}\nR4: {answer}\nI: {SECOND}\nR4: {LAST}"
    assert said(text) == [("I", QUESTION), ("R4", answer), ("I", SECOND), ("R4", LAST)]


def test_a_name_that_comes_once_among_coded_speakers_is_left_to_the_turn_and_named() -> None:
    text = f"I: {QUESTION}\nR4: {ANSWER}\nAmersfoort: daar gaat het goed.\nI: {SECOND}\nR4: {LAST}"
    assert said(text)[1] == ("R4", f"{ANSWER}\nAmersfoort: daar gaat het goed.")
    assert any("'Amersfoort' (3)" in remark for remark in remarks_on(text))


def test_somebody_who_speaks_once_in_a_group_is_found_among_names() -> None:
    rounds = f"Karin Bos: {QUESTION}\nJan Smit: {ANSWER}\n" * 3
    text = f"{rounds}Fatima el Idrissi: Ik zie dat anders.\n{rounds}"
    assert ("Fatima el Idrissi", "Ik zie dat anders.") in said(text)


PROSE = {
    "a memo": "Aan: het bestuur\nVan: de directeur\nDatum: 15 maart\nOnderwerp: kosten\n\nWij vragen u het volgende.\n" * 2,
    "prose with colons": "De regio telt drie delen: noord, midden en zuid.\nLet op: dit is een schets.\n" * 10,
    "a form that repeats": "Doelgroep: jongeren\nBereik: laag\nDoelgroep: ouderen\nBereik: hoog\n" * 5,
    "columns of a plan": "Actie: overleg plannen\nEigenaar: GGD\nTermijn: mei\n" * 6,
    "a programme of a day": "Karin Bos 10:30\nSamenwerken in de regio\nJan Smit 11:15\nWat wij leerden\n",
    "an agenda": "Inloop 09:30\nOpening 10:00\nLunch 12:30\nSluiting 16:00\n",
    "a list of risks": "R1: onvoldoende geld\nR2: te weinig mensen\nR3: onduidelijke rollen\n",
    "options by letter": "A: niets doen\nB: samen doen\nI: overlaten aan de regio\n",
    "dialogue with dashes": "- Hoe gaat het?\n- Goed, en met jou?\n- Ook goed.\n" * 4,
    "times of day": "12:30 vertrek\n13:45 aankomst\n14:00 overleg met u\n",
    "nothing": "",
    "one label once": "Jan: ik vind het best.\n" + "De gemeente wacht af. We zien wel.\n" * 40,
    "a fragment of a conversation in a report": (
        "De samenwerking verloopt wisselend, zo laten wij zien in dit hoofdstuk.\n" * 60
        + f"I: {QUESTION}\nR4: {ANSWER}\n"
        + "Wij leiden hieruit af dat afstemming ontbreekt.\n" * 60
    ),
    "a few lines of conversation before long paragraphs": (
        f"I: {QUESTION}\nR4: {ANSWER}\n" + ("Wij leiden hieruit af dat afstemming ontbreekt. " * 40 + "\n") * 12
    ),
    "sounds in brackets": "[Stilte] Ja.\n[Gelach] Nee.\n[Stilte] Ik weet het niet.\n[Gelach] U wel?\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", PROSE)
def test_what_is_no_transcript_has_no_turns(kind: str) -> None:
    spoken = find_turns(PROSE[kind])
    assert (spoken.turns, spoken.blocks) == ((), ())


def test_one_speaker_alone_makes_no_turns_and_the_remark_says_why() -> None:
    text = "R4: Goed.\n\nEn de politie?\n\nR4: Ook goed.\n\nEn de regio?\n\nR4: Minder."
    assert not find_turns(text).turns
    assert remarks_on(text)[0].startswith("Only one speaker is marked, 'R4' (3 times)")


@pytest.mark.parametrize("source", sorted(path.stem for path in (DEMO / "sources").glob("*.txt")))
def test_the_turns_of_the_demo_study_are_those_that_a_person_noted(source: str) -> None:
    text = (DEMO / "sources" / f"{source}.txt").read_text("utf-8")
    noted = [line.split(",") for line in (DEMO / "turns.csv").read_text("utf-8").splitlines()]
    expected = [(int(row[2]), row[4] == "interviewer") for row in noted if row[0] == source]
    assert [(turn.end, turn.interviewer) for turn in find_turns(text).turns] == expected


def marks(text: str) -> list[tuple[str, int]]:
    return [(text[mark.position :].split()[0], mark.milliseconds) for mark in time_marks(text)]


def test_a_time_before_the_words_marks_the_first_of_them() -> None:
    assert marks("[00:00:05] Goedemorgen. [01:02] Daarna.\n00:01:30\nSlot.") == [
        ("Goedemorgen.", 5000), ("Daarna.", 62_000), ("Slot.", 90_000)
    ]  # fmt: skip


def test_a_time_at_the_end_of_a_paragraph_marks_that_end_and_stays_in_its_turn() -> None:
    text = f"I: {QUESTION} #00:00:05-4#\nR4: {ANSWER} #00:00:12-43#\nI: {SECOND} #00:00:15-0#\nR4: {LAST} #00:00:20-9#"
    assert marks(text) == [
        ("#00:00:05-4#", 5400), ("#00:00:12-43#", 12_430), ("#00:00:15-0#", 15_000), ("#00:00:20-9#", 20_900)
    ]  # fmt: skip
    assert said(text)[0] == ("I", f"{QUESTION} #00:00:05-4#")


def test_a_time_with_a_label_marks_the_first_word_of_the_turn() -> None:
    text = f"[00:00:04] I: {QUESTION}\nR4 (00:11): {ANSWER}\nI: [00:30] {SECOND}\nR4: {LAST}"
    spoken = find_turns(text)
    starts = [turn.start for turn in spoken.turns]
    assert [(mark.position, mark.milliseconds) for mark in spoken.marks] == [
        (starts[0], 4000), (starts[1], 11_000), (starts[2], 30_000)
    ]  # fmt: skip


def test_times_of_day_are_no_times_of_a_recording() -> None:
    assert time_marks("We begonnen om 12:30 en (13:45) was het klaar. Aanvang (14:30)") == ()


def test_a_time_that_goes_back_is_left_out_and_named() -> None:
    lines = [f"[00:{minute:02}:00] Minuut {minute}." for minute in range(30)]
    lines[12] = "[09:12:00] Een tikfout."
    spoken = find_turns("\n".join(lines))
    assert len(spoken.marks) == 29
    assert "(the first: 9:12:00); they were left out" in spoken.remarks[0].text()


def test_times_that_go_back_and_forth_are_not_believed() -> None:
    spoken = find_turns("[00:20] Een. [00:10] Twee. [00:30] Drie. [00:05] Vier.")
    assert spoken.marks == ()
    assert "none was taken over" in spoken.remarks[0].text()


SENTENCES = st.sampled_from(
    [
        QUESTION,
        ANSWER,
        SECOND,
        LAST,
        "Ja.",
        "Nee, dat ging via de regio: eerst bellen, dan pas mailen.",
        "De brandweer was er om 12:30, de politie later.",
        "Dat weet u beter dan ik 😀.",
        "En dan zegt de burgemeester (die van hier) dat het moet.",
        "Wij hebben één lijn afgesproken.",
    ]
)
STYLES = st.sampled_from(["{}: ", "{}:\n", "**{}:** ", "[{}] ", "[{}]: ", "{}\t", "[00:00:01] {}: "])
PAIRS = st.sampled_from(
    [
        ("I", "R4"),
        ("Interviewer", "Respondent"),
        ("V", "A"),
        ("Spreker 1", "Spreker 2"),
        ("Karin Bos", "Jan de Vries"),
        ("Int.", "R12"),
    ]
)


@given(st.data(), PAIRS, STYLES, st.sampled_from(["\n", "\n\n"]), st.integers(2, 6))
def test_a_transcript_that_was_made_is_found_back(
    data: st.DataObject, pair: tuple[str, str], style: str, gap: str, rounds: int
) -> None:
    words = st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join)
    made = [(label, data.draw(words)) for _ in range(rounds) for label in pair]
    made[0] = (made[0][0], QUESTION)
    text = gap.join(style.format(label) + what for label, what in made)
    assert said(text) == made


PIECES = st.sampled_from(
    ["I:", "R4: ", "Jan: ", "\n", "\n\n", " ", "\t", "[00:01]", "#00:00:03-1#", "**", "[", "]", "ja ik", "?", "Datum: ", "R4", "😀"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join)), st.data())
def test_turns_lie_inside_the_text_in_order_and_apart_whatever_the_text(text: str, data: st.DataObject) -> None:
    bounds = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    kinds = st.sampled_from(["heading", "cell", "footnote", "page"])
    blocks = data.draw(st.lists(st.builds(lambda kind, at: Block(kind, *at), kinds, bounds), max_size=4))
    spoken = find_turns(text, blocks)
    at = 0
    for turn in spoken.turns:
        assert at <= turn.start < turn.end <= len(text)
        assert not text[turn.start].isspace()
        assert not text[turn.end - 1].isspace()
        at = turn.end
    assert all(0 <= block.start < block.end <= len(text) for block in spoken.blocks)
    assert all(0 <= mark.position < len(text) for mark in spoken.marks)
    assert [mark.milliseconds for mark in spoken.marks] == sorted(mark.milliseconds for mark in spoken.marks)
