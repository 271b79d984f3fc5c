"""Columns of a survey with names of people are left out, as those with their addresses are."""

from __future__ import annotations

from pathlib import Path

import pytest

from spanveld.formats.sources.survey import read_survey
from spanveld.formats.sources.survey_people import is_name_of_person

OPEN = "Wat gaat er goed?"


def survey(path: Path, header: str) -> Path:
    file = path / "enquete.csv"
    file.write_text(
        f"Nummer;{header};{OPEN}\n1;Rita Bos;Wij kennen elkaar al heel lang.\n2;Piet Vos;Er is nooit ruzie, en dat helpt.\n",
        encoding="utf-8",
    )
    return file


@pytest.mark.parametrize(
    "header",
    [
        *(
            "Naam",
            "Name",
            "Voornaam",
            "Achternaam",
            "Respondentnaam",
            "Uw naam",
            "First name",
            "Last name",
            "last_name",
        ),
        *("Contactpersoon", "Contact person", "Uw contactpersoon", "Wat is uw naam?", "What is your name?"),
        *(
            "Naam van de respondent",
            "Naam en functie",
            "Voor- en achternaam",
            "Naam (optioneel)",
            "Full name",
            "Surname",
        ),
        *("Volledige naam", "Naam deelnemer", "Deelnemersnaam", "Roepnaam", "Initialen"),
    ],
)
def test_a_column_with_names_of_people_is_left_out_with_a_remark(tmp_path: Path, header: str) -> None:
    reading = read_survey(survey(tmp_path, header))
    assert reading.answers == ()
    assert "Bos" not in reading.text
    [remark] = [remark.text() for remark in reading.remarks if "Left out, since they hold names" in remark.text()]
    assert "Name a column as closed to take it." in remark
    assert "Bos" in repr(read_survey(survey(tmp_path, header), closed_columns=["B"]).answers)


@pytest.mark.parametrize(
    "header",
    [
        *("Naam van uw organisatie", "Organisatienaam", "Naam gemeente", "Name of your organisation", "Projectnaam"),
        *(
            "Hoe tevreden bent u met uw contactpersoon?",
            "Contact met de gemeente",
            "Functie",
            "Bedrijfsnaam",
            "Username X",
        ),
        *("Onder welke naam kent u het netwerk?", "Deelname", "Uw gemeente", "Respondent", ""),
    ],
)
def test_the_name_of_a_thing_is_no_name_of_a_person(header: str) -> None:
    assert not is_name_of_person(header)


def test_the_column_of_an_organisation_stays(tmp_path: Path) -> None:
    reading = read_survey(survey(tmp_path, "Naam van uw organisatie"))
    assert [answer.value for answer in reading.answers] == ["Rita Bos", "Piet Vos"]


def test_counts_in_remarks_read_well_for_one(tmp_path: Path) -> None:
    file = tmp_path / "enquete.csv"
    rows = "1;Wij kennen elkaar al heel lang.;Er is te weinig geld voor dit werk.\n2;Er is nooit ruzie, en dat helpt.;\n3;;\n"
    file.write_text(f"Nummer;{OPEN};Wat niet?\n{rows}", encoding="utf-8")
    said = [remark.text() for remark in read_survey(file).remarks]
    assert "Open questions without an answer, left out: 3." in said
    assert "Respondents who answered no open question, whom the text does not hold: 1." in said
