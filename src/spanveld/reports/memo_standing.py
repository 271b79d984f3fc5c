"""Where a dimension stands, in a memo: in the words of its band, with how sure people are; no number anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spanveld.model.errors import N_
from spanveld.model.framework import in_language
from spanveld.model.scale import Scale
from spanveld.reports.memo_lines import Kind, LeftOut, Line, Piece, Sentence, Strip, StripRow
from spanveld.reports.memo_words import MemoWords, closed
from spanveld.reports.wording import capitalised
from spanveld.views.board_memo_parts import Ground, MemoFacts, MemoStanding
from spanveld.views.standings import ASKED, CHOICE, LAW, OUTCOME, Given, Standing

__all__ = ["Stands", "bands_of"]

APART = (LAW, CHOICE, OUTCOME, ASKED)
"""Questions of the scope that have a part of their own."""
PARTS_RANK, STANDING_RANK = 700, 60
LONGEST_REASON = 200


def bands_of(scale: Scale, language: str) -> tuple[str, ...]:
    """The words of the bands from the lowest to the highest position, each once."""
    return tuple(dict.fromkeys(scale.band(position.at).label(language) for position in scale.positions))


class Stands:
    """Makes the lines of the part on judgements. ``short``: cuts the study's words."""

    def __init__(self, facts: MemoFacts, words: MemoWords, short: Callable[..., str]) -> None:
        self.facts, self.words, self.short = facts, words, short
        self.standings = [(dimension, standing) for dimension in facts.dimensions for standing in dimension.standings]

    # ------------------------------------------------------------------ what they are called
    def label(self, each: MemoStanding) -> str:
        """The dimension; with its sub-case and wave where the memo has several."""
        more = []
        if each.sub_case and len({one.standing.sub_case for _, one in self.standings}) > 1:
            more.append(each.sub_case)
        if each.wave and len({one.standing.wave for _, one in self.standings}) > 1:
            more.append(each.wave)
        return f"{each.standing.label} ({', '.join(more)})" if more else each.standing.label

    def named(self) -> Iterator[tuple[str, Standing]]:
        """Every standing with what it is called."""
        return ((self.label(each), each.standing) for _, each in self.standings)

    # ------------------------------------------------------------------ the lines
    def lines(self) -> Iterator[Line | Strip]:
        told = [each for _, each in self.standings if self.is_told(each)]
        yield from self.objects(told)
        yield from self.strips(told)
        for place, each in enumerate(told):
            gone = LeftOut(N_("judgements"), self.label(each), "report", each.ground.subjects)
            lead = f"{capitalised(self.label(each))}."
            yield Line("point", tuple(self.told(each)), "stands", lead=lead, rank=STANDING_RANK + place, gone=gone)
            yield from self.of_parts(each)
        yield from self.about(told)
        open_ones = [
            dimension.label for dimension in self.facts.dimensions if not any(map(self.is_told, dimension.standings))
        ]
        if open_ones:
            said = self.words.say(N_("Nothing was agreed yet on: {names}."), names=self.words.listed(open_ones))
            yield Line("text", (said,), "stands")

    def is_told(self, each: MemoStanding) -> bool:
        """Whether something was agreed that passages stand behind, or that says why there is no place."""
        agreed = each.standing.agreed
        return (
            agreed is not None
            and each.standing.scale is not None
            and (agreed.best is None or bool(each.ground.passages))
        )

    def objects(self, told: Sequence[MemoStanding]) -> Iterator[Line]:
        """What is judged, and what balanced means."""
        scales = {one.standing.scale.framework: one.standing.scale for one in told if one.standing.scale}
        for scale in scales.values():
            language = self.words.language
            said = [self.words.say(N_("What is judged: {object}."), object=in_language(scale.object, language))]
            zero = in_language(scale.zero, language)
            if zero:
                middle = scale.band(0).label(language) if scale.has(0) else ""
                said.append(
                    self.words.say(N_("“{middle}” means: {zero}"), middle=capitalised(middle), zero=closed(zero))
                )
            yield Line("text", tuple(said), "stands")

    def strips(self, told: Sequence[MemoStanding]) -> Iterator[Strip]:
        """The bands of each scale with what was judged on it."""
        scales = {one.standing.scale.framework: one.standing.scale for one in told if one.standing.scale}
        for scale in scales.values():
            bands = bands_of(scale, self.words.language)
            rows = [self.row(one, scale, bands) for one in told if one.standing.scale is scale]
            caption = capitalised(in_language(scale.object, self.words.language))
            gone = LeftOut(N_("the table of bands"), "", "report")
            here, within = self.words(N_("judgement")), self.words(N_("may also be here"))
            yield Strip(caption, bands, tuple(rows), "stands", here, within, rank=STANDING_RANK, gone=gone)

    def row(self, each: MemoStanding, scale: Scale, bands: Sequence[str]) -> StripRow:
        agreed, label = each.standing.agreed, capitalised(self.label(each))
        assert agreed is not None
        if agreed.best is None:
            return StripRow(label, None, None, None, agreed.answer_label)
        low, high = self.ends(agreed)
        best, first, last = (bands.index(self.band(scale, at)) for at in (agreed.best, low, high))
        return StripRow(label, best, first, last, "")

    @staticmethod
    def ends(given: Given) -> tuple[int, int]:
        """The interval; the place itself where it has none."""
        best = given.best or 0
        return best if given.low is None else given.low, best if given.high is None else given.high

    # ------------------------------------------------------------------ sentences
    def told(self, each: MemoStanding) -> Iterator[Sentence]:
        """The judgement in words, and how sure it is."""
        standing, ground, say = each.standing, each.ground, self.words.say
        agreed, scale = standing.agreed, standing.scale
        assert agreed is not None
        assert scale is not None
        kind: Kind = "judgement" if agreed.best is not None else "frame"
        object_ = in_language(scale.object, self.words.language)
        band = self.band(scale, agreed.best) if agreed.best is not None else agreed.answer_label
        yield say(N_("{object}: {band}."), kind, ground, object=capitalised(object_), band=band)
        if agreed.best is not None:
            low, high = self.ends(agreed)
            first, last = self.band(scale, low), self.band(scale, high)
            if first != last:
                yield say(N_("It may lie between “{low}” and “{high}”."), kind, ground, low=first, high=last)
            elif low == high:
                yield say(N_("The assessors see no reason for a wider margin."), kind, ground)
        elif agreed.reason or agreed.reason_words:
            words = self.short(
                agreed.reason_words, LONGEST_REASON, N_("the rest of long answers"), standing.label, ground
            )
            separator = ": " if agreed.reason and words else ""
            yield say(
                N_("Reason: {reason}{words}"),
                kind,
                ground,
                reason=agreed.reason + separator,
                words=Piece(closed(words) if words else ".", own=bool(words)),
            )
        if agreed.strength:
            question = in_language(scale.strength, self.words.language)
            yield say(
                "{question} {answer}", kind, ground, question=question, answer=closed(capitalised(agreed.strength))
            )
        if agreed.grade:
            yield say(N_("Strength of the evidence: {grade}."), kind, ground, grade=agreed.grade)
        yield from self.caveats(each, kind)

    def caveats(self, each: MemoStanding, kind: Kind) -> Iterator[Sentence]:
        """What a reader should know before building on it."""
        standing, ground, say = each.standing, each.ground, self.words.say
        if standing.one_assessor:
            yield say(N_("This is the judgement of a single assessor; another reading is advised."))
        if standing.assessment and standing.phase != "closed":
            yield say(N_("It is provisional: the assessment is not closed yet."))
        if each.stale:
            yield say(N_("The evidence has changed since; it is to be looked at again."))
        before = each.before.agreed if each.before else None
        if each.before and each.before.scale and before and before.best is not None:
            band = self.band(each.before.scale, before.best)
            wave = Piece(f" ({each.before_wave})", own=True) if each.before_wave else Piece("")
            yield say(N_("In the measurement before{wave}: {band}."), kind, ground, wave=wave, band=band)

    def of_parts(self, each: MemoStanding) -> Iterator[Line]:
        """The parts of a dimension on which something was agreed, band by band."""
        scale, by_band = each.standing.scale, dict[str, list[str]]()
        assert scale is not None
        for part in each.standing.parts:
            if part.sub_dimension and part.agreed is not None:
                at = part.agreed.best
                words = part.agreed.answer_label if at is None else self.band(scale, at)
                by_band.setdefault(words, []).append(part.label)
        if by_band and each.ground.passages:
            said = "; ".join(f"{band} ({', '.join(labels)})" for band, labels in by_band.items())
            gone = LeftOut(N_("judgements on parts"), self.label(each), "report", each.ground.subjects)
            sentence = self.words.say(N_("On its parts: {said}."), "judgement", each.ground, said=said)
            both = each.standing.agreed is not None and each.standing.agreed.answer == "both_poles"
            rank = STANDING_RANK if both else PARTS_RANK
            yield Line("more", (sentence,), "stands", rank=rank, gone=gone)

    def about(self, told: Sequence[MemoStanding]) -> Iterator[Line]:
        """Whose steering, whose voices, which level and relation; once for all that have it in common; and what the grade is."""
        known: dict[tuple[tuple[str, str], ...], list[MemoStanding]] = {}
        for each in told:
            answers = tuple((one.label, one.answer) for one in each.standing.scope if one.question not in APART)
            if answers:
                known.setdefault(answers, []).append(each)
        for answers, its in known.items():
            ground = Ground(tuple(each.standing.subject for each in its), ())
            about = self.words.listed(self.label(each) for each in its)
            what = N_("the rest of long answers")
            said = [
                self.words.say(
                    "{label}: {answer}",
                    "words",
                    ground,
                    label=label.split(" (")[0],
                    answer=Piece(closed(self.short(answer, LONGEST_REASON, what, about, ground)), own=True),
                )
                for label, answer in answers
            ]
            opening = self.words.say(N_("Scope of these judgements:"))
            if len(known) > 1:
                opening = self.words.say(N_("Scope ({dimensions}):"), dimensions=about)
            gone = LeftOut(N_("the scope of judgements"), about, "report", ground.subjects)
            yield Line("small", (opening, *said), "stands", rank=STANDING_RANK + 20, gone=gone)
        if any(each.standing.agreed and each.standing.agreed.grade for each in told):
            for note in self.facts.notes:
                yield Line("small", (self.words.say("{note}", note=note),), "stands")

    def band(self, scale: Scale, at: int) -> str:
        """What a place is called to those who do not read numbers."""
        return scale.band(at).label(self.words.language) if scale.has(at) else self.words(N_("not on the scale"))
