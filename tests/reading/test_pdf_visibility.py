"""What a person sees on a page is what is read: hidden and struck-out text is left out, and said."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from conftest import ReadBytes
from pdf_writer import Annotation, Sheet, paragraph, pdf_bytes

from assistant.reading import handles, visibility
from assistant.reading.annotations import open_pdf, page_with_annotations
from assistant.reading.glyphs import load_page, page_glyphs
from assistant.reading.paint import moved, page_paint
from assistant.reading.shown_text import shown_text
from assistant.records import Reading

BODY = [
    "De stuurgroep komt vier keer per jaar bijeen en bespreekt de voortgang van het werk.",
    "De provincies leveren een bijdrage aan de begeleiding van kleine bedrijven.",
    "Een onafhankelijk bureau onderzoekt ieder jaar of de doelen worden gehaald.",
]
SECRET = "De subsidie bedraagt 999 euro."
LETTERS = sum(c.isalnum() for c in SECRET)


def drawn(text: str, *, y: float = 500, size: float = 11, before: str = "") -> str:
    """Operators that write a line at 72 points from the left; ``before`` sets colour or mode."""
    return f"q {before} BT /F0 {size} Tf 72 {y} Td ({text}) Tj ET Q"


def page_of(drawing: str, **options: object) -> bytes:
    return pdf_bytes([Sheet(paragraph(72, 700, BODY), drawing=drawing, **options)])  # type: ignore[arg-type]


def text_of(reading: Reading) -> str:
    (page,) = reading.pages
    assert all(line in page.text for line in BODY)
    return page.text


BLACK_BAR = "0 g 70 496 300 14 re f"
HIDDEN = {
    "white on the white page": drawn(SECRET, before="1 g"),
    "nearly white": drawn(SECRET, before="0.98 0.97 0.98 rg"),
    "white over the edge of a small dark box": "0 g 60 496 8 14 re f\n"
    + drawn(SECRET, before="1 g"),
    "black on a black bar": BLACK_BAR + "\n" + drawn(SECRET),
    "dark blue on a box of that blue": "0 0 .4 rg 60 490 400 24 re f\n"
    + drawn(SECRET, before="0 0 .41 rg"),
    "under a black bar": drawn(SECRET) + "\n" + BLACK_BAR,
    "under a white box": drawn(SECRET) + "\n1 g 60 490 400 24 re f",
    "in the mode that paints nothing": drawn(SECRET, before="3 Tr"),
    "in half a point": drawn(SECRET, size=0.5),
    "beside the page": drawn(SECRET, y=-40),
    "cut off by what is shown": drawn(SECRET, before="300 300 20 20 re W n"),
}


@pytest.mark.parametrize("drawing", HIDDEN.values(), ids=HIDDEN)
def test_text_that_nobody_can_see_is_left_out_and_said(read_bytes: ReadBytes, drawing: str) -> None:
    reading = read_bytes(page_of(drawing))
    assert "999" not in text_of(reading)
    (warning,) = reading.warnings
    assert warning.startswith(f"{LETTERS} letters that nobody can see")
    assert warning.endswith("page 1.")


SEEN = {
    "white on a dark box": "0 0 .5 rg 60 490 400 24 re f\n" + drawn(SECRET, before="1 g"),
    "black on a grey box": "0.8 g 60 490 400 24 re f\n" + drawn(SECRET, before="0 g"),
    "grey on the page": drawn(SECRET, before="0.6 g"),
    "beside a black bar that was painted later": drawn(SECRET) + "\n0 g 70 520 300 14 re f",
    "in a box that is drawn around it later": drawn(SECRET) + "\n60 490 400 24 re S",
    "only as outlines": drawn(SECRET, before="1 Tr 1 g 0 G"),
    "small but printed": drawn(SECRET, size=4),
    "in a unit of a hundredth": f"q BT /F0 1 Tf 11 0 0 11 72 500 Tm ({SECRET}) Tj ET Q",
    "on a white box over a black one": "0 g 60 490 400 24 re f 1 g 60 490 400 24 re f\n"
    + drawn(SECRET, before="0 g"),
}


@pytest.mark.parametrize("drawing", SEEN.values(), ids=SEEN)
def test_text_that_can_be_seen_is_read(read_bytes: ReadBytes, drawing: str) -> None:
    reading = read_bytes(page_of(drawing))
    assert SECRET in text_of(reading)
    assert reading.warnings == ()


LAYERED = (
    "/OC /L0 BDC " + drawn(SECRET) + " EMC /OC /L1 BDC " + drawn("Dit is de kop.", y=760) + " EMC"
)


@pytest.mark.parametrize(
    ("off", "seen"),
    [
        ("", True),
        ("/BaseState /ON /OFF []", True),
        ("/OFF [{1}]", True),
        ("/OFF [{0}]", False),
        ("/BaseState /OFF /ON [{1}]", False),
        ("/BaseState /OFF /ON [{0} {1}]", True),
    ],
)
def test_what_stands_on_a_layer_is_read_unless_the_file_switches_it_off(
    off: str, seen: bool, read_bytes: ReadBytes
) -> None:
    sheet = Sheet(paragraph(72, 700, BODY), drawing=LAYERED)
    reading = read_bytes(pdf_bytes([sheet], layers=("Geheim", "Kop"), off=off))
    assert (SECRET in text_of(reading)) is seen


def test_a_choice_between_layers_is_not_known_by_its_name(read_bytes: ReadBytes) -> None:
    """It is called like a layer that is shown, and chooses one that is off."""
    sheet = Sheet(paragraph(72, 700, BODY), drawing=LAYERED)
    data = pdf_bytes([sheet], layers=("Geheim", "Kop", "Uit"), off="/OFF [{2}]")
    named = [
        b"/Name <" + f"\ufeff{name}".encode("utf-16-be").hex().encode()
        for name in ("Geheim", "Kop")
    ]
    group = data.split(b"/OCGs [")[1].split(b"]")[0].split(b" 0 R")[2].strip()
    choice = named[1] + b"> /OCGs " + group + b" 0 R /P /AllOn /X <"
    data = data.replace(b"/Type /OCG " + named[0], b"/Type /OCMD " + choice)
    assert SECRET not in text_of(read_bytes(data))


def test_a_page_is_drawn_twice_for_its_layers_only_where_one_that_it_uses_may_be_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures: list[object] = []
    monkeypatch.setattr(visibility, "_without_ink", lambda *args: pictures.append(args) or set())
    for off, drawn_again in (("", 0), ("/OFF [{2}]", 0), ("/OFF [{1}]", 1)):
        sheet = Sheet(paragraph(72, 700, BODY), drawing=LAYERED)
        file = tmp_path / "a.pdf"
        file.write_bytes(pdf_bytes([sheet], layers=("Geheim", "Kop", "Raster"), off=off))
        shown_text(load_page(open_pdf(file), 0))
        assert len(pictures) == drawn_again


def test_only_the_words_under_a_bar_are_left_out(read_bytes: ReadBytes) -> None:
    """Which words, is known from the picture: "Jansen" stands from 159 to 194 points."""
    drawing = drawn("De aanvraag van Jansen is afgewezen op 3 mei.") + "\n0 g 158 496 38 14 re f"
    text = text_of(read_bytes(page_of(drawing)))
    assert "Jansen" not in text
    assert "De aanvraag van is afgewezen op 3 mei." in text


# Struck out

STRUCK = "De maximale subsidie is 120.000 euro."
LIVE = "De maximale subsidie is 180.000 euro."
WIDE = 186  # points in Helvetica 11
STRIKES = {
    "a line": f"0.7 w 72 503.5 m {72 + WIDE} 503.5 l S",
    "a thin box": f"72 503 {WIDE} 0.8 re f",
    "a red line": f"1 0 0 RG 0.7 w 72 503.5 m {72 + WIDE} 503.5 l S",
    "two lines of one path": f"0.7 w 72 503.5 m 160 503.5 l 160 503.5 m {72 + WIDE} 503.5 l S",
}
LINES = drawn(STRUCK, y=500) + "\n" + drawn(LIVE, y=484)


@pytest.mark.parametrize("strike", STRIKES.values(), ids=STRIKES)
@pytest.mark.parametrize("before", [True, False], ids=["below", "above"])
def test_struck_out_text_is_left_out_and_said(
    read_bytes: ReadBytes, strike: str, before: bool
) -> None:
    parts = [f"q {strike} Q", LINES]
    reading = read_bytes(page_of("\n".join(parts if before else reversed(parts))))
    text = text_of(reading)
    assert LIVE in text
    assert "120.000" not in text
    struck = sum(c.isalnum() for c in STRUCK)
    assert reading.warnings == (f"{struck} letters in struck-out text left out: page 1.",)


def test_a_struck_amount_leaves_the_sentence_with_the_new_one(read_bytes: ReadBytes) -> None:
    drawing = drawn("De subsidie is 120.000 180.000 euro.") + "\n0.7 w 146 503.5 m 184 503.5 l S"
    assert "De subsidie is 180.000 euro." in text_of(read_bytes(page_of(drawing)))


NO_STRIKES = {
    "an underline": f"0.7 w 72 498.5 m {72 + WIDE} 498.5 l S",
    "a line above": f"0.7 w 72 510.5 m {72 + WIDE} 510.5 l S",
    "a rule across the page": "0.7 w 20 503.5 m 560 503.5 l S",
    "a white line": f"1 G 0.7 w 72 503.5 m {72 + WIDE} 503.5 l S",
    "a line that is covered again": "",
    "an upright line": "0.7 w 150 480 m 150 530 l S",
    "a table": "0.5 w 66 478 m 300 478 l 66 496 m 300 496 l 66 512 m 300 512 l S "
    "66 478 m 66 512 l 300 478 m 300 512 l S",
}


@pytest.mark.parametrize("line", NO_STRIKES.values(), ids=NO_STRIKES)
def test_other_lines_strike_nothing(read_bytes: ReadBytes, line: str) -> None:
    if not line:
        line = f"0.7 w 72 503.5 m {72 + WIDE} 503.5 l S 1 g 60 495 400 16 re f 0 g"
    reading = read_bytes(page_of(f"q {line} Q\n{LINES}"))
    assert STRUCK in text_of(reading)
    assert reading.warnings == ()


def test_what_a_form_cuts_its_text_to_lies_where_the_form_lies() -> None:
    """Else each page with such a form would be drawn twice to see what is hidden."""
    cut = f"q 1 1 99 40 re W n BT /F0 11 Tf 10 10 Td ({SECRET}) Tj ET Q"
    form = Annotation("Stamp", (100, 300, 400, 350), looks=cut)
    page = page_with_annotations(pdfium.PdfDocument(pdf_bytes([Sheet(annotations=[form])])), 0)
    paint = page_paint(page)
    (handle,) = {g.drawn_by for g in page_glyphs(page) if g.drawn_by}
    (area,) = [moved(box, paint.forms[handle]) for box in handles.clips(handle)]
    assert area == pytest.approx((101, 301, 200, 341))
