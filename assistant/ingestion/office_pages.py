"""Word, PowerPoint and OpenDocument files are read as the pages that LibreOffice makes of them.

Where LibreOffice is not installed, is switched off, refuses a file or drops some of its text, the
light reader's text is taken: it has no pages, and nothing is lost.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from assistant.errors import UnreadableDocument
from assistant.ingestion.staging import view_beside
from assistant.library import Library
from assistant.reading.formats import format_of
from assistant.reading.office import KINDS, libreoffice, to_pdf
from assistant.records import Page, Reading

COVERED = 0.95  # of the words that the light reader finds; hyphens at line ends cost some
_WORD = re.compile(r"\w+")


def read_document(library: Library, content: Path, file: str) -> Reading:
    """Read a staged copy. Where its pages are of a PDF, that lies beside it (``view_beside``).

    Raises UnreadableDocument.
    """
    light = library.isolation.read(content, file)
    if not library.settings.office or libreoffice() is None:
        return light
    kind = format_of(content, file)
    if kind not in KINDS:
        return light
    try:
        return _as_pages(library, content, file, kind, light)
    except (UnreadableDocument, OSError) as reason:
        view_beside(content).unlink(missing_ok=True)
        warning = f"It is read without pages, not as LibreOffice sets it: {reason}"
        return replace(light, warnings=(*light.warnings, warning))


def _as_pages(library: Library, content: Path, file: str, kind: str, light: Reading) -> Reading:
    if library.isolation.call("tracked", path=str(content), kind=kind):
        raise UnreadableDocument("it holds deletions that were not accepted yet, or struck text.")
    made = to_pdf(content, kind)
    if made is None:
        return light
    view = view_beside(content)
    view.write_bytes(made)
    reading = library.isolation.read(view, file)
    by_slide = kind == "pptx"
    if by_slide and len(reading.pages) != len(light.pages):
        raise UnreadableDocument("it leaves out slides, so that their numbers would be wrong.")
    slides = [((new,), (old,)) for new, old in zip(reading.pages, light.pages, strict=False)]
    whole = _covers(reading.pages, light.pages)
    if not whole or (by_slide and not all(_covers(new, old) for new, old in slides)):
        raise UnreadableDocument("some of the text (notes, for one) is missing there.")
    # Title, publisher and date are in the office file's own properties.
    warnings = (*light.warnings, *reading.warnings)
    return replace(reading, metadata=light.metadata, warnings=warnings)


def _covers(new: tuple[Page, ...], old: tuple[Page, ...]) -> bool:
    """Whether (nearly) every word of the old pages is on the new ones."""
    wanted, held = _words(old), _words(new)
    return len(wanted & held) >= COVERED * len(wanted)


def _words(pages: tuple[Page, ...]) -> set[str]:
    return {word for page in pages for word in _WORD.findall(page.text.casefold())}
