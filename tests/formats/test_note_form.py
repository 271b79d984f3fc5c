"""The form for field notes and meetings."""

from __future__ import annotations

from dataclasses import fields

import pytest

from spanveld.formats.note_form import FIELDS, SECTIONS, NoteDraft, NoteFormError, note_text, parse_form, write_form

FILLED = """\
# uitleg
soort: vergadering
kenmerk: FN9
datum: 2026-03-04
plaats: gemeentehuis
gelegenheid: algemeen bestuur
aanwezig: R2, R10; R1
anderen aanwezig: twee raadsleden

== Besproken ==
# Punten die besproken zijn
- de rekening van januari
  en wie die betaalt
- #metoo
* het convenant

== Waargenomen ==
De voorzitter zuchtte.

# geen kop, wel een regel van mij
== Pauze ==
Er was koffie.

== Reflectie van de onderzoeker ==
Ik vond het kil.
"""


def faults(text: str) -> list[str]:
    with pytest.raises(NoteFormError) as error:
        parse_form(text, "note.txt")
    return [str(problem) for problem in error.value.problems]


def test_what_is_filled_in_is_read() -> None:
    draft = parse_form(FILLED, "note.txt")
    assert (draft.kind, draft.source, draft.date, draft.place) == ("meeting", "FN9", "2026-03-04", "gemeentehuis")
    assert (draft.occasion, draft.present, draft.others) == ("algemeen bestuur", ("R2", "R10", "R1"), "twee raadsleden")
    assert draft.lines["date"] == 4


def test_points_may_go_on_over_lines_and_begin_with_anything() -> None:
    draft = parse_form(FILLED.replace("# Punten die besproken zijn\n", ""), "note.txt")
    assert draft.discussed == ("de rekening van januari en wie die betaalt", "#metoo", "het convenant")


def test_no_line_of_free_text_is_lost() -> None:
    draft = parse_form(FILLED, "note.txt")
    assert draft.observed == "De voorzitter zuchtte.\n\n# geen kop, wel een regel van mij\n== Pauze ==\nEr was koffie."
    assert draft.reflections == "Ik vond het kil."


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_form_is_read_in_the_language_in_which_it_is_written(language: str) -> None:
    form = write_form(language, {"present": ("R1", "R2")})
    assert "R1, R2" in form
    heading = SECTIONS["observed"][0][("en", "nl").index(language)]
    filled = form.replace(f"== {heading} ==\n", f"== {heading} ==\nRegen.\n")
    assert parse_form(filled, "form") == NoteDraft(observed="Regen.")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_form_says_that_nothing_is_written(language: str) -> None:
    assert faults(write_form(language)) == ["note.txt: nothing is written under the headings"]


def test_every_value_of_a_note_has_its_place_on_the_form() -> None:
    assert {*FIELDS, *SECTIONS, "lines"} == {item.name for item in fields(NoteDraft)}


def test_every_fault_is_named_with_its_line() -> None:
    text = """\
soort: interview
datm: 2026
datum: gisteren
plaats: hier
plaats: daar
aanwezig: R1, mevrouw Smit
zomaar een regel
== Iets ==
== Waargenomen ==
Regen.
== Observed ==
"""
    found = faults(text)
    assert [line.split(":")[1] for line in found] == ["1", "2", "3", "5", "6", "7", "8", "11"]
    assert "'interview' is no kind of note" in found[0]
    assert "'datm' is no field of the form" in found[1]
    assert "did you mean datum?" in found[1]
    assert "'gisteren' is no date" in found[2]
    assert "'daar' is filled in twice" in found[3]
    assert "'mevrouw Smit' is no identifier" in found[4]
    assert "is no heading of the form" in found[6]
    assert "stands above already" in found[7]


def test_a_text_with_a_forbidden_character_is_refused() -> None:
    assert "no text may contain" in faults("plaats: \0\n")[0]


def test_lines_of_any_kind_of_file_count() -> None:
    draft = parse_form("\ufeffplaats: hier\r\n\r\n== observed ==\r\nRegen.\r\nWind.\r\n", "note.txt")
    assert (draft.place, draft.observed) == ("hier", "Regen.\nWind.")


def test_the_text_has_headings_and_keeps_reflections_apart() -> None:
    draft = NoteDraft(
        date="2026-03-04",
        occasion="overleg",
        present=("R1",),
        others="twee raadsleden",
        discussed=("de rekening", "het convenant"),
        observed="Er was koffie.\r\nEn taart.",
        reflections="Ik vond het kil.\n\nOf was ik moe?",
    )
    made = note_text(draft, "nl")
    assert [made.text[start:end] for start, end, _ in made.headings] == [
        "overleg, 2026-03-04",
        "Aanwezig",
        "Besproken",
        "Waargenomen",
        "Reflectie van de onderzoeker",
    ]
    assert [level for _, _, level in made.headings] == [1, 2, 2, 2, 2]
    assert [made.text[start:end] for start, end in made.points] == ["de rekening", "het convenant"]
    assert [made.text[start:end] for start, end in made.observed] == [
        "de rekening\nhet convenant",
        "Er was koffie.\nEn taart.",
    ]
    assert [made.text[start:end] for start, end in made.reflections] == ["Ik vond het kil.\n\nOf was ik moe?"]
    assert "R1; twee raadsleden" in made.text
    assert note_text(draft, "en").text.count("Reflection of the researcher") == 1


def test_what_was_not_written_gets_no_heading() -> None:
    made = note_text(NoteDraft(reflections="Stil."), "en")
    assert [made.text[start:end] for start, end, _ in made.headings] == ["Field notes", "Reflection of the researcher"]
    assert (made.observed, made.points) == ((), ())
