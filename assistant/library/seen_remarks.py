"""What a person should know of a page whose words are not those that are seen there.

The limits were measured on two pages of each of 70 real and made PDFs: see docs/keeper.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.reading.seen_and_held import Lacking, PageComparison, how_many_in


@dataclass(frozen=True, slots=True)
class LookLimit:
    """From how many on, and from which share on, words that one side lacks are worth a person's look."""

    least: int
    share: float

    def passed_by(self, lacking: Lacking) -> bool:
        return len(lacking.words) >= self.least and lacking.share >= self.share


# Of good pages at most 1.0 % are not held (a logo, a word misread), of the others 3.1 % and more.
WORDS_NOT_HELD = LookLimit(5, 0.02)
# A chart that is a picture has its figures, and few words.
NUMBERS_NOT_HELD = LookLimit(5, 0.2)
# OCR sees nearly every word that is printed (at least 97.6 % on good pages) …
WORDS_NOT_SEEN = LookLimit(8, 0.05)
# … but not the figures in the bars of a chart, nor small raised ones: up to 55 % on good pages.
NUMBERS_NOT_SEEN = LookLimit(10, 0.75)


def remarks_on(compared: PageComparison, layer: str) -> list[str]:
    """A sentence or more for each thing that is off; ``layer`` is what the file itself says on the page."""
    found: list[str] = []
    for lacking, limit, what in (
        (compared.words_not_held, WORDS_NOT_HELD, "words"),
        (compared.numbers_not_held, NUMBERS_NOT_HELD, "numbers"),
    ):
        if limit.passed_by(lacking):
            found.append(
                f"{len(lacking.words)} of the {lacking.of} {what} that are seen on it are not in the "
                f"library ({lacking.examples}). {_why(lacking, layer)}"
            )
    for lacking, limit, what in (
        (compared.words_not_seen, WORDS_NOT_SEEN, "words"),
        (compared.numbers_not_seen, NUMBERS_NOT_SEEN, "numbers"),
    ):
        if limit.passed_by(lacking):
            found.append(
                f"{len(lacking.words)} of the {lacking.of} {what} that can be quoted from it are not seen "
                f"on it ({lacking.examples}). The text in the file may be another than what it shows. Open "
                "the page and compare; if they differ, get another copy, or take in a scan of it."
            )
    return found


def _why(lacking: Lacking, layer: str) -> str:
    """What became of what is not held, and what to do."""
    if 2 * how_many_in(layer, lacking.words) > len(lacking.words):
        return (
            "The file has them as text, which was left out when it was read. Open the page: what is "
            "missing can be neither found nor quoted."
        )
    return (
        "The file has no text for them: they are part of a picture, or drawn. Open the page; what is in it "
        "can be neither found nor quoted. If it matters, take in a scan of the page, which is read by OCR."
    )
