"""Which case a memo is about, and who was not heard in its study."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spanveld.model.errors import N_, NotFound, Refused
from spanveld.model.names import natural
from spanveld.store.columns import KeptColumns
from spanveld.store.records import Reader
from spanveld.store.speaking import KeptSpeaking
from spanveld.views.board_memo_parts import Ground, Unheard
from spanveld.views.coverage_unheard import unheard_coverage

__all__ = ["case_of", "unheard_of"]

MOST = 10_000


def case_of(reader: Reader, case: str) -> str:
    """The case that the memo is about: the one named, else the only one."""
    known = sorted(reader.names("case").values(), key=natural)
    if case and case not in known:
        raise NotFound(
            N_("There is no {kind} '{name}' in this study; known are: {known}."),
            kind="case",
            name=case,
            known=", ".join(known) or "-",
        )
    if not case and len(known) > 1:
        raise Refused(
            N_(
                "A memo is about one case, and this study has several: {known}. Say which with --case (on the page: Case)."
            ),
            known=", ".join(known),
        )
    return case or next(iter(known), "")


def unheard_of(
    reader: Reader, kept: KeptColumns, speaking: KeptSpeaking, clean: Callable[[str], str]
) -> Iterator[Unheard]:
    """Parties that are spoken about and not heard, most first, with the passages that speak of them; then those that nobody spoke of."""
    found = unheard_coverage(reader, kept, speaking, limit=0)
    names = {row.identifier: clean(row.name or row.identifier) for row in reader.rows("party")}
    for party in found.parties:
        rows = unheard_coverage(reader, kept, speaking, party=party.party, limit=MOST).rows
        about = tuple((row.passage, "about") for row in rows)
        yield Unheard(party.party, names[party.party], Ground((f"party:{party.party}",), about))
    for name in found.silent:
        yield Unheard(name, names[name], Ground((f"party:{name}",), ()))
