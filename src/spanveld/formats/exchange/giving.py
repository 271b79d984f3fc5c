"""A study -> a project that any program for qualitative analysis can take, with a note from which the study itself comes back whole.

project_of(content)                       everything, with the note ``spanveld.json``
project_of(content, layers=["mood"])      the passages of some layers, without it
warnings(project, "nvivo")                what that program is known to drop of it
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spanveld.formats.exchange.giving_cases import Values, cases_of, sets_of
from spanveld.formats.exchange.giving_codes import codes_of
from spanveld.formats.exchange.giving_findings import add_findings
from spanveld.formats.exchange.giving_ground import Ground
from spanveld.formats.exchange.giving_notes import written_by
from spanveld.formats.exchange.giving_sources import sources_of
from spanveld.formats.exchange.giving_warnings import warnings
from spanveld.formats.exchange.leftovers import value_of
from spanveld.formats.exchange.own_note import with_note, without_names
from spanveld.formats.exchange.plain_project import plain
from spanveld.formats.exchange.project import Kept, Project
from spanveld.formats.study_folder.memory import no_collecting
from spanveld.model.study import StudyContent

__all__ = ["project_of", "warnings", "without_note"]


def project_of(content: StudyContent, *, layers: Iterable[str] = (), profile: str = "standard") -> Project:
    """The study as a project; of some layers only, where they are named, and then without what cannot be told apart by them.

    ``profile`` says how it is to be written and changes nothing here: positions are code points until they are. Refused where the
    study has no such layer.
    """
    del profile
    wanted = tuple(layers)
    content = without_names(content)
    with no_collecting():
        made = without_note(content, wanted)
        return plain(made)[0] if wanted else with_note(made, content)


def without_note(content: StudyContent, layers: Iterable[str] = ()) -> Project:
    """The study as a project, without the note that holds all of it."""
    ground = Ground(content, layers)
    written = written_by(ground)
    codes = codes_of(ground, written.on_codes)
    ground.code_guids = frozenset(code.guid for code in codes)
    values = Values(ground)
    sources = sources_of(ground, written.noted, written.described, values.of)
    cases = cases_of(ground, values, written.described)
    if not ground.partial:
        add_findings(ground, written)
    kept = [
        value_of(Kept, {**element, "of": item})
        for item, data in ground.left.all("Kept")
        for element in data.get("elements", ())
    ]
    extras = ground.left.extras("", "Project")
    made = Project(
        name=content.title or content.id,
        stamp=ground.stamp(extras.get("stamp", {})),
        description=written.described.get("", ""),
        notes_of_project=written.on_project,
        codes=codes,
        variables=tuple(values.variables.values()),
        cases=cases,
        sources=sources,
        notes=tuple(written.notes),
        links=tuple(written.links),
        sets=tuple(sets_of(ground)),
        kept=tuple(kept),
    )
    return replace(made, users=tuple(ground.users.values()))
