"""What a memo for a board or council can tell of a study: what chafes, where it stands, what may be done, who was not heard."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from spanveld.analysis.disclosure import names_somebody
from spanveld.model.framework import Framework, in_language
from spanveld.model.marks import Mark
from spanveld.model.records import KINDS, STANCES
from spanveld.store.columns import KeptColumns
from spanveld.store.journal import last_entry
from spanveld.store.marks import marks, sources
from spanveld.store.records import Reader
from spanveld.store.speaking import KeptSpeaking
from spanveld.views.board_memo_kinds import dimension_label, parts_of
from spanveld.views.board_memo_parts import (
    Ground,
    MemoDimension,
    MemoFacts,
    MemoFinding,
    MemoQuote,
    MemoStanding,
    QuoteWarning,
    Tied,
    Try,
    Untold,
)
from spanveld.views.board_memo_quotes import Roles, quote_of
from spanveld.views.board_memo_scope import case_of, unheard_of
from spanveld.views.board_memo_tries import tries_of
from spanveld.views.findings import FindingRow, FindingsTable, FindingsTables, Quoted, findings_tables
from spanveld.views.report_base import vocabulary_labels
from spanveld.views.report_disclosure import Edition, edition_of
from spanveld.views.standings import Standing, standings_of

__all__ = ["board_memo_facts"]

FEW = 2
"""Up to how many voices a finding is said to rest on few."""
SUPPORTS = STANCES[0]


def board_memo_facts(
    reader: Reader,
    kept: KeptColumns,
    speaking: KeptSpeaking,
    *,
    language: str = "",
    case: str = "",
    sub_case: str = "",
    wave: str = "",
    leave_out_quotes: bool = False,
    stale: Iterable[str] = (),
) -> MemoFacts:
    """Everything that a memo on this case, sub-case and wave can tell, in ``language`` (left out: the study's).

    NotFound for what the study does not have; Refused where it has several cases and none is named. ``stale``: assessments whose
    evidence changed since they were closed.
    """
    case = case_of(reader, case)
    heading = {**reader.heading(), "language": language or reader.study.language}
    tables = findings_tables(reader, **heading, sub_case=sub_case, wave=wave, with_passages=True)
    base = _Base(reader, tables, case, sub_case, wave, leave_out_quotes, frozenset(stale))
    dimensions = tuple(base.dimensions())
    unheard = tuple(unheard_of(reader, kept, speaking, base.clean))
    newest = last_entry(reader.connection, reader.study_id)
    tries = tuple(base.tries())
    grounds = [*(each.ground for each in unheard), *(each.ground for each in tries)]
    for one in dimensions:
        grounds += [*(each.ground for each in one.findings), *(each.ground for each in one.quotes)]
        grounds += [each.ground for each in one.standings]
    return MemoFacts(
        study=reader.study.identifier,
        title=base.clean(reader.study.title or reader.study.identifier),
        language=heading["language"],
        study_language=reader.study.language,
        state=str(newest.time if newest else reader.study.created)[:10],
        case=base.name("case", case),
        sub_case=base.name("sub_case", sub_case),
        wave=base.name("wave", wave),
        dimensions=tuple(dimension for dimension in dimensions if dimension.findings or dimension.standings),
        tries=tries,
        **base.framework_words(),
        unheard=unheard,
        has_parties=reader.count("party") > 0,
        untold=tuple(base.untold),
        warnings=tuple(base.warnings),
        quotes_left_out=leave_out_quotes,
        sources=base.sources_of(grounds),
        roles={level: base.labels.get(level, level) for level in base.levels},
        unprinted=base.unprinted(grounds),
    )


@dataclass
class _Base:
    """What all parts draw on, read once. ``untold`` and ``warnings`` fill while the parts are made."""

    reader: Reader
    tables: FindingsTables
    case: str
    sub_case: str
    wave: str
    leave_out_quotes: bool
    stale: frozenset[str]

    def __post_init__(self) -> None:
        self.untold: list[Untold] = []
        self.warnings: list[QuoteWarning] = []

    # ------------------------------------------------------------------ names and words
    @property
    def language(self) -> str:
        return self.tables.language

    @cached_property
    def labels(self) -> dict[str, str]:
        return vocabulary_labels(self.reader.frameworks.values(), self.language)

    @cached_property
    def levels(self) -> list[str]:
        entries = [each for item in self.reader.frameworks.values() for each in item.vocabulary("levels")]
        return list(dict.fromkeys(str(entry["id"]) for entry in entries))

    @cached_property
    def edition(self) -> Edition:
        rows = sources(self.reader.connection, self.reader.study_id).values()
        return edition_of(
            self.tables,
            list(self.reader.records(KINDS["consent"])),
            {row.source: row.participants for row in rows},
            profile="organisation",
            leave_out_quotes=True,
            levels=self.levels,
            labels=self.labels,
        )

    @cached_property
    def people_names(self) -> re.Pattern[str] | None:
        """The names of coders as they may stand in somebody's words: whole, and each capitalised part of three letters or more."""
        names: set[str] = set()
        for row in self.reader.rows("coder"):
            whole = (row.name or "").strip()
            parts = [part for part in whole.split() if len(part) >= 3 and part[:1].isupper()]
            names.update(name for name in (whole, *parts) if len(name) >= 3)
        longest = sorted(names, key=lambda name: (-len(name), name))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)") if longest else None

    def clean(self, text: str) -> str:
        """Words of the study without numbers of respondents and names of coders."""
        said = self.edition.text(text)
        return self.people_names.sub("[…]", said) if self.people_names else said

    def name(self, kind: str, identifier: str) -> str:
        """The name of a case, sub-case or wave; empty for none."""
        if not identifier:
            return ""
        found = {row.identifier: row.name for row in self.reader.rows(kind)}
        return self.clean(found.get(identifier, "") or identifier)

    def framework_of(self, code_id: int) -> Framework | None:
        return self.reader.frameworks.get(self.reader.layer_rows[self.reader.code_rows[code_id].layer_id].framework_id)

    @cached_property
    def marks(self) -> dict[str, Mark]:
        """All passages by their identifier."""
        found = marks(self.reader.connection, self.reader.study_id)
        return {mark.passage: mark for mark in found.values()}

    def sources_of(self, grounds: Iterable[Ground]) -> dict[str, str]:
        """Passage -> its source, of all that something rests on."""
        return {passage: self.marks[passage].source for ground in grounds for passage, _ in ground.passages}

    def unprinted(self, grounds: Iterable[Ground]) -> frozenset[str]:
        """Subjects and passages that are called by a name with that of a respondent in it."""
        respondents = [name for name, person in self.tables.people.items() if not person.is_observer]
        names = {subject for ground in grounds for subject in ground.subjects}
        names |= {f"passage:{passage}" for ground in grounds for passage, _ in ground.passages}
        return frozenset(name for name in names if names_somebody(name, respondents))

    # ------------------------------------------------------------------ findings
    @cached_property
    def rows(self) -> dict[str, FindingRow]:
        """The findings of the case with their evidence, by identifier."""
        cases = self.reader.names("case")
        owner = {row.identifier: cases.get(row.case_id, "") for row in self.reader.rows("finding")}
        return {
            row.finding: row
            for table in self.tables.tables
            for row in table.rows
            if not self.case or owner[row.finding] in ("", self.case)
        }

    @cached_property
    def tied(self) -> dict[str, tuple[Tied, ...]]:
        """Finding -> the passages behind it with their stance."""
        return {
            name: tuple((item.passage, stance) for stance in STANCES for item in row.stances[stance].quoted)
            for name, row in self.rows.items()
        }

    @cached_property
    def supported(self) -> frozenset[str]:
        """The findings that some passage of the whole study supports."""
        names = self.reader.names("finding")
        return frozenset(names[row.finding_id] for row in self.reader.rows("evidence") if row.stance == SUPPORTS)

    def findings(self, table: FindingsTable) -> Iterator[MemoFinding]:
        """Those that a passage supports; the others are kept in mind as not told."""
        framework = self.framework_of(table.dimension.code_id)
        parts = parts_of(framework) if framework else {}
        for row in table.rows:
            if row.finding not in self.rows:
                continue
            if not row.stances[SUPPORTS].passages:
                if row.finding not in self.supported:
                    self.untold.append(Untold(f"finding:{row.finding}", self.clean(row.statement), "no_passage"))
                continue
            yield MemoFinding(
                row.finding,
                parts.get(row.kind, "chafes"),
                row.plural,
                self.clean(row.statement),
                row.effect,
                len(row.ground.respondents) <= FEW,
                bool(row.stances[STANCES[-1]].passages),
                Ground((f"finding:{row.finding}",), self.tied[row.finding]),
            )

    # ------------------------------------------------------------------ dimensions
    def dimensions(self) -> Iterator[MemoDimension]:
        for table in self.tables.tables:
            framework = self.framework_of(table.dimension.code_id)
            code = self.reader.code_rows[table.dimension.code_id].identifier
            standings = tuple(self.standings(table.dimension.dimension))
            scale = next((each.standing.scale for each in standings if each.standing.scale), None)
            judged = scale.judged(code) if scale else None
            quote = None if self.leave_out_quotes else self.quote(table)
            yield MemoDimension(
                table.dimension.dimension,
                table.dimension.label if framework is None else dimension_label(framework, code, self.language),
                in_language(judged.question, self.language) if judged else "",
                tuple(self.findings(table)),
                standings,
                (quote,) if quote else (),
            )

    def quote(self, table: FindingsTable) -> MemoQuote | None:
        """The first fit passage that supports a finding of the dimension, findings in their order."""
        about: dict[str, str] = {}
        candidates: list[Quoted] = []
        for row in table.rows:
            if row.finding in self.rows:
                for item in row.stances[SUPPORTS].quoted:
                    if item.passage not in about:
                        about[item.passage] = row.finding
                        candidates.append(item)
        found = quote_of(
            candidates,
            self.roles,
            self.edition.objections,
            self.clean,
            lambda passage: (f"finding:{about[passage]}", SUPPORTS),
        )
        if found is None:
            return None
        self.warnings += found[1]
        return found[0]

    @cached_property
    def roles(self) -> Roles:
        """Those who were heard in what the memo is about."""
        heard = {
            voice
            for mark in self.marks.values()
            if (not self.sub_case or self.sub_case in mark.sub_cases) and (not self.wave or mark.wave == self.wave)
            for voice in mark.voices
        }
        return Roles(self.tables.people, heard, self.levels)

    # ------------------------------------------------------------------ judgements
    @cached_property
    def all_standings(self) -> tuple[Standing, ...]:
        return standings_of(self.reader, self.language, case=self.case, sub_case=self.sub_case)

    def standings(self, dimension: str) -> Iterator[MemoStanding]:
        """The newest of each case and sub-case (that of the wave, where one is named), with what was agreed in the wave before."""
        waves = ["", *(row.identifier for row in self.reader.rows("wave"))]
        groups: dict[tuple[str, str], list[Standing]] = defaultdict(list)
        for standing in self.all_standings:
            if standing.dimension == dimension:
                groups[standing.case, standing.sub_case].append(standing)
        for its in groups.values():
            its.sort(key=lambda standing: waves.index(standing.wave))
            upto = [one for one in its if not self.wave or one.wave == self.wave]
            if not upto:
                continue
            now = upto[-1]
            earlier = [one for one in its[: its.index(now)] if one.agreed and one.agreed.best is not None]
            yield self.standing(now, earlier[-1] if earlier else None)

    def standing(self, now: Standing, before: Standing | None) -> MemoStanding:
        agreed = now.agreed
        ground = Ground((now.subject,), self.weighed(now))
        if agreed is None:
            self.untold.append(Untold(now.subject, now.label, "no_agreement"))
        elif agreed.best is not None and not ground.passages:
            self.untold.append(Untold(now.subject, now.label, "no_passage"))
        return MemoStanding(
            self.cleaned(now),
            self.name("sub_case", now.sub_case),
            self.name("wave", now.wave),
            before,
            self.name("wave", before.wave) if before else "",
            bool(now.assessment) and now.assessment in self.stale,
            ground,
        )

    def cleaned(self, standing: Standing) -> Standing:
        """The same without numbers of respondents and names of coders in what people wrote."""
        scope = tuple(replace(each, answer=self.clean(each.answer)) for each in standing.scope)
        first, *others = standing.parts
        if first.agreed is not None:
            agreed = first.agreed
            reason, rationale = self.clean(agreed.reason_words), self.clean(agreed.rationale)
            first = replace(first, agreed=replace(agreed, reason_words=reason, rationale=rationale))
        return replace(standing, scope=scope, parts=(first, *others))

    def weighed(self, standing: Standing) -> tuple[Tied, ...]:
        """The passages that an agreed judgement was weighed on, its findings' among them; where it names none, all of its dimension."""
        found: dict[str, str] = {}
        for part in standing.parts:
            for subject, stance in (part.agreed.subjects if part.agreed else {}).items():
                kind, _, name = subject.partition(":")
                if kind == "passage":
                    found.setdefault(name, stance)
                else:
                    for passage, its in self.tied.get(name, ()):
                        found.setdefault(passage, its)
        if not found:
            table = next((each for each in self.tables.tables if each.dimension.dimension == standing.dimension), None)
            for row in table.rows if table else ():
                for passage, its in self.tied.get(row.finding, ()):
                    found.setdefault(passage, its)
        return tuple(found.items())

    # ------------------------------------------------------------------ what could be done
    def tries(self) -> Iterator[Try]:
        """What was confirmed, where a passage stands behind the pain point."""
        told = {name: (self.clean(row.statement), self.tied[name]) for name, row in self.rows.items()}
        matched: dict[str, list[str]] = defaultdict(list)
        names = self.reader.names("finding")
        for row in self.reader.rows("finding_link"):
            if row.item and row.relation == "matches" and names[row.from_id] in told:
                matched[row.item].append(names[row.from_id])
        for found in tries_of(
            self.reader, self.language, case=self.case, findings=told, matched=matched, clean=self.clean
        ):
            if found.ground.passages:
                yield found
            else:
                self.untold.append(Untold(found.ground.subjects[0], found.pain_point, "no_passage"))

    def framework_words(self) -> dict[str, Any]:
        """How frameworks introduce what they propose, and what they say of the grade; of those that judge what is told."""
        scales = {one.scale.framework: one.scale for one in self.all_standings if one.scale}
        notes = dict.fromkeys(in_language(scale.grading.note, self.language) for scale in scales.values())
        said = {"heading": "", "warning": ""}
        for framework in self.reader.frameworks.values():
            section = framework.section("link_notes")
            for name in said:
                words = section.get(name) if isinstance(section, Mapping) else None
                if isinstance(words, Mapping) and not said[name]:
                    said[name] = in_language(words, self.language)
        return {**said, "notes": tuple(note for note in notes if note)}
