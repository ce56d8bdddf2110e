"""Scans: their words are read, found, quoted and marked like those of any other page."""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from ciphers import LETTERS, shifted, with_map
from conftest import CORPUS, MakeLibrary, ReadBytes
from fastapi.testclient import TestClient
from pdf_writer import Sheet, Text, paragraph, pdf_bytes, simple_pdf
from PIL import Image
from pypdf.generic import NameObject
from reading_back import letters, letters_in_boxes
from scans import require_ocr, scan_of, scanned

from assistant.chunking import passages
from assistant.library import Library
from assistant.library.answers import answer_from_json
from assistant.presenting.plain_text import answer_as_text
from assistant.reading import Isolation, Limits
from assistant.reading.recognition import confidence_of, recognition_as_json
from assistant.records import Answer, BlockKind, Outcome, Page, Reading, Statement
from assistant.viewing import Box, marked_pdf, view_page
from assistant.viewing.page_view import source_ranges
from assistant.web.app import create_app

BODY = [
    "Het programma heeft ruim 680 bedrijven bereikt. Voor de coördinatie is in",
    "2019 een bedrag van 45 miljoen euro vrijgemaakt, dat in de fieldlabs is geïn-",
    "vesteerd. De provincies Noord-Holland, Flevoland en Utrecht willen die na-",
    "bijheid benutten en trekken daarom samen op met het landelijke bureau.",
]
LETTER = pdf_bytes(
    [
        Sheet(
            [
                Text(72, 760, "Voortgang van het programma", size=20, bold=True),
                *paragraph(72, 700, BODY),
                Text(72, 610, "Wat is er bereikt?", size=15, bold=True),
                *paragraph(72, 580, BODY),
            ]
        )
    ]
)
OcrRead = Callable[..., Reading]


@pytest.fixture
def read(read_bytes: ReadBytes) -> ReadBytes:
    require_ocr()
    return read_bytes


def sentences(page: Page) -> list[tuple[int, int]]:
    found = passages("ab" * 32, (page,))
    spans = [s.spans[0] for passage in found for s in passage.sentences]
    return [(span.start, span.end) for span in spans]


def marks(isolation: Isolation, path: Path, page: Page, start: int, end: int) -> list[Box]:
    answer = isolation.call(
        "geometry",
        path=str(path),
        index=page.number - 1,
        sources=[list(pair) for pair in source_ranges(page, start, end)],
        recognition=recognition_as_json(page.recognition),
    )
    return [Box(*box) for box in json.loads(answer)["marks"]]


def test_a_scan_is_read_in_paragraphs_and_headings_with_broken_words_joined(
    read: ReadBytes,
) -> None:
    reading = read(scanned(LETTER))
    (page,) = reading.pages
    blocks = [(b.kind, page.text[b.start : b.end]) for b in page.blocks]
    whole = " ".join(BODY).replace("geïn- vesteerd", "geïnvesteerd").replace("na- bij", "nabij")
    assert blocks == [
        (BlockKind.HEADING, "Voortgang van het programma"),
        (BlockKind.PARAGRAPH, whole),
        (BlockKind.HEADING, "Wat is er bereikt?"),
        (BlockKind.PARAGRAPH, whole),
    ]
    assert reading.metadata.title == "Voortgang van het programma"
    assert reading.metadata.language == "nl"


def test_the_reader_says_which_pages_were_read_by_ocr_and_how_sure_it_is(read: ReadBytes) -> None:
    reading = read(scanned(LETTER))
    (page,) = reading.pages
    assert page.recognition is not None
    assert 0.8 < page.recognition.confidence <= 1
    (warning,) = reading.warnings
    assert re.search(r"1 of 1 pages is read by OCR, \d\d% sure on average: page 1\.", warning)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_the_words_of_a_quote_are_marked_where_they_stand_on_the_scan(
    rotate: int, read: ReadBytes, isolation: Isolation, tmp_path: Path
) -> None:
    """What the marks cover is looked up in the PDF that the scan was made of."""
    (tmp_path / "source.pdf").write_bytes(LETTER)
    (page,) = read(scanned(LETTER, rotate=rotate)).pages
    spans = sentences(page)
    assert len(spans) == 6
    for start, end in spans:
        boxes = marks(isolation, tmp_path / "file-as-it-came", page, start, end)
        covered = letters_in_boxes(tmp_path / "source.pdf", 0, boxes)
        assert covered == letters(page.text[start:end])


