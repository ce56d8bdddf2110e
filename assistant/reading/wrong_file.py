"""Files that were read and are not the document that somebody meant to add: error pages, blank pages."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.errors import UnreadableDocument
from assistant.records import Reading

ERROR_PAGE_WORDS = 250  # an error page with a menu and a footer has fewer; a short report more
FEW_WORDS = 6  # of a web page whose name says that it is another kind of file
_OPENING_WORDS = 60  # of a page that is nothing but its message
_PRINTED_WORDS = 40  # of such a page that was saved as PDF, in whose first words it says so
_OPENING = 12
_STANDS_IN = re.compile(
    r"if this message is not eventually replaced (?:with|by) the proper contents of the document",
    re.IGNORECASE,
)
_PHRASES = (
    r"(?:error|fout|http|status)\W{0,3}(?:code\W{0,2})?[45]\d\d",
    r"[45]\d\d\W{1,3}(?:error|fout|not found|forbidden|unauthori[sz]ed|bad gateway)",
    r"(?:page|file|document|object|url|resource) (?:(?:was|is|could|can) ?not (?:be )?|not )"
    r"(?:found|available)",
    r"(?:pagina|bestand|document|adres)(?: (?:is|kan|kon|werd))? niet "
    r"(?:(?:meer )?gevonden|beschikbaar)",
    r"(?:page|pagina|bestand|document)[^.]{0,40} "
    r"(?:does not exist|doesn't exist|bestaat niet|no longer exists)",
    r"access (?:is |was )?denied|toegang (?:is )?geweigerd|permission denied",
    r"(?:request|url) (?:was )?rejected|bad gateway|gateway time-?out|service unavailable",
    r"internal server error|something went wrong|iets (?:is )?(?:fout|mis) ?gegaan",
    r"checking your browser|just a moment|you are (?:a )?human|enable javascript",
    r"(?:session|sessie)(?: (?:has|is))? (?:expired|verlopen)",
    r"log ?in(?:gen)? (?:met|om|to|with|first|eerst)|sign in to",
    r"(?:u moet|please) (?:eerst )?(?:inloggen|log ?in|sign in)",
    r"(?:accept|allow|enable) (?:all )?cookies|cookies (?:te )?(?:accepteren|toestaan|aanvaarden)",
    r"accepteer (?:alle )?cookies",
)
_MESSAGE = re.compile(rf"\b(?:{'|'.join(_PHRASES)})\b", re.IGNORECASE)
_TITLE = re.compile(
    r"\W*(?:[45]\d\d\b.*|not found|niet gevonden|forbidden|geen toegang|inloggen|log ?in|aanmelden|"
    r"sign ?in|error|fout(?:melding)?|oeps|oops)\W*",
    re.IGNORECASE,
)


def refuse_wrong_file(reading: Reading, path: Path, kind: str, file: str) -> Reading:
    """What was read of a file of ``kind``, with a warning where its name says another one.

    Raises UnreadableDocument for the page that a site sends instead of a document, and for a PDF on
    whose pages there is nothing.
    """
    if kind == "html":
        return _web_page(reading, file)
    if kind == "pdf":
        _refuse_printed_message(reading)
    if kind == "pdf" and not reading.warnings and not any(p.text.strip() for p in reading.pages):
        _refuse_blank_pages(path)
    return reading


def _refuse_printed_message(reading: Reading) -> None:
    """A site's message that somebody saved as PDF, or the page that stands in for a form of Adobe's own."""
    words = " ".join(page.text for page in reading.pages).split()
    if len(reading.pages) == 1 and len(words) < ERROR_PAGE_WORDS:
        if _STANDS_IN.search(" ".join(words)):
            raise UnreadableDocument(
                "It is a form that only Adobe's own programs show (XFA); its one page says no more than "
                "that. Open it there, print it to PDF, and add that."
            )
        if len(words) < _PRINTED_WORDS and _MESSAGE.search(" ".join(words[:_OPENING])):
            raise UnreadableDocument(
                f"It is no document but a page that says that there is none (“{' '.join(words)[:60]}”). "
                "Get the document itself, and add that."
            )


def _refuse_blank_pages(path: Path) -> None:
    """A page with a picture would have got a warning; one with running headers alone is not blank."""
    import pypdfium2 as pdfium  # only the reader's own process needs it

    with contextlib.closing(pdfium.PdfDocument(path)) as document:
        count = len(document)
        shown = any(page.get_textpage().get_text_range().strip() for page in document)
    if not shown:
        raise UnreadableDocument(
            f"Nothing is on {'its only page' if count == 1 else f'any of its {count} pages'}: no "
            "text and no picture. Check that it is the right file, and get a new copy."
        )


def _web_page(reading: Reading, file: str) -> Reading:
    text = " ".join(page.text for page in reading.pages)
    words, title = text.split(), reading.metadata.title
    named = Path(file).suffix.lower()
    other = named not in (".html", ".htm", "")
    if _is_refusal(title, words):
        raise UnreadableDocument(
            f"It is no document but a page with which a website refused to give one (“{title[:60]}”). "
            "Open the document in a browser, and save it again."
        )
    if other and len(words) < FEW_WORDS:
        raise UnreadableDocument(
            f"The name ends in {named}, but it is a web page with next to no text. "
            "Open the document in a browser, and save it again."
        )
    if other:
        warning = (
            f"It is a web page although its name ends in {named}, and is read as one. "
            "Check that it is the document that you meant."
        )
        return replace(reading, warnings=(warning, *reading.warnings))
    return reading


def _is_refusal(title: str, words: Sequence[str]) -> bool:
    """Whether a web page says that there is no document: in its title, or in all that it says."""
    if len(words) >= ERROR_PAGE_WORDS:
        return False
    if _TITLE.fullmatch(title) or _MESSAGE.search(title):
        return True
    return len(words) < _OPENING_WORDS and _MESSAGE.search(" ".join(words)) is not None
