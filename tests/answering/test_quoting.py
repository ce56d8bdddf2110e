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
from assistant.answering.quoting import WHOLE, _choose
from assistant.records import BlockKind, Outcome, Question, Sentence
from assistant.retrieval import understand


@pytest.mark.parametrize("kind", ["Wie leidt de commissie?", "Hoeveel geld is er bij?"])
def test_what_answers_best_leads_though_another_looks_more_like_what_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(Candidate, "is_probable", True)
    best = candidate_of(
        passage_of(("De minister van Water leidt haar.", PLAIN)), weight=9, typed=0.5, whole=1.0
    )
    other = candidate_of(
        passage_of(("Zie Jan de Boer, 5 miljard.", PLAIN)), weight=8, typed=1.0, whole=1.0
    )
    assert _choose([best, other], understand(Question(kind)), 2, 1.2)[0].weight == 9


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


@pytest.mark.parametrize(
    "text", ["8 Zie afspraken Schone Lucht, Staatscourant 2020, 12937", "See also the annex."]
)
def test_where_to_read_of_it_is_no_answer(text: str) -> None:
    assert _whole(Sentence(text, (), BlockKind.FOOTNOTE)) < WHOLE
    told = f"{text[:-1]}; de gemeente betaalde in dat jaar de helft van het werk aan alle bruggen in de wijk."
    assert _whole(Sentence(told, (), BlockKind.PARAGRAPH)) > WHOLE
