"""What brochures, drafts and TeX do to a text: first letters, pulled quotes, counted lines, accents."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from textwrap import wrap

import pytest
from conftest import ReadBytes
from pdf_writer import Sheet, Text, paragraph, pdf_bytes

from assistant.reading.glyphs import GONE, Glyph, composed
from assistant.reading.normalise import WordList
from assistant.records import BlockKind

FIRST = "De gemeente Borger telde vorig jaar 4.512 banen in de zorg en 1.204 in het onderwijs."
SECOND = "Dat zijn er meer dan het jaar daarvoor, zo blijkt uit de telling die het bureau in mei afrondde."
THIRD = "Voor de scholing is volgend jaar meer geld nodig dan in de raming stond die de raad vaststelde."
LINES = wrap(f"{FIRST} {SECOND} {THIRD}", 46)


def text_of(read_bytes: ReadBytes, *texts: Text) -> str:
    return read_bytes(pdf_bytes([Sheet(texts)])).pages[0].text


@pytest.mark.parametrize("last", [False, True])
def test_a_large_first_letter_belongs_to_the_word_beside_it(
    last: bool, read_bytes: ReadBytes
) -> None:
    lines = [Text(86 if n < 2 else 60, 742 - 14 * n, line) for n, line in enumerate(LINES)]
    lines[0] = replace(lines[0], text=LINES[0][1:])
    initial = Text(60, 722, "D", 36)
    text = text_of(read_bytes, *([*lines, initial] if last else [initial, *lines]))
    assert text == f"{FIRST} {SECOND} {THIRD}"


def test_a_large_letter_that_begins_no_word_stays_where_it_is(read_bytes: ReadBytes) -> None:
    lines = paragraph(300, 742, LINES)
    assert "A\n" in text_of(read_bytes, Text(60, 722, "A", 36), *lines)


@pytest.mark.parametrize("drawn", ["first", "between", "last"])
def test_a_pulled_quote_does_not_part_a_sentence(drawn: str, read_bytes: ReadBytes) -> None:
    above, below = paragraph(60, 760, LINES[:4]), paragraph(60, 640, LINES[4:])
    quote = paragraph(80, 695, ["Wij merken het", "elke dag in de klas"], 16, 20)
    order = {"first": (quote, above, below), "last": (above, below, quote)}
    text = text_of(read_bytes, *chain.from_iterable(order.get(drawn, (above, quote, below))))
    assert f"{FIRST} {SECOND} {THIRD}" in text
    assert "Wij merken het elke dag in de klas" in text.split("\n")


def test_a_paragraph_below_a_heading_is_not_put_to_the_one_above(read_bytes: ReadBytes) -> None:
    above, below = paragraph(60, 760, LINES[:3]), paragraph(60, 640, ["en zo verder.", *LINES])
    heading = Text(60, 680, "Wat er gebeurde", 16)
    done = [*above, Text(60, 718, "Dat was het jaar in cijfers.")]
    assert "Wat er gebeurde\nen zo" in text_of(read_bytes, *done, heading, *below)


@pytest.mark.parametrize(("first", "step"), [(1, 1), (214, 1)])
def test_the_numbers_of_lines_are_no_part_of_their_sentences(
    first: int, step: int, read_bytes: ReadBytes
) -> None:
    texts = [
        text
        for n, line in enumerate(wrap(f"{FIRST} {SECOND} {THIRD} {FIRST}", 40))
        for text in (Text(30, 760 - 14 * n, str(first + n * step), 7), Text(60, 760 - 14 * n, line))
    ]
    assert text_of(read_bytes, *texts) == f"{FIRST} {SECOND} {THIRD} {FIRST}"


def test_a_numbered_list_keeps_its_numbers(read_bytes: ReadBytes) -> None:
    texts = [
        text
        for n in range(1, 12)
        for text in (
            Text(45, 760 - 14 * n, str(n), 11),
            Text(60, 760 - 14 * n, f"Gemeente {n * 7} doet mee"),
        )
    ]
    assert "3 Gemeente 21 doet mee" in text_of(read_bytes, *texts).replace("\t", " ")


ITEMS = (
    "een plattegrond van het terrein|een begroting|een verklaring van de gemeente|een uittreksel|een akte|"
    "de namen van de buren|een planning voor het werk|een lijst van gebruikte stoffen|een handtekening"
).split("|")


@pytest.mark.parametrize("first", [1, 2010])
def test_numbers_of_short_items_and_years_are_no_numbers_of_lines(
    first: int, read_bytes: ReadBytes
) -> None:
    texts = [
        text
        for n, item in enumerate(ITEMS)
        for text in (Text(40, 760 - 14 * n, str(first + n)), Text(75, 760 - 14 * n, item))
    ]
    text = text_of(read_bytes, *texts).replace("\t", " ")
    assert all(f"{first + n} {item}" in text for n, item in enumerate(ITEMS))


@pytest.mark.parametrize(
    "beside",
    [["bodem, pagina 12", "brand, pagina 14"], ["Dijken zijn er", "in Borger"], ["de gemeente"]],
)
def test_a_letter_of_an_index_or_of_a_label_is_put_to_no_word(
    beside: list[str], read_bytes: ReadBytes
) -> None:
    text = text_of(read_bytes, Text(60, 722, "B", 36), *paragraph(90, 742, beside))
    assert beside[0] in text.split("\n")[-1]
    assert not text.startswith(f"B{beside[0][0]}")


def test_a_heading_below_an_address_and_one_of_the_next_column_stay_headings(
    read_bytes: ReadBytes,
) -> None:
    address = paragraph(60, 760, ["De gemeente Borger telt", "Postbus 20"])
    site = paragraph(60, 690, ["www.borger.nl en wat daar te lezen is over het werk"])
    kinds = {
        page.text[b.start : b.end]: b.kind
        for page in read_bytes(
            pdf_bytes([Sheet([*address, Text(60, 720, "Website", 16), *site])])
        ).pages
        for b in page.blocks
    }
    assert kinds["Website"] is BlockKind.HEADING
    column = [*paragraph(60, 760, LINES[:3]), *paragraph(60, 600, ["en zo verder.", *LINES])]
    beside = [Text(360, 680, "Wat er was", 16), *paragraph(360, 655, ["Er is veel gebeurd."])]
    page = read_bytes(pdf_bytes([Sheet([*column, *beside])])).pages[0]
    assert (
        next(b.kind for b in page.blocks if page.text[b.start : b.end] == "Wat er was")
        is BlockKind.HEADING
    )


def test_a_sign_at_the_head_of_a_line_within_a_sentence_begins_no_item(
    read_bytes: ReadBytes,
) -> None:
    lines = [
        "Wie een inkomen heeft dat hoger is dan of gelijk",
        "> modaal en die geen kinderen heeft betaalt meer",
        "dan wie minder verdient en wel kinderen heeft.",
    ]
    assert text_of(read_bytes, *paragraph(60, 760, lines)) == " ".join(lines)
    mail = [
        "> Volgens mijn lijst is het aantal zwembaden in",
        "> Borger gestegen tot 57 en dat is veel meer dan",
        "> vorig jaar.",
        "> Ook elders is dat zo en daar komen er nog meer",
        "> bij voor het eind van het jaar.",
    ]
    text = text_of(read_bytes, Text(60, 760, "Jan schreef:"), *paragraph(60, 740, mail))
    assert "zwembaden in > Borger gestegen tot 57 en dat is veel meer dan > vorig jaar." in text
    items = ["> scholen", "> zorg voor ouderen", "> wegen"]
    text = text_of(read_bytes, *paragraph(60, 760, LINES), *paragraph(60, 600, items))
    assert text.split("\n")[-3:] == items


def glyph(char: str, left: float, right: float, index: int) -> Glyph:
    return Glyph(ord(char), index, left, 0, right, 8, 11, 400, False, -1, False)


@pytest.mark.parametrize(
    ("pair", "whole"), [("¨e", "ë"), ("´e", "é"), ("`a", "à"), ("¨\u0131", "ï"), ("¸c", "ç")]
)
def test_an_accent_that_is_drawn_over_a_letter_is_part_of_it(pair: str, whole: str) -> None:
    accent, letter = composed([glyph(pair[0], 10.5, 13.5, 4), glyph(pair[1], 10, 14, 5)])
    assert (accent.code, chr(letter.code), letter.index) == (GONE, whole, 5)


def test_an_accent_beside_a_letter_or_over_no_letter_stays_a_sign() -> None:
    for glyphs in (
        [glyph("´", 10, 13, 4), glyph("e", 13.2, 17, 5)],
        [glyph("°", 10, 13, 4), glyph("C", 13, 17, 5)],
        [glyph("~", 10, 14, 4), glyph("4", 10, 14, 5)],
        [glyph("~", 10.5, 13.5, 4), replace(glyph("n", 10, 14, 5), bottom=-14, top=-6)],
    ):
        assert composed(list(glyphs)) == glyphs


def test_a_letter_before_a_hyphen_keeps_it_at_the_end_of_a_line() -> None:
    words = WordList()
    assert words.joined("ieder e", "mailadres is") == "-"
    assert words.joined("arbeidsmarkt", "regio") == ""
    assert (words.joined("alle 65", "plussers"), words.joined("een 10", "daagse reis")) == (
        "-",
        "-",
    )