@pytest.mark.parametrize("rotate", [0, 90])
def test_the_annotated_copy_of_a_scan_has_its_highlight_on_the_same_words(
    rotate: int, read: ReadBytes, isolation: Isolation, tmp_path: Path
) -> None:
    (tmp_path / "source.pdf").write_bytes(LETTER)
    (page,) = read(scanned(LETTER, rotate=rotate)).pages
    start, end = sentences(page)[2]
    copy = isolation.call(
        "highlight",
        path=str(tmp_path / "file-as-it-came"),
        index=0,
        sources=[list(pair) for pair in source_ranges(page, start, end)],
        note="",
        recognition=recognition_as_json(page.recognition),
    )
    sheet = pypdf.PdfReader(io.BytesIO(copy)).pages[0]
    (annotation,) = [a.get_object() for a in sheet["/Annots"]]
    corners = [float(c) for c in annotation["/QuadPoints"]]
    wide, high = (float(side) for side in (sheet.mediabox.width, sheet.mediabox.height))
    boxes = []
    for n in range(0, len(corners), 8):
        xs, ys = corners[n : n + 8 : 2], corners[n + 1 : n + 8 : 2]
        x0, x1, y0, y1 = min(xs) / wide, max(xs) / wide, 1 - max(ys) / high, 1 - min(ys) / high
        if rotate == 90:  # the page is shown turned clockwise
            x0, x1, y0, y1 = 1 - y1, 1 - y0, x0, x1
        boxes.append(Box(x0, y0, x1 - x0, y1 - y0))
    covered = letters_in_boxes(tmp_path / "source.pdf", 0, boxes)
    assert covered == letters(page.text[start:end])


def test_a_crooked_noisy_copy_is_read_and_marked_all_the_same(
    read: ReadBytes, isolation: Isolation, tmp_path: Path
) -> None:
    (page,) = read(scanned(LETTER, dpi=200, bad=True)).pages
    assert "bedrag van 45 miljoen euro" in page.text
    start = page.text.index("Het programma")
    boxes = marks(isolation, tmp_path / "file-as-it-came", page, start, start + 40)
    assert len(boxes) == 1
    assert boxes[0].height < 0.03


def test_only_the_scanned_pages_of_a_mixed_file_are_read_by_ocr(read: ReadBytes) -> None:
    writer = pypdf.PdfWriter()
    for data in (LETTER, scanned(LETTER)):
        writer.append(io.BytesIO(data))
    out = io.BytesIO()
    writer.write(out)
    first, second = read(out.getvalue()).pages
    assert first.recognition is None
    assert second.recognition is not None
    assert letters(first.text) == letters(second.text)


# Text layers that lie


def private_use(code: int) -> int:
    return 0xE000 + code


@pytest.mark.parametrize("meaning", [private_use, shifted])
def test_a_page_whose_text_layer_is_garbage_is_read_as_it_is_printed(
    meaning: Callable[[int], int], read: ReadBytes
) -> None:
    (page,) = read(with_map(LETTER, meaning)).pages
    assert page.recognition is not None
    assert "een bedrag van 45 miljoen euro" in page.text


@pytest.mark.parametrize(
    ("meaning", "codes"), [(shifted, LETTERS), (lambda code: 0x69 - code, range(0x30, 0x3A))]
)
def test_a_font_whose_map_contradicts_its_own_encoding_is_not_believed(
    meaning: Callable[[int], int], codes: Sequence[int], read: ReadBytes
) -> None:
    """A few words, or the digits alone: too little for words to tell."""
    short = pdf_bytes([Sheet(paragraph(72, 700, ["Het programma bereikte 680 bedrijven."], 14))])
    (page,) = read(with_map(short, meaning, codes)).pages
    assert "680 bedrijven" in page.text
    assert page.recognition is not None


def test_without_ocr_letters_that_make_no_words_are_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    path = tmp_path / "f.pdf"
    cipher = [
        "Mjy uwtlwfrrf mjjky wznr mtsijwi gjiwnoajs gjwjnpy jj hssw qjy yj ajsqj" for _ in range(4)
    ]
    path.write_bytes(simple_pdf([cipher]))
    with contextlib.closing(Isolation()) as isolation:
        (warning,) = isolation.read(path, "f.pdf").warnings
    assert "page 1" in warning
    assert "no words" in warning


def test_pages_too_short_to_tell_are_checked_where_the_rest_of_the_file_is_garbage(
    read: ReadBytes,
) -> None:
    long = [Sheet(paragraph(72, 700, BODY * 2))] * 3
    short = Sheet(paragraph(72, 700, ["Bedragen in duizenden euro's", "Totaal van de lasten 45"]))
    pages = read(with_map(pdf_bytes([*long, short]), shifted)).pages
    assert "Totaal van de lasten 45" in pages[3].text


