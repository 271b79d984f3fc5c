"""What still lacks before an assessment can be closed, as it is shown and as closing asks it."""

from __future__ import annotations

from spanveld.analysis.closing import Given, lacking
from spanveld.store.records import Reader
from spanveld.views.judgements import OpenRule
from spanveld.views.judgements_evidence import Material, find_row
from spanveld.views.judgements_marks import COMPONENTS
from spanveld.views.judgements_scale import dimension_scale
from spanveld.views.theory import dimensions_of

__all__ = ["open_rules", "rules_of"]


def open_rules(reader: Reader, assessment: str) -> tuple[OpenRule, ...]:
    """The rules that what was agreed does not meet; NotFound where there is no such assessment."""
    return rules_of(Material(reader), find_row(reader, assessment))


def rules_of(material: Material, row: object) -> tuple[OpenRule, ...]:
    """The same for the row of an assessment, of what was read already."""
    reader, number, dimension = material.reader, row.id, row.dimension_id  # type: ignore[attr-defined]
    language = reader.study.language
    scale = dimension_scale(reader, dimension)
    judged = scale.judged(reader.code_rows[dimension].identifier)
    whole = next(item.label for item in dimensions_of(reader, language) if item.code_id == dimension)
    agreed = {
        part: Given(
            *(one.best, one.low, one.high, one.answer, one.grade),
            {name: getattr(one, name) for name in COMPONENTS},
            one.rationale,
            frozenset(stance for _, stance in material.links(one)),
        )
        for part, one in material.agreed(material.key(row)).items()
    }
    searches = [one for one in reader.rows("contrary_search") if one.assessment_id == number]
    lacks = lacking(
        scale,
        agreed,
        names={"": whole, **{part.id: part.label(language) for part in (judged.parts if judged else ())}},
        language=language,
        searches=[(one.found or 0, one.note) for one in searches],
        answered={one.question for one in reader.rows("assessment_scope") if one.assessment_id == number},
    )
    labels = {rule.id: rule.label(language) for rule in scale.rules}
    return tuple(OpenRule(lack.rule, labels.get(lack.rule, ""), lack.message, lack.values) for lack in lacks)
