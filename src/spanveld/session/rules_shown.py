"""What ``study.rules`` and ``study.expectations()`` give, with the words, lines and tables in which it is shown."""

from __future__ import annotations

from collections.abc import Iterator

from spanveld.language.messages import Translate
from spanveld.reports import rules_text
from spanveld.reports.lines import Line
from spanveld.views.chafing import Cited, Found, PossiblePoint
from spanveld.views.expectations import CONTRARY, OUTCOMES, SUPPORTING, Expectations, Proposition
from spanveld.views.rules_parts import STATES, WHAT_LACKS, Handling, RulePoint, RulesMatrix, Strain
from spanveld.views.rules_sheets import sheets_of
from spanveld.views.rules_words import (
    EFFECTS,
    EXPECTED,
    PROPOSITION,
    RELATIONS,
    SIGNS,
    TRIED,
    link_word,
    passages_of,
    tips_over_text,
)
from spanveld.views.sheets import Sheet
from spanveld.views.tensions_between import Between

__all__ = [
    "CONTRARY",
    "EFFECTS",
    "EXPECTED",
    "OUTCOMES",
    "PROPOSITION",
    "RELATIONS",
    "SIGNS",
    "STATES",
    "SUPPORTING",
    "TRIED",
    "WHAT_LACKS",
    "Between",
    "Cited",
    "Expectations",
    "Found",
    "Handling",
    "Part",
    "PossiblePoint",
    "Proposition",
    "RulePoint",
    "RulesMatrix",
    "Strain",
    "link_word",
    "passages_of",
    "rules_lines",
    "rules_sheets",
    "tips_over_text",
]

Part = RulesMatrix | Between | Expectations


def rules_sheets(part: Part, translate: Translate) -> list[Sheet]:
    """The tables of an answer, to be written to files or made data frames of."""
    return sheets_of(part, translate)


def rules_lines(part: Part, translate: Translate, *, width: int) -> Iterator[Line]:
    """An answer as lines of text."""
    return rules_text.lines(part, translate, width=width)
