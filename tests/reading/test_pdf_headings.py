"""Bold print makes a heading only beside lighter body text; body text stays quotable."""

from __future__ import annotations

import pytest
from conftest import ReadBytes
from pdf_writer import Font, Sheet, Text, paragraph, pdf_bytes

from assistant.reading.blocks import Surroundings
from assistant.reading.glyphs import HYPHEN_MARK, Glyph, PrintedLine
from assistant.reading.untagged_blocks import untagged_blocks
from assistant.records import BlockKind, Page

BODY = [
    "De evaluatie laat zien dat het programma veel bedrijven heeft bereikt in de regio.",
    "De meeste deelnemers zijn tevreden over de begeleiding van hun adviseur.",
    "Het budget voor de fieldlabs bedroeg 12 miljoen euro in 2019.",
    "De stuurgroep komt vier keer per jaar bijeen en bespreekt de voortgang.",
    "Kleine bedrijven noemen het tekort aan personeel als belemmering voor groei.",
]
QUOTED = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


def headings(page: Page) -> list[str]:
    return [page.text[b.start : b.end] for b in page.blocks if b.kind is BlockKind.HEADING]


def body_is_quotable(page: Page) -> bool:
    text = "\n".join(page.text[b.start : b.end] for b in page.blocks if b.kind in QUOTED)
    return all(line in text for line in BODY)


def section(y: float, heading: str, body_is_bold: bool = False) -> list[Text]:
    return [
        Text(72, y, heading, bold=True),
        *(Text(72, y - 30 - 24 * n, line, bold=body_is_bold) for n, line in enumerate(BODY)),
    ]


@pytest.mark.parametrize("stem", [1010, 1186])
def test_a_weight_that_no_font_has_makes_no_headings(read_bytes: ReadBytes, stem: int) -> None:
    fonts = (Font("CIDFont+F1", stem), Font("CIDFont+F2", stem))
    (page,) = read_bytes(pdf_bytes([Sheet(section(700, "Over het geld"))], fonts=fonts)).pages
    assert body_is_quotable(page)


def test_a_heading_must_be_heavier_than_the_body_text(read_bytes: ReadBytes) -> None:
    fonts = (Font("Letter+F1", 150), Font("Letter+F2", 150))  # both of weight 740
    (page,) = read_bytes(pdf_bytes([Sheet(section(700, "Over het geld"))], fonts=fonts)).pages
    assert body_is_quotable(page)


@pytest.mark.parametrize(
    "fonts",
    [
        (Font("Helvetica"), Font("Helvetica-Bold")),
        (Font("Letter+F1", 80), Font("Letter+F2", 150)),
        (Font("Letter+F1", 150), Font("Letter-Bold", 1010)),
    ],
)
def test_a_line_heavier_than_the_body_text_is_a_heading(
    read_bytes: ReadBytes, fonts: tuple[Font, Font]
) -> None:
    (page,) = read_bytes(pdf_bytes([Sheet(section(700, "Over het geld"))], fonts=fonts)).pages
    assert headings(page) == ["Over het geld"]
    assert body_is_quotable(page)


def test_where_everything_is_bold_nothing_is_a_heading_for_that(read_bytes: ReadBytes) -> None:
    sheets = [Sheet(section(700, "Over het geld", body_is_bold=True)) for _ in range(3)]
    for page in read_bytes(pdf_bytes(sheets)).pages:
        assert body_is_quotable(page)


def test_on_a_full_page_that_is_all_bold_body_text_stays_quotable(read_bytes: ReadBytes) -> None:
    def page_of(bold: bool) -> Sheet:
        return Sheet([*section(700, "Het geld", bold), *section(520, "De tijd", bold)])

    pages = read_bytes(pdf_bytes([page_of(False), page_of(False), page_of(True)])).pages
    assert "Het geld" in headings(pages[0])
    assert body_is_quotable(pages[2])


def test_a_document_of_slides_in_large_print_is_no_document_of_headings(
    read_bytes: ReadBytes,
) -> None:
    """Its footnotes have more letters than any size of print on the slides."""
    notes = [f"Bron: jaarverslag {year} van het programmabureau." for year in range(2000, 2012)]
    sheets = [
        Sheet(
            [
                Text(72, 685, f"{number}. Geld voor fieldlabs", size=28, bold=True),
                *(Text(72, 645 - 40 * n, line[:60], size=18) for n, line in enumerate(BODY)),
                *paragraph(72, 380, notes, size=9, leading=11),
            ]
        )
        for number in range(1, 9)
    ]
    pages = read_bytes(pdf_bytes(sheets)).pages
    for number, page in enumerate(pages, start=1):
        assert f"{number}. Geld voor fieldlabs" in headings(page)
        assert not any(line[:40] in text for line in BODY for text in headings(page))


def test_a_line_of_nothing_but_unwritten_marks_is_no_block() -> None:
    def line(codes: list[int], bottom: float) -> PrintedLine:
        glyphs = tuple(
            Glyph(code, n, 6.0 * n, bottom, 6.0 * n + 6, bottom + 10, 10.0, 400, False, -1, False)
            for n, code in enumerate(codes)
        )
        return PrintedLine(glyphs, 0.0, bottom, 6.0 * len(codes), bottom + 10, 10.0, 400)

    said = [ord(c) for c in "De rijst wordt hier met de hand gepeld."]
    lines = [line([HYPHEN_MARK], 712.0), line(said, 700.0), line([HYPHEN_MARK], 688.0)]
    (block,) = untagged_blocks(lines, Surroundings(10.0))
    assert block.text == "De rijst wordt hier met de hand gepeld."
