"""Which part of a document a question asks after: "het hoofdstuk over de beleidsmix", "about the costs"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answering.central_sentences import Said
from assistant.answering.outline import numbered_as
from assistant.embedding import Floats
from assistant.language.terms import stem, words
from assistant.records import Language, Version
from assistant.retrieval import Understood
from assistant.retrieval.named_document import in_the_words_of, says_more

SUMMING_UP: Sequence[str] = (
    "vat samen samenvat samenvatten samenvatting kort hoofdlijnen kern strekking hoofdpunten vertellen "
    "summary summarise summarize summarised summarized sum gist main points nutshell short give"
).split()
"""The words that ask to sum up."""
FINDING: Sequence[str] = (
    *SUMMING_UP,
    *"belangrijkste voornaamste conclusie conclusies hoofdconclusie hoofdconclusies eindconclusie".split(),
    *"eindconclusies bevindingen hoofdbevindingen uitkomsten resultaten kernboodschap boodschap".split(),
    *"boodschappen inzichten komt kwam komen kwamen uit onderzoek studie key principal overall".split(),
    *"important conclusion conclusions findings results message messages takeaways outcomes".split(),
)
"""The words that ask what something found."""
LIKE = 0.05  # how much more a heading is like what is asked after than the others are on average
RARE = 3  # headings that a word may stand in to name one of them
_CHAPTER = re.compile(
    r"\b(?:hoofdstuk(?:ken)?|paragra(?:af|fen)|onderdeel|deel|bijlage|passage|"
    r"chapters?|sections?|paragraphs?|part|annex|appendix)\b",
    re.IGNORECASE,
)
_BY_NUMBER = re.compile(
    r"\b(?:(?P<appendix>bijlage|annex|appendix)|hoofdstuk|paragraaf|onderdeel|deel|chapter|section|paragraph|part)\s"
    r"(?:(?:nr|no|nummer|number)\.?\s)?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,4}|[A-Z])(?![\w%])",
    re.IGNORECASE,
)
_CHAPTER_LABELS = frozenset("hoofdstuk paragraaf onderdeel deel chapter section part".split())
_APPENDIX_LABELS = frozenset("bijlage annex appendix".split())
_ABOUT = re.compile(r"\b(?:over|omtrent|rond|about|on|regarding|concerning)\s+", re.IGNORECASE)
_END = re.compile(
    r"\s+(?:zegt|zeggen|staat|schrijft|meldt|vermeldt|vertelt|says?|said|samen|samenvatten|kort|in het kort|"
    r"please|alsjeblieft|graag)\b.*$|[?.!\s]+$",
    re.IGNORECASE,
)
Reads = Callable[[str], Floats]
"""A text -> its vector, of shape (dimension,)."""


def section_asked(
    sections: Sequence[str], version: Version, understood: Understood, vector: Reads | None = None
) -> str:
    """The path of the section that the question names; "" where it names none.

    A heading that says a rare word of the question is meant; where the question speaks of a chapter, also
    the heading that is most like the rest of it, by ``vector``."""
    paths = _paths(sections)
    asked = said_of_it(version, understood)
    if not asked or not paths:
        return ""
    stems = {path: _new_in(path, version, understood.language) for path in paths}
    counts = {term: sum(term in each for each in stems.values()) for term in asked}
    naming = {term for term, count in counts.items() if 0 < count <= RARE}
    if naming:
        return max(paths, key=lambda path: len(naming & stems[path]))
    if vector is None or not _CHAPTER.search(understood.text):
        return ""
    about = _CHAPTER.sub(" ", understood.text).split()
    about = [word for word in about if _stems(word, understood) & set(asked)]
    likeness = np.array([vector(path.split(" › ")[-1]) for path in paths]) @ vector(" ".join(about))
    best = int(likeness.argmax())
    others = np.delete(likeness, best)
    return paths[best] if others.size and likeness[best] > others.mean() + LIKE else ""


def _new_in(path: str, version: Version, language: Language) -> frozenset[str]:
    """Stems of a heading that no heading above it has."""
    *above, own = path.split(" › ")
    told = in_the_words_of(" ".join(above), version, language)
    return in_the_words_of(own, version, language) - told


@dataclass(frozen=True, slots=True)
class NumberedPart:
    """A part of a document that a question names by its number: "hoofdstuk 2", "annex B"."""

    number: str
    is_appendix: bool

    def is_over(self, section: str) -> bool:
        """Whether a section is this one or below it, by the numbers of the headings over it.

        A heading "2.1" belongs to chapter 2, also where what was read has it beside and not below it."""
        return any(self._is(part) for part in section.split(" › "))

    def _is(self, heading: str) -> bool:
        label, number = numbered_as(heading)
        if self.is_appendix or label in _APPENDIX_LABELS:
            return self.is_appendix and label in _APPENDIX_LABELS and number == self.number
        fits = not label or label in _CHAPTER_LABELS
        return fits and (number == self.number or number.startswith(f"{self.number}."))


def part_by_number(text: str) -> NumberedPart | None:
    """The part that a question names by its number; None where it names none.

    >>> part_by_number("Waar gaat hoofdstuk 2 van de begroting over?")
    NumberedPart(number='2', is_appendix=False)
    >>> part_by_number("What is annex B about?"), part_by_number("Vat het plan samen")
    (NumberedPart(number='B', is_appendix=True), None)
    """
    found = _BY_NUMBER.search(text)
    return NumberedPart(found["number"].upper(), found["appendix"] is not None) if found else None


def said_of_it(
    version: Version, understood: Understood, asking: Sequence[str] = SUMMING_UP
) -> list[str]:
    """The terms of a question after a summary that neither name the document nor a part of it by its number,
    nor ask to sum up (``asking``)."""
    how = {stem(word, understood.language) for word in asking}
    numbered = _BY_NUMBER.search(understood.text)
    how |= _stems(numbered[0], understood) if numbered else set()
    return [term for term in says_more(version, understood) if term not in how]


def subject_asked(
    version: Version, understood: Understood, asking: Sequence[str] = SUMMING_UP
) -> str:
    """What a question after a summary wants it to be about; "" for all of the document."""
    own = set(said_of_it(version, understood, asking))
    subjects = _behind_about(understood.text)
    found = next((each for each in subjects if _stems(each, understood) & own), "")
    # "Summarise the challenges that lie ahead for care in the monitor" is mostly after something in it.
    how = {stem(word, understood.language) for word in asking}
    narrow = 2 * len(own) > len([term for term in understood.terms if term not in how])
    return found or (understood.text if narrow else "")


def _behind_about(text: str) -> list[str]:
    """
    >>> _behind_about("Vat samen wat de brief over de wegen zegt over het asfalt van 2020?")
    ['de wegen', 'het asfalt van 2020']
    """
    return [_END.sub("", text[found.end() :]) for found in _ABOUT.finditer(text)]


def _stems(text: str, understood: Understood) -> set[str]:
    return {stem(word, understood.language) for word in words(text)}


def _paths(sections: Sequence[str]) -> list[str]:
    """Every heading with those above it, but the one that is over everything."""
    over = {section.split(" › ")[0] for section in sections}
    return [path for path in paths_of(sections) if path and (len(over) > 1 or " › " in path)]


def paths_of(sections: Iterable[str]) -> list[str]:
    """Every heading over some sections once, with those above it, in the order in which they are met.

    >>> paths_of(["1 Doel › 1.1 Geld", "1 Doel"])
    ['1 Doel', '1 Doel › 1.1 Geld']
    """
    paths: dict[str, None] = {}
    for section in dict.fromkeys(sections):
        parts = section.split(" › ")
        paths |= dict.fromkeys(" › ".join(parts[:depth]) for depth in range(1, len(parts) + 1))
    return list(paths)


def under(said: Sequence[Said], path: str) -> list[Said]:
    """What stands in a section, its sub-sections included."""
    return [each for each in said if is_under(each.section, path)]


def is_under(section: str, path: str) -> bool:
    """Whether a section is this one or below it."""
    return section == path or section.startswith(f"{path} › ")
