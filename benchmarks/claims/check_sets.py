"""Check the claim sets and count them: ``python benchmarks/claims/check_sets.py [--shared DIR]``.

Every evidence must stand on the page that a set names, read as the product reads it. Words are
compared by their letters and figures alone, so that line ends, hyphens and the marks between
the cells of a table do not count. Exit code 1 when something is wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from assistant.reading import Isolation

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CORPUS = ROOT / "corpus"
SHARED_DATA, SHARED_PDFS = "data", "data/pdfs"

SAMPLE_SETS = ("sample_open", "sample_loose", "sample_fresh", "sample_kept")
PAPER_SETS = ("papers_unseen", "papers_later", "papers_newest")
DOCUMENT_SETS = ("documents_open", "documents_loose", "documents_fresh", "documents_kept")
KINDS = (
    "paraphrase figure year name unit direction negated cause_or_actor attributed other_year absent"
).split()
LABELS = "supported contradicted disputed partly not_found".split()
CLAIM_FIELDS = "id claim language kind label accept document page evidence note".split()
SIDE_FIELDS = "text language section title published".split()
CASES = [f"C{number}" for number in range(1, 14)]

# The documents that the first twenty pairs of look_alike.jsonl quote word for word, by title.
FROM_CORPUS = 20
TITLES = {
    "Actieagenda Smart Industry": "actieagenda-smart-industry-2014.pdf",
    "Evaluatie Smart Industry programma": "evaluatie-smart-industry-2021.pdf",
    "Financiering van Smart Industry-fieldlabs": "monitor-fieldlabs-2017.pdf",
    "From Smart Industry Hubs to European Digital Innovation Hubs": "digital-innovation-hubs-en.pdf",
    "Implementatieagenda Smart Industry 2018–2021": "implementatieagenda-2018-2021.pdf",
    "Monitor Smart Industry Fieldlabs en Hubs 2020": "monitor-fieldlabs-2020.pdf",
    "Nationaal Groeifonds en digitalisering van de industrie": (
        "groeifonds-en-digitalisering-2021.docx"
    ),
    "Nieuwsbrief Smart Industry, april 2021": "programmabureau-nieuwsbrief-2021.md",
    "Regionale actieagenda Smart Industry Noordvleugel": (
        "regionale-agenda-noordvleugel-2015-scan.pdf"
    ),
    "Schaalsprongagenda Smart Industry 2022–2026": "schaalsprongagenda-2022-2026.pdf",
    "Smart Industry in the Netherlands: an overview": "smart-industry-overview-en.pdf",
    "Smart Industry-fieldlabs: resultaten tot en met 2018": "monitor-fieldlabs-2019.pdf",
    "Toelichting op de subsidieregeling Smart Industry-fieldlabs": "fieldlab-subsidie-2016.pdf",
    "Visie op de toekomst van de industrie in Nederland": "visie-toekomst-industrie-2020.pdf",
    "Voortgang Smart Industry: resultaten na een jaar": "voortgangsbrief-2016.pdf",
    "Voortgang Smart Industry: start van de uitvoering van de actieagenda": (
        "voortgangsbrief-2015.pdf"
    ),
}


class Documents:
    """The pages of files, each read once. A page that needs OCR is "" where OCR is not installed."""

    def __init__(self, isolation: Isolation) -> None:
        self._isolation = isolation
        self._read: dict[Path, tuple[str, ...]] = {}
        self.unread: set[str] = set()  # pages that were asked for and have no text

    def holds(self, path: Path, words: str, page: int | None = None) -> bool:
        """Whether the words stand on that page (1-based), or anywhere in the file.

        Nothing can be said of a page without text: it counts as holding them, and is named
        in ``unread``."""
        pages = self._pages(path)
        if page is not None and not 1 <= page <= len(pages):
            return False
        text = "".join(pages) if page is None else pages[page - 1]
        if not text:
            self.unread.add(f"{path.name} p. {page}" if page else path.name)
            return True
        return bare(words) in text

    def _pages(self, path: Path) -> tuple[str, ...]:
        if path not in self._read:
            pages = self._isolation.read(path, path.name).pages
            self._read[path] = tuple(bare(page.text) for page in pages)
        return self._read[path]


def bare(text: str) -> str:
    """Letters, figures, € and % alone, in lower case."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum() or sign in "€%")


