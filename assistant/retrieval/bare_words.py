"""Questions that are no sentence ("subsidie fieldlabs 2016 bedrag"), and those that begin with a story."""

from __future__ import annotations

import re

from assistant.language.anaphora import POINTS_BACK
from assistant.language.terms import content_words, words
from assistant.records import Language

MOST = 7  # words of a question that is no sentence
STORY = 10  # words before a question that tell why it is asked
ALONE = 3  # words with a meaning in a question that can be understood without what stands before it
_SENTENCE = re.compile(
    r"[?]|\b(?:is|zijn|was|waren|heeft|hebben|had|wordt|worden|werd|kan|kunnen|moet|doet|doen|geef|vertel|"
    r"are|were|has|have|does|did|do|can|give|tell|wat|what|wie|who|hoe|how|welke?|which|waarom|why|waar|where)\b",
    re.IGNORECASE,
)
_WANTED = (
    ("how_much", r"(?:\w*bedrag(?:en)?|\w*budget|kosten|prijs|begroting|amount|costs?|price)"),
    ("how_many", r"(?:aantal(?:len)?|number)"),
    ("when", r"(?:datum|startdatum|einddatum|date|start date|end date|deadline)"),
    (
        "who",
        r"(?:voorzitter|directeur|minister|staatssecretaris|auteurs?|chair\w*|director|authors?)",
    ),
)
_PATTERNS = tuple((kind, re.compile(rf"\b{words}\b", re.IGNORECASE)) for kind, words in _WANTED)
_ENDS = re.compile(r"(?<=[.!?])\s+(?=\S)")


def wanted_by_words(text: str) -> str:
    """What a few words that are no sentence want, as the name of a kind of question; "" for nothing in particular.

    >>> wanted_by_words("subsidie fieldlabs 2016 bedrag"), wanted_by_words("aantal bedrijven Limburg")
    ('how_much', 'how_many')
    >>> wanted_by_words("Is het bedrag bekend?"), wanted_by_words("het budget van de hele periode van dit plan")
    ('', '')
    """
    if not is_bare(text):
        return ""
    return next((kind for kind, pattern in _PATTERNS if pattern.search(text)), "")


def is_bare(text: str) -> bool:
    """Whether it is no sentence but a few words: "risks of the 2022 plan"."""
    return len(text.split()) <= MOST and not _SENTENCE.search(text)


def without_story(text: str, language: Language) -> str:
    """A question without what is told before it, where it can be understood alone; else all of it.

    >>> story = "Ik ben raadslid en las een lang stuk in de krant van gisteren over de nieuwe brug."
    >>> without_story(f"{story} Hoeveel kost de brug bij Olst?", "nl")
    'Hoeveel kost de brug bij Olst?'
    >>> without_story(f"{story} Hoeveel kost die?", "nl") == f"{story} Hoeveel kost die?"
    True
    """
    *before, asked = _ENDS.split(text)
    told = sum(len(words(sentence)) for sentence in before)
    if told < STORY or not asked.endswith("?") or any("?" in sentence for sentence in before):
        return text
    alone = len(set(content_words(asked, language))) >= ALONE and not POINTS_BACK.search(asked)
    return asked if alone else text
