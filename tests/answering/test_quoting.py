"""Which of the sentences that may answer is quoted first."""

from __future__ import annotations

import pytest
from small_candidate import candidate_of
from small_passage import PLAIN, passage_of

from assistant.answering.candidates import Candidate
from assistant.answering.quoting import FRAGMENT, _offering_first


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
