"""Sentences that may answer, made in a test."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
from bare_versions import a_version

from assistant.answering.candidates import Candidate
from assistant.answering.evidence import Evidence
from assistant.records import Passage
from assistant.retrieval import Retrieved
from assistant.retrieval.hits import Hit

NOTHING = np.zeros(0, dtype=np.float32)


def candidate_of(
    passage: Passage, position: int = 0, weight: float = 0.0, **evidence: float
) -> Candidate:
    """A sentence of a passage of some document, with nothing for it but the evidence that is given."""
    nought = Evidence(**{f.name: 0.0 for f in fields(Evidence) if f.name != "read"})
    hit = Hit(passage, a_version("Windplan", "Olst", "2021"), 0.0, 0.0, 0.0)
    found = Retrieved(hit, NOTHING, NOTHING, NOTHING, {}, 0.0)
    return Candidate(found, position, replace(nought, **evidence), weight)  # type: ignore[arg-type]
