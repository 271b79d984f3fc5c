"""``study.rules``, and what ``study.expectations()`` gives"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from spanveld.actions import rules
from spanveld.actions.rules import strain_subject
from spanveld.actions.theory import parse_framework
from spanveld.session.acting import Group
from spanveld.store.records import Reader

if TYPE_CHECKING:
    from spanveld.views.expectations import Expectations
    from spanveld.views.rules_parts import RulesMatrix
    from spanveld.views.tensions_between import Between

__all__ = ["Rules", "strain_subject"]


class Rules(Group):
    """The rules of the game: which pain point strains which rule, how that is handled, and what may be tried."""

    def matrix(self, case: str = "") -> RulesMatrix:
        """Pain points by rules of the game in a case (left out: the first), with the agenda of what is empty."""
        from spanveld.views.rules import rules_matrix

        with self._reader() as reader:
            return rules_matrix(reader, case=case)

    def between(self, case: str = "") -> Between:
        """How findings of one dimension bear on findings of another, dimension by dimension."""
        from spanveld.views.tensions_between import between

        with self._reader() as reader:
            return between(reader, case=case)

    def expectations(self, case: str = "") -> Expectations:
        """The expectation test of a case (left out: the first): propositions, and pain points expected and found, or not."""
        from spanveld.views.expectations import expectations

        with self._reader() as reader:
            return expectations(reader, case=case)

    def decide(
        self,
        decision: str,
        *,
        link: str | None = None,
        pain_point: str = "",
        rule: str = "",
        case: str = "",
        **values: Any,
    ) -> str:
        """Say that a proposed ``link`` (framework:item) is confirmed, changed or refused; without one, that a pain point strains a rule.

        ``pain_point``: a finding, or framework:item; ``rule``: framework:item. Other values: reason, handled (how it is handled now),
        handlings (framework:item each), tried (tried, helped, did_not_help, tipped_over), passages; what is left out stays.
        """
        return self.act(rules.decide_rule, decision, link=link, pain_point=pain_point, rule=rule, case=case, **values)

    def clear(self, pain_point: str, rule: str, *, case: str = "") -> None:
        """Take back what was decided on a pain point and a rule; a proposal waits for an answer again."""
        self.act(rules.clear_rule, pain_point, rule, case=case)

    @contextmanager
    def _reader(self) -> Iterator[Reader]:
        with self.store.reading() as connection:
            yield Reader(connection, self.store.study_id, parse_framework)
