"""A list is quoted whole where several of its items answer, and shown around a single one."""

from __future__ import annotations

import pytest
from conftest import MakeLibrary
from small_passage import ITEM, PLAIN, passage_of

from assistant.answering import answer_question
from assistant.answering.lists import LONGEST, holds_list, list_around, spans_of
from assistant.records import BlockKind, Passage, Question, Sentence, Span

ITEMS = (
    "de subsidie voor isolatie gaat naar kleine bedrijven;",
    "het loket voor isolatie blijft open tot mei;",
    "de gemeente houdt bij hoeveel isolatie er komt.",
)
TEXT = "# Plan\n\nDe minister kiest voor de isolatie drie maatregelen:\n\n" + "\n".join(
    f"- {item}" for item in ITEMS
)


def test_an_item_brings_its_list_and_what_announces_it() -> None:
    passage = passage_of(
        ("Vooraf.", PLAIN), ("Drie:", PLAIN), ("a;", ITEM), ("b;", ITEM), ("Dan.", PLAIN)
    )
    assert list_around(passage, 2) == list_around(passage, 3) == (1, 2, 3)
    assert list_around(passage, 1) is None
    assert spans_of(passage, (1, 2, 3)) == (Span(1, 8, 19),)


def test_a_passage_holds_a_list_where_an_item_is_announced_or_stands_beside_another() -> None:
    assert holds_list(passage_of(("Twee:", PLAIN), ("a;", ITEM), ("b.", ITEM)))
    assert not holds_list(passage_of(("alleen;", ITEM), ("Vooraf.", PLAIN)))


@pytest.mark.parametrize(
    "passage",
    [
        passage_of(("alleen;", ITEM)),
        passage_of(("a" * LONGEST, ITEM), ("b;", ITEM)),
    ],
    ids=["no other item", "too long"],
)
def test_what_is_no_list_of_several_stays_alone(passage: Passage) -> None:
    assert list_around(passage, 0) is None


def test_a_list_goes_on_over_a_page_end_and_the_footnotes_there() -> None:
    note = Sentence("1 Noot.", (Span(1, 20, 27),), BlockKind.FOOTNOTE)
    begun = passage_of(("Drie:", PLAIN), ("a;", ITEM), ("b;", ITEM)).sentences
    rest = Sentence("c.", (Span(2, 0, 2),), ITEM)
    passage = Passage("p", "v", 0, "", "nl", (*begun, note, rest))
    assert list_around(passage, 4) == list_around(passage, 1) == (0, 1, 2, 4)
    assert spans_of(passage, (0, 1, 2, 4)) == (Span(1, 0, 11), Span(2, 0, 2))


def test_several_items_that_answer_are_one_quote_with_what_announces_them(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"plan.md": TEXT})
    answer = answer_question(
        library, Question("Welke maatregelen voor isolatie kiest de minister?")
    )
    shown = answer.statements or answer.nearest
    (whole,) = [s for s in shown if all(item in s.text for item in ITEMS)]
    assert whole.text.startswith("De minister kiest")
    assert sum(ITEMS[0] in s.text for s in shown) == 1


def test_a_single_item_is_shown_in_its_list(make_library: MakeLibrary) -> None:
    library = make_library({"plan.md": TEXT})
    answer = answer_question(library, Question("Tot wanneer blijft het loket open?"), most=1)
    (statement,) = answer.statements or answer.nearest[:1]
    assert ITEMS[1] in statement.text
    page = library.pages.get(statement.citations[0].version, 1).text
    assert statement.before + statement.text + statement.after in page
    assert ITEMS[0] in statement.before + statement.text
