"""Hypothesis strategies for whole studies, as the model has them and as a folder or a store must keep them.

``studies(frameworks)`` gives ``StudyContent`` values that are right in every respect: unique keys, references that exist,
canonical spelling of layers and lists. ``same(one, other)`` compares two of them whatever the order of their records.

Over 400 lines because it has one strategy for each kind of record, and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from spanveld.model.asking_records import CELL_SUBJECTS
from spanveld.model.chafing import offered
from spanveld.model.framework import Framework
from spanveld.model.framework_names import QualifiedName, shortest
from spanveld.model.kinds import KINDS, Column
from spanveld.model.names import natural
from spanveld.model.records import NOBODY, STANCES
from spanveld.model.rule_records import DECISIONS
from spanveld.model.scale import scale_of
from spanveld.model.sealed import sealed
from spanveld.model.study import StudyContent

__all__ = ["as_seen", "cell_texts", "identifiers", "plain_data", "same", "source_texts", "studies"]

TOP_LEVEL = frozenset(
    (
        *("format", "id", "title", "language", "ethics", "keep_until", "guid"),
        *("frameworks", "cases", "sub_cases", "waves", "coders", "layers"),
    )
)
PIECES = (
    *(
        "de raad",
        "één",
        "cafe\u0301",
        "ijs",
        "R1: ",
        "a",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\t",
        ".",
        ",",
        ";",
        '"',
        "'",
        "\u00a0",
    ),
    *(
        "🙂",
        "👩\u200d🚒",
        "👨\u200d👩\u200d👧",
        "👍🏽",
        "🇳🇱",
        "❤️",
        "\u0301",
        "\u200d",
        "\ufeff",
        "\u2028",
        "\u0085",
        "𝔸",
        "\x0b",
    ),
)

COMPONENTS = ("method", "coherence", "adequacy", "relevance")
_THRESHOLD = st.none() | st.integers(0, 100)
_ALPHABET = st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")
_NAME_START = st.sampled_from("ABRabz0129")
_NAME_REST = st.text(st.sampled_from("ABRabz0129_.-"), max_size=4)


@cache
def identifiers() -> st.SearchStrategy[str]:
    """Names as things have them, R2 and R10 among them."""
    return st.builds(str.__add__, _NAME_START, _NAME_REST)


@cache
def source_texts() -> st.SearchStrategy[str]:
    """Texts of one character and more, with all that makes code points, UTF-16 units, bytes and graphemes differ."""
    return st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)


@cache
def cell_texts(min_size: int = 0) -> st.SearchStrategy[str]:
    """What a person may write into a cell; LF is the only line end."""
    pieces = st.lists(st.sampled_from(PIECES), min_size=min_size, max_size=4).map("".join)
    words = st.sampled_from(
        ["yes", "no", "2018", "1:30", "2018-01-01", "null", "~", "0x1F", "a: b", "- a", "# x", "{a}", "="]
    )
    return st.one_of(st.text(_ALPHABET, min_size=min_size, max_size=12), pieces, words)


@cache
def plain_data() -> st.SearchStrategy[object]:
    """What an unknown key of study.yaml may hold."""
    leaves = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**17), 10**17),
        st.floats(allow_nan=False, allow_infinity=False),
        cell_texts(),
    )
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(cell_texts(), inner, max_size=2),
        max_leaves=4,
    )


def same(one: StudyContent, other: StudyContent) -> bool:
    """Whether two studies hold the same: records as sets, except where study.yaml keeps their order."""
    return _settled(one) == _settled(other)


def as_seen(content: StudyContent, viewer: str = "") -> StudyContent:
    """A study as ``viewer`` gets to see it (the only coder, where there is one): what others sealed is empty."""
    coders = [coder.coder for coder in content.records.get("coder", ())]
    viewer = viewer or (coders[0] if len(coders) == 1 else "")
    marks = content.records.get("sealed_mark", ())
    seen = tuple(mark if mark.assessor == viewer else replace(mark, content="") for mark in marks)
    return replace(content, records={**content.records, "sealed_mark": seen})


def _settled(content: StudyContent) -> StudyContent:
    records = {
        name: list(content.records.get(name, ()))
        if kind.file == "study.yaml"
        else sorted(repr(replace(each, own=sorted(each.own.items()))) for each in content.records.get(name, ()))
        for name, kind in KINDS.items()
    }
    return replace(content, records=records)


@st.composite
def studies(draw: st.DrawFn, frameworks: Sequence[Framework] = ()) -> StudyContent:
    """Whole studies that adopt these frameworks, with records of every kind."""
    return _Study(draw, tuple(frameworks)).content()


class _Study:
    """Draws the records of one study, each kind after those it refers to."""

    def __init__(self, draw: st.DrawFn, frameworks: tuple[Framework, ...]) -> None:
        self.draw = draw
        self.frameworks = frameworks
        self.records: dict[str, tuple[Any, ...]] = dict.fromkeys(KINDS, ())
        self.names: dict[str, list[str]] = {}
        self.texts: dict[str, str] = {}
        self.originals: dict[str, bytes] = {}
        self.scales = {each.id: scale_of(each) for each in frameworks}
        self.guids = 0

    def content(self) -> StudyContent:
        for kind in ("case", "sub_case", "wave", "coder"):
            self.things(kind)
        self.own_layers()
        self.layers = self.known_layers()
        for kind in ("party", "participant", "guide"):
            self.things(kind)
        self.rows("speaker", dict)
        self.rows("topic", lambda: self.any_of("guide"))
        self.sources()
        self.rows("turn", self.turn)
        self.rows("block", self.turn)
        self.rows("time_mark", self.time_mark)
        self.rows("coverage", self.coverage)
        self.rows("progress", lambda: self.any_of("source", "coder"))
        self.codes()
        self.things("passage", self.place)
        self.codings()
        self.dimensions = self.known_dimensions()
        self.findings()
        self.rows("finding_link", self.finding_link)
        self.rows("evidence", lambda: self.any_of("finding", "passage"))
        self.things("vignette", lambda: {"dimension": self.perhaps_dimension(), "case": self.case()})
        self.rows("vignette_passage", lambda: self.any_of("vignette", "passage"))
        self.judgements()
        self.assessments()
        for kind, needed in (("summary", "source"), ("consent", "participant")):
            self.rows(kind, lambda needed=needed: self.any_of(needed))
        self.rows("attribute", lambda: self.about("attribute"))
        self.rows("memo", lambda: self.about("memo"))
        self.things("saved_query")
        self.rows("matrix_cell", self.matrix_cell)
        self.things("exchange")
        self.rows("foreign", lambda: self.any_of("exchange"))
        self.answered: set[tuple[str, str]] = set()
        self.rows("rule_strain", self.rule_strain)
        return StudyContent(
            id=self.draw(identifiers()),
            title=self.draw(cell_texts()),
            language=self.draw(st.sampled_from(["nl", "en"])),
            guid=self.guid(),
            frameworks=self.frameworks,
            records=self.records,
            texts=self.texts,
            originals=self.originals,
            ethics=self.draw(cell_texts()),
            keep_until=self.draw(_VALUES["date"]),
            own=self.draw(_own_keys(TOP_LEVEL)),
        )

    # one record

    def record(self, kind: str, /, **given: Any) -> Any:
        """A record with these attributes; the others as their columns allow."""
        columns = KINDS[kind].columns
        values = {
            column.attribute: given[column.attribute] if column.attribute in given else self.draw(self.value(column))
            for column in columns
        }
        known = frozenset({"guid", *(column.name for column in columns)})
        own = _own_keys(known) if KINDS[kind].file == "study.yaml" else _own_columns(known)
        return KINDS[kind].record(**values, guid=self.guid(), own=self.draw(own))

    def value(self, column: Column) -> st.SearchStrategy[Any]:
        if column.type in ("references", "voices"):
            lists = _sets(st.sampled_from(self.names[column.to])) if self.names[column.to] else st.just(())
            return st.none() | lists if column.type == "voices" else lists
        if column.type == "reference":
            return st.sampled_from([*([] if column.required else [""]), *self.names[column.to]])
        return _alone(column)

    def guid(self) -> str:
        if self.draw(st.booleans()):
            return ""
        self.guids += 1
        return str(UUID(int=self.guids << 64 | self.guids))

    # many records

    def things(self, kind: str, more: Any = dict, names: st.SearchStrategy[str] | None = None) -> None:
        """Some things with identifiers of their own; ``more`` gives further attributes, None where nothing can be made."""
        attribute = KINDS[kind].columns[0].attribute
        wanted = self.draw(st.lists(identifiers() if names is None else names, max_size=3, unique=True))
        made = [self.record(kind, **{attribute: name}, **given) for name in wanted if (given := more()) is not None]
        self.keep(kind, made)
        self.names[kind] = [getattr(record, attribute) for record in made]

    def rows(self, kind: str, more: Any) -> None:
        """Some records with a key of several columns."""
        made = [
            self.record(kind, **given) for _ in range(self.draw(st.integers(0, 3))) if (given := more()) is not None
        ]
        self.keep(kind, made)

    def keep(self, kind: str, made: Sequence[Any]) -> None:
        """Keep the first record of each key."""
        attributes = [KINDS[kind].column(name).attribute for name in KINDS[kind].key if name in self.columns(kind)]
        attributes = attributes or [KINDS[kind].columns[0].attribute]
        only = self.names["case"][0] if kind != "case" and len(self.names["case"]) == 1 else ""
        unique: dict[tuple[Any, ...], Any] = {}
        for record in made:
            key = tuple(getattr(record, name) or (only if name == "case" else "") for name in attributes)
            unique.setdefault(key, record)
        self.records[kind] = tuple(unique.values())

    @staticmethod
    def columns(kind: str) -> set[str]:
        return {column.name for column in KINDS[kind].columns}

    def any_of(self, *kinds: str) -> dict[str, str] | None:
        """One thing of each kind, None where there is none of one of them."""
        if not all(self.names[kind] for kind in kinds):
            return None
        return {kind: self.draw(st.sampled_from(self.names[kind])) for kind in kinds}

    # the kinds that need more

    def own_layers(self) -> None:
        taken = {layer.id for framework in self.frameworks for layer in framework.layers}
        self.things("layer", names=_other_than(taken))

    def known_layers(self) -> dict[QualifiedName, tuple[str, bool, bool, list[str]]]:
        """Layer -> role, whether it is exclusive, whether the study may add codes, its codes."""
        layers: dict[QualifiedName, tuple[str, bool, bool, list[str]]] = {}
        for framework in self.frameworks:
            for layer in framework.layers:
                sub_cases = layer.from_study or layer.role == "sub_case"
                codes = [code.id for code in layer.codes]
                role: str = "sub_case" if sub_cases else layer.role
                layers[QualifiedName(framework.id, layer.id)] = (role, layer.exclusive, layer.open, codes)
        for own in self.records["layer"]:
            layers[QualifiedName("", own.layer)] = (own.role, own.exclusive, True, [])
        for role, _, _, codes in layers.values():
            if role == "sub_case":
                codes[:] = self.names["sub_case"]
        return layers

    def spelling(self, layer: QualifiedName) -> str:
        offered: dict[str, list[str]] = {}
        for name in self.layers:
            offered.setdefault(name.framework, []).append(name.name)
        return shortest(layer, offered)

    def sources(self) -> None:
        self.things("source", lambda: {"file": "", "original": ""})
        named = []
        for number, source in enumerate(self.records["source"]):
            folder = self.draw(st.sampled_from(["sources/", "", "a b/ç/"]))
            kept = f"originals/{number} {source.source}.docx" if self.draw(st.booleans()) else ""
            if kept:
                self.originals[source.source] = self.draw(st.binary(max_size=8))
            named.append(replace(source, file=f"{folder}{number} {source.source}.txt", original=kept))
            self.texts[source.source] = self.draw(source_texts())
        self.records["source"] = tuple(named)

    def span(self, source: str) -> tuple[int, int]:
        """A place in the text of a source, often at its very first or last character."""
        length = len(self.texts[source])
        start = self.draw(st.sampled_from([0, length - 1]) | st.integers(0, length - 1))
        return start, self.draw(st.sampled_from([length, start + 1]) | st.integers(start + 1, length))

    def place(self) -> dict[str, Any] | None:
        given: dict[str, Any] | None = self.any_of("source")
        if given is None:
            return None
        if self.draw(st.integers(0, 5)) == 0:
            return {**given, "start": None, "end": None, "doubt": self.draw(cell_texts(1))}
        start, end = self.span(given["source"])
        return {**given, "start": start, "end": end, "doubt": ""}

    def turn(self) -> dict[str, Any] | None:
        given: dict[str, Any] | None = self.any_of("source")
        if given is None:
            return None
        start, end = self.span(given["source"])
        return {**given, "start": start, "end": end}

    def time_mark(self) -> dict[str, Any] | None:
        given: dict[str, Any] | None = self.any_of("source")
        if given is None:
            return None
        at = self.draw(st.integers(0, len(self.texts[given["source"]])))
        return {**given, "at": at, "milliseconds": self.draw(st.integers(0, 10**7))}

    def coverage(self) -> dict[str, Any] | None:
        topics = sorted({topic.topic for topic in self.records["topic"]})
        given: dict[str, Any] | None = self.any_of("source")
        return {**given, "topic": self.draw(st.sampled_from(topics))} if given and topics else None

    def codes(self) -> None:
        made = []
        for layer, (role, _, takes, codes) in self.layers.items():
            if not takes or role == "sub_case":
                continue
            for code in self.draw(st.lists(_other_than(codes), max_size=2, unique=True)):
                parent = self.draw(st.sampled_from(["", *codes]))
                made.append(self.record("code", layer=self.spelling(layer), code=code, parent=parent))
                codes.append(code)
        self.records["code"] = tuple(made)

    def codings(self) -> None:
        coders = {passage.passage: passage.coder for passage in self.records["passage"]}
        carried: set[tuple[str, str, str]] = set()
        made = []
        for _ in range(self.draw(st.integers(0, 4))):
            layers = [layer for layer, (_, _, _, codes) in self.layers.items() if codes]
            if not coders or not layers:
                break
            passage = self.draw(st.sampled_from(sorted(coders)))
            layer = self.draw(st.sampled_from(layers))
            coder = self.draw(st.sampled_from(["", *(name for name in self.names["coder"] if name != coders[passage])]))
            if self.layers[layer][1] and (passage, str(layer), coder) in carried:
                continue
            carried.add((passage, str(layer), coder))
            code = self.draw(st.sampled_from(self.layers[layer][3]))
            made.append(self.record("coding", passage=passage, layer=self.spelling(layer), code=code, coder=coder))
        self.keep("coding", made)

    def known_dimensions(self) -> dict[str, str]:
        """Canonical name of each dimension -> the framework that brings it, empty for the study's own."""
        offered: dict[str, list[str]] = {}
        for layer, (role, _, _, codes) in self.layers.items():
            if role == "dimension":
                offered.setdefault(layer.framework, []).extend(codes)
        return {
            shortest(QualifiedName(framework, code), offered): framework
            for framework, codes in offered.items()
            for code in codes
        }

    def dimension(self) -> str:
        return self.draw(st.sampled_from(sorted(self.dimensions)))

    def perhaps_dimension(self) -> str:
        return self.draw(st.sampled_from(["", *sorted(self.dimensions)]))

    def case(self) -> str:
        cases = self.names["case"]
        return self.draw(st.sampled_from(cases if len(cases) > 1 else ["", *cases]))

    def findings(self) -> None:
        def more() -> dict[str, Any] | None:
            if not self.dimensions:
                return None
            dimension = self.dimension()
            brought = [each for each in self.frameworks if each.id == self.dimensions[dimension]]
            kinds = [kind.id for each in brought for kind in each.finding_kinds]
            kind = self.draw(st.sampled_from(kinds) if kinds else identifiers())
            return {"dimension": dimension, "kind": kind, "case": self.case()}

        self.things("finding", more)

    def finding_link(self) -> dict[str, Any] | None:
        given = self.any_of("finding")
        if given is None:
            return None
        items = [f"{each.id}:{item.id}" for each in self.frameworks for item in each.items()]
        return {"from_": given["finding"], "to": self.draw(st.sampled_from([*self.names["finding"], *items]))}

    def matrix_cell(self) -> dict[str, Any] | None:
        """A row (a thing or a level) and a column (a code or an item of a framework) of the matrix."""
        subjects = [f"{kind}:{name}" for kind in CELL_SUBJECTS for name in self.names[kind]]
        codes = [(self.spelling(layer), code) for layer, (*_, codes) in self.layers.items() for code in codes]
        items = [f"{each.id}:{item.id}" for each in self.frameworks for item in each.items()]
        if not codes and not items:
            return None
        subject = self.draw(st.sampled_from([*subjects, ""]))
        level = "" if subject else self.draw(cell_texts(1))
        column: Any = self.draw(st.sampled_from([*codes, *items]))
        layer, code, rule = ("", "", column) if isinstance(column, str) else (*column, "")
        return {"subject": subject, "level": level, "layer": layer, "code": code, "rule": rule}

    def rule_strain(self) -> dict[str, Any] | None:
        """A pain point (a finding, or one of a framework) and a rule of a framework, as an answer to a proposal or without one."""
        items = {
            section: [f"{each.id}:{item.id}" for each in self.frameworks for item in each.items(section)]
            for section in ("pain_points", "rules", "links")
        }
        offers = [f"{each.id}:{item.id}" for each in self.frameworks for item in offered(each)]
        points = [*self.names["finding"], *items["pain_points"]]
        if not points or not items["rules"]:
            return None
        case, link = self.case(), self.draw(st.sampled_from(["", *items["links"]]))
        only = self.names["case"][0] if len(self.names["case"]) == 1 else ""
        if (case or only, link) in self.answered:
            link = ""
        if link:
            self.answered.add((case or only, link))
        return {
            "case": case,
            "pain_point": self.draw(st.sampled_from(points)),
            "rule": self.draw(st.sampled_from(items["rules"])),
            "link": link,
            "decision": self.draw(st.sampled_from(DECISIONS)) if link else "confirmed",
            "handlings": self.draw(_sets(st.sampled_from(offers))) if offers else (),
        }

    def judgements(self) -> None:
        def more() -> dict[str, Any] | None:
            given = self.any_of("coder")
            dimension = self.judged_dimension()
            if given is None or not dimension:
                return None
            part = self.part_of(dimension)
            mark = self.mark(dimension, part)
            return {"assessor": given["coder"], "dimension": dimension, "case": self.case(), **mark}

        def evidence() -> dict[str, Any] | None:
            subjects = self.weighed()
            if not subjects or not self.records["judgement"]:
                return None
            judgement = self.draw(st.sampled_from(self.records["judgement"]))
            key = {KINDS["judgement"].column(name).attribute for name in KINDS["judgement"].key}
            return {**{name: getattr(judgement, name) for name in key}, "subject": self.draw(st.sampled_from(subjects))}

        self.rows("judgement", more)
        self.one_agreed()
        self.rows("judgement_evidence", evidence)

    def judged(self, given: Mapping[str, Any]) -> tuple[str, ...]:
        """What a judgement or an assessment is about; a case left out is the only one."""
        only = self.names["case"][0] if len(self.names["case"]) == 1 else ""
        return (given["case"] or only, *(given[name] for name in ("sub_case", "wave", "dimension")))

    def weighed(self) -> list[str]:
        return [f"{kind}:{name}" for kind in ("passage", "finding") for name in self.names[kind]]

    def one_agreed(self) -> None:
        """Of the judgements of one thing at most one is agreed."""
        agreed: set[tuple[str, ...]] = set()
        made = []
        for each in self.records["judgement"]:
            key = (*self.judged(asdict(each)), each.sub_dimension)
            made.append(replace(each, agreed=None) if each.agreed and key in agreed else each)
            agreed |= {key} if each.agreed else set()
        self.records["judgement"] = tuple(made)

    def scale(self, dimension: str) -> Any:
        """The scale on which a dimension is judged, None where there is none."""
        found = self.scales.get(self.dimensions[dimension])
        return found if found and found.judged(dimension.rpartition("/")[2]) else None

    def judged_dimension(self) -> str:
        """A dimension with a scale; empty where there is none."""
        judged = [name for name in sorted(self.dimensions) if self.scale(name)]
        return self.draw(st.sampled_from(judged)) if judged else ""

    def part_of(self, dimension: str) -> str:
        """A sub-dimension, or none."""
        judged = self.scale(dimension).judged(dimension.rpartition("/")[2])
        return self.draw(st.sampled_from(["", *(part.id for part in judged.parts)]))

    def mark(self, dimension: str, part: str) -> dict[str, Any]:
        """What a judgement says: a position or an answer, and what goes with it."""
        scale = self.scale(dimension)
        answers = [each.id for each in scale.others if not (part and each.dimension_only)]
        answer = self.draw(st.sampled_from(["", "", *(answers if scale.others else ["cannot_judge"])]))
        other = scale.other(answer)
        places = sorted(self.draw(st.lists(st.integers(scale.lowest, scale.highest), min_size=3, max_size=3)))
        grading = scale.grading
        concerns = [f"{each.id}: words" for each in grading.concerns]
        reasons = [f"{each.id}:" for each in other.reasons] if other else []
        return {
            "sub_dimension": part,
            **dict(zip(("low", "best", "high"), [None] * 3 if answer else places, strict=True)),
            "answer": answer,
            "reason": self.draw(st.sampled_from([*reasons, "Zie: hierboven"] if answer else ["", "Daarom."])),
            "tension_strength": self.draw(st.sampled_from(["", *(each.id for each in scale.strengths)])),
            "grade": self.draw(st.sampled_from(["", *(each.id for each in grading.grades)])),
            **{name: self.draw(st.sampled_from(["", *concerns, "Twee, of drie."])) for name in COMPONENTS},
            "round": self.draw(st.sampled_from(["", "1", "2"])),
        }

    def assessments(self) -> None:
        def more() -> dict[str, Any] | None:
            dimension = self.judged_dimension()
            if not dimension:
                return None
            phases = ["preparing", "discussion", *(["blind"] if self.names["coder"] else [])]
            phase = self.draw(st.sampled_from(phases))
            given = {"case": self.case(), "dimension": dimension, "phase": phase}
            for name in ("sub_case", "wave"):
                given[name] = self.draw(st.sampled_from(["", *self.names[name]]))
            if self.judged(given) in [self.judged(asdict(each)) for each in self.records["judgement"]]:
                return None  # its rounds would have to be those of the assessment
            if phase == "blind":
                coders = _sets(st.sampled_from(self.names["coder"])).filter(bool)
                given["assessors"] = self.draw(coders)
            return {**given, "round": self.draw(st.integers(1, 3)) if phase != "preparing" else None}

        def scope() -> dict[str, Any] | None:
            given = self.any_of("assessment")
            if given is None:
                return None
            dimension = {each.assessment: each.dimension for each in self.records["assessment"]}[given["assessment"]]
            scale = self.scale(dimension)
            free = [each.id for each in scale.scope if not each.layer and not each.vocabulary]
            return {**given, "question": self.draw(st.sampled_from(["asked_of_board", *free]))}

        def sealed_mark() -> dict[str, Any] | None:
            blind = [each for each in self.records["assessment"] if each.phase == "blind"]
            if not blind:
                return None
            one = self.draw(st.sampled_from(blind))
            part = self.part_of(one.dimension)
            mark = self.mark(one.dimension, part)
            subjects = self.weighed()
            evidence = st.dictionaries(st.sampled_from(subjects), st.sampled_from(STANCES)) if subjects else st.just({})
            content = sealed({**mark, "rationale": self.draw(cell_texts()), "evidence": self.draw(evidence)})
            assessor = self.draw(st.sampled_from(one.assessors))
            return {
                "assessment": one.assessment,
                "assessor": assessor,
                "sub_dimension": part,
                "content": self.draw(st.sampled_from([content, ""])),
            }

        def search() -> dict[str, Any] | None:
            given = self.any_of("assessment")
            if given is None:
                return None
            dimension = {each.assessment: each.dimension for each in self.records["assessment"]}[given["assessment"]]
            searched = self.draw(st.sampled_from(["2018-02-03", "2018-02-03T04:05:06Z"]))
            found = self.draw(st.integers(0, 20))
            return {**given, "sub_dimension": self.part_of(dimension), "found": found, "searched": searched}

        def example() -> dict[str, Any] | None:
            given, dimension = self.any_of("passage"), self.judged_dimension()
            if given is None or not dimension:
                return None
            scale = self.scale(dimension)
            position = self.draw(st.integers(scale.lowest, scale.highest))
            return {**given, "dimension": dimension, "sub_dimension": self.part_of(dimension), "position": position}

        self.things("assessment", more)
        self.one_of_each()
        self.rows("assessment_scope", scope)
        self.rows("sealed_mark", sealed_mark)
        self.rows("contrary_search", search)
        self.rows("anchor_example", example)
        self.rows("audit_setting", lambda: {"rule": self.draw(identifiers()), "threshold": self.draw(_THRESHOLD)})

    def one_of_each(self) -> None:
        """At most one assessment of one thing."""
        unique: dict[tuple[str, ...], Any] = {}
        for each in self.records["assessment"]:
            unique.setdefault(self.judged(asdict(each)), each)
        self.records["assessment"] = tuple(unique.values())
        self.names["assessment"] = [each.assessment for each in unique.values()]

    def about(self, kind: str) -> dict[str, str] | None:
        """A subject that records of this kind can have, None where they need one and there is none."""
        column = KINDS[kind].column("subject")
        named = [f"{choice}:{name}" for choice in column.choices for name in self.names.get(choice, ())]
        if "code" in column.choices:
            named += [
                f"code:{self.spelling(layer)}/{code}" for layer, (*_, codes) in self.layers.items() for code in codes
            ]
        if not column.required:
            named.append("")
        return {"subject": self.draw(st.sampled_from(named))} if named else None


