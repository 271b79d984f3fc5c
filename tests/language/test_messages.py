"""The reader's language, and messages in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from spanveld.language.messages import counted, translator, user_language
from spanveld.model.errors import N_, NotFound


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "nl"}, "nl"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "nl_NL.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "C", "LC_ALL": "nl_BE"}, "nl"),
        ({"LC_ALL": "nl_NL.UTF-8", "SPANVELD_LANGUAGE": "en"}, "en"),
        ({"SPANVELD_LANGUAGE": "NL"}, "nl"),
        ({"SPANVELD_LANGUAGE": "", "LANG": "nl_NL"}, "nl"),
    ],
)
def test_the_language_follows_the_environment(environ: dict[str, str], language: str) -> None:
    assert user_language(environ) == language


def test_english_is_the_message_itself() -> None:
    assert translator("en")("All is as it was coded.") == "All is as it was coded."


def test_dutch_comes_from_the_catalogue() -> None:
    assert translator("nl")("All is as it was coded.") == "Alles is zoals het gecodeerd werd."


def test_a_language_without_a_catalogue_reads_english() -> None:
    assert translator("fr")("All is as it was coded.") == "All is as it was coded."


def test_a_message_that_the_catalogue_lacks_stays_as_it_is() -> None:
    assert translator("nl")("never said") == "never said"


def test_a_number_takes_the_right_form() -> None:
    dutch = translator("nl")
    phrases = [counted(dutch, N_("{count} hit"), N_("{count} hits"), number) for number in (0, 1, 2)]
    assert phrases == ["0 treffers", "1 treffer", "2 treffers"]


def test_an_error_speaks_dutch_with_its_values_in_place() -> None:
    error = NotFound(N_("There is no framework '{name}'; known are: {known}."), name="x", known="a, b")
    assert error.text(translator("nl")) == "Er is geen raamwerk 'x'; bekend zijn: a, b."


def test_english_never_reads_the_catalogue() -> None:
    source = Path(__file__).parents[2] / "src"
    code = (
        f"import sys; sys.path.insert(0, {str(source)!r}); from spanveld.language.messages import translator; "
        "translator('en')('x'); print('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