def load(name: str) -> list[dict[str, Any]]:
    """The objects of a set."""
    lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def wrong_claims(claims: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the form of claims, one line each."""
    for double in (key for key, count in Counter(c["id"] for c in claims).items() if count > 1):
        yield f"{double}: used twice"
    for double in (key for key, n in Counter(c["claim"] for c in claims).items() if n > 1):
        yield f"the same claim twice: {double}"
    for claim in claims:
        if list(claim) != CLAIM_FIELDS:
            yield f"{claim['id']}: other fields than {', '.join(CLAIM_FIELDS)}"
        if claim["kind"] not in KINDS or claim["language"] not in ("nl", "en"):
            yield f"{claim['id']}: unknown kind or language"
        if {claim["label"], *claim["accept"]} - set(LABELS) or claim["label"] in claim["accept"]:
            yield f"{claim['id']}: unknown label, or its own label among the accepted ones"
        nowhere = not claim["document"] and not claim["evidence"]
        if (claim["kind"] == "absent") != nowhere or nowhere != (claim["label"] == "not_found"):
            yield f"{claim['id']}: absent, not found and without a document must go together"


def misplaced(
    claims: Sequence[dict[str, Any]], folder: Path, documents: Documents
) -> Iterator[str]:
    """Claims whose evidence does not stand where they say."""
    for claim in claims:
        if claim["document"] and not documents.holds(
            folder / claim["document"], claim["evidence"], claim["page"]
        ):
            yield f"{claim['id']}: not on p. {claim['page']} of {claim['document']}"


def wrong_contradictions(asked: Sequence[dict[str, Any]], documents: Documents) -> Iterator[str]:
    """Cases that lack a language or two sides, and sides that do not stand where they say."""
    both = Counter(case["id"].rsplit("-", 1)[0] for case in asked)
    yield from (f"{case}: not in two languages" for case, count in both.items() if count != 2)
    missing = set(CASES) - {case["case"] for case in asked}
    yield from (f"{case}: not in the set" for case in sorted(missing))
    for case in asked:
        if len(case["sides"]) < 2:
            yield f"{case['id']}: fewer than two sides"
        for side in case["sides"]:
            if not documents.holds(CORPUS / side["document"], side["words"], side["page"]):
                yield f"{case['id']}: {side['words']!r} not on p. {side['page']}"


def wrong_pairs(pairs: Sequence[dict[str, Any]], documents: Documents) -> Iterator[str]:
    """Pairs with a side that lacks something, or that the corpus does not hold word for word."""
    for number, pair in enumerate(pairs, 1):
        if pair["open"] != (number % 2 == 0) or pair["id"] != f"la-{number:02d}":
            yield f"{pair['id']}: even-numbered pairs are open, the others kept"
        for side in (pair["one"], pair["other"]):
            if list(side) != SIDE_FIELDS or not side["text"] or not side["title"]:
                yield f"{pair['id']}: a side without one of {', '.join(SIDE_FIELDS)}"
            elif number <= FROM_CORPUS and not documents.holds(
                CORPUS / TITLES[side["title"]], side["text"]
            ):
                yield f"{pair['id']}: not in {side['title']}: {side['text']}"


def counts(claims: Sequence[dict[str, Any]]) -> str:
    """Claims by kind and label, as lines of a Markdown table."""
    lines = [f"| kind | all | {' | '.join(LABELS)} |", "|---" * (len(LABELS) + 2) + "|"]
    for kind in [*KINDS, "all"]:
        labels = Counter(c["label"] for c in claims if kind in (c["kind"], "all"))
        row = " | ".join(str(labels[label] or "–") for label in LABELS)
        lines.append(f"| {kind} | {labels.total()} | {row} |")
    return "\n".join(lines)


def foreign(claims: Sequence[dict[str, Any]]) -> int:
    """How many claims are in another language than their document."""
    return sum(
        bool(c["document"]) and (c["language"] == "en") != document_is_english(c["document"])
        for c in claims
    )


def document_is_english(document: str) -> bool:
    """English documents carry it in their name or in that of their folder."""
    return document.endswith("-en.pdf") or document.startswith(("en_", "report_pages_en"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    shared = parser.parse_args().shared
    data, pdfs = shared / SHARED_DATA, shared / SHARED_PDFS
    sets = {name: load(name) for name in (*SAMPLE_SETS, *DOCUMENT_SETS, *PAPER_SETS)}
    wrong = list(wrong_claims([claim for claims in sets.values() for claim in claims]))
    with closing(Isolation()) as isolation:
        documents = Documents(isolation)
        for name in SAMPLE_SETS:
            wrong += misplaced(sets[name], CORPUS, documents)
        for name in DOCUMENT_SETS if pdfs.exists() else ():
            wrong += misplaced(sets[name], pdfs, documents)
        for name in PAPER_SETS if data.exists() else ():
            wrong += misplaced(sets[name], data, documents)
        wrong += wrong_contradictions(load("contradictions"), documents)
        wrong += wrong_pairs(load("look_alike"), documents)
    for name, claims in sets.items():
        dutch = sum(c["language"] == "nl" for c in claims)
        print(
            f"\n{name}: {len(claims)} claims, {dutch} Dutch, {foreign(claims)} across languages\n"
        )
        print(counts(claims))
    if not pdfs.exists():
        print(f"\nThe evidence of {', '.join(DOCUMENT_SETS)} was not checked: no folder {pdfs}")
    if documents.unread:
        print(f"\nNot checked, for want of text: {', '.join(sorted(documents.unread))}")
    print(f"\n{len(wrong)} wrong", *wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
