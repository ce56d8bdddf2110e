"""Words that OCR saw on a page against those that the library holds: what differs, and what is OCR's fault."""

from __future__ import annotations

import pytest

from assistant.reading.seen_and_held import Lacking, PageComparison, compare_page, how_many_in
from assistant.records import ReadLine, ReadWord


def seen(*lines: str, sure: int = 96) -> list[ReadLine]:
    return [
        ReadLine(9, tuple(ReadWord(word, 0, 0, 1, 1, sure) for word in line.split()))
        for line in lines
    ]


def compared(printed: list[ReadLine], held: str) -> PageComparison:
    return compare_page(printed, held, held)


def nothing_is_off(found: PageComparison) -> bool:
    sides = (found.words_not_held, found.numbers_not_held)
    sides += (found.words_not_seen, found.numbers_not_seen)
    return all(not side.words for side in sides)


def test_what_is_seen_and_not_held_is_named_as_it_is_spelled_without_capitals() -> None:
    found = compared(seen("Zwolle heeft 14 Bruggen en 325 bomen"), "Zwolle heeft 14 bruggen.")
    assert found.words_not_held == Lacking(4, ("bomen",))
    assert found.numbers_not_held == Lacking(2, ("325",))
    assert found.words_not_held.share == 0.25
    assert found.words_not_seen.words == found.numbers_not_seen.words == ()


def test_what_can_be_quoted_and_is_not_seen_is_named() -> None:
    found = compared(seen("Zwolle heeft 14 bruggen"), "Zwolle heeft 41 kerken.")
    assert found.words_not_seen == Lacking(3, ("kerken",))
    assert found.numbers_not_seen == Lacking(1, ("41",))


def test_only_what_can_be_quoted_must_be_seen_and_all_that_is_held_counts_as_held() -> None:
    found = compare_page(seen("Inleiding", "Zwolle heeft bruggen"), "Inleiding\nBijlage", "Zwolle")
    assert found.words_not_held.words == ("zwolle", "heeft", "bruggen")
    assert found.words_not_seen.words == ()


@pytest.mark.parametrize(
    ("printed", "held"),
    [
        (("De coor-", "dinatie van de fieldlabs"), "De coördinatie van de fieldlabs"),
        (("Noord-", "Holland en Utrecht"), "Noord-Holland en Utrecht"),
        (("vergadering vandestaten",), "vergadering van de staten"),
        (("verga dering", "genoot schap"), "vergadering genootschap"),
        (("De geneente betaa1t",), "De gemeente betaalt"),
        (("financiële efficiëntie",), "financiele efficientie"),
        (("ﬁnanciën en beleid",), "financiën en be\u00adleid"),
        (("Er zijn 1.250.000 euro",), "Er zijn 1,250,000 euro"),
    ],
)
def test_what_ocr_reads_a_little_otherwise_is_the_same(printed: tuple[str, ...], held: str) -> None:
    assert nothing_is_off(compared(seen(*printed), held))


def test_a_word_of_which_ocr_is_not_sure_need_not_be_held_but_is_seen() -> None:
    found = compared(seen("krabbels bruggen", sure=60), "bruggen")
    assert found.words_not_held == Lacking(0)
    assert found.words_not_seen == Lacking(1)


def test_short_words_and_single_digits_do_not_count() -> None:
    found = compared(seen("om 7 uur"), "aan zee: 9")
    assert (found.words_not_held.of, found.numbers_not_held.of) == (0, 0)
    assert (found.words_not_seen.of, found.numbers_not_seen.of) == (0, 0)


def test_another_number_is_another_number() -> None:
    assert compared(seen("ruim 4512"), "ruim 4513").numbers_not_held.words == ("4512",)


def test_examples_are_the_longest_each_once() -> None:
    lacking = Lacking(
        9, ("boom", "beukenhaag", "boom", "gras", "struik", "a" * 4, "b" * 4, "c" * 4)
    )
    assert lacking.examples == "beukenhaag, struik, boom, gras, aaaa, bbbb"
    assert Lacking(0).share == 0.0


def test_a_page_without_words_compares_with_nothing() -> None:
    assert nothing_is_off(compared([], ""))


def test_how_many_of_them_the_file_says_itself() -> None:
    assert how_many_in("Zwolle 325 bomen", ("bomen", "kerken", "325", "326")) == 2
