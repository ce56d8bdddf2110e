"""Words that a file draws in pieces are whole words, wherever PDFium ends its lines."""

from __future__ import annotations

from conftest import ReadBytes
from pdf_writer import Font, Sheet, Text, pdf_bytes

TYPEWRITER = (Font("Courier"), Font("Courier-Bold"))  # every letter is as wide as any
LETTER = 6  # points
LINES = [
    "De gemeente heeft besloten dat de ver",
    "bouwing van het raadhuis later begint dan",
    "eerder was afgesproken, omdat het onder",
    "zoek naar de oude gevel nog niet klaar is.",
]
WHOLE = (
    "De gemeente heeft besloten dat de verbouwing van het raadhuis later begint dan "
    "eerder was afgesproken, omdat het onderzoek naar de oude gevel nog niet klaar is."
)
BROKEN = (0, 2)


def line(number: int) -> Text:
    return Text(72, 700 - 14 * number, LINES[number], 10)


def behind(number: int, text: str) -> Text:
    """Text right behind a line."""
    return Text(72 + LETTER * len(LINES[number]), 700 - 14 * number, text, 10)


def text_of(read_bytes: ReadBytes, sheet: Sheet) -> str:
    (page,) = read_bytes(pdf_bytes([sheet], fonts=TYPEWRITER)).pages
    return page.text


def test_hyphens_that_are_drawn_or_marked_after_the_text_end_its_lines(
    read_bytes: ReadBytes,
) -> None:
    lines = [line(number) for number in range(len(LINES))]
    hyphens = [behind(number, "-") for number in BROKEN]
    assert text_of(read_bytes, Sheet([*lines, *hyphens])) == WHOLE
    shown = " ".join(f"1 0 0 1 {h.x} {h.y} Tm (-) Tj" for h in hyphens)
    drawing = f"/Artifact BMC BT /F0 10 Tf {shown} ET EMC"
    assert text_of(read_bytes, Sheet(lines, drawing=drawing)) == WHOLE


def test_a_dash_apart_from_a_word_is_no_hyphen_of_it(read_bytes: ReadBytes) -> None:
    """Cells of a table without a value have one; only a dash that touches its word is put to it."""
    lines = [line(number) for number in range(len(LINES))]
    apart = [Text(h.x + LETTER, h.y, h.text, 10) for h in [behind(1, "-")]]
    text = text_of(read_bytes, Sheet([*lines, *[behind(n, "-") for n in BROKEN], *apart]))
    assert "begint dan-" not in text
    assert "verbouwing" in text
