"""From the places of letters to lines, columns and paragraphs, without any PDF."""

from __future__ import annotations

import pytest

from spanveld.formats.sources.pdf_heads import without_heads
from spanveld.formats.sources.pdf_layout import RAISED, RAISED_END, Segment, SegmentMaker, columns
from spanveld.formats.sources.pdf_paragraphs import Hyphens, hyphens, joined, paragraphs, written

LETTER = 5.0
LEADING = 12.0


def segment(text: str, x: float, y: float, size: float = 10.0) -> Segment:
    """A line of letters of equal width."""
    wide = LETTER * size / 10
    return Segment(text, x, x + wide * len(text), y, size, wide * len(text.split()[0]))


def stacked(texts: list[str], x: float, top: float, size: float = 10.0) -> list[Segment]:
    return [segment(text, x, top - LEADING * place, size) for place, text in enumerate(texts)]


def lines(segments: list[Segment]) -> list[list[str]]:
    return [[line.text for line in column.lines] for column in columns(segments, 10.0)]


def text_of(*pages: list[Segment]) -> str:
    return written(paragraphs(list(enumerate(pages, 1))))[0]


LEFT = [
    "de gemeente en de partners in",
    "de regio zoeken elkaar op om",
    "samen te bepalen wie er aan",
    "zet is en wie er betaalt voor",
]
RIGHT = [
    "het overleg dat elke maandag",
    "op het stadhuis wordt belegd",
    "door de coördinator van het",
    "netwerk en zijn secretaris.",
]
WIDE = "Een samenvatting die over de hele breedte van de bladzijde loopt en beide kolommen"


# lines and columns


def test_two_columns_are_read_one_after_the_other() -> None:
    side_by_side = [
        found for pair in zip(stacked(LEFT, 50, 700), stacked(RIGHT, 220, 700), strict=True) for found in pair
    ]
    assert lines(side_by_side) == [LEFT, RIGHT]


def test_three_columns_are_read_one_after_the_other() -> None:
    page = [*stacked(LEFT, 50, 700), *stacked(RIGHT, 220, 700), *stacked(LEFT, 390, 700)]
    assert lines(page) == [LEFT, RIGHT, LEFT]


def test_what_stands_across_the_columns_parts_what_is_above_from_what_is_below() -> None:
    page = [
        segment(WIDE, 50, 740), *stacked(LEFT, 50, 700), *stacked(RIGHT, 220, 700), segment(WIDE, 50, 600),
        *stacked(RIGHT, 50, 560), *stacked(LEFT, 220, 560),
    ]  # fmt: skip
    assert lines(page) == [[WIDE], LEFT, RIGHT, [WIDE], RIGHT, LEFT]


def test_columns_whose_lines_do_not_stand_level_are_columns() -> None:
    assert lines([*stacked(LEFT, 50, 700), *stacked(RIGHT, 220, 694)]) == [LEFT, RIGHT]


def test_the_cells_of_a_table_are_no_columns_and_stand_apart_by_tabs() -> None:
    table = [*stacked(["Partij", "Gemeente", "Corporatie"], 50, 700), *stacked(["Rol", "regie", "zorg"], 200, 700)]
    assert lines(table) == [["Partij\tRol", "Gemeente\tregie", "Corporatie\tzorg"]]


def test_cells_may_stand_in_line_on_their_right_side() -> None:
    table = [segment("Rol", 50, 700), segment("Aantal", 120, 700), segment("Bestuur", 50, 688), segment("4", 145, 688)]
    assert lines(table) == [["Rol\tAantal", "Bestuur\t4"]]


def test_labels_beside_what_is_said_are_no_column() -> None:
    talk = [*stacked(LEFT, 150, 700), *stacked(RIGHT, 150, 640), segment("R1:", 50, 700), segment("I:", 50, 640)]
    assert [line.split("\t")[0] for line in lines(talk)[0]][:2] == ["R1:", LEFT[1]]


# letters


def made(letters: list[tuple[str, float, float, float]]) -> list[str]:
    """The segments of letters (letter, x, y, size), each half as wide as high."""
    maker = SegmentMaker()
    for letter, x, y, size in letters:
        if letter == " ":
            maker.space()
        else:
            maker.add(letter, x, x + size / 2, y, size)
    maker.end()
    return [found.text for found in maker.segments]


def word(text: str, x: float = 0.0, y: float = 0.0, size: float = 10.0) -> list[tuple[str, float, float, float]]:
    return [(letter, x + place * size / 2, y, size) for place, letter in enumerate(text)]


