"""Whatever a person can do to an open study, done at random: each move picks what it acts on from what the study holds.

One long list, because a test holds it to all methods of a session, and each move chooses by the same few ways.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from spanveld.actions.exchange_choices import CASES_AS, TakingChoices
from spanveld.formats.guide_file import GuideContent
from spanveld.formats.paper_docx import Returned, ReturnedComment
from spanveld.formats.sources.parts import Block, Comment, Reading, Said, TimeMark
from spanveld.model import records as r
from spanveld.model.kinds import KINDS
from spanveld.model.names import study_guid
from spanveld.model.paper import Slip
from spanveld.model.study import StudyContent
from spanveld.model.text import sha256
from spanveld.session import Study, open_study
from spanveld.session.importing import Arrival, Choices
from tests.actions.brought import kitchen, marked, with_source
from tests.session.judged import JUDGED
from tests.session.samples import reading_room, tiny
from tests.versions import changed, drop_code, relabel

__all__ = ["LASTING", "MOVES", "Player"]

WORDS = ("", "kou", "Het is stil.", "e\u0301e\u0301n 👩‍🚒", "regel\nmet 'quotes'", "De lamp is uit.")
DATES = ("", "2023", "2024-02", "2024-02-29")


class Player:
    """Makes moves in a study, choosing by a seed. A move that the study refuses raises ``Refused``."""

    def __init__(self, study: Study, seed: int) -> None:
        self.study = study
        self.rng = Random(seed)
        self.content: StudyContent = study.content()

    def play(self, move: str) -> None:
        """Make one move by its name."""
        group, _, method = move.partition(".")
        if group in THINGS:
            getattr(self, f"{method}_thing")(group, THINGS[group])
        else:
            MOVES[move](self)

    # ------------------------------------------------------------------ choosing
    def name(self, kind: str, odd: str = "nobody") -> str:
        """The identifier of a thing of a kind; seldom one that is not there."""
        names = [getattr(record, KINDS[kind].columns[0].attribute) for record in self.content.records[kind]]
        return odd if not names or self.rng.random() < 0.03 else self.rng.choice(names)

    def maybe(self, kind: str) -> str:
        return "" if self.rng.random() < 0.4 else self.name(kind)

    def some(self, kind: str) -> tuple[str, ...]:
        names = [getattr(record, KINDS[kind].columns[0].attribute) for record in self.content.records[kind]]
        return tuple(self.rng.sample(names, min(len(names), self.rng.randrange(3))))

    def fresh(self, prefix: str) -> str:
        return "" if self.rng.random() < 0.3 else f"{prefix}{self.rng.randrange(6)}"

    def words(self) -> str:
        return self.rng.choice(WORDS)

    def agreed(self) -> dict[str, bool]:
        return {"with_dependants": self.rng.random() < 0.7}

    def code(self) -> str:
        """``layer/code`` of any layer, or of one that can be changed."""
        own = [f"{code.layer}/{code.code}" for code in self.content.of(r.Code)]
        shipped = [
            "tension/authorise",
            "tension/perform",
            "kind/general",
            "quality/light",
            "quality/quiet",
            "moment/staying",
            "keyword/lamp",
        ]
        themes = [f"{layer}/{item.sub_case}" for layer in ("sub_case", "room") for item in self.content.of(r.SubCase)]
        return self.rng.choice(own * 3 + shipped + themes)

    def own_code(self) -> str:
        own = [f"{code.layer}/{code.code}" for code in self.content.of(r.Code)]
        return self.rng.choice([*own, "tension/perform"])

    def span(self, length: int) -> tuple[int, int]:
        start, end = sorted((self.rng.randint(0, length), self.rng.randint(0, length)))
        return self.rng.choice([(start, end), (start, end), (0, length), (0, 1), (length - 1, length), (start, length)])

    def source(self) -> tuple[str, str]:
        name = self.name("source")
        return name, self.content.texts.get(name, "")

    def values(self, kind: str, leave: tuple[str, ...] = (), least: int = 0) -> dict[str, Any]:
        """Values for some columns of a kind."""
        usable = [
            column for column in KINDS[kind].columns if column.attribute not in leave and column.type not in SPECIAL
        ]
        chosen = self.rng.sample(usable, self.rng.randint(least, min(3, len(usable))))
        return {column.attribute: self.value(column) for column in chosen}

    def value(self, column: Any) -> Any:
        match column.type:
            case "reference":
                return self.maybe(column.to)
            case "references":
                return self.some(column.to)
            case "voices":
                return self.rng.choice([None, (), self.some(column.to)])
            case "choice":
                return self.rng.choice(["", *column.choices])
            case "flag":
                return self.rng.choice([None, True, False])
            case "date":
                return self.rng.choice(DATES)
            case "number":
                return self.rng.choice([None, 1, 2, 7])
            case "words" | "lines":
                return tuple(self.rng.sample([word for word in WORDS if word], self.rng.randrange(3)))
            case _:
                return self.words()

    # ------------------------------------------------------------------ sources
    def add_source(self) -> None:
        text = "".join(self.rng.choice(WORDS) for _ in range(6)) + "."
        turns = [(0, 1, self.maybe("participant"), "respondent")] if self.rng.random() < 0.5 else []
        values = self.values("source", ("file", "kind", "original"))
        if self.rng.random() < 0.3:
            values |= {"blocks": [(0, 2, "heading", 1, None, None)], "marks": [(0, 0), (1, 1500)]}
        if self.rng.random() < 0.3:
            values["taken_from"] = (".docx", self.words().encode())
        if self.rng.random() < 0.2:
            values["file"] = f"sources/S{self.rng.randrange(3)}.txt"
        self.study.sources.add(self.fresh("S"), text, kind=self.rng.choice(r.SOURCE_KINDS), turns=turns, **values)

    def edit_source(self) -> None:
        values = self.values("source", ("file", "kind", "original"), 1)
        if self.rng.random() < 0.2:
            values["file"] = f"sources/S{self.rng.randrange(3)}.txt"
        self.study.sources.edit(self.name("source"), **values)

    def bring_in(self, plan: bool = False) -> None:
        label, word = self.rng.choice(["R1", "Jan Smit", "I"]), self.words() or "Ja."
        text = f"{label}: {word}\nSlot {self.rng.randrange(4)}."
        start = len(label) + 2
        reading = Reading(
            text,
            blocks=(Block("speaker", 0, len(label)),),
            turns=(Said(start, start + len(word), label, label == "I"),),
            marks=(TimeMark(start, 2000),),
            comments=(Comment("comment", start, start + len(word), "koude voeten", "Ann"),),
            format="docx",
        )
        arrival = Arrival(Path(f"{self.rng.choice('ab')}.docx"), text.encode(), reading)
        choices = Choices(
            speakers={label: self.name("participant")} if self.rng.random() < 0.4 else {},
            new_participants=self.rng.random() < 0.5,
            comments_as=self.rng.choice(["", "aspect", "margin"]),
        )
        (self.study.sources.plan if plan else self.study.sources.bring_in)(arrival, choices)

    def map_speakers(self) -> None:
        who = self.rng.choice(["", "interviewer", self.name("participant")])
        self.study.sources.map_speakers({self.rng.choice(["R1", "jan smit", "I", "niemand"]): who})

    def set_turns(self) -> None:
        name, text = self.source()
        turns = {
            (*self.span(len(text)), self.maybe("participant"), self.rng.choice(["", *r.TURN_ROLES])) for _ in range(2)
        }
        self.study.sources.set_turns(name, sorted(turns))

    def correct(self, preview: bool = False) -> None:
        name, text = self.source()
        edits = [(*self.span(len(text)), self.words())]
        act = self.study.sources.preview if preview else self.study.sources.correct
        if self.rng.random() < 0.5:
            act(name, edits=edits)
        else:
            start, end, new = edits[0]
            act(name, text=text[:start] + new + text[end:])

    # ------------------------------------------------------------------ passages and codings
    def add_passage(self) -> None:
        name, text = self.source()
        codes = [self.code() for _ in range(self.rng.randrange(3))]
        values = self.values("passage", ("coder", "source", "doubt"))
        self.study.passages.add(name, *self.span(len(text)), passage=self.fresh("Q"), codes=codes, **values)

    def code_words(self) -> None:
        name, text = self.source()
        terms = [("aspect", self.words())] if self.rng.random() < 0.5 else []
        version = self.rng.choice([None, None, 1, 2])
        self.study.passages.code(name, *self.span(len(text)), codes=[self.code()], terms=terms, version=version)

    def code_places(self) -> None:
        places = self.study.places(self.rng.choice(["lamp", "raam", "is", "koud"]))
        around = self.rng.choice(["word", "sentence", "paragraph", "turn"])
        self.study.passages.code_places(places, [self.code()], around=around)

    def recode(self) -> None:
        given = list(self.content.of(r.Coding))
        coding = self.rng.choice(given) if given else r.Coding("none", "none", "none")
        take = [f"{coding.layer}/{coding.code}"] if self.rng.random() < 0.7 else []
        self.study.passages.recode(coding.passage, take=take, give=[self.code()])

    def place(self, act: Callable[[str, int, int], None]) -> None:
        passages = list(self.content.of(r.Passage))
        lost = [passage for passage in passages if passage.start is None]
        passage = self.rng.choice(lost or passages) if passages else r.Passage("none", "none", 0, 1)
        act(passage.passage, *self.span(len(self.content.texts.get(passage.source, ""))))

    def touched(self) -> str:
        """A passage that a correction touched, where there is one."""
        return self.rng.choice([*(doubt.passage for doubt in self.study.sources.doubts()), self.name("passage")])

    def remove_coding(self) -> None:
        codings = list(self.content.of(r.Coding))
        coding = self.rng.choice(codings) if codings else r.Coding("none", "tension", "perform")
        coders = {passage.passage: passage.coder for passage in self.content.of(r.Passage)}
        self.study.codings.remove(
            coding.passage, f"{coding.layer}/{coding.code}", coder=coding.coder or coders.get(coding.passage, "")
        )

    # ------------------------------------------------------------------ codes
    def create_code(self) -> None:
        layer = self.rng.choice(["aspect", "mood", "keyword", "tension"])
        parents = [code.code for code in self.content.of(r.Code) if code.layer == layer]
        parent = self.rng.choice(["", *parents])
        self.study.codes.create(
            layer, self.fresh("k") or "k", parent=parent, **self.values("code", ("layer", "code", "parent"))
        )

    def rename_code(self) -> None:
        self.study.codes.rename(self.own_code(), to=self.fresh("k"), **self.values("code", ("layer", "code", "parent")))

    def move_code(self) -> None:
        code = self.own_code()
        parents = [item.code for item in self.content.of(r.Code) if item.layer == code.partition("/")[0]]
        self.study.codes.move(code, parent=self.rng.choice(["", *parents]), position=self.rng.choice([None, 0, 3]))

    def merge_codes(self) -> None:
        code = self.own_code()
        others = [item.code for item in self.content.of(r.Code) if item.layer == code.partition("/")[0]]
        self.study.codes.merge(code, f"{code.partition('/')[0]}/{self.rng.choice([*others, 'k0'])}")

    def split_code(self) -> None:
        codings = list(self.content.of(r.Coding))
        coding = self.rng.choice(codings) if codings else r.Coding("none", "aspect", "cold")
        passages = sorted({item.passage for item in codings if (item.layer, item.code) == (coding.layer, coding.code)})
        parts = {self.rng.choice(["k1", "k2", "cold", "calm", coding.code]): passages[:2], "k3": passages[2:3]}
        self.study.codes.split(f"{coding.layer}/{coding.code}", parts)

    def send_passages(self) -> None:
        codings = list(self.content.of(r.Coding))
        coding = self.rng.choice(codings) if codings else r.Coding("none", "aspect", "cold")
        passages = sorted({item.passage for item in codings if (item.layer, item.code) == (coding.layer, coding.code)})
        where = self.rng.choice([{"label": "Kilte"}, {"to": self.code()}, {"to": f"{coding.layer}/{coding.code}"}])
        self.study.codes.send(f"{coding.layer}/{coding.code}", passages[:2], **where)

    # ------------------------------------------------------------------ findings
    def add_finding(self) -> None:
        dimension, kind = self.rng.choice(
            [("authorise", "pain_point"), ("light", "weakness"), ("perform", "works"), ("light", "works")]
        )
        values = self.values("finding", ("dimension", "kind", "statement"))
        tied = {"passages": self.some("passage"), "stance": self.rng.choice(r.STANCES)}
        self.study.findings.add(
            dimension, kind, self.words() or "Zo is het.", finding=self.fresh("G"), **tied, **values
        )

    def edit_finding(self) -> None:
        self.study.findings.edit(self.name("finding"), **self.values("finding", ("dimension", "kind"), 1))

    def link_finding(self) -> None:
        to = self.rng.choice([self.name("finding"), "five-dimensions:dim_corner", "nowhere:item"])
        self.study.findings.link(self.name("finding"), self.rng.choice(["responds_to", "weakens", "matches"]), to)

    def unlink_finding(self) -> None:
        links = list(self.content.of(r.FindingLink))
        link = self.rng.choice(links) if links else r.FindingLink("none", "matches", "none")
        self.study.findings.unlink(link.from_, link.relation, link.to)

    def add_evidence(self) -> None:
        passages = self.some("passage") or self.name("passage")
        note = self.rng.choice([None, self.words()])
        self.study.evidence.add(self.name("finding"), passages, self.rng.choice(r.STANCES), note=note)

    def edit_evidence(self) -> None:
        ties = list(self.content.of(r.Evidence))
        tie = self.rng.choice(ties) if ties else r.Evidence("none", "none", "supports")
        values = self.rng.choice([{"stance": self.rng.choice(r.STANCES)}, {"note": self.words()}])
        self.study.evidence.edit(tie.finding, tie.passage, **values)

    def remove_evidence(self) -> None:
        ties = list(self.content.of(r.Evidence))
        tie = self.rng.choice(ties) if ties else r.Evidence("none", "none", "supports")
        self.study.evidence.remove(tie.finding, tie.passage)

    # ------------------------------------------------------------------ vignettes
    def add_vignette(self) -> None:
        values = self.values("vignette", ("dimension", "title")) | self.judged()
        title, passages = self.words() or "Kou", self.some("passage")
        self.study.vignettes.add(title, vignette=self.fresh("V"), passages=passages, **values)

    def edit_vignette(self) -> None:
        values = self.values("vignette", ("dimension",)) | self.judged()
        self.study.vignettes.edit(self.name("vignette"), **values)

    def judged(self) -> dict[str, Any]:
        """A dimension, or none; seldom what is no dimension."""
        return self.rng.choice([{}, {"dimension": ""}, {"dimension": "authorise"}, {"dimension": "light"}])

    def put_in_vignette(self) -> None:
        place, note = self.rng.choice([None, 1, 2, 9]), self.rng.choice([None, self.words()])
        self.study.vignettes.put(self.name("vignette"), self.name("passage"), place=place, note=note)

    def boxed(self) -> r.VignettePassage:
        ties = list(self.content.of(r.VignettePassage))
        return self.rng.choice(ties) if ties else r.VignettePassage("none", "none")

    def bring_project(self) -> None:
        """A project of another program; now and then the same again, with something else in it."""
        project, words = kitchen(), self.rng.choice(["het toetje", "Daarna", "soep"])
        if self.rng.random() < 0.5:
            more = marked(
                f"more {words}", words, (self.rng.choice(["cold", "quiet"]), "otto"), description=self.words()
            )
            project = with_source(project, selections=(*project.sources[0].selections, more))
        choices = TakingChoices(
            layer=self.rng.choice(["", "", "mood", "aspect"]),
            cases_as=self.rng.choice(CASES_AS),
            prefer=self.rng.choice(["", "theirs"]),
        )
        self.study.exchange.bring_in(project, choices, file="keuken.qdpx")

    def matrix_cell(self) -> tuple[str, str]:
        """A row and a column of the matrix, often of a cell that is there."""
        if (cells := list(self.content.of(r.MatrixCell))) and self.rng.random() < 0.5:
            cell = self.rng.choice(cells)
            return cell.subject or f"level:{cell.level}", f"{cell.layer}/{cell.code}" if cell.code else cell.rule
        row = self.rng.choice(["participant", "source", "party", "case", "wave", "level"])
        name = self.rng.choice(["reader", "nobody"]) if row == "level" else self.name(row)
        columns = ("tension/authorise", "aspect/cold", "mood/calm", "room/west", "five-dimensions:lamp_per_seat")
        return f"{row}:{name}", self.rng.choice(columns)

    def decide_rule(self) -> None:
        """Answer a proposal, or say that a pain point strains a rule; at times once more, of what was decided."""
        held = list(self.content.of(r.RuleStrain))
        point = self.rng.choice(["five-dimensions:dim_corner", self.name("finding")])
        values: dict[str, Any] = {"handled": self.words(), "passages": self.some("passage"), "case": self.maybe("case")}
        if self.rng.random() < 0.5:
            decision = self.rng.choice(["confirmed", "changed", "refused"])
            self.study.rules.decide(decision, link="N1", pain_point=self.rng.choice(["", point]), **values)
        elif held and self.rng.random() < 0.5:
            one = self.rng.choice(held)
            self.study.rules.decide("confirmed", pain_point=one.pain_point, rule=one.rule, tried="helped", **values)
        else:
            rule = self.rng.choice(["lamp_per_seat", "dialogue", "trust"])
            handlings = self.rng.choice([(), ("bring_lamp",), ("keep_silent",)])
            self.study.rules.decide("confirmed", pain_point=point, rule=rule, handlings=handlings, **values)

    def clear_rule(self) -> None:
        held = list(self.content.of(r.RuleStrain))
        one = self.rng.choice(held) if held else r.RuleStrain("", "F1", "five-dimensions:lamp_per_seat")
        self.study.rules.clear(one.pain_point, one.rule, case=one.case)

    def reorder_vignette(self) -> None:
        name = self.boxed().vignette
        its = [tie.passage for tie in self.content.of(r.VignettePassage) if tie.vignette == name]
        self.study.vignettes.reorder(name, self.rng.sample(its, len(its)))

    # ------------------------------------------------------------------ judgements
    def judged_dimension(self) -> str:
        return self.rng.choice([*JUDGED, "authorise"])

    def assessment(self, *phases: str) -> str:
        """An assessment, mostly one in a phase in which the move can be made."""
        found = [one.assessment for one in self.content.of(r.Assessment) if one.phase in phases]
        return self.rng.choice(found) if found and self.rng.random() < 0.8 else self.name("assessment")

    def part(self) -> str:
        return self.rng.choice(["", "", "", "at_the_seat"])

    def stance(self) -> str:
        return self.rng.choice(r.STANCES)

    def weighed(self) -> str:
        kind = self.rng.choice(["passage", "finding"])
        return f"{kind}:{self.name(kind)}"

    def mark_values(self) -> dict[str, Any]:
        """A place on the scale of five, seldom beside it; or that no place can be given."""
        if self.rng.random() < 0.3:
            return {"answer": "cannot_judge", "reason": self.words()}
        low, best, high = sorted(self.rng.choice([-2, -1, 0, 1, 2, 2, 3]) for _ in range(3))
        evidence = {self.weighed(): self.stance() for _ in range(self.rng.randrange(3))}
        return {"best": best, "low": low, "high": high, "rationale": self.words(), "evidence": evidence}

    def open_assessment(self) -> None:
        about = {name: self.maybe(name) for name in ("sub_case", "wave") if self.rng.random() < 0.5}
        self.study.judgements.open(self.judged_dimension(), assessors=self.some("coder"), **about)

    def link_judgement(self) -> None:
        name, agreed = self.assessment("blind", "discussion"), self.rng.random() < 0.5
        self.study.judgements.link(name, self.weighed(), self.stance(), sub_dimension=self.part(), agreed=agreed)

    def unlink_judgement(self) -> None:
        links = [link for link in self.content.of(r.JudgementEvidence) if link.round == r.AGREED]
        link = self.rng.choice(links) if links else None
        name = self.assessment("discussion", "closed")
        self.study.judgements.unlink(name, link.subject if link else "passage:none", agreed=True)

    def pinned(self, take: bool = False) -> None:
        position, part = self.rng.choice([-3, -1, -1, 0, 2]), self.part()
        if not take:
            dimension, passage = self.judged_dimension(), self.name("passage")
            self.study.judgements.pin(dimension, position, passage, sub_dimension=part, note=self.words())
            return
        given = list(self.content.of(r.AnchorExample))
        one = self.rng.choice(given) if given else r.AnchorExample("light", "", 0, "none")
        self.study.judgements.unpin(one.dimension, one.position or 0, one.passage, sub_dimension=one.sub_dimension)

    # ------------------------------------------------------------------ notes
    def subject(self, kind: str) -> str:
        choice = self.rng.choice(["", *KINDS[kind].column("subject").choices])
        return "" if not choice else f"code:{self.code()}" if choice == "code" else f"{choice}:{self.name(choice)}"

    def add_memo(self) -> None:
        self.study.memos.add(self.words() or "!", subject=self.subject("memo"), date=self.rng.choice(DATES))

    def bring_comments_back(self) -> None:
        name, text = self.source()
        start, end = self.span(len(text))
        passages = [passage.passage for passage in self.content.of(r.Passage) if passage.source == name]
        about = self.rng.choice(["", *passages])
        said = self.words() or "Ja?"
        day, quote = self.rng.choice(["", DATES[-1]]), text[start:end]
        comment = ReturnedComment("Smit", day, (said,), about, (), start, end, quote)
        guid = self.content.guid or study_guid(self.content.id)
        self.study.paper.take(Returned(Slip(guid, name, sha256(text), 1), text, (), (comment,)))

    def memo(self) -> int:
        with self.study._store.writing("") as work:
            return int(self.rng.choice([*(number for (number,) in work.values("memo", "id")), 999]))

    def edit_memo(self) -> None:
        self.study.memos.edit(self.memo(), **self.values("memo", ("subject",), 1))

    def write_overview(self) -> None:
        points = [self.words() for _ in range(self.rng.randrange(3))]
        self.study.overviews.write(self.name("source"), points, theme=self.rng.choice(["", "kou"]))

    def expression(self) -> str:
        layer, _, code = self.code().rpartition("/")
        return f"{layer}:{code} and not hedged"

    def save_query(self) -> None:
        self.study.queries.add(self.words().replace("\n", " ") or "kou", self.expression(), query=self.fresh("q"))

    # ------------------------------------------------------------------ topics and field notes
    def take_guide(self) -> None:
        names = ("start", "kou", f"t{self.rng.randrange(3)}")
        topics = tuple(r.Topic("", name, place, label=self.words() or name) for place, name in enumerate(names, 1))
        self.study.topics.take(GuideContent("", "", "", topics), id=self.fresh("g"), reason=self.words())

    def topic(self) -> str:
        return self.rng.choice([*(topic.topic for topic in self.content.of(r.Topic)), "kou"])

    def mark_topic(self) -> None:
        self.study.topics.mark(self.name("source"), self.topic(), self.rng.choice(r.TOPIC_STATES), note=self.words())

    def replace_names(self, plan: bool = False) -> None:
        table = {self.rng.choice(["De lamp", "lamp", "koud", "Jan Smit"]): self.rng.choice(["[plaats A]", "[R1]"])}
        act = self.study.pseudonyms.plan if plan else self.study.pseudonyms.apply
        act(table, *self.some("source"), everywhere=self.rng.random() < 0.5)

    def add_note(self) -> None:
        self.study.field_notes.add(
            self.fresh("S"),
            observed=self.words(),
            reflections=self.words(),
            discussed=(self.words(),),
            present=self.some("participant"),
            sub_cases=self.some("sub_case"),
        )

    # ------------------------------------------------------------------ the audit
    def audit_rule(self) -> str:
        return self.rng.choice(["few_voices", "hedged", "one_source"]) if self.rng.random() < 0.95 else "none"

    def change_audit_rules(self) -> None:
        off, on = ([self.audit_rule()] if self.rng.random() < 0.5 else [] for _ in range(2))
        self.study.auditing.change(limits={self.audit_rule(): 7}, off=off, on=on, reset=[self.audit_rule()])

    # ------------------------------------------------------------------ theory
    def adopt(self) -> None:
        self.study.theory.adopt(self.rng.choice([tiny(), reading_room()]))

    def take_version(self, preview: bool = False) -> None:
        version = f"1.{self.rng.randrange(1, 9)}.0"
        changes = self.rng.choice([(), (drop_code("moment", "staying"),), (relabel("quality", "light", "licht"),)])
        mapping = self.rng.choice([{}, {"moment/staying": "moment/leaving"}])
        act = self.study.theory.preview if preview else self.study.theory.take
        act(changed(reading_room(), version, *changes), mapping)

    # ------------------------------------------------------------------ things
    def add_thing(self, group: str, kind: str) -> None:
        getattr(self.study, group).add(self.fresh(kind[0].upper()), **self.values(kind))

    def merge_copy(self) -> None:
        """Take in a copy of the study in which a memo was written meanwhile."""
        with TemporaryDirectory() as place:
            copy = Path(place) / "copy.spanveld"
            self.study.backup(copy)
            with open_study(copy, coder=self.study.actor) as other:
                other.memos.add(f"{self.words()} {self.rng.randrange(10**6)}")
            self.study.merging.merge(copy)

    def edit_thing(self, group: str, kind: str) -> None:
        getattr(self.study, group).edit(self.name(kind), **self.values(kind, least=1))

    def remove_thing(self, group: str, kind: str) -> None:
        getattr(self.study, group).remove(self.name(kind), **self.agreed())


SPECIAL = ("identifier", "offset", "layer", "code", "dimension", "subject", "link")
THINGS = {f"{kind}s": kind for kind in ("case", "sub_case", "wave", "coder", "participant")} | {"parties": "party"}
Move = Callable[[Player], Any]
MOVES: dict[str, Move] = {
    "sources.add": Player.add_source,
    "sources.edit": Player.edit_source,
    "sources.set_progress": lambda p: p.study.sources.set_progress(
        p.name("source"), p.rng.choice(["unread", "being_read", "read"])
    ),
    "sources.remove": lambda p: p.study.sources.remove(p.name("source"), **p.agreed()),
    "sources.bring_in": Player.bring_in,
    "sources.plan": lambda p: p.bring_in(plan=True),
    "sources.map_speakers": Player.map_speakers,
    "sources.speakers": lambda p: p.study.sources.speakers(),
    "sources.set_turns": Player.set_turns,
    "sources.correct": Player.correct,
    "sources.preview": lambda p: p.correct(preview=True),
    "passages.add": Player.add_passage,
    "passages.code": Player.code_words,
    "passages.recode": Player.recode,
    "passages.code_places": Player.code_places,
    "passages.edit": lambda p: p.study.passages.edit(
        p.name("passage"), **p.values("passage", ("coder", "source", "doubt"), 1)
    ),
    "passages.extend": lambda p: p.place(p.study.passages.extend),
    "passages.settle": lambda p: p.place(p.study.passages.settle),
    "passages.accept": lambda p: p.study.passages.accept(p.touched()),
    "passages.remove": lambda p: p.study.passages.remove(p.name("passage"), **p.agreed()),
    "codings.add": lambda p: p.study.codings.add(p.name("passage"), p.code()),
    "codings.remove": Player.remove_coding,
    "codes.create": Player.create_code,
    "codes.rename": Player.rename_code,
    "codes.move": Player.move_code,
    "codes.merge": Player.merge_codes,
    "codes.split": Player.split_code,
    "codes.remove": lambda p: p.study.codes.remove(p.own_code(), **p.agreed()),
    "codes.order": lambda p: p.study.codes.order(p.own_code(), p.rng.choice([-2, -1, 1, 3])),
    "codes.send": Player.send_passages,
    "paper.take": Player.bring_comments_back,
    "findings.add": Player.add_finding,
    "findings.edit": Player.edit_finding,
    "findings.move": lambda p: p.study.findings.move(
        p.name("finding"), **{p.rng.choice(["before", "after"]): p.maybe("finding")}
    ),
    "findings.remove": lambda p: p.study.findings.remove(p.name("finding"), **p.agreed()),
    "findings.link": Player.link_finding,
    "findings.unlink": Player.unlink_finding,
    "evidence.add": Player.add_evidence,
    "evidence.edit": Player.edit_evidence,
    "evidence.remove": Player.remove_evidence,
    "vignettes.add": Player.add_vignette,
    "vignettes.edit": Player.edit_vignette,
    "vignettes.move": lambda p: p.study.vignettes.move(p.name("vignette"), before=p.maybe("vignette")),
    "vignettes.remove": lambda p: p.study.vignettes.remove(p.name("vignette"), **p.agreed()),
    "vignettes.put": Player.put_in_vignette,
    "vignettes.take": lambda p: p.study.vignettes.take(p.boxed().vignette, p.boxed().passage),
    "vignettes.reorder": Player.reorder_vignette,
    "matrix.write": lambda p: p.study.matrix.write(*p.matrix_cell(), p.words()),
    "matrix.clear": lambda p: p.study.matrix.clear(*p.matrix_cell()),
    "rules.decide": Player.decide_rule,
    "rules.clear": Player.clear_rule,
    "memos.add": Player.add_memo,
    "memos.edit": Player.edit_memo,
    "memos.remove": lambda p: p.study.memos.remove(p.memo()),
    "overviews.write": Player.write_overview,
    "consents.set": lambda p: p.study.consents.set(p.name("participant"), **p.values("consent", ("participant",), 1)),
    "consents.remove": lambda p: p.study.consents.remove(p.name("participant")),
    "attributes.set": lambda p: p.study.attributes.set(
        p.subject("attribute"), p.rng.choice(["weer", "kleur"]), p.words()
    ),
}
MOVES |= {
    "queries.add": Player.save_query,
    "queries.edit": lambda p: p.study.queries.edit(
        p.name("saved_query"), **p.rng.choice([{"title": "Kou"}, {"note": p.words()}, {"expression": p.expression()}])
    ),
    "queries.remove": lambda p: p.study.queries.remove(p.name("saved_query")),
}
MOVES |= {
    "topics.take": Player.take_guide,
    "topics.use": lambda p: p.study.topics.use(p.name("guide"), *p.some("source"), also=p.rng.random() < 0.5),
    "topics.mark": Player.mark_topic,
    "topics.unmark": lambda p: p.study.topics.unmark(p.name("source"), p.topic()),
    "topics.accept": lambda p: p.study.topics.accept(*p.some("source")),
    "topics.mark_all": lambda p: p.study.topics.mark_all([(p.name("source"), p.topic(), "not_asked")]),
    "field_notes.add": Player.add_note,
    "pseudonyms.apply": Player.replace_names,
    "auditing.set": lambda p: p.study.auditing.set(
        p.audit_rule(), threshold=p.rng.choice([None, 0, 1, 40, 200]), off=p.rng.choice([None, True, False])
    ),
    "auditing.change": Player.change_audit_rules,
    "auditing.reset": lambda p: p.study.auditing.reset(p.audit_rule()),
    "pseudonyms.plan": lambda p: p.replace_names(plan=True),
    "exchange.bring_in": Player.bring_project,
    "merging.merge": Player.merge_copy,
}
MOVES |= {
    "judgements.open": Player.open_assessment,
    "judgements.scope": lambda p: p.study.judgements.scope(
        p.assessment("preparing", "discussion"), "asked_of_board", p.words()
    ),
    "judgements.assessors": lambda p: p.study.judgements.assessors(
        p.assessment("preparing", "blind"), (p.name("coder"), *p.some("coder"))
    ),
    "judgements.start": lambda p: p.study.judgements.start(p.assessment("preparing")),
    "judgements.mark": lambda p: p.study.judgements.mark(
        p.assessment("blind", "discussion"), p.part(), **p.mark_values()
    ),
    "judgements.unmark": lambda p: p.study.judgements.unmark(p.assessment("blind", "discussion")),
    "judgements.reveal": lambda p: p.study.judgements.reveal(p.assessment("blind")),
    "judgements.agree": lambda p: p.study.judgements.agree(p.assessment("discussion"), **p.mark_values()),
    "judgements.link": Player.link_judgement,
    "judgements.unlink": Player.unlink_judgement,
    "judgements.close": lambda p: p.study.judgements.close(p.assessment("discussion")),
    "judgements.reopen": lambda p: p.study.judgements.reopen(p.assessment("closed"), p.words()),
    "judgements.again": lambda p: p.study.judgements.again(p.assessment("discussion"), blind=p.rng.random() < 0.5),
    "judgements.log_search": lambda p: p.study.judgements.log_search(
        p.assessment("preparing", "discussion"), p.expression(), note=p.words()
    ),
    "judgements.pin": Player.pinned,
    "judgements.unpin": lambda p: p.pinned(take=True),
    "judgements.remove": lambda p: p.study.judgements.remove(p.name("assessment"), **p.agreed()),
}
LASTING = frozenset({"judgements.reveal"})
"""Moves that cannot be undone: what was seen cannot be unseen."""
MOVES |= {
    "theory.adopt": Player.adopt,
    "theory.preview": lambda p: p.take_version(preview=True),
    "theory.take": Player.take_version,
}
MOVES |= {f"{group}.{method}": lambda p: None for group in THINGS for method in ("add", "edit", "remove")}
