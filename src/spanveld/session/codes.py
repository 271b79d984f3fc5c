"""``study.codes``"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from spanveld.actions import codes
from spanveld.actions.codes import MergePlan
from spanveld.actions.lookup import code_named
from spanveld.actions.splitting import send_passages
from spanveld.session.acting import Group

__all__ = ["Codes", "MergePlan"]


class Codes(Group):
    """The codes that the study adds to open layers; ``code`` is ``layer/code``."""

    def create(self, layer: str, code: str = "", *, parent: str = "", **labels: Any) -> str:
        """Make a code, with ``label_en``, ``label_nl`` and ``definition``; its name may come of its label. Gives ``layer/code``."""
        return self.act(codes.create_code, layer, code, parent=parent, **labels)

    def rename(self, code: str, *, to: str = "", **labels: Any) -> str:
        """Give a code another name, or other labels; gives ``layer/code``."""
        return self.act(codes.rename_code, code, to=to, **labels)

    def move(self, code: str, *, parent: str = "", position: int | None = None) -> None:
        """Put a code below another one (empty: at the top)."""
        self.act(codes.move_code, code, parent=parent, position=position)

    def order(self, code: str, places: int) -> None:
        """Move a code by so many places down (negative: up) among those below the same one."""
        self.act(codes.order_code, code, places)

    def named(self, code: str) -> None:
        """Refused where there is no such code; where the journal knows what became of it, that is said."""
        self.look(code_named, code)

    def merge_plan(self, code: str, into: str) -> MergePlan:
        """What ``merge`` would do; nothing is written."""
        return self.look(codes.plan_merge, code, into)

    def merge(self, code: str, into: str, *, expected: int | None = None) -> int:
        """Recode everything from ``code`` to ``into`` and remove ``code``; gives how many codings moved.

        Refused where ``code`` has not the ``expected`` number of codings any more.
        """
        return self.act(codes.merge_codes, code, into, expected=expected)

    def split(self, code: str, parts: Mapping[str, Sequence[str]]) -> None:
        """Give passages of a code to other codes: ``{name: [passages]}``."""
        self.act(codes.split_code, code, parts)

    def send(self, code: str, passages: Sequence[str], *, to: str = "", label: str = "") -> str:
        """Let passages carry another code instead: ``to``, or the one called ``label``, made where there is none. Gives ``layer/code``."""
        return self.act(send_passages, code, passages, to=to, label=label)

    def remove(self, code: str, *, with_dependants: bool = False, expected: int | None = None) -> None:
        """Remove a code; refused while codings rest on it, unless ``with_dependants``, and where they are not as many as ``expected``."""
        self.act(codes.remove_code, code, with_dependants=with_dependants, expected=expected)
