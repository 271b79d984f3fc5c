"""Interview guides as files."""

from __future__ import annotations

import pytest

from spanveld.formats.framework_file import shipped_named
from spanveld.formats.guide_file import GuideFileError, guide_of_framework, read_guide, write_guide

PLAIN = """\
id: haven
title: Gesprek over de haven
version: "2"
topics:
  - id: picture
    label: Beeld
    kind: core
    questions: [Hoe kijkt u naar de haven?]
    probes: ["Wat gaat daar goed; en hoe komt dat?"]
  - {id: end, label: Slot, note: kort houden}
"""


def faults(text: str, name: str = "guide.yaml") -> list[str]:
    with pytest.raises(GuideFileError) as error:
        read_guide(text, name, "nl")
    assert "Nothing was written" in str(error.value)
    return [str(problem) for problem in error.value.problems]


def test_the_plain_form() -> None:
    guide = read_guide(PLAIN, "guide.yaml", "nl")
    first, last = guide.topics
    assert (guide.id, guide.title, guide.version) == ("haven", "Gesprek over de haven", "2")
    assert (first.topic, first.position, first.kind, first.label) == ("picture", 1, "core", "Beeld")
    assert first.questions == ("Hoe kijkt u naar de haven?",)
    assert (last.topic, last.note, last.questions) == ("end", "kort houden", ())


def test_a_semicolon_in_a_question_stays() -> None:
    assert read_guide(PLAIN, "guide.yaml", "nl").topics[0].probes == ("Wat gaat daar goed; en hoe komt dat?",)


def test_what_is_written_is_read_back() -> None:
    guide = read_guide(PLAIN, "guide.yaml", "nl")
    assert read_guide(write_guide(guide), "again.yaml", "nl") == guide


def test_texts_are_taken_in_the_language_asked_for() -> None:
    text = "topics: [{id: a, label: {nl: Beeld, en: Picture}, questions: [{nl: Hoe?, en: How?}]}]"
    assert read_guide(text, "g.yaml", "nl").topics[0].label == "Beeld"
    assert read_guide(text, "g.yaml", "en").topics[0].questions == ("How?",)
    assert read_guide("topics: [{id: a, label: {nl: Beeld}}]", "g.yaml", "en").topics[0].label == "Beeld"


def test_a_topic_with_a_part_for_each_language() -> None:
    text = """\
topic_list:
  id: network
  version: 1.0.0
  topics:
    - id: factors
      kind: core
      nl: {label: Wat wringt, questions: [Waar wringt het?], probes_by_tension: {perform: [Wat levert het op?]}, avoid: [Wringt het?]}
      en: {label: What chafes, questions: [Where does it chafe?]}
    - {id: party, kind: variant, nl: {label: Varianten, variants: {council: [Hoe hoort u ervan?]}}, en: {label: Variants}}
    - {id: course, nl: {label: Verloop, sub_case_probe: "Hoe ging dat bij {sub_case}?", checks: [Opname?]}, en: {label: Course}}
"""
    guide = read_guide(text, "topiclist.yaml", "nl")
    factors, party, course = guide.topics
    assert guide.version == "1.0.0"
    assert (factors.label, factors.questions, factors.probes) == (
        "Wat wringt",
        ("Waar wringt het?",),
        ("Wat levert het op?",),
    )
    assert factors.note.endswith(": Wringt het?")
    assert party.questions == ("Hoe hoort u ervan?",)
    assert course.probes == ("Hoe ging dat bij {sub_case}?",)
    assert course.note.endswith(": Opname?")
    assert read_guide(text, "topiclist.yaml", "en").topics[0].label == "What chafes"


def test_the_topic_list_of_the_house_framework_in_both_languages() -> None:
    house = shipped_named("governance-tensions@1")
    dutch, english = guide_of_framework(house, "nl"), guide_of_framework(house, "en")
    assert dutch is not None
    assert english is not None
    assert [topic.topic for topic in dutch.topics] == [topic.topic for topic in english.topics]
    assert dutch.topics[0].questions[0] == "Wat is uw functie, en namens wie spreekt u vandaag?"
    assert english.version == house.version
    assert all(topic.label for topic in dutch.topics)


def test_a_framework_without_a_topic_list_has_none() -> None:
    assert guide_of_framework(shipped_named("emerson-2012@1"), "nl") is None


def test_every_fault_is_named_with_its_line() -> None:
    text = """\
topics:
  - id: a
    label: Een
    questions: Hoe?
  - id: a
    label: Twee
  - {label: Drie}
  - id: "d e"
    label: Vier
  - id: f
"""
    assert faults(text) == [
        "guide.yaml:4: topics[0].questions: should be a list of texts",
        "guide.yaml:5: topics[1].id: 'a' is the id of a topic above too",
        "guide.yaml:7: topics[2].id: should be an id: letters, digits, _ . and -, beginning with a letter or a digit",
        "guide.yaml:8: topics[3].id: 'd e' should be an id: letters, digits, _ . and -, beginning with a letter or a digit",
        "guide.yaml:10: topics[4]: 'f' has no label",
    ]


@pytest.mark.parametrize("text", ["", "- a", "topics: nee", "topics: []", "topics: [", "a: 1\na: 2"])
def test_what_is_no_guide_is_refused(text: str) -> None:
    assert faults(text)


def test_a_guide_as_csv() -> None:
    text = "topic,label,kind,questions,probes,note\npicture,Beeld,core,Hoe?;Wie?,,\n\nend,Slot,,,,kort\n"
    guide = read_guide(text, "guide.csv", "nl")
    assert [(item.topic, item.label, item.questions, item.note) for item in guide.topics] == [
        ("picture", "Beeld", ("Hoe?", "Wie?"), ""),
        ("end", "Slot", (), "kort"),
    ]
    semicolons = read_guide('\ufefftopic;label;questions\npicture;Beeld;"Hoe?;Wie?"\n', "guide.CSV", "nl")
    assert semicolons.topics[0].questions == ("Hoe?", "Wie?")


def test_faults_of_a_csv_have_their_line() -> None:
    assert faults("topic,label\na,Een\na,Twee\n,Drie\nb,\n", "g.csv") == [
        "g.csv:3: topic: 'a' is the id of a topic above too",
        "g.csv:4: topic: should be an id: letters, digits, _ . and -, beginning with a letter or a digit",
        "g.csv:5: label: 'b' has no label",
    ]
    assert "'vraag' is no column" in faults("topic,label,vraag\n", "g.csv")[0]
    assert "'label' is missing" in faults("topic\n", "g.csv")[0]
    assert faults("", "g.csv") == ["g.csv: has no topics"]
