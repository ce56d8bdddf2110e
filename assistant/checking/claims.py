"""A text -> the sentences of it that can be checked; opinions, questions and filler are set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.chunking.sentences import sentence_spans
from assistant.figures import figures_in
from assistant.language.anaphora import LEANS
from assistant.language.detection import detect_language
from assistant.language.sentence_language import language_of_sentence
from assistant.language.terms import content_words, words
from assistant.records import Language

LEAST = 4  # words; what is shorter is a heading or a greeting
LONGEST = 1_000  # characters; what is longer is no sentence, and could keep a worker busy
HEADLINE = 10  # words; a shorter line without an end and a figure is a heading
_ENDS = ".!;:…\"'”’)]"
_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"^(?:[-*•–#>]+|\d{1,2}[.)])\s+")
_OPINION = re.compile(
    r"\b(?:ik|wij|we|i)\s(?:vind|vinden|denk|denken|geloof|geloven|hoop|hopen|wens|think|believe|hope|feel|wish)\b|"
    r"\b(?:naar mijn mening|wat mij betreft|volgens mij|in my (?:view|opinion)|helaas|gelukkig|hopelijk|"
    r"unfortunately|fortunately|hopefully|prachtig|schandalig|teleurstellend|wonderful|shameful|disappointing|"
    r"menigeen|naar verluidt|reportedly|allegedly|"
    r"zou(?:den)? (?:moeten|eens)|should|ought to|het is tijd|it is time|laten we|let us|let[’']s)\b|!\s*$",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"^(?:lees (?:meer|ook|verder)|read (?:more|also|on)|bron:|source:|foto:|photo:|contact|klik|click|"
    r"geachte|beste|dear|met vriendelijke groet|kind regards|dank|thank)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the text: text[start:end], and whether it can be checked. ``about`` is the
    sentence before it where it leans on that ("Dat aantal …"), else ""."""

    text: str
    start: int
    end: int
    language: Language
    checkable: bool
    about: str = ""


def claims_in(text: str) -> list[Claim]:
    """Every sentence of a text in order, the checkable ones marked.

    >>> [c.checkable for c in claims_in("Er zijn 47 fieldlabs. Ik vind dat mooi! Waarom eigenlijk?")]
    [True, False, False]
    """
    usual = detect_language(text)
    found: list[Claim] = []
    for line in _LINE.finditer(text):
        bullet = _BULLET.match(line.group())
        offset = line.start() + (bullet.end() if bullet else 0)
        for start, end in sentence_spans(text[offset : line.end()]):
            found.append(_claim(text, offset + start, offset + end, usual, found))
    return found


def _claim(text: str, start: int, end: int, usual: Language, earlier: list[Claim]) -> Claim:
    sentence = text[start:end]
    if len(sentence) > LONGEST:
        return Claim(sentence, start, end, usual, checkable=False)
    language = language_of_sentence(sentence, usual)
    about = (
        earlier[-1].text
        if earlier and LEANS.match(sentence) and len(earlier[-1].text) <= LONGEST
        else ""
    )
    return Claim(sentence, start, end, language, _is_checkable(sentence, language), about)


def _is_checkable(sentence: str, language: Language) -> bool:
    if sentence.rstrip("\"'”’ )").endswith("?") or _FILLER.match(sentence):
        return False
    if (
        len(words(sentence)) < HEADLINE
        and sentence[-1:] not in _ENDS
        and not figures_in(sentence, language)
    ):
        return False
    if len(words(sentence)) < LEAST or len(content_words(sentence, language)) < 2:
        return False
    return not _OPINION.search(sentence) or any(figures_in(sentence, language))
