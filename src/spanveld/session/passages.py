"""``study.passages`` and ``study.codings``"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spanveld.actions import coding, coding_places, corrections, passages
from spanveld.actions.coding import Term
from spanveld.actions.coding_places import CodingPlan
from spanveld.session.acting import Group
from spanveld.views.searching import Place

__all__ = ["Codings", "Passages"]


class Passages(Group):
    """What is marked in sources."""

    def add(
        self, source: str, start: int, end: int, *, passage: str = "", codes: Sequence[str] = (), **values: Any
    ) -> str:
        """Mark text[start:end] (half-open, code points) with codes ``layer/code``; gives its identifier.

        Other values: voices (None: by the turns, (): nobody's), about, form, hedged, basis, memo.
        """
        return self.act(passages.add_passage, source, start, end, passage=passage, codes=codes, **values)

    def code(
        self,
        source: str,
        start: int,
        end: int,
        *,
        codes: Sequence[str] = (),
        terms: Sequence[Term] = (),
        version: int | None = None,
        **values: Any,
    ) -> str:
        """Mark text[start:end] with codes, and with ``terms``: (open layer, label), made codes where the layer has none of that name.

        As one change; gives the passage's identifier. Refused where the text is no longer ``version``, if that is given.
        """
        return self.act(coding.code_words, source, start, end, codes=codes, terms=terms, version=version, **values)

    def recode(
        self, passage: str, *, take: Sequence[str] = (), give: Sequence[str] = (), terms: Sequence[Term] = ()
    ) -> None:
        """Take codes of the actor off a passage and put others on it, as one change."""
        self.act(coding.recode_passage, passage, take=take, give=give, terms=terms)

    def plan_places(self, places: Sequence[Place], codes: Sequence[str], *, around: str = "word") -> CodingPlan:
        """What ``code_places`` would mark; nothing is written."""
        return self.look(coding_places.plan_places, places, codes, around=around)

    def code_places(
        self, places: Sequence[Place], codes: Sequence[str], *, around: str = "word", expected: CodingPlan | None = None
    ) -> CodingPlan:
        """Mark places that ``study.find`` gave with codes, as one change: the ``word`` itself, or its sentence, paragraph or turn.

        What the actor coded so already is left out. Refused where ``expected``, what ``plan_places`` gave, is no longer what would happen.
        """
        return self.act(coding_places.code_places, places, codes, around=around, expected=expected)

    def edit(self, passage: str, **values: Any) -> None:
        """Change what is known of a passage."""
        self.act(passages.edit_passage, passage, **values)

    def extend(self, passage: str, start: int, end: int) -> None:
        """Let a passage run from start to end of the current text."""
        self.act(passages.place_passage, passage, start, end)

    def settle(self, passage: str, start: int, end: int) -> None:
        """Give a passage whose place is in doubt its place in the corrected text."""
        self.act(corrections.settle_doubt, passage, start, end)

    def accept(self, passage: str) -> None:
        """Say that a passage that a correction changed inside is right where it is now."""
        self.act(corrections.accept_change, passage)

    def remove(self, passage: str, *, with_dependants: bool = False, with_codings: bool = False) -> None:
        """Remove a passage; refused while codings or evidence rest on it, unless ``with_dependants``.

        ``with_codings``: codings of its own coder are no reason to refuse.
        """
        self.act(passages.remove_passage, passage, with_dependants=with_dependants, with_codings=with_codings)


class Codings(Group):
    """Codes on passages; ``code`` is ``layer/code``."""

    def add(self, passage: str, code: str) -> None:
        """Put a code on a passage."""
        self.act(passages.add_coding, passage, code)

    def remove(self, passage: str, code: str, *, coder: str = "") -> None:
        """Take a code off a passage: one's own, or that of ``coder``."""
        self.act(passages.remove_coding, passage, code, coder=coder)
