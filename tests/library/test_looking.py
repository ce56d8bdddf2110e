"""The doctor looks at pages: what is seen there, by OCR, and what the library holds of it."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from conftest import MakeLibrary
from pdf_writer import Sheet, Text, paragraph, pdf_bytes, simple_pdf
from scans import require_ocr, scanned

from assistant.library import Library
from assistant.library.looking import NOT_INSTALLED, Looks, look_at_pages, parts
from assistant.library.seen_remarks import remarks_on
from assistant.reading.seen_and_held import Lacking, PageComparison

PRINTED = [
    "De gemeente Zwolle heeft dit jaar veertien bruggen vernieuwd. Daarvoor was",
    "een bedrag van 45 miljoen euro vrijgemaakt, dat voor de helft door de provincie",
    "Overijssel werd betaald. De aannemers hebben het werk binnen de afgesproken",
    "termijn opgeleverd, met uitzondering van de brug over het kanaal.",
]
OTHER = [
    "Langs snelwegen rijden steeds meer elektrische vrachtauto's zonder chauffeur.",
    "Onderzoekers verwachten dat hierdoor 812 banen verdwijnen, vooral onder jonge",
    "mensen zonder opleiding. Vakbonden vragen daarom subsidies voor omscholing,",
    "terwijl werkgevers juist lagere belastingen willen zien.",
]
HEAD = Text(72, 800, "Jaarverslag bereikbaarheid", 9)


def _shown(lines: list[str], y: float = 700) -> bytes:
    return scanned(pdf_bytes([Sheet(paragraph(72, y, lines))]), dpi=200)


def _with_text(picture: bytes, sheet: Sheet) -> bytes:
    """The picture of a page with the text of another one laid on it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(picture))
    writer.pages[0].merge_page(pypdf.PdfReader(io.BytesIO(pdf_bytes([sheet]))).pages[0])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _text(lines: list[str], mode: int, y: int = 700) -> str:
    """Operators that write lines; in mode 3 nobody sees them."""
    shown = [f"1 0 0 1 72 {y - 14 * n} Tm ({line}) Tj" for n, line in enumerate(lines)]
    return f"BT /F0 11 Tf {mode} Tr {' '.join(shown)} ET"


def _with_marked(lines: list[str]) -> Sheet:
    """A page of text on which the file marks other lines as no text."""
    marked = f"/Artifact BMC {_text(lines, 0, 400)} EMC"
    return Sheet(paragraph(72, 700, OTHER), drawing=marked)


def looked(library: Library, pages: int = 1) -> Looks:
    require_ocr()
    return look_at_pages(library, pages)


def test_pages_that_show_what_they_say_give_no_finding(make_library: MakeLibrary) -> None:
    sheets = [Sheet([HEAD, *paragraph(72, 700, lines)]) for lines in (PRINTED, OTHER, PRINTED)]
    found = looked(make_library({"goed.pdf": pdf_bytes(sheets), "b.txt": "Geen pagina's."}), 2)
    assert found == Looks(pages=2, documents=1)
    assert found.line == "Looked at 2 pages of 1 document (PDF), and compared the words."
    assert found.as_json() == {"pages": 2, "documents": 1}


def test_a_text_layer_that_says_other_words_than_its_picture_is_found(
    make_library: MakeLibrary,
) -> None:
    other = _with_text(_shown(PRINTED), Sheet(drawing=_text(OTHER, 3)))
    found = looked(make_library({"anders.pdf": other}))
    assert (found.pages, found.documents) == (1, 1)
    not_held, not_seen = found.findings
    assert not_held.startswith("anders.pdf, page 1: ")
    assert "words that are seen on it are not in the library" in not_held
    assert "uitzondering" in not_held
    assert "no text for them" in not_held
    assert "words that can be quoted from it are not seen on it" in not_seen
    assert "belastingen" in not_seen


def test_a_page_of_which_half_is_a_picture_is_found(make_library: MakeLibrary) -> None:
    half = _with_text(_shown(PRINTED, y=400), Sheet(paragraph(72, 700, OTHER)))
    (finding,) = looked(make_library({"half.pdf": half})).findings
    assert "vrijgemaakt" in finding
    assert "part of a picture" in finding


def test_text_that_the_reader_left_out_is_told_from_what_is_a_picture(
    make_library: MakeLibrary,
) -> None:
    words = " ".join(PRINTED).split()
    labels = [" ".join(words[n : n + 4]) for n in range(0, len(words), 4)]
    library = make_library({"weg.pdf": pdf_bytes([_with_marked(labels)])})
    (finding,) = looked(library).findings
    assert "vrijgemaakt" in finding
    assert "left out when it was read" in finding


def test_prose_that_the_file_marks_as_no_text_is_held_and_gives_no_finding(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"gemerkt.pdf": pdf_bytes([_with_marked(PRINTED)])})
    assert looked(library) == Looks(pages=1, documents=1)


def test_pages_that_ocr_read_and_empty_ones_are_passed_over(make_library: MakeLibrary) -> None:
    require_ocr()
    empty = simple_pdf([PRINTED, [], []])
    library = make_library({"scan.pdf": _shown(PRINTED), "leeg.pdf": empty})
    assert looked(library, 3) == Looks(pages=1, documents=1)


def test_without_ocr_nothing_is_compared_and_a_line_says_so(
    make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    library = make_library({"goed.pdf": simple_pdf([PRINTED])})
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert look_at_pages(library, 1) == Looks(findings=(NOT_INSTALLED,))
    assert "nothing was compared" in NOT_INSTALLED
    assert "tesseract-ocr-nld" in NOT_INSTALLED


def test_a_file_that_is_gone_is_named_and_the_others_are_looked_at(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"a.pdf": simple_pdf([PRINTED]), "b.pdf": simple_pdf([OTHER])})
    gone = next(v for v in library.versions.current() if v.file == "a.pdf")
    library.originals.file(gone.id).unlink()
    found = looked(library)
    assert (found.pages, found.documents) == (1, 1)
    (finding,) = found.findings
    assert finding.startswith("a.pdf could not be looked at: ")


# Which pages


def test_the_same_pages_are_chosen_again_and_others_for_another_file_or_number() -> None:
    numbers = range(1, 101)
    first = [part[0] for part in parts("ab" * 32, numbers, 4)]
    assert first == [part[0] for part in parts("ab" * 32, numbers, 4)]
    assert [1 + (n - 1) // 25 for n in first] == [1, 2, 3, 4]
    assert first != [part[0] for part in parts("cd" * 32, numbers, 4)]
    assert not {part[0] for part in parts("ab" * 32, numbers, 5)} >= set(first)


def test_every_page_of_a_short_document_is_chosen_and_none_of_an_empty_one() -> None:
    assert parts("ab", [1, 4], 5) == [[1], [4]]
    assert parts("ab", [], 2) == []


# What is worth a line


def test_a_few_words_and_small_shares_are_not_told() -> None:
    few = tuple("woord" for _ in range(4))
    none = Lacking(0)
    assert remarks_on(PageComparison(Lacking(20, few), none, none, none), "") == []
    assert remarks_on(PageComparison(Lacking(900, few * 3), none, none, none), "") == []
    assert remarks_on(PageComparison(none, none, Lacking(300, few * 3), none), "") == []
    # White figures in the bars of a chart are not seen, and are right.
    assert remarks_on(PageComparison(none, none, none, Lacking(20, few * 3)), "") == []
