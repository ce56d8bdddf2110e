"""What is quoted for a sentence that answers: the run of sentences, or the whole list, that carries the answer."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest
from conftest import MakeLibrary
from small_passage import ITEM, PLAIN, passage_of

from assistant.answering import answer_question
from assistant.answering.candidates import Candidate
from assistant.answering.excerpts import excerpt
from assistant.reader import PairReading
from assistant.records import Passage, Question, Span
from assistant.retrieval import Retrieved
from assistant.retrieval.hits import Hit

NOTHING = np.zeros(0, dtype=np.float32)
LESSONS = passage_of(
    ("Wat leren wij?", PLAIN),
    ("Er zijn twee lessen.", PLAIN),
    ("1. Begin klein.", ITEM),
    ("2. Meet alles.", ITEM),
)
RISKS = passage_of(
    ("Er zijn risico's.", PLAIN),
    ("Het grootste is uitval.", PLAIN),
    ("Een tweede is uitstel.", PLAIN),
    ("Dat terzijde.", PLAIN),
)


def candidate(passage: Passage, position: int, *logits: float) -> Candidate:
    """A sentence of a passage, as the reader sees its sentences where logits are given."""
    judged = PairReading(np.array(logits, dtype=np.float32), 0.0, NOTHING) if logits else None
    hit = Hit(passage, cast(Any, None), 0.0, 0.0, 0.0)
    found = Retrieved(hit, NOTHING, NOTHING, NOTHING, {}, 0.0, judged=judged)
    return Candidate(found, position, cast(Any, None), 0.0)


def quoted(passage: Passage, spans: tuple[Span, ...]) -> list[int]:
    """The positions of the sentences within some stretches."""
    return [
        n
        for n, sentence in enumerate(passage.sentences)
        if any(s.start <= sentence.spans[0].start and sentence.spans[0].end <= s.end for s in spans)
    ]


def test_a_line_that_counts_what_follows_brings_its_list() -> None:
    assert quoted(LESSONS, excerpt(candidate(LESSONS, 1))) == [1, 2, 3]
    # The list comes with the sentence that the line goes on from, too.
    assert quoted(LESSONS, excerpt(candidate(LESSONS, 0, 1, 1, -5, -5))) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("many", "logits", "expected"),
    [
        (False, (), [2]),
        (False, (-5, -5, 2, -5), [2]),
        (False, (-5, 2, 2, -5), [2]),
        (False, (-5, -5, 2, 2), [1, 2, 3]),
        (True, (), [1, 2, 3]),
    ],
    ids=[
        "one",
        "one is read to answer",
        "what announces it is, too",
        "two are read to answer",
        "many are asked for",
    ],
)
def test_an_item_brings_its_list_where_more_than_one_is_wanted(
    many: bool, logits: tuple[float, ...], expected: list[int]
) -> None:
    assert quoted(LESSONS, excerpt(candidate(LESSONS, 2, *logits), many)) == expected


def test_two_items_that_are_chosen_are_one_list() -> None:
    one, other = candidate(LESSONS, 2), candidate(LESSONS, 3)
    assert quoted(LESSONS, excerpt(one, chosen=(one, other))) == [1, 2, 3]
    assert quoted(LESSONS, excerpt(one, chosen=(one,))) == [2]


def test_sentences_that_answer_together_are_one_quote_the_more_so_where_many_are_asked_for() -> (
    None
):
    unsure = candidate(RISKS, 1, -4, 2, -1, -4)
    assert quoted(RISKS, excerpt(unsure)) == [1]
    assert quoted(RISKS, excerpt(unsure, many=True)) == [1, 2]
    assert quoted(RISKS, excerpt(candidate(RISKS, 1, -4, 2, 1, -4))) == [1, 2]


def test_a_list_that_is_a_section_answers_the_question_that_is_its_heading(
    make_library: MakeLibrary,
) -> None:
    text = (
        "# Verslag\n\nIn de stad loopt een proef met warmte.\n\n## Aandachtspunten\n\n"
        "1. Vraag bewoners eerder mee te denken.\n2. Leg de kosten vast.\n3. Kijk naar de buurt.\n"
    )
    library = make_library({"verslag.md": text})
    answer = answer_question(library, Question("Welke aandachtspunten noemt het verslag?"))
    shown = [s.text for s in answer.statements or answer.nearest]
    assert any("bewoners" in each and "kosten" in each and "buurt" in each for each in shown)
