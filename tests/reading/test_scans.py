"""Which pages OCR replaces, and which keep the text of their file: told by a recogniser that is made up."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pypdf
import pypdfium2 as pdfium
import pytest
from ciphers import LETTERS, shifted, with_map
from pdf_writer import Font, simple_pdf
from pypdf.generic import NameObject, NumberObject

from assistant.reading.budget import OcrBudget
from assistant.reading.font_maps import wrongly_mapped
from assistant.reading.glyphs import page_glyphs
from assistant.reading.scans import Scans
from assistant.reading.text_layer import oddest_part
from assistant.records import ReadLine, ReadWord, Recognition

PLAIN = [
    "De gemeente betaalde in dat jaar voor elke gekapte boom in het park een nieuwe linde."
] * 4
FIVE_ON = str.maketrans("abcdefghijklmnopqrstuvwxyz", "fghijklmnopqrstuvwxyzabcde")
CIPHER = [line.translate(FIVE_ON) for line in PLAIN]
GREEK = (
    "Η πόλη πλήρωσε για κάθε δέντρο που κόπηκε στο πάρκο μια νέα φλαμουριά εκείνη τη χρονιά. " * 3
)


@dataclass
class MadeUp:
    """OCR that reads the same on every page."""

    text: str | None

    def available(self) -> bool:
        return True

    def recognise(self, page: object) -> Recognition | None:
        if self.text is None:
            return None
        words = tuple(ReadWord(word, 0, 0, 1, 1, 95) for word in self.text.split())
        return Recognition(0.95, (ReadLine(10, words),))


def scans(text: str | None, pages: int = 100) -> Scans:
    recogniser: Any = MadeUp(text)
    return Scans(OcrBudget(pages), recogniser)


def looked(of: Scans, lines: list[str], times: int = 1, garbled: bool = False) -> list[bool]:
    """Whether each page, with these lines, keeps the text of its file."""
    document = pdfium.PdfDocument(simple_pdf([lines] * times))
    return [
        of.look(page, n, page_glyphs(page), garbled).text_layer
        for n, page in enumerate(document, start=1)
    ]


def test_letters_of_another_script_are_no_cipher() -> None:
    assert oddest_part(" ".join(PLAIN) + GREEK) == ""
    assert oddest_part(" ".join(CIPHER)) != ""


def test_ocr_replaces_a_cipher_only_with_as_many_words() -> None:
    read = " ".join([*PLAIN, *PLAIN])
    assert looked(scans(read), [*PLAIN, *CIPHER]) == [False]
    assert looked(scans(" ".join(PLAIN)), [*PLAIN, *CIPHER]) == [True]


def test_every_page_that_ocr_could_not_compare_is_named() -> None:
    for text, pages, named in ((None, 100, 0), (" ".join(PLAIN), 0, 6)):
        of = scans(text, pages)
        assert looked(of, CIPHER, times=6) == [True] * 6
        assert of.odd == list(range(1, named + 1))
        assert len(of.warnings(6)) == (1 if named else 0)


@pytest.mark.parametrize(("read", "kept"), [(PLAIN, True), (CIPHER, False)])
def test_a_page_whose_font_contradicts_itself_is_replaced_only_by_something_else(
    read: list[str], kept: bool
) -> None:
    assert looked(scans(" ".join(read)), PLAIN, garbled=True) == [kept]
    assert looked(scans(None, 0), PLAIN, garbled=True) == [True]


def test_the_encoding_of_a_symbolic_font_is_no_witness_against_its_map() -> None:
    data = with_map(
        simple_pdf([PLAIN], fonts=(Font("Arial", 80), Font("Arial-Bold"))), shifted, LETTERS
    )
    found = []
    for flags in (32, 4):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
        font: Any = writer.pages[0]["/Resources"]["/Font"]["/F0"].get_object()  # type: ignore[index]
        fonts: Any = writer.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
        del fonts["/F1"]
        font[NameObject("/Subtype")] = NameObject("/TrueType")
        font["/FontDescriptor"][NameObject("/Flags")] = NumberObject(flags)
        out = io.BytesIO()
        writer.write(out)
        found.append(wrongly_mapped(pypdf.PdfReader(out), 1))
    assert found == [frozenset({0}), frozenset()]
