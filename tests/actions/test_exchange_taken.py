"""A project of another program as records of a study: what becomes of each part, and that nothing leaves without a word."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from spanveld.actions.exchange_choices import TakingChoices, mapping_csv, read_mapping
from spanveld.actions.exchanging import take
from spanveld.formats.exchange.account_text import account_of, account_text
from spanveld.formats.exchange.leftovers import Leftovers, data_of, description_guid, value_of, whole_guid
from spanveld.formats.exchange.project import (
    Case,
    Code,
    CodeSet,
    Coding,
    Link,
    Note,
    Project,
    Selection,
    Source,
    Stamp,
    Value,
    Variable,
)
from spanveld.formats.study_folder import read_folder, write_folder
from spanveld.model import records as r
from spanveld.model.errors import Refused
from spanveld.model.kinds import KINDS
from spanveld.model.merging import merge_plan
from spanveld.model.study import StudyContent
from tests.actions.brought import MADE, TEXT, guid, kitchen, marked, with_source
from tests.session.samples import sample

EMPTY = StudyContent("leeg", language="nl", records={"coder": (r.Coder("ann"),)})
AS_IT_IS = TakingChoices()


def taken(
    project: Project, ours: StudyContent = EMPTY, choices: TakingChoices = AS_IT_IS, file: str = "Keuken 1.qdpx"
) -> StudyContent:
    """The study after the project came in."""
    found = take(project, ours, choices, file=file, moment="2025-01-01T00:00:00Z", actor="ann")
    plan = merge_plan(ours, found.theirs, found.base, gone="keep", heading=False)
    assert plan.conflicts == ()
    return plan.merged


def by(content: StudyContent, kind: str, **values: Any) -> Any:
    """The one record of a kind with these values."""
    [found] = [
        each for each in content.records[kind] if all(getattr(each, name) == value for name, value in values.items())
    ]
    return found


def words(content: StudyContent, passage: Any) -> str:
    return content.texts[passage.source][passage.start : passage.end]


def test_each_part_of_a_project_finds_its_place() -> None:
    content = taken(kitchen())
    source = by(content, "source", guid=guid("talk"))
    assert (source.source, source.kind, source.title) == ("1", "document", "Gesprek in de keuken")
    assert (content.texts["1"], content.originals["1"], source.original) == (
        TEXT,
        b"not really a docx",
        "originals/1.docx",
    )
    assert {(each.coder, each.name, each.guid) for each in content.records["coder"]} == {
        ("ann", "", ""),
        ("ida", "Ida", guid("ida")),
        ("otto", "Otto", guid("otto")),
    }
    assert [(c.layer, c.code, c.parent, c.label_nl, c.definition, c.guid) for c in content.records["code"]] == [
        ("keuken-1", "maaltijd", "", "Maaltijd", "", guid("meal")),
        ("keuken-1", "koud", "maaltijd", "Koud", "Onder 20 graden.", guid("cold")),
        ("keuken-1", "smaak", "maaltijd", "Smaak", "", guid("taste")),
        ("keuken-1", "stilte", "", "Stilte", "", guid("quiet")),
    ]
    assert by(content, "layer", layer="keuken-1") == r.Layer("keuken-1", "none", True, False)


def test_each_selection_is_a_passage_with_its_guid_its_words_its_coder_and_its_memo() -> None:
    content = taken(kitchen())
    soup, quiet, bare = (by(content, "passage", guid=guid(name)) for name in ("soup", "quiet", "bare"))
    assert [words(content, each) for each in (soup, quiet, bare)] == [
        "De soep was koud.",
        "Niemand zei iets 👩‍🍳",
        "het toetje",
    ]
    assert (soup.coder, quiet.coder, quiet.memo, bare.coder) == ("ida", "otto", "Stilte!", "")
    assert {(c.code, c.coder, c.created, c.guid) for c in content.records["coding"] if c.passage == soup.passage} == {
        ("koud", "", MADE, guid("soup cold ida")),
        ("koud", "otto", MADE, guid("soup cold otto")),
        ("smaak", "", MADE, guid("soup taste ida")),
    }
    lost = by(content, "passage", guid=guid("lost"))
    assert (lost.start, lost.doubt) == (None, "De jus was op.")
    whole = by(content, "passage", guid=whole_guid(guid("talk")))
    assert (whole.start, whole.end, whole.coder) == (0, len(TEXT), "otto")


def test_people_values_notes_and_sets_are_where_they_can_be_read() -> None:
    content = taken(kitchen())
    cook, guest = by(content, "participant", guid=guid("cook")), by(content, "participant", guid=guid("guest"))
    assert (cook.participant, cook.function, guest.participant) == ("P1", "De kok", "R7")
    assert by(content, "source", source="1").participants == ("P1",)
    assert by(content, "passage", guid=guid("quiet")).voices == ("R7",)
    assert {(each.subject, each.name, each.value) for each in content.records["attribute"]} == {
        ("source:1", "Weer", "regen"),
        ("participant:P1", "Leeftijd", "54"),
        ("source:1", "Leeftijd", "12"),
        ("source:1", "dag", "maandag"),
    }
    quiet = by(content, "passage", guid=guid("quiet")).passage
    assert by(content, "memo", guid=guid("note")) == r.Memo(
        f"passage:{quiet}", "note", "2024-04-05", "otto", "Inval\n\nWaarom zo stil?", guid("note")
    )
    assert (by(content, "memo", guid=guid("alone")).subject, by(content, "memo", guid=guid("alone")).author) == (
        "",
        "ida",
    )
    assert by(content, "memo", guid=description_guid(guid("talk"))).text == "Opgenomen in de keuken."
    assert by(content, "memo", guid=description_guid(guid("cook"))).subject == "participant:P1"
    assert by(content, "memo", text="Over soep.").subject == ""


def test_what_has_no_place_is_kept_under_its_guid_and_becomes_the_same_again() -> None:
    project = kitchen()
    left = Leftovers(taken(project))
    assert value_of(Link, {"guid": guid("link"), **left.extras(guid("link"), "Link")}) == project.links[0]
    assert left.extras(guid("meal"), "Code") == {"colour": "#FF8800", "codable": False}
    [area] = left.extras(guid("talk"), "Source")["loose"]
    assert value_of(Selection, area) == project.sources[0].selections[4]
    photo = left.extras(guid("photo"), "Source")
    assert [value_of(Selection, each) for each in photo["selections"]] == list(project.sources[1].selections)
    assert left.extras("", "Kept")["elements"] == [data_of(project.kept[0])]
    assert left.extras(guid("cook"), "Case") == {"codes": [guid("cold")], "kind": "participant"}
    assert left.extras(guid("age"), "Variable") == {"name": "Leeftijd", "type": "Integer"}


def test_the_words_of_a_passage_and_log_in_names_are_not_kept_beside() -> None:
    content = taken(kitchen())
    kept = "\n".join(row.content for row in content.records["foreign"])
    assert "De soep was koud" not in kept
    assert "DOMAIN" not in kept + "".join(map(str, content.records["exchange"]))
    named = with_source(kitchen(), selections=(marked("soup", "De soep was koud.", ("cold", "ida"), name="Begin"),))
    assert Leftovers(taken(named)).extras(guid("talk"), "Source")["selections"][guid("soup")]["name"] == "Begin"


def test_the_account_adds_up_for_every_kind_of_element() -> None:
    account = take(kitchen(), EMPTY, AS_IT_IS).account
    assert account.lines
    for line in account.lines.values():
        assert line.in_file == line.taken + line.changed + line.kept + line.dropped
    assert (account.lines["PictureSource"].kept, account.lines["PDFSelection"].kept, account.lines["Link"].kept) == (
        1,
        1,
        1,
    )
    kept = account_of(account_text(account))
    assert kept.account.as_data() == account.as_data()
    assert [remark.text() for remark in kept.account.remarks] == [remark.text() for remark in account.remarks]


def test_an_account_that_somebody_wrote_over_is_an_empty_one() -> None:
    for text in ("", "x", "[]", '{"lines": 3}', '{"sources": [{"convention": "?"}]}'):
        assert account_of(text).account.lines == {}


def test_what_came_in_is_a_study_folder_without_faults(tmp_path: Any) -> None:
    content = taken(kitchen(), sample())
    write_folder(tmp_path / "folder", content)
    again = read_folder(tmp_path / "folder").content
    assert {name: len(rows) for name, rows in again.records.items()} == {
        name: len(rows) for name, rows in content.records.items()
    }


def test_a_second_time_nothing_comes_in_but_the_import_itself() -> None:
    first = taken(kitchen())
    second = taken(kitchen(), first)
    assert [each.exchange for each in second.records["exchange"]] == ["E1", "E2"]
    for kind in set(KINDS) - {"exchange", "foreign"}:
        assert list(second.records.get(kind, ())) == list(first.records.get(kind, ())), kind
    assert len(second.records["foreign"]) == len(first.records["foreign"])


# ---------------------------------------------------------------------- mapping
def test_a_mapping_sends_codes_to_those_of_the_study_and_leaves_others_out() -> None:
    ours, project = sample(), kitchen()
    table = mapping_csv(project, layer="mood")
    assert table.splitlines()[:3] == [
        "guid,code,passages,layer,to",
        f"{guid('meal')},Maaltijd,1,mood,",
        f"{guid('cold')},Maaltijd / Koud,2,mood,",
    ]
    edited = table.replace("Maaltijd / Koud,2,mood,", "Maaltijd / Koud,2,aspect,cold").replace(
        "Stilte,1,mood,", "Stilte,1,mood,-"
    )
    mapped = read_mapping(edited, project)
    content = taken(project, ours, TakingChoices(mapping=mapped.mapping, layers=mapped.layers))
    soup = by(content, "passage", guid=guid("soup")).passage
    assert {(c.layer, c.code) for c in content.records["coding"] if c.passage == soup} == {
        ("aspect", "cold"),
        ("mood", "smaak"),
    }
    assert {c.layer for c in content.records["code"] if c.guid in (guid("meal"), guid("taste"))} == {"mood"}
    assert not [c for c in content.records["code"] if c.guid in (guid("cold"), guid("quiet"))]
    quiet = by(content, "passage", guid=guid("quiet")).passage  # it has a memo, and stays for that
    assert not [c for c in content.records["coding"] if c.passage == quiet]
    later = taken(project, content)  # the mapping is remembered
    assert list(later.records["coding"]) == list(content.records["coding"])
    assert list(later.records["code"]) == list(content.records["code"])


def test_two_codes_of_an_exclusive_layer_on_one_selection_are_two_passages_over_the_same_words() -> None:
    content = taken(kitchen(), sample(), TakingChoices(layer="mood"))
    over = [
        p
        for p in content.records["passage"]
        if p.source == by(content, "source", guid=guid("talk")).source and p.start == 0 and p.end == 17
    ]
    codes = {
        p.guid: {(c.code, c.coder or p.coder) for c in content.records["coding"] if c.passage == p.passage}
        for p in over
    }
    assert codes.pop(guid("soup")) == {("koud", "ida"), ("koud", "otto")}
    [(second, rest)] = codes.items()
    assert rest == {("smaak", "ida")}
    assert Leftovers(content).extras(guid("talk"), "Source")["selections"][guid("soup")]["again"] == [second]


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        (TakingChoices(kind="sermon"), "'sermon' is not one of"),
        (TakingChoices(cases_as="wave"), "'wave' is not one of"),
        (TakingChoices(users={"Piet": "ann"}), "no user 'Piet'; it has: Ida, Otto"),
        (TakingChoices(users={"Ida": "piet"}), "no coder 'piet'"),
        (TakingChoices(layer="no such"), "'no such' is no identifier"),
        (TakingChoices(layer="tension"), "is closed"),
        (TakingChoices(mapping={guid("cold"): "aspect/none"}), "the layer 'aspect' has no such code"),
        (TakingChoices(mapping={guid("cold"): "nowhere/none"}), "There is no layer 'nowhere'"),
    ],
)
def test_a_choice_that_names_what_is_not_there_is_refused_in_words(choices: TakingChoices, said: str) -> None:
    with pytest.raises(Refused, match=said):
        take(kitchen(), sample(), choices)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("code,to\nx,y\n", "no column 'guid'"),
        ("guid,layer,to\n" + guid("elsewhere") + ",a,b\n", "which this project does not have"),
        ("guid,layer,to\n,a,b\n", "Line 2 of the mapping file has no GUID"),
        ("guid,layer,to\n" + guid("cold") + ",,b\n", "without a layer"),
        ('guid,layer,to\n"x\n', "cannot be read at line"),
        (b"guid,layer,to\n\xff\xfe", "not UTF-8"),
    ],
)
def test_a_mapping_file_that_cannot_be_read_says_where(table: str | bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_mapping(table, kitchen())


def test_a_mapping_file_may_come_back_from_a_spreadsheet_with_semicolons() -> None:
    project = kitchen()
    table = "\ufeff" + mapping_csv(project, layer="mood").replace(",", ";")
    assert read_mapping(table, project).layers[guid("cold")] == "mood"


# ---------------------------------------------------------------------- who
def test_a_user_can_be_a_coder_that_the_study_has_and_is_never_one_by_name_alone() -> None:
    ours = replace(EMPTY, records={"coder": (r.Coder("ann"), r.Coder("ida", "Ida"))})
    apart = taken(kitchen(), ours)
    assert by(apart, "passage", guid=guid("soup")).coder == "ida-2"
    told = taken(kitchen(), ours, TakingChoices(users={"Ida": "ida", guid("otto"): "ann"}))
    assert (by(told, "passage", guid=guid("soup")).coder, by(told, "passage", guid=guid("quiet")).coder) == (
        "ida",
        "ann",
    )
    later = taken(kitchen(), told)  # remembered
    assert [each.coder for each in later.records["coder"]] == ["ann", "ida"]


def test_a_user_of_whom_the_file_tells_nothing_is_the_unknown_coder() -> None:
    project = with_source(replace(kitchen(), users=()), codings=())
    content = taken(project)
    assert {each.coder for each in content.records["coder"]} == {"ann", "unknown"}
    assert by(content, "passage", guid=guid("soup")).coder == "unknown"


@pytest.mark.parametrize(("kind", "name"), [("party", "party-1"), ("case", "de-kok"), ("sub_case", "de-kok")])
def test_cases_can_be_parties_cases_and_sub_cases(kind: str, name: str) -> None:
    content = taken(kitchen(), EMPTY, TakingChoices(cases_as=kind))
    found = by(content, kind, guid=guid("cook"))
    assert (getattr(found, kind), found.name) == (name, "De kok")
    source = by(content, "source", source="1")
    assert {"case": source.case, "sub_case": "; ".join(source.sub_cases)}.get(kind, name) == name
    assert Leftovers(content).extras(guid("guest"), "Case")["selections"] == [guid("quiet")]


def test_text_that_no_record_can_hold_is_made_fit_without_moving_a_passage() -> None:
    text = TEXT.replace("soep was", "soep\x00was")
    odd = with_source(
        kitchen(), text=text, name="Ge\x00sprek", selections=(marked("quiet", "Niemand", ("quiet", "ida"), text=text),)
    )
    content = taken(odd)
    passage = by(content, "passage", guid=guid("quiet"))
    assert words(content, passage) == "Niemand"
    assert by(content, "source", source="1").title == "Ge\ufffdsprek"


def test_a_project_full_of_odd_things_comes_in_as_a_sound_study_and_every_element_is_accounted_for(
    tmp_path: Any,
) -> None:
    text = "Een 👩 kookt.\n" + "woord " * 20
    source = Source(
        guid("s"),
        "../../etc/passwd",
        text=text,
        ending="../x",
        original=b"1",
        selections=(
            Selection(
                guid("x1"), 0, 5, codings=(Coding("", guid("a")), Coding("", guid("b")), Coding(guid("q"), guid("zz")))
            ),
            Selection(guid("x2"), 5, 3),
            Selection(guid("x3"), -1, 4, name="woorden"),
            Selection(guid("x4"), 0, 10**9, name="meer woorden"),
        ),
        values=(Value(guid("no variable"), "1"), Value(guid("v"), "")),
    )
    project = Project(
        codes=(
            Code(guid("a"), "A", guid("b")),  # each below the other
            Code(guid("b"), "A", guid("a")),
            Code(guid("c"), ""),
            Code(guid("d"), "x" * 500 + "\n\t", guid("c")),
            Code(guid("e"), "=1+1", guid("nowhere")),
        ),
        sources=(source, Source(guid("s2"), text="  \n")),
        variables=(Variable(guid("v"), ""), Variable(guid("v2"), "")),
        cases=(
            Case(guid("k1")),
            Case(guid("k2"), "R1", sources=(guid("s"), guid("gone")), selections=(guid("gone too"),)),
        ),
        notes=(Note(guid("n1")), Note(guid("n2"), "t", "t", Stamp(guid("nobody"), "not a date"))),
        sets=(CodeSet(guid("set"), "", sources=(guid("s"),)),),
        links=(Link(guid("l"), origin=guid("gone"), target=guid("s")),),
    )
    content = taken(project, sample(), file="")
    assert by(content, "source", guid=guid("s")).original.endswith(".bin")
    assert {code.parent for code in content.records["code"] if code.guid in (guid("a"), guid("b"))} == {""}
    assert [p.doubt for p in content.records["passage"] if p.guid in (guid("x3"), guid("x4"))] == [
        "woorden",
        "meer woorden",
    ]
    write_folder(tmp_path / "folder", content)
    read_folder(tmp_path / "folder")
    for line in take(project, sample(), AS_IT_IS).account.lines.values():
        assert line.in_file == line.taken + line.changed + line.kept + line.dropped
    assert list(taken(project, content).records["code"]) == list(content.records["code"])
