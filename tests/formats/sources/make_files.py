"""Makes the files in ``files/`` that real programs write. Where LibreOffice is, run it from the root of the repository:

    PYTHONPATH=src python -m tests.formats.sources.make_files

- ``files/same/gesprek.*``: one Dutch text as docx, odt, rtf, html and txt by LibreOffice; ``gesprek.md`` is written here.
- ``files/verslag.fodt``: comments, tracked changes, notes, tables, a text box and markings; LibreOffice makes ``verslag.odt``
  and ``verslag.docx`` of it.
- ``files/word.docx``: the same kinds of things as Word writes them (threads of comments, text boxes given twice).

The files are kept in the repository: tests do not need LibreOffice. All names and words are invented.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.formats.sources.built import HEAD, SPACES, core, paragraph, part, run, write_docx, write_fodt

FILES = Path(__file__).parent / "files"

GESPREK_HTML = """<!DOCTYPE html>
<html lang="nl"><head><meta charset="utf-8"><title>Gesprek over de wijkteams</title></head><body>
<h1>Gesprek over de wijkteams</h1>
<p>Opgenomen in Zuiderveen, op de kamer van de coördinator. De respondent kreeg de tekst vooraf niet te zien.</p>
<h2>Begin van de samenwerking</h2>
<p>Interviewer: Hoe is het eigenlijk begonnen?</p>
<p>R1: Met één telefoontje, zo'n zes jaar geleden. „We redden het niet alleen”, zei de wethouder. Dat was ná de crisis, hè.</p>
<p>Interviewer: En wie zaten er toen aan tafel?</p>
<p>R1: Vier gemeenten, de corporatie en later ook de zorgverzekeraar. Drieëntwintig mensen – veel te veel, naar mijn idee 🙂.</p>
<h2>Wat werkt en wat schuurt</h2>
<p>R1: Ik noem drie dingen:</p>
<ul><li>de gezamenlijke begroting;</li><li>het vaste overleg op maandag;</li><li>dat de 'kleine' partners óók stem hebben.</li></ul>
<p>R1: Wat schuurt, is dat het mandaat ontbreekt. Je zit daar als ambtenaar, en dan moet je tóch weer terug naar je eigen college…</p>
<p>Interviewer: Kunt u daar een voorbeeld van geven?</p>
<p>R1: Het café aan de Oude Haven. Kosten: € 12.500 per jaar. Iedereen vond het prachtig 👩‍👩‍👧, niemand tekende.</p>
</body></html>
"""

GESPREK_MD = """# Gesprek over de wijkteams

Opgenomen in Zuiderveen, op de kamer van de coördinator. De respondent kreeg de tekst vooraf niet te zien.

## Begin van de samenwerking

Interviewer: Hoe is het eigenlijk begonnen?

R1: Met één telefoontje, zo'n zes jaar geleden. „We redden het niet alleen”, zei de wethouder. Dat was ná de crisis, hè.

Interviewer: En wie zaten er toen aan tafel?

R1: Vier gemeenten, de corporatie en later ook de zorgverzekeraar. Drieëntwintig mensen – veel te veel, naar mijn idee 🙂.

## Wat werkt en wat schuurt

R1: Ik noem drie dingen:

- de gezamenlijke begroting;
- het vaste overleg op maandag;
- dat de 'kleine' partners óók stem hebben.

R1: Wat schuurt, is dat het mandaat ontbreekt. Je zit daar als ambtenaar, en dan moet je tóch weer terug naar je eigen college…

Interviewer: Kunt u daar een voorbeeld van geven?

