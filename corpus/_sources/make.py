"""Rebuild the sample corpus: ``python corpus/_sources/make.py``.

The corpus is a set of sample documents about one programme, Smart Industry in
the Netherlands (2014-2023), written for this project. Facts and figures come
from public sources that every document names on its first page; the wording is
our own. The documents disagree with each other on purpose where the public
sources do (numbers of field labs and companies, start year, verdict of the
evaluation, budgets), each with its own date and author.

Layouts are in ``template.typ``; each ``*.typ`` file is one document, except
that the draft and the final 2020 monitor share a source. The press release
(HTML) and the newsletter (Markdown) are kept as they are and copied. The memo
(DOCX) is written here, because a Word file has no readable source of its own.

Builds are deterministic: every date is fixed, so an unchanged source gives an
unchanged file and a commit shows only real changes.
"""

from __future__ import annotations

import random
import shutil
import time
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import typst
from docx import Document
from docx.document import Document as DocumentType
from docx.shared import Pt, RGBColor
from PIL import Image, ImageFilter

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent

NOT_A_DOCUMENT = {"template"}
SCAN = "regionale-agenda-noordvleugel-2015-scan"
TWO_VERSIONS = "monitor-fieldlabs-2020"
COPIED = ("persbericht-ezk-2021.html", "programmabureau-nieuwsbrief-2021.md")

SCAN_DPI = 150
SCAN_QUALITY = 42
# Zip entries need a date; the oldest one a zip file can hold says "not a real date".
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def make_pdfs() -> list[Path]:
    """Compile every Typst source, and the draft of the monitor that has two versions."""
    made = []
    for source in sorted(HERE.glob("*.typ")):
        if source.stem in NOT_A_DOCUMENT or source.stem == SCAN:
            continue
        made.append(compile_pdf(source, TARGET / f"{source.stem}.pdf"))
        if source.stem == TWO_VERSIONS:
            draft = TARGET / f"{source.stem}-concept.pdf"
            made.append(compile_pdf(source, draft, {"concept": "ja"}))
    return made


def compile_pdf(source: Path, output: Path, inputs: dict[str, str] | None = None) -> Path:
    """Compile one Typst source to a PDF."""
    typst.compile(source, output=output, root=HERE, sys_inputs=inputs or {})
    return output


def make_scan() -> Path:
    """Make a PDF of page images without a text layer, as an office scanner would."""
    pages = typst.compile(HERE / f"{SCAN}.typ", root=HERE, format="png", ppi=SCAN_DPI)
    images = [pages] if isinstance(pages, bytes) else pages
    # A fixed seed: the noise must look random but be the same in every build.
    chance = random.Random(2015)
    scanned = [age(Image.open(BytesIO(data)), chance) for data in images]
    output = TARGET / f"{SCAN}.pdf"
    moment = time.struct_time((2015, 11, 2, 9, 31, 0, 0, 306, 0))
    scanned[0].save(
        output,
        "PDF",
        save_all=True,
        append_images=scanned[1:],
        resolution=SCAN_DPI,
        quality=SCAN_QUALITY,
        # Scanners name a file after the moment of the scan; the title stands on the page only.
        title="SCAN_20151102_0931",
        author="",
        producer="",
        creationDate=moment,
        modDate=moment,
    )
    return output


def age(page: Image.Image, chance: random.Random) -> Image.Image:
    """Give a clean page the skew, greyish paper and speckle of a scan."""
    grey = page.convert("L")
    skewed = grey.rotate(chance.uniform(0.4, 0.8), Image.Resampling.BICUBIC, fillcolor=250)
    soft = skewed.filter(ImageFilter.GaussianBlur(0.5))
    paper = Image.frombytes("L", soft.size, chance.randbytes(soft.width * soft.height))
    # Blurred noise costs far fewer JPEG bytes than raw noise and looks more like paper.
    paper = paper.filter(ImageFilter.GaussianBlur(1.2))
    return Image.blend(soft.point(lambda value: min(value, 246)), paper, 0.07)


