"""The numbers of vignettes: ``1a``, ``1b``, ``2a``.

The number is the sub-case, the letter the place in it. Sub-cases that have vignettes are numbered from 1 in the study's order of
sub-cases; vignettes without a sub-case share the number after these. In a study with several cases, the order of the cases comes
first, and numbers run on from case to case. Letters follow the vignettes' positions (a..z, then aa, ab, ...).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spanveld.model.names import natural

__all__ = ["Placed", "letters", "numbers"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A vignette with what its number follows from; ``case`` and ``sub_case`` are empty where it has none."""

    vignette: str
    case: str
    sub_case: str
    position: int | None


def numbers(vignettes: Iterable[Placed], cases: Sequence[str], sub_cases: Sequence[str]) -> dict[str, str]:
    """Vignette -> its number, in the order of the numbers; ``cases`` and ``sub_cases`` are those of the study, in its order.

    >>> numbers([Placed("x", "", "", 1), Placed("y", "", "TGB", 2), Placed("z", "", "AED", 3)], [], ["AED", "TGB"])
    {'z': '1a', 'y': '2a', 'x': '3a'}
    """
    case_at = {name: place for place, name in enumerate(cases)} if len(cases) > 1 else {}
    sub_case_at = {name: place for place, name in enumerate(sub_cases)}

    def group(one: Placed) -> tuple[int, int]:
        return case_at.get(one.case, len(case_at)), sub_case_at.get(one.sub_case, len(sub_case_at))

    in_order = sorted(
        vignettes, key=lambda one: (group(one), one.position is None, one.position or 0, natural(one.vignette))
    )
    known: dict[tuple[int, int], int] = {}
    told: Counter[int] = Counter()
    found = {}
    for one in in_order:
        number = known.setdefault(group(one), len(known) + 1)
        told[number] += 1
        found[one.vignette] = f"{number}{letters(told[number])}"
    return found


def letters(place: int) -> str:
    """The letters of a place, counted from 1.

    >>> letters(1), letters(26), letters(27)
    ('a', 'z', 'aa')
    """
    found = ""
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(ord("a") + rest) + found
    return found