R1: Het café aan de Oude Haven. Kosten: € 12.500 per jaar. Iedereen vond het prachtig 👩‍👩‍👧, niemand tekende.
"""

MADE_BY_LIBREOFFICE = (
    ("docx", "MS Word 2007 XML"),
    ("rtf", "Rich Text Format"),
    ("html", "HTML (StarWriter)"),
    ("txt", "Text (encoded):UTF8"),
)

VERSLAG = """<text:tracked-changes>
<text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>Femke</dc:creator>
<dc:date>2024-03-05T10:00:00</dc:date></office:change-info><text:p>zeer </text:p></text:deletion></text:changed-region>
<text:changed-region text:id="c2"><text:insertion><office:change-info><dc:creator>Femke</dc:creator>
<dc:date>2024-03-05T10:01:00</dc:date></office:change-info></text:insertion></text:changed-region>
</text:tracked-changes>
<text:p text:style-name="Title">Verslag van de stuurgroep</text:p>
<text:h text:style-name="Heading_20_1" text:outline-level="1">Opening</text:h>
<text:p>De voorzitter vindt het <text:change text:change-id="c1"/>lastig<text:change-start text:change-id="c2"/> en
 ingewikkeld<text:change-end text:change-id="c2"/>.<text:note text:id="n1" text:note-class="footnote">
<text:note-citation>1</text:note-citation><text:note-body><text:p>Zie het convenant.</text:p></text:note-body></text:note> Verder
 <office:annotation office:name="a1"><dc:creator>Daan de Vries</dc:creator><dc:date>2024-03-06T09:30:00</dc:date>
