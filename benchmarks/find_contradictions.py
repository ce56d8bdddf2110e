"""Which contradictions between the sample documents are found by asking or checking in plain words.

    python benchmarks/find_contradictions.py --libraries DIR

A side is shown where its words stand in a quote of the answer or of the check; what a side says may
stand in several places. A case is found where sides that say two different things are shown, in the
answer or in the check, or where the check quotes, against or as only partly bearing out the claim, a
side that says otherwise than the claim does. Also says how often the answer's outcome is "sources
disagree" and the check's ruling "disputed" or "contradicted".
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

from assistant.answering import answer_question
from assistant.checking import check_text
from assistant.library import Library
from assistant.records import Answer, Outcome, Question, Ruling, Stance, Statement, Verdict

AGAINST = (Stance.AGAINST, Stance.PARTLY)
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


def of_verdict(verdict: Verdict, stances: Collection[Stance] = tuple(Stance)) -> list[Statement]:
    return [finding.statement for finding in verdict.findings if finding.stance in stances]


def said(case: dict[str, Any], statements: Sequence[Statement]) -> set[str]:
    """What the sides say that the statements show."""
    return {side["says"] for side in case["sides"] if shown(side["words"], statements)}


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
            asked = said(case, of_answer(answer))
            checked = said(case, of_verdict(verdict))
            against = said(case, of_verdict(verdict, AGAINST)) - {case["claimed"]}
            both = len(asked) > 1 or len(checked) > 1 or bool(against)
            found += both
            disagree += answer.outcome is Outcome.SOURCES_DISAGREE
            ruled += verdict.ruling in (Ruling.DISPUTED, Ruling.CONTRADICTED)
            print(
                f"{case['id']:8} {'found' if both else '-':6} asked: {', '.join(sorted(asked))} "
                f"({answer.outcome}); checked: {', '.join(sorted(checked))} ({verdict.ruling})"
            )
    print(
        f"{found} of {len(cases)} found; sources disagree {disagree}, disputed or contradicted {ruled}"
    )


if __name__ == "__main__":
    main()
