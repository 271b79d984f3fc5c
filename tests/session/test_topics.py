"""The topic list of a study: taken in versions, used by sources, marked by coders, proposed by the wording."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from spanveld.formats.framework_file import shipped_named
from spanveld.formats.guide_file import GuideFileError
from spanveld.language.messages import translator
from spanveld.model import records as r
from spanveld.model.errors import NotFound, Refused
from spanveld.model.study import StudyContent
from spanveld.session import Study
from spanveld.session.topics import guide_lines, proposal_lines, topic_list_lines, topics_of
from tests.session.samples import assert_sound, dump, put

ANSWER = "R1: Nou, dat water kwam en toen stonden we daar met zijn allen te kijken, dat was me wat."
LINES = (
    ("interviewer", "I: Wat vindt u van de samenwerking, alles bij elkaar?"),
    ("respondent", ANSWER),
    ("interviewer", "I: Is er iets wat ik had moeten vragen?"),
    ("respondent", "R1: Nee hoor."),
)


def harbour() -> StudyContent:
    """A study of a harbour: an interview of four turns, one without turns, and field notes."""
    text, turns = "", []
    for role, line in LINES:
        turns.append(r.Turn("talk", len(text), len(text) + len(line), "R1" if role == "respondent" else "", role))
        text += line + "\n"
    return StudyContent(
        id="harbour",
        title="De haven",
        language="nl",
        frameworks=(shipped_named("governance-tensions@1"), shipped_named("emerson-2012@1")),
        records={
            "coder": (r.Coder("ann"), r.Coder("ben")),
            "participant": (r.Participant("R1"), r.Participant("FN", level="observer")),
            "source": (
                r.Source("notes", "field_notes", "sources/notes.txt", participants=("FN",)),
                r.Source("old", "interview", "sources/old.txt", participants=("R1",)),
                r.Source("talk", "interview", "sources/talk.txt", "Gesprek", participants=("R1",)),
            ),
            "turn": tuple(turns),
        },
        texts={"notes": "Regen.\n", "old": "Gesprek van vroeger.\n", "talk": text},
    )


@pytest.fixture
def study(address: str) -> Study:
    return put(address, harbour(), "ann")


def take(study: Study, folder: Path, text: str, **values: str) -> str:
    file = folder / "guide.yaml"
    file.write_text(text, encoding="utf-8")
    return topics_of(study).take(file, **values)


SMALL = "id: haven\ntopics: [{id: wind, label: Wind, questions: [Hoe waait het?]}, {id: verdict, label: Oordeel}]\n"


# ---------------------------------------------------------------------- versions
def test_the_topic_list_of_an_adopted_framework_comes_in_the_studys_language(study: Study) -> None:
    with study:
        name = topics_of(study).take("framework:governance-tensions", date="2026-03", reason="begin")
        guide = topics_of(study).show().guide(name)
        assert (name, guide.version, guide.date, guide.reason) == (
            "network-collaboration-1.0.0",
            "1.0.0",
            "2026-03",
            "begin",
        )
        assert guide.title.startswith("Topiclijst")
        assert [topic.topic for topic in guide.topics][:3] == ["opening", "picture", "course"]
        assert guide.topics[3].questions[0] == "Wat maakt dat het loopt zoals het loopt?"
        assert_sound(study)


def test_a_framework_that_was_not_adopted_or_has_no_list_is_refused(study: Study) -> None:
    with study:
        with pytest.raises(NotFound, match="governance-tensions, emerson-2012"):
            topics_of(study).take("framework:hartley-2013-roles")
        with pytest.raises(Refused, match="has no topic list"):
            topics_of(study).take("framework:emerson-2012")


def test_a_newer_version_keeps_the_older_and_sources_keep_theirs(study: Study, tmp_path: Path) -> None:
    with study:
        group = topics_of(study)
        old = group.take("framework:governance-tensions")
        group.use(old, "talk")
        new = take(study, tmp_path, SMALL, id="second", reason="korter")
        group.use(new, "old")
        found = group.show()
        assert [(guide.guide, guide.sources) for guide in found.guides] == [(old, ("talk",)), ("second", ("old",))]
        assert {item.source: item.guides for item in found.sources} == {"talk": (old,), "old": ("second",)}
        group.use(new, "talk", also=True)
        assert set(group.show("talk").sources[0].guides) == {old, "second"}
        assert_sound(study)


def test_the_same_topics_are_not_taken_twice(study: Study, tmp_path: Path) -> None:
    with study:
        take(study, tmp_path, SMALL, id="one")
        before = dump(study)
        with pytest.raises(Refused, match="Guide 'one' has these very topics"):
            take(study, tmp_path, SMALL.replace("id: haven", "id: zee"), id="two")
        assert dump(study) == before


def test_a_guide_that_was_written_out_and_edited_is_a_newer_version(study: Study, tmp_path: Path) -> None:
    with study:
        group = topics_of(study)
        first = group.take("framework:governance-tensions")
        text = group.written(first)
        with pytest.raises(Refused, match="these very topics"):
            take(study, tmp_path, text)
        take(study, tmp_path, text.replace("Wie ontbrak er?", "Wie was er niet?"), id="second")
        assert len(group.show().guides) == 2


def test_after_a_study_folder_the_same_list_is_still_known(study: Study, tmp_path: Path) -> None:
    with study:
        topics_of(study).take("framework:governance-tensions")
        content = study.content()
    with put(str(tmp_path / "again.spanveld"), content, "ann") as again, pytest.raises(Refused, match="very topics"):
        topics_of(again).take("framework:governance-tensions")


def test_a_faulty_list_brings_nothing(study: Study, tmp_path: Path) -> None:
    with study:
        before = dump(study)
        with pytest.raises(GuideFileError, match="has no label"):
            take(study, tmp_path, "topics: [{id: a}]")
        assert dump(study) == before


# ---------------------------------------------------------------------- marks
def test_a_mark_is_the_actors_and_a_later_one_takes_its_place(address: str) -> None:
    with put(address, harbour(), "ann") as study:
        topics_of(study).take("framework:governance-tensions")
        topics_of(study).mark("talk", "handling", "not_asked")
        by_ben = study.as_("ben").topics
        by_ben.mark("talk", "handling", "spoken_unasked", note="de brief")
        marks = study.content().of(r.Coverage)
        assert marks == (r.Coverage("talk", "handling", "spoken_unasked", "ben", "de brief"),)
        assert_sound(study)


def test_marks_can_be_taken_back(study: Study) -> None:
    with study:
        group = topics_of(study)
        group.take("framework:governance-tensions")
        empty = dump(study)
        group.mark("talk", "handling", "not_asked")
        marked = dump(study)
        group.unmark("talk", "handling")
        assert dump(study) == empty
        study.undo()
        assert dump(study) == marked
        study.undo()
        assert dump(study) == empty
        with pytest.raises(NotFound, match="has no mark"):
            group.unmark("talk", "handling")


def test_a_wrong_state_topic_or_source_is_refused(study: Study, tmp_path: Path) -> None:
    with study:
        group = topics_of(study)
        with pytest.raises(Refused, match="no topic list yet"):
            group.mark("talk", "wind", "not_asked")
        group.take("framework:governance-tensions")
        take(study, tmp_path, SMALL, id="small")
        group.use("small", "talk")
        with pytest.raises(NotFound, match=r"no topic 'handling' .* it has: verdict, wind"):
            group.mark("talk", "handling", "not_asked")
        with pytest.raises(Refused, match="asked_spoken"):
            group.mark("talk", "wind", "besproken")
        with pytest.raises(NotFound, match="no source 'nee'"):
            group.mark("nee", "wind", "not_asked")


def test_somebody_must_mark(address: str) -> None:
    with put(address, harbour(), "") as study:
        topics_of(study).take("framework:governance-tensions")
        with pytest.raises(Refused, match="Say who codes"):
            topics_of(study).mark("talk", "handling", "not_asked")


# ---------------------------------------------------------------------- proposals
def test_what_is_proposed_is_told_from_what_is_marked(study: Study) -> None:
    with study:
        group = topics_of(study)
        group.take("framework:governance-tensions")
        group.mark("talk", "closing", "asked_spoken", note="kort")
        states = {state.topic: state for state in group.show("talk").sources[0].topics}
        verdict, closing, picture = states["verdict"], states["closing"], states["picture"]
        assert (verdict.state, verdict.proposed, verdict.quote) == ("", "asked_spoken", LINES[0][1])
        assert (closing.state, closing.coder, closing.proposed) == ("asked_spoken", "ann", "asked_nothing")
        assert (picture.state, picture.proposed, picture.to_accept) == ("", "not_asked", False)
        assert group.proposals("talk") == [("talk", verdict)]
        text = [line.text for line in topic_list_lines(group.show("talk"), translator("en"))]
        assert any("verdict" in line and "proposed: asked and spoken of" in line for line in text)
        assert any("closing" in line and "asked and spoken of (ann): kort" in line for line in text)
        assert not any("closing" in line and "proposed" in line for line in text)


def test_accepted_proposals_are_the_coders_and_one_step_to_take_back(study: Study) -> None:
    with study:
        group = topics_of(study)
        group.take("framework:governance-tensions")
        before = dump(study)
        assert group.accept() == 2
        marks = {(mark.topic, mark.state, mark.coder) for mark in study.content().of(r.Coverage)}
        assert marks == {("verdict", "asked_spoken", "ann"), ("closing", "asked_nothing", "ann")}
        assert study.journal().entries[-1].action == "accept proposals"
        assert group.proposals() == []
        assert group.accept() == 0
        study.undo()
        assert dump(study) == before


def test_a_source_without_an_interviewer_gets_no_proposals(study: Study) -> None:
    with study:
        group = topics_of(study)
        group.take("framework:governance-tensions")
        old = next(item for item in group.show().sources if item.source == "old")
        assert {state.proposed for state in old.topics} == {""}
        text = [line.text for line in topic_list_lines(group.show("old"), translator("en"))]
        assert any("no turns of an interviewer" in line for line in text)


def test_with_several_guides_a_source_must_say_which(study: Study, tmp_path: Path) -> None:
    with study:
        group = topics_of(study)
        group.take("framework:governance-tensions")
        take(study, tmp_path, SMALL, id="small")
        assert group.proposals() == []
        text = [line.text for line in topic_list_lines(group.show(), translator("en"))]
        assert any("say by which guide it was held" in line for line in text)


def test_a_reflection_is_no_answer(tmp_path: Path) -> None:
    content = harbour()
    text, turns = content.texts["talk"], content.of(r.Turn)
    thought = r.Turn("talk", len(text), len(text) + len(ANSWER), "", "reflection")
    more = replace(
        content,
        texts={**content.texts, "talk": f"{text}{ANSWER}\n"},
        records={**content.records, "turn": (*turns, thought)},
    )
    with put(str(tmp_path / "h.spanveld"), more, "ann") as study:
        topics_of(study).take("framework:governance-tensions")
        states = {state.topic: state.proposed for state in topics_of(study).show("talk").sources[0].topics}
        assert states["closing"] == "asked_nothing"


# ---------------------------------------------------------------------- shown
def test_without_a_list_it_says_how_to_get_one(study: Study) -> None:
    with study:
        found = topics_of(study).show()
        assert found.as_json() == {"study": "harbour", "language": "nl", "guides": [], "sources": []}
        assert "spanveld topics take" in next(topic_list_lines(found, translator("en"))).text


def test_a_guide_is_shown_with_its_questions_in_order(study: Study) -> None:
    with study:
        name = topics_of(study).take("framework:governance-tensions")
        found = topics_of(study).show()
        text = [line.text.strip() for line in guide_lines(found, name, translator("nl"))]
        assert text.index("- Hoe kijkt u naar de regio als partij in een netwerk?") < text.index(
            "- Wie horen daar voor u bij, en wie niet?"
        )
        with pytest.raises(NotFound, match="no guide 'nee'"):
            found.guide("nee")


def test_proposals_are_shown_with_the_turn_and_the_line_of_the_guide(study: Study) -> None:
    with study:
        group = topics_of(study)
        group.take("framework:governance-tensions")
        text = "\n".join(line.text for line in proposal_lines(group.show(), translator("en")))
        assert "> I: Is er iets wat ik had moeten vragen?" in text
        assert "like: Wat heb ik niet gevraagd en had ik moeten vragen?" in text
        group.accept()
        assert "suggests nothing" in next(proposal_lines(group.show(), translator("en"))).text
