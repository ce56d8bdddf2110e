"""Decides page by page whether the text layer or OCR says what is printed, and keeps account."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium

from assistant.reading.budget import OcrBudget
from assistant.reading.glyphs import Glyph
from assistant.reading.ocr import Recogniser
from assistant.reading.ocr_data import NEEDS
from assistant.reading.text_layer import (
    Layer,
    common_share,
    is_latin,
    is_put_under_a_scan,
    judge_text_layer,
    oddest_part,
    words_in,
)
from assistant.records import Recognition

SURE = 0.75  # OCR replaces text that is there only where it is at least so sure
COMMON = 0.1
AGREE = 0.2
KEPT = 0.9  # of the words; OCR joins a few that stand close
# Pages of a file that OCR reads no better than their text layer says, after which that is believed.
TRUSTED: dict[Layer, int] = {"doubtful": 3, "thin": 10, "mapped": 10}
FOREIGN = (
    5,
    0.02,
)  # words of another script, and their part of all: OCR, which cannot read them, replaces none
BROKEN_PAGES = 3  # this many, and half of the pages with text, make the fonts of a file suspect


@dataclass(frozen=True, slots=True)
class Seen:
    """How a page is to be read: what OCR read there, or its text layer, or (neither) nothing."""

    recognition: Recognition | None = None
    text_layer: bool = True


@dataclass(slots=True)
class Scans:
    """Reads the pages of one file that need OCR. Numbers of pages count from 1."""

    budget: OcrBudget
    recogniser: Recogniser = field(default_factory=Recogniser)
    read: dict[int, float] = field(default_factory=dict)  # page -> confidence
    missing: list[int] = field(default_factory=list)  # no OCR installed
    beyond: list[int] = field(default_factory=list)  # the budget was used up
    blank: list[int] = field(default_factory=list)  # nothing that OCR could make out
    garbled: list[int] = field(default_factory=list)  # text layers that were left out
    odd: list[int] = field(default_factory=list)  # letters that may lie, and no OCR to compare
    under: list[int] = field(default_factory=list)  # text that the scanner's own OCR wrote
    confirmed: Counter[Layer] = field(
        default_factory=Counter
    )  # text layers that were right after all
    broken: int = 0
    with_text: int = 0

    def look(
        self, page: pdfium.PdfPage, number: int, glyphs: Sequence[Glyph], garbled: bool = False
    ) -> Seen:
        """How to read a page whose text layer is ``glyphs``; ``garbled`` where its fonts say that it lies."""
        layer = judge_text_layer(page, glyphs)
        text = _text(glyphs)
        if garbled and layer in ("good", "doubtful") and _visible(text):
            layer = "mapped"
        self.with_text += bool(words_in(text))
        if layer == "good":
            if is_put_under_a_scan(page):
                self.under.append(number)
            return Seen()
        needed = layer in ("none", "garbage")
        if not needed and self.confirmed[layer] >= TRUSTED[layer]:
            return Seen()
        recognition = self._recognise(page, number, layer)
        if needed:
            if layer == "garbage":
                self.garbled.append(number)
            if recognition is None:
                return Seen(text_layer=layer == "none")
        elif recognition is None or not _better(recognition, layer, text):
            self.confirmed[layer] += recognition is not None
            return Seen()
        self.broken += layer in ("garbage", "doubtful", "mapped")
        self.read[number] = recognition.confidence
        return Seen(recognition, text_layer=False)

    def fonts_are_suspect(self) -> bool:
        """Whether so many pages were garbled that the others, too short to tell, must be checked."""
        return self.broken >= max(BROKEN_PAGES, self.with_text / 2)

    def check(self, page: pdfium.PdfPage, number: int, glyphs: Sequence[Glyph]) -> Seen:
        """Like ``look``, for a page of a file whose fonts are suspect."""
        text = _text(glyphs)
        if number in self.read or not words_in(text):
            return Seen()
        recognition = self._recognise(page, number, "good")
        if recognition is None or recognition.confidence < SURE:
            return Seen()
        if _agree(spelled(recognition), text):
            return Seen()
        self.read[number] = recognition.confidence
        return Seen(recognition, text_layer=False)

    def _recognise(self, page: pdfium.PdfPage, number: int, layer: Layer) -> Recognition | None:
        """What OCR reads; None where it reads nothing or may not, noted as a page of this layer needs it."""
        needed, odd = layer in ("none", "garbage"), layer in ("doubtful", "mapped")
        if not self.recogniser.available():
            self.missing += [number] * needed
            self.odd += [number] * odd
            return None
        if not self.budget.take():
            self.beyond += [number] * needed
            self.odd += [number] * odd
            return None
        with self.budget.work():
            recognition = self.recogniser.recognise(page)
        if recognition is None and needed:
            self.blank.append(number)
        return recognition

    @property
    def unread(self) -> int:
        """How many pages were not read that OCR would have read, had it been there."""
        return len(self.missing) + (0 if self.budget.pages else len(self.beyond))

    def _without_ocr(self) -> str:
        if not self.recogniser.available():
            return "is not installed"
        return "has read as many pages of one file as it may"

    def warnings(self, pages: int) -> list[str]:
        """What a person should know of how the pages were read."""
        found: list[str] = []
        if self.read:
            mean = sum(self.read.values()) / len(self.read)
            found.append(
                f"{_counted(len(self.read), pages)} read by OCR, {mean:.0%} sure on average: "
                f"page {listed(sorted(self.read))}. Words may be misread."
            )
        if self.missing:
            found.append(
                f"{_counted(len(self.missing), pages)} not read, because they have no usable text "
                f"and OCR is not installed: page {listed(self.missing)}. {NEEDS} "
                "and run the ingest again."
            )
        if self.beyond and not self.budget.pages:
            found.append(
                f"{_counted(len(self.beyond), pages)} not read, because they have no usable text: "
                f"page {listed(self.beyond)}."
            )
        elif self.beyond:
            found.append(
                f"{_counted(len(self.beyond), pages)} not read, because no more than "
                f"{self.budget.used:,} pages of one file are read by OCR in the time there is: "
                f"page {listed(self.beyond)}. Split the file into parts."
            )
        if self.blank:
            found.append(
                f"{_counted(len(self.blank), pages)} a picture without text that OCR can make out "
                f"(a photo, a scan of handwriting, an empty sheet): page {listed(self.blank)}."
            )
        if self.under:
            found.append(
                f"{_counted(len(self.under), pages)} a scan whose text was put in by other OCR "
                f"software: page {listed(self.under)}. Words may be misread."
            )
        if self.odd:
            found.append(
                f"The letters on page {listed(self.odd)} make no words of Dutch or English, or contradict "
                f"their font. They may not be what is printed; OCR, which would tell, {self._without_ocr()}."
            )
        lost = [n for n in self.garbled if n not in self.read]
        if lost:
            found.append(
                f"{_counted(len(lost), pages)} left out, because their text layer is garbled: "
                f"page {listed(lost)}."
            )
        return found


def listed(numbers: Sequence[int]) -> str:
    """ "1, 2 and 5 more" """
    shown = ", ".join(str(n) for n in numbers[:10])
    return shown if len(numbers) <= 10 else f"{shown} and {len(numbers) - 10} more"


def spelled(recognition: Recognition) -> str:
    """What OCR read as text, line by line."""
    return "\n".join(" ".join(word.text for word in line.words) for line in recognition.lines)


def _counted(count: int, pages: int) -> str:
    return f"{count} of {pages} pages {'is' if count == 1 else 'are'}"


def _text(glyphs: Sequence[Glyph]) -> str:
    return "".join(chr(g.code) if 31 < g.code < 0xD800 else " " for g in glyphs)


def _better(recognition: Recognition, layer: Layer, text: str) -> bool:
    """Whether OCR reads so much better than a text layer that it must be what is printed."""
    read = spelled(recognition)
    if recognition.confidence < SURE:
        return False
    if layer == "thin":
        return _visible(read) > 2 * _visible(text) + 100
    if _has_foreign_words(text) or _loses_words(read, text):
        return False
    if layer == "mapped" and _contradict(read, text):
        return True
    odd = words_in(oddest_part(text))
    if odd and len(set(odd) & set(words_in(read))) > AGREE * len(set(odd)):
        return False  # names or another language, rightly given
    share = common_share(words_in(read))
    if _agree(read, text):
        return bool(odd) and share > COMMON  # a part of the page is in a font with a wrong map
    return share > max(COMMON, 3 * common_share(words_in(text)))


def _has_foreign_words(text: str) -> bool:
    words = words_in(text)
    foreign = sum(not is_latin(word) for word in words)
    return foreign >= FOREIGN[0] and foreign > FOREIGN[1] * len(words)


def _loses_words(read: str, given: str) -> bool:
    """Whether OCR has fewer words of its own than the text layer has: it would replace them by less."""
    own, others = Counter(words_in(read.lower())), Counter(words_in(given.lower()))
    return (own - others).total() < KEPT * (others - own).total()


def _contradict(read: str, given: str) -> bool:
    """Whether half of the words or of the numbers that OCR read are not in the text layer."""
    both = (
        (set(words_in(read.lower())), set(words_in(given.lower()))),
        (_numbers(read), _numbers(given)),
    )
    return any(len(printed - layer) > 0.5 * len(printed) for printed, layer in both)


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def _agree(read: str, given: str) -> bool:
    """Whether a fifth of the words that OCR read are in the text layer: garbage has next to none."""
    printed = set(words_in(read))
    return len(printed & set(words_in(given))) > AGREE * len(printed)


def _visible(text: str) -> int:
    return sum(c.isalnum() for c in text)
