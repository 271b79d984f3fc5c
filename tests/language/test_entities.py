"""Names and identifiers in texts: what is found, what is left alone, and that the measured page keeps its word."""

from __future__ import annotations

import importlib.util
import sys
import time
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanveld.language.entities import KINDS, Entity, Kind, Known, entities

ROOT = Path(__file__).parents[2]
ASIDE = Path(__file__).with_name("entities_aside.txt")


def load_tool() -> ModuleType:
    """The tool that measures; it lies outside the package."""
    specification = importlib.util.spec_from_file_location("measure_entities", ROOT / "tools" / "measure_entities.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["measure_entities"] = module
    specification.loader.exec_module(module)
    return module


tool = load_tool()


def found(text: str, language: str = "nl") -> list[tuple[str, str]]:
    """Kind and words of each entity."""
    return [(entity.kind, entity.text) for entity in entities(text, language=language)]


def people(text: str) -> list[str]:
    """The persons of a text."""
    return [entity.text for entity in entities(text) if entity.kind == "PER"]


def promised() -> dict[str, tuple[int, float, float]]:
    """Per kind what the page says: how many are marked, recall and precision."""
    rows = [line.strip("| ").split(" | ") for line in tool.PAGE.read_text(encoding="utf-8").splitlines()]
    return {row[0]: (int(row[1]), float(row[2]), float(row[6])) for row in rows if row[0] in KINDS and len(row) == 8}


class TestWhatWasMeasured:
    def test_the_page_names_every_kind_that_is_marked(self) -> None:
        measured = tool.measure(ASIDE)
        assert {kind: row[0] for kind, row in promised().items()} == {
            kind: measured.marked[kind] for kind in measured.kinds()
        }

    def test_no_kind_is_found_less_than_the_page_says(self) -> None:
        measured = tool.measure(ASIDE)
        worse = {
            kind: (measured.touched[kind] / marked, recall)
            for kind, (marked, recall, _) in promised().items()
            if measured.touched[kind] / marked < recall
        }
        assert worse == {}

    def test_no_kind_is_proposed_in_vain_more_than_the_page_says(self) -> None:
        measured = tool.measure(ASIDE)
        worse = {
            kind: (measured.proposed_right[kind] / measured.proposed[kind], precision)
            for kind, (_, _, precision) in promised().items()
            if measured.proposed_right[kind] / measured.proposed[kind] < precision
        }
        assert worse == {}

    def test_at_least_seventy_sentences_were_kept_aside_some_without_any_name(self) -> None:
        measured = tool.measure(ASIDE)
        assert measured.sentences >= 70
        assert measured.without_marks >= 15

    def test_nine_of_ten_people_are_found_in_the_sentences_for_making_rules(self) -> None:
        measured = tool.measure(Path(__file__).with_name("entities_rules.txt"))
        assert measured.touched["PER"] / measured.marked["PER"] >= 0.9
        assert measured.proposed_right["PER"] / measured.proposed["PER"] >= 0.7

    def test_a_missed_name_and_a_wrong_proposal_are_counted_as_such(self, tmp_path: Path) -> None:
        file = tmp_path / "sentences.txt"
        file.write_text("# head\nIk zag [LOC Marieke] en de [ORG kat].\n", encoding="utf-8")
        measured = tool.measure(file)
        assert (measured.marked["LOC"], measured.touched["LOC"], measured.of_any_kind["LOC"]) == (1, 0, 1)
        assert (measured.proposed["PER"], measured.proposed_right["PER"]) == (1, 0)
        assert (measured.marked["ORG"], measured.of_any_kind["ORG"]) == (1, 0)

    def test_a_share_is_never_rounded_up(self) -> None:
        assert [tool.share(part, whole) for part, whole in ((2, 3), (199, 200), (3, 3), (0, 0))] == [
            "0.66",
            "0.99",
            "1.00",
            "-",
        ]


class TestPersons:
    def test_a_title_stays_outside_the_name(self) -> None:
        text = "Volgens burgemeester Van Zanten en mw. drs. A. de Jong-Visser liep het goed."
        assert people(text) == ["Van Zanten", "A. de Jong-Visser"]

    def test_a_form_of_address_is_followed_by_a_name_even_with_a_small_particle(self) -> None:
        assert people("Daar kwam mevrouw van der Kooij aan, met de heer Özdemir.") == ["van der Kooij", "Özdemir"]

    def test_a_function_with_a_place_is_not_a_name(self) -> None:
        assert found("De burgemeester van Utrecht zweeg.") == [("LOC", "Utrecht")]

    def test_surnames_with_particles_hyphens_and_apostrophes_are_whole(self) -> None:
        text = "Met Jan in 't Veld, Fatima El Khattabi, Truus Dros-van Egmond, Noor O'Brien en Jan van de Kerkhof."
        assert people(text) == [
            "Jan in 't Veld",
            "Fatima El Khattabi",
            "Truus Dros-van Egmond",
            "Noor O'Brien",
            "Jan van de Kerkhof",
        ]

    def test_initials_belong_to_the_name(self) -> None:
        assert people("Dat tekenden P. Jansen, A.B. de Vries en H.J. ter Horst.") == [
            "P. Jansen",
            "A.B. de Vries",
            "H.J. ter Horst",
        ]

    def test_a_possessive_is_a_name_too(self) -> None:
        assert people("Ik nam Jans fiets en Marieke's auto.") == ["Jans", "Marieke"]

    def test_a_first_name_ends_before_an_organisation_or_place(self) -> None:
        text = "Toen zeiden Esther van Vitens, Peter uit Kamerik en Joost van het waterschap niets."
        assert people(text) == ["Esther", "Peter", "Joost"]

    def test_a_name_that_is_on_no_list_is_found_by_its_capital(self) -> None:
        assert people("Toen belde Xiomara met Zijlmakoff.") == ["Xiomara", "Zijlmakoff"]

    def test_a_name_found_once_is_found_alone_elsewhere(self) -> None:
        assert people("Ik sprak Lobke Tangelder. Tangelder was boos. Lobke ook.") == [
            "Lobke Tangelder",
            "Tangelder",
            "Lobke",
        ]

    def test_a_speaker_at_the_start_of_a_line_is_a_person_but_a_role_is_not(self) -> None:
        assert people("Marjan: Nou ja.\nInterviewer: Hoezo?\nR4: Daarom.") == ["Marjan"]

    def test_an_everyday_word_that_begins_a_sentence_is_no_name_unless_it_acts(self) -> None:
        assert people("Winter in de polder. Roos is goed. Bas en ik gingen. Bakker zei niets.") == [
            "Roos",
            "Bas",
            "Bakker",
        ]
        assert people("Wil je koffie? Ben ik te laat? Bloemen staan er. Groot probleem.") == []

    def test_an_everyday_word_inside_a_sentence_is_a_name_by_its_capital(self) -> None:
        assert people("Ik heb het aan Bloem en De Koning gevraagd.") == ["Bloem", "De Koning"]

    def test_names_of_the_lists_are_found_in_a_sentence_without_capitals(self) -> None:
        assert found("ik heb toen marieke jansen gebeld vanuit apeldoorn") == [
            ("PER", "marieke jansen"),
            ("LOC", "apeldoorn"),
        ]

    def test_respondents_by_number_and_abbreviations_are_no_names(self) -> None:
        assert found("R3 sprak met R4 over GRIP 3, de OvD's, de AVG en de OTO-dagen.") == []


class TestPlacesAndOrganisations:
    def test_places_of_several_words_are_whole(self) -> None:
        text = "Van Wijk bij Duurstede naar Den Haag, 's-Hertogenbosch en Berg en Dal."
        assert found(text) == [
            (("LOC"), place) for place in ("Wijk bij Duurstede", "Den Haag", "'s-Hertogenbosch", "Berg en Dal")
        ]

    def test_streets_have_their_number_and_roads_are_places(self) -> None:
        text = "Aan de Archimedeslaan 6, de Burgemeester Reigerstraat 12a en de Laan van Meerdervoort 45, bij de A12 en de N225."
        assert [words for kind, words in found(text) if kind == "LOC"] == [
            "Archimedeslaan 6",
            "Burgemeester Reigerstraat 12a",
            "Laan van Meerdervoort 45",
            "A12",
            "N225",
        ]

    def test_a_sheet_of_paper_is_no_road(self) -> None:
        assert found("Dat past op een A4 of twee.") == []

    def test_a_kind_of_organisation_takes_the_name_that_follows(self) -> None:
        text = "De gemeente Woudenberg, het ministerie van Justitie en Veiligheid, politie Midden-Nederland en de GGD regio Utrecht."
        assert found(text) == [
            ("ORG", "gemeente Woudenberg"),
            ("ORG", "ministerie van Justitie en Veiligheid"),
            ("ORG", "politie Midden-Nederland"),
            ("ORG", "GGD regio Utrecht"),
        ]

    def test_a_kind_of_organisation_alone_is_no_name(self) -> None:
        assert found("De gemeente, de politie en de brandweer zaten bij het waterschap.") == []

    def test_a_municipality_ends_before_a_person(self) -> None:
        assert found("Namens de gemeente Soest kwam Marieke.") == [("ORG", "gemeente Soest"), ("PER", "Marieke")]

    def test_abbreviations_and_words_that_end_as_organisations_do_are_found(self) -> None:
        assert [kind for kind, _ in found("Het XKTR en de Natuurfederatie en het Antonius Ziekenhuis.")] == ["ORG"] * 3

    def test_a_name_has_one_kind_in_the_whole_text(self) -> None:
        text = "In Lanswerden was het stil. De dorpsraad wist dat. Toen zei Lanswerden ja."
        assert found(text) == [("LOC", "Lanswerden"), ("LOC", "Lanswerden")]

    def test_what_is_named_after_a_town_tells_the_town(self) -> None:
        assert found("Dat is de Woerdense aanpak, een Nederlandse vondst.") == [("LOC", "Woerdense")]


class TestKnownNames:
    def test_they_are_found_in_any_case_on_word_bounds_longest_first(self) -> None:
        known: dict[str, Kind] = {"het Anker": "ORG", "Anker Noord": "ORG", "het anker noord": "LOC"}
        found = entities("HET ANKER  noord, het ankertje en Het\nAnker.", known)
        assert [(entity.kind, entity.text) for entity in found] == [("LOC", "HET ANKER  noord"), ("ORG", "Het\nAnker")]

    def test_they_go_before_the_rules(self) -> None:
        assert [entity.kind for entity in entities("In Utrecht.", [Known("Utrecht", "PER")])] == ["PER"]

    def test_the_parts_of_a_known_person_are_found_alone(self) -> None:
        found = entities("Winter heeft gebeld. Het was Zus.", [Known("Zus de Winter", "PER")])
        assert [entity.text for entity in found] == ["Winter", "Zus"]

    def test_an_address_stays_whole_around_a_known_name(self) -> None:
        found = entities("Mail p.jansen@voorbeeld.nl.", {"Jansen": "PER"})
        assert [(entity.kind, entity.text) for entity in found] == [("MAIL", "p.jansen@voorbeeld.nl")]

    def test_an_empty_spelling_is_passed_over(self) -> None:
        assert entities("Niets aan de hand.", {"": "PER", "  ": "ORG"}) == ()


class TestEnglish:
    def test_titles_names_places_and_organisations_are_found(self) -> None:
        text = "Mayor Janet Holloway of Bristol met Mrs. Okonkwo from the Department of Health on 12 March 2019."
        assert found(text, "en") == [
            ("PER", "Janet Holloway"),
            ("LOC", "Bristol"),
            ("PER", "Okonkwo"),
            ("ORG", "Department of Health"),
            ("DATE", "12 March 2019"),
        ]

    def test_days_and_the_speaker_are_no_names(self) -> None:
        assert found("So I thought that I should go on Monday. We did.", "en") == []


WORDS = "Jan van de Vries gemeente Utrecht mevrouw drs. A.B. GGD De Bilt zei en 't Dorpsstraat 12 R4: - ’s İ ß é 𝒜"
NUMBERS = ["06-12345678", "3584 BA", "3 mei", "a@b.nl", "111222333", "\n", ". ", ", ", "\u0301"]
PIECES = st.sampled_from([*WORDS.split(), *NUMBERS])


class TestAnyText:
    @given(st.text() | st.lists(PIECES, max_size=30).map(" ".join) | st.lists(PIECES, max_size=30).map("".join))
    def test_entities_are_disjoint_in_order_and_say_what_stands_there(self, text: str) -> None:
        found = entities(text, {"jan de vries": "PER", "ss": "ORG"})
        place = 0
        for entity in found:
            assert isinstance(entity, Entity)
            assert place <= entity.start < entity.end <= len(text)
            assert text[entity.start : entity.end] == entity.text
            assert entity.rule
            place = entity.end

    @pytest.mark.parametrize(
        "piece", ["drs. ", "Jan van ", "A. ", "a@", "0 ", "NL91", "Stichting van ", "'s", "Ab:\n", "nul zes "]
    )
    def test_no_text_of_one_piece_over_and_over_takes_long(self, piece: str) -> None:
        started = time.perf_counter()
        entities(piece * (40_000 // len(piece)))
        assert time.perf_counter() - started < 10

    def test_ten_thousand_words_are_read_in_a_moment(self) -> None:
        sentences = "\n".join(text for text, _ in tool.sentences_of(ASIDE))
        text = "\n".join([sentences] * (10_000 // len(sentences.split()) + 1))
        started = time.perf_counter()
        assert entities(text)
        assert time.perf_counter() - started < 3


@pytest.mark.parametrize("file", sorted(entry.name for entry in (files("spanveld.language") / "lists").iterdir()))
def test_a_word_list_is_sorted_has_nothing_twice_and_no_empty_line(file: str) -> None:
    text = (files("spanveld.language") / "lists" / file).read_text(encoding="utf-8")
    lines = text.removesuffix("\n").split("\n")
    assert lines == sorted(set(lines))
    assert all(line == line.strip() != "" for line in lines)


@pytest.mark.parametrize(
    "name", ["Drenthe", "Fryslân", "Noord-Brabant", "Overijssel", "Zeeland", "Den Haag", "Súdwest-Fryslân", "Ede"]
)
def test_provinces_and_municipalities_are_places(name: str) -> None:
    assert found(f"We waren in {name}.") == [("LOC", name)]


def test_a_cell_of_a_table_begins_as_a_line_does() -> None:
    text = "Partij\tRol\nGemeente\tOpdrachtgever\nStichting Baken\tUitvoerder\nKarin Bos\tVoorzitter"
    assert [(found.kind, found.text) for found in entities(text)] == [("ORG", "Stichting Baken"), ("PER", "Karin Bos")]
