"""Makes the files of ``files/pdf_*``, ``rtf_*``, ``html_*``; needs LibreOffice, Chromium and Pillow.

    python tests/formats/sources/make_page_files.py

- ``pdf_kolommen.pdf``: an article by Chromium: title and summary over the whole width, two columns with hyphens at line ends,
  running heads, page numbers; ``pdf_drie_kolommen.pdf``: a leaflet in three columns.
- ``pdf_gesprek.pdf``: a transcript by LibreOffice with headings, a list, a table, a note, header and footer;
  ``pdf_beveiligd.pdf``: the same behind a password; ``rtf_gesprek.rtf``, ``html_gesprek.html``: the same in those formats.
- ``pdf_opsomming.pdf``: lists by LibreOffice with bullets of Symbol and Wingdings, which it writes as characters of private use.
- ``pdf_liggend.pdf``: a page that is turned a quarter.
- ``pdf_scan.pdf``: two pages that are pictures; ``pdf_deels_scan.pdf``: text, then such a page.

The files are kept in the repository: tests do not need these programs. All names and words are invented.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

from tests.formats.sources.built import write_fodt

FILES = Path(__file__).parent / "files"

PARAGRAPHS = (
    "De samenwerkingsverbanden in de regio Zuiderveen zijn in de afgelopen jaren ingrijpend veranderd. Gemeenten, "
    "woningcorporaties en zorgverzekeraars bespreken hun verantwoordelijkheden tegenwoordig aan één overlegtafel, terwijl de "
    "besluitvorming nog altijd in de afzonderlijke colleges plaatsvindt.",
    "Daarbij spelen veiligheids- en gezondheidsvraagstukken een steeds grotere rol. De publiek-private samenwerking vraagt om "
    "vertrouwen, maar ook om verantwoording: wie is aanspreekbaar op de gezamenlijke uitvoeringsprogramma's, en wie betaalt "
    "uiteindelijk de rekening voor de maatschappelijke ondersteuningsvoorzieningen?",
    "Een bestuurder uit Noord-Oosterdam verwoordde het zo: het mandaat ontbreekt, en zonder mandaat is iedere afspraak een "
    "intentieverklaring. Toch worden de bijeenkomsten druk bezocht, omdat ambtenaren er de informatie vinden die zij voor hun "
    "dagelijkse werkzaamheden nodig hebben.",
    "De financiële verhoudingen zijn onoverzichtelijk. Subsidieregelingen overlappen elkaar, verantwoordingsverplichtingen "
    "verschillen per departement en de beleidsmedewerkers besteden meer tijd aan rapportages dan aan huisbezoeken. Volgens de "
    "geïnterviewden is dat geen onwil, maar het gevolg van opeengestapelde regelgeving.",
)
HEADINGS = ("Aanleiding", "Een tafel zonder mandaat", "Geld en verantwoording", "Wat de partijen zeggen", "Slot")

ARTICLE = """<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Regie zonder mandaat</title><style>
@page { size: A4; margin: 25mm 20mm 25mm 20mm;
  @top-center { content: "Tijdschrift voor Netwerkbestuur – jaargang 12"; font: 9pt "Liberation Sans" }
  @bottom-right { content: "Pagina " counter(page) " van " counter(pages); font: 9pt "Liberation Sans" } }