@cache
def _alone(column: Column) -> st.SearchStrategy[Any]:
    """Values of a column that refers to nothing."""
    if column.type == "choice":
        optional = not column.required and "none" not in column.choices
        return st.sampled_from([*([""] if optional or column.name == "effect" else []), *column.choices])
    if column.type == "flag":
        return st.booleans() if column.name in ("open", "exclusive") else st.none() | st.booleans()
    return cell_texts(int(column.required)) if column.type == "text" else _VALUES[column.type]


@cache
def _own_keys(known: frozenset[str]) -> st.SearchStrategy[Mapping[str, object]]:
    keys = cell_texts().filter(lambda key: key not in known)
    return st.just({}) | st.dictionaries(keys, plain_data(), max_size=2)


@cache
def _own_columns(known: frozenset[str]) -> st.SearchStrategy[Mapping[str, str]]:
    names = st.sampled_from(["note 1", "note 10", "note 2", "Ünïcode", 'a "b", c', "x\ny"]) | cell_texts(1)
    return st.just({}) | st.dictionaries(names.filter(lambda name: name not in known), cell_texts(1), max_size=2)


def _other_than(taken: Collection[str]) -> st.SearchStrategy[str]:
    return identifiers().filter(lambda name: name not in taken)


def _sets(items: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """Lists as they are kept: each item once, in natural order."""
    return st.lists(items, max_size=3, unique=True).map(lambda found: tuple(sorted(found, key=natural)))


_WORD = cell_texts(1).map(lambda text: text.replace(";", ",")).filter(lambda text: text != NOBODY)
_VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "words": _sets(_WORD),
    "lines": st.lists(cell_texts(1).map(lambda text: text.replace("\n", " ")).filter(str.strip), max_size=3).map(tuple),
    "number": st.none() | st.integers(-20, 20),
    "date": st.sampled_from(["", "2018", "2018-02", "2020-02-29", "0001"]),
    "moment": st.sampled_from(
        ["", "2018-02-03", "2018-02-03T04:05", "2018-02-03 04:05:06.789+01:00", "2018-02-03T04:05:06Z"]
    ),
}
