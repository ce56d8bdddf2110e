"""Which contradictions between the sample documents are found by asking or checking in plain words.

    python benchmarks/find_contradictions.py --libraries DIR

A side is shown where its words stand in a quote of the answer or of the check, in whatever document:
several say the same. A case is found where two different sides are shown. Also says how often the
answer's outcome is "sources disagree" and the check's ruling "disputed" or "contradicted".
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable
from pathlib import Path

from assistant.answering import answer_question
from assistant.checking import check_text
from assistant.library import Library
from assistant.records import Answer, Outcome, Question, Ruling, Statement, Verdict

CASES = Path(__file__).parent / "claims" / "contradictions.jsonl"


def bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()


def shown(words: str, statements: Iterable[Statement]) -> bool:
    wanted = bare(words)
    return any(wanted in bare(s.text) or bare(s.text) in wanted for s in statements)


def of_answer(answer: Answer) -> list[Statement]:
    sides = [s.statement for d in answer.disagreements for s in d.sides]
    points = [p.statement for series in answer.series for p in series.points]
    return [*answer.statements, *sides, *points]


def of_verdict(verdict: Verdict) -> list[Statement]:
    return [finding.statement for finding in verdict.findings]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--libraries", type=Path, required=True)
    options = parser.parse_args()
    cases = [json.loads(line) for line in CASES.open(encoding="utf-8")]
    found = disagree = ruled = 0
    with Library.open(options.libraries / "sample") as library:
        library.refresh()
        for case in cases:
            answer = answer_question(library, Question(case["ask"]))
            verdict = check_text(library, case["check"]).verdicts[0]
            asked = {s["words"] for s in case["sides"] if shown(s["words"], of_answer(answer))}
            checked = {s["words"] for s in case["sides"] if shown(s["words"], of_verdict(verdict))}
            both = len(asked) > 1 or len(checked) > 1
            found += both
            disagree += answer.outcome is Outcome.SOURCES_DISAGREE
            ruled += verdict.ruling in (Ruling.DISPUTED, Ruling.CONTRADICTED)
            print(
                f"{case['id']:8} {'found' if both else '-':6} asked {len(asked)} ({answer.outcome}), "
                f"checked {len(checked)} ({verdict.ruling}) of {len(case['sides'])}"
            )
    print(
        f"{found} of {len(cases)} found; sources disagree {disagree}, disputed or contradicted {ruled}"
    )


if __name__ == "__main__":
    main()
