"""Small studies to try things on, and a look at every row that they leave in the database."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from spanveld.formats.framework_file import read_framework, shipped_named
from spanveld.formats.study_folder import read_folder, write_folder
from spanveld.model import records
from spanveld.model.framework import Framework
from spanveld.model.kinds import KINDS
from spanveld.model.study import StudyContent
from spanveld.session import Study
from spanveld.store.schema import CONTENT_TABLES, study
from tests.ready import put
from tests.strategies import same

__all__ = ["NIGHT", "NOTES", "assert_sound", "dump", "put", "reading_room", "sample", "tiny"]

NIGHT = (
    "De lamp is uit. Niemand leest in het donker 👩‍🚒.\n"
    "De lamp is uit. Wie het koud heeft, gaat weg; e\u0301e\u0301n blijft.\n"
    "De lamp is uit. De vlag 🇳🇱 hangt stil.\n"
)
NOTES = "We zaten bij het raam. Het was er warm en licht. We zaten bij het raam."


SEALED = """{"best": -1, "low": -2, "high": 0, "rationale": "Het is donker.", "evidence": {"passage:P4": "supports"}}"""
"""A mark that only its assessor gets to see."""

FRAMEWORKS = Path(__file__).parent.parent / "frameworks"


@lru_cache
def reading_room() -> Framework:
    """A framework of five dimensions without a kind layer."""
    return read_framework(
        (FRAMEWORKS / "five-dimensions" / "1.0.0.yaml").read_text(encoding="utf-8"), "five-dimensions"
    )


@lru_cache
def tiny() -> Framework:
    """The smallest framework."""
    return read_framework((FRAMEWORKS / "tiny" / "1.2.3.yaml").read_text(encoding="utf-8"), "tiny")


def sample(identifier: str = "room") -> StudyContent:
    """A study of a reading room: two frameworks, two coders (ann, ben), two sources, and something of every kind."""
    r = records
    values: dict[str, Any] = {
        "case": (r.Case("C", "Leeszaal"),),
        "sub_case": (r.SubCase("east", name="Oost"), r.SubCase("west", "C", "West")),
        "wave": (r.Wave("W1", from_="2023"), r.Wave("W2", to="2024-05")),
        "coder": (r.Coder("ann", "Ann"), r.Coder("ben", "Ben")),
        "layer": (r.Layer("mood", open=True, exclusive=True),),
        "party": (
            r.Party("LIB", "Bibliotheek", "library", ("Bieb",), ("bibliotheek",)),
            r.Party("SCH", "School", mentions=("school",)),
        ),
        "participant": (
            r.Participant("R1", "lezer", ("LIB",), "reader", ("east",)),
            r.Participant("R2", "leraar", ("LIB", "SCH"), "reader"),
            r.Participant("FN", level="observer"),
        ),
        "source": (
            r.Source(
                "night", "interview", "sources/night.txt", "Nacht", "2023-05-01", wave="W1", participants=("R1", "R2")
            ),
            r.Source("notes", "field_notes", "sources/notes.txt", wave="W2", participants=("FN",), sub_cases=("west",)),
        ),
        "turn": (
            r.Turn("night", 0, 49, "R1", "respondent"),
            r.Turn("night", 50, 80, role="interviewer"),
            r.Turn("night", 80, 113, "R2"),
        ),
        "code": (
            r.Code("aspect", "cold", label_nl="kou"),
            r.Code("aspect", "frost", "cold"),
            r.Code("aspect", "draught"),
            r.Code("mood", "calm"),
            r.Code("mood", "cross", definition="Op wie dan ook."),
        ),
        "passage": (
            r.Passage("P1", "night", 0, 15, "ann"),
            r.Passage("P2", "night", 50, 65, "ann", ("R1",), ("LIB",), "verbatim", True, "resp", "een memo"),
            r.Passage("P3", "night", 16, 40, "ben", ()),
            r.Passage("P4", "notes", 0, 71, "ben"),
            r.Passage("P5", "notes", 23, 48, ""),
        ),
        "coding": (
            r.Coding("P1", "tension", "authorise"),
            r.Coding("P1", "aspect", "cold"),
            r.Coding("P1", "aspect", "cold", "ben"),
            r.Coding("P1", "mood", "calm"),
            r.Coding("P2", "aspect", "draught", created="2023-06-01"),
            r.Coding("P3", "quality", "light"),
            r.Coding("P4", "room", "west"),
            r.Coding("P4", "sub_case", "east", "ann"),
            r.Coding("P5", "aspect", "frost", "ann"),
        ),
        "finding": (
            r.Finding("F1", "C", "authorise", "pain_point", "", 1, "De lamp gaat te vroeg uit."),
            r.Finding("F2", "", "light", "weakness", "west", 2, "Het is er donker.", "eases"),
            r.Finding("F3", dimension="perform", kind="handling", statement="Men leest minder."),
        ),
        "finding_link": (
            r.FindingLink("F3", "responds_to", "F1"),
            r.FindingLink("F2", "matches", "five-dimensions:dim_corner"),
        ),
        "evidence": (
            r.Evidence("F1", "P1", "supports", "kort"),
            r.Evidence("F1", "P2", "contradicts"),
            r.Evidence("F2", "P4", "qualifies"),
        ),
        "vignette": (
            r.Vignette("V1", "C", "west", "light", 2, "Donker in west", "Men leest er niet [P1], of toch [tegen P4]."),
            r.Vignette("V2", sub_case="east", position=1, title="De lamp"),
            r.Vignette("V3", title="Los", text="Zonder sub-casus [R1]."),
        ),
        "vignette_passage": (
            r.VignettePassage("V1", "P4", 2, "Kijk naar het raam."),
            r.VignettePassage("V1", "P3", 1),
            r.VignettePassage("V3", "P1"),
        ),
        "judgement": (
            r.Judgement(
                "C", "", "W1", "authorise", assessor="ann", round="1", best=-1, low=-2, high=0, reason="zie F1"
            ),
            r.Judgement("", "", "W2", "light", assessor="ben", answer="cannot_judge", reason="niets gehoord"),
        ),
        "judgement_evidence": (
            r.JudgementEvidence(
                "C", "", "W1", "authorise", assessor="ann", round="1", subject="passage:P1", stance="supports"
            ),
            r.JudgementEvidence(
                "C", "", "W1", "authorise", assessor="ann", round="1", subject="finding:F1", stance="supports"
            ),
        ),
        "assessment": (
            r.Assessment(
                *("A1", "C", "", "W1", "authorise", ("ann", "ben"), "discussion", 1),
                opened="2024-01-02T03:04:05Z",
                reopened="Er kwam een bron bij.",
            ),
            r.Assessment("A2", "", "west", "W2", "light", ("ann", "ben"), "blind", 1),
        ),
        "assessment_scope": (
            r.AssessmentScope("A1", "object", "de leeszaal"),
            r.AssessmentScope("A1", "stage", "execution"),
            r.AssessmentScope("A2", "asked_of_board", "Een lamp."),
        ),
        "sealed_mark": (r.SealedMark("A2", "ben", "at_the_seat"), r.SealedMark("A2", "ann", "", SEALED)),
        "contrary_search": (
            r.ContrarySearch("A1", "inclusion", "aspect:cold", 0, "2024-01-03T03:04:05Z", "ann", "Niets."),
        ),
        "anchor_example": (
            r.AnchorExample("authorise", "inclusion", -2, "P1", "Zo dus."),
            r.AnchorExample("light", "", 1, "P4"),
        ),
        "audit_setting": (r.AuditSetting("few_voices", 2), r.AuditSetting("one_source_kind", off=True)),
        "summary": (r.Summary("night", "", 1, "Het licht gaat uit."), r.Summary("night", "kou", 1, "Het is koud.")),
        "attribute": (r.Attribute("source:night", "weer", "regen"), r.Attribute("party:SCH", "leerlingen", "300")),
        "memo": (
            r.Memo("", "theory", "2023", "ann", "Licht is macht."),
            r.Memo("passage:P1", "note", text="Hier!"),
            r.Memo("code:aspect/cold", "method", text="Ook tocht?"),
        ),
        "consent": (r.Consent("R1", "1", "brief", "yes", "no"),),
        "saved_query": (r.SavedQuery("kou", "Over de kou", "aspect:cold and voice:R1", "Ook tocht?"),),
        "matrix_cell": (
            r.MatrixCell("participant:R1", layer="aspect", code="cold", text="R1 heeft het koud."),
            r.MatrixCell(level="reader", layer="tension", code="authorise", text="Lezers willen langer licht."),
            r.MatrixCell("case:C", rule="five-dimensions:lamp_per_seat", text="Niet overal een lamp."),
        ),
        "exchange": (
            r.Exchange(
                *("E1", "leeszaal.qdpx", "NVivo", "refi", "2024-02-03T04:05:06Z", "0" * 64, "ann", "mood"),
                account='{"lines":{}}',
            ),
        ),
        "foreign": (r.Foreign("E1", "Link", "8d1e0f8a-3f3c-4b6e-9d0b-2f4a5b6c7d8e", '{"name":"naast de lamp"}'),),
        "rule_strain": (
            r.RuleStrain(
                "C",
                "five-dimensions:dim_corner",
                "five-dimensions:lamp_per_seat",
                "five-dimensions:N1",
                "changed",
                "Niet elke plaats heeft stroom.",
                "Men schuift naar het raam.",
                ("five-dimensions:bring_lamp",),
                "tried",
                ("P4",),
            ),
            r.RuleStrain("", "F1", "governance-tensions:dialogue", decision="confirmed"),
        ),
    }
    frameworks = (shipped_named("governance-tensions@1"), reading_room())
    texts = {"night": NIGHT, "notes": NOTES}
    return StudyContent(identifier, "De leeszaal", "nl", frameworks=frameworks, records=values, texts=texts)


def assert_sound(opened: Study) -> None:
    """Nothing is wrong with the study by its own proofs, and as a folder it keeps every rule and holds the same."""
    assert opened.doctor().problems == ()
    content = opened.content()
    with TemporaryDirectory() as folder:
        write_folder(Path(folder), content)
        again = read_folder(Path(folder)).content
        lost = [
            item for kind in KINDS for item in {*map(repr, content.records[kind])} - {*map(repr, again.records[kind])}
        ]
        assert lost == []
        assert same(again, content)


def dump(opened: Study) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of a study's content by table, sorted, without what only says when the study was made."""
    store = opened._store
    with store.reading() as connection:
        found = {
            name: sorted(
                map(tuple, connection.execute(select(table).where(table.c.study_id == store.study_id))), key=repr
            )
            for name, table in CONTENT_TABLES.items()
            if name != "blob"  # the bytes of a file stay when its source goes, as erasable words do
        }
        columns = [column for column in study.c if column.name != "created"]
        found["study"] = [
            tuple(row) for row in connection.execute(select(*columns).where(study.c.study_id == store.study_id))
        ]
    return found
