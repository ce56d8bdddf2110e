"""A run as a table for a person and as one JSON object for the next comparison."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from assistant.evaluation.bootstrap import Estimate
from assistant.evaluation.compare import RunComparison
from assistant.evaluation.measures import (
    MEASURES,
    estimates,
    latency,
    outcomes,
    scores,
)
from assistant.evaluation.questions import read_questions
from assistant.evaluation.run import Result, ask_all
from assistant.library import Library


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a question set shows of a library."""

    questions: str
    library: str
    revision: int
    results: tuple[Result, ...]

    def as_json(self) -> dict[str, Any]:
        measured = estimates(self.results) | self._latencies()
        return {
            "questions": self.questions,
            "library": self.library,
            "revision": self.revision,
            "asked": len(self.results),
            "gold_missing": self._gold_missing(),
            "measures": {name: _rounded(asdict(estimate)) for name, estimate in measured.items()},
            "outcomes": outcomes(self.results),
            "rows": [_row(result) for result in self.results],
        }

    def tables(self) -> list[Table]:
        titles = {measure.name: measure.title for measure in MEASURES}
        table = _table(f"{self.questions}: {len(self.results)} questions", "n", "value", "95 %")
        for name, e in estimates(self.results).items():
            table.add_row(titles[name], str(e.n), f"{e.value:.3f}", f"{e.low:.3f} – {e.high:.3f}")
        for name, e in self._latencies().items():
            table.add_row(
                name.replace("latency_", "Latency ").replace("_ms", ", ms"),
                str(e.n),
                f"{e.value:.0f}",
                f"{e.low:.0f} – {e.high:.0f}",
            )
        counted = _table("How the questions ended", "questions")
        for outcome, count in outcomes(self.results).items():
            if count:
                counted.add_row(outcome.replace("_", " "), str(count))
        if self._gold_missing():
            counted.caption = Text(
                f"{self._gold_missing()} answerable questions are about documents that the "
                "library does not hold; they count as misses."
            )
        return [table, counted]

    def _latencies(self) -> dict[str, Estimate]:
        return {f"latency_p{p}_ms": latency(self.results, p) for p in (50, 95)}

    def _gold_missing(self) -> int:
        return sum(result.gold_missing for result in self.results)


def evaluate_file(
    library: Library,
    path: Path,
    *,
    limit: int | None = None,
    hold_out: bool = False,
    within: bool = False,
) -> Evaluation:
    """Ask the first ``limit`` questions of a file. Raises UnusableFile where it is wrong."""
    questions = read_questions(path)[:limit]
    results = ask_all(library, questions, hold_out=hold_out, within=within)
    return Evaluation(str(path), str(library.folder), library.revision, tuple(results))


def comparison_table(compared: RunComparison) -> Table:
    """Both runs side by side, and what is beyond chance."""
    table = _table(
        f"{compared.a} (A) and {compared.b} (B): {compared.shared} questions in common",
        *("n", "A", "B", "B better", "B worse", "B - A, 95 %", "p", "beyond chance"),
    )
    for d in compared.differences:
        interval = "" if d.low is None else f"{d.low:+.3f} – {d.high:+.3f}"
        counts = (str(d.n), f"{d.a:.3f}", f"{d.b:.3f}", str(d.better), str(d.worse))
        verdict = "" if not d.beyond_chance else "B is better" if d.b > d.a else "A is better"
        table.add_row(d.measure, *counts, interval, f"{d.p:.4f}", verdict)
    table.caption = Text(
        "McNemar exact for yes or no, paired bootstrap for MRR and nDCG. One in twenty lines "
        "would be called beyond chance where there is no difference."
        + _left_out(compared.only_a, "A")
        + _left_out(compared.only_b, "B")
    )
    return table


def _left_out(count: int, run_name: str) -> str:
    return f" Questions only in {run_name}: {count}." if count else ""


def _row(result: Result) -> dict[str, Any]:
    return _rounded(asdict(result)) | {"scores": _rounded(scores(result))}


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {k: round(v, 6) if isinstance(v, float) else v for k, v in values.items()}


def _table(title: str, *numbers: str) -> Table:
    table = Table(title=Text(title), title_justify="left", caption_justify="left")
    table.add_column("")
    for name in numbers:
        table.add_column(name, justify="right")
    return table
