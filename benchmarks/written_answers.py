"""What is shown of answers that a language model wrote, when the program cannot reach the model itself.

    python benchmarks/written_answers.py --library DIR --questions QUESTIONS.jsonl --requests REQUESTS.jsonl
    python benchmarks/written_answers.py --library DIR --requests REQUESTS.jsonl --replies REPLIES.jsonl [--show]

``written/natural*.jsonl`` was made in this way, over the nineteen papers of ``parliament_pages_nl/pdfs`` and, of
``report_pages_en/pdfs``, those whose names begin with 379f, 8e7c, PG_2020 and efd8.

QUESTIONS.jsonl has lines with "id", "question" and "language". The first writes what a model is sent for each of
them ("id", "system", "user"), and which passages that are. Whoever answers gives lines with "id" and "reply"; the
second reads and verifies these as the program does, and says of each sentence whether it is shown or left out.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.answering import answer_in_quotes, inquire
from assistant.library import Library
from assistant.records import Filters, Question, Statement
from assistant.retrieval import Retrieved, look_at, understand
from assistant.writing import Verifier, Written
from assistant.writing.draft import MOST_PASSAGES
from assistant.writing.grammar import SentenceParser
from assistant.writing.prompting import messages, within

ROOM = 6_000  # tokens of passages


def requests(library: Library, questions: Path) -> Iterator[dict[str, Any]]:
    """What a model is sent for each question that search finds something for."""
    for line in _lines(questions):
        quoted = answer_in_quotes(library, inquire(Question(line["question"])))
        language = quoted.answer.language
        chosen = within(quoted.passages[:MOST_PASSAGES], ROOM)
        if not chosen:
            continue
        (_, system), (_, user) = messages(language, quoted.understood.text, chosen)
        ids = [found.passage.id for found in chosen]
        yield {"id": line["id"], "question": line["question"], "language": language,
               "system": system, "user": user, "passages": ids}  # fmt: skip


def passages_of(library: Library, request: dict[str, Any]) -> list[Retrieved]:
    """The passages of a request, in the order of their numbers."""
    names = request["passages"]
    asked = understand(Question(request["question"], language=request["language"]))
    return sorted(
        look_at(library, asked, Filters(), names), key=lambda found: names.index(found.passage.id)
    )


def sentences_of(reply: str) -> list[Written]:
    parser = SentenceParser()
    return parser.feed(reply) + parser.end()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--requests", type=Path, required=True)
    parser.add_argument("--replies", type=Path)
    parser.add_argument("--show", action="store_true", help="print every sentence and its end")
    options = parser.parse_args()
    with Library.open(options.library) as library:
        if options.replies is None:
            lines = (
                json.dumps(r, ensure_ascii=False) for r in requests(library, options.questions)
            )
            options.requests.write_text("\n".join(lines) + "\n", encoding="utf-8")
            return
        asked = {line["id"]: line for line in _lines(options.requests)}
        counts: Counter[tuple[str, str]] = Counter()
        for line in _lines(options.replies):
            request = asked[line["id"]]
            given = passages_of(library, request)
            verifier = Verifier(library, given, request["language"])
            for written in sentences_of(line["reply"]):
                held = verifier.hold(written)
                ending = held.support if isinstance(held, Statement) else "left out"
                cited = [given[n - 1].passage.language for n in written.cites if n <= len(given)]
                across = any(language != request["language"] for language in cited)
                counts["across languages" if across else "same language", ending] += 1
                if options.show:
                    print(f"{line['id']} {'X' if across else ' '} {ending:14} {written.text}")
    for (kind, ending), count in sorted(counts.items()):
        print(f"{kind:18}{ending:16}{count:>5}")


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


if __name__ == "__main__":
    main()
