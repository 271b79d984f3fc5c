"""Each rule by which two copies of a study become one, in the smallest study that shows it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from spanveld.model import records as r
from spanveld.model.errors import Refused
from spanveld.model.merging import MergePlan, merge_plan
from spanveld.model.study import StudyContent
from tests.session.samples import reading_room, tiny

TEXT = "The lamp is out. Nobody reads in the dark. Whoever is cold goes home."
SALTS = {"ours": "a", "theirs": "b"}
BASE = StudyContent(
    id="room",
    title="Room",
    records={
        "coder": (r.Coder("ann", "Ann"), r.Coder("ben", "Ben")),
        "layer": (r.Layer("aspect"), r.Layer("mood", exclusive=True)),
        "participant": (r.Participant("R1"), r.Participant("R2")),
        "source": (r.Source("S", "interview", "sources/S.txt", participants=("R1",)),),
        "code": (r.Code("aspect", "light"), r.Code("mood", "calm"), r.Code("mood", "cross")),
        "passage": (r.Passage("1", "S", 0, 16, "ann", memo="was"), r.Passage("2", "S", 43, 69, "ben", voices=("R1",))),
        "coding": (r.Coding("1", "aspect", "light"), r.Coding("1", "mood", "calm")),
    },
    texts={"S": TEXT},
)


def having(content: StudyContent, **kinds: Any) -> StudyContent:
    """The study with other records of these kinds."""
    return replace(content, records={**content.records, **{kind: tuple(made) for kind, made in kinds.items()}})


def also(content: StudyContent, **kinds: Any) -> StudyContent:
    """The study with more records of these kinds."""
    return having(content, **{kind: (*content.records.get(kind, ()), *made) for kind, made in kinds.items()})


def without(content: StudyContent, *gone: Any) -> StudyContent:
    return replace(
        content, records={kind: tuple(x for x in made if x not in gone) for kind, made in content.records.items()}
    )


def merged(ours: StudyContent, theirs: StudyContent, **values: Any) -> MergePlan:
    return merge_plan(ours, theirs, BASE, salts=SALTS, **values)


def passages(plan: MergePlan) -> list[r.Passage]:
    return list(plan.merged.of(r.Passage))


def test_passages_of_one_name_on_other_words_stay_apart_and_keep_their_codes() -> None:
    ours = also(BASE, passage=[r.Passage("3", "S", 0, 3, "ann")], coding=[r.Coding("3", "aspect", "light")])
    theirs = also(BASE, passage=[r.Passage("3", "S", 4, 8, "ann")], coding=[r.Coding("3", "mood", "cross")])
    plan = merged(ours, theirs)
    assert [(p.passage, p.start) for p in passages(plan)[2:]] == [("3", 0), ("4", 4)]
    assert {(c.passage, c.code) for c in plan.merged.of(r.Coding)} >= {("3", "light"), ("4", "cross")}
    assert [(each.theirs, each.now) for each in plan.renamed] == [("3", "4")]
    assert passages(plan)[3].guid
    assert not passages(plan)[2].guid


def test_a_name_that_another_of_theirs_has_is_not_given_to_a_renamed_one() -> None:
    ours = also(BASE, passage=[r.Passage("3", "S", 0, 3, "ann")])
    theirs = also(BASE, passage=[r.Passage("3", "S", 4, 8, "ann"), r.Passage("4", "S", 9, 11, "ann")])
    assert {(p.passage, p.start) for p in passages(merged(ours, theirs))[2:]} == {("3", 0), ("4", 9), ("5", 4)}


def test_the_same_words_coded_the_same_by_the_same_coder_in_both_are_one_passage() -> None:
    ours = also(
        BASE,
        passage=[r.Passage("3", "S", 0, 3, "ann")],
        coding=[r.Coding("3", "aspect", "light", created="2024-01-01")],
    )
    theirs = also(BASE, passage=[r.Passage("7", "S", 0, 3, "ann", memo="x")], coding=[r.Coding("7", "aspect", "light")])
    plan = merged(ours, theirs)
    assert [(p.passage, p.memo) for p in passages(plan)[2:]] == [("3", "x")]
    assert len(plan.merged.of(r.Coding)) == 3
    assert not plan.conflicts


@pytest.mark.parametrize("other", [{"coder": "ben"}, {"end": 4}])
def test_the_same_words_by_another_coder_or_other_words_are_two_passages(other: dict[str, Any]) -> None:
    ours = also(BASE, passage=[r.Passage("3", "S", 0, 3, "ann")])
    theirs = also(BASE, passage=[replace(r.Passage("7", "S", 0, 3, "ann"), **other)])
    assert len(passages(merged(ours, theirs))) == 4


def test_a_field_that_one_changed_goes_and_one_that_both_changed_is_a_conflict() -> None:
    def changed(**values: Any) -> StudyContent:
        return having(BASE, passage=[replace(BASE.of(r.Passage)[0], **values), BASE.of(r.Passage)[1]])

    plan = merged(changed(memo="ours", form="verbatim"), changed(memo="theirs", hedged=True))
    assert [(c.what, c.field, c.base, c.ours, c.theirs) for c in plan.conflicts] == [
        ("passage:1", "memo", "was", "ours", "theirs")
    ]
    assert (passages(plan)[0].form, passages(plan)[0].hedged, len(plan.unsettled)) == ("verbatim", True, 1)
    settled = merged(changed(memo="ours"), changed(memo="theirs"), settled={("passage:1", "memo"): "theirs"})
    assert passages(settled)[0].memo == "theirs"
    assert not settled.unsettled
    assert passages(merged(changed(memo="ours"), changed(memo="theirs"), prefer="ours"))[0].memo == "ours"
    assert not merged(changed(memo="same"), changed(memo="same")).conflicts


def test_lists_are_put_together_item_by_item() -> None:
    def sourced(*who: str) -> StudyContent:
        return having(BASE, source=[replace(BASE.of(r.Source)[0], participants=who)])

    more = [r.Participant("R3")]
    plan = merged(sourced("R2"), also(sourced("R1", "R3"), participant=more))
    assert plan.merged.of(r.Source)[0].participants == ("R2", "R3")
    assert not plan.conflicts


def test_codes_of_one_layer_path_are_one_and_others_of_that_name_get_another() -> None:
    ours = also(BASE, code=[r.Code("aspect", "lamp", label_en="Lamp")])
    same = merged(ours, also(BASE, code=[r.Code("aspect", "lamp", label_nl="Lamp")]))
    assert [(c.code, c.label_en, c.label_nl) for c in same.merged.of(r.Code)[3:]] == [("lamp", "Lamp", "Lamp")]
    theirs = also(BASE, code=[r.Code("aspect", "lamp", "light")], coding=[r.Coding("2", "aspect", "lamp")])
    apart = merged(ours, theirs)
    assert [(c.code, c.parent) for c in apart.merged.of(r.Code)[3:]] == [("lamp", ""), ("lamp-2", "light")]
    assert r.Coding("2", "aspect", "lamp-2") in apart.merged.of(r.Coding)


def test_a_code_that_they_renamed_is_renamed_here_and_what_was_coded_with_it_since_follows() -> None:
    guid = merged(BASE, BASE).merged.of(r.Code)[0].guid
    assert not guid
    from spanveld.model.names import guid_of, study_guid

    known = guid_of(study_guid("room"), "code", "aspect/light")
    renamed = having(BASE, code=[r.Code("aspect", "lamplight", guid=known), *BASE.of(r.Code)[1:]])
    theirs = having(renamed, coding=[r.Coding("1", "aspect", "lamplight"), BASE.of(r.Coding)[1]])
    ours = also(BASE, coding=[r.Coding("2", "aspect", "light")])
    plan = merged(ours, theirs)
    assert plan.merged.of(r.Code)[0].code == "lamplight"
    assert not plan.conflicts
    assert {c.code for c in plan.merged.of(r.Coding)} == {"lamplight", "calm"}
    assert len(plan.merged.of(r.Coding)) == 3


def test_two_codes_of_an_exclusive_layer_by_one_coder_on_one_passage_are_a_conflict() -> None:
    def recoded(code: str) -> StudyContent:
        return having(BASE, coding=[BASE.of(r.Coding)[0], r.Coding("2", "mood", code, "ann"), BASE.of(r.Coding)[1]])

    plan = merged(recoded("calm"), recoded("cross"))
    assert [(c.field, c.ours, c.theirs) for c in plan.conflicts] == [("code", "calm", "cross")]
    assert len(plan.merged.of(r.Coding)) == 3


def test_what_one_removed_goes_unless_the_other_changed_it_or_built_on_it() -> None:
    theirs = without(BASE, BASE.of(r.Passage)[0], *BASE.of(r.Coding))
    assert [p.passage for p in passages(merged(BASE, theirs))] == ["2"]
    assert not merged(BASE, theirs).merged.of(r.Coding)
    ours = also(BASE, evidence=[], coding=[r.Coding("1", "mood", "cross", "ben")])
    for side, left in (("ours", ["1", "2"]), ("theirs", ["2"])):
        plan = merged(ours, theirs, prefer=side)
        assert [(c.what, c.field, c.ours, c.theirs) for c in plan.conflicts] == [("passage:1", "", "kept", "removed")]
        assert [p.passage for p in passages(plan)] == left
        assert len(plan.merged.of(r.Coding)) == (3 if side == "ours" else 0)
    assert len(merged(ours, theirs).unsettled) == 1


def test_the_same_holds_where_we_removed_and_they_built_on_it() -> None:
    ours = without(BASE, BASE.of(r.Passage)[0], *BASE.of(r.Coding))
    theirs = also(BASE, coding=[r.Coding("1", "mood", "cross", "ben")])
    for side, left in (("ours", {"2"}), ("theirs", {"1", "2"})):
        plan = merged(ours, theirs, prefer=side)
        assert {p.passage for p in passages(plan)} == left
        assert len(plan.conflicts) == 1
        assert len(plan.merged.of(r.Coding)) == (0 if side == "ours" else 3)


def test_a_participant_whom_one_removed_and_the_other_gave_a_voice_is_asked_about() -> None:
    ours = without(BASE, BASE.of(r.Participant)[1])
    theirs = also(BASE, passage=[r.Passage("3", "S", 0, 3, "ann", voices=("R2",))])
    assert [c.what for c in merged(ours, theirs).conflicts] == ["participant:R2"]
    assert passages(merged(ours, theirs, prefer="ours"))[2].voices == ()
    assert passages(merged(ours, theirs, prefer="theirs"))[2].voices == ("R2",)


def test_a_text_that_they_corrected_moves_what_we_marked_in_it() -> None:
    text = TEXT.replace("The lamp", "The old lamp")
    moved = [r.Passage("1", "S", 0, 20, "ann", memo="was"), r.Passage("2", "S", 47, 73, "ben", voices=("R1",))]
    theirs = replace(having(BASE, passage=moved), texts={"S": text})
    ours = also(BASE, passage=[r.Passage("3", "S", 17, 42, "ben")])
    plan = merged(ours, theirs)
    assert plan.texts == {"S": text}
    assert not plan.conflicts
    assert [text[p.start : p.end] for p in passages(plan)] == [
        "The old lamp is out.",
        "Whoever is cold goes home.",
        "Nobody reads in the dark.",
    ]


def test_a_text_that_we_corrected_moves_what_they_marked_in_it() -> None:
    text = TEXT.replace("The lamp", "The old lamp")
    moved = [r.Passage("1", "S", 0, 20, "ann", memo="was"), r.Passage("2", "S", 47, 73, "ben", voices=("R1",))]
    ours = replace(having(BASE, passage=moved), texts={"S": text})
    plan = merged(ours, also(BASE, passage=[r.Passage("3", "S", 17, 42, "ben")]))
    assert not plan.texts
    assert not plan.changes
    assert not plan.conflicts
    assert text[passages(plan)[2].start : passages(plan)[2].end] == "Nobody reads in the dark."


def test_a_passage_whose_words_the_other_copy_took_out_of_the_text_is_in_doubt_and_not_lost() -> None:
    theirs = replace(BASE, texts={"S": TEXT.replace(" Nobody reads in the dark.", "")})
    plan = merged(also(BASE, passage=[r.Passage("3", "S", 17, 42, "ben")]), theirs)
    found = passages(plan)[2]
    assert (found.passage, found.start, found.end, found.doubt) == ("3", None, None, "Nobody reads in the dark.")


def test_a_text_that_both_corrected_is_a_conflict() -> None:
    ours = replace(BASE, texts={"S": TEXT.replace("lamp", "light")})
    theirs = replace(BASE, texts={"S": TEXT.replace("lamp", "torch")})
    assert [(c.what, c.field) for c in merged(ours, theirs).conflicts] == [("source:S", "text")]
    assert "torch" in merged(ours, theirs, prefer="theirs").merged.texts["S"]
    assert "light" in merged(ours, theirs, prefer="ours").merged.texts["S"]


def test_a_source_that_both_brought_in_with_the_same_text_is_one_and_others_get_a_name_and_a_file_of_their_own() -> (
    None
):
    ours = replace(also(BASE, source=[r.Source("T", "document", "a.txt")]), texts={"S": TEXT, "T": "one"})
    same = replace(also(BASE, source=[r.Source("U", "document", "b.txt")]), texts={"S": TEXT, "U": "one"})
    assert [s.source for s in merged(ours, same).merged.of(r.Source)] == ["S", "T"]
    other = replace(also(BASE, source=[r.Source("t", "document", "A.txt")]), texts={"S": TEXT, "t": "two"})
    plan = merged(ours, other)
    assert [(s.source, s.file) for s in plan.merged.of(r.Source)[1:]] == [("T", "a.txt"), ("t-2", "sources/t-2.txt")]
    assert plan.merged.texts["t-2"] == "two"


def test_with_a_second_case_what_left_its_case_out_belongs_to_the_first() -> None:
    content = having(BASE, case=[r.Case("C")])
    theirs = having(content, case=[r.Case("C"), r.Case("D")], source=[replace(BASE.of(r.Source)[0], case="C")])
    plan = merge_plan(content, theirs, content, salts=SALTS)
    assert plan.merged.of(r.Source)[0].case == "C"
    assert [c.case for c in plan.merged.of(r.Case)] == ["C", "D"]
    assert plan.changes["source"]


def test_title_and_unknown_keys_of_the_study_are_put_together_too() -> None:
    plan = merged(replace(BASE, own={"a": 1}), replace(BASE, title="Hall", own={"b": 2}))
    assert (plan.merged.title, plan.merged.own) == ("Hall", {"a": 1, "b": 2})
    both = merged(replace(BASE, title="One"), replace(BASE, title="Two"))
    assert [(c.what, c.field) for c in both.conflicts] == [("study:room", "title")]
    assert merged(BASE, replace(BASE, title="Hall"), heading=False).empty


def test_a_framework_that_only_the_other_has_is_refused_by_name() -> None:
    one = replace(BASE, frameworks=(tiny(),))
    with pytest.raises(Refused, match="five-dimensions"):
        merge_plan(one, replace(one, frameworks=(tiny(), reading_room())), one)
    assert merge_plan(replace(one, frameworks=(tiny(), reading_room())), one, one).empty


def test_where_nothing_tells_what_both_were_equal_names_are_one_thing_and_differences_are_asked_about() -> None:
    theirs = having(BASE, passage=[replace(BASE.of(r.Passage)[0], memo="other"), BASE.of(r.Passage)[1]])
    plan = merge_plan(BASE, theirs)
    assert [(c.what, c.field) for c in plan.conflicts] == [("passage:1", "memo")]
    assert len(passages(plan)) == 2
    assert merge_plan(BASE, BASE).empty


def test_a_project_that_is_taken_in_again_updates_by_guid_and_what_it_lost_stays_and_is_listed() -> None:
    guid = "00000000-0000-4000-8000-000000000001"
    first = having(
        BASE,
        passage=[
            r.Passage("1", "S", 0, 16, "ann", guid=guid),
            r.Passage("2", "S", 43, 69, "ben", guid=guid[:-1] + "2"),
        ],
    )
    ours = having(first, passage=[replace(first.of(r.Passage)[0], passage="9"), first.of(r.Passage)[1]], coding=[])
    again = having(first, passage=[replace(first.of(r.Passage)[0], memo="new")], coding=[])
    plan = merge_plan(ours, again, having(first, coding=[]), gone="keep", heading=False)
    assert [(p.passage, p.memo) for p in passages(plan)] == [("9", "new"), ("2", "")]
    assert plan.gone == ("passage:2",)
    assert not plan.conflicts


def test_main_points_in_one_place_of_a_list_are_both_kept() -> None:
    point = r.Summary("S", "", 1, "ours")
    plan = merged(also(BASE, summary=[point]), also(BASE, summary=[replace(point, text="theirs")]))
    assert [(s.position, s.text) for s in plan.merged.of(r.Summary)] == [
        (1, "ours"),
        (2, "theirs"),
    ]
    assert not plan.conflicts


def test_a_memo_that_both_rewrote_is_one_conflict_and_two_new_memos_are_two() -> None:
    memo = r.Memo("", "note", "2024", "Ann", "was")
    base = also(BASE, memo=[memo])
    plan = merge_plan(
        having(base, memo=[replace(memo, text="one")]),
        having(base, memo=[replace(memo, text="two")]),
        base,
        salts=SALTS,
    )
    assert [(c.field, c.base, c.ours, c.theirs) for c in plan.conflicts] == [("text", "was", "one", "two")]
    assert "was" not in plan.conflicts[0].what
    both = merged(also(BASE, memo=[replace(memo, text="one")]), also(BASE, memo=[replace(memo, text="two")]))
    assert len(both.merged.of(r.Memo)) == 2
    assert not both.conflicts


def test_what_an_assessor_sealed_is_in_no_conflict() -> None:
    def sealed(content: str) -> StudyContent:
        return replace(
            having(
                BASE, assessment=[r.Assessment("A", dimension="x")], sealed_mark=[r.SealedMark("A", "ann", "", content)]
            ),
        )

    plan = merge_plan(sealed('{"best": 1}'), sealed('{"best": 2}'), sealed('{"best": 0}'))
    assert [(c.field, c.base, c.ours, c.theirs, c.sealed) for c in plan.conflicts] == [("content", "", "", "", True)]
