"""While a round is blind, nothing that a session gives to others tells what a mark says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spanveld.formats.framework_file import shipped_named
from spanveld.model.records import STANCES
from spanveld.model.scale import scale_of
from spanveld.session import Study
from spanveld.session.history import compare, journal_of, opened, told
from spanveld.session.past import zipped
from spanveld.store.journal_pages import Narrowed
from tests.actions.brought import kitchen
from tests.promises.sealed import CANARIES, LEFT, RIGHT, Twin, said, twin
from tests.session.methods import READING
from tests.strategies import cell_texts

TABLE = {"Leeszaal": "Zaal", "kanarie": "[R9]", "nachtegaal": "[R9]", "leraar": "[R8]"}
Look = Callable[[Study], Any]
NOTHING_OF_THE_STUDY = {"field_notes.add_form", "field_notes.form", "paper.read", "sources.read", "sources.check"}
"""What reads a file that is given to it, or makes an empty one."""
OF_GROUPS: dict[str, Look] = {
    "auditing.rules": lambda s: s.auditing.rules(),
    "codes.merge_plan": lambda s: s.codes.merge_plan("aspect/cold", "aspect/draught"),
    "codes.named": lambda s: s.codes.named("aspect/cold"),
    "counts.along": lambda s: s.counts.along("night"),
    "counts.by": lambda s: s.counts.by("level"),
    "counts.choices": lambda s: s.counts.choices(),
    "counts.codes": lambda s: s.counts.codes(),
    "counts.perspective": lambda s: s.counts.perspective(),
    "counts.together": lambda s: s.counts.together(),
    "counts.words": lambda s: s.counts.words(),
    "coverage.aspects": lambda s: s.coverage.aspects(orders=2),
    "coverage.sampling": lambda s: s.coverage.sampling(),
    "coverage.topics": lambda s: s.coverage.topics(),
    "coverage.unheard": lambda s: s.coverage.unheard(),
    "exchange.plan": lambda s: s.exchange.plan(kitchen(), file="keuken.qdpx"),
    "judgements.all": lambda s: s.judgements.all(),
    "judgements.of": lambda s: s.judgements.of("B1"),
    "matrix.export": lambda s: _file(s, "matrix.xlsx", lambda path: s.matrix.export(path)),
    "matrix.sheets": lambda s: s.matrix.sheets(s.matrix.table()),
    "matrix.table": lambda s: s.matrix.table(rows="cases"),
    "merging.plan": lambda s: s.merging.plan(s.address),
    "pages.board": lambda s: s.pages.board(),
    "pages.chips": lambda s: s.pages.chips(["P1", "P3"]),
    "pages.codebook": lambda s: s.pages.codebook(),
    "pages.codes": lambda s: s.pages.codes(),
    "pages.dimensions": lambda s: s.pages.dimensions(),
    "pages.expect_search": lambda s: s.pages.expect_search(),
    "pages.find": lambda s: s.pages.find(
        "source:night", limit=9, offset=0, context=9, seconds=30, stopped=lambda: False
    ),
    "pages.findings": lambda s: s.pages.findings(items=True),
    "pages.findings_of": lambda s: s.pages.findings_of("night"),
    "pages.forget_old_requests": lambda s: s.pages.forget_old_requests(),
    "pages.found_words": lambda s: s.pages.found_words("kanarie", {}, str, as_lines=False),
    "pages.home": lambda s: s.pages.home(),
    "pages.made": lambda s: s.pages.made("never"),
    "pages.opened_code": lambda s: s.pages.opened_code("aspect/cold", with_names=True),
    "pages.original": lambda s: _refused(lambda: s.pages.original("night")),
    "pages.passage": lambda s: s.pages.passage("night", "P1"),
    "pages.reading": lambda s: s.pages.reading("night"),
    "pages.recording": lambda s: _refused(lambda: s.pages.recording("night")),
    "pages.source_of": lambda s: s.pages.source_of("P1"),
    "pages.styles": lambda s: s.pages.styles(),
    "pages.things": lambda s: [s.pages.things(kind) for kind in ("coder", "case", "wave", "party", "participant")],
    "pages.title": lambda s: s.pages.title(),
    "pages.todo": lambda s: s.pages.todo(),
    "pages.tray": lambda s: s.pages.tray(),
    "pages.understand": lambda s: s.pages.understand("word:kanarie"),
    "pages.vignettes": lambda s: s.pages.vignettes(),
    "paper.docx": lambda s: s.paper.docx("night"),
    "paper.html": lambda s: s.paper.html("night"),
    "paper.page": lambda s: s.paper.page("night", stylesheets=lambda _: ()),
    "paper.plan": lambda s: _file(
        s, "night.docx", lambda path: s.paper.write("night", path), s.paper.read, s.paper.plan
    ),
    "paper.stylesheet": lambda s: s.paper.stylesheet("night"),
    "paper.write": lambda s: _file(s, "paper.docx", lambda path: s.paper.write("night", path)),
    "passages.plan_places": lambda s: _refused(lambda: s.passages.plan_places(s.places("lamp"), ["aspect/cold"])),
    "pseudonyms.proposals": lambda s: s.pseudonyms.proposals(),
    "pseudonyms.residue": lambda s: s.pseudonyms.residue(),
    "pseudonyms.table": lambda s: s.pseudonyms.table(),
    "queries.export": lambda s: _file(s, "found.csv", lambda path: s.queries.export("source:night", path)),
    "queries.export_to": lambda s: _file(s, "found.csv", lambda path: _into(path, s)),
    "queries.list": lambda s: s.queries.list(),
    "queries.run": lambda s: s.queries.run("kou"),
    "rules.between": lambda s: s.rules.between(),
    "rules.expectations": lambda s: s.rules.expectations(),
    "rules.matrix": lambda s: s.rules.matrix(),
    "sources.doubts": lambda s: s.sources.doubts(),
    "sources.open": lambda s: s.sources.open("night"),
    "theory.newer": lambda s: s.theory.newer(),
    "topics.offered": lambda s: s.topics.offered(),
    "topics.proposals": lambda s: s.topics.proposals(),
    "topics.show": lambda s: _refused(lambda: s.topics.show()),
    "topics.written": lambda s: _refused(lambda: s.topics.written("none")),
}
OF_THE_STUDY: dict[str, Look] = {
    "content": lambda s: s.content(),
    "table": lambda s: s.table(with_passages=True),
    "report": lambda s: [s.report(format) for format in ("text", "md", "csv", "json", "html")],
    "find": lambda s: s.find("tension:perform"),
    "search": lambda s: [s.search(word, where="all", substring=True) for word in CANARIES],
    "in_context": lambda s: [s.in_context(word) for word in CANARIES],
    "places": lambda s: [s.places(word) for word in CANARIES],
    "show": lambda s: s.show(),
    "doctor": lambda s: s.doctor(),
    "journal": lambda s: s.journal(),
    "newest": lambda s: s.newest(),
    "changes": lambda s: s.changes(0),
    "audit": lambda s: s.audit(),
    "board_memo": lambda s: s.board_memo(),
    "expectations": lambda s: s.expectations(),
    "frameworks": lambda s: [framework.id for framework in s.frameworks()],
    "register": lambda s: s.register(),
    "notices": lambda s: s.notices,
    "actor": lambda s: s.actor,
    "language": lambda s: s.language,
    "at": lambda s: _at_each(s),
    "as_of": lambda s: [s.as_of(sequence) for sequence in range(1, s.newest() + 1)],
    "save": lambda s: _saved(s),
    "erasure_plan": lambda s: [
        s.erasure_plan("participant:R1", names=["kanarie", "nachtegaal", "R1"]),
        s.erasure_plan("source:notes", names=["kanarie"]),
        s.erasure_plan("superseded"),
    ],
    "undo_back": lambda s: _refused(lambda: s.undo_back(s.newest(), preview=True)),
}
OF_PAGES: dict[str, Look] = {
    "journal page": lambda s: journal_of(s, Narrowed()),
    "journal entries": lambda s: [opened(s, sequence) for sequence in range(1, s.newest() + 1)],
    "journal told": lambda s: told(s, list(range(1, s.newest() + 1))),
    "compare": lambda s: [compare(s, sequence) for sequence in range(1, s.newest() + 1)],
    "zip": lambda s: [zipped(s, sequence) for sequence in (s.newest() - 3, s.newest())],
    "pseudonym plan": lambda s: s.pseudonyms.plan(TABLE, everywhere=True),
}
WITHOUT_WORDS = {
    *("address", "as_", "beside", "backup", "close", "describe", "erase", "group", "having_seen", "identity"),
    *("redo", "remove", "repair", "undo", "viewer"),
}
"""Of a study: what changes it, what only says where it is; ``backup`` is its owner's copy of the whole file."""
LOOKS = {**OF_GROUPS, **OF_THE_STUDY, **OF_PAGES}
ECHO = ("search", "in_context", "erasure_plan", "pages.found_words", "pages.understand", "pseudonym plan")
"""What says again what was asked."""
OTHERS = ("ben", "eve", "")


