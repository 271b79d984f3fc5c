"""All that a memo could say, before it is fitted to its two pages: parts in their order, each line with what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from spanveld.model.errors import N_
from spanveld.reports.memo_lines import Kind, LeftOut, Line, Piece, Role, Sentence, Strip
from spanveld.reports.memo_standing import Stands
from spanveld.reports.memo_words import MemoWords, closed, shortened
from spanveld.reports.wording import EFFECTS, capitalised
from spanveld.views.board_memo_parts import Ground, MemoDimension, MemoFacts, MemoFinding, MemoQuote, Try
from spanveld.views.standings import ASKED, CHOICE, LAW, OUTCOME

__all__ = ["Caps", "Draft"]

PARTS = {
    "chafes": N_("What chafes, and how it is handled"),
    "stands": N_("Where it stands, and how sure we are"),
    "law": N_("What the law fixes, and what is choice"),
    "tries": N_("What could be done, and how that can tip over"),
    "asked": N_("What is asked of you"),
    "unheard": N_("Who was not heard"),
}
RANKS = {"quote": 900, "well": 800, "handled": 600, "tries": 500, "chafes": 400, "outcome": 350, "verdict": 300}
"""How soon something is left out; what comes later in a list goes before what comes earlier."""
FIRST = 100
"""The rank of the first of a list: it goes only where all else did."""
FIRSTS = {"chafes": FIRST, "handled": 150}
"""The same for what opens a list of findings."""
FIRST_QUOTE = 590
"""One quote stays longer than the others."""
LAST = 50
"""The rank of what goes last of all."""
NAMES = 12
"""How many parties are named."""
FEW, AGAINST = N_("rests on few voices"), N_("there is also contradiction")
TRIED = {
    "tried": N_("This was tried here already."),
    "helped": N_("This was tried here, and it helped."),
    "did_not_help": N_("This was tried here, and it did not help."),
    "tipped_over": N_("This was tried here, and it tipped over."),
}


@dataclass(frozen=True, slots=True)
class Caps:
    """How many characters of the study's own words stand in one place: of a finding, and of an answer."""

    finding: int = 420
    answer: int = 560


