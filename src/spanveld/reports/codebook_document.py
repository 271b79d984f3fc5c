"""The codebook as a document: a chapter for each layer, in it a table of codes with what they mean and how often they were given."""

from __future__ import annotations

from collections.abc import Iterator

from spanveld.language.messages import LANGUAGES, Translate, counted, translator
from spanveld.model.errors import N_
from spanveld.reports.report_blocks import Block, Cell, Column, Document, Inline, Paragraph, Row, Span
from spanveld.reports.report_numbers import Numbers
from spanveld.views.codebook_page import CodebookPage, CodeLine, LayerPart

__all__ = ["ORIGINS", "codebook_document", "counts_of", "traits_of"]

TRAITS = {
    "dimension": N_("what is judged"),
    "kind": N_("what a passage does"),
    "term": N_("free terms"),
    "sub_case": N_("sub-cases"),
    "lean": N_("to which side a passage points"),
    "none": "",
}
ORIGINS = {"framework": N_("of the framework"), "sub_case": N_("a sub-case"), "study": N_("of the study")}
STEP = "\u2003"


def codebook_document(book: CodebookPage) -> Document:
    """The codebook in the study's language."""
    language = book.language if book.language in LANGUAGES else "en"
    translate = translator(language)
    return Document(
        title=book.title or book.study,
        subtitle=translate(N_("Codebook")),
        language=language,
        facts=tuple(_facts(book, translate)),
        blocks=tuple(_blocks(book, translate)),
        words={
            "contents": translate(N_("Contents")),
            "table": translate(N_("Table")),
            "appendix": translate(N_("Appendix")),
            "page": translate(N_("page {page} of {pages}")),
            "skip": translate(N_("To the codes")),
            "made": translate(N_("Made with Spanveld.")),
        },
        authors="",
        state="",
        closed=True,
    )


def _facts(book: CodebookPage, translate: Translate) -> Iterator[tuple[str, Inline]]:
    frameworks = dict.fromkeys(layer.framework for layer in book.layers if layer.framework)
    yield translate(N_("Frameworks")), (Span(", ".join(frameworks) or translate(N_("none"))),)
    counts = ", ".join(
        (
            counted(translate, N_("{count} code"), N_("{count} codes"), sum(len(layer.codes) for layer in book.layers)),
            counted(translate, N_("{count} passage"), N_("{count} passages"), book.passages),
            counted(translate, N_("{count} source"), N_("{count} sources"), book.sources),
        )
    )
    yield translate(N_("Material")), (Span(counts),)


def _blocks(book: CodebookPage, translate: Translate) -> Iterator[Block]:
    numbers = Numbers()
    if not book.layers:
        yield numbers.chapter(translate(N_("Layers")), "section:codebook")
        yield Paragraph((Span(translate(N_("This study has no layers."))),), "note")
    for layer in book.layers:
        yield numbers.chapter(layer.label, f"layer:{layer.layer.replace('/', ':')}")
        if layer.definition:
            yield Paragraph((Span(layer.definition),))
        yield Paragraph((Span(traits_of(layer, translate)),), "note")
        if not layer.codes:
            yield Paragraph((Span(translate(N_("No codes yet."))),), "note")
            continue
        columns = (
            Column(translate(N_("Code")), 28),
            Column(translate(N_("What it means")), 52),
            Column(translate(N_("Given")), 20),
        )
        rows = [_row(line, translate) for line in layer.codes]
        yield numbers.table(
            translate(N_("Codes of layer {layer}")).format(layer=layer.label),
            f"codes:{layer.layer.replace('/', ':')}",
            columns,
            rows,
            findings=True,
        )


def traits_of(layer: LayerPart, translate: Translate) -> str:
    """What a layer is for and how it is given."""
    from_where = (
        translate(N_("of framework {framework}")).format(framework=layer.framework)
        if layer.framework
        else translate(N_("of this study"))
    )
    traits = (
        translate(TRAITS[layer.role]) if TRAITS[layer.role] else "",
        translate(N_("one code per passage and coder")) if layer.exclusive else "",
        from_where,
    )
    return "; ".join(filter(None, traits))


def counts_of(line: CodeLine, translate: Translate) -> list[str]:
    """How often a code was given, and in how many passages and sources."""
    if not line.codings:
        return [translate(N_("not given yet"))]
    return [
        counted(translate, N_("{count} coding"), N_("{count} codings"), line.codings),
        counted(translate, N_("{count} passage"), N_("{count} passages"), line.passages),
        counted(translate, N_("{count} source"), N_("{count} sources"), line.sources),
    ]


def _row(line: CodeLine, translate: Translate) -> Row:
    indent = STEP * line.depth
    name: Cell = (
        (Span(indent + line.label, role="strong"),),
        (Span(f"{indent}{line.code}, {translate(ORIGINS[line.origin])}", role="quiet"),),
    )
    meaning: list[Inline] = [(Span(line.definition),)] if line.definition else []
    meaning += [(Span(f"{translate(N_('e.g.'))} ‘{example}’", role="emphasis"),) for example in line.examples]
    if line.citations:
        meaning.append((Span("; ".join(line.citations), role="quiet"),))
    given: list[Inline] = [(Span(text),) for text in counts_of(line, translate)]
    if line.below:
        text = translate(N_("codings of the codes below it: {count}")).format(count=line.below)
        given.append((Span(text, role="quiet"),))
    return Row((name, tuple(meaning) or ((Span("–"),),), tuple(given)), anchor=f"code:{line.code.replace('/', ':')}")