def _file(study: Study, name: str, write: Callable[[Path], Any], *more: Callable[..., Any]) -> Any:
    """What a file holds that was written (each time another), or what is made of it."""
    path = next(free for number in range(999) if not (free := study.beside(f"{number}-{name}")).exists())
    write(path)
    value: Any = path if more else path.read_bytes()
    for step in more:
        value = step(value)
    return value


def _into(path: Path, study: Study) -> None:
    with path.open("wb") as file:
        study.queries.export_to("source:night", file)


def _refused(look: Callable[[], Any]) -> Any:
    try:
        return look()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def _saved(study: Study) -> dict[str, bytes]:
    folder = next(free for number in range(999) if not (free := study.beside(f"saved-{number}")).exists())
    study.save(folder)
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _at_each(study: Study) -> list[Any]:
    found = []
    for sequence in range(study.newest() - 4, study.newest() + 1):
        with study.at(sequence) as then:
            found.append((then.content(), then.journal(), _refused(then.judgements.all)))
    return found


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Twin, Twin]]:
    """The two studies; nothing that is asked of them changes them."""
    place = tmp_path_factory.mktemp("twins")
    with ExitStack() as open_studies:
        pair = twin(place / "one", LEFT), twin(place / "two", RIGHT)
        for each in pair:
            open_studies.callback(each.study.close)
        yield pair