def test_a_gap_is_a_space_even_where_the_file_has_none() -> None:
    assert made([*word("een"), *word("twee", 18)]) == ["een twee"]
    assert made([*word("een"), *word("twee", 15.5)]) == ["eentwee"]
    assert made(word("een twee")) == ["een twee"]


def test_a_wide_gap_and_another_line_begin_a_new_segment() -> None:
    assert made([*word("een"), *word("twee", 40), *word("drie", 0, -12)]) == ["een", "twee", "drie"]


def test_one_sign_for_several_letters_is_those_letters() -> None:
    ligature = [(letter, 5.0, 0.0, 10.0) for letter in "ffi"]
    assert made([*word("o"), *ligature, *word("cier", 10)]) == ["officier"]


def test_raised_digits_are_marked() -> None:
    assert made([*word("ja"), ("3", 10.0, 4.0, 6.0), *word("en", 16)]) == [f"ja{RAISED}3{RAISED_END} en"]
    assert made([("3", 0.0, 4.0, 6.0), *word("Zie", 6)]) == [f"{RAISED}3{RAISED_END} Zie"]


# joining lines


@pytest.mark.parametrize(
    ("text", "line", "whole"),
    [
        ("de samen-", "werking", "de samenwerking"),
        ("de samen\N{SOFT HYPHEN}", "werking", "de samenwerking"),
        ("de samen\N{HYPHEN}", "werking", "de samenwerking"),
        ("geïnter-", "viewd", "geïnterviewd"),
        ("veiligheids-", "en zorgbeleid", "veiligheids- en zorgbeleid"),
        ("in-", "of uitstroom", "in- of uitstroom"),
        ("aange-", "engageerd", "aangeengageerd"),
        ("Noord-", "Holland", "Noord-Holland"),
        ("24-", "uurszorg", "24-uurszorg"),
        ("artikel 3-", "5 jaar", "artikel 3-5 jaar"),
        ("per e-", "mail", "per e-mail"),
        ("dat is zo -", "zegt hij", "dat is zo - zegt hij"),
        ("het college", "besluit", "het college besluit"),
        ("publiek-", "private", "publiek-private"),
    ],
)
def test_a_hyphen_goes_only_where_it_parts_a_word(text: str, line: str, whole: str) -> None:
    assert joined(text, line, Hyphens(frozenset({"publiek-private"}))) == whole


def test_a_word_that_stands_whole_elsewhere_shows_what_its_hyphen_is() -> None:
    known = hyphens([[segment("de publiek-private aanpak", 0, 0)]])
    assert joined("een publiek-", "private aanpak", known) == "een publiek-private aanpak"


def test_a_file_that_parts_no_words_keeps_its_hyphens() -> None:
    plain = [segment("een regel zonder streepje", 0, place) for place in range(300)]
    known = hyphens([[*plain, segment("een publiek-", 0, 0)]])
    assert joined("een publiek-", "private aanpak", known) == "een publiek-private aanpak"
    known = hyphens([[*plain, segment("de samenwerking", 0, 0)]])
    assert joined("de samen-", "werking", known) == "de samenwerking"


# paragraphs


def test_full_lines_run_on_and_short_ones_end_a_paragraph() -> None:
    page = stacked([*LEFT[:3], "zet.", *RIGHT], 50, 700)
    assert text_of(page) == f"{' '.join([*LEFT[:3], 'zet.'])}\n{' '.join(RIGHT)}"


def test_white_space_between_lines_ends_a_paragraph() -> None:
    assert text_of([*stacked(LEFT, 50, 700), *stacked(RIGHT, 50, 640)]) == f"{' '.join(LEFT)}\n{' '.join(RIGHT)}"


def test_a_line_set_further_in_begins_a_paragraph() -> None:
    first, second = [*stacked(LEFT, 50, 700)], [segment(RIGHT[0], 65, 652), *stacked(RIGHT[1:], 50, 640)]
    assert text_of([*first, *second]) == f"{' '.join(LEFT)}\n{' '.join(RIGHT)}"


def test_a_turn_begins_a_line_of_its_own() -> None:
    page = stacked(
        ["Interviewer: en wie betaalt er?", "R1: dat is de vraag die wij aan", "alle partijen hebben gesteld."], 50, 700
    )
    assert (
        text_of(page)
        == "Interviewer: en wie betaalt er?\nR1: dat is de vraag die wij aan alle partijen hebben gesteld."
    )


