"""Fit how sentences are chosen and when a question is refused; writes assistant/answering/*.json.

    python benchmarks/fit_answering.py --data ../shared/data --libraries DIR [--reader off] [--write]

DIR holds one ingested library a set (``audit``, ``faq``, ``parliament``, ``reports``, ``cross``,
``sample``), made by ``benchmarks/make_libraries.py``. Even-numbered questions fit, odd-numbered ones
are reported.

Choice: a conditional logit over the candidate sentences of a question (McFadden 1974). A sentence is
right when it stands in a gold passage or on a gold page and, where one of those says the short answer
of the set, says it. Decision: ridge logistic regression on the evidence of the best sentence; each
answerable question counts twice, with its gold passages in the library and without them.

With the trained reader and without it are fitted apart. ``own`` is the questions of documents that the reader was
not trained with (``training/question_set.py``), where ``DIR/own`` and ``DIR/own.jsonl`` are there.
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from logistic import fit_logistic
from numpy.typing import NDArray

from assistant.answering.candidates import Candidate, candidates
from assistant.answering.decision import WEIGHTS, WITH_READER
from assistant.answering.evidence import NAMES, Weigher
from assistant.answering.finding import PASSAGES
from assistant.answering.quoting import WHOLE
from assistant.evaluation.questions import Expected, read_questions
from assistant.library import Library
from assistant.records import Filters, Question
from assistant.retrieval import Retrieved, Understood, expand_names, find, retrieve, understand
from assistant.settings import Settings

Array = NDArray[np.float64]
HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "training"))
from passages import fingerprint  # noqa: E402

SETS = {
    "audit": "audit_questions_nl/questions.jsonl",
    "faq": "government_faq_nl/questions.jsonl",
    "parliament": "parliament_pages_nl/questions.jsonl",
    "reports": "report_pages_en/questions.jsonl",
}
OWN = {
    "cross": HERE / "cross_lingual_questions.jsonl",
    "same": HERE / "same_language_questions.jsonl",
    "sample": HERE.parent / "tests/data/sample_questions.jsonl",
}
# Without their gold passages other passages of these files still say much the same.
NEVER_WITHOUT = {"parliament", "reports"}
# Sets with questions that ought to be refused: they teach and set when to.
DECIDING = {"audit", "faq", "cross", "same", "sample", "reports", "own"}
LIBRARY = {"same": "cross"}  # two question sets on the same documents
GOLD = "gold_sentences"  # what the letters of the sentences that answer hash to
DEEP = 200  # passages looked through for gold to take out
SHORT_ANSWER = 60  # characters

# Where the weights of the choice start: what a reader would expect, before any question was seen.
FIRST = {
    "sentence": 3.0, "passage": 1.0, "tokens": 2.0, "near": 1.0, "covered": 1.0, "around": 0.8,
    "anchored": 0.5, "typed": 1.4, "same_language": 0.4, "whole": 1.0, "answers": 6.0, "replies": 3.0,
}  # fmt: skip
CHOICE = np.array([FIRST.get(name, 0.0) for name in NAMES])
# A reader would rather have a quote in the language of the question, which the sets, of which some
# have every answer in the other language, do not show: set, not fitted.
# Nor do they name documents, or hardly: .5 is best on the sample's questions of all kinds.
PINNED = {"same_language": 0.6, "named": 0.5}
PULL = 0.3  # how strongly fitted weights are drawn to the ones they start from

START = {
    "sentence": 2.0, "passage": 1.0, "tokens": 2.0, "near": 2.0, "covered": 0.5, "around": 1.5,
    "standing": 1.0, "answers": 6.0, "replies": 6.0,
}  # fmt: skip
# What an answer must have is drawn to strongly: a question after a figure needs a figure, one about
# 2024 needs 2024, and words that no document holds are not answered. The sets ask few of those.
DEMANDED = {"known": 2.0, "anchored": 2.0, "typed": 2.2}
DECISION = np.array([(START | DEMANDED).get(name, 0.0) for name in NAMES])
DRAWN, LIGHTLY, STRONGLY = 50.0, 0.5, 300.0  # how strongly weights are drawn to their start
# Drawn only lightly: scores across languages, in English, and of long questions, have a zero of their own.
FREE = {"same_language", "english", "brief"}
READ = {"answers", "replies"}  # what the reader says: drawn lightly, too
# With which it is said that the documents do not answer: .9 gave .83 on the other half.
CERTAINTY = 0.95
ANSWERED = (
    0.5,
    0.7,
    0.9,
)  # shares of the questions with an answer that are answered, for comparison
# From this probability on an answer is given without a word of doubt: of 310 answers between .5 and it the first
# sentence was right in .53, of 686 above it in .84 (seven sets, with the reader).
SURE = 0.7
FALSE_REFUSALS = 0.03  # of right first sentences, the mean over sets, that may be refused


@dataclass(frozen=True)
class Case:
    """One question against one library: candidate features, which are right, and without gold."""

    name: str
    number: int
    answerable: bool
    features: Array
    right: NDArray[np.bool_]
    gold: NDArray[np.bool_]
    without: Array


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--libraries", type=Path, required=True)
    parser.add_argument("--sets", default=",".join([*SETS, *OWN, "own"]))
    parser.add_argument("--cases", type=Path, help="keep, or take, what was collected in this file")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--reader", choices=["on", "off"], default="on")
    parser.add_argument("--most", type=int, default=10_000, help="questions of a set, evenly drawn")
    options = parser.parse_args()
    cases = _cases(options)
    fit, held = [c for c in cases if c.number % 2 == 0], [c for c in cases if c.number % 2]
    choice = fit_choice(fit)
    report_choice("start", CHOICE, held)
    report_choice("fitted", choice, held)
    rows = decision_rows([c for c in fit if c.name in DECIDING], choice)
    weights, constant = fit_decision(rows)
    threshold = best_threshold(rows, weights, constant)
    absent = absent_below(rows, weights, constant, threshold)
    kept = decision_rows(held, choice)
    report_decision(kept, weights, constant, threshold)
    report_absence(kept, weights, constant, absent)
    report_sureness(kept, weights, constant)
    report_precision(kept, weights, constant)
    if options.write:
        # Where the lines are drawn hangs on few questions: all of them, once the report is made.
        every = decision_rows([c for c in cases if c.name in DECIDING], choice)
        threshold = best_threshold(every, weights, constant)
        absent = absent_below(every, weights, constant, threshold)
        file = WITH_READER if options.reader == "on" else WEIGHTS
        _write(file, choice, weights, constant, threshold, absent)


# Questions -> cases


def _cases(options: argparse.Namespace) -> list[Case]:
    if options.cases and options.cases.exists():
        kept: list[Case] = pickle.loads(options.cases.read_bytes())
        return kept
    cases: list[Case] = []
    own = {"own": options.libraries / "own.jsonl"} | OWN
    settings = Settings(reader=options.reader == "on")
    for name in options.sets.split(","):
        folder = options.libraries / LIBRARY.get(name, name)
        if folder.is_dir():
            path = own.get(name) or options.data / SETS[name]
            cases += collect(name, path, folder, settings, options.most)
    if options.cases:
        options.cases.write_bytes(pickle.dumps(cases))
    return cases


def collect(name: str, path: Path, folder: Path, settings: Settings, most: int) -> list[Case]:
    """Features of every quotable sentence of every question of a set; follow-ups are left out."""
    raw = [json.loads(line) for line in path.open(encoding="utf-8")]
    cases: list[Case] = []
    with Library.open(folder, settings) as library:
        library.refresh()
        asked = [pair for pair in zip(read_questions(path), raw, strict=True) if _teaches(*pair)]
        for number, (expected, fields) in enumerate(asked[:: max(1, len(asked) // most)]):
            case = _case(library, name, number, expected, frozenset(fields.get(GOLD, ())))
            cases += [case] if len(case.features) else []
    sys.stderr.write(f"{name}: {len(cases)} questions\n")
    return cases


def _teaches(expected: Expected, fields: dict[str, Any]) -> bool:
    """Not: what the Court did not study, questions on charts and pictures, and follow-ups."""
    sources = fields.get("evidence_sources")
    pictured = sources and not any("text" in s.lower() or "table" in s.lower() for s in sources)
    studied = fields.get("court_answers_in_substance", True)
    return bool(studied) and not pictured and (expected.turn or 1) == 1


def _case(
    library: Library, name: str, number: int, expected: Expected, sentences: frozenset[str]
) -> Case:
    asked = expand_names(library, understand(Question(expected.question)))
    every = retrieve(library, asked, Filters(), DEEP)
    ranked = _weighed(library, asked)
    gold = np.array([_is_gold(expected, c) for c in ranked], dtype=bool)
    said = np.array(
        [
            fingerprint(c.sentence.text) in sentences or _says(expected.answer, c.sentence.text)
            for c in ranked
        ],
        dtype=bool,
    )
    right = gold & said if (gold & said).any() else gold
    without: list[Candidate] = []
    if expected.answerable and name not in NEVER_WITHOUT:
        out = frozenset(r.passage.id for r in every if _holds_gold(expected, r))
        without = _weighed(library, asked, out) if out else []
    return Case(name, number, expected.answerable, _array(ranked), right, gold, _array(without))


def _weighed(
    library: Library, asked: Understood, leave_out: frozenset[str] = frozenset()
) -> list[Candidate]:
    """The sentences of what is found, as the product weighs them."""
    found = find(library, asked, Filters(), PASSAGES, leave_out)
    reads = any(each.judged is not None for each in found)
    return _whole(candidates(Weigher(library, asked, reads), found))


def _whole(ranked: Sequence[Candidate]) -> list[Candidate]:
    return [c for c in ranked if c.evidence.whole >= WHOLE] or list(ranked)


def _array(ranked: Sequence[Candidate]) -> Array:
    rows = [c.evidence.array() for c in ranked]
    return np.array(rows) if rows else np.zeros((0, len(NAMES)))


def _is_gold(expected: Expected, candidate: Candidate) -> bool:
    pages = {span.page for span in candidate.sentence.spans}
    return any(place.holds(candidate.found.version.file, pages) for place in expected.places)


def _holds_gold(expected: Expected, found: Retrieved) -> bool:
    pages = found.passage.pages
    return any(place.holds(found.version.file, pages) for place in expected.places)


def _says(answer: str | None, text: str) -> bool:
    plain = _plain(answer or "")
    return bool(plain) and len(plain) < SHORT_ANSWER and plain in _plain(text)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


# Choice


def fit_choice(cases: list[Case], steps: int = 400) -> Array:
    """Conditional logit by gradient ascent (Adam)."""
    useful = [c for c in cases if c.right.any() and not c.right.all()]
    share = {n: sum(c.name == n for c in useful) ** -0.7 for n in {c.name for c in useful}}
    total = sum(share[c.name] for c in useful) / 4
    pull = np.array([PULL / 10 if name in READ else PULL for name in NAMES])
    weights, moment, square = CHOICE.copy(), np.zeros_like(CHOICE), np.zeros_like(CHOICE)
    for step in range(1, steps + 1):
        gradient = -pull * (weights - CHOICE)
        for case in useful:
            scores = case.features @ weights
            odds = np.exp(scores - scores.max())
            every = odds / odds.sum()
            right = np.where(case.right, odds, 0.0)
            right /= right.sum()
            gradient += share[case.name] / total * ((right - every) @ case.features)
        moment = 0.9 * moment + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        weights += 0.03 * (moment / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    for name, weight in PINNED.items():
        weights[NAMES.index(name)] = weight
    return weights


def report_choice(label: str, choice: Array, cases: list[Case]) -> None:
    for name in sorted({c.name for c in cases}):
        mine = [c for c in cases if c.name == name and c.answerable]
        best = [int(np.argmax(c.features @ choice)) for c in mine]
        right = np.mean([c.right[i] for c, i in zip(mine, best, strict=True)])
        gold = np.mean([c.gold[i] for c, i in zip(mine, best, strict=True)])
        print(
            f"choice {label:7} {name:10} first sentence says the answer {right:.3f}, "
            f"is in the gold passage or page {gold:.3f} ({len(mine)} questions)"
        )


# Decision


@dataclass(frozen=True)
class Rows:
    """Evidence of best sentences. ``label`` is 1 answers, 0 does not, NaN not to be learnt from:
    the question has an answer but this sentence is not it."""

    evidence: Array
    label: Array
    answerable: NDArray[np.bool_]
    name: NDArray[np.str_]
    says: NDArray[np.bool_]  # whether the sentence says the answer, where the set tells
    asked: NDArray[np.bool_]  # whether the library is whole: not again without the answer


def decision_rows(cases: list[Case], choice: Array) -> Rows:
    """Each question with its best sentence, and again without gold."""
    made: list[tuple[Array, float, bool, str, bool, bool]] = []
    for case in cases:
        best = int(np.argmax(case.features @ choice))
        label = 0.0 if not case.answerable else 1.0 if case.gold[best] else np.nan
        says = bool(case.right[best]) and case.answerable
        made.append((case.features[best], label, case.answerable, case.name, says, True))
        if len(case.without):
            best = int(np.argmax(case.without @ choice))
            made.append((case.without[best], 0.0, False, case.name, False, False))
    evidence, label, answerable, name, says, asked = map(np.array, zip(*made, strict=True))
    return Rows(evidence, label, answerable, name, says, asked)


def fit_decision(rows: Rows, rounds: int = 60) -> tuple[Array, float]:
    """Bounded steps; every set weighs nearly the same."""
    known = ~np.isnan(rows.label)
    x, y, names = rows.evidence[known], rows.label[known], rows.name[known]
    mass = np.zeros(len(y))
    for own in set(names):
        for label in (0.0, 1.0):
            mine = (names == own) & (y == label)
            mass[mine] = max(1, mine.sum()) ** -0.8
    mass *= len(y) / mass.sum()
    spread = x.std(axis=0) + 1e-6
    design = np.hstack([x / spread, np.ones((len(x), 1))])
    start = np.array([*(DECISION * spread), -np.median(x @ DECISION)])
    drawn = {
        **dict.fromkeys(NAMES, DRAWN),
        **dict.fromkeys(FREE | READ, LIGHTLY),
        **dict.fromkeys(DEMANDED, STRONGLY),
    }
    pull = np.array([*(drawn[name] for name in NAMES), 0.0])
    # More evidence never makes an answer less likely.
    growing = np.array(
        [*(name not in FREE and not name.startswith("cross_") for name in NAMES), False]
    )
    beta = fit_logistic(design, y, mass, start, pull, rounds=rounds, longest=2.0, growing=growing)
    return beta[:-1] / spread, float(beta[-1])


def best_threshold(rows: Rows, weights: Array, constant: float) -> float:
    """The probability below which to refuse: as high as the allowed false refusals let it be."""
    p = probability(rows, weights, constant)
    right = rows.label == 1
    names = {str(n) for n in rows.name[right]}
    allowed = [
        threshold
        for threshold in np.linspace(0.005, 0.9, 180)
        if np.mean([(p[right & (rows.name == n)] < threshold).mean() for n in names])
        <= FALSE_REFUSALS
    ]
    return round(float(max(allowed)), 3)


def absent_below(rows: Rows, weights: Array, constant: float, threshold: float) -> float:
    """The probability below which nothing in the documents answers, surely enough: of the questions below
    it, the sets weighing the same, so many have no answer. Half of the rows have none."""
    p = probability(rows, weights, constant)
    allowed = [
        absent
        for absent in np.linspace(0.0, threshold, 200)
        if _absence(rows, p, absent)[0] >= CERTAINTY
    ]
    return round(float(max(allowed, default=0.0)), 4)


def _absence(rows: Rows, p: Array, absent: float) -> tuple[float, float]:
    """(share of those below that have no answer, share of those that have none that are below): the sets
    and, in each, questions with and without an answer weigh the same."""
    below = p < absent
    without, having = [], []
    for name in {str(n) for n in rows.name}:
        mine = rows.name == name
        if (mine & ~rows.answerable).any() and (mine & rows.answerable).any():
            without.append(below[mine & ~rows.answerable].mean())
            having.append(below[mine & rows.answerable].mean())
    right, wrong = float(np.mean(without)), float(np.mean(having))
    return (right / (right + wrong) if right + wrong else 1.0), right


def report_absence(rows: Rows, weights: Array, constant: float, absent: float) -> None:
    right, reached = _absence(rows, probability(rows, weights, constant), absent)
    print(
        f"absent below {absent}: {right:.2f} of those have no answer; {reached:.2f} of what has none"
    )


def report_sureness(rows: Rows, weights: Array, constant: float) -> None:
    """Of what is answered without a word of doubt, and with one, how often the first sentence is right. Only
    questions as they were asked, not those whose answer was taken out."""
    p = probability(rows, weights, constant)
    for name, given in (("without", p >= SURE), ("with", p < SURE)):
        mine = rows.asked & given
        right, share = rows.says[mine].mean(), mine.sum() / rows.asked.sum()
        print(f"{name} a word of doubt: {right:.2f} right first, {share:.2f} of the questions")


def report_precision(rows: Rows, weights: Array, constant: float) -> None:
    """How often the first sentence is right where as many questions are answered: free of any threshold.

    What has no answer, or not any more, and is answered counts as wrong."""
    p = probability(rows, weights, constant)
    for name in sorted({str(n) for n in rows.name}):
        mine = rows.name == name
        having = np.sort(p[mine & rows.answerable])[::-1]
        shares = []
        for share in ANSWERED:
            given = mine & (p >= having[max(0, int(share * len(having)) - 1)])
            shares.append(f"{share:.2f}: {rows.says[given].mean():.2f}")
        print(f"first sentence says the answer, {name}, answered {', '.join(shares)}")


def probability(rows: Rows, weights: Array, constant: float) -> Array:
    odds: Array = 1 / (1 + np.exp(-(rows.evidence @ weights + constant)))
    return odds


def report_decision(rows: Rows, weights: Array, constant: float, threshold: float) -> None:
    refused = probability(rows, weights, constant) < threshold
    for name in (*sorted({str(n) for n in rows.name}), "all"):
        mine = (rows.name == name) | (name == "all")
        wrong, right = mine & ~rows.answerable, mine & rows.answerable
        hits, false = (refused & wrong).sum(), (refused & right).sum()
        f1 = 2 * hits / max(1, 2 * hits + false + wrong.sum() - hits)
        print(
            f"refusing {name:10} at {threshold}: precision {hits / max(1, hits + false):.2f} "
            f"recall {hits / max(1, wrong.sum()):.2f} F1 {f1:.2f} false refusals "
            f"{false / max(1, right.sum()):.2f} ({wrong.sum()} to refuse, {right.sum()} to answer)"
        )


def _write(
    file: Path, choice: Array, weights: Array, constant: float, threshold: float, absent: float
) -> None:
    if file == WEIGHTS:  # what was not read says nothing
        silent = [NAMES.index(name) for name in READ]
        choice[silent] = weights[silent] = 0.0
    data = {
        "choice": dict(zip(NAMES, [round(float(v), 3) for v in choice], strict=True)),
        "weights": dict(zip(NAMES, [round(float(v), 3) for v in weights], strict=True)),
        "constant": round(constant, 3),
        "answered": max(SURE, threshold),
        "partly": threshold,
        "absent": absent,
    }
    file.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    print(f"written: {file.name}")


if __name__ == "__main__":
    main()
