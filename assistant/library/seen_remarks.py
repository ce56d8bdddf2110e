"""What a person should know of a page whose words are not those that are seen there.

The limits were measured on two pages of each of 64 PDFs, real and made, and tried on other pages of 50 of them.
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
# A chart that is a picture has its figures, and few words; of good pages two numbers at most were misread.
NUMBERS_NOT_HELD = LookLimit(5, 0.2)
# OCR sees nearly every word that is printed (at least 97.6 % on good pages), …
WORDS_NOT_SEEN = LookLimit(8, 0.05)
# … but not the figures in the bars of a chart, nor small raised ones: up to 55 % on good pages.
NUMBERS_NOT_SEEN = LookLimit(10, 0.75)


def remarks_on(compared: PageComparison, layer: str) -> list[str]:
    """A line where much that is seen is not held, and one where much that is held is not seen.

    Numbers are told of where the words are well; ``layer`` is what the file itself says on the page."""
    found: list[str] = []
    words, numbers = compared.words_not_held, compared.numbers_not_held
    if WORDS_NOT_HELD.passed_by(words):
        found.append(_not_held(words, "words", layer))
    elif NUMBERS_NOT_HELD.passed_by(numbers):
        found.append(_not_held(numbers, "numbers", layer))
    words, numbers = compared.words_not_seen, compared.numbers_not_seen
    if WORDS_NOT_SEEN.passed_by(words):
        found.append(_not_seen(words, "words"))
    elif NUMBERS_NOT_SEEN.passed_by(numbers):
        found.append(_not_seen(numbers, "numbers"))
    return found


def _not_held(lacking: Lacking, what: str, layer: str) -> str:
    return (
        f"{len(lacking.words)} of the {lacking.of} {what} that are seen on it are not in the "
        f"library ({lacking.examples}). {_why(lacking, layer)}"
    )


def _not_seen(lacking: Lacking, what: str) -> str:
    return (
        f"{len(lacking.words)} of the {lacking.of} {what} that can be quoted from it are not seen "
        f"on it ({lacking.examples}). The text in the file may be another than what it shows. Open "
        "the page and compare; if they differ, get another copy, or take in a scan of it."
    )


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