def test_every_reading_method_of_a_session_is_asked_here() -> None:
    public = {name for name in dir(Study) if not name.startswith("_")}
    assert set(OF_GROUPS) | NOTHING_OF_THE_STUDY == set(READING)
    assert set(OF_THE_STUDY) | WITHOUT_WORDS == public


@pytest.mark.parametrize("name", LOOKS)
def test_what_a_session_gives_to_others_is_the_same_whatever_was_sealed(name: str, twins: tuple[Twin, Twin]) -> None:
    for other in OTHERS:
        one, two = (said(LOOKS[name](each.study.as_(other)), each) for each in twins)
        assert one == two, other
        assert name in ECHO or not any(word in repr(one) for word in CANARIES), other


MANY = (
    "content",
    "save",
    "journal",
    "changes",
    "judgements.all",
    "judgements.of",
    "audit",
    "show",
    "erasure_plan",
    "at",
)
"""What is asked of studies with any marks."""


_REASONS = {"cannot_judge": "thin: Omdat.", "not_applicable": "Omdat."}


@st.composite
def marks(draw: st.DrawFn) -> dict[str, Any]:
    """Any mark on a dimension of the sample."""
    scale = scale_of(shipped_named("governance-tensions@1"))
    assert scale is not None
    best, low, high = (None, None, None)
    answer = draw(st.sampled_from(["", "", "cannot_judge", "not_applicable"]))
    if not answer:
        low, best, high = sorted(draw(st.lists(st.integers(scale.lowest, scale.highest), min_size=3, max_size=3)))
    concerns = [f"{one.id}: {draw(cell_texts())}" for one in scale.grading.concerns]
    passages = st.sampled_from(["passage:P1", "passage:P2", "passage:P4", "passage:P5", "finding:F1", "finding:F3"])
    return {
        **{"best": best, "low": low, "high": high, "answer": answer, "reason": _REASONS.get(answer, "")},
        "tension_strength": draw(st.sampled_from(["", *(one.id for one in scale.strengths)])),
        "grade": draw(st.sampled_from(["", *(one.id for one in scale.grading.grades)])),
        **{part.id: draw(st.sampled_from(["", *concerns])) for part in scale.grading.components},
        "rationale": draw(cell_texts()),
        "evidence": draw(st.dictionaries(passages, st.sampled_from(STANCES), max_size=3)),
    }


@settings(max_examples=max(3, settings().max_examples // 25), deadline=None)
@given(one=st.tuples(marks(), marks()), two=st.tuples(marks(), marks()))
def test_whatever_two_assessors_seal_others_cannot_tell_the_one_from_the_other(one: Any, two: Any) -> None:
    with TemporaryDirectory() as place, ExitStack() as open_studies:
        pair = twin(Path(place, "one"), one), twin(Path(place, "two"), two)
        for each in pair:
            open_studies.callback(each.study.close)
        for name in MANY:
            for other in ("ben", ""):
                assert said(LOOKS[name](pair[0].study.as_(other)), pair[0]) == said(
                    LOOKS[name](pair[1].study.as_(other)), pair[1]
                )


@pytest.mark.parametrize("name", ["content", "as_of", "save", "judgements.of"])
def test_the_assessor_gets_to_see_the_own_mark(name: str, twins: tuple[Twin, Twin]) -> None:
    one, two = (repr(said(LOOKS[name](each.study.as_("ann")), each)) for each in twins)
    assert "kanarie" in one
    assert "nachtegaal" in two