def test_larger_letters_are_headings_and_bullets_list_items() -> None:
    page = [
        segment("Titel", 50, 760, 18), segment("Kop", 50, 730, 13), *stacked(LEFT, 50, 700),
        segment("• een punt dat iets langer is", 50, 640), segment("dan een regel", 57, 628), segment("• twee", 50, 616),
    ]  # fmt: skip
    text, blocks = written(paragraphs([(1, page)]))
    found = [(block.kind, block.level, text[block.start : block.end]) for block in blocks if block.kind != "page"]
    assert found == [
        ("heading", 1, "Titel"), ("heading", 2, "Kop"), ("list_item", 1, "een punt dat iets langer is dan een regel"),
        ("list_item", 1, "twee"),
    ]  # fmt: skip


def test_a_paragraph_runs_over_to_the_next_page_past_the_notes() -> None:
    noted = [
        *stacked([*LEFT[:3], f"zet{RAISED}1{RAISED_END} en wie er nu nog mee-"], 50, 700),
        segment("1 Zie het verslag.", 50, 600, 8),
    ]
    text, blocks = written(paragraphs([(1, noted), (2, stacked(["betaalt aan het overleg.", *RIGHT], 50, 700))]))
    assert text.startswith(f"{' '.join(LEFT[:3])} zet[1] en wie er nu nog meebetaalt aan het overleg.\n")
    assert "\n[1] Zie het verslag.\n" in text
    pages = [(block.level, text[block.start : block.end]) for block in blocks if block.kind == "page"]
    assert [level for level, _ in pages] == [1, 2, 1, 2]
    assert pages[1][1] == "betaalt aan het overleg."
    assert pages[2][1] == "[1] Zie het verslag."


def test_a_sentence_that_ends_a_page_is_not_joined_to_the_next() -> None:
    assert text_of(stacked(RIGHT, 50, 700), stacked(["Daarna kwam de raad."], 50, 700)).endswith(
        "secretaris.\nDaarna kwam de raad."
    )


# running heads


def with_edges(number: int, head: str, foot: str, first: str = "") -> list[Segment]:
    body = [first, *LEFT[1:]] if first else LEFT
    return [
        segment(head, 200, 780),
        *stacked([f"{line} {number}" if not first else line for line in body], 50, 740),
        segment(foot, 300, 40),
    ]


def kept(pages: list[list[Segment]]) -> tuple[list[list[str]], int, str]:
    left, heads = without_heads(list(enumerate(pages, 1)), 10.0)
    return [[found.text for found in page] for page in left], heads.count, heads.example


def test_heads_and_page_numbers_are_taken_away_and_counted() -> None:
    left, count, example = kept(
        [with_edges(number, "Verslag regio", f"pagina {number} van 4") for number in range(1, 5)]
    )
    assert (count, example) == (8, "Verslag regio")
    assert all(len(page) == 4 for page in left)


def test_roman_page_numbers_and_heads_of_chapters_are_taken_away() -> None:
    heads = ["Een", "Een", "Een", "Twee", "Twee", "Twee"]
    romans = ["i", "ii", "iii", "iv", "v", "vi"]
    assert kept([with_edges(place, heads[place], romans[place]) for place in range(6)])[1] == 12


def test_a_number_that_does_not_grow_with_the_pages_stays() -> None:
    assert (
        kept(
            [
                with_edges(number, f"{number} punten", year)
                for number, year in zip((7, 3, 9), ("2019", "2011", "2015"), strict=True)
            ]
        )[1]
        == 0
    )


def test_who_speaks_at_the_top_of_pages_is_no_running_head() -> None:
    pages = [with_edges(number, "Interviewer:", f"slot {number * number} van {number * 7}") for number in range(1, 5)]
    assert kept(pages)[1] == 0


def test_a_growing_number_in_the_text_is_no_page_number() -> None:
    bodies = [[f"{line} {'ja ' * number}" for line in LEFT] for number in range(5)]
    pages = [stacked([f"Casus {number} uit de regio", *body], 50, 740) for number, body in enumerate(bodies, 1)]
    assert kept(pages)[1] == 0


def test_a_title_that_comes_back_in_large_letters_stays() -> None:
    pages = [
        [segment("Formulier", 50, 780, 18), *stacked([f"{line} {number}" for line in LEFT], 50, 740)]
        for number in range(4)
    ]
    assert kept(pages)[1] == 0


def test_a_single_page_has_no_running_heads() -> None:
    assert kept([with_edges(1, "Verslag", "1")])[1] == 0