def make_memo() -> Path:
    """Write the Word memo about the National Growth Fund."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name = "Calibri"
    normal.font.size = Pt(11)
    for level in (1, 2):
        document.styles[f"Heading {level}"].font.color.rgb = RGBColor(0x15, 0x42, 0x73)

    properties = document.core_properties
    properties.title = "Nationaal Groeifonds en digitalisering van de industrie"
    properties.author = "Programmabureau Smart Industry"
    properties.last_modified_by = "Programmabureau Smart Industry"
    properties.subject = "Memo over de eerste ronde van het Nationaal Groeifonds"
    properties.language = "nl-NL"
    properties.comments = "Voorbeelddocument, geschreven voor dit project"
    properties.created = properties.modified = datetime(2021, 5, 3, 9, 0, 0)
    properties.revision = 1

    for kind, content in MEMO:
        if isinstance(content, list):
            add_table(document, content)
        elif kind == "notice":
            run = document.add_paragraph().add_run(content)
            run.italic = True
            run.font.size = Pt(8.5)
        else:
            document.add_paragraph(content, style=kind)

    output = TARGET / "groeifonds-en-digitalisering-2021.docx"
    buffer = BytesIO()
    document.save(buffer)
    write_fixed_zip(buffer, output)
    return output


def add_table(document: DocumentType, rows: list[list[str]]) -> None:
    """Add a table; its style marks the first row as the header."""
    table = document.add_table(rows=0, cols=len(rows[0]), style="Light Grid Accent 1")
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    document.add_paragraph()


def write_fixed_zip(source: BytesIO, output: Path) -> None:
    """Copy a zip file with the same dates every time, so that builds are identical."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(output, "w") as new:
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))


def copy_plain() -> list[Path]:
    """Copy the documents that are their own source."""
    return [Path(shutil.copyfile(HERE / name, TARGET / name)) for name in COPIED]


