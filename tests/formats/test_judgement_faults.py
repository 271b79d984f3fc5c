"""A folder with a judgement that does not fit its scale is refused: what is wrong, where, and what to do about it.

Over 400 lines because it is one table: a wrong row and its exact message.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from spanveld.formats.study_folder import read_folder
from spanveld.model.errors import FolderError

FIVE = Path(__file__).parent.parent / "frameworks" / "five-dimensions" / "1.0.0.yaml"
MARKED = (
    "case,dimension,sub_dimension,assessor,round,best,low,high,answer,reason,tension_strength,grade,adequacy,agreed\n"
)
GOOD: Mapping[str, str] = {
    "study.yaml": """\
format: 1
id: demo
frameworks: [governance-tensions@1, five-dimensions@1, page-2015-values@1]
cases: [{id: C}]
sub_cases: [{id: T1}]
waves: [{id: W1}]
coders: [{id: ann}, {id: bob}, {id: eve}]
layers: [{id: mood, role: dimension, open: true}]
""",
    "frameworks/five-dimensions.yaml": FIVE.read_text(encoding="utf-8"),
    "sources.csv": "source,kind,file\ns1,document,s1.txt\n",
    "s1.txt": "One two three.\n",
    "codes.csv": "layer,code\nmood,glad\n",
    "passages.csv": "passage,source,start,end\np1,s1,0,3\n",
    "judgements.csv": MARKED + "C,authorise,inclusion,ann,1,-1,-2,0,,,strong,low,serious: one voice,\n",
    "assessments.csv": (
        "assessment,dimension,wave,assessors,phase,round\n"
        "A1,authorise,W1,ann;bob,blind,1\n"
        "A2,perform,,ann,preparing,\n"
        "A3,light,,ann;bob,blind,2\n"
    ),
    "assessment_scopes.csv": (
        "assessment,question,answer\n"
        "A1,object,the network\n"
        "A1,stage,execution\n"
        "A1,form,lead_organisation\n"
        "A3,asked_of_board,a lamp\n"
    ),
    "sealed_marks.csv": (
        "assessment,assessor,sub_dimension,content\n"
        'A1,ann,inclusion,"{""best"": -4, ""low"": -4, ""high"": -2, ""evidence"": {""passage:p1"": ""supports""}}"\n'
        'A1,bob,,"{""answer"": ""cannot_judge"", ""reason"": ""thin: two remarks""}"\n'
        "A3,bob,at_the_seat,\n"
    ),
    "contrary_searches.csv": (
        "assessment,sub_dimension,query,found,searched\nA1,inclusion,word:lamp,0,2026-01-02T03:04:05Z\n"
    ),
    "anchor_examples.csv": "dimension,sub_dimension,position,passage\nlight,at_the_seat,-2,p1\n",
    "audit_settings.csv": "rule,threshold,off\nfew_voices,2,\n",
}
RUNS = "lies outside the scale of governance-tensions, which runs from -4 to 4; write one of its positions."
SEALED = "sealed_marks.csv:2: content: "


def mark(**values: object) -> str:
    """judgements.csv with one row."""
    given = {"case": "C", "dimension": "authorise", "assessor": "ann", "round": "1", "best": 0, "low": 0, "high": 0}
    row = {**given, **values}
    return MARKED + ",".join(str(row.get(column, "")) for column in MARKED.strip().split(",")) + "\n"


def line(column: str, value: object, reason: str) -> list[str]:
    return [f"judgements.csv:2: {column}: '{value}' {reason}"]


def seal(content: str) -> str:
    """sealed_marks.csv with one row."""
    cell = content.replace('"', '""')
    return f'assessment,assessor,sub_dimension,content\nA1,ann,,"{cell}"\n'


JUDGED: Mapping[str, tuple[str, list[str]]] = {
    "a position below the scale": (mark(best=-5, low=-5), [
        f"judgements.csv:2: best: '-5' {RUNS}", f"judgements.csv:2: low: '-5' {RUNS}"]),
    "a position above the scale": (mark(high=5), line("high", 5, RUNS)),
    "a position outside another scale": (
        mark(dimension="light", low=-3),
        line("low", -3, "lies outside the scale of five-dimensions, which runs from -2 to 2; write one of its positions."),
    ),
    "a position with decimals": (
        mark(best="0.5"),
        line("best", "0.5", "is no whole number; write it in the digits 0-9, with - before it where it is negative."),
    ),
    "low above high": (mark(low=2, high=1, best=1), line("low", 2, "is above high, 1; correct one of the two.")),
    "best outside the interval": (
        mark(best=2, high=1),
        line("best", 2, "does not lie from low, 0, to high, 1; correct one of the three."),
    ),
    "half an interval": (
        mark(high=""),
        line("high", "", "is empty, but best, low and high go together; fill in all three, or none."),
    ),
    "neither position nor answer": (
        mark(best="", low="", high=""),
        line("best", "", "is empty, and there is no answer either; fill in best, low and high, or an answer."),
    ),
    "a position and an answer": (
        mark(answer="both_poles"),
        line("answer", "both_poles", "stands beside a position; keep the one or the other."),
    ),
    "an answer that no judgement has": (
        mark(best="", low="", high="", answer="perhaps"),
        line("answer", "perhaps", "is not allowed here; write one of: cannot_judge, both_poles, not_applicable."),
    ),
    "an answer without its reason": (
        mark(best="", low="", high="", answer="not_applicable"),
        line("reason", "", "is empty, but the answer not_applicable needs a reason; fill it in."),
    ),
    "a reason that the framework does not have": (
        mark(best="", low="", high="", answer="cannot_judge", reason="tired: it was late"),
        line("reason", "tired: it was late", "begins with 'tired', which is no reason of cannot_judge; write one of: "
             "thin, not_asked, mixed, one_side, other, a colon and words, or words alone."),
    ),
    "both poles of a part": (
        mark(best="", low="", high="", answer="both_poles", sub_dimension="mandate"),
        line("answer", "both_poles", "is an answer for a dimension as a whole; leave the sub-dimension empty."),
    ),
    "an unknown dimension": (
        mark(dimension="money"),
        line("dimension", "money", "is no dimension here; write one of: authorise, democratic_accountability, flexibilise, "
             "glad, light, order, perform, procedural_legitimacy, quiet, substantive_outcomes, warmth, welcome."),
    ),
    "an unknown sub-dimension": (
        mark(sub_dimension="money"),
        line("sub_dimension", "money", "is no sub-dimension of authorise; write one of: inclusion, influence, interests, "
             "mandate, decision_link, or leave it empty."),
    ),
    "a part of a dimension without parts": (
        mark(dimension="quiet", sub_dimension="mandate"),
        line("sub_dimension", "mandate", "is no sub-dimension: quiet has none; leave it empty."),
    ),
    "a framework without a scale": (
        mark(dimension="substantive_outcomes"),
        line("dimension", "substantive_outcomes",
             "is a dimension of page-2015-values, which has no scale to judge it on; remove this row."),
    ),
    "a dimension of the study's own": (
        mark(dimension="glad"),
        line("dimension", "glad",
             "is a dimension of the study's own, which no framework has a scale for; remove this row."),
    ),
    "an unknown strength": (
        mark(tension_strength="huge"),
        line("tension_strength", "huge",
             "is not on the scale of governance-tensions; write one of: none, visible, strong, cannot_say."),
    ),
    "an unknown grade": (
        mark(grade="best"),
        line("grade", "best", "is not on the scale of governance-tensions; write one of: high, moderate, low, very_low."),
    ),
    "a grade where there are none": (
        mark(dimension="quiet", grade="high"),
        line("grade", "high", "is given, but the scale of five-dimensions has no such thing; leave it empty."),
    ),
    "an unknown concern": (
        mark(adequacy="some: one voice"),
        line("adequacy", "some: one voice", "begins with 'some', which is no concern of the scale; write one of: none, minor, "
             "moderate, serious, a colon and words, or words alone."),
    ),
    "two agreed judgements": (
        mark(agreed=1) + mark(agreed=1, assessor="bob").partition("\n")[2],
        ["judgements.csv:3: agreed: '1' is a second agreed judgement of the same thing (the first is on line 2); keep one."],
    ),
    "two agreed judgements, one without its case": (
        mark(agreed=1) + mark(agreed=1, assessor="bob", case="").partition("\n")[2],
        ["judgements.csv:3: agreed: '1' is a second agreed judgement of the same thing (the first is on line 2); keep one."],
    ),
    "an agreed round that nobody agreed": (
        mark(round="agreed"),
        line("round", "agreed",
             "is the round of the judgement that was agreed on; write 1 in agreed, or the number of a round."),
    ),
}  # fmt: skip

OTHERS: Mapping[str, tuple[str, str | tuple[str, str], list[str]]] = {
    "two assessments of one thing": (
        "assessments.csv", ("A2,perform,,", "A2,authorise,W1,"),
        ["assessments.csv:3: dimension: 'authorise' is judged in the assessment of line 2 already, of the same case, sub-case and "
         "wave; keep one of them."],
    ),
    "an assessment of what has no scale": (
        "assessments.csv", ("A2,perform", "A2,substantive_outcomes"),
        ["assessments.csv:3: dimension: 'substantive_outcomes' is a dimension of page-2015-values, which has no scale to judge it "
         "on; remove this row."],
    ),
    "a blind round without a number": (
        "assessments.csv", ("bob,blind,2", "bob,blind,"),
        ["assessments.csv:4: round: '' is no round; in the phase blind write a number from 1."],
    ),
    "a phase that there is not": (
        "assessments.csv", ("ann,preparing", "ann,waiting"),
        ["assessments.csv:3: phase: 'waiting' is not allowed here; write one of: preparing, blind, discussion, closed."],
    ),
    "an unknown assessor": (
        "assessments.csv", ("perform,,ann", "perform,,zed"),
        ["assessments.csv:3: assessors: 'zed' is not among the coders of study.yaml; add it there or correct this name."],
    ),
    "an unknown question of the scope": (
        "assessment_scopes.csv", ("A1,object", "A1,colour"),
        ["assessment_scopes.csv:2: question: 'colour' is no question of the scope on the scale of governance-tensions; write one "
         "of: object, perspective, stage, relation, form, fixed_by_law, fixed_by_choice, outcome, asked_of_board."],
    ),
    "an answer that is no code of the layer": (
        "assessment_scopes.csv", ("execution", "lunch"),
        ["assessment_scopes.csv:3: answer: 'lunch' is no answer to stage; write one of: decision, execution, policy_preparation."],
    ),
    "an answer that is not in the vocabulary": (
        "assessment_scopes.csv", ("lead_organisation", "club"),
        ["assessment_scopes.csv:4: answer: 'club' is no answer to form; write one of: lead_organisation, nao, none, shared, "
         "unknown."],
    ),
    "a sealed mark of no assessor": (
        "sealed_marks.csv", ("A1,bob", "A1,eve"),
        ["sealed_marks.csv:3: assessor: 'eve' is no assessor of A1; write one of: ann, bob, or add this one there."],
    ),
    "a sealed mark where nothing is blind": (
        "sealed_marks.csv", ("A3,bob,at_the_seat", "A2,ann,"),
        ["sealed_marks.csv:4: assessment: 'A2' is in the phase preparing, and only a blind round has sealed marks; correct one of "
         "the two."],
    ),
    "a sealed mark of an unknown part": (
        "sealed_marks.csv", ("at_the_seat", "at_the_door"),
        ["sealed_marks.csv:4: sub_dimension: 'at_the_door' is no sub-dimension of light; write one of: at_the_seat, "
         "between_shelves, or leave it empty."],
    ),
    "a sealed mark that is no JSON": (
        "sealed_marks.csv", seal("best: 1"),
        [SEALED + "'' is no mark; write a JSON object, or leave it empty."],
    ),
    "a sealed mark that is a list": (
        "sealed_marks.csv", seal("[1]"),
        [SEALED + "'' is no mark; write a JSON object, or leave it empty."],
    ),
    "a sealed position outside the scale": (
        "sealed_marks.csv", seal('{"best": 0, "low": 0, "high": 7}'),
        [SEALED + f"'high: 7' {RUNS}"],
    ),
    "a sealed position with decimals": (
        "sealed_marks.csv", seal('{"best": 0.5, "low": 0, "high": 1}'),
        [SEALED + "'best: 0.5' is no position; write a whole number."],
    ),
    "a sealed low above high": (
        "sealed_marks.csv", seal('{"best": 0, "low": 1, "high": 0}'),
        [SEALED + "'low: 1' is above high, 0; correct one of the two."],
    ),
    "a sealed answer without its reason": (
        "sealed_marks.csv", seal('{"answer": "cannot_judge"}'),
        [SEALED + "'reason: ' is empty, but the answer cannot_judge needs a reason; fill it in."],
    ),
    "a sealed field that no mark has": (
        "sealed_marks.csv", seal('{"colour": "red"}'),
        [SEALED + "'colour' is no field of a mark; write some of: best, low, high, answer, reason, tension_strength, grade, "
         "method, coherence, adequacy, relevance, rationale, evidence."],
    ),
    "a sealed rationale that is a number": (
        "sealed_marks.csv", seal('{"best": 0, "low": 0, "high": 0, "rationale": 7}'),
        [SEALED + "'rationale: 7' is no text; write it between quotation marks."],
    ),
    "sealed evidence of a source": (
        "sealed_marks.csv", seal('{"best": 0, "low": 0, "high": 0, "evidence": {"source:s1": "supports"}}'),
        [SEALED + "'source:s1' is no evidence; write passage:ID or finding:ID."],
    ),
    "sealed evidence without a stance": (
        "sealed_marks.csv", seal('{"best": 0, "low": 0, "high": 0, "evidence": {"passage:p1": "likes"}}'),
        [SEALED + "'passage:p1: likes' is no stance; write one of: supports, qualifies, contradicts."],
    ),
    "fewer than no passages found": (
        "contrary_searches.csv", ("lamp,0", "lamp,-1"),
        ["contrary_searches.csv:2: found: '-1' is negative; write how many passages were found."],
    ),
    "a search for an unknown part": (
        "contrary_searches.csv", ("inclusion", "aims"),
        ["contrary_searches.csv:2: sub_dimension: 'aims' is no sub-dimension of authorise; write one of: inclusion, influence, "
         "interests, mandate, decision_link, or leave it empty."],
    ),
    "an example outside the scale": (
        "anchor_examples.csv", ("-2", "-4"),
        ["anchor_examples.csv:2: position: '-4' lies outside the scale of five-dimensions, which runs from -2 to 2; write one of "
         "its positions."],
    ),
    "a negative limit of the audit": (
        "audit_settings.csv", ("few_voices,2", "few_voices,-2"),
        ["audit_settings.csv:2: threshold: '-2' is negative; write a limit of 0 or more."],
    ),
}  # fmt: skip


def put(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def faults(folder: Path) -> list[str]:
    with pytest.raises(FolderError) as caught:
        read_folder(folder)
    return [str(problem) for problem in caught.value.problems]


def test_the_folder_that_the_tables_break_is_good(tmp_path: Path) -> None:
    assert len(read_folder(put(tmp_path, GOOD)).content.records["sealed_mark"]) == 3


@pytest.mark.parametrize("name", JUDGED)
def test_a_wrong_judgement_is_refused_with_exactly_its_faults(name: str, tmp_path: Path) -> None:
    text, expected = JUDGED[name]
    assert faults(put(tmp_path, {**GOOD, "judgements.csv": text})) == expected


@pytest.mark.parametrize("name", OTHERS)
def test_a_wrong_assessment_is_refused_with_exactly_its_faults(name: str, tmp_path: Path) -> None:
    file, change, expected = OTHERS[name]
    text = change if isinstance(change, str) else GOOD[file].replace(*change, 1)
    assert text != GOOD[file]
    assert faults(put(tmp_path, {**GOOD, file: text})) == expected


def test_a_judgement_of_a_folder_without_assessments_needs_no_round(tmp_path: Path) -> None:
    files = {**GOOD, "judgements.csv": mark(round="", best=1, low=0, high=2)}
    assert read_folder(put(tmp_path, files)).content.records["judgement"][0].round == ""


def test_a_framework_without_answers_of_its_own_takes_every_answer(tmp_path: Path) -> None:
    text = mark(dimension="quiet", best="", low="", high="", answer="cannot_judge")
    assert read_folder(put(tmp_path, {**GOOD, "judgements.csv": text})).content.records["judgement"][0].answer


def test_a_judgement_of_several_cases_says_of_which(tmp_path: Path) -> None:
    files = {**GOOD, "study.yaml": GOOD["study.yaml"].replace("[{id: C}]", "[{id: C}, {id: D}]")}
    reason = "is empty, but the study has more than one case; say which case this is about."
    assert faults(put(tmp_path, files)) == [f"assessments.csv:{line}: case: '' {reason}" for line in (2, 3, 4)]
