"""Speakers' labels without a capital: believed where the whole text is made of them, never made of prose."""

from __future__ import annotations

import pytest

from spanveld.formats.sources.parts import Block
from spanveld.formats.sources.speakers import find_turns

TALK = (
    ("Hoe gaat het tussen jullie en de regio?", "Stroef, als je het mij vraagt."),
    ("Waar merk je dat aan?", "Ik hoor pas achteraf wat er besloten is."),
    ("En daarna?", "Daarna bellen we elkaar."),
)


def written(asks: str, answers: str, form: str = "{}: {}\n{}: {}") -> str:
    return "\n".join(form.format(asks, question, answers, answer) for question, answer in TALK)


def speakers(text: str, blocks: tuple[Block, ...] = ()) -> list[str]:
    return [turn.label for turn in find_turns(text, blocks).turns]


def remarks(text: str) -> str:
    return "\n".join(remark.text() for remark in find_turns(text).remarks)


@pytest.mark.parametrize(
    ("asks", "answers"),
    [("interviewer", "karin"), ("Interviewer", "karin"), ("anna", "karin"), ("i", "jan de vries"), ("vraag", "piet")],
)
@pytest.mark.parametrize("form", ["{}: {}\n{}: {}", "{}: {}\n\n{}: {}\n", "[00:01:02] {}: {}\n[00:01:09] {}: {}"])
def test_labels_without_a_capital_begin_turns_where_each_line_has_one(asks: str, answers: str, form: str) -> None:
    found = find_turns(written(asks, answers, form))
    assert [turn.label for turn in found.turns] == [asks, answers] * 3
    assert [turn.interviewer for turn in found.turns[:2]] == [asks != "anna", False]


def test_a_title_and_a_head_may_stand_before_them() -> None:
    text = f"Gesprek over de haven\ndatum: 3 maart\n\n{written('interviewer', 'karin')}"
    assert speakers(text) == ["interviewer", "karin"] * 3


def test_where_lines_without_a_label_stand_between_them_a_remark_says_to_write_capitals() -> None:
    text = written("interviewer", "karin", "{}: {}\n{}: {}\nEn zo gaat het al jaren.")
    assert speakers(text) == []
    assert "may be those of speakers: 'karin'" in remarks(text)
    assert "write names with a capital" in remarks(text)
    assert speakers(text.replace("karin", "Karin")) == ["interviewer", "Karin"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "let op: wij gaan morgen dicht.\nn.b.: u kunt bellen.\n" * 4,
        "let op: wij gaan morgen dicht.\ndus: u kunt bellen.\n" * 4,
        "interviewer: hoe gaat het met je?\nlet op: ik lees dit voor.\n" * 3,
        "doel: wij helpen u.\nactie: u belt ons.\n" * 4,
        "sterk: wij kennen elkaar.\nzwak: wij bellen niet.\n" * 4,
        "ten eerste: wij helpen u.\nten tweede: u belt ons.\n" * 4,
        "karin: ja, dat is goed.\npiet: nee, ik niet.\n" * 2,
        "karin: een stoel.\npiet: een tafel.\n" * 4,
        "karin: ik ga.\n" * 3 + "piet: ik blijf.\n" * 3,
    ],
)
def test_prose_and_lists_make_no_speakers(text: str) -> None:
    found = find_turns(text)
    assert found.turns == ()
    assert "capital" not in remarks(text)


def test_a_few_such_lines_in_a_long_text_are_prose() -> None:
    text = written("karin", "piet") + "\nDe haven ligt stil." * 40
    assert speakers(text) == []
    assert remarks(text) == ""


def test_where_names_with_capitals_make_turns_nothing_changes() -> None:
    text = written("Anna", "Karin") + "\nlater: dat weet ik niet.\nlater: ik ook niet.\nlater: wij wel."
    assert speakers(text) == ["Anna", "Karin"] * 3