<text:p>Gaat over mandaat.</text:p></office:annotation>mist het college<office:annotation-end office:name="a1"/> een plan.</text:p>
<text:p>Dat is <text:span text:style-name="T1">niet nieuw</text:span>, zegt
<text:s text:c="2"/>de wethouder.<text:line-break/>Op een nieuwe regel<text:tab/>na een tab.</text:p>
<text:list><text:list-item><text:p>een begroting</text:p><text:list><text:list-item><text:p>met reserve</text:p></text:list-item>
</text:list></text:list-item><text:list-item><text:p>een planning</text:p></text:list-item></text:list>
<table:table table:name="Tabel1"><table:table-column table:number-columns-repeated="2"/>
<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Wie was er</text:p></table:table-cell>
<table:covered-table-cell/></table:table-row>
<table:table-row><table:table-cell><text:p>Corporatie</text:p></table:table-cell><table:table-cell><text:p>drie mensen</text:p>
<text:p>tot drie uur</text:p></table:table-cell></table:table-row></table:table>
<text:p>Na de tabel.<draw:frame draw:name="Kader1" text:anchor-type="paragraph" svg:width="5cm" svg:height="2cm">
<draw:text-box><text:p>Tekst in een kader.</text:p></draw:text-box></draw:frame></text:p>
<text:p>Slot.<text:note text:id="n2" text:note-class="endnote"><text:note-citation>i</text:note-citation><text:note-body>
<text:p>Eindnoot over het slot.</text:p></text:note-body></text:note></text:p>
"""
VERSLAG_STYLES = '<style:style style:name="T1" style:family="text"><style:text-properties fo:background-color="#ffff00"/></style:style>'
VERSLAG_NAMED = (
    '<style:style style:name="Standard" style:family="paragraph"/>'
    '<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard"/>'
    '<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"'
    ' style:parent-style-name="Standard" style:default-outline-level="1"/>'
)
VERSLAG_PAGES = (
    '<style:master-page style:name="Standard" style:page-layout-name="L1"><style:header>'
    "<text:p>Vertrouwelijk</text:p></style:header></style:master-page>"
)
VERSLAG_META = "<dc:title>Stuurgroep</dc:title><meta:creation-date>2024-03-05T09:00:00</meta:creation-date>"

MARKED = "<w:r><w:annotationRef/></w:r>"
BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>'
    "<w:txbxContent>{box}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{box}</w:txbxContent></v:textbox></v:shape></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)


def word_body() -> str:
    """What a researcher does with a transcript in a Dutch Word: heading, comments, changes, a note, a marking, a text box."""
    changed = 'w:author="Daan de Vries" w:date="2024-05-14T08:00:00Z"'
    return (
        paragraph("Interview wijkteam", '<w:pStyle w:val="Kop1"/>')
        + '<w:p><w:commentRangeStart w:id="0"/><w:commentRangeStart w:id="1"/>'
        + run("R4: Wij mogen niets zelf ")
        + f'<w:del w:id="10" {changed}><w:r><w:delText>ooit </w:delText></w:r></w:del>'
        + f'<w:ins w:id="11" {changed}>{run("beslissen")}</w:ins>'
        + '<w:commentRangeEnd w:id="0"/><w:r><w:rPr><w:rStyle w:val="Verwijzingopmerking"/></w:rPr><w:commentReference w:id="0"/></w:r>'
        + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
        + run(".")
        + '<w:r><w:rPr><w:rStyle w:val="Voetnootmarkering"/></w:rPr><w:footnoteReference w:id="1"/></w:r></w:p>'
        + '<w:p><w:pPr><w:pStyle w:val="Lijstalinea"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        + run("het mandaat", '<w:highlight w:val="yellow"/>')
        + run(" van", '<w:b/><w:highlight w:val="yellow"/>')
        + run(" het college")
        + "</w:p><w:p>"
        + run("Bij het kader.")
        + BOX.format(box=paragraph("Aantekening in een kader."))
        + "</w:p>"
    )


def word_parts() -> dict[str, str]:
    """The other parts of that file."""
    name = 'w:author="Femke Bakker" w:date="2024-05-13T10:22:00Z" w:initials="FB"'
    answer = 'w:author="Daan de Vries" w:date="2024-05-13T11:02:00Z" w:initials="DV"'
    return {
        "styles": part(
            "styles",
            '<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="Lijstalinea"><w:name w:val="List Paragraph"/></w:style>',
        ),
        "footnotes": part(
            "footnotes",
            '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            '<w:footnote w:id="1"><w:p><w:pPr><w:pStyle w:val="Voetnoottekst"/></w:pPr><w:r><w:footnoteRef/></w:r>'
            f"{run(' Zachtjes gezegd.')}</w:p></w:footnote>",
        ),
        "comments": part(
            "comments",
            f'<w:comment w:id="0" {name}><w:p w14:paraId="1A2B3C01">{MARKED}{run("Pijnpunt: mandaat")}</w:p></w:comment>'
            f'<w:comment w:id="1" {answer}><w:p w14:paraId="1A2B3C02">{MARKED}{run("Eens.")}</w:p></w:comment>',
        ),
        "commentsExtended": (
            f'{HEAD}<w15:commentsEx {SPACES}><w15:commentEx w15:paraId="1A2B3C01" w15:done="0"/>'
            '<w15:commentEx w15:paraId="1A2B3C02" w15:paraIdParent="1A2B3C01" w15:done="0"/></w15:commentsEx>'
        ),
        "header": part("hdr", paragraph("Transcript 4 - vertrouwelijk")),
    }


def convert(source: Path, ending: str, made_by: str, read_by: str = "") -> None:
    """Lets LibreOffice save ``source`` beside it in another format."""
    with tempfile.TemporaryDirectory() as profile:
        asked = [*([f"--infilter={read_by}"] if read_by else []), "--convert-to", f"{ending}:{made_by}"]
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", *asked]
        subprocess.run([*command, "--outdir", source.parent, source], check=True, capture_output=True, timeout=120)


def make() -> None:
    """Writes all files anew."""
    same = FILES / "same"
    same.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "gesprek.html"
        page.write_text(GESPREK_HTML, encoding="utf-8")
        convert(page, "odt", "writer8", "HTML (StarWriter)")
        text = shutil.copy(page.with_suffix(".odt"), same)
    for ending, made_by in MADE_BY_LIBREOFFICE:
        convert(Path(text), ending, made_by)
    (same / "gesprek.md").write_text(GESPREK_MD, encoding="utf-8")

    svg = ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    report = write_fodt(
        FILES / "verslag.fodt",
        VERSLAG,
        automatic=VERSLAG_STYLES,
        named=VERSLAG_NAMED,
        meta=VERSLAG_META,
        pages=VERSLAG_PAGES,
    )
    report.write_text(
        report.read_text(encoding="utf-8").replace("<office:document ", f"<office:document{svg}", 1), encoding="utf-8"
    )
    convert(report, "odt", "writer8")
    convert(report, "docx", "MS Word 2007 XML")
    write_docx(FILES / "word.docx", word_body(), word_parts(), core("Interview 4", "2024-05-13T09:00:00Z"))


if __name__ == "__main__":
    make()
