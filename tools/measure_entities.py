"""Measure how much of what is marked in a file of sentences the rules of ``spanveld.language.entities`` find.

python tools/measure_entities.py [FILE]            print the table; FILE is tests/language/entities_aside.txt unless given
python tools/measure_entities.py FILE --misses     also print what was missed and what was found too much
python tools/measure_entities.py --write           write docs/reference/pseudonyms-measured.md for the sentences kept aside
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spanveld.language.entities import KINDS, Entity, entities

ROOT = Path(__file__).parents[1]
ASIDE = ROOT / "tests" / "language" / "entities_aside.txt"
PAGE = ROOT / "docs" / "reference" / "pseudonyms-measured.md"
MARK = re.compile(r"\[([A-Z]+) ([^\]]*)\]")

Marked = tuple[str, int, int]


@dataclass
class Measured:
    """Per kind: how many are marked, found exactly, touched, touched by any kind, proposed, and proposed where one is marked."""

    marked: Counter[str] = field(default_factory=Counter)
    exact: Counter[str] = field(default_factory=Counter)
    touched: Counter[str] = field(default_factory=Counter)
    of_any_kind: Counter[str] = field(default_factory=Counter)
    proposed: Counter[str] = field(default_factory=Counter)
    proposed_exact: Counter[str] = field(default_factory=Counter)
    proposed_right: Counter[str] = field(default_factory=Counter)
    sentences: int = 0
    without_marks: int = 0
    clean: int = 0
    notes: list[str] = field(default_factory=list)

    def kinds(self) -> list[str]:
        """The kinds that are marked or proposed, in the order of the program."""
        return [kind for kind in KINDS if self.marked[kind] or self.proposed[kind]]


def sentences_of(file: Path) -> Iterator[tuple[str, list[Marked]]]:
    """Each sentence without its marks, and where the marks were (kind, half-open code points); the first line is not one."""
    for line in file.read_text(encoding="utf-8").splitlines()[1:]:
        text, marked, place = "", [], 0
        for match in MARK.finditer(line):
            text += line[place : match.start()]
            marked.append((match[1], len(text), len(text) + len(match[2])))
            text += match[2]
            place = match.end()
        yield text + line[place:], marked


def measure(file: Path) -> Measured:
    """Compare what is marked in a file with what the rules find, each sentence as a text of its own."""
    measured = Measured()
    for text, marked in sentences_of(file):
        found = entities(text)
        measured.sentences += 1
        measured.without_marks += not marked
        measured.clean += not marked and not found
        for one in marked:
            measured.marked[one[0]] += 1
            measured.exact[one[0]] += any((entity.kind, entity.start, entity.end) == one for entity in found)
            measured.touched[one[0]] += any(entity.kind == one[0] and touches(entity, one) for entity in found)
            measured.of_any_kind[one[0]] += any(touches(entity, one) for entity in found)
            if not any(entity.kind == one[0] and touches(entity, one) for entity in found):
                measured.notes.append(f"missed {one[0]} {text[one[1] : one[2]]!r} in: {text}")
        for entity in found:
            measured.proposed[entity.kind] += 1
            measured.proposed_exact[entity.kind] += (entity.kind, entity.start, entity.end) in marked
            right = any(entity.kind == one[0] and touches(entity, one) for one in marked)
            measured.proposed_right[entity.kind] += right
            if not right:
                measured.notes.append(f"too much {entity.kind} {entity.text!r} ({entity.rule}) in: {text}")
    return measured


def touches(entity: Entity, marked: Marked) -> bool:
    """Whether an entity shares a character with what is marked."""
    return entity.start < marked[2] and marked[1] < entity.end


def table(measured: Measured) -> str:
    """The figures per kind as a Markdown table."""
    rows = [
        "| kind | marked | recall | recall, exact span | found as any kind | proposed | precision | precision, exact span |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for kind in measured.kinds():
        marked, proposed = measured.marked[kind], measured.proposed[kind]
        of_marked = [share(count[kind], marked) for count in (measured.touched, measured.exact, measured.of_any_kind)]
        of_proposed = [share(count[kind], proposed) for count in (measured.proposed_right, measured.proposed_exact)]
        rows.append("| " + " | ".join([kind, str(marked), *of_marked, str(proposed), *of_proposed]) + " |")
    return "\n".join(rows)


def share(part: int, whole: int) -> str:
    """A share in two decimals, cut off so that it never says more than was measured."""
    return f"{part * 100 // whole / 100:.2f}" if whole else "-"


def page(measured: Measured) -> str:
    """The page that says how much was found in the sentences kept aside."""
    return f"""# How many names the rules find, as measured

`spanveld pseudonymise` proposes what may identify people. The proposals come from rules and word lists (first names, surnames,
places, organisations, functions, everyday words), and from forms and check digits for numbers. Nothing has been learnt from texts.
**Some names are missed**, and some proposals are no names: a person must go through the proposals, and must read the text for
what was not proposed. That is why the program says "pseudonymised and reviewed", and never "anonymised".

Measured on {measured.sentences} Dutch sentences of our own with invented names (`tests/language/entities_aside.txt`), written before the
rules and kept aside from making them. Of these, {measured.without_marks} hold no name at all; in {measured.clean} of those nothing
was proposed.
Each sentence was read as a text by itself; in a whole interview a name that was recognised once is found again more easily.
The sentences and the word lists know the same names: **expect lower figures in real
interviews**, most of all for organisations and rare surnames.

{table(measured)}

- *recall*: the share of what is marked that a proposal of the same kind touches; *exact span*: with the same begin and end.
- *found as any kind*: the share that some proposal touches, if need be under the wrong kind (a place taken for a person).
- *precision*: the share of the proposals of this kind that touch something marked with this kind.
- Shares are cut off, not rounded up. With few marked a share says little: one of two is 0.50.

PER person, LOC place (street and road too), ORG organisation, TEL phone, MAIL e-mail, BSN citizen service number, PC postcode,
DATE date, URL web address, IBAN bank account, PLATE licence plate.

What the rules see badly: transcripts without capitals (only first names and places of the lists are found; the program warns),
names that are everyday words at the start of a sentence, organisations without a word such as *gemeente* that are on no list, and
people who are recognised by what is told about them. English texts are read with the same rules and a short list of English words;
for these nothing was measured.

The figures are made by `python tools/measure_entities.py --write`; a test fails when the rules find less than this page says.
"""


def main(arguments: list[str]) -> int:
    """Print or write; gives the exit code."""
    files = [Path(argument) for argument in arguments if not argument.startswith("--")]
    measured = measure(files[0] if files else ASIDE)
    if "--write" in arguments:
        PAGE.write_text(page(measure(ASIDE)), encoding="utf-8", newline="\n")
    print(table(measured))
    print(
        f"{measured.sentences} sentences; {measured.without_marks} without marks, {measured.clean} of these without proposals"
    )
    if "--misses" in arguments:
        print("\n".join(measured.notes))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
