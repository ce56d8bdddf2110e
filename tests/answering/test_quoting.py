"""Which of the sentences that may answer is quoted first."""

from __future__ import annotations

import pytest
from conftest import MakeLibrary
from small_candidate import candidate_of
from small_passage import PLAIN, passage_of

from assistant.answering import answer_question
from assistant.answering.candidates import Candidate
from assistant.answering.decision import fitted_decision
from assistant.answering.evidence import _whole
from assistant.answering.quoting import FRAGMENT, WHOLE, _offering_first
from assistant.records import BlockKind, Outcome, Question, Sentence


@pytest.mark.parametrize(
    ("probability", "whole", "first"),
    [(0.99, 1.0, 1), (0.99, FRAGMENT, 0), (0.2, FRAGMENT, 1)],  # a title page may be all there is
)
def test_a_sentence_that_names_somebody_comes_first_and_a_signature_does_not(
    monkeypatch: pytest.MonkeyPatch, probability: float, whole: float, first: int
) -> None:
    monkeypatch.setattr(Candidate, "is_probable", True)
    monkeypatch.setattr(Candidate, "probability", property(lambda self: probability))
    ranked = [
        candidate_of(passage_of(("De voorzitter leidt de commissie.", PLAIN)), weight=9, typed=0.5),
        candidate_of(passage_of(("Minister van Water", PLAIN)), weight=8, typed=1.0, whole=whole),
    ]
    assert _offering_first(ranked)[0] is ranked[first]


def test_where_the_best_surely_answers_one_that_may_be_of_something_else_does_not_lead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sure = candidate_of(passage_of(("Er is 15.000 roepia bij.", PLAIN)), weight=9, typed=0.6)
    other = candidate_of(passage_of(("Elders staat 5 miljard euro.", PLAIN)), weight=8, typed=1.0)
    monkeypatch.setattr(Candidate, "is_probable", True)
    probable = {9: 0.9, 8: 0.4}
    monkeypatch.setattr(Candidate, "probability", property(lambda self: probable[self.weight]))
    assert _offering_first([sure, other])[0] is sure


def test_what_has_no_figure_or_date_is_no_sure_answer_to_a_question_after_one(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"jaarverslag.md": FINE})
    least = fitted_decision(False).partly
    for question in ("Hoe hoog was de boete voor de slechte beveiliging?", "Wanneer was dat?"):
        answer = answer_question(library, Question(question))
        assert answer.outcome is not Outcome.ANSWERED
        assert answer.confidence <= least
    why = answer_question(library, Question("Waarvoor kreeg het ministerie van Handel een boete?"))
    assert why.confidence > least


def test_one_cell_of_a_row_is_no_answer_by_itself() -> None:
    cell = Sentence("Complete by Q3 2020", (), BlockKind.TABLE_ROW)
    assert _whole(cell) < WHOLE < _whole(Sentence("Due\tQ3 2020", (), BlockKind.TABLE_ROW))


FINE = """# Jaarverslag toezicht

## Boetes

Het ministerie van Handel kreeg een boete voor de slechte beveiliging van het visumsysteem. Naast de boete legde \
de toezichthouder een last onder dwangsom op.
"""
