"""A coded source as it stands on paper: the page that is read on the screen, for the coders whose work is wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spanveld.model.errors import N_, NotFound
from spanveld.model.framework import Role
from spanveld.model.names import natural, study_guid
from spanveld.model.paper import Slip
from spanveld.store.documents import document
from spanveld.store.records import Reader
from spanveld.views.codebook import Codebook, CodeEntry, LayerEntry, codebook
from spanveld.views.drawing_styles import DrawingStyles, drawing_styles
from spanveld.views.reading_page import PagePassage, ReadingPage, reading_page

__all__ = ["EVERYBODY", "Paper", "paper"]

EVERYBODY = "all"
"""Said in place of a coder: everybody's work."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A source on paper, in the language of its study.

    ``page`` has the passages that are shown, those with a place first in the order of the text; ``text`` is the whole text, which its
    passages and paragraphs are positions of. ``coders``: whose work it is; ``others``: passages of the source that are not shown;
    ``names``: coder -> name; ``parties``: party -> name.
    """

    study: str
    title: str
    language: str
    slip: Slip
    page: ReadingPage
    text: str
    codebook: Codebook
    styles: DrawingStyles
    coders: tuple[str, ...]
    others: int
    names: Mapping[str, str]
    parties: Mapping[str, str]

    @property
    def placed(self) -> tuple[PagePassage, ...]:
        """The passages that have a place in the text."""
        return tuple(passage for passage in self.page.passages if passage.start is not None)

    def codes(self) -> dict[str, tuple[LayerEntry, CodeEntry]]:
        """``layer/code`` -> its layer and itself."""
        return {code.code: (layer, code) for layer in self.codebook.layers for code in layer.codes}

    def has_role(self, role: Role) -> bool:
        """Whether the study has a layer with this role."""
        return any(layer.role == role for layer in self.codebook.layers)


def paper(reader: Reader, source: str, *, actor: str = "", coders: Sequence[str] = ()) -> Paper:
    """A source as it stands on paper; NotFound where the study has no such source or coder.

    ``coders``: whose passages and codes (``all``: everybody's). Left out, those of ``actor``; everybody's where ``actor`` has none there.
    """
    opened = document(reader.connection, reader.study_id, source)
    page = reading_page(reader, source, actor=actor, opened=opened)
    known = reader.names("coder").values()
    if unknown := [name for name in coders if name not in (*known, EVERYBODY)]:
        raise NotFound(
            N_("There is no coder '{name}' in this study; it has: {coders}."),
            name=unknown[0],
            coders=", ".join(sorted(known, key=natural)) or "-",
        )
    there = dict.fromkeys(
        coder
        for passage in page.passages
        for coder in (passage.coder, *(code["coder"] for code in passage.codes))
        if coder
    )
    wanted = list(coders) or ([actor] if actor in there else [EVERYBODY])
    everybody = EVERYBODY in wanted
    shown = page.passages if everybody else tuple(_of(page.passages, set(wanted)))
    study = reader.study
    return Paper(
        study=study.identifier,
        title=study.title or study.identifier,
        language=study.language,
        slip=Slip(study.guid or study_guid(study.identifier), source, page.text_sha256, page.sequence),
        page=replace(page, passages=shown),
        text=opened.text,
        codebook=(book := codebook(reader, actor=actor)),
        styles=drawing_styles(reader),
        coders=tuple(sorted(there if everybody else dict.fromkeys(wanted), key=natural)),
        others=len(page.passages) - len(shown),
        names={row.identifier: row.name or row.identifier for row in reader.rows("coder")},
        parties={str(party["party"]): str(party["name"]) for party in book.parties},
    )


def _of(passages: Sequence[PagePassage], wanted: set[str]) -> list[PagePassage]:
    """The passages that these coders marked or gave a code, with their codes only; those without a place are nobody's and stay."""
    found = []
    for passage in passages:
        codes = tuple(code for code in passage.codes if code["coder"] in wanted)
        if passage.coder in wanted or codes or passage.start is None:
            found.append(replace(passage, codes=codes))
    return found
