"""Codes of open layers by what they are called: found by their label, or made."""

from __future__ import annotations

from spanveld.actions.codes import put_code
from spanveld.actions.lookup import layer_named
from spanveld.model.errors import N_, Refused
from spanveld.model.names import name_for
from spanveld.model.text import clean
from spanveld.store.work import Work

__all__ = ["LONGEST_LABEL", "Terms", "folded"]

LONGEST_LABEL = 200
"""Characters of a label at most; a longer one is a remark, not a name."""


class Terms:
    """The codes of one layer, found by name or label without regard to case and spaces; ``made`` counts those that were added."""

    def __init__(self, work: Work, layer: str) -> None:
        self._work, self._layer = work, layer
        self.made = 0
        self._known: dict[str, str] = {}
        number = layer_named(work, layer)["id"]
        for code, nl, en in work.values("code", "identifier", "label_nl", "label_en", layer_id=number):
            self._known |= {folded(name): code for name in (nl, en, code) if name}

    def named(self, label: str, *, labelled: bool = True) -> str:
        """``layer/code`` of the code that is called so, made where there is none; Refused where the layer is closed to that.

        ``labelled``: whether a code that is made gets the label in both languages, or goes by its name alone.
        """
        label = " ".join(clean(label).split())
        if not label:
            raise Refused(N_("A code needs a name."))
        if len(label) > LONGEST_LABEL:
            raise Refused(N_("A code's name has at most {count} characters."), count=LONGEST_LABEL)
        if folded(label) not in self._known:
            code = name_for(label, set(self._known.values()))
            put_code(self._work, self._layer, code, "", {"label_nl": label, "label_en": label} if labelled else {})
            self._known[folded(label)] = code
            self.made += 1
        return f"{self._layer}/{self._known[folded(label)]}"


def folded(text: str) -> str:
    """A name as names are compared: without regard to case and to how many spaces part its words."""
    return " ".join(text.casefold().split())
