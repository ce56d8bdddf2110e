"""The claim sets by which fact checking is measured: their words stand where they say."""

from __future__ import annotations

import importlib.util
from collections import Counter
from types import ModuleType
from typing import Any

import pytest
from conftest import CORPUS, ROOT, SharedData

from assistant.reading import Isolation

SETS = ("sample_open", "sample_kept", "documents_open", "documents_kept")


@pytest.fixture(scope="module")
def check() -> ModuleType:
    """The script that checks and counts the sets."""
    path = ROOT / "benchmarks" / "claims" / "check_sets.py"
    spec = importlib.util.spec_from_file_location("check_sets", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def documents(check: ModuleType, isolation: Isolation) -> Any:
    return check.Documents(isolation)


@pytest.mark.parametrize("name", ["sample_open", "sample_kept"])
def test_the_evidence_of_a_claim_stands_on_its_page(
    check: ModuleType, documents: Any, name: str
) -> None:
    assert list(check.misplaced(check.load(name), CORPUS, documents)) == []


def test_the_evidence_from_other_reports_stands_on_its_page(
    check: ModuleType, documents: Any, shared_data: SharedData
) -> None:
    """One Dutch letter and one English testimony stand for all: the script checks the rest."""
    folder = shared_data("pdfs")
    few = ("nl_letters/Kamerbrief_circulaire_economie.pdf", "en_reports/gao-08-587t.pdf")
    claims = [
        claim
        for name in ("documents_open", "documents_kept")
        for claim in check.load(name)
        if claim["document"] in few
    ]
    assert len(claims) > 20
    assert list(check.misplaced(claims, folder, documents)) == []


def test_evidence_on_another_page_is_noticed(check: ModuleType, documents: Any) -> None:
    claim = next(c for c in check.load("sample_open") if c["document"].endswith("2017.pdf"))
    elsewhere = {**claim, "page": 1}  # the cover
    assert list(check.misplaced([elsewhere], CORPUS, documents)) != []
    assert list(check.misplaced([{**claim, "page": 99}], CORPUS, documents)) != []


def test_both_sides_of_every_disagreement_stand_in_the_corpus(
    check: ModuleType, documents: Any
) -> None:
    assert list(check.wrong_contradictions(check.load("contradictions"), documents)) == []


def test_pairs_that_look_alike_are_quoted_word_for_word(check: ModuleType, documents: Any) -> None:
    pairs = check.load("look_alike")
    assert len(pairs) == 40
    assert list(check.wrong_pairs(pairs, documents)) == []


def test_the_claims_are_well_formed_and_none_is_there_twice(check: ModuleType) -> None:
    claims = [claim for name in SETS for claim in check.load(name)]
    assert len(claims) >= 320
    assert list(check.wrong_claims(claims)) == []


@pytest.mark.parametrize("subject", ["sample", "documents"])
def test_the_open_and_the_kept_half_are_mixed_alike(check: ModuleType, subject: str) -> None:
    halves = [check.load(f"{subject}_{half}") for half in ("open", "kept")]
    kinds = [Counter(claim["kind"] for claim in half) for half in halves]
    labels = [Counter(claim["label"] for claim in half) for half in halves]
    assert kinds[0] == kinds[1]
    assert set(kinds[0]) == set(check.KINDS)
    assert all(abs(labels[0][label] - labels[1][label]) <= 2 for label in check.LABELS)


@pytest.mark.parametrize("name", SETS)
def test_most_claims_are_dutch_and_a_quarter_crosses_languages(
    check: ModuleType, name: str
) -> None:
    claims = check.load(name)
    dutch = sum(claim["language"] == "nl" for claim in claims) / len(claims)
    assert 0.55 <= dutch <= 0.70
    assert 0.20 <= check.foreign(claims) / len(claims) <= 0.35
    supported = sum(claim["label"] == "supported" for claim in claims) / len(claims)
    assert 0.30 <= supported <= 0.45
