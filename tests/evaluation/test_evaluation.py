"""The evaluation: right figures by hand, honest intervals, errors that say where, and a real run."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import MakeLibrary
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from assistant.answering import answer_question
from assistant.cli.main import app
from assistant.evaluation import (
    Result,
    UnusableFile,
    ask_all,
    compare_files,
    evaluate_file,
    read_questions,
)
from assistant.evaluation.bootstrap import ratio
from assistant.evaluation.compare import differences, mcnemar, paired_bootstrap
from assistant.evaluation.measures import MEASURES, estimates, latency, outcomes, scores
from assistant.evaluation.questions import Expected, GoldPlace, conversations, parse_line
from assistant.evaluation.rankings import hit_at, ndcg_at, recall_at, reciprocal_rank
from assistant.evaluation.run import gold_passages, quote_is_exact, statement_is_exact
from assistant.library import Library
from assistant.records import Answer, Citation, Outcome, Question, Statement

A = Result(id="a", question="?", language="nl", answerable=True, outcome=Outcome.ANSWERED, gold=1)
NO = replace(A, answerable=False, outcome=Outcome.NOT_IN_DOCUMENTS, gold=0)

# Rankings


def test_ranking_measures_as_worked_out_by_hand() -> None:
    ranks, gold = [2, 5], 3
    assert [hit_at(ranks, k) for k in (1, 2, 10)] == [0, 1, 1]
    assert [recall_at(ranks, gold, k) for k in (1, 2, 10)] == [0, 1 / 3, 2 / 3]
    assert reciprocal_rank(ranks) == 0.5
    ideal = 1 + 1 / math.log2(3) + 1 / 2
    assert ndcg_at(ranks, gold) == pytest.approx((1 / math.log2(3) + 1 / math.log2(6)) / ideal)


def test_nothing_found_scores_nothing() -> None:
    assert [hit_at([], 10), recall_at([], 2, 10), reciprocal_rank([]), ndcg_at([], 2)] == [0] * 4
    assert reciprocal_rank([11]) == ndcg_at([11], 1) == 0


@given(st.integers(1, 30))
def test_a_perfect_ranking_scores_one(gold: int) -> None:
    ranks = list(range(1, gold + 1))
    assert ndcg_at(ranks, gold) == pytest.approx(1)
    assert reciprocal_rank(ranks) == hit_at(ranks, 1) == recall_at(ranks, gold, gold) == 1


rankings = st.sets(st.integers(1, 12), max_size=8).flatmap(
    lambda found: st.tuples(st.permutations(sorted(found)), st.integers(max(1, len(found)), 12))
)


@given(rankings, st.integers(1, 12))
def test_ranking_measures_stay_in_bounds_and_do_not_mind_the_order(
    case: tuple[list[int], int], cut: int
) -> None:
    ranks, gold = case
    for ordered in (ranks, sorted(ranks)):
        values = [hit_at(ordered, cut), recall_at(ordered, gold, cut), ndcg_at(ordered, gold, cut)]
        assert all(0 <= value <= 1 + 1e-12 for value in values)
        assert values[1] <= values[0]  # a share found means that something was found
    assert ndcg_at(ranks, gold) == ndcg_at(sorted(ranks), gold)
    assert reciprocal_rank(ranks) == reciprocal_rank(sorted(ranks))


@given(rankings)
def test_a_better_rank_never_scores_less(case: tuple[list[int], int]) -> None:
    ranks, gold = case
    better = [rank - 1 for rank in ranks] if ranks and min(ranks) > 1 else ranks
    assert ndcg_at(better, gold) >= ndcg_at(ranks, gold)
    assert reciprocal_rank(better) >= reciprocal_rank(ranks)


# Refusals, citations, answers


def test_refusals_as_worked_out_by_hand() -> None:
    refused = replace(A, outcome=Outcome.NOT_IN_DOCUMENTS)
    answered_anyway = replace(NO, outcome=Outcome.PARTLY_ANSWERED)
    found = estimates([NO, NO, NO, answered_anyway, refused, A, A, A])
    values = {name: found[name].value for name in found if "refus" in name}
    assert values == {
        "refusal_precision": 3 / 4,
        "refusal_recall": 3 / 4,
        "refusal_f1": 3 / 4,
        "false_refusal_rate": 1 / 4,
        "refused_rightly": 6 / 8,
    }


@given(
    st.lists(
        st.sampled_from(
            [
                NO,
                A,
                replace(NO, outcome=Outcome.ANSWERED),
                replace(A, outcome=Outcome.NOT_IN_DOCUMENTS),
            ]
        ),
        min_size=1,
        max_size=12,
    )
)
def test_f1_is_the_harmonic_mean_of_precision_and_recall(results: list[Result]) -> None:
    parts = {m.name: [m.part(r) for r in results] for m in MEASURES}
    share = {
        name: sum(p[0] for p in ps) / total
        for name, ps in parts.items()
        if (total := sum(p[1] for p in ps))
    }
    precision, recall = share.get("refusal_precision"), share.get("refusal_recall")
    if precision and recall:
        assert share["refusal_f1"] == pytest.approx(2 * precision * recall / (precision + recall))
    elif precision is not None or recall is not None:
        assert share["refusal_f1"] == 0


def test_refusals_have_no_precision_where_every_question_can_be_answered() -> None:
    found = estimates([A, replace(A, outcome=Outcome.NOT_IN_DOCUMENTS)])
    assert not {"refusal_precision", "refusal_f1", "refusal_recall"} & set(found)
    assert found["false_refusal_rate"].value == 0.5


def test_a_clarifying_question_is_neither_an_answer_nor_a_refusal() -> None:
    unclear = replace(A, outcome=Outcome.NEEDS_CLARIFICATION)
    found = estimates([unclear, A])
    assert found["false_refusal_rate"].value == 0
    assert found["first_in_gold_answered"].n == 1
    assert found["first_in_gold"].n == 2


def test_page_citations_count_over_answered_and_over_all() -> None:
    paged = replace(A, paged=True)
    found = estimates(
        [
            replace(paged, first_on_page=True, any_on_page=True),
            replace(paged, any_on_page=True),
            replace(paged, outcome=Outcome.NOT_IN_DOCUMENTS),
            A,  # its gold page is not known
            NO,
        ]
    )
    assert (found["first_page_exact_answered"].value, found["first_page_exact_answered"].n) == (
        0.5,
        2,
    )
    assert (found["any_page_exact_answered"].value, found["any_page_exact"].value) == (1, 2 / 3)
    assert found["first_page_exact"].value == pytest.approx(1 / 3)


def test_disagreements_are_looked_for_only_where_marked() -> None:
    shown = replace(A, disagreement=True, outcome=Outcome.SOURCES_DISAGREE)
    found = estimates([shown, replace(A, disagreement=True), A])
    assert (found["disagreement_recall"].value, found["disagreement_recall"].n) == (0.5, 2)
    assert "disagreement_recall" not in estimates([A])


def test_measures_that_no_question_is_about_are_left_out() -> None:
    assert not {"hit@1", "page_recall@1", "first_page_exact", "quote_exactness"} & set(
        estimates([NO])
    )


def test_every_outcome_is_counted() -> None:
    counts = outcomes([A, A, NO])
    assert (counts["answered"], counts["not_in_documents"], counts["failed"]) == (2, 1, 0)
    assert set(counts) == {outcome.value for outcome in Outcome}


results = st.builds(
    Result,
    id=st.text(min_size=1),
    question=st.just("?"),
    language=st.sampled_from(["nl", "en"]),
    answerable=st.booleans(),
    outcome=st.sampled_from(Outcome),
    latency_ms=st.floats(0, 1e6),
    disagreement=st.booleans(),
    gold=st.just(3),
    ranks=st.sets(st.integers(1, 10), max_size=3).map(lambda found: tuple(sorted(found))),
    paged=st.booleans(),
    page_rank=st.none() | st.integers(1, 10),
    first_on_page=st.booleans(),
    any_on_page=st.booleans(),
    figures=st.none() | st.booleans(),
    words=st.none() | st.floats(0, 1),
)


@settings(max_examples=10)
@given(st.lists(results, min_size=1, max_size=15), st.randoms(use_true_random=False))
def test_measures_are_shares_that_do_not_mind_the_order_of_questions(
    asked: list[Result], random: Any
) -> None:
    shuffled = random.sample(asked, len(asked))
    before, after = estimates(asked), estimates(shuffled)
    assert before.keys() == after.keys()
    for name, estimate in before.items():
        assert 0 <= estimate.low <= estimate.high <= 1 + 1e-12
        assert estimate.value == pytest.approx(after[name].value)
        assert estimate.n == after[name].n <= len(asked)
    assert latency(asked, 50).value == pytest.approx(latency(shuffled, 50).value)


@given(results)
def test_scores_of_one_question_are_between_nothing_and_one(result: Result) -> None:
    assert all(0 <= value <= 1 for value in scores(result).values())


# Intervals


@settings(max_examples=30)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_the_interval_of_a_mean_contains_it(values: list[float]) -> None:
    estimate = ratio([(value, 1.0) for value in values])
    assert estimate is not None
    assert estimate.value == pytest.approx(sum(values) / len(values))
    assert estimate.low - 1e-9 <= estimate.value <= estimate.high + 1e-9


def test_the_interval_of_a_share_is_about_the_known_one_and_always_the_same() -> None:
    estimate = ratio([(1.0, 1.0)] * 60 + [(0.0, 1.0)] * 40)
    assert estimate is not None
    margin = 1.96 * math.sqrt(0.6 * 0.4 / 100)
    assert estimate.low == pytest.approx(0.6 - margin, abs=0.02)
    assert estimate.high == pytest.approx(0.6 + margin, abs=0.02)
    assert estimate == ratio([(1.0, 1.0)] * 60 + [(0.0, 1.0)] * 40)


# Comparing


def test_mcnemar_as_in_the_binomial_table() -> None:
    # 12 changed pairs, 2 against 10: 2 (1 + 12 + 66) / 4096. Five one way: 2 / 32.
    assert mcnemar(2, 10) == mcnemar(10, 2) == 158 / 4096
    assert mcnemar(0, 5) == 1 / 16
    assert mcnemar(0, 6) == 1 / 32
    assert mcnemar(3, 3) == mcnemar(0, 0) == 1


@given(st.integers(0, 400), st.integers(0, 400))
def test_mcnemar_is_a_probability_and_knows_no_sides(better: int, worse: int) -> None:
    assert 0 < mcnemar(better, worse) == mcnemar(worse, better) <= 1


def test_the_paired_bootstrap_sees_a_steady_gain_and_no_difference() -> None:
    low, high, p = paired_bootstrap(np.full(20, 0.1))
    assert (low, high) == (pytest.approx(0.1), pytest.approx(0.1))
    assert p < 0.01
    low, high, p = paired_bootstrap(np.array([0.5, -0.5] * 20))
    assert low < 0 < high
    assert p > 0.5
    assert paired_bootstrap(np.zeros(5)) == (0, 0, 1)


def test_differences_pair_questions_by_id_and_say_who_is_better() -> None:
    def scored(hits: list[float]) -> dict[tuple[str, bool], dict[str, float]]:
        return {(str(i), False): {"hit@1": h, "mrr@10": h} for i, h in enumerate(hits)}

    a, b = scored([0.0] * 8 + [1.0] * 4), scored([1.0] * 12 + [0.0])
    hit, mrr = differences(a, dict(reversed(b.items())))
    assert (hit.measure, hit.n, hit.better, hit.worse) == ("hit@1", 12, 8, 0)
    assert (hit.p, hit.beyond_chance) == (2 / 2**8, True)
    assert (mrr.measure, mrr.a, mrr.b) == ("mrr@10", pytest.approx(1 / 3), 1.0)
    assert mrr.low is not None
    assert 0 < mrr.low < 2 / 3 < (mrr.high or 0)
    assert not any(d.beyond_chance for d in differences(a, a))


# Question sets

GOOD = {
    "id": "q",
    "question": "Waarom?",
    "language": "nl",
    "gold_document": "a.pdf",
    "gold_pages": [1],
}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"question": None}, "question"),
        ({"question": ""}, "question"),
        ({"language": "de"}, "language"),
        ({"gold_pages": [0]}, "gold_pages.0"),
        ({"gold_pages": "3"}, "gold_pages"),
        ({"also": [{"pages": [1]}]}, "also.0.document"),
        ({"answerable": "yes"}, "answerable"),
        ({"gold_document": None}, "gold_document"),
        ({"turn": "first"}, "turn"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(tmp_path: Path, change: Any, field: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(f"{json.dumps(GOOD)}\n\n{json.dumps(GOOD | {'id': 'r'} | change)}\n")
    with pytest.raises(UnusableFile, match=rf"set\.jsonl, line 3, field {field}: "):
        read_questions(path)


def test_a_line_that_is_no_json_a_second_id_and_an_empty_or_missing_file_are_refused(
    tmp_path: Path,
) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(f"{json.dumps(GOOD)}\n{{oops\n")
    with pytest.raises(UnusableFile, match="line 2: Invalid JSON"):
        read_questions(path)
    path.write_text(f"{json.dumps(GOOD)}\n{json.dumps(GOOD)}\n")
    with pytest.raises(UnusableFile, match="line 2, field id: 'q' is there twice"):
        read_questions(path)
    path.write_text("\n")
    with pytest.raises(UnusableFile, match="no questions"):
        read_questions(path)
    with pytest.raises(UnusableFile, match="cannot be read"):
        read_questions(tmp_path / "none.jsonl")


def parsed(**fields: Any) -> Expected:
    return parse_line(json.dumps(GOOD | fields), "line 1")


def test_gold_is_passages_where_they_are_named_and_documents_with_pages_elsewhere() -> None:
    assert parsed(gold_passage="p#1/2").places == (GoldPlace("p_1_2"),)
    assert not parsed(gold_passages=["p#1"]).paged
    also = [{"document": "b.pdf", "pages": [4]}, {"document": "a.pdf", "pages": [2]}]
    assert parsed(also=also).places == (
        GoldPlace("a.pdf", frozenset({1, 2})),
        GoldPlace("b.pdf", frozenset({4})),
    )
    assert parsed(also=also).paged
    assert parsed(gold_document=None, gold_pages=[], answerable=False).places == ()


def test_turns_of_a_conversation_come_together_and_in_order() -> None:
    one = parsed(id="1", conversation="c", turn=2)
    two, three = parsed(id="2"), parsed(id="3", conversation="c", turn=1)
    assert [[e.id for e in turns] for turns in conversations([one, two, three])] == [
        ["3", "1"],
        ["2"],
    ]


# Quotes


def citation(quote: str, **fields: Any) -> Citation:
    places = {"page": 1, "page_label": "1", "section": "", "start": 0, "end": len(quote)} | fields
    return Citation("d", "f.md", "ab" * 32, "T", "P", "2021", quote=quote, **places)


def test_a_statement_that_adds_a_word_to_its_quote_is_not_exact() -> None:
    one, rest = citation("Veertien bruggen zijn ver-"), citation("nieuwd in 2020.", page=2)
    assert statement_is_exact(Statement("Veertien bruggen zijn vernieuwd in 2020.", (one, rest)))
    assert not statement_is_exact(
        Statement("Vijftien bruggen zijn vernieuwd in 2020.", (one, rest))
    )
    assert not statement_is_exact(Statement("Veertien  bruggen zijn ver-", (one,)))
    assert not statement_is_exact(Statement("Niets.", ()))


# A real run

REPORTS: dict[str, str | bytes] = {
    "bruggen.md": "# Verslag van bruggen\n\nIn Zwolle zijn dit jaar veertien bruggen vernieuwd. "
    "De vernieuwing van de bruggen kostte 3 miljoen euro.\n",
    "bussen.md": "# Verslag van bussen\n\nOp zondag rijden er twaalf elektrische bussen in Deventer. "
    "De bussen laden in het depot aan de Zuidweg.\n",
    "libraries.md": "# Library report\n\nThe city library lent 52,000 books in 2021. "
    "Its reading room opens at nine in the morning.\n",
}
ASKED = [
    {
        "id": "bruggen",
        "question": "Hoeveel bruggen zijn er in Zwolle vernieuwd?",
        "language": "nl",
        "gold_document": "bruggen.md",
        "gold_pages": [1],
        "answer": "14 bruggen",
        "conversation": "c",
        "turn": 1,
    },
    {
        "id": "kosten",
        "question": "En wat kostte dat?",
        "language": "nl",
        "gold_passage": "bruggen",
        "answer": "3 miljoen euro",
        "conversation": "c",
        "turn": 2,
    },
    {
        "id": "books",
        "question": "How many books did the city library lend in 2021?",
        "language": "en",
        "gold_document": "libraries",
        "answer": "52,000",
    },
    {
        "id": "weer",
        "question": "Wie won in 1988 het Europees kampioenschap voetbal?",
        "language": "nl",
        "gold_document": None,
        "gold_pages": [],
        "answerable": False,
    },
]


@pytest.fixture
def question_set(tmp_path: Path) -> Path:
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in ASKED) + "\n", "utf-8")
    return path


def test_a_set_is_asked_and_counted(make_library: MakeLibrary, question_set: Path) -> None:
    evaluation = evaluate_file(make_library(REPORTS), question_set)
    rows = {result.id: result for result in evaluation.results}
    assert list(rows) == ["bruggen", "kosten", "books", "weer"]
    assert rows["bruggen"].answered
    assert rows["bruggen"].ranks == (1,)
    assert rows["bruggen"].page_rank == 1
    assert rows["bruggen"].first_on_page
    assert (rows["bruggen"].figures, rows["bruggen"].words) == (True, 0.5)  # "veertien" is no "14"
    assert rows["kosten"].ranks == (1,)
    assert rows["kosten"].figures is True
    assert not rows["kosten"].paged
    assert rows["books"].first_in_gold
    assert rows["weer"].refused
    found = evaluation.as_json()
    assert found["measures"]["quote_exactness"]["value"] == 1
    assert found["measures"]["statement_exactness"]["value"] == 1
    assert found["measures"]["hit@1"] == {"value": 1.0, "n": 3, "low": 1.0, "high": 1.0}
    assert found["measures"]["refusal_f1"]["value"] == 1
    assert sum(found["outcomes"].values()) == found["asked"] == 4


def test_a_follow_up_is_asked_in_its_conversation(
    make_library: MakeLibrary, question_set: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Question] = []

    def listening(library: Library, question: Question, **options: Any) -> Answer:
        asked.append(question)
        return answer_question(library, question, **options)

    monkeypatch.setattr("assistant.evaluation.run.answer_question", listening)
    ask_all(make_library(REPORTS), read_questions(question_set))
    warm_up, first, follow_up, *others = asked
    assert warm_up.text == first.text
    assert [turn.question for turn in follow_up.history] == [first.text]
    assert "veertien bruggen" in follow_up.history[0].quotes[0]
    assert follow_up.history[0].documents == ("Verslag van bruggen",)
    assert not any(question.history for question in (first, *others))


def test_held_out_questions_are_unanswerable_and_do_not_see_their_passages(
    make_library: MakeLibrary, question_set: Path
) -> None:
    library = make_library(REPORTS)
    results = ask_all(library, read_questions(question_set), hold_out=True)
    held = [result for result in results if result.held_out]
    assert [result.id for result in held] == ["bruggen", "kosten", "books"]
    assert not any(result.answerable or result.ranks for result in held)
    assert estimates(results)["refusal_recall"].n == 4
    places = read_questions(question_set)[0].places
    files = {library.versions.get(p.version).file for p in gold_passages(library, places)}
    assert files == {"bruggen.md"}


def test_a_gold_document_that_is_not_there_is_said(
    make_library: MakeLibrary, tmp_path: Path
) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(ASKED[0] | {"gold_document": "weg.pdf"}))
    found = evaluate_file(make_library(REPORTS), path).as_json()
    assert found["gold_missing"] == 1
    assert found["measures"]["hit@10"]["value"] == 0


def test_an_altered_quote_is_caught(make_library: MakeLibrary) -> None:
    library = make_library(REPORTS)
    version = next(v for v in library.versions.current() if v.file == "bruggen.md")
    text = library.pages.get(version.id, 1).text
    right = replace(citation(text[3:20]), version=version.id, start=3, end=20)
    assert quote_is_exact(library, right)
    assert not quote_is_exact(library, replace(right, quote=text[3:19] + "!"))
    assert not quote_is_exact(library, replace(right, start=4))
    assert not quote_is_exact(library, replace(right, page=2))


def test_runs_are_kept_as_json_and_compared(
    make_library: MakeLibrary, question_set: Path, tmp_path: Path
) -> None:
    make_library(REPORTS).close()
    folder = str(tmp_path / "first" / "library")
    command = ["evaluate", str(question_set), "--library", folder]
    runner = CliRunner()
    for name in ("a.json", "b.json"):
        done = runner.invoke(
            app, [*command, "--json", *(["--limit", "3"] if name == "b.json" else [])]
        )
        assert done.exit_code == 0, done.output
        (tmp_path / name).write_text(done.stdout, "utf-8")
    compared = compare_files(tmp_path / "a.json", tmp_path / "b.json")
    assert (compared.shared, compared.only_a, compared.only_b) == (3, 1, 0)
    assert not any(d.beyond_chance for d in compared.differences)
    both = [str(tmp_path / name) for name in ("a.json", "b.json")]
    shown = runner.invoke(app, ["evaluate", "--compare", *both])
    assert shown.exit_code == 0
    assert "3 questions in common" in " ".join(shown.output.split())
    assert "hit@1" in shown.output
    table = runner.invoke(app, [*command, "--hold-out", "gold"])
    assert "Refusal recall" in table.output


@pytest.mark.parametrize(
    "arguments", [[], ["a.jsonl", "--compare", "a", "b"], ["a", "--hold-out", "x"]]
)
def test_wrong_use_is_refused(arguments: list[str]) -> None:
    assert CliRunner().invoke(app, ["evaluate", *arguments]).exit_code == 2


@pytest.mark.parametrize("content", ["[]", "{}", "no", '{"rows": [{"id": "a"}]}', '{"rows": 3}'])
def test_a_file_that_is_no_run_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content)
    with pytest.raises(UnusableFile, match="is not a run"):
        compare_files(path, path)
