"""Measure fact checking with a second reader, by what a language model read once and was kept.

    python benchmarks/read_claims.py --data ../shared/data --libraries DIR --part fresh
    python benchmarks/read_claims.py --data ../shared/data --libraries DIR --part fresh --requests REQUESTS.jsonl
    python benchmarks/read_claims.py --part fresh --requests REQUESTS.jsonl --replies REPLIES.jsonl

The first checks the claims with the readings in ``benchmarks/readings`` as the program would with a
connected model, prints the same tables as ``check_claims.py``, and says how many of the sentences that would
be shown now were not shown then (they count as being of something else). The second writes what a model is
sent for each claim ("id", "system", "user"). Whoever answers gives lines with "id" and "reply"; the third
keeps those answers: digests of the sentences that were shown, and the word for each. No text of a document
is kept.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from check_claims import CLAIMS, LIBRARIES, opened
from rich.console import Console

from assistant.checking import Bearing, Claim, ClaimReading, Says, check_text
from assistant.evaluation.claim_sets import ClaimSetReport, Judged, judged_by, read_claims
from assistant.writing.model_reader import reading_messages, words_of

READINGS = Path(__file__).parent / "readings"
Kept = Mapping[str, Any]  # a line of a file of readings


def digest(bearing: Bearing) -> str:
    return hashlib.sha256(bearing.sentence.text.encode()).hexdigest()[:12]


class Recorder:
    """Keeps what a model would be sent, and reads nothing."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.shown: list[str] = []

    def read(self, claim: Claim, sentences: Sequence[Bearing]) -> ClaimReading:
        self.sent = reading_messages(claim, sentences)
        self.shown = [digest(bearing) for bearing in sentences]
        return ClaimReading()


class Replayed:
    """Reads as was read before; ``unseen`` counts the sentences that were not shown then."""

    def __init__(self, kept: Kept | None) -> None:
        self._kept = kept
        self.shown = self.unseen = 0

    def read(self, claim: Claim, sentences: Sequence[Bearing]) -> ClaimReading:
        if self._kept is None:
            return ClaimReading()
        says, then = self._kept["says"], set(self._kept["shown"])
        digests = [digest(bearing) for bearing in sentences]
        self.shown += len(digests)
        self.unseen += sum(d not in then for d in digests)
        return ClaimReading({place: Says(says[d]) for place, d in enumerate(digests) if d in says})


def requests(part: str, libraries: Path, data: Path) -> Iterator[dict[str, Any]]:
    for name in LIBRARIES:
        with opened(name, libraries, data) as library:
            for labelled in read_claims(CLAIMS / f"{name}_{part}.jsonl"):
                recorder = Recorder()
                check_text(library, labelled.claim, reader=recorder)
                if recorder.sent:
                    (_, system), (_, user) = recorder.sent
                    yield {
                        "id": labelled.id,
                        "system": system,
                        "user": user,
                        "shown": recorder.shown,
                    }


def kept(asked: Sequence[Kept], replies: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The readings in some replies. Raises ModelFault for one that does not keep to the form."""
    for request in asked:
        shown = request["shown"]
        words = words_of(replies[request["id"]], len(shown))
        says = {shown[number - 1]: str(word) for number, word in sorted(words.items())}
        yield {"id": request["id"], "shown": shown, "says": says}


def measure(part: str, libraries: Path, data: Path) -> None:
    readings = {line["id"]: line for line in lines_of(READINGS / f"{part}.jsonl")}
    console, everything = Console(), list[Judged]()
    shown = unseen = 0
    for name in LIBRARIES:
        results: list[Judged] = []
        with opened(name, libraries, data) as library:
            for labelled in read_claims(CLAIMS / f"{name}_{part}.jsonl"):
                reader = Replayed(readings.get(labelled.id))
                results.append(judged_by(library, labelled, reader))
                shown, unseen = shown + reader.shown, unseen + reader.unseen
        console.print(*ClaimSetReport(f"{name}_{part}", tuple(results)).tables())
        everything += results
    console.print(*ClaimSetReport(f"both_{part}", tuple(everything)).tables())
    console.print(f"{unseen} of {shown} sentences were not shown when this was read")


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def write_lines(path: Path, lines: Iterator[dict[str, Any]]) -> None:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--libraries", type=Path)
    parser.add_argument("--part", choices=("fresh", "kept"), default="fresh")
    parser.add_argument("--requests", type=Path)
    parser.add_argument("--replies", type=Path)
    options = parser.parse_args()
    if options.replies:
        replies = {line["id"]: line["reply"] for line in lines_of(options.replies)}
        write_lines(READINGS / f"{options.part}.jsonl", kept(lines_of(options.requests), replies))
    elif options.requests:
        write_lines(options.requests, requests(options.part, options.libraries, options.data))
    else:
        measure(options.part, options.libraries, options.data)


if __name__ == "__main__":
    main()
