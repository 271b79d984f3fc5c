"""``spanveld rules`` and ``spanveld expectations``: shown as text, JSON, CSV and Excel, and decided and linked by options."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from spanveld.cli.main import main, program
from spanveld.model.records import FindingLink, RuleStrain
from spanveld.session import open_study
from tests.session.samples import put, sample

HOUSE = "governance-tensions"


@pytest.fixture
def address(tmp_path: Path) -> str:
    path = str(tmp_path / "room.spanveld")
    put(path, sample(), "ann").close()
    return path


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(program, [*words], env={"SPANVELD_LANGUAGE": "en", "SPANVELD_CODER": "ann"})
    assert result.exit_code == code, result.output
    return result


def strains(address: str) -> dict[str, RuleStrain]:
    with open_study(address) as study:
        return {one.link: one for one in study.content().of(RuleStrain)}


def test_all_forms_hold_what_python_gives(address: str, tmp_path: Path) -> None:
    with open_study(address) as study:
        parts: dict[tuple[str, ...], tuple[Any, list[str]]] = {
            ("rules",): (study.rules.matrix(), ["rules", "strains", "handled", "agenda"]),
            ("rules", "--between"): (study.rules.between(), ["between"]),
            ("expectations",): (study.expectations(), ["propositions", "found", "not_found", "unexpected"]),
        }
    for (command, *more), (part, sheets) in parts.items():
        said = run(command, address, *more, "--json").stdout
        assert json.loads(said) == json.loads(json.dumps(part.as_json()))
        book = tmp_path / f"{command}{len(more)}.xlsx"
        run(command, address, *more, "--xlsx", str(book))
        names = [name for name in load_workbook(book).sheetnames if name != "Hoe is geteld"]
        assert len(names) == len(sheets)
        for sheet in sheets:
            lines = list(csv.reader(io.StringIO(run(command, address, *more, "--csv", "--sheet", sheet).stdout)))
            assert len({len(line) for line in lines}) == 1
        assert max(map(len, run(command, address, *more).stdout.splitlines())) <= 100


def test_the_text_shows_the_word_proposition_the_agenda_and_what_tips_over(address: str) -> None:
    said = " ".join(run("rules", address).stdout.split())
    assert "een lamp bij elke plaats (propositie N1, gewijzigd)" in said
    assert "slaat door naar: licht, op de plaats: te veel (men heeft een zonnebril nodig)" in said
    assert "propositie L01, nog niet besloten" in said
    assert "Agenda" in said
    assert "reageert nog op geen pijnpunt" not in said  # the only handling responds to one


def test_proposals_are_answered_and_taken_back(address: str) -> None:
    run("rules", address, "--confirm", "L01", "--handled", "Praten.", "--passage", "P1", "--passage", "P2")
    run("rules", address, "--change", f"{HOUSE}:L02", "--rule", "trust", "--handling", "give_room", "--tried", "helped")
    run("rules", address, "--refuse", "L03", "--reason", "Speelt niet.")
    said = run("rules", address, "--strain", "F1", "small_wins", "--json").stdout
    assert json.loads(said) == {"done": f"F1 {HOUSE}:small_wins"}
    found = strains(address)
    one, two, three = (found[f"{HOUSE}:L0{number}"] for number in (1, 2, 3))
    assert (one.decision, one.handled, one.passages) == ("confirmed", "Praten.", ("P1", "P2"))
    assert (two.decision, two.rule, two.handlings, two.tried) == (
        "changed",
        f"{HOUSE}:trust",
        (f"{HOUSE}:give_room",),
        "helped",
    )
    assert (three.decision, three.reason) == ("refused", "Speelt niet.")
    run("rules", address, "--clear", f"{HOUSE}:A1", "only_forum")
    run("undo", address)
    assert f"{HOUSE}:L03" in strains(address)


def test_findings_are_linked_and_unlinked(address: str) -> None:
    item = f"{HOUSE}:views_pile_up"
    run("expectations", address, "--link", "F1", "reinforces", item)
    assert "for: F1" in run("expectations", address).stdout or "voor: F1" in run("expectations", address).stdout
    run("rules", address, "--unlink", "F1", "reinforces", item)
    with open_study(address) as study:
        assert item not in {link.to for link in study.content().of(FindingLink)}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rules", "--confirm", "L99"), "'L99' is no proposed link"),
        (("rules", "--case", "X"), "There is no case 'X' in this study; it has: C."),
        (("rules", "--confirm", "L01", "--refuse", "L01"), "Give one of --confirm"),
        (("rules", "--change", "L05", "--handling", "keep_silent"), "keeps a pain point going"),
        (("rules", "--confirm", "L01", "--tried", "maybe"), "tried"),
        (("rules", "--csv", "--sheet", "none"), "There is no table 'none' here"),
        (("expectations", "--link", "F1", "reinforces", "nowhere:x"), "has not adopted a framework 'nowhere'"),
        (("expectations", "--link", "F1", "supports", f"{HOUSE}:views_pile_up"), "relation"),
        (("expectations", "--link", "a", "b", "c", "--unlink", "a", "b", "c"), "not both"),
    ],
)
def test_what_cannot_be_is_told_in_one_message(
    address: str, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPANVELD_LANGUAGE", "en")
    monkeypatch.setenv("SPANVELD_CODER", "ann")
    with open_study(address) as study:
        before = study.content()
    assert main([words[0], address, *words[1:]]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert "Traceback" not in told.err
    assert told.out == ""
    with open_study(address) as study:
        assert study.content() == before
