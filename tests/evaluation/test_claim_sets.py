"""The claim sets by which fact checking is measured: their words stand where they say."""

from __future__ import annotations

import importlib.util
import io
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from conftest import CORPUS, ROOT, MakeLibrary, SharedData
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from assistant.evaluation import UnusableFile
from assistant.evaluation.claim_sets import (
    ClaimSetReport,
    Judged,
    Labelled,
    confusion,
    judge_claims,
    measured,
    read_claims,
)
from assistant.reading import Isolation
from assistant.records import Ruling

LABELS = [ruling for ruling in Ruling if ruling is not Ruling.NOT_CHECKED]
SETS = tuple(
    f"{of}_{part}" for of in ("sample", "documents") for part in ("open", "loose", "fresh", "kept")
)


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


@pytest.mark.parametrize("name", ["sample_open", "sample_loose", "sample_fresh", "sample_kept"])
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
        for name in ("documents_open", "documents_loose", "documents_fresh", "documents_kept")
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
    assert set(kinds[0]) == {*check.KINDS} - {"cause_or_actor"}  # of newer sets
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
    assert 0.30 <= supported <= 0.50


# What is counted of them


def claim(kind: str, label: Ruling, *accept: Ruling) -> Labelled:
    return Labelled("x", "…", "nl", kind, label, accept, "", 0, "")


def test_measures_of_a_claim_set_as_worked_out_by_hand() -> None:
    judged = [
        Judged(claim("paraphrase", Ruling.SUPPORTED), Ruling.SUPPORTED),
        Judged(claim("paraphrase", Ruling.SUPPORTED), Ruling.CONTRADICTED),
        Judged(claim("figure", Ruling.CONTRADICTED), Ruling.CONTRADICTED),
        Judged(claim("year", Ruling.CONTRADICTED, Ruling.PARTLY), Ruling.PARTLY),
        Judged(claim("unit", Ruling.CONTRADICTED), Ruling.NOT_FOUND),
        Judged(claim("unit", Ruling.CONTRADICTED), Ruling.SUPPORTED),
        Judged(claim("absent", Ruling.NOT_FOUND), Ruling.NOT_FOUND),
        Judged(claim("other_year", Ruling.PARTLY, Ruling.CONTRADICTED), Ruling.CONTRADICTED),
    ]
    values = {name: estimate.value for name, estimate in measured(judged).items()}
    assert values["precision_supported"] == values["recall_supported"] == 1 / 2
    assert values["precision_contradicted"] == 2 / 3  # the one accepted as partly is none
    assert values["recall_contradicted"] == 2 / 4
    assert values["F1_contradicted"] == pytest.approx(2 * 2 / (2 * 2 + 1 + 2))
    assert values["F1_not_found"] == pytest.approx(2 / 3)
    assert values["macro_f1"] == pytest.approx((1 / 2 + 4 / 7 + 2 / 3) / 3)
    assert values["changed_caught"] == 2 / 4
    assert values["changed_not_supported"] == 3 / 4
    assert values["true_called_contradicted"] == 1 / 2
    assert confusion(judged)["contradicted"] == {
        **dict.fromkeys(map(str, Ruling), 0),
        "supported": 1,
        "contradicted": 1,
        "partly": 1,
        "not_found": 1,
    }


@given(st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(list(Ruling))), min_size=1))
def test_every_measure_lies_in_its_interval_and_perfect_verdicts_score_one(
    ends: list[tuple[Ruling, Ruling]],
) -> None:
    judged = [Judged(claim("figure", label), ruling) for label, ruling in ends]
    for estimate in measured(judged).values():
        assert 0 <= estimate.low <= estimate.high <= 1
        assert 0 <= estimate.value <= 1
    perfect = measured([Judged(claim("figure", label), label) for label, _ in ends])
    assert perfect["right"].value == 1
    assert all(e.value == 1 for name, e in perfect.items() if name.startswith(("F1", "recall")))


def test_a_broken_claim_set_is_named_with_its_line(tmp_path: Path) -> None:
    good = (ROOT / "benchmarks/claims/sample_open.jsonl").read_text().splitlines()[0]
    path = tmp_path / "claims.jsonl"
    for line in ("{", '{"id": "x"}', good.replace('"supported"', '"maybe"')):
        path.write_text(f"{good}\n{line}\n")
        with pytest.raises(UnusableFile, match=r"claims\.jsonl, line 2"):
            read_claims(path)
    path.write_text("")
    with pytest.raises(UnusableFile, match="no claims"):
        read_claims(path)


def test_a_claim_set_is_checked_against_a_library_and_reported(make_library: MakeLibrary) -> None:
    library = make_library({"bruggen.txt": "In Zwolle zijn in 2021 veertien bruggen vernieuwd."})
    library.refresh()
    claims = [
        replace(
            claim("figure", Ruling.CONTRADICTED),
            claim=f"In Zwolle zijn in 2021 {n} bruggen vernieuwd.",
        )
        for n in ("twintig", "veertien")
    ]
    report = ClaimSetReport("bruggen", tuple(judge_claims(library, claims)))
    assert [j.ruling for j in report.judged] == [Ruling.CONTRADICTED, Ruling.SUPPORTED]
    found = json.loads(json.dumps(report.as_json()))
    assert found["measures"]["changed_caught"]["value"] == 0.5
    assert found["by_kind"]["figure"]["n"] == 2
    assert [row["ruling"] for row in found["rows"]] == ["contradicted", "supported"]
    assert "rows" not in report.as_json(rows=False)
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(*report.tables())
    assert "Macro F1" in console.export_text()
