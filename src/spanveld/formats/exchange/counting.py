"""What a reader counts on its way: elements and what became of them, and the reasons, all told at the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from spanveld.formats.exchange.account import Account, Fate

__all__ = ["Counting", "Reasons"]

_SHOWN = 3


class Reasons:
    """What is to be said in the report: each reason once, with how often it held and some examples."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[int, dict[str, None]]] = {}

    def add(self, message: str, example: str = "", count: int = 1) -> None:
        """Counts a reason (a msgid with the places {count} and {examples})."""
        before, examples = self._found.get(message, (0, {}))
        if example and len(examples) < _SHOWN:
            examples[example] = None
        self._found[message] = (before + count, examples)

    def tell(self, account: Account) -> None:
        """Adds all of them to the report."""
        for message, (count, examples) in self._found.items():
            shown = ", ".join(examples) + (" …" if len(examples) == _SHOWN and count > _SHOWN else "")
            account.remark(message, count=count, examples=shown or "-")


@dataclass(slots=True, kw_only=True)
class Counting:
    """A reading under way: its account, filled where ``tell`` is called."""

    reasons: Reasons = field(default_factory=Reasons)
    account: Account = field(default_factory=Account)
    _found: Counter[str] = field(default_factory=Counter)
    _fates: Counter[tuple[str, Fate]] = field(default_factory=Counter)

    def found(self, element: str, count: int = 1) -> None:
        """Counts elements as in the file."""
        self._found[element] += count

    def became(self, element: str, fate: Fate, count: int = 1) -> None:
        """Says that elements which were counted are not simply taken."""
        self._fates[element, fate] += count

    def tell(self) -> Account:
        """The account of all that was counted, with the reasons."""
        for element, count in self._found.items():
            self.account.found(element, count)
        for (element, fate), count in self._fates.items():
            self.account.became(element, fate, count)
        self.reasons.tell(self.account)
        return self.account