def test_a_text_in_another_language_or_a_list_of_names_keeps_its_own_text_layer(
    read: ReadBytes,
) -> None:
    names = [f"Jansen Pietersen Groningen Zwolle Apeldoorn {n} Enschede" for n in range(40)]
    codes = [f"{n} OTHR EAR NOSE THROAT DX {n * 7} CARDIOTHOR PROC VALVE BYPASS" for n in range(40)]
    mixed = [*codes, "Van de zes is het een van de drie die er op dat punt niet is"]
    reading = read(simple_pdf([names, codes, mixed]))
    assert [page.recognition for page in reading.pages] == [None] * 3
    assert reading.warnings == ()


# What cannot be read


def test_a_picture_without_words_is_said_to_be_one(read: ReadBytes) -> None:
    noise = Image.effect_noise((1240, 1754), 60)
    reading = read(scan_of([noise], 150))
    assert reading.pages[0].text == ""
    (warning,) = reading.warnings
    assert "1 of 1 pages" in warning
    assert "photo" in warning


def test_without_language_data_scans_stay_unread_and_the_packages_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    path = tmp_path / "f.pdf"
    path.write_bytes(pdf_bytes([Sheet(paragraph(72, 700, BODY))]))
    writer = pypdf.PdfWriter(clone_from=path)
    writer.append(io.BytesIO(scanned(LETTER, dpi=70)))
    writer.write(path)
    with contextlib.closing(Isolation()) as isolation:
        reading = isolation.read(path, "f.pdf")
    assert "680 bedrijven" in reading.pages[0].text
    assert reading.pages[1].text == ""
    (warning,) = reading.warnings
    assert "tesseract-ocr-nld tesseract-ocr-eng" in warning
    assert "page 2" in warning


def test_more_scans_than_the_limit_leave_the_rest_unread_and_say_which(tmp_path: Path) -> None:
    require_ocr()
    path = tmp_path / "f.pdf"
    path.write_bytes(scanned(pdf_bytes([Sheet(paragraph(72, 500, BODY))] * 3), dpi=150))
    with contextlib.closing(Isolation(Limits(ocr_pages=2))) as isolation:
        reading = isolation.read(path, "f.pdf")
    assert [bool(page.text) for page in reading.pages] == [True, True, False]
    assert any("page 3" in w and "Split" in w for w in reading.warnings)


def test_a_scan_that_breaks_ocr_does_not_cost_the_pages_with_text(tmp_path: Path) -> None:
    """One second of processor time is enough for the text and not for the scan."""
    require_ocr()
    path = tmp_path / "f.pdf"
    path.write_bytes(simple_pdf([BODY]))
    writer = pypdf.PdfWriter(clone_from=path)
    writer.append(io.BytesIO(scanned(simple_pdf([BODY * 12]))))
    writer.write(path)
    with contextlib.closing(Isolation(Limits(cpu_seconds=1, ocr_seconds=0.01))) as isolation:
        reading = isolation.read(path, "f.pdf")
    assert "680 bedrijven" in reading.pages[0].text
    assert reading.pages[1].text == ""
    assert "broke off" in reading.warnings[0]
    assert "page 2" in reading.warnings[1]


# In the library


@pytest.fixture(scope="module")
def library(read_library: MakeLibrary) -> Library:
    require_ocr()
    scan = CORPUS / "regionale-agenda-noordvleugel-2015-scan.pdf"
    return read_library({"agenda.pdf": scan.read_bytes()})


def test_a_scan_answers_a_question_and_the_citation_says_that_ocr_read_it(library: Library) -> None:
    from assistant.answering import answer_question
    from assistant.records import Question

    library.refresh()
    question = "Hoeveel mensen werken er in de industrie in de Noordvleugel?"
    answer = answer_question(library, Question(question))
    assert answer.outcome is Outcome.ANSWERED
    citation = answer.statements[0].citations[0]
    assert "130.000 mensen" in citation.quote
    assert citation.confidence is not None
    assert 0.8 < citation.confidence <= 1
    view = view_page(library, citation.version, 1, citation)
    assert view.marks
    assert view.confidence is not None
    assert any("130.000 mensen" in line.text for line in view.lines)
    assert marked_pdf(library, citation).startswith(b"%PDF")
    assert answer_from_json(json.loads(json.dumps(answer.as_json()))) == answer
    sure = round(100 * citation.confidence)
    assert f"p. 1, gelezen met OCR, {sure} % zeker" in answer_as_text(answer)


def test_an_answer_kept_before_citations_said_how_sure_they_are_still_opens(
    library: Library,
) -> None:
    version = library.versions.current()[0]
    citation = library.citations.by_key(f"{version.id[:16]}-1-0-20")
    statement = Statement("x", (citation,))
    data = Answer("q", "q", Outcome.ANSWERED, "nl", (statement,)).as_json()
    del data["statements"][0]["citations"][0]["confidence"]
    assert answer_from_json(data).statements[0].citations[0] == replace(citation, confidence=None)


