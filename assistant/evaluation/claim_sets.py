"""A set of claims whose labels are known -> how well a library's verdicts hold up.

A set is a file of one JSON object a line; ``benchmarks/claims/README.md`` says what its fields mean.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich.table import Table
from rich.text import Text

from assistant.checking import Reader, check_text
from assistant.evaluation.bootstrap import (
    NOTHING,
    Estimate,
    Floats,
    Part,
    interval,
    ratio,
    resampled,
)
from assistant.evaluation.questions import UnusableFile
from assistant.library import Library
from assistant.records import Language, Ruling

JUDGED = (Ruling.SUPPORTED, Ruling.CONTRADICTED, Ruling.NOT_FOUND)  # what F1 is given of
CHANGED = ("figure", "year", "unit")
CAUGHT = (Ruling.CONTRADICTED, Ruling.PARTLY, Ruling.DISPUTED)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A claim of a set: ``label`` is what holds, ``accept`` what a fair editor would also accept."""

    id: str
    claim: str
    language: Language
    kind: str
    label: Ruling
    accept: tuple[Ruling, ...]
    document: str
    page: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim of a set and how the library ruled on it, as a whole."""

    labelled: Labelled
    ruling: Ruling

    @property
    def counted(self) -> Ruling:
        """The ruling, or the label where the ruling is accepted for it."""
        return self.labelled.label if self.ruling in self.labelled.accept else self.ruling

    @property
    def right(self) -> bool:
        return self.counted is self.labelled.label


def read_claims(path: Path) -> list[Labelled]:
    """The claims of a set in order. Raises UnusableFile, naming the line."""
    found: list[Labelled] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableFile(f"{path} cannot be read as a claim set: {error}") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(_labelled(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                raise UnusableFile(
                    f"{path}, line {number} is no claim: {error}. See benchmarks/claims/README.md."
                ) from error
    if not found:
        raise UnusableFile(f"{path} holds no claims.")
    return found


def _labelled(row: dict[str, Any]) -> Labelled:
    return Labelled(
        id=row["id"],
        claim=row["claim"],
        language=row["language"],
        kind=row["kind"],
        label=Ruling(row["label"]),
        accept=tuple(Ruling(name) for name in row["accept"]),
        document=row["document"],
        page=row["page"],
        evidence=row["evidence"],
    )


def judge_claims(library: Library, claims: Sequence[Labelled]) -> list[Judged]:
    """Check each claim against the library, as a text of its own."""
    return [judged_by(library, claim) for claim in claims]


def judged_by(library: Library, claim: Labelled, reader: Reader | None = None) -> Judged:
    """One claim checked, with whoever reads beside the program."""
    return Judged(claim, _ruling(library, claim.claim, reader))


def _ruling(library: Library, claim: str, reader: Reader | None) -> Ruling:
    """How a claim ends. One that is cut into sentences ends as its first that could be checked."""
    rulings = [verdict.ruling for verdict in check_text(library, claim, reader=reader).verdicts]
    checked = [ruling for ruling in rulings if ruling is not Ruling.NOT_CHECKED]
    return checked[0] if checked else Ruling.NOT_CHECKED


# What is counted


def _precision(ruling: Ruling) -> Callable[[Judged], Part]:
    return lambda j: (float(j.right), 1.0) if j.counted is ruling else NOTHING


def _recall(ruling: Ruling) -> Callable[[Judged], Part]:
    return lambda j: (float(j.right), 1.0) if j.labelled.label is ruling else NOTHING


def _f1(ruling: Ruling) -> Callable[[Judged], Part]:
    """2tp / (2tp + fp + fn) as a ratio of sums."""

    def part(j: Judged) -> Part:
        given, due = j.counted is ruling, j.labelled.label is ruling
        return (2.0, 2.0) if given and due else (0.0, float(given != due))

    return part


def _of_changed(rulings: Collection[Ruling]) -> Callable[[Judged], Part]:
    return lambda j: (float(j.ruling in rulings), 1.0) if j.labelled.kind in CHANGED else NOTHING


def _false_alarm(judged: Judged) -> Part:
    """Of the true paraphrases, those that were called contradicted."""
    true = judged.labelled.kind == "paraphrase" and judged.labelled.label is Ruling.SUPPORTED
    return (float(judged.ruling is Ruling.CONTRADICTED), 1.0) if true else NOTHING


# Name -> title, and a claim's share of numerator and denominator.
MEASURES: dict[str, tuple[str, Callable[[Judged], Part]]] = {
    **{
        f"{name}_{ruling}": (f"{ruling.replace('_', ' ').capitalize()}: {name}", of(ruling))
        for ruling in JUDGED
        for name, of in (("precision", _precision), ("recall", _recall), ("F1", _f1))
    },
    "right": ("Right, or accepted", lambda j: (float(j.right), 1.0)),
    "changed_caught": ("Changed figure, year or unit: caught", _of_changed(CAUGHT)),
    "changed_not_supported": (
        "Changed figure, year or unit: not called supported",
        _of_changed(set(Ruling) - {Ruling.SUPPORTED}),
    ),
    "true_called_contradicted": ("True paraphrase called contradicted", _false_alarm),
}


def measured(judged: Sequence[Judged]) -> dict[str, Estimate]:
    """Every measure that some claim is about, and macro F1 over supported, contradicted, not found."""
    ratios = {name: ratio([part(j) for j in judged]) for name, (_, part) in MEASURES.items()}
    found = {name: estimate for name, estimate in ratios.items() if estimate is not None}
    return {"macro_f1": macro_f1(judged), **found} if judged else found


def macro_f1(judged: Sequence[Judged]) -> Estimate:
    """The mean of three F1s, with its interval; a label that is neither due nor given scores 0."""
    parts = np.array([[_f1(ruling)(j) for ruling in JUDGED] for j in judged], dtype=np.float64)
    low, high = interval(resampled(parts, _mean_ratio))
    return Estimate(float(_mean_ratio(parts[np.newaxis])[0]), len(judged), low, high)


def _mean_ratio(samples: Floats) -> Floats:
    sums: Floats = samples.sum(axis=1)
    return np.asarray((sums[:, :, 0] / np.maximum(sums[:, :, 1], 1.0)).mean(axis=1))


def confusion(judged: Sequence[Judged]) -> dict[str, dict[str, int]]:
    """label -> ruling as given -> how many."""
    counts = Counter((j.labelled.label, j.ruling) for j in judged)
    labels = [ruling for ruling in Ruling if any(j.labelled.label is ruling for j in judged)]
    return {
        label.value: {ruling.value: counts[label, ruling] for ruling in Ruling} for label in labels
    }


def right_by(judged: Sequence[Judged], key: Callable[[Judged], str]) -> dict[str, Estimate]:
    """The share that is right or accepted, by kind, by language or by whatever else."""
    groups: dict[str, list[Part]] = defaultdict(list)
    for j in judged:
        groups[key(j)].append((float(j.right), 1.0))
    estimates = {name: ratio(parts) for name, parts in groups.items()}
    return {name: estimate for name, estimate in estimates.items() if estimate is not None}


@dataclass(frozen=True, slots=True)
class ClaimSetReport:
    """What a claim set shows of a library."""

    name: str
    judged: tuple[Judged, ...]

    def as_json(self, rows: bool = True) -> dict[str, Any]:
        """Plain lists and dictionaries; without ``rows`` totals alone, for a set that is kept apart."""
        listed = [
            {"id": j.labelled.id, "label": j.labelled.label.value, "ruling": j.ruling.value}
            for j in self.judged
        ]
        return {
            "set": self.name,
            "claims": len(self.judged),
            "measures": {name: asdict(e) for name, e in measured(self.judged).items()},
            "confusion": confusion(self.judged),
            "by_kind": {name: asdict(e) for name, e in self.by_kind().items()},
            "by_language": {name: asdict(e) for name, e in self.by_language().items()},
            **({"rows": listed} if rows else {}),
        }

    def by_kind(self) -> dict[str, Estimate]:
        return right_by(self.judged, lambda j: j.labelled.kind)

    def by_language(self) -> dict[str, Estimate]:
        return right_by(self.judged, lambda j: j.labelled.language)

    def tables(self) -> list[Table]:
        shown = _table(f"{self.name}: {len(self.judged)} claims", "n", "value", "95 %")
        titles = {name: title for name, (title, _) in MEASURES.items()}
        groups = {f"Right: {name}": e for name, e in (self.by_language() | self.by_kind()).items()}
        for name, e in (measured(self.judged) | groups).items():
            title = titles.get(name, name.replace("macro_f1", "Macro F1"))
            shown.add_row(title, str(e.n), f"{e.value:.3f}", f"{e.low:.3f} – {e.high:.3f}")
        crossed = _table("Label (down) and ruling", *(r.replace("_", " ") for r in Ruling))
        for label, row in confusion(self.judged).items():
            crossed.add_row(label.replace("_", " "), *(str(n) if n else "" for n in row.values()))
        return [shown, crossed]


def _table(title: str, *columns: str) -> Table:
    table = Table(title=Text(title), title_justify="left")
    table.add_column("")
    for name in columns:
        table.add_column(name, justify="right")
    return table
