"""A model's sentences, measured: how well they are cited, how many are verified, how soon the first one is.

Citation recall and precision are those of ALCE (Gao et al., EMNLP 2023, section 3), of the sentences as
the model wrote them, with the product's own verifier as judge where ALCE has an entailment model. Of what
is shown both would be 1 by that judge: what fails is not shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from assistant.evaluation.bootstrap import Estimate, Part, ratio
from assistant.evaluation.questions import Expected, read_questions
from assistant.library import Library
from assistant.records import Answer, Language, Question
from assistant.settings import Settings
from assistant.writing import Draft, Verifier, Writer, Written


@dataclass(frozen=True, slots=True)
class WritingResult:
    """What a model wrote for one question.

    ``carried`` counts the sentences that the passages they cite carry (recall), ``cites`` the citations,
    ``needed`` those of them that their sentence needs (precision), ``shown`` the sentences that passed,
    ``unconfirmed`` those that are shown as such.
    """

    id: str
    asked: bool
    fault: str = ""
    written: int = 0
    carried: int = 0
    cites: int = 0
    needed: int = 0
    shown: int = 0
    unconfirmed: int = 0
    left_out: int = 0
    first_seconds: float | None = None
    tokens_in: int = 0
    tokens_out: int = 0


@dataclass(frozen=True, slots=True)
class WritingEvaluation:
    """What a question set shows of a model."""

    questions: str
    model: str
    rows: tuple[WritingResult, ...]

    def estimates(self) -> dict[str, Estimate]:
        """The measures by name, each with its interval; those about nothing are left out."""
        parts: dict[str, list[Part]] = {
            "citation_recall": [(r.carried, r.written) for r in self.rows],
            "citation_precision": [(r.needed, r.cites) for r in self.rows],
            "verified_share": [(r.shown, r.written) for r in self.rows],
            "unconfirmed_share": [(r.unconfirmed, r.written) for r in self.rows],
            "left_out_a_question": [(r.left_out, float(r.asked)) for r in self.rows],
            "written_answers": [(float(r.shown > 0), float(r.asked)) for r in self.rows],
            "first_seconds": [
                (r.first_seconds, 1.0) for r in self.rows if r.first_seconds is not None
            ],
            "tokens_in": [(r.tokens_in, float(r.asked)) for r in self.rows],
            "tokens_out": [(r.tokens_out, float(r.asked)) for r in self.rows],
        }
        found = {name: ratio(part) if part else None for name, part in parts.items()}
        return {name: estimate for name, estimate in found.items() if estimate is not None}

    def faults(self) -> dict[str, int]:
        return dict(Counter(row.fault for row in self.rows if row.fault))

    def as_json(self) -> dict[str, Any]:
        return {
            "questions": self.questions,
            "model": self.model,
            "asked": len(self.rows),
            "measures": {name: asdict(e) for name, e in self.estimates().items()},
            "faults": self.faults(),
            "rows": [asdict(row) for row in self.rows],
        }

    def tables(self) -> list[Table]:
        title = f"{self.questions}: {len(self.rows)} questions, {self.model}"
        table = Table(title=Text(title), title_justify="left", caption_justify="left")
        for name in ("", "n", "value", "95 %"):
            table.add_column(name, justify="right" if name else "left")
        for name, e in self.estimates().items():
            interval = f"{e.low:.3f} – {e.high:.3f}"
            table.add_row(name.replace("_", " "), str(e.n), f"{e.value:.3f}", interval)
        faults = ", ".join(f"{name} {count}" for name, count in self.faults().items())
        table.caption = Text(f"The judge is the verifier itself. Faults: {faults or 'none'}.")
        return [table]


def evaluate_writing(library: Library, path: Path, limit: int | None = None) -> WritingEvaluation:
    """Ask the model of the settings each question of a file. Raises UnusableFile where it is wrong."""
    return write_all(library, library.settings, read_questions(path)[:limit], str(path))


def write_all(
    library: Library, settings: Settings, questions: Sequence[Expected], name: str = ""
) -> WritingEvaluation:
    """Each question on its own, without the conversation that it may stand in."""
    writer = Writer(settings)
    rows = tuple(_result(library, writer, expected) for expected in questions)
    return WritingEvaluation(name, settings.model, rows)


def _result(library: Library, writer: Writer, expected: Expected) -> WritingResult:
    drafts: list[Draft] = []
    question = Question(expected.question)
    *_, answer = writer.answer(library, question, watch=drafts.append)
    assert isinstance(answer, Answer)
    writing = answer.writing
    if writing is None or not drafts:
        return WritingResult(expected.id, asked=False)
    heard = drafts[0].heard
    scores = [_alce(library, drafts[0], written, answer.language) for written in heard]
    return WritingResult(
        id=expected.id,
        asked=True,
        fault=writing.fault.value if writing.fault else "",
        written=len(heard),
        carried=sum(carried for carried, _ in scores),
        cites=sum(len(set(written.cites)) for written in heard),
        needed=sum(needed for _, needed in scores),
        shown=sum(s.kind == "written" for s in answer.confirmed_statements),
        unconfirmed=sum(not s.confirmed for s in answer.statements),
        left_out=writing.left_out,
        first_seconds=writing.first_seconds,
        tokens_in=writing.tokens_in,
        tokens_out=writing.tokens_out,
    )


def _alce(library: Library, draft: Draft, written: Written, language: Language) -> tuple[bool, int]:
    """Whether what a sentence cites carries it, and how many of its citations it needs.

    A citation is needed where it carries the sentence alone, or where the others do not without it;
    of a sentence that is not carried none is.
    """
    cited = [n for n in dict.fromkeys(written.cites) if 1 <= n <= len(draft.passages)]

    def carries(numbers: Sequence[int]) -> bool:
        passages = [draft.passages[n - 1] for n in numbers]
        own = Written(written.text, tuple(range(1, len(passages) + 1)))
        return bool(passages) and Verifier(library, passages, language).verify(own) is not None

    if not carries(cited):
        return False, 0
    return True, sum(carries([n]) or not carries([m for m in cited if m != n]) for n in cited)
