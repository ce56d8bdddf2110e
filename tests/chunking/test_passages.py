"""Passages: whole sentences under one section title, with exact places on the page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from reading_back import check_sentences

from assistant.chunking import passages
from assistant.chunking.passages import MAX_WORDS, MIN_WORDS
from assistant.records import Block, BlockKind, Page

VERSION = "ab" * 32


def page_of(number: int, *blocks: tuple[BlockKind, str], level: int = 1) -> Page:
    """A page of blocks under each other, as a reader makes it."""
    parts: list[Block] = []
    text = ""
    for kind, content in blocks:
        start = len(text) + 1 if text else 0
        text = f"{text}\n{content}" if text else content
        parts.append(Block(start, len(text), kind, level if kind is BlockKind.HEADING else 0))
    return Page(number, "", text, tuple(parts))


def sentence_of(words: int, name: str = "woord") -> str:
    return " ".join([name.capitalize(), *[name] * (words - 1)]) + "."


def test_a_passage_is_made_of_whole_sentences_whose_places_are_exact() -> None:
    text = "Er zijn 45 fieldlabs. Zij werken o.a. in Zwolle. Dat kost € 1,3 mld. per jaar."
    page = page_of(1, (BlockKind.HEADING, "Resultaten"), (BlockKind.PARAGRAPH, text))
    (passage,) = passages(VERSION, [page])
    assert [s.text for s in passage.sentences] == [
        "Er zijn 45 fieldlabs.",
        "Zij werken o.a. in Zwolle.",
        "Dat kost € 1,3 mld. per jaar.",
    ]
    check_sentences((passage,), [page])


def test_a_passage_stands_under_one_section_title() -> None:
    page = page_of(
        1,
        (BlockKind.HEADING, "Geld"),
        (BlockKind.PARAGRAPH, "Het budget is € 12 miljoen."),
        (BlockKind.HEADING, "Mensen"),
        (BlockKind.PARAGRAPH, "Er werken 430 mensen."),
    )
    found = passages(VERSION, [page])
    assert [(p.section, p.text) for p in found] == [
        ("Geld", "Het budget is € 12 miljoen."),
        ("Mensen", "Er werken 430 mensen."),
    ]


def test_headings_and_tables_of_contents_are_never_quoted() -> None:
    page = page_of(
        1,
        (BlockKind.CONTENTS, "1 Inleiding ....... 3"),
        (BlockKind.HEADING, "Inleiding"),
        (BlockKind.PARAGRAPH, "Dit rapport gaat over fieldlabs."),
    )
    quoted = [s.text for p in passages(VERSION, [page]) for s in p.sentences]
    assert quoted == ["Dit rapport gaat over fieldlabs."]


def test_a_list_item_and_a_table_row_are_one_sentence_each() -> None:
    page = page_of(
        1,
        (BlockKind.LIST_ITEM, "• Meer bedrijven. En meer banen"),
        (BlockKind.TABLE_ROW, "2019\t430\t12"),
    )
    (passage,) = passages(VERSION, [page])
    assert "2019\t430\t12" in [s.text for s in passage.sentences]
    assert {s.kind for s in passage.sentences} == {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}
    check_sentences((passage,), [page])


def test_passages_keep_to_the_word_limit() -> None:
    blocks = [(BlockKind.PARAGRAPH, " ".join([sentence_of(20)] * 4)) for _ in range(20)]
    page = page_of(1, *blocks)
    found = passages(VERSION, [page])
    counts = [len(p.text.split()) for p in found]
    assert max(counts) <= MAX_WORDS
    assert min(counts[:-1]) >= MIN_WORDS
    assert sum(counts) == 20 * 80


def test_one_endless_paragraph_is_cut_between_sentences() -> None:
    page = page_of(1, (BlockKind.PARAGRAPH, " ".join([sentence_of(35)] * 40)))
    found = passages(VERSION, [page])
    assert max(len(p.text.split()) for p in found) <= MAX_WORDS
    assert all(s.text == sentence_of(35) for p in found for s in p.sentences)
    assert sum(len(p.sentences) for p in found) == 40


def test_a_sentence_that_is_longer_than_a_passage_is_kept_whole() -> None:
    long = sentence_of(MAX_WORDS + 80)
    page = page_of(1, (BlockKind.PARAGRAPH, f"Kort begin. {long} Kort einde."))
    texts = [s.text for p in passages(VERSION, [page]) for s in p.sentences]
    assert texts == ["Kort begin.", long, "Kort einde."]


def test_a_sentence_over_a_page_end_is_one_sentence_with_a_place_on_each_page() -> None:
    first = page_of(1, (BlockKind.PARAGRAPH, "Dit is af. Het programma loopt door tot het"))
    second = page_of(2, (BlockKind.PARAGRAPH, "einde van het jaar. Daarna stopt het."))
    found = passages(VERSION, [first, second])
    sentences = [s for p in found for s in p.sentences]
    assert [s.text for s in sentences] == [
        "Dit is af.",
        "Het programma loopt door tot het einde van het jaar.",
        "Daarna stopt het.",
    ]
    spans = sentences[1].spans
    assert [s.page for s in spans] == [1, 2]
    assert first.text[spans[0].start : spans[0].end] == "Het programma loopt door tot het"
    assert second.text[spans[1].start : spans[1].end] == "einde van het jaar."


def test_a_footnote_at_the_page_end_does_not_part_a_sentence() -> None:
    first = page_of(
        1,
        (BlockKind.PARAGRAPH, "Het programma loopt in elk geval door tot het"),
        (BlockKind.FOOTNOTE, "1 Zie de brief van 12 maart."),
    )
    second = page_of(2, (BlockKind.PARAGRAPH, "einde van het jaar."))
    texts = [s.text for p in passages(VERSION, [first, second]) for s in p.sentences]
    assert "Het programma loopt in elk geval door tot het einde van het jaar." in texts
    assert any("Zie de brief" in text for text in texts)


def test_what_ends_on_its_page_is_not_joined_with_the_next() -> None:
    first = page_of(1, (BlockKind.PARAGRAPH, "Het programma loopt door tot 2021."))
    second = page_of(2, (BlockKind.PARAGRAPH, "de rest volgt later in dit stuk."))
    sentences = [s for p in passages(VERSION, [first, second]) for s in p.sentences]
    assert all(len(s.spans) == 1 for s in sentences)


def test_the_language_is_that_of_the_passage_not_of_the_document() -> None:
    pages = [
        page_of(
            1,
            (BlockKind.HEADING, "Samenvatting"),
            (BlockKind.PARAGRAPH, "Het programma heeft veel bedrijven bereikt."),
            (BlockKind.HEADING, "Summary"),
            (BlockKind.PARAGRAPH, "The programme has reached many of the companies."),
        )
    ]
    assert [p.language for p in passages(VERSION, pages)] == ["nl", "en"]


def test_ids_are_the_same_every_time_and_differ_by_version_and_by_text() -> None:
    def ids(version: str, text: str) -> list[str]:
        return [p.id for p in passages(version, [page_of(1, (BlockKind.PARAGRAPH, text))])]

    assert ids(VERSION, "Een zin.") == ids(VERSION, "Een zin.")
    assert ids(VERSION, "Een zin.") != ids("cd" * 32, "Een zin.")
    assert ids(VERSION, "Een zin.") != ids(VERSION, "Twee zinnen.")


_WORDS = st.sampled_from(
    "de Het fieldlab 45 € 1,3 mld. o.a. AVG kost- ’s [12] Einde. jaar! waarom?".split()
)
_TEXT = st.lists(_WORDS, min_size=1, max_size=90).map(" ".join)
_BLOCKS = st.lists(st.tuples(st.sampled_from(list(BlockKind)), _TEXT), min_size=1, max_size=8)


@given(st.lists(_BLOCKS, min_size=1, max_size=4))
def test_on_any_pages_every_sentence_is_found_back_at_its_place_once(
    pages_of_blocks: list[list[tuple[BlockKind, str]]],
) -> None:
    pages = [page_of(n, *blocks) for n, blocks in enumerate(pages_of_blocks, start=1)]
    found = passages(VERSION, pages)
    check_sentences(found, pages)
    assert [p.ordinal for p in found] == list(range(len(found)))
    assert len({p.id for p in found}) == len(found)
    taken: set[tuple[int, int]] = set()
    for passage in found:
        for span in (span for sentence in passage.sentences for span in sentence.spans):
            letters = {(span.page, i) for i in range(span.start, span.end)}
            assert not letters & taken, "a letter stands in two sentences"
            taken |= letters
    quotable = {
        (page.number, i)
        for page in pages
        for block in page.blocks
        if block.kind not in (BlockKind.HEADING, BlockKind.CONTENTS)
        for i in range(block.start, block.end)
        if not page.text[i].isspace()
    }
    assert quotable <= taken, "letters of the document are in no sentence"


def test_what_a_cover_says_in_headings_can_be_quoted_and_titles_nothing_on_it() -> None:
    cover = page_of(
        1,
        (BlockKind.HEADING, "Monitor fieldlabs"),
        (BlockKind.HEADING, "Eindrapport, juli 2020"),
        (BlockKind.PARAGRAPH, "Ministerie van Economische Zaken"),
    )
    body = page_of(
        2, (BlockKind.HEADING, "Inleiding"), (BlockKind.PARAGRAPH, "De bedrijven doen mee. " * 8)
    )
    found = passages("a" * 64, [cover, body])
    first = found[0]
    assert [s.text for s in first.sentences][:2] == ["Monitor fieldlabs", "Eindrapport, juli 2020"]
    assert first.section == ""
    assert "Inleiding" in found[-1].section
    assert not any(s.text == "Inleiding" for p in found for s in p.sentences)
