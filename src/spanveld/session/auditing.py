"""``study.auditing``, and ``study.audit(...)``"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from spanveld.actions import auditing
from spanveld.actions.theory import parse_framework
from spanveld.language.messages import Translate, translator
from spanveld.model.audit_rules import RULES, WEIGHTS
from spanveld.session.acting import Group
from spanveld.store.records import Reader
from spanveld.views.audit_settings import COUNTED, RuleShown, rules_shown, warned

if TYPE_CHECKING:
    from spanveld.reports.lines import Line
    from spanveld.store.database import Store
    from spanveld.views.audit import Audit
    from spanveld.views.sheets import Sheet

__all__ = [
    "COUNTED",
    "RULES",
    "WEIGHTS",
    "Auditing",
    "RuleShown",
    "audit_in",
    "audit_lines",
    "audit_sheets",
    "rule_lines",
]


class Auditing(Group):
    """The rules of the evidence audit; what they say is ``study.audit()``."""

    def set(self, rule: str, *, threshold: int | None = None, off: bool | None = None) -> None:
        """Give a rule another limit, leave it out (``off=True``), or let it hold again (``off=False``)."""
        self.act(auditing.set_rule, rule, threshold=threshold, off=off)

    def reset(self, rule: str) -> None:
        """Let a rule be as it is without the study's own setting: with the limit of the framework, else of the program."""
        self.act(auditing.reset_rule, rule)

    def change(
        self,
        *,
        limits: Mapping[str, int] | None = None,
        off: Collection[str] = (),
        on: Collection[str] = (),
        reset: Collection[str] = (),
    ) -> None:
        """Change several rules at once; all, or none where one is refused."""
        self.act(auditing.change_rules, limits=limits, off=off, on=on, reset=reset)

    def rules(self, *, language: str = "") -> tuple[RuleShown, ...]:
        """Every rule with its limit in this study, and who set that; in the language of the study where none is given."""
        with self.store.reading() as connection:
            reader = Reader(connection, self.store.study_id, parse_framework)
            language = language or reader.heading()["language"]
            return rules_shown(reader, warned(reader, language), translator(language))


def audit_in(store: Store, *, finding: str, assessment: str, language: str, named: bool) -> Audit:
    """The audit of a study, or of one finding or assessment."""
    from spanveld.views.audit import audit

    with store.reading() as connection:
        reader = Reader(connection, store.study_id, parse_framework)
        asked = {"finding": finding, "assessment": assessment, "language": language}
        return audit(reader, kept=store.columns, named=named, **asked)


def audit_sheets(audit: Audit, translate: Translate) -> list[Sheet]:
    """The audit as tables: a row a sentence, and the rules."""
    from spanveld.views.audit_sheets import sheets_of

    return sheets_of(audit, translate)


def audit_lines(audit: Audit, translate: Translate, *, width: int) -> Iterator[Line]:
    """The audit as lines of text."""
    from spanveld.reports.audit_text import lines

    return lines(audit, translate, width=width)


def rule_lines(rules: Sequence[RuleShown], translate: Translate, *, width: int) -> Iterator[Line]:
    """The rules as lines of text."""
    from spanveld.reports.audit_text import rules_lines

    return rules_lines(rules, translate, width=width)
