"""A question after a list is answered by the list that it means."""

from __future__ import annotations

import pytest
from small_candidate import candidate_of
from small_passage import ITEM, PLAIN, passage_of

from assistant.answering.candidates import Candidate
from assistant.answering.weighing import _lists_raised

LINES = passage_of(
    ("Er zijn drie programmalijnen:", PLAIN), ("a;", ITEM), ("b;", ITEM), ("c.", ITEM)
)
OTHERS = passage_of(("Ook dit:", PLAIN), ("x;", ITEM), ("y.", ITEM))
PROSE = passage_of(("Een programmalijn loopt goed.", PLAIN))


@pytest.mark.parametrize(
    ("number", "thing", "best"),
    [
        (0, "", OTHERS),  # it weighs more from the start
        (0, "programmalijnen", LINES),
        (3, "", LINES),
        (2, "", OTHERS),
        (7, "programmalijnen", PROSE),  # there is no list of so many
    ],
)
def test_a_list_of_so_many_or_of_that_name_is_meant(
    monkeypatch: pytest.MonkeyPatch, number: int, thing: str, best: object
) -> None:
    monkeypatch.setattr(Candidate, "is_probable", True)
    weighed = [
        candidate_of(PROSE, weight=1.5),
        candidate_of(OTHERS, weight=1.2),
        candidate_of(LINES, weight=0.9),
    ]
    assert _lists_raised(weighed, number, thing)[0].found.passage is best


def test_a_list_that_does_not_answer_is_raised_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Candidate, "is_probable", False)
    weighed = [candidate_of(OTHERS, weight=1.2), candidate_of(LINES, weight=0.9)]
    assert _lists_raised(weighed, 0, "programmalijnen")[0].found.passage is OTHERS