@dataclass
class Draft:
    """Makes the lines; ``cut`` fills with what was shortened."""

    facts: MemoFacts
    words: MemoWords
    caps: Caps = field(default_factory=Caps)

    def __post_init__(self) -> None:
        self.cut: list[LeftOut] = []
        self.quoted = False
        self.stands = Stands(self.facts, self.words, self.short)

    def lines(self) -> list[Line | Strip]:
        """Every part that has something to say, with its heading."""
        found: list[Line | Strip] = []
        makers: dict[str, Callable[[], Iterator[Line | Strip]]] = {
            "chafes": self.chafes,
            "stands": self.judged,
            "law": self.law,
            "tries": self.tries,
            "asked": self.asked,
            "unheard": self.unheard,
        }
        for part, heading in PARTS.items():
            its = list(makers[part]())
            if its:
                found += [self.heading(part, heading), *its]
        return found

    def heading(self, part: str, heading: str) -> Line:
        """The heading of a part."""
        return Line("part", (self.words.say(heading),), part)

    def short(self, text: str, most: int, what: str, about: str, ground: Ground) -> str:
        """The text within its cap; that it was shortened is kept in mind."""
        said = shortened(text, most)
        if said.endswith(" …") and said != " ".join(text.split()):
            self.cut.append(LeftOut(what, about, "report", ground.subjects))
        return said

    # ------------------------------------------------------------------ what chafes
    def chafes(self) -> Iterator[Line]:
        for dimension in self.facts.dimensions:
            its = list(self.of_dimension(dimension))
            if its:
                yield Line("sub", (), "chafes", lead=capitalised(dimension.label))
                yield from its

    def of_dimension(self, dimension: MemoDimension) -> Iterator[Line]:
        for part in ("chafes", "handled", "well"):
            findings = dimension.of(part)
            label = ""
            for place, finding in enumerate(findings):
                if finding.plural != label:
                    label = finding.plural
                    yield Line("label", (), "chafes", lead=capitalised(label))
                rank = FIRSTS.get(part, RANKS[part]) if not place else RANKS[part] + place
                yield self.finding(dimension, finding, rank)
            subjects = {subject for finding in findings for subject in finding.ground.subjects}
            for quote in dimension.quotes:
                if subjects.intersection(quote.ground.subjects):
                    yield self.quote(dimension, quote)

    def finding(self, dimension: MemoDimension, finding: MemoFinding, rank: int) -> Line:
        text = self.short(
            finding.text,
            self.caps.finding,
            N_("the rest of long statements"),
            dimension.label,
            finding.ground,
        )
        remarks = [EFFECTS[finding.effect]] if finding.effect in ("eases", "hampers") else []
        remarks += [FEW] if finding.few else []
        remarks += [AGAINST] if finding.against else []
        said = self.words.own(text, "finding", finding.ground)
        if remarks:
            more = Piece(f" ({'; '.join(self.words(remark) for remark in remarks)})")
            said = replace(said, pieces=(*said.pieces, more))
        gone = LeftOut(finding.plural, dimension.label, "report", finding.ground.subjects)
        return Line("point", (said,), "chafes", rank=rank, gone=gone)

    def quote(self, dimension: MemoDimension, quote: MemoQuote) -> Line:
        named = [self.facts.roles.get(level, level) for level in quote.role if level]
        role = self.words.listed(named) if named else self.words(N_("respondent"))
        said = self.words.say(
            "{words} ({role})", "quote", quote.ground, words=Piece(f"“{quote.text}”", own=True), role=role
        )
        gone = LeftOut(N_("quotes"), dimension.label, "report", quote.ground.subjects)
        rank = RANKS["quote"] if self.quoted else FIRST_QUOTE
        self.quoted = True
        return Line("quote", (said,), "chafes", rank=rank, gone=gone)

    # ------------------------------------------------------------------ where it stands
    def judged(self) -> Iterator[Line | Strip]:
        """What was agreed, and what researchers wrote where nothing was."""
        yield from self.stands.lines()
        yield from self.verdicts()

    def verdicts(self) -> Iterator[Line]:
        """What researchers wrote of dimensions on which nothing was agreed."""
        for dimension in self.facts.dimensions:
            if any(each.standing.agreed for each in dimension.standings):
                continue
            for place, finding in enumerate(dimension.of("verdict")):
                text = shortened(finding.text, self.caps.finding)
                said = self.words.say(
                    N_("The researchers write: {words}"),
                    "finding",
                    finding.ground,
                    words=Piece(closed(capitalised(text)), own=True),
                )
                gone = LeftOut(finding.plural, dimension.label, "report", finding.ground.subjects)
                lead = f"{capitalised(dimension.label)}."
                yield Line("point", (said,), "stands", lead=lead, rank=RANKS["verdict"] + place, gone=gone)

    # ------------------------------------------------------------------ the other parts
    def law(self) -> Iterator[Line]:
        """What is the same for several dimensions is said once."""
        known: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
        for label, standing in self.stands.named():
            answers = (standing.answer_to(LAW), standing.answer_to(CHOICE), standing.answer_to(OUTCOME))
            if any(answers):
                known.setdefault(answers, []).append((label, standing.subject))
        for (law, choice, outcome), owners in known.items():
            ground = Ground(tuple(subject for _, subject in owners), ())
            about = self.words.listed(label for label, _ in owners)
            lead = f"{capitalised(about)}."
            said = [
                self.answer(message, answer, about, ground)
                for message, answer in (
                    (N_("Fixed by law: {words}"), law),
                    (N_("Fixed by habit or choice: {words}"), choice),
                )
                if answer
            ]
            gone = LeftOut(N_("what law and choice fix"), about, "report", ground.subjects)
            if said:
                yield Line("point", tuple(said), "law", lead=lead, rank=LAST, gone=gone)
            if outcome:
                apart = self.answer(
                    N_("How the issue itself turned out, apart from this: {words}"), outcome, about, ground
                )
                gone = LeftOut(N_("how the issue turned out"), about, "report", ground.subjects)
                role: Role = "more" if said else "point"
                yield Line(role, (apart,), "law", lead="" if said else lead, rank=RANKS["outcome"], gone=gone)

    def answer(self, message: str, answer: str, about: str, ground: Ground) -> Sentence:
        """An answer of the scope behind what it answers."""
        what = N_("the rest of long answers")
        text = self.short(answer, self.caps.answer, what, about, ground)
        return self.words.say(message, "words", ground, words=Piece(closed(text), own=True))

    def tries(self) -> Iterator[Line]:
        if not self.facts.tries:
            return
        heading = self.facts.heading or self.words(N_("Proposition: what might be tried, to be discussed"))
        yield Line(
            "small",
            tuple(self.words.say("{x}", x=closed(text)) for text in (heading, self.facts.warning) if text),
            "tries",
            rank=FIRST - 1,
        )
        for place, each in enumerate(self.facts.tries):
            subjects = each.ground.subjects
            gone = LeftOut(N_("propositions"), "", "team", subjects)
            rank = RANKS["tries"] + place if place else FIRST
            yield Line("point", tuple(self.proposed(each)), "tries", rank=rank, gone=gone)

    def proposed(self, each: Try) -> Iterator[Sentence]:
        kind: Kind = "proposition"
        pain = Piece(f"“{shortened(each.pain_point, 120).rstrip('.')}”", own=True)
        yield self.words.say(
            N_("Proposition on {pain}, which strains the rule “{rule}”."), kind, each.ground, pain=pain, rule=each.rule
        )
        if each.handled:
            now = Piece(closed(shortened(each.handled, self.caps.finding)), own=True)
            yield self.words.say(N_("Handled now: {words}"), kind, each.ground, words=now)
        if each.handlings:
            yield self.words.say(
                N_("To try: {handlings}."), kind, each.ground, handlings=self.words.either(each.handlings)
            )
        if each.when:
            yield self.words.say(N_("Condition: {when}."), kind, each.ground, when=each.when)
        if each.tips[0]:
            yield self.words.say(N_("Overdone, it tips over: {tips}."), kind, each.ground, tips=each.tips[0])
        if each.tried in TRIED:
            yield self.words.say(TRIED[each.tried], kind, each.ground)

    def asked(self) -> Iterator[Line]:
        known: dict[str, list[tuple[str, str]]] = {}
        for label, standing in self.stands.named():
            if answer := standing.answer_to(ASKED):
                known.setdefault(answer, []).append((label, standing.subject))
        for answer, owners in known.items():
            ground = Ground(tuple(subject for _, subject in owners), ())
            about = self.words.listed(label for label, _ in owners)
            what = N_("the rest of long answers")
            text = self.short(answer, self.caps.answer, what, about, ground)
            gone = LeftOut(N_("what is asked of you"), about, "report", ground.subjects)
            said = (self.words.own(text, "words", ground),)
            yield Line("point", said, "asked", lead=f"{capitalised(about)}.", rank=LAST, gone=gone)

    def unheard(self) -> Iterator[Line]:
        spoken = [party for party in self.facts.unheard if party.ground.passages]
        silent = [party for party in self.facts.unheard if not party.ground.passages]
        said = []
        for message, parties, kind in (
            (N_("These are spoken about, and nobody of them was heard: {names}."), spoken, "unheard"),
            (N_("Nobody was heard of these either, and nobody spoke about them: {names}."), silent, "words"),
        ):
            if parties:
                subjects = tuple(subject for party in parties for subject in party.ground.subjects)
                passages = dict(tied for party in parties for tied in party.ground.passages)
                ground = Ground(subjects, tuple(passages.items()))
                names = [shortened(party.name, 60) for party in parties[:NAMES]]
                if len(parties) > NAMES:
                    names.append(self.words(N_("others")))
                    more = tuple(subject for party in parties[NAMES:] for subject in party.ground.subjects)
                    self.cut.append(LeftOut(N_("parties that were not heard"), "", "report", more))
                piece = Piece(self.words.listed(names), own=True)
                said.append(self.words.say(message, kind, ground, names=piece))  # type: ignore[arg-type]
        if said:
            yield Line("text", tuple(said), "unheard")
        elif self.facts.has_parties:
            yield Line("text", (self.words.say(N_("Somebody was heard of every party in this study.")),), "unheard")
