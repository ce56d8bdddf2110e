"""Questions that are no sentence ("subsidie fieldlabs 2016 bedrag"), and those that begin with a story."""

from __future__ import annotations

import re

from assistant.chunking.sentences import sentence_spans
from assistant.language.anaphora import POINTS_BACK
from assistant.language.document_words import is_document_word
from assistant.language.months import MONTH_NUMBERS
from assistant.language.proper_names import ACRONYM, NAME_WITHIN
from assistant.language.terms import content_words, words
from assistant.records import Language

MOST = 7  # words of a question that is no sentence
STORY = 10  # words before a question that tell why it is asked
ALONE = 3  # words with a meaning in a question that can be understood without what stands before it
_ASKING = r"wat|what|wie|who|hoe|how|welke?|which|waarom|why|waar|where|wanneer|when|hoeveel"
_VERBS = (
    r"is|zijn|was|waren|heeft|hebben|had|wordt|worden|werd|werden|kan|kunnen|kunt|moet|doet|doen|gaat|staat|"
    r"staan|mag|zal|zou|are|were|has|have|does|did|do|can|could|will|would|should"
)
_SENTENCE = re.compile(rf"[?]|\b(?:{_ASKING}|{_VERBS}|geef|vertel|give|tell)\b", re.IGNORECASE)
_ORDER = re.compile(
    r"^\W*(?:beschrijf|leg|noem|toon|vergelijk|vat|zoek|maak|schrijf|licht|bespreek|analyseer|verklaar|som|schets|"
    r"laat|bereken|controleer|describe|explain|(?:name|list)(?! of\b)|show|compare|summari[sz]e|find|write|"
    r"discuss|outline|identify|calculate|check|make|let)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"\b(?:{_ASKING}|{_VERBS})\b", re.IGNORECASE)
_WANTED = (
    (
        "how_much",
        r"\b(?:\w*bedrag(?:en)?|\w*budget|kosten|prijs|begroting|amount|costs?|price)\b",
    ),
    ("how_many", r"\b(?:aantal(?:len)?|number)\b"),
    ("when", r"\b(?:datum|startdatum|einddatum|date|start date|end date|deadline)\b"),
)
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _WANTED)
_ROLE = re.compile(
    r"\b(?:voorzitter|directeur|minister|staatssecretaris|auteurs?|chair(?:man|woman|person)?|director|authors?)\b",
    re.IGNORECASE,
)
# "Taken van de minister", "brief minister": what is wanted is the tasks and the letter.
_OF_A_ROLE = re.compile(
    r"\b(?:van|of|door|by|aan|to|voor|for|met|with|rol|taak|taken|brief|ontslag|functie|reactie|antwoord|beleid|"
    r"toespraak|role|tasks?|letter|resignation|response|reply|speech)\s(?:de\s|het\s|een\s|the\s|an?\s)?$",
    re.IGNORECASE,
)
_ROLE_IS_OF = re.compile(r"\s(?:(?:van|of|voor|for)\b|[a-zà-ÿ]{4,}|(?-i:[A-ZÀ-Þ]))")
_ABOUT = re.compile(
    r"\b(?:vraag|vragen|betreft|gaat (?:over|om)|questions?|concerns|regarding)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def wanted_by_words(text: str) -> str:
    """What a few words that are no sentence want, as the name of a kind of question; "" for nothing in particular.

    >>> wanted_by_words("subsidie fieldlabs 2016 bedrag"), wanted_by_words("aantal bedrijven Limburg")
    ('how_much', 'how_many')
    >>> wanted_by_words("Is het bedrag bekend?"), wanted_by_words("het budget van de hele periode van dit plan")
    ('', '')
    >>> wanted_by_words("voorzitter stuurgroep"), wanted_by_words("taken van de minister")
    ('who', '')
    """
    if not is_bare(text) or _ORDER.search(text):
        return ""
    wanted = next((kind for kind, pattern in _PATTERNS if pattern.search(text)), "")
    return wanted or ("who" if _wants_who(text) else "")


def is_bare(text: str) -> bool:
    """Whether it is no sentence but a few words: "risks of the 2022 plan"."""
    return len(text.split()) <= MOST and not _SENTENCE.search(text)


def _wants_who(text: str) -> bool:
    """Whether a role is what the words are about, and not what something else is of."""
    role = _ROLE.search(text)
    if role is None or _OF_A_ROLE.search(text[: role.start()]):
        return False
    return not words(text[: role.start()]) or bool(_ROLE_IS_OF.match(text, role.end()))


def without_story(text: str, language: Language) -> str:
    """A question without what is told before it, where it can be understood alone; else all of it.

    A story that names what the question does not, such as a document or a year, is no mere story.

    >>> story = "Ik ben raadslid en las een lang verhaal in de krant van gisteren over de nieuwe brug."
    >>> without_story(f"{story} Hoeveel kost de brug bij Olst?", "nl")
    'Hoeveel kost de brug bij Olst?'
    >>> without_story(f"{story} Hoeveel kost die?", "nl") == f"{story} Hoeveel kost die?"
    True
    """
    *before, asked = [text[start:end] for start, end in sentence_spans(text)] or [text]
    story = " ".join(before)
    if len(words(story)) < STORY or "?" in story or not story.endswith((".", "!")):
        return text
    if not (asked.endswith("?") and asked[:1].isupper() and _ASKS.search(asked)):
        return text
    if POINTS_BACK.search(asked) or _says_what_is_meant(story, asked):
        return text
    return asked if len(set(content_words(asked, language))) >= ALONE else text


def _says_what_is_meant(story: str, asked: str) -> bool:
    """Whether a story has a year, a name or a document where the question has none; any that it lacks, where the
    story says what the question is about."""
    before, own = _told_by(story), _told_by(asked)
    announced = bool(_ABOUT.search(story))
    return any(
        told - kept if announced else told and not kept
        for told, kept in zip(before, own, strict=True)
    )


def _told_by(text: str) -> tuple[set[str], set[str], set[str]]:
    """The years and months, names, and words for documents of a text, lower case."""
    plain = words(text)
    times = {word for word in plain if _YEAR.fullmatch(word) or word in MONTH_NUMBERS}
    names = {w for p in (ACRONYM, NAME_WITHIN) for m in p.finditer(text) for w in words(m[0])}
    return times, names - times, {word for word in plain if is_document_word(word)}