# The memo as (paragraph style, text); "table" and "notice" are handled apart.
MEMO: list[tuple[str, str | list[list[str]]]] = [
    ("Title", "Nationaal Groeifonds en digitalisering van de industrie"),
    ("Normal", "Memo van het Programmabureau Smart Industry, 3 mei 2021"),
    (
        "notice",
        "Voorbeelddocument, geschreven voor dit project; geen uitgave van de genoemde "
        "organisatie. De tekst en de uitwerking zijn eigen werk, de cijfers komen uit de "
        "genoemde bronnen. Bronnen: nu.nl (9 april 2021); utoday.nl (april 2021); "
        "accountancyvanmorgen.nl (12 april 2021); linkmagazine.nl (april 2021); "
        "cursor.tue.nl (april 2021); hightechsystems.nl (26 april 2021). De dagtekening is "
        "voor dit voorbeeld gekozen.",
    ),
    ("Heading 1", "1. Aanleiding"),
    (
        "Normal",
        "Op 9 april 2021 is de uitkomst bekendgemaakt van de eerste ronde van het Nationaal "
        "Groeifonds (NGF). Het fonds is bedoeld om het verdienvermogen van Nederland op de "
        "lange termijn te vergroten. In totaal gaat het om € 20 miljard over een periode van "
        "vijf jaar, tot 2026. Een commissie onder voorzitterschap van dhr. Jeroen Dijsselbloem "
        "adviseert het kabinet over de voorstellen.",
    ),
    (
        "Normal",
        "In reacties op de evaluatie van Smart Industry wordt veel naar het fonds verwezen. "
        "Deze memo zet op een rij wat er is toegekend, wat daarvan voor digitale technologie "
        "is bestemd en wat dat betekent voor de maakindustrie.",
    ),
    ("Heading 1", "2. De eerste ronde"),
    (
        "Normal",
        "Er zijn vijftien voorstellen beoordeeld. Daarvan zijn er tien gehonoreerd en vijf "
        "afgewezen. Met de gehonoreerde voorstellen is ca. € 4 miljard gemoeid. Dat bedrag is "
        "echter grotendeels nog niet uit te geven: € 646 miljoen is toegekend, waarvan € 525 "
        "miljoen onder voorwaarden, en ca. € 3,5 miljard is gereserveerd. Zonder verdere "
        "voorwaarden is dus € 121 miljoen direct beschikbaar (eigen berekening: 646 min 525).",
    ),
    ("Normal", "Het onderscheid tussen deze drie vormen is van belang:"),
    ("List Bullet", "Toegekend: het geld kan worden uitgegeven zodra de beschikking er ligt."),
    (
        "List Bullet",
        "Voorwaardelijk toegekend: het plan moet eerst op onderdelen worden uitgewerkt of "
        "aangescherpt.",
    ),
    (
        "List Bullet",
        "Gereserveerd: het geld wordt vastgehouden, maar er volgt nog een nieuw oordeel.",
    ),
    ("Heading 1", "3. Onderzoek, ontwikkeling en innovatie"),
    (
        "Normal",
        "Vijf van de voorstellen vallen onder de pijler onderzoek, ontwikkeling en innovatie. "
        "Samen gaat het om afgerond € 1,35 mld. De tabel geeft de verdeling in miljoenen.",
    ),
    (
        "table",
        [
            ["Voorstel", "Onderwerp", "Bedrag (mln. euro)"],
            ["Quantum Delta", "Quantumtechnologie", "615"],
            ["GroenvermogenNL", "Groene waterstof", "338"],
            ["AiNed", "Kunstmatige intelligentie", "276"],
            ["Health-RI", "Gezondheidsdata", "69"],
            ["RegMed XB", "Regeneratieve geneeskunde", "56"],
            ["Totaal", "", "1.354"],
        ],
    ),
    ("Heading 2", "3.1 Quantum Delta"),
    (
        "Normal",
        "Het grootste bedrag gaat naar Quantum Delta: € 615 miljoen. Daarvan is € 54 miljoen "
        "zonder voorwaarden toegekend, € 228 miljoen onder voorwaarden en € 333 miljoen "
        "gereserveerd. Quantumtechnologie staat nog ver van de fabriek. Wel ontstaan er kansen "
        "voor toeleveranciers van fijnmechanica, koeling en meetapparatuur.",
    ),
    ("Heading 2", "3.2 AiNed"),
    (
        "Normal",
        "AiNed krijgt € 276 miljoen. Dit programma wil de toepassing van kunstmatige "
        "intelligentie versnellen, o.a. bij bedrijven. Voor de maakindustrie liggen hier de "
        "meest directe mogelijkheden, bijv. bij het voorspellen van onderhoud, het herkennen "
        "van fouten en het plannen van productie.",
    ),
    ("Heading 1", "4. Hoeveel is er voor AI en quantum?"),
    (
        "Normal",
        "In het persbericht van het ministerie bij de evaluatie staat dat er meer dan "
        "€ 1 miljard extra publiek geld komt voor technologieën als AI en quantum. De bedragen "
        "van de eerste ronde leiden tot een lager cijfer. AiNed en Quantum Delta krijgen samen "
        "€ 891 miljoen (276 plus 615). De € 1,35 miljard gaat over vijf voorstellen, dus ook "
        "over waterstof, gezondheidsdata en regeneratieve geneeskunde.",
    ),
    (
        "Normal",
        "Beide uitspraken hoeven elkaar niet tegen te spreken: het ministerie kan ook andere "
        "middelen of volgende rondes meetellen. Dat blijkt echter niet uit het bericht. Wij "
        "raden aan om bij het noemen van een bedrag te vermelden om welke voorstellen het gaat "
        "en welk deel al beschikbaar is.",
    ),
    ("Heading 1", "5. Wat betekent dit voor Smart Industry?"),
    (
        "Normal",
        "Het NGF is geen vervanging voor het programma. Het fonds betaalt grote projecten van "
        "consortia, terwijl Smart Industry zich richt op toepassing in gewone bedrijven. Wel "
        "kunnen de twee elkaar versterken:",
    ),
    (
        "List Number",
        "Fieldlabs kunnen een plek zijn waar resultaten van NGF-projecten in een echte "
        "productieomgeving worden beproefd.",
    ),
    (
        "List Number",
        "Hubs kunnen bedrijven wijzen op de mogelijkheden, zodat de kennis niet bij de "
        "deelnemers van het consortium blijft.",
    ),
    (
        "List Number",
        "Ervaringen van ondernemers kunnen worden gebruikt om nieuwe voorstellen voor een "
        "volgende ronde te maken.",
    ),
    ("Heading 1", "6. Advies"),
    (
        "Normal",
        "Wij adviseren om met de trekkers van AiNed in gesprek te gaan over de rol van fieldlabs. "
        "Daarnaast stellen wij voor om samen met de partners te verkennen of een voorstel voor de "
        "maakindustrie kan worden ingediend in de tweede ronde. Zo'n voorstel vraagt om een "
        "stevige onderbouwing van het effect op de lange termijn. De evaluatie van Smart "
        "Industry laat zien hoe lastig dat is.",
    ),
]


def main() -> None:
    """Build all documents and say what was made."""
    made = [*make_pdfs(), make_scan(), make_memo(), *copy_plain()]
    for path in sorted(made):
        print(f"{path.stat().st_size / 1024:8.1f} kB  {path.name}")


if __name__ == "__main__":
    main()