def test_a_quote_is_as_sure_as_its_own_words_and_not_as_its_page(library: Library) -> None:
    version = library.versions.current()[0]
    page = library.pages.get(version.id, 1)
    assert page.recognition is not None
    words = [w for line in page.recognition.lines for w in line.words if w.text.isalpha()]
    least = min(words, key=lambda w: w.confidence)
    found = list(re.finditer(rf"\b{least.text}\b", page.text))
    sure = [confidence_of(page, m.start(), m.end()) for m in found]
    assert least.confidence / 100 in sure
    whole = confidence_of(page, 0, len(page.text))
    assert whole is not None
    assert abs(whole - page.recognition.confidence) < 0.02


def test_the_browser_and_a_copied_answer_say_that_a_quote_was_read_by_ocr(library: Library) -> None:
    version = library.versions.current()[0]
    page = library.pages.get(version.id, 1)
    start = page.text.index("Toch werken")
    citation = library.citations.by_key(f"{version.id[:16]}-1-{start}-{start + 48}")
    assert citation.confidence is not None
    sure = f"{citation.confidence * 100:.0f} %"
    client = TestClient(create_app(library), "http://localhost")
    dutch, english = {"accept-language": "nl"}, {"accept-language": "en"}
    shown = client.get(f"/viewer/{citation.key}", headers=dutch).text
    assert f"Dit citaat is gelezen met OCR, {sure} zeker." in shown
    assert f"gelezen met OCR, {sure} zeker" in shown.split("data-copy=")[1].split("data-done")[0]
    assert '<rect class="mark"' in shown
    assert (
        "This page was read by OCR"
        in client.get(f"/document/{version.id}/page/2", headers=english).text
    )
    statement = Statement(citation.quote, (citation,))
    answer = Answer("Hoeveel?", "Hoeveel?", Outcome.ANSWERED, "nl", (statement,))
    name = library.answers.save(answer)
    assert f"p. 1, gelezen met OCR, {sure} zeker" in client.get(f"/answer/{name}.txt").text


def test_a_scan_with_text_put_under_it_by_a_scanner_is_said_to_be_one(read: ReadBytes) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(scanned(LETTER, dpi=70)))
    hidden = pypdf.PdfWriter(clone_from=io.BytesIO(LETTER)).pages[0]
    content = hidden.get_contents()
    assert content is not None
    content.set_data(content.get_data().replace(b"BT", b"BT 3 Tr", 1))
    hidden[NameObject("/Contents")] = content
    writer.pages[0].merge_page(hidden)
    out = io.BytesIO()
    writer.write(out)
    reading = read(out.getvalue())
    assert "680 bedrijven" in reading.pages[0].text
    assert reading.pages[0].recognition is None
    (warning,) = reading.warnings
    assert "other OCR software: page 1" in warning


def test_a_scan_with_a_stamp_on_it_is_read_and_a_cover_over_a_photo_keeps_its_title(
    read: ReadBytes,
) -> None:
    stamp = Sheet([Text(72, 30, "Ontvangen op 3 maart 2019, nummer 2019-0045")])
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(scanned(LETTER, dpi=150)))
    writer.pages[0].merge_page(pypdf.PdfReader(io.BytesIO(pdf_bytes([stamp]))).pages[0])
    noise = scan_of([Image.effect_noise((620, 877), 60)], 75)
    writer.append(io.BytesIO(noise))
    title = Sheet([Text(72, 400, "Jaarverslag van het programma Noord", size=24)])
    writer.pages[1].merge_page(pypdf.PdfReader(io.BytesIO(pdf_bytes([title]))).pages[0])
    out = io.BytesIO()
    writer.write(out)
    first, second = read(out.getvalue()).pages
    assert first.recognition is not None
    assert "45 miljoen euro" in first.text
    assert second.recognition is None
    assert second.text == "Jaarverslag van het programma Noord"


def test_bullets_on_a_scan_are_bullets_and_not_the_letters_that_ocr_takes_them_for(
    read: ReadBytes,
) -> None:
    points = ["meer bedrijven in de regio", "meer studenten in de techniek", "minder afval"]
    sheet = Sheet(
        [
            Text(72, 700, "Het programma heeft voor de komende jaren drie doelen:"),
            *(Text(90, 680 - 18 * n, "•") for n in range(3)),
            *(Text(108, 680 - 18 * n, point) for n, point in enumerate(points)),
        ]
    )
    (page,) = read(scanned(pdf_bytes([sheet]))).pages
    items = [page.text[b.start : b.end] for b in page.blocks if b.kind is BlockKind.LIST_ITEM]
    assert items == [f"• {point}" for point in points]