body { font: 10.5pt/1.35 "Liberation Serif"; margin: 0 }
h1 { font: bold 20pt "Liberation Sans"; margin: 0 0 4mm } h2 { font: bold 13pt "Liberation Sans"; margin: 4mm 0 1mm }
p { margin: 0 } p + p { text-indent: 5mm } .s { font-style: italic; margin-bottom: 6mm }
.c { column-count: %d; column-gap: 8mm; text-align: justify; hyphens: manual }
</style></head><body>%s<div class="c">%s</div></body></html>
"""
SUMMARY = (
    "<h1>Regie zonder mandaat</h1><p class='s'>Samenvatting. Dit artikel beschrijft hoe gemeenten en hun partners regie "
    "proberen te voeren zonder dat iemand daartoe bevoegd is. Het berust op vierentwintig gesprekken met bestuurders, "
    "ambtenaren en uitvoerders, en op de verslagen van elf bijeenkomsten in de regio Zuiderveen.</p>"
)

TRANSCRIPT = (
    '<text:h text:style-name="Heading_20_1" text:outline-level="1">Gesprek over de wijkteams</text:h>'
    "<text:p>Interviewer: Hoe is het eigenlijk begonnen?</text:p>"
    '<text:p>R1: Met één telefoontje, zo\'n zes jaar geleden.<text:note text:id="n1" text:note-class="footnote">'
    "<text:note-citation>1</text:note-citation><text:note-body><text:p>Volgens een ander was het een brief.</text:p>"
    "</text:note-body></text:note> We redden het niet alleen, zei de wethouder, en toen zijn we met vier gemeenten om de tafel"
    " gaan zitten om te kijken wat er mogelijk was in de uitvoering en wat er eerst langs de afzonderlijke raden moest.</text:p>"
    '<text:h text:style-name="Heading_20_2" text:outline-level="2">Wat werkt</text:h>'
    "<text:p>R1: Ik noem twee dingen:</text:p>"
    '<text:list text:style-name="L1"><text:list-item><text:p text:style-name="P1">de gezamenlijke begroting;</text:p></text:list-item>'
    '<text:list-item><text:p text:style-name="P1">het vaste overleg op maandag.</text:p></text:list-item></text:list>'
    '<table:table table:name="T"><table:table-column table:number-columns-repeated="3"/>'
    "<table:table-row><table:table-cell><text:p>Partij</text:p></table:table-cell><table:table-cell><text:p>Rol</text:p>"
    "</table:table-cell><table:table-cell><text:p>Sinds</text:p></table:table-cell></table:table-row>"
    "<table:table-row><table:table-cell><text:p>Gemeente</text:p></table:table-cell><table:table-cell><text:p>regie</text:p>"
    "</table:table-cell><table:table-cell><text:p>2018</text:p></table:table-cell></table:table-row>"
    "<table:table-row><table:table-cell><text:p>Corporatie</text:p></table:table-cell><table:table-cell><text:p>uitvoering</text:p>"
    "</table:table-cell><table:table-cell><text:p>2021</text:p></table:table-cell></table:table-row></table:table>"
)
NAMED = (
    '<style:style style:name="Standard" style:family="paragraph"/>'
    '<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:default-outline-level="1"'
    ' style:parent-style-name="Standard"><style:text-properties fo:font-size="20pt"/></style:style>'
    '<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:default-outline-level="2"'
    ' style:parent-style-name="Standard"><style:text-properties fo:font-size="15pt"/></style:style>'
    '<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•">'
    '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment'
    ' text:label-followed-by="listtab" fo:text-indent="-0.6cm" fo:margin-left="1.2cm"/></style:list-level-properties>'
    "</text:list-level-style-bullet></text:list-style>"
)
LAID_OUT = (
    '<style:page-layout style:name="L1"><style:page-layout-properties fo:page-width="{width}" fo:page-height="{height}"'
    ' style:print-orientation="{turn}" fo:margin="2cm"/><style:header-style/><style:footer-style/></style:page-layout>'
)
PAGES = (
    '<style:master-page style:name="Standard" style:page-layout-name="L1"><style:header><text:p>Transcript wijkteams –'
    " vertrouwelijk</text:p></style:header><style:footer><text:p><text:page-number>1</text:page-number></text:p></style:footer>"
    "</style:master-page>"
)


def shy(text: str) -> str:
    """Long words with places where a line may end in them, so that every version of a browser breaks them."""
    for word in ("samenwerkings|verbanden", "woning|corporaties", "verantwoordelijk|heden", "besluit|vorming", "uit|voerings|programma",
                 "onder|steunings|voorzieningen", "gezond|heids|vraagstukken", "intentie|verklaring", "werk|zaamheden", "bijeen|komsten",
                 "verantwoordings|verplichtingen", "beleids|medewerkers", "opeen|gestapelde", "onover|zichtelijk", "subsidie|regelingen",
                 "maat|schappelijke", "ver|houdingen", "infor|matie", "tegen|woordig", "afzonder|lijke", "uit|eindelijk"):  # fmt: skip
        text = text.replace(word.replace("|", ""), word.replace("|", "&shy;"))
    return text


def article(columns: int, heading: str, rounds: int) -> str:
    parts = []
    for number in range(rounds):
        parts.append(f"<h2>{HEADINGS[number % len(HEADINGS)]}</h2>" if number % 2 == 0 else "")
        parts += [f"<p>{shy(PARAGRAPHS[(number + step) % len(PARAGRAPHS)])}</p>" for step in range(3)]
    return ARTICLE % (columns, heading, "".join(parts))


def printed(page: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page, encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        subprocess.run(
            [*command, f"--print-to-pdf={target}", str(source)], check=True, capture_output=True, timeout=120
        )


def saved(source: Path, made_by: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", made_by]
        subprocess.run([*command, "--outdir", folder, source], check=True, capture_output=True, timeout=120)
        shutil.copy(Path(folder) / source.with_suffix(target.suffix).name, target)


def transcript(
    folder: Path, name: str, body: str, width: str = "21cm", height: str = "29.7cm", turn: str = "portrait"
) -> Path:
    layout = LAID_OUT.format(width=width, height=height, turn=turn)
    meta = "<dc:title>Gesprek wijkteams</dc:title><meta:creation-date>2024-03-05T09:00:00</meta:creation-date>"
    return write_fodt(folder / name, body, automatic=layout, named=NAMED, pages=PAGES, meta=meta)


BULLETS = (("Symbol", 0xF0B7), ("Wingdings", 0xF0A7), ("Wingdings", 0xF0D8), ("Symbol", 0xF02D))
"""Fonts, with the characters that Word takes from these for bullets."""


def lists() -> str:
    """An rtf with a list for each of ``BULLETS``, and a tick of Wingdings in the running text."""
    fonts = {"Symbol": 1, "Wingdings": 2}
    levels = "".join(
        rf"{{\list\listtemplateid{number}{{\listlevel\levelnfc23\levelnfcn23\leveljc0\levelstartat1\levelfollow0"
        rf"{{\leveltext\'01\u{point - 0x10000} ?;}}{{\levelnumbers;}}\f{fonts[font]}\fi-360\li720}}\listid{number}}}"
        for number, (font, point) in enumerate(BULLETS, 1)
    )
    used = "".join(
        rf"{{\listoverride\listid{number}\listoverridecount0\ls{number}}}" for number in range(1, len(BULLETS) + 1)
    )
    items = "".join(
        rf"\pard\fi-360\li720\ls{number} Het punt met nummer {number}\par" for number in range(1, len(BULLETS) + 1)
    )
    return (
        r"{\rtf1\ansi{\fonttbl{\f0 Times New Roman;}{\f1\fnil\fcharset2 Symbol;}{\f2\fnil\fcharset2 Wingdings;}}"
        rf"{{\*\listtable{levels}}}{{\*\listoverridetable{used}}}\pard\f0 Wat er gezegd is:\par{items}"
        rf"\pard Het is {{\f2\u{0xF0FC - 0x10000} ?}} gedaan.\par}}"
    )


def picture(number: int) -> Image.Image:
    page = Image.new("L", (620, 877), 255)
    ImageDraw.Draw(page).text((60, 60), f"Gescande bladzijde {number}", fill=0)
    return page


def make() -> None:
    """Writes all files anew."""
    printed(article(2, SUMMARY, 8), FILES / "pdf_kolommen.pdf")
    printed(article(3, "<h1>Wijkkrant</h1>", 3), FILES / "pdf_drie_kolommen.pdf")
    picture(1).save(FILES / "pdf_scan.pdf", save_all=True, append_images=[picture(2)], resolution=75)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        talk = "".join(
            f"<text:p>Interviewer: En wat gebeurde er in ronde {number}?</text:p><text:p>R1: {PARAGRAPHS[number % 4]}</text:p>"
            "<text:p>Interviewer: Ja.</text:p><text:p>R1: Nee, dat kwam later.</text:p>"
            for number in range(1, 13)
        )
        source = transcript(folder, "gesprek.fodt", TRANSCRIPT + talk)
        saved(source, "pdf", FILES / "pdf_gesprek.pdf")
        saved(source, "rtf", FILES / "rtf_gesprek.rtf")
        saved(source, "html:HTML (StarWriter)", FILES / "html_gesprek.html")
        password = {
            "EncryptFile": {"type": "boolean", "value": "true"},
            "DocumentOpenPassword": {"type": "string", "value": "geheim"},
        }
        saved(source, f"pdf:writer_pdf_Export:{json.dumps(password)}", FILES / "pdf_beveiligd.pdf")
        (folder / "opsomming.rtf").write_text(lists(), encoding="ascii")
        saved(folder / "opsomming.rtf", "pdf", FILES / "pdf_opsomming.pdf")
        printed(
            "<style>@page{size:A5} h1{break-before:page} img{width:100%}</style><p>R1: Dit is tekst.</p><p>Interviewer: Dank.</p>"
            f"<img style='break-before:page' src='{drawn(folder)}'>",
            FILES / "pdf_deels_scan.pdf",
        )
        printed(
            "<style>@page{size:A5 landscape; page-orientation: rotate-left} p{font:12pt Liberation Serif}</style>"
            f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[2]}</p>",
            FILES / "pdf_liggend.pdf",
        )


def drawn(folder: Path) -> str:
    picture(2).save(folder / "picture.png")
    return (folder / "picture.png").as_uri()


if __name__ == "__main__":
    make()
